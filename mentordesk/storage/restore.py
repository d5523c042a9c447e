"""The state of another copy written into this file, as edits of one change, so that undo takes it back.

What was erased stays erased.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mentordesk.storage.catalogue import SCHEMA, Kept, kept
from mentordesk.storage.connection import plain
from mentordesk.storage.copying import in_memory
from mentordesk.storage.migrations import upgrade
from mentordesk.storage.secrets import Key


@contextmanager
def opened_copy(path: Path, key: Key | None) -> Iterator[sqlite3.Connection]:
    """A copy of our own to read, with today's tables: an older one is brought to them in memory."""
    with closing(plain(path, readonly=True, key=key)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == SCHEMA:
            yield connection
            return
        with closing(in_memory(connection, key)) as copy:
            upgrade(copy)
            yield copy


def write_state(ours: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Make every living row of `ours`, in an open change, what it is in `other`; others are buried."""
    for table in kept():
        _bring(ours, other, table)
    for statements in (_REVIVE, _INSERT):
        for table in kept():
            ours.execute(statements.format(**_names(table)))
    for table in kept():
        for column in table.columns:
            if column != table.owner:
                ours.execute(_WRITE.format(column=column, **_names(table)))
    for table in reversed(kept()):
        ours.execute(_BURY.format(**_names(table)))
        ours.execute(f"DROP TABLE restored_{table.name}")
        ours.execute(f"DROP TABLE differing_{table.name}")


def _bring(ours: sqlite3.Connection, other: sqlite3.Connection, table: Kept) -> None:
    """The living rows of the other copy in a table of their own, and which of them differ from ours."""
    names = _names(table)
    marks = ", ".join("?" * (len(table.columns) + 2))
    ours.execute(
        "CREATE TEMP TABLE restored_{table} AS SELECT {columns} FROM {table} LIMIT 0".format(**names)
    )
    rows = other.execute("SELECT {columns} FROM {table} WHERE deleted = 0".format(**names))
    ours.executemany(f"INSERT INTO restored_{table.name} VALUES({marks})", rows)
    ours.execute(f"CREATE INDEX temp.restored_{table.name}_id ON restored_{table.name}(id)")
    ours.execute(
        "CREATE TEMP TABLE differing_{table} AS SELECT {columns} FROM restored_{table} "
        "EXCEPT SELECT {columns} FROM {table}".format(**names)
    )
    ours.execute(
        f"DELETE FROM differing_{table.name} WHERE id IN "
        f"(SELECT key FROM journal_erased WHERE tbl = {table.number}){_orphans(table)}"
    )
    ours.execute(f"CREATE INDEX temp.differing_{table.name}_id ON differing_{table.name}(id)")


def _orphans(table: Kept) -> str:
    """The condition of rows whose owner was erased, which may not come back either."""
    if table.parent is None:
        return ""
    return f' OR "{table.owner}" IN (SELECT key FROM journal_erased WHERE tbl = {table.parent.number})'


def _names(table: Kept) -> dict[str, str]:
    columns = ", ".join(f'"{name}"' for name in ("id", *table.columns, "deleted"))
    return {"table": table.name, "columns": columns}


_REVIVE = "UPDATE {table} SET deleted = 0 WHERE deleted = 1 AND id IN (SELECT id FROM differing_{table})"
_INSERT = (
    "INSERT INTO {table}({columns}) SELECT {columns} FROM differing_{table} "
    "WHERE id NOT IN (SELECT id FROM {table})"
)
_WRITE = (
    'UPDATE {table} SET "{column}" = d."{column}" FROM differing_{table} d '
    'WHERE d.id = {table}.id AND {table}.deleted = 0 AND d."{column}" IS NOT {table}."{column}"'
)
_BURY = "UPDATE {table} SET deleted = 1 WHERE deleted = 0 AND id NOT IN (SELECT id FROM restored_{table})"
