"""A programme file written anew, row by row: from a locked file to an open one and back, or into memory.

SQLite's own backup copies pages, and so cannot change what they are locked with.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mentordesk.storage.backup import problems, write_beside
from mentordesk.storage.catalogue import APPLICATION_ID, SCHEMA, definitions
from mentordesk.storage.connection import bare, guarded, memory, plain
from mentordesk.storage.migrations import upgrade
from mentordesk.storage.secrets import Key

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'journal_control' ORDER BY rowid"
_TRIGGER = "CREATE TRIGGER"


def make_tables(connection: sqlite3.Connection, fill: Callable[[], object] | None = None) -> None:
    """Every table, trigger and number of our files, in one transaction; `fill` writes before triggers."""
    connection.execute("PRAGMA page_size = 4096")
    connection.execute("BEGIN IMMEDIATE")
    for statement in definitions():
        if not statement.startswith(_TRIGGER):
            connection.execute(statement)
    if fill:
        fill()
    for statement in definitions():
        if statement.startswith(_TRIGGER):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute("COMMIT")


def carry(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Every row of `source`, which has today's schema, into `target`, which is empty."""
    source.execute("BEGIN")
    try:
        make_tables(target, lambda: _carry_rows(source, target))
    finally:
        source.execute("ROLLBACK")


def _carry_rows(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    for (table,) in target.execute(_TABLES).fetchall():
        columns = [name for (name,) in target.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        rows = source.execute(f"SELECT {names} FROM {table}")
        target.executemany(f"INSERT INTO {table}({names}) VALUES({marks})", rows)


def in_memory(source: sqlite3.Connection, key: Key | None) -> sqlite3.Connection:
    """The whole of an open file in memory, unlocked."""
    copy = memory()
    if key is None:
        source.backup(copy)
    else:
        carry(source, copy)
    return copy


def write_locked(source: sqlite3.Connection, target: Path, key: Key | None) -> None:
    """The whole of `source` at `target`, locked with `key` or open; whole or not at all, and read back."""
    write_beside(target, lambda part: _fill(source, part, key))


def lock_anew(path: Path, old: Key | None, new: Key | None) -> None:
    """Give a closed file another key, or none; whole or not at all. An open file's old bytes are wiped."""

    def fill(part: Path) -> None:
        with closing(plain(path, readonly=True, key=old)) as source, _todays(source) as todays:
            _fill(todays, part, new)

    handle = os.open(path, os.O_WRONLY) if old is None and new and os.name == "posix" else None
    try:
        write_beside(path, fill)
        if handle is not None:
            _wipe(handle)
    finally:
        if handle is not None:
            os.close(handle)


def _wipe(handle: int) -> None:
    """Zeros over a file that has lost its name: what a disk does with them is the disk's affair."""
    left = os.fstat(handle).st_size
    while left > 0:
        left -= os.write(handle, bytes(min(left, 1 << 20)))
    os.fsync(handle)


def _fill(source: sqlite3.Connection, part: Path, key: Key | None) -> None:
    with closing(guarded(bare(part.as_uri(), key))) as copy:
        carry(source, copy)
    with closing(plain(part, readonly=True, key=key)) as copy:
        found = problems(copy)
    if found:
        raise sqlite3.DatabaseError(found[0])


@contextmanager
def _todays(source: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """`source`, or where its format is older, a copy in memory with today's tables."""
    (version,) = source.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA:
        yield source
        return
    with closing(in_memory(source, None)) as copy:
        upgrade(copy)
        yield copy
