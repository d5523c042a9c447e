"""The classic certificate: centred in a guilloche frame, with a seal."""

from mentordesk.documents.certificate_words import (
    CertificateText,
    NameBox,
    draw_name,
    draw_signatory,
)
from mentordesk.documents.layout import GREY, MM, NAVY, OCHRE, Page
from mentordesk.documents.ornament import frame as guilloche
from mentordesk.documents.ornament import mark, mark_width, seal
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

EDGE = 30.0
NAME_SIZES = (40.0, 36.0, 32.0, 28.0, 25.0, 22.0)
SIGNATURE_WIDTH = 47.0
PLACES = {1: (0.5,), 2: (0.36, 0.64), 3: (0.316, 0.5, 0.684)}

PROGRAMME = TextStyle(size=10, leading=13, style="Medium", colour=GREY, balanced=True)
TITLE = TextStyle(size=32, leading=38, family="Serif", style="Light", colour=NAVY)
AWARDED = TextStyle(size=12, leading=16, family="Serif", style="Italic", colour=GREY)
REASON = TextStyle(size=11, leading=17, family="Serif", balanced=True)
FIGURES = TextStyle(size=11, leading=16, family="Serif", style="Medium", colour=NAVY, balanced=True)
SMALL = TextStyle(size=8.5, leading=11, colour=GREY, balanced=True)


def frame(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """What all pages of an issue share."""
    guilloche(sheet, page)
    _head(sheet, page, text, reader)
    _rule_under_name(sheet, page)
    foot = page.height - 50
    seal(sheet, (page.left(page.width - 41), page.up(foot)), 12.4 * MM)
    _signatures(sheet, page, text, foot)
    _centred(sheet, page, text.place, SMALL, (25.5, foot + 5.2, 38))
    _centred(sheet, page, reader.date(text.issued_on, style="long"), SMALL, (25.5, foot + 9.8, 38))
    page.rule(sheet, 28, foot, 33, colour=OCHRE, weight=0.6)


def _head(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    middle = page.width / 2
    if text.logo is None:
        height = 9.5 * MM
        left = middle * MM - mark_width(height) / 2
        mark(sheet, (left, page.up(38.5)), height, ring=NAVY, lens=OCHRE)
    else:
        draw_fitted(sheet, text.logo, ((middle - 15) * MM, page.up(39), 30 * MM, 11 * MM))
    _line(sheet, page, text.programme, PROGRAMME, 45.6)
    _line(sheet, page, text.title(reader), TITLE, 64)
    _line(sheet, page, reader.gettext("This certificate is awarded to"), AWARDED, 79)


def _line(sheet: Sheet, page: Page, words: str, style: TextStyle, down: float) -> int:
    return _centred(sheet, page, words, style, (EDGE, down, page.width - 2 * EDGE))


def _centred(sheet: Sheet, page: Page, words: str, style: TextStyle, box: tuple[float, float, float]) -> int:
    return page.write(sheet, words, style, box, align="centre")


def _rule_under_name(sheet: Sheet, page: Page) -> None:
    middle, down = page.width / 2, 109.4
    for start in (middle - 34, middle + 2.6):
        page.rule(sheet, start, down, 31.4, colour=OCHRE, weight=0.8)
    x, y, half = middle * MM, page.up(down), 1.5 * MM
    path = sheet.beginPath()
    path.moveTo(x - half, y)
    for corner in ((x, y + half), (x + half, y), (x, y - half)):
        path.lineTo(*corner)
    path.close()
    sheet.setFillColor(OCHRE)
    sheet.drawPath(path, stroke=0, fill=1)


def _signatures(sheet: Sheet, page: Page, text: CertificateText, down: float) -> None:
    signing = text.signatories[:3]
    for who, share in zip(signing, PLACES.get(len(signing), ()), strict=True):
        start = page.width * share - SIGNATURE_WIDTH / 2
        draw_signatory(sheet, page, who, (start, down, SIGNATURE_WIDTH), "centre")


def reason(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """Why it is given, with the figures on a line of their own."""
    width = 150.0
    box = (page.width / 2 - width / 2, 120.5, width)
    lines = _centred(sheet, page, text.reason_words(reader), REASON, box)
    figures = reader.line(f"{value} {label}" for value, label in text.figures)
    below = 120.5 + (lines * REASON.leading + 6) / MM
    if figures:
        _line(sheet, page, figures, FIGURES, below)


def person(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """The name and the number."""
    box = NameBox(EDGE + 4, 103.6, page.width - 2 * EDGE - 8, NAME_SIZES, "Serif", "centre")
    draw_name(sheet, page, text.name, box)
    if text.number:
        words = text.number_words(reader)
        _centred(sheet, page, words, SMALL, (page.width - 61, page.height - 29, 40))
