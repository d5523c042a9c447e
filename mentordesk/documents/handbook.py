"""The handbook of a role: cover, contents, and a chapter for each section, in the reader's language.

The text is typeset once; contents and page totals are known when drawing begins, so nothing is set twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from mentordesk.documents.handbook_cover import draw_cover
from mentordesk.documents.handbook_flow import Flow, Leaf
from mentordesk.documents.handbook_words import Contact, HandbookText, Section
from mentordesk.documents.layout import GREY, HAIRLINE, INK, MM, NAVY, OCHRE, RULE, Page, Paper, page_of
from mentordesk.documents.ornament import mark, mark_width
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

__all__ = ["Contact", "HandbookText", "Section", "render", "write_handbook"]

HEADER = TextStyle(size=8, leading=11, colour=GREY)
NUMBER = TextStyle(size=8, leading=11, colour=INK)
TITLE = TextStyle(size=27, leading=32, family="Serif", style="Light", colour=NAVY)
ENTRY = TextStyle(size=11, leading=16)
COVER_PAGES = 1
FIRST_ENTRY, ENTRY_STEP = 66.0, 9.0


@dataclass(frozen=True)
class _Entry:
    title: str
    leaf: int


def render(text: HandbookText, *, paper: Paper = Paper.A4) -> bytes:
    """The whole handbook as a PDF file."""
    out = BytesIO()
    write_handbook(out, text, paper=paper)
    return out.getvalue()


def write_handbook(out: BinaryIO, text: HandbookText, *, paper: Paper = Paper.A4) -> dict[str, int]:
    """Write the handbook; answers the characters that stand as boxes, with how often."""
    reader = Reader(text.language)
    page = page_of(paper, landscape=False, language=text.language, rtl=reader.rtl)
    sheet = Sheet(out, page.points, language=text.language, title=_file_title(text, reader))
    leaves, entries = _typeset(text, page, reader)
    draw_cover(sheet, page, text, reader)
    sheet.showPage()
    _Book(sheet, page, text, reader, leaves, entries).draw()
    sheet.save()
    return sheet.unwritten


def _file_title(text: HandbookText, reader: Reader) -> str:
    return reader.line((text.header(reader), text.programme))


def _typeset(text: HandbookText, page: Page, reader: Reader) -> tuple[list[Leaf], list[_Entry]]:
    """All pages of all chapters, and on which each chapter begins."""
    leaves: list[Leaf] = []
    entries: list[_Entry] = []
    flow = Flow(page, reader, text.contacts)
    if text.facts:
        title = reader.gettext("At a glance")
        entries.append(_Entry(title, len(leaves)))
        leaves += flow.glance(title, text.facts)
    for number, section in enumerate(text.sections, 1):
        entries.append(_Entry(section.title, len(leaves)))
        leaves += flow.chapter(number, section)
    return leaves, entries


@dataclass
class _Book:
    """Draws contents and chapters behind the cover, with header, footer and outline."""

    sheet: Sheet
    page: Page
    text: HandbookText
    reader: Reader
    leaves: Sequence[Leaf]
    entries: Sequence[_Entry]
    total: int = field(init=False)
    before: int = field(init=False)

    def __post_init__(self) -> None:
        self.before = COVER_PAGES + len(self._contents_pages())
        self.total = self.before + len(self.leaves)

    def draw(self) -> None:
        contents = self.reader.gettext("Contents")
        for at, entries in enumerate(self._contents_pages()):
            self._page(COVER_PAGES + at + 1, contents, [self._contents(contents, entries)])
        opening = {entry.leaf: entry.title for entry in self.entries}
        for at, leaf in enumerate(self.leaves):
            if at in opening:
                self._outline(at, opening[at])
            self._page(self.before + at + 1, leaf.title, leaf.draws)

    def _outline(self, at: int, title: str) -> None:
        self.sheet.bookmarkPage(f"leaf{at}")
        self.sheet.addOutlineEntry(title, f"leaf{at}", 0)

    def _contents_pages(self) -> list[Sequence[_Entry]]:
        room = int((self.page.height - 27 - FIRST_ENTRY) / ENTRY_STEP)
        return [self.entries[at : at + room] for at in range(0, len(self.entries), room)]

    def _contents(self, title: str, entries: Sequence[_Entry]) -> Callable[[Sheet, Page], None]:
        def draw(sheet: Sheet, page: Page) -> None:
            side = page.width - 148
            page.write(sheet, title, TITLE, (side + 6, 50, 122))
            for at, entry in enumerate(entries):
                down = FIRST_ENTRY + at * ENTRY_STEP
                self._entry(entry, side + 6, down)

        return draw

    def _entry(self, entry: _Entry, start: float, down: float) -> None:
        block = self.page.block(entry.title, ENTRY)
        width = 108.0
        lines = block.set_in(width * MM)
        top = self.page.up(down) + (len(lines) - 1) * ENTRY.leading
        block.draw_at(self.sheet, self.page.left(start, width), top, width * MM)
        number = str(self.before + entry.leaf + 1)
        self.page.write(self.sheet, number, ENTRY, (start + 110, down, 12), align="end")
        self.page.rule(self.sheet, start, down + 3, 122, colour=RULE, weight=HAIRLINE)
        box = (
            self.page.left(start, 122),
            self.page.up(down + 2),
            self.page.left(start, 122) + 122 * MM,
            top + 9,
        )
        self.sheet.linkAbsolute("", f"leaf{entry.leaf}", box, thickness=0)

    def _page(self, number: int, trailing: str, draws: Sequence[Callable[[Sheet, Page], None]]) -> None:
        sheet, page = self.sheet, self.page
        sheet.form("furniture", self._furniture)
        page.write(sheet, trailing, HEADER, (page.width - 110, 20, 110 - self._side), align="end")
        words = self.reader.gettext("{page} / {pages}").format(page=number, pages=self.total)
        page.write(sheet, words, NUMBER, (page.width - 60, self._foot, 60 - self._side), align="end")
        for draw in draws:
            draw(sheet, page)
        sheet.showPage()

    @property
    def _side(self) -> float:
        return 20.0 if self.page.width < 215 else 23.0  # noqa: PLR2004 - A4's width or Letter's

    @property
    def _foot(self) -> float:
        return self.page.height - 14.4

    def _furniture(self, sheet: Sheet) -> None:
        """What all inside pages share."""
        page, side = self.page, self._side
        wide = page.width - 2 * side
        mark(sheet, (page.left(side, mark_width(6)), page.up(22)), 6 * MM, ring=NAVY, lens=OCHRE)
        page.write(sheet, self.text.header(self.reader), HEADER, (side + 48, 20, 70))
        page.rule(sheet, side, 26, wide, colour=RULE, weight=HAIRLINE)
        page.rule(sheet, side, page.height - 20, wide, colour=RULE, weight=HAIRLINE)
        edition = self.reader.line((self.text.programme, self.text.cohort))
        page.write(sheet, edition, HEADER, (side, self._foot, 110))
