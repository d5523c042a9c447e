"""Tables out, as CSV and XLSX bytes that `read_table` reads back equal."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mentordesk.interchange.guard import guarded
from mentordesk.interchange.refusals import CellTooLong

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
NARROW = 8
WIDE = 60
NOT_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF, 0, *range(0xD800, 0xE000)), "\ufffd")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    """UTF-8 with its mark, CRLF; a text that a spreadsheet could run gets a leading apostrophe.

    Zeros and lone surrogates, which no file can hold, become U+FFFD.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    for cells in (headings, *rows):
        writer.writerow([guarded(cell.translate(NOT_CHARACTERS)) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def write_xlsx(
    headings: Sequence[str], rows: Iterable[Sequence[str]], *, sheet: str = "", rtl: bool = False
) -> bytes:
    """A workbook of one sheet, every cell a text, the heading frozen; CellTooLong beyond a cell's 32,767."""
    import xlsxwriter

    table = [tuple(headings), *(tuple(row) for row in rows)]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    page = book.add_worksheet(_sheet_name(sheet) or None)
    _fill(page, book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), table)
    if rtl:
        page.right_to_left()
    book.close()
    return out.getvalue()


def _fill(page: "Worksheet", bold: "Format", table: list[tuple[str, ...]]) -> None:
    for line, cells in enumerate(table):
        for column, cell in enumerate(cells):
            if len(cell) > LONGEST:
                raise CellTooLong(line=line + 1, length=len(cell))
            page.write_string(line, column, cell.translate(NOT_CHARACTERS), bold if line == 0 else None)
    page.freeze_panes(1, 0)
    for column, width in enumerate(_widths(table)):
        page.set_column(column, column, width)


def _sheet_name(name: str) -> str:
    """At most 31 characters, without those that a sheet's name must not hold or begin and end with."""
    kept = "".join(" " if c in "[]:*?/\\" or c < " " else c for c in name)
    return kept[:31].strip(" '")


def _widths(table: list[tuple[str, ...]]) -> list[int]:
    columns = zip(*table[:200], strict=False)
    return [min(WIDE, max(NARROW, *(len(cell) + 2 for cell in column))) for column in columns]
