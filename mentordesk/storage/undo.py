"""Taking a change back: a new change that makes of each row what it would be without the old one.

All set-based: what is to be written is gathered in one temporary table, then applied column by column. What
this copy was given without is not known, so it is never written over; rows that it lacks are not referred to.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from mentordesk.storage.catalogue import BIRTH, DELETED, Kept, by_number, referred
from mentordesk.storage.fold import FULL, REDACTED, Edit, born, fold
from mentordesk.storage.journal import MERGE, Change
from mentordesk.storage.packing import left_out

_TABLES = (
    "undo_cell(tbl INTEGER, key BLOB, col INTEGER, val, PRIMARY KEY(tbl, col, key)) WITHOUT ROWID",
    "undo_set(n INTEGER PRIMARY KEY)",
    "undo_out(n INTEGER PRIMARY KEY)",
    "undo_row(r INTEGER PRIMARY KEY, tbl INTEGER, key BLOB, births INTEGER)",
)
"""What will be written; the changes that are taken back; these and the later ones that hold no more; the rows
they wrote: 0 births stay, 1 as always, or 2 where the row was born on two copies.
"""

_OUT = "(SELECT n FROM undo_out)"

_ROWS = f"""INSERT INTO undo_row SELECT r, tbl, key, (
    SELECT min(2, sum(b.n NOT IN {_OUT}) * count(*)) FROM journal_edit b
    WHERE b.r = e.r AND b.col = {BIRTH})
  FROM (SELECT DISTINCT r FROM undo_set JOIN journal_edit INDEXED BY journal_edit_n USING(n)
    WHERE state = {FULL} OR col = {BIRTH} AND state = {REDACTED}) e JOIN journal_row USING(r)"""

_UNBORN = f"""INSERT INTO undo_cell SELECT x.tbl, x.key, {DELETED}, 1 FROM undo_row x
  WHERE x.births = 0 AND NOT EXISTS (
    SELECT 1 FROM journal_edit f JOIN journal_change c ON c.n = f.n
    WHERE f.r = x.r AND f.col = {DELETED} AND f.n NOT IN {_OUT})"""

_LACKING = f"""EXISTS (SELECT 1 FROM journal_edit g JOIN journal_change d ON d.n = g.n
      WHERE g.r = e.r AND g.col = e.col AND g.state = {REDACTED} AND NOT EXISTS (
        SELECT 1 FROM journal_edit h JOIN journal_change i ON i.n = h.n
        WHERE h.r = g.r AND h.col = g.col AND h.state = {FULL} AND i.id > d.id))"""
"""Whether the newest word of a cell is one that this copy was given without."""

_CELLS = f"""INSERT INTO undo_cell
  SELECT x.tbl, x.key, x.col, iif(p.col = {BIRTH}, packed_cell(p.val, x.col), p.val)
  FROM (SELECT w.tbl, w.key, e.r, e.col, (
      SELECT 2 * f.n + (f.col >= 0) FROM journal_edit f JOIN journal_change c ON c.n = f.n
      WHERE f.r = e.r AND f.col IN (e.col, {BIRTH}) AND f.n NOT IN {_OUT}
      ORDER BY c.id DESC, f.col DESC LIMIT 1) AS code
    FROM (SELECT DISTINCT r, col FROM undo_set JOIN journal_edit INDEXED BY journal_edit_n USING(n)
      WHERE col > {DELETED} AND state = {FULL}) e
    JOIN undo_row w USING(r) WHERE w.births = 1 AND NOT {_LACKING}) x
  JOIN journal_edit p ON p.r = x.r AND p.n = x.code / 2 AND p.col = iif(x.code % 2, x.col, {BIRTH})
  WHERE p.state = {FULL} OR p.col = {BIRTH} AND p.state = {REDACTED} AND NOT packed_lacks(p.val, x.col)"""

_STONES = f"""INSERT INTO undo_cell SELECT x.tbl, x.key, {DELETED}, coalesce((
    SELECT f.val = 1 AND NOT EXISTS (
      SELECT 1 FROM journal_edit g JOIN journal_change d ON d.n = g.n
      WHERE g.r = x.r AND g.col > {DELETED} AND g.n NOT IN {_OUT} AND d.id > c.id)
    FROM journal_edit f JOIN journal_change c ON c.n = f.n
    WHERE f.r = x.r AND f.col = {DELETED} AND f.n NOT IN {_OUT} ORDER BY c.id DESC LIMIT 1), (
    SELECT packed_cell(b.val, {DELETED}) FROM journal_edit b
    WHERE b.r = x.r AND b.col = {BIRTH} AND b.n NOT IN {_OUT}), 0)
  FROM undo_row x WHERE x.births = 1
    AND EXISTS (SELECT 1 FROM journal_edit z WHERE z.r = x.r AND z.col = {DELETED})"""


@dataclass(frozen=True)
class Undone:
    """How many cells went back, and how many stayed because somebody changed them since."""

    written: int
    kept: int


def take_back(raw: sqlite3.Connection, change: Change) -> Undone:
    """Write what would be without `change` into the open change; a merge goes with all that it brought."""
    _empty_tables(raw)
    _note_changes(raw, change)
    for statement in (_ROWS, _UNBORN, _CELLS, _STONES):
        raw.execute(statement)
    _fold_twins(raw)
    written = _apply(raw)
    (wanted,) = raw.execute(
        "SELECT count(*) FROM undo_set JOIN journal_edit INDEXED BY journal_edit_n USING(n) "
        f"WHERE state = {FULL}"
    ).fetchone()
    return Undone(written, max(0, wanted - written))


def _empty_tables(raw: sqlite3.Connection) -> None:
    for table in _TABLES:
        raw.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table}")
        raw.execute(f"DELETE FROM {table.split('(')[0]}")


def _note_changes(raw: sqlite3.Connection, change: Change) -> None:
    raw.execute("INSERT INTO undo_set VALUES(?)", (change.n,))
    if change.kind == MERGE:
        raw.execute("INSERT INTO undo_set SELECT n FROM journal_change WHERE came_with = ?", (change.id,))
    raw.execute("INSERT INTO undo_out SELECT n FROM undo_set")
    quiet = ((n,) for n in _quiet(raw, change))
    raw.executemany("INSERT OR IGNORE INTO undo_out VALUES(?)", quiet)


def _quiet(raw: sqlite3.Connection, change: Change) -> Iterator[int]:
    """Later changes that were taken back, what came with them, and what took them back: none of it holds."""
    later = raw.execute(
        "SELECT n, id, undoes, kind, came_with FROM journal_change WHERE id > ? ORDER BY id DESC",
        (change.id,),
    ).fetchall()
    gone: set[bytes] = set()
    here = {key for _n, key, _undoes, kind, came_with in later if kind != MERGE or came_with is None}
    for n, key, undoes, kind, _came_with in later:
        if key in gone or undoes in here:
            yield n
        if key in gone and kind == MERGE:
            came = raw.execute("SELECT n FROM journal_change WHERE came_with = ?", (key,))
            yield from (n for (n,) in came)
        if key not in gone and undoes in here:
            gone.add(undoes)


_TWINS = f"""SELECT tbl, key, c.id, e.col, e.state, e.val, e.n IN undo_set FROM undo_row x
  JOIN journal_edit e USING(r) JOIN journal_change c ON c.n = e.n
  WHERE x.births = 2 AND (e.n IN undo_set OR e.n NOT IN {_OUT}) ORDER BY tbl, key"""


def _fold_twins(raw: sqlite3.Connection) -> None:
    """Rows born on two copies are folded by the law itself."""
    rows = groupby(raw.execute(_TWINS), key=itemgetter(0, 1))
    cells = [(tbl, key, *cell) for (tbl, key), edits in rows for cell in _twin(by_number()[tbl], edits)]
    raw.executemany("INSERT INTO undo_cell VALUES(?, ?, ?, ?)", cells)


def _twin(table: Kept, rows: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """The cells of one row: what the changes that go said, as the other edits have it."""
    edits = [(Edit(*row[2:6]), bool(row[6])) for row in rows]
    going, staying = ([edit for edit, goes in edits if goes is way] for way in (True, False))
    said = {column for edit in going for column in _columns(edit)} | {DELETED}
    unknown = {column for edit in staying for column in _unknown(edit)}
    unknown |= _lacking(edit for edit, _goes in edits)
    cells = fold(table, staying)
    return ((column, cells[column]) for column in said - unknown)


def _lacking(edits: Iterable[Edit]) -> set[int]:
    """The columns whose newest word is one that this copy was given without."""
    newest = {edit.column: edit.state for edit in sorted(edits, key=lambda edit: edit.change)}
    return {column for column, state in newest.items() if state == REDACTED}


def _columns(edit: Edit) -> Iterable[int]:
    return born(edit.value) if edit.column == BIRTH else (edit.column,)


def _unknown(edit: Edit) -> Iterable[int]:
    """The columns of which this copy was given without what the edit said."""
    if edit.column == BIRTH:
        return left_out(edit.value) if isinstance(edit.value, bytes) else ()
    return () if edit.state == FULL else (edit.column,)


def _apply(raw: sqlite3.Connection) -> int:
    """Un-delete first, then values, delete last, so that no dead row is written."""
    pairs = [
        (tbl, col) for tbl, col in raw.execute("SELECT DISTINCT tbl, col FROM undo_cell") if col != DELETED
    ]
    tables = {tbl for (tbl,) in raw.execute("SELECT DISTINCT tbl FROM undo_cell WHERE col = ?", (DELETED,))}
    revived = sum(_set_deleted(raw, by_number()[tbl], dead=0) for tbl in sorted(tables))
    written = sum(_set_column(raw, by_number()[tbl], col) for tbl, col in sorted(pairs))
    buried = sum(_set_deleted(raw, by_number()[tbl], dead=1) for tbl in sorted(tables))
    return revived + written + buried


def _set_deleted(raw: sqlite3.Connection, table: Kept, *, dead: int) -> int:
    return raw.execute(
        f"UPDATE {table.name} SET deleted = ? WHERE deleted <> ? AND id IN "
        "(SELECT key FROM undo_cell WHERE tbl = ? AND col = ? AND coalesce(val, 0) = ?)",
        (dead, dead, table.number, DELETED, dead),
    ).rowcount


def _set_column(raw: sqlite3.Connection, table: Kept, number: int) -> int:
    value = f"coalesce(u.val, {table.empty(number)})"
    column = table.table.columns[table.column(number)]
    here = (
        f" AND (u.val IS NULL OR u.val IN (SELECT id FROM {referred(column)}))" if column.foreign_keys else ""
    )
    return raw.execute(
        f'UPDATE {table.name} SET "{table.column(number)}" = {value} FROM undo_cell u '
        f"WHERE u.tbl = ? AND u.col = ? AND u.key = {table.name}.id AND deleted = 0{here}",
        (table.number, number),
    ).rowcount
