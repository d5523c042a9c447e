"""XLSX workbooks to records, with the archive's sizes and the sheets' extents checked before parsing."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta

from mentordesk.interchange.delimited import TooMany
from mentordesk.interchange.tables import MOST_COLUMNS, MOST_ROWS, Row

SIGNATURE = b"PK\x03\x04"
LARGEST = 50_000_000
RATIO = 100
SMALL = 1_000_000
MOST_FILES = 5_000
# A cell's address beyond column OJ (400) or row 199,999; calamine would reserve the whole rectangle up to it.
FAR = re.compile(rb"""\br\s*=\s*["'](?:(?:[A-Z]{3}|[P-Z][A-Z]|O[K-Z])\d+|[A-Z]*(?:[2-9]\d{5}|\d{7,}))["']""")


class TooBig(Exception):  # noqa: N818
    """Unpacked, the archive is larger than any table of people."""


class NotAWorkbook(Exception):  # noqa: N818
    """An archive, but not of a workbook's parts."""


Value = int | float | str | bool | time | date | datetime | timedelta


def read_records(data: bytes) -> list[tuple[str, list[Row]]]:
    """Name and records of each sheet, in order; lines are the workbook's row numbers, from 1.

    Raises TooBig, TooMany, NotAWorkbook, or whatever the archive and the parser raise.
    """
    check_archive(data)
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    grids = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    return [(name, _records(grid)) for name, grid in zip(book.sheet_names, grids, strict=True)]


def check_archive(data: bytes) -> None:
    """Sizes from the directory first; then every part is unpacked once, bounded, since they can lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_FILES or _explodes(parts):
            raise TooBig
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names or "xl/workbook.bin" in names:
            raise NotAWorkbook
        for part in parts:
            if FAR.search(archive.read(part)):
                raise TooMany


def _explodes(parts: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    return unpacked > LARGEST or (unpacked > SMALL and unpacked > packed * RATIO)


def _records(grid: list[list[Value]]) -> list[Row]:
    """The grid as text, without the columns at its right that hold nothing."""
    texts = [[text_of(value) for value in values] for values in grid]
    width = max((_extent(cells) for cells in texts), default=0)
    if len(texts) > MOST_ROWS or width > MOST_COLUMNS:
        raise TooMany
    return [Row(line, tuple(cells[:width])) for line, cells in enumerate(texts, start=1)]


def _extent(cells: list[str]) -> int:
    return max((index + 1 for index, cell in enumerate(cells) if cell), default=0)


def text_of(value: Value) -> str:
    """Days as ISO, whole numbers as their digits (telephone numbers), other numbers with a decimal point."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
