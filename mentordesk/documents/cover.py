"""The cover of what is read as a book: two sets of rings that share a lens, as the mark does."""

from dataclasses import dataclass, replace

from mentordesk.documents.layout import ACCENT, GREY, MM, NAVY, OCHRE, SAND, TEAL, Page
from mentordesk.documents.leaves import draw_mark
from mentordesk.documents.ornament import lens_path, rings
from mentordesk.documents.pieces import words
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import Align, TextStyle
from mentordesk.i18n import autonym

COVER_PAGES = 1
RADIUS, STEP, APART = 84.0, 4.0, 64.0
TITLE = TextStyle(size=50, leading=56, family="Serif", style="Light", colour=NAVY)
SUBTITLE = TextStyle(size=26, leading=32, family="Serif", style="Light", colour=TEAL)
STRONG = TextStyle(size=10, leading=13, style="SemiBold")
SMALL = TextStyle(size=8.5, leading=11, colour=GREY)
LARGE = (TextStyle(size=16, leading=19, style="SemiBold"), TextStyle(size=14, leading=17))
LINE = "#D9CFB8"
TITLE_SIZES, SUBTITLE_SIZES = (50.0, 44.0, 38.0, 32.0, 27.0), (26.0, 22.0, 18.0, 15.0)


@dataclass(frozen=True)
class Cover:
    """What a cover says; `light` saves toner: the lens is an outline."""

    title: str
    subtitle: str
    programme: str
    edition: str
    cohort: str = ""
    logo: bytes | None = None
    light: bool = False


def draw_cover(sheet: Sheet, page: Page, cover: Cover, *, large: bool = False) -> None:
    """The whole first page."""
    _picture(sheet, page, page.height - 101, light=cover.light)
    base = page.height - 297.0
    _fitted(sheet, page, cover.title, TITLE, sizes=TITLE_SIZES, down=base + 228)
    _fitted(sheet, page, cover.subtitle, SUBTITLE, sizes=SUBTITLE_SIZES, down=base + 241.5)
    page.rule(sheet, 20, base + 252, 14, colour=OCHRE, weight=ACCENT)
    _foot(sheet, page, cover, base, LARGE if large else (STRONG, SMALL))


def _fitted(
    sheet: Sheet, page: Page, said: str, style: TextStyle, *, sizes: tuple[float, ...], down: float
) -> None:
    """One line in the largest size that holds it; at the smallest it may take more, growing upwards."""
    wide = (page.width - 40) * MM
    for size in sizes:
        block = words(page, said, replace(style, size=size, leading=size * 1.15))
        if len(block.set_in(wide)) == 1:
            break
    first = page.up(down) + (len(block.lines) - 1) * block.style.leading
    block.draw_at(sheet, page.left(20, page.width - 40), first, wide)


def _foot(sheet: Sheet, page: Page, cover: Cover, base: float, styles: tuple[TextStyle, TextStyle]) -> None:
    """Programme and language at the leading edge, cohort and edition across from them."""
    used = draw_mark(sheet, page, 20, cover.logo, 9.0, foot=base + 272)
    start, half = 20 + used + 6, page.width / 2
    sides: tuple[tuple[float, float, Align, tuple[str, str]], ...] = (
        (start, half - start + 10, "start", (cover.programme, autonym(page.language))),
        (half + 12, half - 32, "end", (cover.cohort, cover.edition)),
    )
    for begin, wide, align, (said, quiet) in sides:
        strong, small = styles
        lines = page.write(sheet, said, strong, (begin, base + 266, wide), align=align)
        down = base + 264.6 + small.leading * 0.6 + (lines - 1) * strong.leading / MM
        page.write(sheet, quiet, small, (begin, down, wide), align=align)


def _picture(sheet: Sheet, page: Page, height: float, *, light: bool) -> None:
    page.area(sheet, (8, 8, page.width - 16, height), SAND)
    sheet.saveState()
    path = sheet.beginPath()
    path.rect(8 * MM, page.up(8 + height), (page.width - 16) * MM, height * MM)
    sheet.clipPath(path, stroke=0, fill=0)
    middle = page.up(8 + height / 2)
    first, second = ((page.width / 2 + side * APART / 2) * MM for side in (-1, 1))
    radii = tuple(STEP * count * MM for count in range(1, int(RADIUS / STEP)))
    for x, colour in ((first, NAVY), (second, TEAL)):
        rings(sheet, ((x, middle),), radii, colour, 0.4)
        rings(sheet, ((x, middle),), (RADIUS * MM,), colour, 1.8)
    _lens(sheet, (first, second), middle, radii, light=light)
    sheet.restoreState()


def _lens(
    sheet: Sheet, centres: tuple[float, float], middle: float, radii: tuple[float, ...], *, light: bool
) -> None:
    first, second = centres
    if not light:
        sheet.setFillColor(NAVY)
        sheet.drawPath(lens_path(sheet, (first, middle), second - first, RADIUS * MM), stroke=0, fill=1)
        sheet.saveState()
        shape = lens_path(sheet, (first, middle), second - first, RADIUS * MM)
        sheet.clipPath(shape, stroke=0, fill=0)
        rings(sheet, ((first, middle), (second, middle)), radii, LINE, 0.35)
        sheet.restoreState()
    sheet.setStrokeColor(OCHRE)
    sheet.setLineWidth(2)
    sheet.drawPath(lens_path(sheet, (first, middle), second - first, RADIUS * MM), stroke=1, fill=0)
