"""What designs of certificates set alike: names, signatures, the number with its code, two languages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import floor

from mentordesk.documents.bidi import is_rtl
from mentordesk.documents.certificate_words import CertificateText, Signatory, Version
from mentordesk.documents.layout import GREY, HAIRLINE, INK, MM, RULE, SIGNATURE, Page
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.pieces import words
from mentordesk.documents.qr import draw_qr
from mentordesk.documents.scripts import language_of_name
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import Align, TextBlock, TextStyle
from mentordesk.documents.theme import fitting
from mentordesk.i18n import Reader

SIGNATORY = TextStyle(size=9.5, leading=12, style="SemiBold", balanced=True)
ROLE = TextStyle(size=8.5, leading=11, colour=GREY, balanced=True)
CODE = TextStyle(size=8.5, leading=11, style="SemiBold", tracking=40)
NUMBER = TextStyle(size=8, leading=11, colour=GREY)
NAME_LEADING = 1.2
QR_SIZE, CODE_BELOW, NUMBER_BELOW = 22.0, 5.0, 9.2
BOTH_GAP = 8.0
LEAST_TITLE = 18.0

Box = tuple[float, float, float]


@dataclass(frozen=True)
class NameBox:
    """Where a name stands: start, baseline of its last line and width in mm; sizes, the largest first."""

    start: float
    baseline: float
    width: float
    sizes: tuple[float, ...]
    family: str
    align: Align = "start"
    style: str = "Regular"


def fitted_name(name: str, box: NameBox, page: Page, reading: str = "", forms: str = "") -> TextBlock:
    """The name in the largest size that holds it on one line, else balanced on lines at the smallest."""
    widest = box.width * MM
    rtl = is_rtl(name)
    language = language_of_name(name, reading, forms) or (page.language if rtl == page.rtl else "und")
    setting = page, language, rtl
    largest = _name_block(name, box, setting, box.sizes[0])
    share = widest / max(largest.natural_width, 0.01)
    size = next((size for size in box.sizes if size <= box.sizes[0] * share), 0)
    if size == box.sizes[0]:
        return largest
    return _name_block(name, box, setting, size or box.sizes[-1])


def _name_block(name: str, box: NameBox, setting: tuple[Page, str, bool], size: float) -> TextBlock:
    page, language, rtl = setting
    return TextBlock(
        " ".join(name.split()),
        _name_style(box.family, box.style, size),
        language=language,
        rtl=rtl,
        align=box.align,
        at_spaces=True,
        page_rtl=page.rtl,
    )


@lru_cache(maxsize=64)
def _name_style(family: str, style: str, size: float) -> TextStyle:
    return TextStyle(size=size, leading=size * NAME_LEADING, family=family, style=style, balanced=True)


def draw_name(sheet: Sheet, page: Page, text: CertificateText, box: NameBox) -> None:
    """Draw the name so that its last line stands on the box's baseline: it grows upwards."""
    block = fitted_name(text.name, box, page, text.reading, text.forms)
    lines = block.set_in(box.width * MM)
    first = page.up(box.baseline) + (len(lines) - 1) * block.style.leading
    block.draw_at(sheet, page.left(box.start, box.width), first, box.width * MM)


def draw_signatory(sheet: Sheet, page: Page, who: Signatory, place: Box, align: Align) -> None:
    """A line to sign on, from (start, down) and so wide in mm, the name and the role under it."""
    start, down, width = place
    if who.signature is not None:
        box = (page.left(start, width), page.up(down - 0.5), width * MM, 14 * MM)
        draw_fitted(sheet, who.signature, box)
    page.rule(sheet, start, down, width, colour=INK, weight=SIGNATURE)
    name = page.block(who.name, SIGNATORY, align=align)
    lines = name.draw_at(sheet, page.left(start, width), page.up(down + 5.2), width * MM)
    role = down + 5.2 + 4.6 + (lines - 1) * name.style.leading / MM
    page.write(sheet, who.role, ROLE, (start, role, width), align=align)


def draw_code(
    sheet: Sheet, page: Page, text: CertificateText, reader: Reader, place: Box, *, align: Align = "centre"
) -> None:
    """The QR code from (start, top) and so large in mm, the check code and the number below it."""
    start, top, size = place
    wide = size + 24.0
    begin = start - 12.0 if align == "centre" else (start if align == "start" else start - 24.0)
    if text.qr:
        with sheet.tagged("Figure", alt=f"{text.number} {text.code}"):
            draw_qr(sheet, text.qr, page.left(start, size), page.up(top), size)
        code = TextBlock(text.code, CODE, language="en", rtl=False, page_rtl=page.rtl, align=align)
        code.draw_at(sheet, page.left(begin, wide), page.up(top + size + CODE_BELOW), wide * MM)
    if text.number:
        said = text.number_words(reader)
        page.write(sheet, said, NUMBER, (begin, top + size + NUMBER_BELOW, wide), align=align)


def styled(page: Page, version: Version, said: str, style: TextStyle, align: Align) -> TextBlock:
    """Words of one version, in its own language and direction."""
    if version.language == page.language:
        return page.block(said, fitting(style, page.language), align=align)
    return words(page, said, style, language=version.language, align=align)


def title_style(page: Page, version: Version, style: TextStyle, width: float) -> TextStyle:
    """The style in the largest size that holds the version's title on one line, so wide in mm."""
    wide = styled(page, version, version.title, style, "start").natural_width / MM
    size = min(style.size, max(LEAST_TITLE, floor(style.size * width / wide)))
    return replace(style, size=size, leading=style.leading * size / style.size)


def centred(sheet: Sheet, page: Page, version: Version, said: str, style: TextStyle, *, box: Box) -> float:
    """Words round the middle of a box (start, first baseline, width); answers their height in mm."""
    start, down, width = box
    block = styled(page, version, said, style, "centre")
    lines = block.draw_at(sheet, page.left(start, width), page.up(down), width * MM)
    return lines * block.style.leading / MM


def one_or_two_lines(
    sheet: Sheet, page: Page, versions: Sequence[Version], said: Sequence[str], style: TextStyle, *, box: Box
) -> None:
    """The same in both languages on one line with a dot between; below each other where that is too wide."""
    start, down, width = box
    if len(versions) == 1:
        centred(sheet, page, versions[0], said[0], style, box=box)
        return
    blocks = [styled(page, one, words_, style, "start") for one, words_ in zip(versions, said, strict=True)]
    gap = 7 * MM
    total = sum(block.natural_width for block in blocks) + gap
    order = list(reversed(blocks)) if page.rtl else blocks
    x = page.left(start, width) + (width * MM - total) / 2
    for block in order:
        block.align = "end" if page.rtl else "start"
        wide = block.natural_width
        block.draw_at(sheet, x, page.up(down), wide + 0.5)
        x += wide + gap


def two_columns(
    sheet: Sheet, page: Page, versions: Sequence[Version], styles: tuple[TextStyle, TextStyle], box: Box
) -> None:
    """Reason and figures of both languages on the two sides of a hairline, equally far from it.

    The language that runs to the right stands left, the other right; each is as wide as its balanced lines.
    """
    start, down, width = box
    middle, half = page.left(start, width) + width * MM / 2, (width / 2 - BOTH_GAP) * MM
    order = sorted(versions, key=lambda version: version.reader.rtl)
    if len({version.reader.rtl for version in versions}) == 1:
        order = list(reversed(versions)) if page.rtl else list(versions)
    lowest = 0.0
    for at, version in enumerate(order):
        blocks = _reason_blocks(page, version, styles)
        wide = max(line.width for block in blocks for line in block.set_in(half)) + 0.5
        x = middle + BOTH_GAP * MM if at else middle - BOTH_GAP * MM - wide
        lowest = max(lowest, _drawn_down(sheet, blocks, (x, page.up(down), wide), version))
    sheet.setStrokeColor(RULE)
    sheet.setLineWidth(HAIRLINE)
    sheet.line(middle, page.up(down - 4), middle, page.up(down - 4) - lowest)


def _reason_blocks(page: Page, version: Version, styles: tuple[TextStyle, TextStyle]) -> list[TextBlock]:
    """One version's reason, figures and day."""
    first, rest = (replace(style, balanced=True) for style in styles)
    said = ((version.why, first), (version.counted, rest), (version.issued, first))
    return [styled(page, version, words_, style, "start") for words_, style in said if words_]


def _drawn_down(sheet: Sheet, blocks: Sequence[TextBlock], place: Box, version: Version) -> float:
    """Blocks below each other, each on its own language's side; answers their height in points."""
    x, up, wide = place
    used = 0.0
    for block in blocks:
        block.align = "end" if version.reader.rtl != block.page_rtl else "start"
        used += block.draw_at(sheet, x, up - used, wide) * block.style.leading
    return used
