"""Taking a change back: a new change that writes the earlier values, where nobody wrote later ones.

All set-based: what is to be written is gathered in one temporary table, then applied column by column.
"""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from mentordesk.storage.catalogue import BIRTH, DELETED, Kept, by_number
from mentordesk.storage.journal import Change

_GATHER = """
CREATE TEMP TABLE IF NOT EXISTS undo_cell(tbl INTEGER, key BLOB, col INTEGER, val, PRIMARY KEY(tbl, col, key))
  WITHOUT ROWID
"""

_QUIET = """
CREATE TEMP TABLE IF NOT EXISTS undo_quiet(n INTEGER PRIMARY KEY)
"""

_LATER = """EXISTS (SELECT 1 FROM journal_edit f JOIN journal_change c ON c.n = f.n
  WHERE f.r = e.r AND f.col IN (e.col, -1) AND f.n <> :n AND c.id > :id
    AND f.n NOT IN (SELECT n FROM undo_quiet))"""

_BORN = f"""INSERT INTO undo_cell SELECT w.tbl, w.key, {DELETED}, 1
  FROM journal_edit e JOIN journal_row w ON w.r = e.r
  WHERE e.n = :n AND e.col = {BIRTH} AND e.state = 0 AND NOT EXISTS (
    SELECT 1 FROM journal_edit f JOIN journal_change c ON c.n = f.n
    WHERE f.r = e.r AND f.col = {DELETED} AND c.id > :id AND f.n NOT IN (SELECT n FROM undo_quiet))"""

_EDITED = f"""INSERT INTO undo_cell SELECT w.tbl, w.key, e.col, (
    SELECT iif(f.col = {BIRTH}, packed_cell(f.val, e.col), f.val)
    FROM journal_edit f JOIN journal_change c ON c.n = f.n
    WHERE f.r = e.r AND f.col IN (e.col, {BIRTH}) AND f.state = 0 AND c.id < :id
    ORDER BY c.id DESC, f.col DESC LIMIT 1)
  FROM journal_edit e JOIN journal_row w ON w.r = e.r
  WHERE e.n = :n AND e.col >= 0 AND e.state = 0 AND NOT {_LATER}
    AND NOT EXISTS (SELECT 1 FROM journal_edit b WHERE b.r = e.r AND b.col = {BIRTH} AND b.n = :n)"""


@dataclass(frozen=True)
class Undone:
    """How many cells went back, and how many stayed because somebody changed them since."""

    written: int
    kept: int


def take_back(connection: Connection, change: Change) -> Undone:
    """Write the values from before `change` into the open change."""
    _empty_tables(connection)
    _note_quiet(connection, change)
    values = {"n": change.n, "id": change.id}
    for statement in (_BORN, _EDITED):
        connection.exec_driver_sql(statement, values)
    written = _apply(connection)
    wanted = connection.exec_driver_sql(
        "SELECT count(*) FROM journal_edit WHERE n = ? AND state = 0", (change.n,)
    ).scalar_one()
    return Undone(written, max(0, wanted - written))


def _empty_tables(connection: Connection) -> None:
    for made, name in ((_GATHER, "undo_cell"), (_QUIET, "undo_quiet")):
        connection.exec_driver_sql(made)
        connection.exec_driver_sql(f"DELETE FROM {name}")


def _note_quiet(connection: Connection, change: Change) -> None:
    """Later changes that were taken back, and what took them back, wrote nothing that still holds."""
    later = connection.exec_driver_sql(
        "SELECT n, id, undoes FROM journal_change WHERE id > ? ORDER BY id DESC", (change.id,)
    ).all()
    gone: set[bytes] = set()
    here = {key for _n, key, _undoes in later}
    quiet = []
    for n, key, undoes in later:
        if key in gone or undoes in here:
            quiet.append((n,))
        if key not in gone and undoes is not None:
            gone.add(undoes)
    if quiet:
        connection.exec_driver_sql("INSERT INTO undo_quiet VALUES(?)", quiet)


def _apply(connection: Connection) -> int:
    """Un-delete first, then values, delete last, so that no dead row is written."""
    pairs = [
        (tbl, col)
        for tbl, col in connection.exec_driver_sql("SELECT DISTINCT tbl, col FROM undo_cell")
        if col != DELETED
    ]
    tables = {
        tbl
        for (tbl,) in connection.exec_driver_sql(
            "SELECT DISTINCT tbl FROM undo_cell WHERE col = ?", (DELETED,)
        )
    }
    revived = sum(_set_deleted(connection, by_number()[tbl], dead=0) for tbl in sorted(tables))
    written = sum(_set_column(connection, by_number()[tbl], col) for tbl, col in sorted(pairs))
    buried = sum(_set_deleted(connection, by_number()[tbl], dead=1) for tbl in sorted(tables))
    return revived + written + buried


def _set_deleted(connection: Connection, table: Kept, *, dead: int) -> int:
    return connection.exec_driver_sql(
        f"UPDATE {table.name} SET deleted = ? WHERE deleted <> ? AND id IN "
        "(SELECT key FROM undo_cell WHERE tbl = ? AND col = ? AND coalesce(val, 0) = ?)",
        (dead, dead, table.number, DELETED, dead),
    ).rowcount


def _set_column(connection: Connection, table: Kept, number: int) -> int:
    value = f"coalesce(u.val, {table.empty(number)})"
    return connection.exec_driver_sql(
        f'UPDATE {table.name} SET "{table.column(number)}" = {value} FROM undo_cell u '
        f"WHERE u.tbl = ? AND u.col = ? AND u.key = {table.name}.id AND deleted = 0",
        (table.number, number),
    ).rowcount
