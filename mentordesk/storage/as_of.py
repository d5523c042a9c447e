"""A copy of the file as it was after some change: the journal up to there, and the tables folded from it.

What was erased since stays erased. Made in memory, so that the file itself is only read.
"""

import sqlite3

from mentordesk.storage.catalogue import by_number, kept
from mentordesk.storage.fold import Place, as_row, folded, row_sql
from mentordesk.storage.raw import capture_off

_EDITS = """SELECT w.tbl, w.key, c.id, e.col, e.state, e.val FROM journal_row w
  JOIN journal_edit e USING(r) JOIN journal_change c ON c.n = e.n ORDER BY w.tbl, w.key"""


def wind_back(copy: sqlite3.Connection, change: bytes) -> None:
    """Bring a copy, which nobody else has open, to what it was right after `change`."""
    copy.execute("BEGIN IMMEDIATE")
    try:
        with capture_off(copy):
            _forget_later(copy, change)
            _fold_all(copy)
        copy.execute("COMMIT")
    except BaseException:
        copy.execute("ROLLBACK")
        raise


def _forget_later(copy: sqlite3.Connection, change: bytes) -> None:
    """Take later changes out of the journal, with rows that nothing is left of."""
    copy.execute("CREATE TEMP TABLE later AS SELECT n, id FROM journal_change WHERE id > ?", (change,))
    copy.execute("DELETE FROM journal_edit WHERE n IN (SELECT n FROM later)")
    for table in ("journal_digest", "journal_change"):
        copy.execute(f"DELETE FROM {table} WHERE n IN (SELECT n FROM later)")
    copy.execute(
        "DELETE FROM journal_conflict WHERE mine IN (SELECT id FROM later) "
        "OR theirs IN (SELECT id FROM later)"
    )
    copy.execute("UPDATE journal_conflict SET resolved_by = NULL WHERE resolved_by IN (SELECT id FROM later)")
    copy.execute("DELETE FROM journal_row WHERE r NOT IN (SELECT r FROM journal_edit)")
    copy.execute("DROP TABLE later")


def _fold_all(copy: sqlite3.Connection) -> None:
    """Write every row anew from what is left of the journal; rows of later births go."""
    for table in kept():
        copy.execute(
            f"DELETE FROM {table.name} WHERE id NOT IN (SELECT key FROM journal_row WHERE tbl = ?)",
            (table.number,),
        )
    erased = frozenset(Place(*row) for row in copy.execute("SELECT tbl, key FROM journal_erased"))
    for place, cells in folded(copy.execute(_EDITS).fetchall(), erased):
        table = by_number()[place.table]
        copy.execute(row_sql(table), as_row(table, place.key, cells))
