"""What a merge will write: which cells of our rows another copy's edits win, and rows that are made anew.

An ordinary row was born once and has cells written; SQL finds all of these at a time. An odd one – born on
both sides, brought with edits beside its birth, filled in, erased – is folded by the law itself.
"""

import sqlite3
from collections.abc import Iterator

from mentordesk.storage.catalogue import BIRTH, DELETED, by_number
from mentordesk.storage.fold import FULL, Cells, Place, folded

_ROWS = f"""INSERT INTO merge_row SELECT tbl, key, r, CASE
    WHEN r IS NULL THEN count(*) > 1 OR min(col) <> {BIRTH} OR EXISTS (
      SELECT 1 FROM merge_erased x WHERE x.tbl = e.tbl AND x.key = e.key)
    ELSE min(col) = {BIRTH}
      OR (SELECT count(*) FROM journal_edit b WHERE b.r = e.r AND b.col = {BIRTH}) <> 1 END
  FROM merge_edit e GROUP BY tbl, key"""

_FILLED_ROWS = """INSERT OR REPLACE INTO merge_row
  SELECT DISTINCT w.tbl, w.key, w.r, 1 FROM merge_fill JOIN journal_row w USING(r)"""

_ERASED_ROWS = """UPDATE merge_row SET odd = 1 WHERE odd = 0 AND EXISTS (
  SELECT 1 FROM (SELECT * FROM journal_erased UNION ALL SELECT * FROM merge_erased) x
  WHERE x.tbl = merge_row.tbl AND x.key = merge_row.key)"""

_WON = f"""INSERT INTO merge_write SELECT tbl, key, col, val FROM (
    SELECT e.tbl, e.key, e.col, e.r, max(e.id) AS id, e.val FROM merge_edit e JOIN merge_row w USING(tbl, key)
    WHERE w.odd = 0 AND w.r IS NOT NULL AND e.col > {DELETED} AND e.state = {FULL}
    GROUP BY e.tbl, e.key, e.col) won
  WHERE NOT EXISTS (SELECT 1 FROM journal_edit f JOIN journal_change c ON c.n = f.n
    WHERE f.r = won.r AND f.col = won.col AND f.state = {FULL} AND c.id > won.id)"""

_STONES = f"""INSERT INTO merge_write
  SELECT tbl, key, {DELETED}, val = 1 AND NOT EXISTS (
      SELECT 1 FROM merge_edit f
      WHERE f.tbl = stone.tbl AND f.key = stone.key AND f.col > {DELETED} AND f.id > stone.id)
    AND NOT EXISTS (
      SELECT 1 FROM journal_edit f JOIN journal_change c ON c.n = f.n
      WHERE f.r = stone.r AND f.col > {DELETED} AND c.id > stone.id)
  FROM (SELECT tbl, key, r, max(id) AS id, val FROM (
      SELECT e.tbl, e.key, w.r, e.id, e.val FROM merge_row w JOIN merge_edit e USING(tbl, key)
      WHERE w.odd = 0 AND w.r IS NOT NULL AND e.col = {DELETED} AND e.state = {FULL}
      UNION ALL
      SELECT w.tbl, w.key, w.r, c.id, f.val FROM merge_row w
      JOIN journal_edit f ON f.r = w.r AND f.col = {DELETED} JOIN journal_change c ON c.n = f.n
      WHERE w.odd = 0 AND f.state = {FULL})
    GROUP BY tbl, key) stone"""


def find_writes(ours: sqlite3.Connection) -> dict[Place, Cells]:
    """Fill `merge_row` and `merge_write`; returns the odd rows that ours does not have yet."""
    for statement in (_ROWS, _FILLED_ROWS, _ERASED_ROWS, _WON, _STONES):
        ours.execute(statement)
    fresh: dict[Place, Cells] = {}
    cells = []
    for place, row, known in _odd(ours):
        if known:
            cells += [(*place, column, value) for column, value in row.items()]
        else:
            fresh[place] = row
    ours.executemany("INSERT INTO merge_write VALUES(?, ?, ?, ?)", cells)
    return fresh


_UNION = """SELECT tbl, key, id, col, state, val FROM merge_edit JOIN merge_row w USING(tbl, key)
    WHERE {which}
  UNION ALL
  SELECT w.tbl, w.key, c.id, e.col, coalesce(x.state, e.state), iif(x.r IS NULL, e.val, x.val)
    FROM merge_row w JOIN journal_edit e ON e.r = w.r JOIN journal_change c ON c.n = e.n
    LEFT JOIN merge_fill x ON x.r = e.r AND x.col = e.col AND x.n = e.n WHERE {which}
  ORDER BY 1, 2"""


def _odd(ours: sqlite3.Connection) -> Iterator[tuple[Place, Cells, bool]]:
    known = {Place(*row) for row in ours.execute("SELECT tbl, key FROM merge_row WHERE odd AND r NOT NULL")}
    for place, row in folded(ours.execute(_UNION.format(which="w.odd")), erased_places(ours)):
        yield place, row, place in known


def erased_places(ours: sqlite3.Connection) -> frozenset[Place]:
    """Every row erased on either side."""
    rows = ours.execute("SELECT tbl, key FROM journal_erased UNION SELECT tbl, key FROM merge_erased")
    return frozenset(Place(*row) for row in rows)


def columns_written(ours: sqlite3.Connection) -> dict[int, list[int]]:
    """The columns that will be written, by table."""
    found: dict[int, list[int]] = {}
    for tbl, col in ours.execute("SELECT DISTINCT tbl, col FROM merge_write ORDER BY 1, 2"):
        found.setdefault(tbl, []).append(col)
    return found


def write_cells(ours: sqlite3.Connection) -> None:
    """One UPDATE a table, from a pivot of the cells; capture must be off."""
    for tbl, columns in columns_written(ours).items():
        table = by_number()[tbl]
        pivot = ", ".join(
            f"max(col = {c}) AS h{c}, max(CASE WHEN col = {c} THEN val END) AS v{c}" for c in columns
        )
        changes = ", ".join(
            f'"{table.column(c)}" = iif(p.h{c}, p.v{c}, {table.name}."{table.column(c)}")' for c in columns
        )
        ours.execute(
            f"UPDATE {table.name} SET {changes} FROM (SELECT key, {pivot} FROM merge_write "
            f"WHERE tbl = ? GROUP BY key) p WHERE p.key = {table.name}.id",
            (tbl,),
        )
