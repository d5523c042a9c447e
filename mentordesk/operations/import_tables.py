"""Reading a table to bring in: the one way of the window and the command line; how is remembered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mentordesk.domain.entity import derived_key
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.saved import SavedMapping
from mentordesk.interchange.encodings import Encoding, encodings_for
from mentordesk.interchange.sheets import read_sheets
from mentordesk.interchange.tables import Sheet, Workbook
from mentordesk.storage.work import Work

MANNER = "manner"
"""Where a saved mapping holds how the file was read; its other names are numbers of columns."""


class NoSuchSheet(Refusal):
    """There is no sheet “{name}” in {file}. Nothing was changed. Look how it is written, or leave it out."""


@dataclass(frozen=True)
class Manner:
    """How a file is read where the guess was wrong; what is empty is guessed.

    `heading_rows` is the number of a sheet, from 0, to the line of its headings; sheets `left_out` by name.
    """

    encoding: str = ""
    delimiter: str = ""
    heading_rows: Mapping[int, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What is not guessed, as JSON holds it."""
        said = {
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "heading_rows": {str(at): line for at, line in self.heading_rows.items()},
            "left_out": list(self.left_out),
        }
        return {name: value for name, value in said.items() if value}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Manner":
        """The other way round."""
        rows = {int(at): int(line) for at, line in said.get("heading_rows", {}).items()}
        encoding, delimiter = str(said.get("encoding", "")), str(said.get("delimiter", ""))
        return cls(encoding, delimiter, rows, tuple(map(str, said.get("left_out", ()))))


@dataclass(frozen=True)
class TableFile:
    """A file as it was read: `guessed` are the headings one finds without being told how to read it."""

    path: Path
    book: Workbook
    guessed: tuple[str, ...]
    encodings: tuple[Encoding, ...] = ()
    manner: Manner = field(default_factory=Manner)

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets to bring in: those with rows that are not left out."""
        return [sheet for sheet in self.book.sheets if sheet.rows and sheet.name not in self.manner.left_out]


def open_table(view: Work, path: Path) -> TableFile:
    """The tables of a file, read as files with these headings were read before; refuses what is none."""
    book = read_sheets(path)
    encodings = tuple(encodings_for(path.read_bytes())) if book.encoding else ()
    made = TableFile(path, book, headings_of(book), encodings)
    manner = remembered_manner(view, made.guessed)
    return made if manner == Manner() else read_again(made, manner)


def read_again(table: TableFile, manner: Manner) -> TableFile:
    """The same file in another manner; refuses what cannot be read so."""
    if replace(manner, left_out=()) == replace(table.manner, left_out=()):
        return replace(table, manner=manner)
    book = read_sheets(
        table.path,
        encoding=manner.encoding,
        delimiter=manner.delimiter,
        heading_rows=manner.heading_rows,
    )
    return replace(table, book=book, manner=manner)


def read_as_said(
    table: TableFile, *, encoding: str = "", delimiter: str = "", heading_row: int = 0, sheet: str = ""
) -> TableFile:
    """The same file with what is said; the heading row is that of every sheet, a named sheet the only one."""
    names = [one.name for one in table.book.sheets]
    if sheet and sheet not in names:
        raise NoSuchSheet(name=sheet, file=table.path.name)
    known = table.manner
    rows = dict.fromkeys(range(len(names)), heading_row) if heading_row else known.heading_rows
    out = tuple(name for name in names if name != sheet) if sheet else known.left_out
    return read_again(table, Manner(encoding or known.encoding, delimiter or known.delimiter, rows, out))


def headings_of(book: Workbook) -> tuple[str, ...]:
    """The headings of the first sheet that has any."""
    return next((sheet.headings for sheet in book.sheets if sheet.headings), ())


def remembered_manner(view: Work, guessed: Sequence[str]) -> Manner:
    """How a file with these headings, as guessed, was read the last time."""
    said = remembered(view, guessed).get(MANNER)
    return Manner.from_json(said) if isinstance(said, dict) else Manner()


def remembered(view: Work, headings: Sequence[str]) -> dict[str, Any]:
    """What was saved for these headings."""
    found = view.get(SavedMapping, mapping_key(headings))
    return {} if found is None or found.deleted else dict(json.loads(found.fields))


def mapping_row(headings: Sequence[str], said: Mapping[str, Any]) -> dict[str, Any]:
    """The row that remembers something of these headings."""
    return {"id": mapping_key(headings), "headings": "\n".join(headings), "fields": json.dumps(said)}


def mapping_key(headings: Sequence[str]) -> bytes:
    """The key of what is remembered of these headings."""
    return derived_key("mapping", "\n".join(headings))
