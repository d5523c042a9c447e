"""CSV as people have it: which sign divides the cells, and records with the line that each begins on."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from mentordesk.i18n import _
from mentordesk.interchange.guard import unguarded
from mentordesk.interchange.tables import MOST_COLUMNS, MOST_ROWS, Problem, Row

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 10_000_000
SNIFFED = 100
MOST_BREAKS = 100
DECLARATION = "sep="


class TooMany(Exception):  # noqa: N818
    """More rows or columns than a table of people has."""


class BadlyQuoted(Exception):  # noqa: N818
    """Quotation marks are so broken that no row can be trusted."""


def read_delimited(text: str, delimiter: str = "") -> tuple[str, list[Row], list[Problem]]:
    """The delimiter (the given one, else the likeliest), the records, and the lines that could not be read.

    Lines are counted as in the file, empty ones and those within quotes too. A cell's guard against formulas
    is taken off.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = list(io.StringIO(text, newline=""))
    declared = _declared(lines)
    sign = delimiter or declared or likeliest_delimiter(text)
    records: list[Row] = []
    lost: list[Problem] = []
    start = 1 if declared else 0
    while start < len(lines):
        start = _read_on(lines, start, sign, records, lost)
        if len(lost) > MOST_BREAKS:
            raise BadlyQuoted
    return sign, records, lost


def likeliest_delimiter(text: str) -> str:
    """The sign by which most of the first hundred records have the same number of cells, more than one.

    Among equals the one that makes more cells, so decimal commas never win over semicolons.
    """
    scores = {sign: _evenness(text, sign) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: scores[sign])


def _evenness(text: str, sign: str) -> tuple[float, int]:
    sample = io.StringIO(text, newline="")
    widths = [len(cells) for cells in islice(_lenient(sample, sign), SNIFFED) if cells]
    common = Counter(width for width in widths if width > 1).most_common(1)
    if not common:
        return (0.0, 0)
    width, count = common[0]
    return (count / len(widths), width)


def _lenient(lines: Iterator[str], sign: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=sign)
    except csv.Error:
        return


def _declared(lines: Sequence[str]) -> str:
    """The delimiter that a first line such as `sep=;` declares, as Excel writes it."""
    first = lines[0].rstrip("\r\n") if lines else ""
    sign = first[len(DECLARATION) :]
    return sign if first.startswith(DECLARATION) and sign in DELIMITERS else ""


def _read_on(lines: list[str], start: int, sign: str, records: list[Row], lost: list[Problem]) -> int:
    """Reads from the line `start` (from 0) until the end or a broken record; returns where to go on."""
    reader = csv.reader(islice(lines, start, None), delimiter=sign, strict=True)
    begun = 0
    try:
        for cells in reader:
            if cells:
                records.append(_record(start + begun + 1, cells))
            begun = reader.line_num
            if len(records) > MOST_ROWS:
                raise TooMany
    except csv.Error:
        return _skip(start + begun, start + reader.line_num, len(lines), lost)
    return len(lines)


def _record(line: int, cells: list[str]) -> Row:
    kept = tuple(unguarded(cell) for cell in cells)
    if len(kept) > MOST_COLUMNS and any(kept[MOST_COLUMNS:]):
        raise TooMany
    return Row(line, kept[:MOST_COLUMNS])


def _skip(first: int, end: int, total: int, lost: list[Problem]) -> int:
    """Names a broken record's lines; returns where to go on. An endless one costs its first line only."""
    if end >= total and end - first > 1:
        end = first + 1
    end = max(end, first + 1)
    why = _("Its quotation marks do not fit together, so the row was left out.")
    lost.extend(Problem(line + 1, why) for line in range(first, end))
    return end
