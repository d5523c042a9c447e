"""The festive certificate: bands of tiles, confetti, the code in the middle; lying or standing."""

from dataclasses import replace

from mentordesk.documents import tiles
from mentordesk.documents.certificate_parts import (
    QR_SIZE,
    NameBox,
    centred,
    draw_code,
    draw_name,
    draw_signatory,
    one_or_two_lines,
    title_style,
)
from mentordesk.documents.certificate_words import CertificateText, Signatory
from mentordesk.documents.layout import CORAL, GREY, MM, NAVY, OCHRE, Page
from mentordesk.documents.ornament import mark, mark_width
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

RED = "#A8412D"  # coral is too light for words
BAND_TOP, BAND_SIDE = 9.0, 13.5
NAME_SIZES = (42.0, 38.0, 34.0, 30.0, 26.0, 22.0)
SIGNATURE_WIDTH = 58.0
LYING = 210.0
TEXT = 38.0

HEADLINE = TextStyle(
    size=28, leading=34, family="Serif", style="Medium", colour=RED, balanced=True, role="H1"
)
SECOND = TextStyle(size=22, leading=28, family="Serif", style="Light", colour=NAVY)
PROGRAMME = TextStyle(size=10, leading=13, style="Medium", colour=GREY)
AWARDED = TextStyle(size=11, leading=15, colour=GREY)
REASON = TextStyle(size=12, leading=18, balanced=True)
AGAIN = TextStyle(size=10.5, leading=16, colour=GREY, balanced=True)
FIGURES = TextStyle(size=11, leading=16, style="SemiBold", colour=NAVY, balanced=True)


def _scale(page: Page) -> float:
    """How much further apart parts stand on a page that is higher than A4 lying."""
    return max(0.0, page.height - LYING)


def frame(sheet: Sheet, page: Page, text: CertificateText, _reader: Reader) -> None:
    """What all pages of an issue share."""
    width = page.width - 2 * BAND_SIDE
    size = width / len(tiles.BAND)
    for top in (BAND_TOP, page.height - BAND_TOP - size):
        sheet.ornament(tiles.band, page, (BAND_SIDE, top, width))
    strewn, high = _strewn(page)
    for seed, start in ((7, BAND_SIDE), (11, page.width - BAND_SIDE - strewn)):
        tiles.confetti(sheet, page, (start, BAND_TOP + size + 3, strewn, high), seed)
    _head(sheet, page, text)
    signing = text.signatories[:3]
    for who, middle in zip(signing, _middles(page, len(signing)), strict=True):
        _signature(sheet, page, who, middle, len(signing))


def _strewn(page: Page) -> tuple[float, float]:
    """How wide and high confetti lies on each side, in mm: beside the title, above it on a standing page."""
    return (page.width * 0.19, 44.0) if page.width > page.height else (page.width * 0.22, 37.0)


def _title_width(page: Page) -> float:
    if page.width < page.height:
        return page.width - 2 * (TEXT - 8)
    return page.width - 2 * (BAND_SIDE + _strewn(page)[0] + 3)


def _head(sheet: Sheet, page: Page, text: CertificateText) -> None:
    more, middle = _scale(page), page.width / 2
    foot = 42 + more * 0.12
    if text.logo is None:
        height = 9.0 * MM
        place = (middle * MM - mark_width(height) / 2, page.up(foot))
        mark(sheet, place, height, ring=CORAL, lens=OCHRE)
    else:
        draw_fitted(sheet, text.logo, ((middle - 15) * MM, page.up(foot), 30 * MM, 11 * MM))
    versions = text.versions()
    box = (TEXT, (55.5 if len(versions) > 1 else 58) + more * 0.2, page.width - 2 * TEXT)
    down = box[1] + 12
    for version, style, at in zip(versions, (HEADLINE, SECOND), (box[1], down), strict=False):
        fitted = title_style(page, version, style, _title_width(page))
        centred(sheet, page, version, version.title, fitted, box=(TEXT - 8, at, page.width - 2 * TEXT + 16))
    if len(versions) == 1:
        said = text.organisation or text.programme
        centred(sheet, page, versions[0], said, PROGRAMME, box=(TEXT, down - 2, box[2]))
    awarded = [one.awarded for one in versions]
    one_or_two_lines(sheet, page, versions, awarded, AWARDED, box=(TEXT, 80 + more * 0.3, box[2]))


def _middles(page: Page, count: int) -> tuple[float, ...]:
    """Where signatures stand: on both sides of the code, a third one further out is not needed."""
    if page.width < page.height:
        places = {1: (0.5,), 2: (0.3, 0.7), 3: (0.22, 0.5, 0.78)}
    else:
        places = {1: (0.23,), 2: (0.23, 0.77), 3: (0.16, 0.36, 0.8)}
    return tuple(page.width * share for share in places.get(count, ()))


def _signature(sheet: Sheet, page: Page, who: Signatory, middle: float, count: int) -> None:
    standing = page.width < page.height
    width = SIGNATURE_WIDTH if count < 3 and not standing else 42.0  # noqa: PLR2004 - three need room
    down = page.height - (85 if standing else 45)
    draw_signatory(sheet, page, who, (middle - width / 2, down, width), "centre")


def reason(sheet: Sheet, page: Page, text: CertificateText, _reader: Reader) -> None:
    """Why it is given, first in the recipient's language, then smaller in the other."""
    width = min(170.0, page.width - 2 * TEXT)
    start = page.width / 2 - width / 2
    versions = text.versions()
    down = 115.0 + _scale(page) * 0.42
    parts = [(versions[0].why, REASON, versions[0])]
    if len(versions) > 1:
        parts.append((versions[1].why, AGAIN, versions[1]))
    parts.insert(1, (versions[0].counted, FIGURES, versions[0]))
    parts.append((versions[0].issued, replace(AGAIN, size=9.5, leading=14), versions[0]))
    for said, style, version in parts:
        if said:
            down += centred(sheet, page, version, said, style, box=(start, down, width)) + 0.8


def person(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """The name, the number and its code."""
    side = TEXT - 8 if page.width < page.height else TEXT
    box = NameBox(side, 101 + _scale(page) * 0.36, page.width - 2 * side, NAME_SIZES, "Sans", "centre")
    draw_name(sheet, page, text, box)
    lower = 67.0 if page.width < page.height else 60.5
    three = len(text.signatories) > 2 and page.width > page.height  # noqa: PLR2004 - the code moves aside
    middle = page.width * (0.58 if three else 0.5)
    draw_code(sheet, page, text, reader, (middle - QR_SIZE / 2, page.height - lower, QR_SIZE))
