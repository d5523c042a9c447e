"""What documents are put together from: pieces that know their height and draw themselves below a top.

Lengths down the page are in points, columns in mm from the page's leading edge. Nothing is drawn before all
is placed, so page totals are known when drawing begins.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from typing import NamedTuple, cast

from mentordesk.documents.bidi import is_rtl, own_direction
from mentordesk.documents.layout import MM, Page, for_joined, is_joined
from mentordesk.documents.scripts import language_of_name
from mentordesk.documents.shaping import Span
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import Align, TextBlock, TextStyle, plain
from mentordesk.documents.theme import UNIT, fitting
from mentordesk.i18n import Reader

Content = str | Sequence[Span]
Draw = Callable[[Sheet, Page, float], None]
_SLACK = 0.01
SMALLEST = 7.0
"""No address is set smaller, in points."""


class Column(NamedTuple):
    """Where text stands across the page: begin and width in mm, from the leading edge."""

    start: float
    width: float

    def inset(self, by: float, end: float = 0) -> "Column":
        return Column(self.start + by, self.width - by - end)

    def shared(self, *shares: float, gutter: float = 8) -> "list[Column]":
        """Columns beside each other in these proportions."""
        free = self.width - gutter * (len(shares) - 1)
        start, made = self.start, []
        for share in shares:
            width = free * share / sum(shares)
            made.append(Column(start, width))
            start += width + gutter
        return made


@dataclass(frozen=True)
class Piece:
    """So high, so much free above it where something precedes.

    `baseline` is that of its first line from its top, `grid` whether it sits on the page's grid. `keep` holds
    it together with the piece after it; neighbours of one `group` are one L or Table in the tagged file.
    `again` is what stands above it once more where it begins a page, as a table's head does.
    `split(height)` gives a part that fits and the rest, or None where it cannot be cut there.
    """

    height: float
    draw: Draw
    before: float = 0
    after: float = 0
    keep: bool = False
    baseline: float | None = None
    grid: bool = False
    group: str = ""
    split: "Callable[[float], tuple[Piece, Piece] | None] | None" = None
    again: "Piece | None" = None


Placed = list[tuple[float, Piece]]


def words(
    page: Page,
    content: Content,
    style: TextStyle,
    *,
    language: str | None = None,
    rtl: bool | None = None,
    align: Align | None = None,
) -> TextBlock:
    """Text in the page's language, or in another with its own direction, on this page's sides.

    Where all letters run the other way, so does the paragraph.
    """
    code = language or page.language
    usual = Reader(language).rtl if language else page.rtl
    direction = own_direction(plain(content), rtl=usual) if rtl is None else rtl
    set_for = fitting(style, code)
    set_for = for_joined(set_for, rtl=direction) if is_joined(code) else set_for
    return TextBlock(content, set_for, language=code, rtl=direction, page_rtl=page.rtl, align=align)


def code_words(page: Page, code: str, style: TextStyle) -> TextBlock:
    """An address, a phone number or a code: left to right on every page, on its leading edge."""
    return TextBlock(code, style, language="en", rtl=False, page_rtl=page.rtl)


def code_piece(page: Page, code: str, style: TextStyle, column: Column) -> Piece:
    """An address or a number on one line where it can be, set smaller rather than cut."""
    wide = code_words(page, code, style).natural_width
    size = min(style.size, max(SMALLEST, style.size * column.width * MM / max(wide, 1) * 0.99))
    return block_piece(code_words(page, code, replace(style, size=size)), column)


def name_words(
    page: Page,
    name: str,
    style: TextStyle,
    *,
    align: Align | None = None,
    reading: str = "",
    forms: str = "",
) -> TextBlock:
    """A name as its owner writes it, in its own direction, never cut but at spaces.

    Its `reading`, else the language in `forms`, tells which forms of ideographs are its own.
    """
    rtl = is_rtl(name)
    language = language_of_name(name, reading, forms) or (page.language if rtl == page.rtl else "und")
    if is_joined(page.language):
        style = for_joined(style) if rtl else style
    else:
        style = fitting(style, page.language)
    return TextBlock(name, style, language=language, rtl=rtl, page_rtl=page.rtl, align=align, at_spaces=True)


def block_piece(block: TextBlock, column: Column) -> Piece:
    """A paragraph in a column; it may go over to the next page."""
    width = column.width * MM
    height = len(block.set_in(width)) * block.style.leading

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        up = page.height * MM - top - block.style.first_baseline
        block.draw_at(sheet, page.left(column.start, column.width), up, width)

    return Piece(
        height,
        draw,
        block.style.before,
        block.style.after,
        block.style.keep_with_next,
        block.style.first_baseline,
        block.style.leading == UNIT,
        split=lambda room: _split(block, column, room),
    )


def _split(block: TextBlock, column: Column, room: float) -> tuple[Piece, Piece] | None:
    parts = cast("list[TextBlock]", block.split(column.width * MM, room))
    return (_part(parts[0], column), _part(parts[1], column)) if parts else None


def _part(block: TextBlock, column: Column) -> Piece:
    """A part of a paragraph whose lines are already cut."""
    height = len(block.lines) * block.style.leading

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        up = page.height * MM - top - block.style.first_baseline
        block.draw_at(sheet, page.left(column.start, column.width), up, column.width * MM)

    return Piece(height, draw, split=lambda room: _split(block, column, room))


def text(
    page: Page, content: Content, style: TextStyle, column: Column, *, align: Align | None = None
) -> Piece:
    """A paragraph in the page's language."""
    return block_piece(words(page, content, style, align=align), column)


def space(height: float) -> Piece:
    """Nothing, so high."""
    return Piece(height, lambda _sheet, _page, _top: None)


def drawn(height: float, draw: Draw, *, before: float = 0, after: float = 0, keep: bool = False) -> Piece:
    """Something that is drawn in one go and never cut."""
    return Piece(height, draw, before, after, keep)


def outlined(piece: Piece, title: str, level: int = 0) -> Piece:
    """The piece as a place that readers find in the file's outline."""

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        sheet.outline(title, level)
        piece.draw(sheet, page, top)

    return replace(piece, draw=draw)


def rule(column: Column, colour: str, weight: float, *, before: float = 0, after: float = 0) -> Piece:
    """A line across a column."""

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        page.rule(sheet, column.start, top / MM, column.width, colour=colour, weight=weight)

    return Piece(0, draw, before, after)


def stack(pieces: Iterable[Piece], *, before: float = 0, after: float = 0, keep: bool = False) -> Piece:
    """Pieces below each other as one that is never cut."""
    parts = list(pieces)
    tops, at = [], 0.0
    for number, piece in enumerate(parts):
        at += piece.before if number else 0
        tops.append(at)
        at += piece.height + piece.after

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        draw_placed(sheet, page, [(top + offset, piece) for offset, piece in zip(tops, parts, strict=True)])

    return Piece(at, draw, before, after, keep, parts[0].baseline if parts else None)


def draw_placed(sheet: Sheet, page: Page, placed: Placed) -> None:
    """Draw pieces where they stand, those of one group as one list or table."""
    for group, members in groupby(placed, key=lambda one: one[1].group):
        with sheet.tagged(group) if group else nullcontext():
            for top, piece in members:
                piece.draw(sheet, page, top)


def beside(*pieces: Piece, before: float = 0, after: float = 0, keep: bool = False) -> Piece:
    """Pieces beside each other, their first lines on one baseline; each brings its own column."""
    lowest = max((piece.baseline or 0 for piece in pieces), default=0)
    shifts = [0.0 if piece.baseline is None else lowest - piece.baseline for piece in pieces]

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        for shift, piece in zip(shifts, pieces, strict=True):
            piece.draw(sheet, page, top + shift)

    height = max((shift + piece.height for shift, piece in zip(shifts, pieces, strict=True)), default=0)
    return Piece(height, draw, before, after, keep, lowest or None)


def laid(
    pieces: Sequence[Piece], first: float, limit: float, *, next_first: float | None = None
) -> list[Placed]:
    """The pieces on pages, each with its top; text begins at `first` and ends at `limit` points."""
    return _Layer(first, limit, first if next_first is None else next_first).lay(pieces)


class _Layer:
    """Fills pages from their top to their limit."""

    def __init__(self, first: float, limit: float, next_first: float) -> None:
        self.limit, self.next_first = limit, next_first
        self.at = self.origin = first
        self.after_keep = False
        self.fresh = True
        self.pages: list[Placed] = [[]]

    def lay(self, pieces: Sequence[Piece]) -> list[Placed]:
        for number, piece in enumerate(pieces):
            if not self._fits_with_next(pieces[number:]):
                self._turn(piece)
            self._put(piece)
            self.after_keep = piece.keep
        return self.pages

    def _turn(self, piece: Piece) -> None:
        """Begin a page for the piece, unless one has just begun."""
        if self.fresh:
            return
        self.pages.append([])
        self.at = self.origin = self.next_first
        if piece.again:
            self._set(self.at, piece.again)
        self.fresh = True

    def _fits_with_next(self, pieces: Sequence[Piece]) -> bool:
        """Whether a heading and the first lines after it still stand on this page."""
        needed, at = 0.0, 0
        while at < len(pieces) and pieces[at].keep:
            needed += pieces[at].before * bool(at or not self.fresh) + pieces[at].height + pieces[at].after
            at += 1
        if not at or at == len(pieces):
            return True
        follower = pieces[at]
        least = min(follower.height, 2 * UNIT * 1.3) if follower.split else follower.height
        return self.at + needed + follower.before + least <= self.limit + _SLACK

    def _put(self, piece: Piece) -> None:
        before = 0 if self.fresh or self.after_keep else piece.before
        top = self._snapped(self.at + before, piece)
        if top + piece.height <= self.limit + _SLACK:
            self._set(top, piece)
            return
        parts = piece.split(self.limit - top) if piece.split else None
        if parts:
            self._set(top, parts[0])
            self._turn(parts[1])
            self.after_keep = False
            self._put(parts[1])
        elif not self.fresh:
            self._turn(piece)
            self._put(piece)
        else:
            self._set(top, piece)

    def _snapped(self, top: float, piece: Piece) -> float:
        """The next half unit, for text that sits on the grid."""
        if not piece.grid:
            return top
        half = UNIT / 2
        return self.origin + ceil((top - self.origin) / half - _SLACK) * half

    def _set(self, top: float, piece: Piece) -> None:
        self.pages[-1].append((top, piece))
        self.fresh = False
        self.at = top + piece.height + piece.after


def spaced(piece: Piece, before: float) -> Piece:
    """The piece with another distance above it."""
    return replace(piece, before=before)
