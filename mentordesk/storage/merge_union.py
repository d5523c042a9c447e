"""The union of two journals: what was gathered goes into ours, and our tables become what the union says."""

import sqlite3
from collections.abc import Iterable, Mapping

from mentordesk.storage.catalogue import BIRTH, Kept, by_number, packed
from mentordesk.storage.fold import Cells, Place, as_row, folded, row_sql
from mentordesk.storage.merge_fold import erased_places, write_cells

_CHANGES = """INSERT INTO journal_change(id, device, actor, kind, label, undoes, schema, came_with)
  SELECT id, device, actor, kind, label, undoes, schema, ? FROM merge_change ORDER BY n"""

_ROWS = "INSERT INTO journal_row(tbl, key) SELECT tbl, key FROM merge_row WHERE r IS NULL"

_EDITS = """INSERT INTO journal_edit(r, col, n, state, val)
  SELECT w.r, e.col, c.n, e.state, e.val FROM merge_edit e
  JOIN journal_row w USING(tbl, key) JOIN journal_change c USING(id) ORDER BY w.r, e.col, c.n"""

_DIGESTS = """INSERT INTO journal_digest SELECT c.n, m.digest
  FROM merge_change m JOIN journal_change c USING(id)
  WHERE m.digest IS NOT NULL"""

_FILLS = """UPDATE journal_edit SET state = x.state, val = x.val FROM merge_fill x
  WHERE x.r = journal_edit.r AND x.col = journal_edit.col AND x.n = journal_edit.n"""

_CONFLICTS = """INSERT OR IGNORE INTO journal_conflict(tbl, key, col, mine, theirs, base)
  SELECT tbl, key, col, min(mine, theirs), max(mine, theirs), base FROM merge_conflict"""


def unite(
    ours: sqlite3.Connection, other: sqlite3.Connection, fresh: Mapping[Place, Cells], came_with: bytes
) -> None:
    """Write everything; capture must be off. `fresh` are the odd rows that ours does not have yet."""
    ours.execute(_CHANGES, (came_with,))
    ours.execute(_DIGESTS)
    ours.execute(_ROWS)
    ours.execute(_EDITS)
    ours.execute(_FILLS)
    ours.execute(_CONFLICTS)
    _unite_conflicts(ours, other)
    for (tbl,) in ours.execute("SELECT DISTINCT tbl FROM merge_row WHERE r IS NULL AND NOT odd").fetchall():
        _copy_rows(ours, other, by_number()[tbl])
    write_rows(ours, fresh.items())
    write_cells(ours)


def _unite_conflicts(ours: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """What both sides noted is one; that it was settled counts from either."""
    ours.executemany(
        "INSERT INTO journal_conflict VALUES(?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(tbl, key, col, mine, theirs) DO UPDATE SET resolved_by = "
        "nullif(max(coalesce(resolved_by, x''), coalesce(excluded.resolved_by, x'')), x''), "
        "base = nullif(max(coalesce(base, x''), coalesce(excluded.base, x'')), x'')",
        other.execute("SELECT tbl, key, col, mine, theirs, base, resolved_by FROM journal_conflict"),
    )


def write_rows(ours: sqlite3.Connection, rows: Iterable[tuple[Place, Cells]]) -> None:
    """Write whole rows, over those that are there; capture must be off."""
    by_table: dict[int, list[tuple[object, ...]]] = {}
    for place, cells in rows:
        by_table.setdefault(place.table, []).append(as_row(by_number()[place.table], place.key, cells))
    for tbl, values in by_table.items():
        ours.executemany(row_sql(by_number()[tbl]), values)


def _copy_rows(ours: sqlite3.Connection, other: sqlite3.Connection, table: Kept) -> None:
    """Rows never edited since their birth come over as they are; what differs from its birth is folded."""
    other.execute("CREATE TEMP TABLE IF NOT EXISTS merge_new(key BLOB PRIMARY KEY) WITHOUT ROWID")
    other.execute("DELETE FROM merge_new")
    other.executemany(
        "INSERT INTO merge_new VALUES(?)",
        ours.execute("SELECT key FROM merge_row WHERE tbl = ? AND r IS NULL AND NOT odd", (table.number,)),
    )
    names = ", ".join(f't."{name}"' for name in ("id", *table.columns, "deleted"))
    ours.executemany(
        row_sql(table),
        other.execute(f"SELECT {names} FROM merge_new JOIN {table.name} t ON t.id = merge_new.key"),
    )
    write_rows(
        ours, folded(ours.execute(_unlike_birth(table), (table.number,)).fetchall(), erased_places(ours))
    )


def _unlike_birth(table: Kept) -> str:
    return (
        "SELECT w.tbl, w.key, e.id, e.col, e.state, e.val FROM merge_row w JOIN merge_edit e USING(tbl, key) "
        f"LEFT JOIN {table.name} t ON t.id = w.key WHERE w.tbl = ? AND w.r IS NULL AND NOT w.odd "
        f"AND e.col = {BIRTH} AND (t.id IS NULL OR e.val IS NOT {packed(table, 't')}) ORDER BY w.tbl, w.key"
    )
