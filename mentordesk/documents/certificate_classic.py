"""The classic certificate: centred in a guilloche frame, with a seal; lying or standing."""

from dataclasses import replace

from mentordesk.documents.certificate_parts import (
    QR_SIZE,
    NameBox,
    centred,
    draw_code,
    draw_name,
    draw_signatory,
    one_or_two_lines,
    title_style,
    two_columns,
)
from mentordesk.documents.certificate_words import CertificateText
from mentordesk.documents.layout import GREY, MM, NAVY, OCHRE, Page
from mentordesk.documents.ornament import frame as guilloche
from mentordesk.documents.ornament import mark, mark_width, seal
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

EDGE = 30.0
NAME_SIZES = (40.0, 36.0, 32.0, 28.0, 25.0, 22.0)
SIGNATURE_WIDTH, BETWEEN = 47.0, 7.4
LYING = 210.0
SHARES = {"mark": 0.12, "title": 0.25, "awarded": 0.33, "name": 0.42, "reason": 0.5}
"""How much of a page's further height stands above each part."""

PROGRAMME = TextStyle(size=10, leading=13, style="Medium", colour=GREY, balanced=True)
TITLE = TextStyle(size=32, leading=38, family="Serif", style="Light", colour=NAVY, balanced=True, role="H1")
SECOND = TextStyle(size=25, leading=30, family="Serif", style="Light", colour=NAVY)
AWARDED = TextStyle(size=12, leading=16, family="Serif", style="Italic", colour=GREY)
REASON = TextStyle(size=11, leading=16.5, family="Serif", balanced=True)
FIGURES = TextStyle(size=11, leading=16.5, family="Serif", style="Medium", colour=NAVY, balanced=True)
SMALL = TextStyle(size=8, leading=11, colour=GREY, balanced=True)


def frame(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """What all pages of an issue share."""
    sheet.ornament(guilloche, page)
    _head(sheet, page, text)
    _rule_under_name(sheet, page)
    foot = page.height - 50
    sheet.ornament(seal, (page.left(_seal(page)), page.up(foot + _lower(page))), 12.4 * MM)
    _signatures(sheet, page, text, foot)
    where = (_seal(page) - 20, foot + _lower(page) + 18.5, 40)
    page.write(sheet, reader.gettext("Check with MentorDesk"), SMALL, where, align="centre")


def _down(page: Page, part: str, lying: float) -> float:
    """How far down a part stands: on a higher page, lower by its share."""
    return lying + max(0.0, page.height - LYING) * SHARES[part]


def _lower(page: Page) -> float:
    """On a standing page the code and the seal stand below the signatures."""
    return 4.0 if page.width < page.height else 0.0


def _seal(page: Page) -> float:
    return page.width - 41


def _head(sheet: Sheet, page: Page, text: CertificateText) -> None:
    middle, foot = page.width / 2, _down(page, "mark", 38.5)
    if text.logo is None:
        height = 9.5 * MM
        left = middle * MM - mark_width(height) / 2
        mark(sheet, (left, page.up(foot)), height, ring=NAVY, lens=OCHRE)
    else:
        draw_fitted(sheet, text.logo, ((middle - 15) * MM, page.up(foot + 0.5), 30 * MM, 11 * MM))
    versions = text.versions()
    box = (EDGE, foot + 7, page.width - 2 * EDGE)
    centred(sheet, page, versions[0], text.organisation or text.programme, PROGRAMME, box=box)
    _titles(sheet, page, text)
    said = [one.awarded for one in versions]
    box = _line(page, "awarded", 82.5 if text.second else 79)
    one_or_two_lines(sheet, page, versions, said, AWARDED, box=box)


def _titles(sheet: Sheet, page: Page, text: CertificateText) -> None:
    versions = text.versions()
    places = ((TITLE, 64.0),) if len(versions) == 1 else ((replace(TITLE, size=29), 58.5), (SECOND, 71.0))
    for version, (style, down) in zip(versions, places, strict=True):
        box = _line(page, "title", down)
        centred(sheet, page, version, version.title, title_style(page, version, style, box[2]), box=box)


def _line(page: Page, part: str, down: float) -> tuple[float, float, float]:
    return EDGE, _down(page, part, down), page.width - 2 * EDGE


def _rule_under_name(sheet: Sheet, page: Page) -> None:
    middle, down = page.width / 2, _down(page, "name", 109.4)
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
    """In a row round the middle; on a standing page above the code and the seal."""
    signing = text.signatories[:3]
    standing = page.width < page.height
    width = 44.0 if standing else SIGNATURE_WIDTH
    total = len(signing) * width + (len(signing) - 1) * BETWEEN
    down = down - 24 if standing else down + 9
    for at, who in enumerate(signing):
        start = page.width / 2 - total / 2 + at * (width + BETWEEN)
        draw_signatory(sheet, page, who, (start, down, width), "centre")


def reason(sheet: Sheet, page: Page, text: CertificateText, _reader: Reader) -> None:
    """Why it is given, with the figures on a line of their own, in one language or two."""
    versions = text.versions()
    down = _down(page, "reason", 120.0)
    if len(versions) > 1:
        width = min(206.0, page.width - 2 * 26)
        two_columns(sheet, page, versions, (REASON, FIGURES), (page.width / 2 - width / 2, down - 1.5, width))
        return
    width = min(160.0, page.width - 2 * EDGE)
    start = page.width / 2 - width / 2
    version = versions[0]
    for said, style in ((version.why, REASON), (version.counted, FIGURES), (version.issued, REASON)):
        if said:
            down += centred(sheet, page, version, said, style, box=(start, down, width))


def person(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """The name, the number and its code."""
    box = NameBox(
        EDGE + 4, _down(page, "name", 103.6), page.width - 2 * EDGE - 8, NAME_SIZES, "Serif", "centre"
    )
    draw_name(sheet, page, text, box)
    top = page.height - 61 + _lower(page) * 1.5
    draw_code(sheet, page, text, reader, (41 - QR_SIZE / 2, top, QR_SIZE))
