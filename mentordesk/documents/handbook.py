"""The handbook of a role: cover, contents, and a chapter for each section, in the reader's language.

The text is typeset once; contents and page totals are known when drawing begins, so nothing is set twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, NamedTuple

from mentordesk.documents.cover import COVER_PAGES, Cover, draw_cover
from mentordesk.documents.handbook_flow import TEXT_WIDTH, Chapters, text_column
from mentordesk.documents.handbook_words import COVER_TITLE, Contact, HandbookText, Section
from mentordesk.documents.layout import MM, Page, Paper
from mentordesk.documents.leaves import Frame, Look, Setting, draw_pages, rendered, setting, write_all
from mentordesk.documents.pieces import Column, Piece, Placed, drawn, laid, spaced, text, words
from mentordesk.documents.sheet import Sheet

__all__ = ["Contact", "HandbookText", "Section", "add", "render", "write_handbook"]

FIRST = 36.0
NUMBER_WIDTH = 14.0


class _Chapter(NamedTuple):
    """A chapter's title and its pages, laid."""

    title: str
    pages: list[Placed]


def render(values: HandbookText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The whole handbook as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def write_handbook(
    out: BinaryIO, values: HandbookText, *, paper: Paper = Paper.A4, large: bool = False
) -> dict[str, int]:
    """Write the handbook; answers the characters that stand as boxes, with how often."""
    return write_all(out, add, [values], Look(paper=paper, large=large))


def add(sheet: Sheet, values: HandbookText, look: Look) -> None:
    """Draw the handbook's pages."""
    where = setting(values.language, look)
    book = _Book(sheet, values, where, _typeset(values, where), sheet.getPageNumber() - 1)
    sheet.setPageSize(where.page.points)
    draw_cover(sheet, where.page, _cover(values, where), large=look.large)
    sheet.showPage()
    book.draw()


def _cover(values: HandbookText, where: Setting) -> Cover:
    reader = where.reader
    return Cover(
        reader.gettext(COVER_TITLE),
        values.subtitle(reader),
        values.programme,
        values.edition(reader),
        values.cohort,
        values.logo,
        light=values.light,
    )


def _typeset(values: HandbookText, where: Setting) -> list[_Chapter]:
    """All chapters on their pages."""
    chapters = Chapters(where, values.contacts)
    found: list[tuple[str, list[Piece]]] = []
    if values.facts:
        title = where.reader.gettext("At a glance")
        found.append((title, chapters.glance(title, values.facts)))
    for number, section in enumerate(values.sections, 1):
        found.append((section.title, chapters.chapter(number, section)))
    below = chapters.contacts_below()
    laid_out = [_Chapter(title, _with_room(pieces, below, where)) for title, pieces in found]
    if below and found and not any(_ends_with(chapter.pages, below) for chapter in laid_out):
        title, pieces = found[-1]
        laid_out[-1] = _Chapter(title, _laid([*pieces, *below], where))
    return laid_out


def _with_room(pieces: Sequence[Piece], below: Sequence[Piece], where: Setting) -> list[Placed]:
    """The pages of a chapter, with the contacts at its end where they take no page of their own."""
    alone, both = _laid(pieces, where), _laid([*pieces, *below], where)
    return both if len(both) == len(alone) else alone


def _ends_with(pages: Sequence[Placed], below: Sequence[Piece]) -> bool:
    return any(piece is below[-1] for _top, piece in pages[-1])


def _laid(pieces: Sequence[Piece], where: Setting) -> list[Placed]:
    return laid(pieces, FIRST * MM if not where.look.large else where.first, where.limit)


@dataclass(frozen=True)
class _Book:
    """Draws contents and chapters behind the cover, with header, footer and outline.

    `before` is how many pages of other books precede it in the file.
    """

    sheet: Sheet
    values: HandbookText
    where: Setting
    chapters: Sequence[_Chapter]
    before: int

    def draw(self) -> None:
        reader = self.where.reader
        title = self.values.header(reader)
        foot = reader.line((self.values.programme, self.values.cohort))
        frame = Frame(title, "", foot, self.values.logo, self.where.column.width - TEXT_WIDTH)
        contents = reader.gettext("Contents")
        before = COVER_PAGES + len(self._contents([0] * len(self.chapters)))
        starts, total = [], before
        for chapter in self.chapters:
            starts.append(total + 1)
            total += len(chapter.pages)
        pages = self._contents(starts)
        draw_pages(
            self.sheet, self.where, replace(frame, trailing=contents), pages, before=COVER_PAGES, total=total
        )
        for start, chapter in zip(starts, self.chapters, strict=True):
            self._outline(start, chapter.title)
            shown = replace(frame, trailing=chapter.title)
            draw_pages(self.sheet, self.where, shown, chapter.pages, before=start - 1, total=total)

    def _outline(self, page: int, title: str) -> None:
        self.sheet.bookmarkPage(self._key(page))
        self.sheet.addOutlineEntry(title, self._key(page), 0)

    def _key(self, page: int) -> str:
        """What a page of this book is called in the file."""
        return f"page{self.before + page}"

    def _contents(self, starts: Sequence[int]) -> list[Placed]:
        where, column = self.where, text_column(self.where)
        title = text(where.page, where.reader.gettext("Contents"), where.look.title, column)
        entries = [
            self._entry(chapter.title, start, column)
            for chapter, start in zip(self.chapters, starts, strict=True)
        ]
        if entries:
            entries[0] = spaced(entries[0], 14)
        return _laid([title, *entries], where)

    def _entry(self, title: str, start: int, column: Column) -> Piece:
        """A chapter's title, its page at the line's end, and a link to it."""
        page, look = self.where.page, self.where.look
        wide = NUMBER_WIDTH * (1.5 if look.large else 1)
        style = replace(look.body, size=max(11, look.body.size), leading=max(16, look.body.leading))
        block = words(page, title, style)
        name = text(page, title, style, column.inset(0, wide))
        number = text(page, str(start), style, Column(column.start + column.width - wide, wide), align="end")
        height = len(block.set_in((column.width - wide) * MM)) * block.style.leading + 10

        def draw(sheet: Sheet, _page: Page, top: float) -> None:
            name.draw(sheet, page, top + 5)
            number.draw(sheet, page, top + 5)
            left, up = page.left(*column), page.height * MM - top
            sheet.linkAbsolute(
                "", self._key(start), (left, up - height, left + column.width * MM, up), thickness=0
            )
            page.rule(
                sheet, column.start, (top + height) / MM, column.width, colour=look.line, weight=look.hairline
            )

        return drawn(height, draw)
