"""The modern certificate: a block of colour with one big figure, the name beside it; lying only."""

from dataclasses import replace

from mentordesk.documents.certificate_parts import NameBox, draw_code, draw_name, draw_signatory, styled
from mentordesk.documents.certificate_words import CertificateText
from mentordesk.documents.layout import ACCENT, GREY, LIGHT_OCHRE, MM, OCHRE, TEAL, TRACK, WHITE, Page
from mentordesk.documents.ornament import mark, mark_width, rings
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

BLOCK, BLOCK_TEXT, TEXT, END = (8.0, 88.0), (18.0, 70.0), 120.0, 25.0
RING = "#2A6971"
NAME_SIZES = (52.0, 46.0, 40.0, 35.0, 30.0, 26.0, 22.0)
SIGNATURE_WIDTH, BETWEEN = 46.0, 8.0
QR = 25.0
WITHOUT_CAPITALS = frozenset({"tr", "az"})  # their i has a capital of its own

PROGRAMME = TextStyle(size=14, leading=18, style="SemiBold", colour=WHITE)
COHORT = TextStyle(size=9.5, leading=13, colour=TRACK)
FIGURE = TextStyle(size=84, leading=84, family="Serif", style="Light", colour=WHITE)
LABEL = TextStyle(size=12, leading=15, style="SemiBold", colour=WHITE)
KIND = TextStyle(size=9.5, leading=13, style="SemiBold", colour=TEAL, tracking=140, role="H1")
READING = TextStyle(size=15, leading=20, family="Serif", style="Italic", colour=GREY)
REASON = TextStyle(size=16, leading=23, family="Serif", style="Light", colour=TEAL, balanced=True)
FACTS = TextStyle(size=10, leading=15)
SMALL = TextStyle(size=8.5, leading=11, colour=GREY)


def frame(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """What all pages of an issue share."""
    _block(sheet, page)
    _head(sheet, page, text)
    _kind(sheet, page, text)
    page.rule(sheet, TEXT, 33.4, 14, colour=OCHRE, weight=ACCENT)
    down = page.height - 44
    signing = text.signatories[:3]
    width = SIGNATURE_WIDTH if len(signing) < 3 else 36.0  # noqa: PLR2004 - three share the place of two
    for at, who in enumerate(signing):
        start = TEXT + at * (width + (BETWEEN if len(signing) < 3 else 5))  # noqa: PLR2004
        draw_signatory(sheet, page, who, (start, down, width), "start")
    page.write(sheet, text.place_and_date(reader), SMALL, (TEXT, page.height - 15.4, 90))


def _kind(sheet: Sheet, page: Page, text: CertificateText) -> None:
    """The title of each language on a line of its own."""
    for at, version in enumerate(text.versions()):
        title = version.title
        capitals = title if version.language in WITHOUT_CAPITALS else title.upper()
        style = KIND if not at else replace(KIND, tracking=0, colour=GREY)
        block = styled(page, version, title if at else capitals, style, "start")
        wide = page.width - TEXT - END
        block.draw_at(sheet, page.left(TEXT, wide), page.up(28 - 6 * at), wide * MM)


def _block(sheet: Sheet, page: Page) -> None:
    start, width = BLOCK
    height = page.height - 16
    page.area(sheet, (start, 8, width, height), TEAL)
    page.area(sheet, (start + width, 8, 10, 40), OCHRE)
    sheet.saveState()
    path = sheet.beginPath()
    inner = page.left(start + 0.2, width - 0.4)
    path.rect(inner, page.up(8 + height), (width - 0.4) * MM, height * MM)
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
    lines = page.write(sheet, text.organisation or text.cohort, COHORT, (start, below, width))
    if text.organisation:
        page.write(sheet, text.cohort, COHORT, (start, below + lines * COHORT.leading / MM, width))


def reason(sheet: Sheet, page: Page, text: CertificateText, _reader: Reader) -> None:
    """Why it is given; the first figure stands large in the block, the others beside the reason."""
    wide = page.width - TEXT - 35
    down = 96.0
    for at, version in enumerate(text.versions()):
        style = REASON if not at else replace(FACTS, size=10.5, leading=16, balanced=True)
        block = styled(page, version, version.why, style, "start")
        lines = block.draw_at(sheet, page.left(TEXT, wide), page.up(down), wide * MM)
        down += (lines * block.style.leading + 3) / MM
        rest = version.figures[1:]
        if rest:
            said = version.reader.line(f"{value} {label}" for value, label in rest)
            facts = styled(page, version, said, FACTS, "start")
            lines = facts.draw_at(sheet, page.left(TEXT, wide), page.up(down), wide * MM)
            down += (lines * facts.style.leading + 6) / MM
    for value, label in text.figures[:1]:
        start, width = BLOCK_TEXT
        page.write(sheet, value, FIGURE, (start, page.height - 40, width))
        page.write(sheet, label, LABEL, (start, page.height - 29, width))


def person(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """The name with its reading, the number and its code."""
    box = NameBox(TEXT, 70, page.width - TEXT - END, NAME_SIZES, "Sans")
    draw_name(sheet, page, text, box)
    if text.reading:
        page.write(sheet, text.reading, READING, (TEXT, 79.5, page.width - TEXT - END))
    draw_code(sheet, page, text, reader, (page.width - END - QR, page.height - 50, QR), align="end")
