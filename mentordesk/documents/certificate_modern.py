"""The modern certificate: a block of colour with one big figure, the name beside it."""

from mentordesk.documents.certificate_words import (
    CertificateText,
    NameBox,
    draw_name,
    draw_signatory,
)
from mentordesk.documents.layout import ACCENT, GREY, LIGHT_OCHRE, MM, OCHRE, TEAL, TRACK, WHITE, Page
from mentordesk.documents.ornament import mark, mark_width, rings
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

BLOCK, BLOCK_TEXT, TEXT = (8.0, 88.0), (18.0, 70.0), 120.0
RING = "#2A6971"
NAME_SIZES = (52.0, 46.0, 40.0, 35.0, 30.0, 26.0, 22.0)
SIGNATURE_WIDTH, BETWEEN = 46.0, 8.0
WITHOUT_CAPITALS = frozenset({"tr", "az"})  # their i has a capital of its own

PROGRAMME = TextStyle(size=14, leading=18, style="SemiBold", colour=WHITE)
COHORT = TextStyle(size=9.5, leading=13, colour=TRACK)
FIGURE = TextStyle(size=84, leading=84, family="Serif", style="Light", colour=WHITE)
LABEL = TextStyle(size=12, leading=15, style="SemiBold", colour=WHITE)
KIND = TextStyle(size=9.5, leading=13, style="SemiBold", colour=TEAL, tracking=140)
REASON = TextStyle(size=14, leading=21, family="Serif", style="Regular", colour=TEAL, balanced=True)
FACTS = TextStyle(size=10, leading=16)
SMALL = TextStyle(size=8.5, leading=11, colour=GREY)


def frame(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """What all pages of an issue share."""
    _block(sheet, page)
    _head(sheet, page, text)
    title = text.title(reader)
    capitals = title if text.language in WITHOUT_CAPITALS else title.upper()
    page.write(sheet, capitals, KIND, (TEXT, 28, page.width - TEXT - 25))
    page.rule(sheet, TEXT, 33.4, 14, colour=OCHRE, weight=ACCENT)
    down = page.height - 44
    for at, who in enumerate(text.signatories[:3]):
        start = TEXT + at * (SIGNATURE_WIDTH + BETWEEN)
        draw_signatory(sheet, page, who, (start, down, SIGNATURE_WIDTH), "start")
    page.write(sheet, text.place_and_date(reader), SMALL, (TEXT, page.height - 15.4, 90))


def _block(sheet: Sheet, page: Page) -> None:
    start, width = BLOCK
    height = page.height - 16
    page.area(sheet, (start, 8, width, height), TEAL)
    page.area(sheet, (start + width, 8, 10, 40), OCHRE)
    sheet.saveState()
    path = sheet.beginPath()
    path.rect(page.left(start, width), page.up(8 + height), width * MM, height * MM)
    sheet.clipPath(path, stroke=0, fill=0)
    centres = tuple((page.left(x), page.up(116)) for x in (24, 106))
    rings(sheet, centres, tuple(radius * MM for radius in (41, 48, 55, 62)), RING, 2)
    sheet.restoreState()


def _head(sheet: Sheet, page: Page, text: CertificateText) -> None:
    start, width = BLOCK_TEXT
    if text.logo is None:
        height = 10.0
        long = mark_width(height)
        place = (page.left(start, long), page.up(30))
        mark(sheet, place, height * MM, ring=WHITE, lens=LIGHT_OCHRE)
    else:
        anchor = "e" if page.rtl else "w"
        draw_fitted(sheet, text.logo, (page.left(start, 30), page.up(30), 30 * MM, 11 * MM), anchor)
    lines = page.write(sheet, text.programme, PROGRAMME, (start, 39.5, width))
    below = 45.4 + (lines - 1) * PROGRAMME.leading / MM
    page.write(sheet, text.cohort, COHORT, (start, below, width))


def reason(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """Why it is given; the first figure stands large in the block, the others beside the reason."""
    lines = page.write(sheet, text.reason_words(reader), REASON, (TEXT, 92, page.width - TEXT - 35))
    down = 92 + (lines * REASON.leading + 8) / MM
    for value, label in text.figures[1:]:
        page.write(sheet, f"{value} {label}", FACTS, (TEXT, down, page.width - TEXT - 35))
        down += FACTS.leading / MM
    for value, label in text.figures[:1]:
        start, width = BLOCK_TEXT
        page.write(sheet, value, FIGURE, (start, page.height - 40, width))
        page.write(sheet, label, LABEL, (start, page.height - 29, width))


def person(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """The name and the number."""
    box = NameBox(TEXT, 70, page.width - TEXT - 25, NAME_SIZES, "Sans")
    draw_name(sheet, page, text.name, box)
    if text.number:
        place = (page.width - 25 - 60, page.height - 15.4, 60.0)
        page.write(sheet, text.number_words(reader), SMALL, place, align="end")
