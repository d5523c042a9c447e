"""What happened to one record: every value it had, who wrote it and when, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentordesk.storage.catalogue import BIRTH, Kept, by_name
from mentordesk.storage.clock import instant_of
from mentordesk.storage.label import Label
from mentordesk.storage.packing import Value, unpack
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class Entry:
    """One value that a change wrote; values are as the file has them: text, whole numbers, bytes, or None.

    `column` is a column of the record, or `deleted`.
    """

    change: bytes
    actor: str
    kind: str
    label: Label
    column: str
    before: Value | None
    after: Value | None

    @property
    def at(self) -> datetime:
        return instant_of(self.change)


_EDITS = """SELECT c.id, c.actor, c.kind, c.label, e.col, e.val
  FROM journal_edit e JOIN journal_row w ON w.r = e.r JOIN journal_change c ON c.n = e.n
  WHERE w.tbl = ? AND w.key = ? AND e.state = 0 ORDER BY c.id, e.col"""


def history(view: Work, *, table: str, key: bytes) -> list[Entry]:
    """Every value ever written to a record; of its birth, those that were not empty."""
    kept = by_name()[table]
    rows = view.connection().exec_driver_sql(_EDITS, (kept.number, key))
    return [*_entries(kept, rows.all())][::-1]


def _entries(table: Kept, rows: Iterable[Any]) -> Iterator[Entry]:
    now: dict[int, Value | None] = {}
    for change, actor, kind, label, column, value in rows:
        written = unpack(value) if column == BIRTH else {column: value}
        for number, after in written.items():
            yield Entry(
                change, actor, kind, Label.from_json(label), table.column(number), now.get(number), after
            )
        now |= written
