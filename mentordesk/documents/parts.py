"""What several documents share: heads, lists, boxes, tables, facts, lines to write and to sign on."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from mentordesk.documents.layout import INK, MM, NAVY, OCHRE, SIGNATURE, SLATE, TRACK, Page
from mentordesk.documents.pieces import (
    Column,
    Content,
    Draw,
    Piece,
    beside,
    block_piece,
    drawn,
    name_words,
    spaced,
    stack,
    text,
    words,
)
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import Align
from mentordesk.documents.theme import Theme

INDENT = 5.6
BOX_BAR, BOX_SIDE, BOX_ABOVE, BOX_BELOW = 1.2, 7.0, 12.0, 14.0
CELL_SPACE, CELL_LEADING, CELL_GAP = 5.5, 1.37, 4.0
SQUARE, BAR = 3.0, 2.2
MOST_COLUMNS_LARGE = 2
WHOLE = 75.0
"""Millimetres up to which a table is never cut."""


def head(page: Page, words: str, look: Theme, column: Column, *, trailing: str = "") -> Piece:
    """A heading of the second level, with a quiet note at the line's other end."""
    piece = text(page, words, look.head, column)
    if not trailing:
        return piece
    note = text(page, trailing, look.small, column, align="end")
    return replace(beside(piece, note), before=piece.before, after=piece.after, keep=True)


def bullet(page: Page, content: Content, look: Theme, column: Column) -> Piece:
    """An item of a list behind a dot."""
    indent = INDENT * (1.5 if look.large else 1)
    first = words(page, "x", look.item).style.first_baseline

    def dot(sheet: Sheet, at: Page, top: float) -> None:
        sheet.setFillColor(OCHRE)
        up = at.height * MM - top - first + look.item.size * 0.27
        sheet.circle(at.left(column.start + indent * 0.28), up, look.item.size * 0.17, stroke=0, fill=1)

    style = replace(look.item, role="LBody")
    return _item(_led(text(page, content, style, column.inset(indent)), dot))


def numbered(page: Page, number: int, content: Content, look: Theme, column: Column) -> Piece:
    """An item of a list behind its number; never cut."""
    indent = INDENT * (1.6 if look.large else 1.1)
    piece = text(page, content, replace(look.item, role="LBody"), column.inset(indent))
    style = replace(look.label, size=look.item.size, leading=look.item.leading, role="Lbl")
    sign = text(page, str(number), style, Column(column.start, indent))
    return _item(replace(beside(sign, piece), before=piece.before, grid=piece.grid))


def _item(piece: Piece) -> Piece:
    """A piece as one item of a list in the tagged file."""

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        with sheet.tagged("LI"):
            piece.draw(sheet, page, top)

    return replace(piece, draw=draw, group="L")


def _led(piece: Piece, sign: Draw) -> Piece:
    """A piece whose first part carries a sign."""

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        sign(sheet, page, top)
        piece.draw(sheet, page, top)

    def split(room: float) -> tuple[Piece, Piece] | None:
        parts = piece.split(room) if piece.split else None
        return (_led(parts[0], sign), parts[1]) if parts else None

    return replace(piece, draw=draw, split=split)


def box(
    look: Theme, column: Column, pieces: Sequence[Piece], *, before: float = 14, bar: bool = True
) -> Piece:
    """Pieces in a tinted box with a bar at its leading edge; set in `inside(column)`."""
    inner = stack(pieces)
    height = BOX_ABOVE + inner.height + BOX_BELOW

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        area = (column.start, top / MM, column.width, height / MM)
        page.area(sheet, area, look.box)
        if look.large:
            sheet.setStrokeColor(INK)
            sheet.setLineWidth(1)
            left, up = page.left(column.start, column.width), page.height * MM - top - height
            sheet.rect(left, up, column.width * MM, height)
        if bar:
            page.area(sheet, (column.start, top / MM, BOX_BAR, height / MM), OCHRE)
        inner.draw(sheet, page, top + BOX_ABOVE)

    return drawn(height, draw, before=before, after=4)


def inside(column: Column, side: float = BOX_SIDE) -> Column:
    """The column of what stands in a box."""
    return column.inset(side, side)


@dataclass(frozen=True)
class Head:
    """A table's column: its heading, its share of the width, and how it is set."""

    title: str
    share: float
    align: Align = "start"
    strong: bool = False


def table(
    page: Page,
    look: Theme,
    column: Column,
    heads: Sequence[Head],
    rows: Sequence[Sequence[str]],
    *,
    total: bool = False,
) -> list[Piece]:
    """A table whose rows never break: its head stands on each page, with two rows or more.

    A short one is not cut at all. Where the last row is the `total`, it is bold. For large print, more than
    two columns become a list.
    """
    bold = replace(look, cell=replace(look.cell, style="SemiBold"))
    looks = [look] * len(rows) if not total else [look] * (len(rows) - 1) + [bold]
    if look.large and len(heads) > MOST_COLUMNS_LARGE:
        return [_listed(page, each, column, heads, row) for each, row in zip(looks, rows, strict=True)]
    columns = column.shared(*(one.share for one in heads), gutter=CELL_GAP)
    top = [
        text(page, one.title, replace(look.cell_head, role="TH"), place, align=one.align)
        for one, place in zip(heads, columns, strict=True)
    ]
    space = cell_space(page, look)
    first = _row(top, column, (NAVY, 1.0), space, keep=True) if any(one.title for one in heads) else None
    line = look.line, look.hairline
    lines = [
        _row(_cells(page, each, heads, columns, row), column, line, space)
        for each, row in zip(looks, rows, strict=True)
    ]
    return _together([first, *lines] if first else lines, first)


def _together(lines: Sequence[Piece], first: Piece | None) -> list[Piece]:
    """The rows of a table as they are kept with each other; a long one may go over to the next page."""
    short = sum(line.height for line in lines) <= WHOLE * MM
    body = len(lines) - bool(first)
    made = []
    for at, line in enumerate(lines, -bool(first)):
        keep = at < body - 1 and (short or at in {-1, 0, body - 2})
        made.append(replace(line, keep=keep, again=None if line is first else first))
    return made


def cell_space(page: Page, look: Theme) -> float:
    """What stays free above and below a table's cells: less where the letters' own leading is generous."""
    style = words(page, "", look.cell).style
    return max(CELL_SPACE / 2, CELL_SPACE - (style.leading - CELL_LEADING * style.size) / 2)


def _cells(
    page: Page, look: Theme, heads: Sequence[Head], columns: Sequence[Column], row: Sequence[str]
) -> list[Piece]:
    plain = replace(look.cell, role="TD")
    bold = replace(plain, style="SemiBold")
    return [
        text(page, value, bold if one.strong else plain, place, align=one.align)
        for one, place, value in zip(heads, columns, row, strict=True)
    ]


def _row(
    cells: Sequence[Piece],
    column: Column,
    line: tuple[str, float],
    space: float,
    *,
    keep: bool = False,
    group: str = "Table",
) -> Piece:
    """Cells above a line of a colour and weight; a head, kept with what follows, has no space above."""
    inner = beside(*cells)
    above = 0.0 if keep else space
    height = above + inner.height + space
    colour, weight = line

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        with sheet.tagged("TR") if group else nullcontext():
            inner.draw(sheet, page, top + above)
        down = (top + height) / MM
        page.rule(sheet, column.start, down, column.width, colour=colour, weight=weight)

    return replace(drawn(height, draw, keep=keep), group=group)


def _listed(page: Page, look: Theme, column: Column, heads: Sequence[Head], row: Sequence[str]) -> Piece:
    """One row of a table as lines of heading and value."""
    lines = [
        text(page, value, look.strong, column) if not at else _pair(page, look, column, one.title, value)
        for at, (one, value) in enumerate(zip(heads, row, strict=True))
        if value
    ]
    return _row([stack(lines)], column, (look.line, look.hairline), cell_space(page, look), group="")


def _pair(page: Page, look: Theme, column: Column, title: str, value: str) -> Piece:
    one, other = column.shared(2, 3, gutter=CELL_GAP)
    return beside(text(page, title, look.small, one), text(page, value, look.cell, other))


def labelled(page: Page, look: Theme, column: Column, pairs: Sequence[tuple[str, str]]) -> list[Piece]:
    """Rows of a label and its value."""
    heads = (Head("", 1, strong=True), Head("", 1.9))
    return table(page, look, column, heads, pairs)


def fact(page: Page, look: Theme, column: Column, label: str, values: Sequence[str]) -> Piece:
    """A rule with a small label below it and the value, further lines quieter."""
    lines = [text(page, label, look.small, column)]
    styles = [look.strong, *[look.cell] * len(values)]
    lines += [text(page, value, style, column) for value, style in zip(values, styles, strict=False)]
    inner = stack(lines)

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        at.rule(sheet, column.start, top / MM, column.width, colour=NAVY, weight=0.9)
        inner.draw(sheet, at, top + 5)

    return drawn(inner.height + 5, draw)


def facts(
    page: Page,
    look: Theme,
    column: Column,
    values: Sequence[tuple[str, Sequence[str]]],
    *,
    before: float = 12,
) -> Piece:
    """Facts beside each other; for large print below each other."""
    if look.large:
        return stack([spaced(fact(page, look, column, *one), 8) for one in values], before=before)
    columns = column.shared(*[1] * len(values), gutter=5)
    return beside(
        *(fact(page, look, place, *one) for place, one in zip(columns, values, strict=True)), before=before
    )


def writing_lines(look: Theme, column: Column, count: int) -> Piece:
    """Dotted lines to write on by hand."""
    step = look.step * MM

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        sheet.saveState()
        sheet.setStrokeColor(SLATE)
        sheet.setLineWidth(look.hairline)
        sheet.setLineCap(1)
        sheet.setDash([0.1, 1.8])
        left, right = (
            page.left(column.start, column.width),
            page.left(column.start, column.width) + column.width * MM,
        )
        for line in range(1, count + 1):
            up = page.height * MM - top - line * step
            sheet.line(left, up, right, up)
        sheet.restoreState()

    return drawn(step * count, draw)


def progress(page: Page, look: Theme, column: Column, share: float, said: tuple[str, str]) -> Piece:
    """A bar filled so far, its value and a note behind it."""
    value, trailing = said
    size = 40 if look.large else 24
    bar = Column(column.start, column.width * (0.45 if trailing else 0.75))
    number = Column(bar.start + bar.width + 2, size / 2)
    note = Column(number.start + number.width, column.width - bar.width - 2 - number.width)
    figure = text(page, value, look.strong, number)
    behind = text(page, trailing, look.small, note, align="end")
    middle = (figure.baseline or 0) - look.strong.size * 0.35

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        down = (top + middle) / MM - BAR / 2
        at.area(sheet, (bar.start, down, bar.width, BAR), TRACK)
        if share > 0:
            at.area(sheet, (bar.start, down, bar.width * min(1.0, share), BAR), NAVY)

    return beside(figure, behind, drawn(figure.height, draw))


def square(sheet: Sheet, page: Page, start: float, baseline: float, size: float = SQUARE) -> None:
    """A square to tick; the baseline is in points from the page's top."""
    sheet.setStrokeColor(INK)
    sheet.setLineWidth(0.6)
    up = page.height * MM - baseline - 0.6
    sheet.rect(page.left(start, size), up, size * MM, size * MM)


def ticked(page: Page, look: Theme, column: Column, words: str) -> Piece:
    """A square to tick and what it means."""
    size = SQUARE * (1.5 if look.large else 1)
    label = text(page, words, look.cell, column.inset(size + 1.6))

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        square(sheet, at, column.start, top + (label.baseline or 0), size)
        label.draw(sheet, at, top)

    return drawn(label.height, draw)


def to_sign(
    page: Page,
    look: Theme,
    column: Column,
    name: str,
    role: Content,
    *,
    dated: Content = "",
    above: float = 20,
) -> Piece:
    """A line to sign on with room above it, the name and role below, and a line for the date."""
    lines = [block_piece(name_words(page, name, look.strong), column), text(page, role, look.small, column)]
    if dated:
        lines.append(spaced(_dated(page, look, column, dated), 9 if look.large else 7))
    under, gap = stack(lines), 8 if look.large else 4

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        line = top + above * MM
        at.rule(sheet, column.start, line / MM, column.width, colour=INK, weight=SIGNATURE)
        under.draw(sheet, at, line + gap)

    return drawn(above * MM + gap + under.height, draw)


def _dated(page: Page, look: Theme, column: Column, label: Content) -> Piece:
    block = words(page, label, look.small)
    used = block.natural_width / MM + 3
    piece = block_piece(block, column)

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        piece.draw(sheet, at, top)
        down = (top + block.style.first_baseline + 2) / MM
        at.rule(sheet, column.start + used, down, column.width - used, colour=INK, weight=SIGNATURE)

    return drawn(piece.height, draw)
