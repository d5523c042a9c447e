"""What a merge would do, row by row and cell by cell, and whom each row is about."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from mentordesk.storage.catalogue import DELETED, by_number
from mentordesk.storage.conflicts import Cell, Conflict, Side
from mentordesk.storage.fold import Cells, Place
from mentordesk.storage.label import Label
from mentordesk.storage.merge_fold import columns_written, erased_places
from mentordesk.storage.merge_subjects import Subject, subjects
from mentordesk.storage.packing import Value


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    DELETED = "deleted"
    REVIVED = "revived"
    ERASED = "erased"


class CellPlan(NamedTuple):
    """A cell that will be another."""

    column: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True)
class Touched:
    """A row that will be another; the cells of a new one are not told."""

    table: str
    key: bytes
    fate: Fate
    cells: tuple[CellPlan, ...]
    subject: Subject | None


@dataclass(frozen=True)
class Brought:
    """A change that will come in."""

    id: bytes
    actor: str
    kind: str
    label: Label


@dataclass(frozen=True)
class Plan:
    """What a merge would do.

    `filled` is how many edits that were left out of our copy come back; `ahead` when the newest change is
    dated, where that is more than a day from now; `adopts` whether ours is empty and becomes a copy of it;
    `note` what was written to whoever got the copy that was given last; `taken_back` whether something of it
    was here before.
    """

    changes: tuple[Brought, ...]
    rows: tuple[Touched, ...]
    conflicts: tuple[tuple[Conflict, Subject | None], ...]
    filled: int
    ahead: datetime | None
    adopts: bool
    note: str
    taken_back: bool

    @property
    def nothing(self) -> bool:
        return not (self.changes or self.rows or self.filled)

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)

    def by_table(self) -> dict[str, Counter[Fate]]:
        found: dict[str, Counter[Fate]] = defaultdict(Counter)
        for row in self.rows:
            found[row.table][row.fate] += 1
        return dict(found)

    def by_subject(self) -> dict[Subject | None, list[Touched]]:
        found: dict[Subject | None, list[Touched]] = defaultdict(list)
        for row in self.rows:
            found[row.subject].append(row)
        return dict(found)


def read_plan(
    ours: sqlite3.Connection,
    other: sqlite3.Connection,
    fresh: Mapping[Place, Cells],
    *,
    ahead: datetime | None,
    adopts: bool,
    taken_back: bool,
) -> Plan:
    """The plan, from the tables of `merge_tables`; `fresh` are the odd rows that ours does not have yet."""
    fates = dict(_fates(ours, fresh))
    met = list(_conflicts(ours))
    places = [*fates, *(Place(*conflict.place[:2]) for conflict in met)]
    about = subjects(other, places) | subjects(ours, places)
    return Plan(
        changes=tuple(_changes(ours)),
        rows=tuple(
            Touched(by_number()[place.table].name, place.key, fate, cells, about.get(place))
            for place, (fate, cells) in fates.items()
        ),
        conflicts=tuple((conflict, about.get(Place(*conflict.place[:2]))) for conflict in met),
        filled=int(ours.execute("SELECT count(*) FROM merge_fill").fetchone()[0]),
        ahead=ahead,
        adopts=adopts,
        note=_note(other),
        taken_back=taken_back,
    )


def _note(other: sqlite3.Connection) -> str:
    newest = "SELECT note FROM shared_copy WHERE deleted = 0 ORDER BY given_at DESC, id DESC LIMIT 1"
    return next((str(note) for (note,) in other.execute(newest)), "")


def _changes(ours: sqlite3.Connection) -> Iterator[Brought]:
    for key, actor, kind, label in ours.execute(
        "SELECT id, actor, kind, label FROM merge_change ORDER BY id"
    ):
        yield Brought(key, actor, kind, Label.from_json(label))


Fated = tuple[Fate, tuple[CellPlan, ...]]


def _fates(ours: sqlite3.Connection, fresh: Mapping[Place, Cells]) -> Iterator[tuple[Place, Fated]]:
    """What becomes of each row that will be another; rows that are dead before and after are none."""
    gone = erased_places(ours)
    for tbl, key in ours.execute("SELECT tbl, key FROM merge_row WHERE r IS NULL"):
        place = Place(tbl, key)
        if place not in gone and not fresh.get(place, {}).get(DELETED):
            yield place, (Fate.NEW, ())
    for place, cells in _changed(ours).items():
        if place not in gone and (fate := _fate(cells)):
            yield place, (fate, tuple(cells[column] for column in sorted(cells)))
    for tbl, key in ours.execute("SELECT tbl, key FROM merge_erased JOIN journal_row USING(tbl, key)"):
        yield Place(tbl, key), (Fate.ERASED, ())


def _changed(ours: sqlite3.Connection) -> dict[Place, dict[int, CellPlan]]:
    """The cells of our rows that will be others, by number; a dead row's count only when it lives again."""
    found: dict[Place, dict[int, CellPlan]] = defaultdict(dict)
    for tbl, columns in columns_written(ours).items():
        table = by_number()[tbl]
        for column in columns:
            name = table.column(column)
            rows = ours.execute(
                f'SELECT w.key, t."{name}", w.val FROM merge_write w JOIN {table.name} t ON t.id = w.key '
                f'WHERE w.tbl = ? AND w.col = ? AND t."{name}" IS NOT w.val AND (t.deleted = 0 OR EXISTS ('
                f"SELECT 1 FROM merge_write s WHERE s.tbl = w.tbl AND s.key = w.key AND s.col = {DELETED} "
                "AND s.val = 0))",
                (tbl, column),
            )
            for key, before, after in rows:
                found[Place(tbl, key)][column] = CellPlan(name, before, after)
    return found


def _fate(cells: Mapping[int, CellPlan]) -> Fate:
    if DELETED not in cells:
        return Fate.CHANGED
    return Fate.DELETED if cells[DELETED].after else Fate.REVIVED


_CONFLICTS = """SELECT x.tbl, x.key, x.col, mine, theirs, mine_val, their_val, base, base_val,
  m.actor, t.actor
  FROM merge_conflict x JOIN journal_change m ON m.id = mine JOIN merge_change t ON t.id = theirs
  ORDER BY x.tbl, x.key, x.col"""


def _conflicts(ours: sqlite3.Connection) -> Iterator[Conflict]:
    for tbl, key, col, mine, theirs, mine_val, their_val, known, base, *actors in ours.execute(_CONFLICTS):
        table = by_number()[tbl]
        sides = (Side(mine, mine_val, actors[0], ours=True), Side(theirs, their_val, actors[1], ours=False))
        yield Conflict(
            Cell(table.name, key, table.column(col)),
            tuple(sorted(sides, key=lambda side: side.change, reverse=True)),
            table.blank[col] if known and base is None else base,
        )
