"""What happened to one record: every value it had, who wrote it and when, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentordesk.storage.catalogue import BIRTH, Kept, by_name, by_number, kept
from mentordesk.storage.clock import instant_of
from mentordesk.storage.fold import Edit, fold
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


def rows_of(view: Work, *, n: int, limit: int) -> list[tuple[str, bytes]]:
    """The first rows that the change of a number wrote to: table and key."""
    rows = view.connection().exec_driver_sql(
        "SELECT DISTINCT tbl, key FROM journal_edit INDEXED BY journal_edit_n JOIN journal_row USING(r) "
        "WHERE n = ? LIMIT ?",
        (n, limit),
    )
    return [(by_number()[tbl].name, key) for tbl, key in rows]


def id_of(view: Work, n: int) -> bytes:
    """The id of the change of a number."""
    found = view.connection().exec_driver_sql("SELECT id FROM journal_change WHERE n = ?", (n,))
    return bytes(found.scalar_one())


def changes_about(view: Work, *, table: str, key: bytes) -> frozenset[int]:
    """The numbers of the changes that wrote to a row, or to what belongs to it, however far down."""
    fresh = places = {(table, key)}
    while fresh:
        fresh = {place for owner in fresh for place in _belonging(view, *owner)} - places
        places = places | fresh
    found: set[int] = set()
    for name, row in places:
        numbers = view.connection().exec_driver_sql(
            "SELECT DISTINCT n FROM journal_edit JOIN journal_row USING(r) WHERE tbl = ? AND key = ?",
            (by_name()[name].number, row),
        )
        found.update(n for (n,) in numbers)
    return frozenset(found)


_ALSO_BELONGS = {("pairing", "mentor_id")}
"""A pairing is its mentor's as well, though the mentee owns it."""


def _belonging(view: Work, owner: str, key: bytes) -> Iterator[tuple[str, bytes]]:
    for table in kept():
        for column in table.table.columns:
            refers = any(foreign.column.table.name == owner for foreign in column.foreign_keys)
            if refers and (column.info.get("owner") or (table.name, column.name) in _ALSO_BELONGS):
                rows = view.connection().exec_driver_sql(
                    f'SELECT id FROM {table.name} WHERE "{column.name}" = ?', (key,)
                )
                yield from ((table.name, row) for (row,) in rows)


def is_erased(view: Work, *, table: str, key: bytes) -> bool:
    """Whether a row was erased for ever."""
    found = view.connection().exec_driver_sql(
        "SELECT 1 FROM journal_erased WHERE tbl = ? AND key = ?", (by_name()[table].number, key)
    )
    return found.first() is not None


def write_value(work: Work, *, table: str, key: bytes, column: str, value: Value | None) -> None:
    """Set one cell, as the file has it, in an open change."""
    work.connection().exec_driver_sql(f'UPDATE {table} SET "{column}" = ? WHERE id = ?', (value, key))


_UNTIL = """SELECT c.id, e.col, e.state, e.val FROM journal_row w JOIN journal_edit e USING(r)
  JOIN journal_change c ON c.n = e.n WHERE w.tbl = ? AND w.key = ? AND c.id <= ?"""


def write_row(work: Work, *, table: str, key: bytes, change: bytes) -> None:
    """Make a row what it was right after a change, in an open one; a dead row lives again for it."""
    its = by_name()[table]
    edits = work.connection().exec_driver_sql(_UNTIL, (its.number, key, change))
    cells = {its.column(number): value for number, value in fold(its, [Edit(*row) for row in edits]).items()}
    dead = cells.pop("deleted")
    alive = (
        work.connection().exec_driver_sql(f"SELECT deleted = 0 FROM {table} WHERE id = ?", (key,)).scalar()
    )
    if not alive:
        write_value(work, table=table, key=key, column="deleted", value=0)
    for column, value in cells.items():
        if column != its.owner:
            write_value(work, table=table, key=key, column=column, value=value)
    if dead:
        write_value(work, table=table, key=key, column="deleted", value=1)
