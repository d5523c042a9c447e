"""What can still be read of a damaged file: the changes that are whole, each by its own digest.

Brought together with the newest good backup they are everything that is left.
"""

import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentordesk.storage.catalogue import BIRTH, kept, referred
from mentordesk.storage.connection import errors, memory, plain
from mentordesk.storage.copying import make_tables
from mentordesk.storage.fold import Place, folded
from mentordesk.storage.header import open_regular
from mentordesk.storage.journal import digests
from mentordesk.storage.merge_union import write_rows
from mentordesk.storage.redaction import withhold
from mentordesk.storage.secrets import PAGE, Key

TABLES = {
    "journal_change": ("n", 9),
    "journal_row": ("r", 3),
    "journal_edit": ("r", 5),
    "journal_digest": ("n", 2),
    "journal_erased": ("tbl", 2),
}
"""The journal's tables: the number they are in order of, and how many columns they have."""

PROBES = 200
"""How often reading is taken up again behind a damaged place, before the rest is given up."""

LARGEST_STEP = 4096


@dataclass(frozen=True)
class Salvage:
    """A file in memory of the whole changes of a damaged one, and how many could not be read."""

    connection: sqlite3.Connection
    whole: int
    broken: int


def salvage(path: Path, key: Key | None, backup: sqlite3.Connection | None) -> Salvage:
    """Read what can be read of `path`, which is left as it is; the caller closes the connection.

    Rows that refer to something neither they nor `backup` has are left out.
    """
    found = memory()
    make_tables(found)
    found.execute("PRAGMA foreign_keys = OFF")
    found.execute("UPDATE journal_control SET current = -1")
    with suppress(*errors("DatabaseError")), closing(_damaged(path, key)) as damaged:
        for table, (number, width) in TABLES.items():
            marks = ", ".join("?" * width)
            rows = _readable(damaged, table, number)
            found.executemany(f"INSERT OR IGNORE INTO {table} VALUES({marks})", rows)
    broken = _drop_broken(found)
    (whole,) = found.execute("SELECT count(*) FROM journal_change").fetchone()
    if backup:
        _tie(found, backup)
    _write_tables(found)
    _drop_loose(found, backup)
    found.execute("UPDATE journal_control SET current = NULL")
    return Salvage(found, whole, broken)


def _damaged(path: Path, key: Key | None) -> sqlite3.Connection:
    """The file, to be read without being touched."""
    if key is not None:
        return plain(path, readonly=True, key=key)
    with os.fdopen(open_regular(path), "rb") as file:
        data = file.read()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(_with_head(data))
    connection.execute("PRAGMA query_only = ON")
    return connection


def _with_head(data: bytes) -> bytes:
    """The bytes with the parts of the header that are the same in every file of ours, or follow from it.

    Source: https://www.sqlite.org/fileformat.html, section 1.3.
    """
    pages = struct.pack(">I", len(data) // PAGE)
    head = b"SQLite format 3\0" + struct.pack(">HBBBBBB", PAGE, 1, 1, 0, 64, 32, 32)
    counter, encoding = data[24:28], struct.pack(">II", 4, 0) + bytes(4) + struct.pack(">I", 1)
    return head + counter + pages + data[32:44] + encoding + data[60:92] + counter + data[96:]


def _readable(damaged: sqlite3.Connection, table: str, number: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in order of a number; behind a damaged place it goes on a little further."""
    at, step = 0, 1
    for _probe in range(PROBES):
        try:
            for row in damaged.execute(f"SELECT * FROM {table} WHERE {number} >= ? ORDER BY {number}", (at,)):
                here = row[0]
                at, step = here, 1
                yield row
        except errors("DatabaseError", UnicodeDecodeError):
            at, step = at + step, min(2 * step, LARGEST_STEP)
        else:
            return


def _drop_broken(found: sqlite3.Connection) -> int:
    """Leave only the changes that are what their digests say; returns how many others there were."""
    found.execute("DELETE FROM journal_edit WHERE n NOT IN (SELECT n FROM journal_change)")
    noted = dict(found.execute("SELECT n, digest FROM journal_digest").fetchall())
    whole = {n for n, digest in digests(found, 0, 1 << 62) if noted.get(n) == digest}
    known = {n for (n,) in found.execute("SELECT n FROM journal_change")} | noted.keys()
    for table in ("journal_edit", "journal_digest", "journal_change"):
        found.executemany(f"DELETE FROM {table} WHERE n = ?", ((n,) for n in known - whole))
    found.execute("DELETE FROM journal_edit WHERE r NOT IN (SELECT r FROM journal_row)")
    found.execute("DELETE FROM journal_row WHERE r NOT IN (SELECT r FROM journal_edit)")
    return len(known - whole)


def _tie(found: sqlite3.Connection, backup: sqlite3.Connection) -> None:
    """Note the first change of the backup as known, so that both are seen to be of one programme."""
    rows = "SELECT {} FROM journal_change c JOIN journal_digest USING(n) ORDER BY n LIMIT 1"
    change = "id, device, actor, kind, label, undoes, schema, came_with"
    for first, digest in backup.execute(rows.format("id, digest")):
        if not found.execute("SELECT 1 FROM journal_change WHERE id = ?", (first,)).fetchone():
            (values,) = backup.execute(rows.format(change)).fetchall()
            marks = ", ".join("?" * len(values))
            found.execute(f"INSERT INTO journal_change({change}) VALUES({marks})", values)
            found.execute("INSERT INTO journal_digest VALUES(last_insert_rowid(), ?)", (digest,))


_EDITS = """SELECT tbl, key, c.id, e.col, e.state, e.val FROM journal_row JOIN journal_edit e USING(r)
  JOIN journal_change c USING(n) ORDER BY tbl, key"""


def _write_tables(found: sqlite3.Connection) -> None:
    erased = frozenset(Place(*row) for row in found.execute("SELECT tbl, key FROM journal_erased"))
    write_rows(found, folded(found.execute(_EDITS).fetchall(), erased))


def _drop_loose(found: sqlite3.Connection, backup: sqlite3.Connection | None) -> None:
    """Take out rows whose birth was lost, and those that refer to what is lost."""
    for table in kept():
        known = _keys(backup, table.name)
        born = (
            f"SELECT id FROM {table.name} WHERE id NOT IN (SELECT key FROM journal_row "
            f"JOIN journal_edit USING(r) WHERE tbl = {table.number} AND col = {BIRTH})"
        )
        _take_out(found, table.name, {key for (key,) in found.execute(born)} - known)
    for table in kept():
        for column in table.columns:
            target = table.table.columns[column]
            if target.foreign_keys:
                known = _keys(found, referred(target)) | _keys(backup, referred(target))
                rows = found.execute(f'SELECT id, "{column}" FROM {table.name} WHERE "{column}" IS NOT NULL')
                _take_out(found, table.name, {key for key, wanted in rows if wanted not in known})


def _take_out(found: sqlite3.Connection, table: str, keys: set[bytes]) -> None:
    if keys:
        withhold(found, table, sorted(keys))


def _keys(connection: sqlite3.Connection | None, table: str) -> set[bytes]:
    return {key for (key,) in connection.execute(f"SELECT id FROM {table}")} if connection else set()
