"""The temporary tables of a merge: what another copy has that ours has not, and what follows from it.

- `merge_change`: the changes ours lacks; `merge_unseen`: ours that the other lacks
- `merge_edit`: the edits ours lacks; `r` is the row where ours has it
- `merge_common`: edits of changes that both have and that differ, since one side was stripped
- `merge_fill`: edits of ours that are known better there; `merge_erased`: rows erased there and not here
- `merge_row`: the rows all this touches; odd ones are folded in Python
- `merge_write`: the cells of our rows that will be written
- `merge_both`: our rows that both sides wrote; `merge_cell`: what each wrote not knowing of the other
- `merge_conflict`: the cells that both wrote differently
"""

import sqlite3

_EDITS = "tbl INTEGER, key BLOB, col INTEGER, id BLOB, state INTEGER, val, r INTEGER"

_TABLES = (
    "merge_change(n INTEGER PRIMARY KEY, id BLOB, device, actor, kind, label, undoes, schema, digest)",
    f"merge_edit({_EDITS}, PRIMARY KEY(tbl, key, col, id)) WITHOUT ROWID",
    f"merge_common({_EDITS}, PRIMARY KEY(tbl, key, col, id)) WITHOUT ROWID",
    "merge_fill(r INTEGER, col INTEGER, n INTEGER, state INTEGER, val, PRIMARY KEY(r, col, n)) WITHOUT ROWID",
    "merge_unseen(n INTEGER PRIMARY KEY)",
    "merge_erased(tbl INTEGER, key BLOB, PRIMARY KEY(tbl, key)) WITHOUT ROWID",
    "merge_row(tbl INTEGER, key BLOB, r INTEGER, odd INTEGER, PRIMARY KEY(tbl, key)) WITHOUT ROWID",
    "merge_write(tbl INTEGER, key BLOB, col INTEGER, val, PRIMARY KEY(tbl, key, col)) WITHOUT ROWID",
    "merge_both(tbl INTEGER, key BLOB, r INTEGER, PRIMARY KEY(tbl, key)) WITHOUT ROWID",
    "merge_cell(theirs INTEGER, tbl INTEGER, key BLOB, col INTEGER, id BLOB, val)",
    "merge_conflict(tbl INTEGER, key BLOB, col INTEGER, mine BLOB, theirs BLOB, base BLOB, "
    "mine_val, their_val, base_val, PRIMARY KEY(tbl, key, col)) WITHOUT ROWID",
)


def make_tables(ours: sqlite3.Connection) -> None:
    """Every table, where the last merge did not leave it: SQLite reads every statement anew after a change of
    tables.
    """
    for table in _TABLES:
        ours.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table}")


def empty_tables(ours: sqlite3.Connection) -> None:
    """Leave them as the next merge expects them; one that is broken off takes its rows back with it."""
    for table in _TABLES:
        ours.execute(f"DELETE FROM temp.{table.split('(')[0]}")
