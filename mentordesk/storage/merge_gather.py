"""Bringing over what another copy has that ours has not: a difference of two sets, by the ids of changes."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from mentordesk.storage.catalogue import BIRTH, by_number
from mentordesk.storage.fold import ERASED, FULL, REDACTED, scrubbed
from mentordesk.storage.merge_tables import make_tables

_KNOWN = dict[bytes, tuple[int, bytes | None]]


@dataclass(frozen=True)
class Difference:
    """How many changes each side lacks and both have; rows that were erased there and not here; edits of
    common changes that ours was given without. `newest` is the largest id of a change that ours lacks.
    """

    missing: int
    unseen: int
    common: int
    erased: int
    filled: int
    newest: bytes | None

    @property
    def foreign(self) -> bool:
        """Whether both copies hold something and nothing in common."""
        return not self.common and bool(self.missing) and bool(self.unseen)


def gather(ours: sqlite3.Connection, other: sqlite3.Connection) -> Difference:
    """Fill the tables of `merge_tables` with what the other copy has; what follows from it stays empty."""
    make_tables(ours)
    here, there = _changes(ours), _changes(other)
    missing, unseen = there.keys() - here.keys(), here.keys() - there.keys()
    ours.executemany("INSERT INTO merge_unseen VALUES(?)", ((here[key][0],) for key in unseen))
    _want(other, (there[key][0] for key in missing))
    ours.executemany("INSERT INTO merge_change VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", other.execute(_CHANGES))
    ours.executemany(_KEEP.format(table="merge_edit"), other.execute(_EDITS))
    filled = _bring_differing(ours, other, here, there)
    erased = _bring_erased(ours, other)
    _scrub(ours)
    newest = max(missing, default=None)
    return Difference(len(missing), len(unseen), len(there) - len(missing), erased, filled, newest)


def _changes(connection: sqlite3.Connection) -> _KNOWN:
    """The number and digest of every change, by id; the merge that is being made is none yet."""
    rows = connection.execute(
        "SELECT id, n, digest FROM journal_change LEFT JOIN journal_digest USING(n) "
        "WHERE n IS NOT (SELECT current FROM journal_control)"
    )
    return {key: (n, digest) for key, n, digest in rows}


def _want(other: sqlite3.Connection, numbers: Iterable[int]) -> None:
    other.execute("CREATE TEMP TABLE IF NOT EXISTS merge_wanted(n INTEGER PRIMARY KEY)")
    other.execute("DELETE FROM merge_wanted")
    other.executemany("INSERT INTO merge_wanted VALUES(?)", ((n,) for n in numbers))


_CHANGES = """SELECT c.n, c.id, device, actor, kind, label, undoes, schema, digest
  FROM merge_wanted JOIN journal_change c USING(n) LEFT JOIN journal_digest USING(n)"""

_EDITS = """SELECT w.tbl, w.key, e.col, c.id, e.state, e.val FROM merge_wanted
  JOIN journal_change c USING(n) JOIN journal_edit e INDEXED BY journal_edit_n USING(n)
  JOIN journal_row w USING(r)"""

_KEEP = """INSERT INTO {table} VALUES(?1, ?2, ?3, ?4, ?5, ?6,
  (SELECT r FROM journal_row WHERE tbl = ?1 AND key = ?2))"""

_LACKING = """INSERT INTO merge_edit SELECT x.* FROM merge_common x JOIN journal_change c USING(id)
  WHERE r IS NULL OR NOT EXISTS (
    SELECT 1 FROM journal_edit e WHERE e.r = x.r AND e.col = x.col AND e.n = c.n)"""

_FILLED = f"""INSERT INTO merge_fill
  SELECT e.r, e.col, e.n, min(x.state, e.state), iif(x.state = {FULL}, x.val, packed_joined(e.val, x.val))
  FROM merge_common x JOIN journal_change c USING(id)
  JOIN journal_edit e ON e.r = x.r AND e.col = x.col AND e.n = c.n
  WHERE e.state = {REDACTED} AND (x.state < e.state OR (
    x.state = {REDACTED} AND e.col = {BIRTH} AND packed_joined(e.val, x.val) IS NOT e.val))"""


def _bring_differing(ours: sqlite3.Connection, other: sqlite3.Connection, here: _KNOWN, there: _KNOWN) -> int:
    """Edits of changes that both have and that differ: one side was given without rows or values."""
    common = [there[key][0] for key in there.keys() & here.keys() if there[key][1] != here[key][1]]
    if not common:
        return 0
    _want(other, common)
    ours.executemany(_KEEP.format(table="merge_common"), other.execute(_EDITS))
    return ours.execute(_LACKING).rowcount + ours.execute(_FILLED).rowcount


def _bring_erased(ours: sqlite3.Connection, other: sqlite3.Connection) -> int:
    return ours.executemany(
        "INSERT INTO merge_erased SELECT ?1, ?2 "
        "WHERE NOT EXISTS (SELECT 1 FROM journal_erased WHERE tbl = ?1 AND key = ?2)",
        other.execute("SELECT tbl, key FROM journal_erased"),
    ).rowcount


_TO_SCRUB = f"""SELECT tbl, key, col, id, val FROM merge_edit e WHERE state <> {ERASED} AND (
  EXISTS (SELECT 1 FROM journal_erased x WHERE x.tbl = e.tbl AND x.key = e.key)
  OR EXISTS (SELECT 1 FROM merge_erased x WHERE x.tbl = e.tbl AND x.key = e.key))"""


def _scrub(ours: sqlite3.Connection) -> None:
    """What was written to an erased row by somebody who did not know loses its values before it comes in."""
    found = ours.execute(_TO_SCRUB).fetchall()
    ours.executemany(
        f"UPDATE merge_edit SET state = {ERASED}, val = ? WHERE tbl = ? AND key = ? AND col = ? AND id = ?",
        (
            (scrubbed(by_number()[tbl], col, val), tbl, key, col, change)
            for tbl, key, col, change, val in found
        ),
    )
