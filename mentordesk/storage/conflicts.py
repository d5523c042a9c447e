"""Cells that two copies wrote differently without knowing of each other, waiting to be settled.

The newest value holds meanwhile. A conflict is open while none settled it and nobody wrote to the cell since,
changes that were taken back not counted; that both files note it under the same ids makes it one for both.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Text

from mentordesk.storage.catalogue import BIRTH, DELETED, by_name, by_number
from mentordesk.storage.clock import instant_of
from mentordesk.storage.database import Database
from mentordesk.storage.fold import FULL, born
from mentordesk.storage.journal import quiet
from mentordesk.storage.label import Label
from mentordesk.storage.packing import Value
from mentordesk.storage.raw import raw_of
from mentordesk.storage.work import Work


class Way(StrEnum):
    """Which value a conflict is settled with; both are joined, where they are text."""

    MINE = "mine"
    THEIRS = "theirs"
    NEWEST = "newest"
    BOTH = "both"


class Cell(NamedTuple):
    """A place in the file: table, key of the row, column; `deleted` is the column of the tombstone."""

    table: str
    key: bytes
    column: str


@dataclass(frozen=True)
class Side:
    """One of the values that met; `ours` was here before the other came."""

    change: bytes
    value: Value | None
    actor: str
    ours: bool

    @property
    def at(self) -> datetime:
        return instant_of(self.change)


@dataclass(frozen=True)
class Conflict:
    """A cell and the values that met there, the one that holds first; `base` is the last that all knew."""

    cell: Cell
    sides: tuple[Side, ...]
    base: Value | None

    @property
    def place(self) -> tuple[int, bytes, int]:
        """The cell by the numbers of the journal."""
        table = by_name()[self.cell.table]
        return table.number, self.cell.key, table.numbers[self.cell.column]

    @property
    def winner(self) -> Side:
        return self.sides[0]

    @property
    def mine(self) -> Side:
        """The newest of ours, or what holds where none is ours."""
        return next((side for side in self.sides if side.ours), self.winner)

    @property
    def theirs(self) -> Side:
        return next((side for side in self.sides if not side.ours), self.winner)

    @property
    def joinable(self) -> bool:
        """Whether both values can stand in the cell, one under the other."""
        column = by_name()[self.cell.table].table.columns[self.cell.column]
        return type(column.type) is Text

    def value(self, way: Way) -> Value | None:
        """What the cell will hold; both where they cannot be joined is what holds."""
        if way is Way.BOTH and self.joinable:
            texts = dict.fromkeys(str(side.value) for side in (self.mine, self.theirs) if side.value)
            return "\n".join(texts)
        return {Way.MINE: self.mine, Way.THEIRS: self.theirs}.get(way, self.winner).value


def open_conflicts(view: Work) -> list[Conflict]:
    """Every conflict that waits, by table and row."""
    return open_in(raw_of(view.connection()))


def settle(database: Database, chosen: Iterable[tuple[Conflict, Way]]) -> None:
    """Settle conflicts, each in its way, as one change; undo opens them again."""
    pairs = list(chosen)
    with database.change(Label.of("conflict.settled", n=len(pairs))) as work:
        settle_in(work, pairs)


def settle_in(work: Work, chosen: Collection[tuple[Conflict, Way]]) -> None:
    """Settle conflicts on an open change."""
    raw = raw_of(work.connection())
    for conflict, way in chosen:
        table, key, column = conflict.cell
        if conflict.value(way) != conflict.winner.value:
            raw.execute(
                f'UPDATE {by_name()[table].name} SET "{column}" = ? WHERE id = ?', (conflict.value(way), key)
            )
        raw.execute(
            "UPDATE journal_conflict SET resolved_by = "
            "(SELECT id FROM journal_change JOIN journal_control ON n = current) "
            "WHERE tbl = ? AND key = ? AND col = ?",
            (by_name()[table].number, key, by_name()[table].numbers[column]),
        )
        work.beside.add(table)


def open_in(raw: sqlite3.Connection) -> list[Conflict]:
    """Every conflict that waits; its row lives, unless the conflict is about that."""
    still = quiet(raw)
    found = (_conflict(raw, *met, still) for met in _met(raw, still).items())
    return [conflict for conflict in found if conflict is not None]


Place = tuple[int, bytes, int]


@dataclass
class _Meeting:
    """The changes that met in a cell, and those that were known to both sides."""

    ids: set[bytes] = field(default_factory=set)
    bases: set[bytes] = field(default_factory=set)


def _met(raw: sqlite3.Connection, still: Collection[int]) -> dict[Place, _Meeting]:
    """What is not settled, by cell; a settlement that was taken back is none."""
    rows = raw.execute(
        "SELECT tbl, key, col, mine, theirs, base, d.n FROM journal_conflict LEFT JOIN journal_change d "
        "ON d.id = resolved_by ORDER BY tbl, key, col"
    )
    met: dict[Place, _Meeting] = defaultdict(_Meeting)
    for tbl, key, col, mine, theirs, base, settled in rows:
        if settled is None or settled in still:
            met[tbl, key, col].ids |= {mine, theirs}
            met[tbl, key, col].bases |= {base} - {None}
    return met


class _Said(NamedTuple):
    """Something that was written to a cell: by which change, and with which merge it came, 0 for our own."""

    change: bytes
    n: int
    value: Value | None
    actor: str
    came: int


_SAID = f"""SELECT c.id, c.n, e.col, e.val, c.actor, coalesce(m.n, 0) FROM journal_row w
  JOIN journal_edit e USING(r) JOIN journal_change c ON c.n = e.n
  LEFT JOIN journal_change m ON m.id = c.came_with
  WHERE w.tbl = :tbl AND w.key = :key AND (:col = {DELETED} OR e.col IN (:col, {BIRTH}))
    AND (e.state = {FULL} OR e.col = {BIRTH})
  ORDER BY c.id DESC, e.col = :col DESC"""


def _said(raw: sqlite3.Connection, place: Place) -> Iterator[_Said]:
    """What was written to a cell, newest first; to a tombstone, anything that was written to its row."""
    tbl, key, col = place
    for change, n, column, value, actor, came in raw.execute(_SAID, {"tbl": tbl, "key": key, "col": col}):
        if column == col:
            yield _Said(change, n, value, actor, came)
        elif col == DELETED:
            yield _Said(change, n, 0, actor, came)
        elif (first := born(value).get(col)) is not None:
            yield _Said(change, n, first, actor, came)


def _conflict(
    raw: sqlite3.Connection, place: Place, met: _Meeting, still: Collection[int]
) -> Conflict | None:
    """The conflict of a cell, None when it is over."""
    said = list(_said(raw, place))
    standing = [one for one in said if one.n not in still]
    if not standing or standing[0].change not in met.ids or _over(raw, place, standing[0]):
        return None
    sides = {one.change: one for one in reversed(standing) if one.change in met.ids}
    latest = max(one.came for one in sides.values())
    shown = tuple(
        Side(one.change, one.value, one.actor, ours=one.came < latest)
        for one in sorted(sides.values(), key=lambda one: one.change, reverse=True)
    )
    if len({side.value for side in shown}) == 1:
        return None
    table = by_number()[place[0]]
    unsaid = table.blank[place[2]] if met.bases else None
    base = next((one.value for one in said if one.change == max(met.bases, default=None)), unsaid)
    return Conflict(Cell(table.name, place[1], table.column(place[2])), shown, base)


def _over(raw: sqlite3.Connection, place: Place, now: _Said) -> bool:
    """Whether it no longer matters: the row lives again, or is dead."""
    tbl, key, col = place
    if col == DELETED:
        return not now.value
    row = raw.execute(f"SELECT deleted FROM {by_number()[tbl].name} WHERE id = ?", (key,)).fetchone()
    return row is not None and bool(row[0])
