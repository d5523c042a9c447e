"""What was: what each change did, every value a record had, and putting one value, record or file back."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.field_words import column_word, table_word, value_word
from mentordesk.operations.labels import name_of
from mentordesk.storage import history
from mentordesk.storage.as_of import wind_back
from mentordesk.storage.copying import write_locked
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.packing import Value
from mentordesk.storage.reasons import check_free
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "past.value": N_("Put an earlier value back"),
    "past.record": N_("Put a record back as it was"),
}

SHOWN = 200
"""So many cells of one change are told; a large import has more than anybody reads."""


BEGINNINGS = ("programme.made", "sample.made")
"""Changes without which a file is no programme: nobody takes them back with one Ctrl+Z too many."""


class GoneForEver(Refusal):
    """This was erased and cannot be put back. Nothing was changed."""


@dataclass(frozen=True)
class Cell:
    """A cell that a change wrote: the record's kind and name, the field, the value before and after.

    `before` and `after` are as the file has them, `words` the two in words.
    """

    change: bytes
    table: str
    key: bytes
    column: str
    before: Value | None
    after: Value | None
    record: str
    field: str
    words: tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """A value that a record had, and who wrote it when."""

    cell: Cell
    actor: str
    at: datetime


def take_back(database: Database) -> Label | None:
    """Take the newest change back; returns what it was, or None when nothing is left but the beginning."""
    newest = database.undo_label()
    return None if newest and newest.key in BEGINNINGS else database.undo()


def what_it_did(view: Work, *, n: int) -> list[Cell]:
    """The cells that a change wrote, the first SHOWN of them; of a new record those that are not empty."""
    change = history.id_of(view, n)
    rows = history.rows_of(view, n=n, limit=SHOWN)
    found = (entry.cell for table, key in rows for entry in record(view, table=table, key=key))
    return [cell for cell in found if cell.change == change][:SHOWN]


def record(view: Work, *, table: str, key: bytes) -> list[Entry]:
    """Every value that a record ever had, newest first."""
    name = name_of(view, key)
    return [
        Entry(_cell(view, table, key, name, entry), entry.actor, entry.at)
        for entry in history.history(view, table=table, key=key)
    ]


def _cell(view: Work, table: str, key: bytes, name: str, entry: history.Entry) -> Cell:
    said = (entry.before, entry.after)
    before, after = (value_word(view, table, entry.column, value) for value in said)
    record_words = f"{table_word(table)}: {name}"
    field = column_word(entry.column)
    return Cell(entry.change, table, key, entry.column, *said, record_words, field, (before, after))


def changes_about(view: Work, *, person: bytes) -> frozenset[int]:
    """The numbers of all changes that wrote to a person or to anything that belongs to them."""
    return history.changes_about(view, table="person", key=person)


def put_back(database: Database, *, cell: Cell, value: Value | None) -> None:
    """Write one earlier value back."""
    _check_there(database, cell.table, cell.key)
    with database.change(Label.of("past.value")) as work:
        history.write_value(work, table=cell.table, key=cell.key, column=cell.column, value=value)


def put_record_back(database: Database, *, table: str, key: bytes, change: bytes) -> None:
    """Make a record what it was right after a change, alive again if it was removed."""
    _check_there(database, table, key)
    with database.change(Label.of("past.record")) as work:
        history.write_row(work, table=table, key=key, change=change)


def _check_there(database: Database, table: str, key: bytes) -> None:
    with database.read() as view:
        if history.is_erased(view, table=table, key=key):
            raise GoneForEver


def copy_as_of(database: Database, *, change: bytes, target: Path) -> Path:
    """Write a copy of the file as it was right after a change; the open file stays as it is."""
    check_free(target)
    with closing(database.in_memory()) as copy:
        wind_back(copy, change)
        write_locked(copy, target, database.key)
    return target
