"""What a sheet is, and how a grid of cells becomes one: the heading row, ragged rows, empty rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentordesk.i18n import ngettext

LOOK_AHEAD = 20
FILLED = 0.5
MOST_ROWS = 200_000
MOST_COLUMNS = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the file's line that it begins on, counted from 1, and as many cells as the headings."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the record that begins on a line; a refused one is not among the rows."""

    line: int
    why: str
    refused: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: headings with white space folded (empty ones stay), rows, and what could not be read.

    `top` holds the first records as they are, for choosing another heading row.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    heading_line: int
    top: tuple[Row, ...]

    def column(self, index: int) -> tuple[str, ...]:
        return tuple(row.cells[index] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file, in its order; `encoding` and `delimiter` are empty for a workbook."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""


def as_sheet(name: str, records: Sequence[Row], lost: Sequence[Problem], heading_row: int | None) -> Sheet:
    """The table in the records, which may begin anywhere among the first twenty filled rows."""
    filled = [row for row in records if any(cell.strip() for cell in row.cells)]
    heading = _heading(filled, heading_row)
    if heading is None:
        return Sheet(name, (), (), tuple(lost), 0, ())
    body = [row for row in filled if row.line > heading.line]
    headings = tuple(" ".join(cell.split()) for cell in heading.cells)
    rows = tuple(_fitted(body, len(headings)))
    problems = sorted([*lost, *_ragged(body, len(headings))], key=lambda problem: problem.line)
    return Sheet(name, headings, rows, tuple(problems), heading.line, tuple(filled[:LOOK_AHEAD]))


def _heading(filled: Sequence[Row], wanted: int | None) -> Row | None:
    if wanted is not None:
        return next((row for row in filled if row.line >= wanted), None)
    top = filled[:LOOK_AHEAD]
    most = max((_width(row) for row in top), default=0)
    return next((row for row in top if _width(row) >= most * FILLED), None)


def _width(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _fitted(body: Sequence[Row], width: int) -> Iterator[Row]:
    """Rows without cells beyond the headings, filled up where their last cells are missing."""
    for row in body:
        if not any(cell.strip() for cell in row.cells[width:]):
            padding = ("",) * (width - len(row.cells))
            yield Row(row.line, row.cells[:width] + padding)


def _ragged(body: Sequence[Row], width: int) -> Iterator[Problem]:
    for row in body:
        if any(cell.strip() for cell in row.cells[width:]):
            yield Problem(row.line, _too_many(len(row.cells), width))
        elif len(row.cells) < width:
            yield Problem(row.line, _too_few(len(row.cells), width), refused=False)


def _too_many(cells: int, headings: int) -> str:
    message = ngettext(
        "The row has {n} cell, the heading has {m}. It was left out, because its columns may be shifted.",
        "The row has {n} cells, the heading has {m}. It was left out, because its columns may be shifted.",
        cells,
    )
    return message.format(n=cells, m=headings)


def _too_few(cells: int, headings: int) -> str:
    message = ngettext(
        "The row has {n} cell, the heading has {m}. The missing ones are taken as empty.",
        "The row has {n} cells, the heading has {m}. The missing ones are taken as empty.",
        cells,
    )
    return message.format(n=cells, m=headings)
