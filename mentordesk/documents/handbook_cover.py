"""The handbook's cover: two sets of rings that share a lens, as the mark does."""

from mentordesk.documents.handbook_words import COVER_TITLE, HandbookText
from mentordesk.documents.layout import ACCENT, GREY, MM, NAVY, OCHRE, SAND, TEAL, Page
from mentordesk.documents.ornament import lens_path, mark, mark_width, rings
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

RADIUS, STEP, APART = 84.0, 4.0, 64.0
TITLE = TextStyle(size=50, leading=56, family="Serif", style="Light", colour=NAVY)
SUBTITLE = TextStyle(size=26, leading=32, family="Serif", style="Light", colour=TEAL)
STRONG = TextStyle(size=10, leading=13, style="SemiBold")
SMALL = TextStyle(size=8.5, leading=11, colour=GREY)
LINE = "#D9CFB8"


def draw_cover(sheet: Sheet, page: Page, text: HandbookText, reader: Reader) -> None:
    """The whole first page."""
    _picture(sheet, page, page.height - 101)
    base = page.height - 297.0
    page.write(sheet, reader.gettext(COVER_TITLE), TITLE, (20, base + 228, page.width - 40))
    page.write(sheet, text.subtitle(reader), SUBTITLE, (20.3, base + 241.5, page.width - 40))
    page.rule(sheet, 20, base + 252, 14, colour=OCHRE, weight=ACCENT)
    place = (page.left(20, mark_width(9)), page.up(base + 272))
    mark(sheet, place, 9 * MM, ring=NAVY, lens=OCHRE)
    page.write(sheet, text.programme, STRONG, (42, base + 266, 90))
    page.write(sheet, text.cohort, STRONG, (page.width - 80, base + 266, 60), align="end")
    page.write(sheet, text.edition(reader), SMALL, (page.width - 90, base + 271.2, 70), align="end")
    page.write(sheet, reader.language(text.language), SMALL, (42, base + 271.2, 60))


def _picture(sheet: Sheet, page: Page, height: float) -> None:
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
    _lens(sheet, (first, second), middle, radii)
    sheet.restoreState()


def _lens(sheet: Sheet, centres: tuple[float, float], middle: float, radii: tuple[float, ...]) -> None:
    first, second = centres
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
