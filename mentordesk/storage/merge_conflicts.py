"""Which cells both sides wrote without knowing of each other, and not the same.

Exact without vectors: only an edit that the other side lacks can be in conflict with one that ours lacks. The
base is the newest value both had. A row that one side deleted and the other wrote to before is a conflict of
its tombstone; written to later it lives. Two spellings of one name are no conflict.
"""

import sqlite3

from mentordesk.storage.catalogue import BIRTH, DELETED, kept
from mentordesk.storage.fold import FULL, born

_BOTH = """INSERT INTO merge_both SELECT tbl, key, r FROM merge_row w
  WHERE r IS NOT NULL AND EXISTS (
    SELECT 1 FROM journal_edit f JOIN merge_unseen u ON u.n = f.n WHERE f.r = w.r)
  AND NOT EXISTS (SELECT 1 FROM journal_erased x WHERE x.tbl = w.tbl AND x.key = w.key)
  AND NOT EXISTS (SELECT 1 FROM merge_erased x WHERE x.tbl = w.tbl AND x.key = w.key)"""

_EDITS = """
  SELECT 0 AS theirs, b.tbl, b.key, f.col, c.id, f.state, f.val FROM merge_both b
  JOIN journal_edit f ON f.r = b.r JOIN merge_unseen u ON u.n = f.n JOIN journal_change c ON c.n = f.n
  UNION ALL
  SELECT 1, b.tbl, b.key, e.col, e.id, e.state, e.val FROM merge_both b
  JOIN merge_edit e USING(tbl, key) JOIN merge_change c ON c.id = e.id"""

_CELLS = f"""INSERT INTO merge_cell SELECT theirs, tbl, key, col, id, val FROM ({_EDITS})
  WHERE col >= {DELETED} AND state = {FULL}"""

_BIRTHS = f"SELECT theirs, tbl, key, id, val FROM ({_EDITS}) WHERE col = {BIRTH}"


def _newest(theirs: int, cells: str) -> str:
    """The SQL of the newest value one side wrote to each of some cells."""
    return (
        f"(SELECT tbl, key, col, max(id) AS id, val FROM merge_cell "
        f"WHERE theirs = {theirs} AND {cells} GROUP BY tbl, key, col)"
    )


_DIFFERENT = f"""INSERT INTO merge_conflict(tbl, key, col, mine, theirs, mine_val, their_val)
  SELECT tbl, key, col, m.id, t.id, m.val, t.val
  FROM {_newest(0, f"col > {DELETED}")} m JOIN {_newest(1, f"col > {DELETED}")} t USING(tbl, key, col)
  WHERE m.val IS NOT t.val"""


def _buried(dead: int) -> str:
    """The SQL of rows that one side buried and the other had written to before, without burying them."""
    ids, values = ("mine", "theirs"), ("mine_val", "their_val")
    living = 1 - dead
    stone = f"col = {DELETED}"
    return (
        f"INSERT INTO merge_conflict(tbl, key, col, {ids[dead]}, {ids[living]}, "
        f"{values[dead]}, {values[living]}) SELECT d.tbl, d.key, {DELETED}, d.id, e.id, 1, 0 "
        f"FROM {_newest(dead, stone)} d "
        f"JOIN (SELECT tbl, key, max(id) AS id FROM merge_cell WHERE theirs = {living} GROUP BY tbl, key) e "
        f"USING(tbl, key) LEFT JOIN {_newest(living, stone)} o USING(tbl, key) "
        f"WHERE d.val = 1 AND e.id < d.id AND o.val IS NOT 1"
    )


_BASE = f"""UPDATE merge_conflict SET (base, base_val) = (
  SELECT c.id, iif(f.col = {BIRTH}, packed_cell(f.val, merge_conflict.col), f.val)
  FROM journal_row w JOIN journal_edit f USING(r) JOIN journal_change c ON c.n = f.n
  WHERE w.tbl = merge_conflict.tbl AND w.key = merge_conflict.key AND f.col IN (merge_conflict.col, {BIRTH})
    AND f.n NOT IN (SELECT n FROM merge_unseen)
  ORDER BY c.id DESC, f.col DESC LIMIT 1)"""


_SPELLED = """DELETE FROM merge_conflict
  WHERE tbl = ? AND col = ? AND normalised(mine_val) = normalised(their_val)"""


def find_conflicts(ours: sqlite3.Connection) -> None:
    """Fill `merge_conflict`; `merge_row` must be filled."""
    ours.execute(_BOTH)
    ours.execute(_CELLS)
    births = ours.execute(_BIRTHS).fetchall()
    ours.executemany(
        "INSERT INTO merge_cell VALUES(?, ?, ?, ?, ?, ?)",
        (
            (theirs, tbl, key, column, change, value)
            for theirs, tbl, key, change, packed in births
            for column, value in born(packed).items()
        ),
    )
    for statement in (_DIFFERENT, _buried(0), _buried(1), _BASE):
        ours.execute(statement)
    ours.executemany(_SPELLED, [(table.number, table.spelled) for table in kept() if table.spelled])
