"""Reading a table from a file that somebody else made: CSV in any encoding, or an XLSX workbook."""

from collections.abc import Mapping
from pathlib import Path

from mentordesk.i18n import _
from mentordesk.interchange.delimited import BadlyQuoted, TooMany, read_delimited
from mentordesk.interchange.encodings import decode, encodings_for
from mentordesk.interchange.refusals import SheetTooLarge, UnreadableSheet
from mentordesk.interchange.tables import MOST_COLUMNS, MOST_ROWS, Problem, Row, Sheet, Workbook, as_sheet
from mentordesk.interchange.workbooks import LARGEST, SIGNATURE, NotAWorkbook, TooBig, read_records

__all__ = ["Problem", "Row", "Sheet", "Workbook", "read_sheets", "read_table"]

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
NOWHERE: Mapping[int, int] = {}


def read_sheets(
    path: Path, *, encoding: str = "", delimiter: str = "", heading_rows: Mapping[int, int] = NOWHERE
) -> Workbook:
    """The file's tables. Refuses, as UnreadableSheet or SheetTooLarge, what is none.

    `encoding` and `delimiter` (CSV only) and `heading_rows` (number of the sheet, from 0, to line, from 1)
    override the guesses.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise SheetTooLarge(file=path.name, why=_("It is larger than 50 MB."))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableSheet(file=path.name, why=_("There is no file of this name.")) from error
    except OSError as error:
        raise UnreadableSheet(file=path.name, why=_("The file cannot be opened.")) from error
    return read_table(path.name, data, encoding=encoding, delimiter=delimiter, heading_rows=heading_rows)


def read_table(
    name: str,
    data: bytes,
    *,
    encoding: str = "",
    delimiter: str = "",
    heading_rows: Mapping[int, int] = NOWHERE,
) -> Workbook:
    """As `read_sheets`, from the file's bytes; the name serves the sentences and names a CSV's sheet."""
    try:
        if data.startswith(SIGNATURE):
            return _from_workbook(data, heading_rows)
        return _from_csv(name, data, encoding, delimiter, heading_rows)
    except (KeyboardInterrupt, SystemExit, UnreadableSheet):
        raise
    except (TooMany, TooBig) as error:
        raise SheetTooLarge(file=name, why=_why_too_large(error)) from error
    except BaseException as error:  # a panic of the parser is no Exception
        raise UnreadableSheet(file=name, why=_why_unreadable(error)) from error


def _from_workbook(data: bytes, heading_rows: Mapping[int, int]) -> Workbook:
    sheets = [
        as_sheet(name, records, (), heading_rows.get(at))
        for at, (name, records) in enumerate(read_records(data))
    ]
    return Workbook(tuple(sheets))


def _from_csv(
    name: str, data: bytes, encoding: str, delimiter: str, heading_rows: Mapping[int, int]
) -> Workbook:
    if data.startswith(OLD_WORKBOOK):
        raise UnreadableSheet(file=name, why=_("It is a workbook of an old kind (.xls)."))
    chosen = encoding or encodings_for(data)[0].name
    text = decode(data, chosen)
    if "\0" in text:
        raise UnreadableSheet(file=name, why=_("It is not a text file."))
    sign, records, lost = read_delimited(text, delimiter)
    sheet = as_sheet(Path(name).stem, records, lost, heading_rows.get(0))
    return Workbook((sheet,), chosen, sign)


def _why_too_large(error: BaseException) -> str:
    if isinstance(error, TooBig):
        return _("Unpacked, the workbook is far larger than a table of people.")
    message = _("It has more than {rows} rows or {columns} columns.")
    return message.format(rows=MOST_ROWS, columns=MOST_COLUMNS)


def _why_unreadable(error: BaseException) -> str:
    if isinstance(error, UnicodeError | LookupError):
        return _("It is not written in the chosen encoding.")
    if isinstance(error, BadlyQuoted):
        return _("Its quotation marks do not fit together.")
    if isinstance(error, NotAWorkbook):
        return _("It is an archive, not a workbook.")
    return _("The file is damaged or not a table.")
