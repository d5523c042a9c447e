"""Whether a programme file is what its journal says: the shape, each change's digest, each row's values.

SQLite's own check sees only whether the file hangs together; a flipped bit in a name passes it.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from mentordesk.assets import resources
from mentordesk.storage.catalogue import (
    BIRTH,
    SCHEMA,
    Kept,
    by_number,
    definitions,
    kept,
    packed,
)
from mentordesk.storage.fold import FULL, Cells, Place, folded
from mentordesk.storage.journal import digests
from mentordesk.storage.packing import pack
from mentordesk.storage.raw import raw_of

Part = tuple[Any, ...]


def differences(connection: Connection) -> list[str]:
    """Where tables, digests and journal do not agree; empty when they do."""
    raw = raw_of(connection)
    return [*_wrong_digests(raw), *_wrong_rows(raw)]


class Executes(Protocol):
    """A bare connection, as far as is needed here."""

    def execute(self, sql: str, /) -> Iterable[Any]: ...


_SCHEMA_PARTS = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"


def strange_parts(connection: Executes) -> list[str]:
    """Names of the tables, indexes and triggers that are not as in a new file, missing ones included.

    The digest of a new file's parts lies beside the program, so that a sound file is told in a millisecond;
    the parts of any other are compared one by one.
    """
    found = _parts(connection)
    if _digest_of(found) == _sound_digest():
        return []
    return sorted({name for _kind, name, _sql in found ^ _expected_parts()})


def shape_digest(connection: Executes) -> str:
    """SHA-256 over every table, index and trigger of a file: kind, name and text."""
    return _digest_of(_parts(connection))


def _digest_of(parts: Iterable[Part]) -> str:
    return hashlib.sha256(f"[{', '.join(sorted(map(repr, parts)))}]".encode()).hexdigest()


@lru_cache
def _sound_digest() -> str:
    """That of a new file, written by `tests.make_schema_files`; empty before that was run for a format."""
    file = resources() / "schema" / f"{SCHEMA}.sha256"
    return file.read_text("ascii").strip() if file.exists() else ""


def _parts(connection: Executes) -> frozenset[Part]:
    return frozenset(tuple(row) for row in connection.execute(_SCHEMA_PARTS))


@lru_cache
def _expected_parts() -> frozenset[Part]:
    with closing(sqlite3.connect(":memory:")) as empty:
        for statement in definitions():
            empty.execute(statement)
        return _parts(empty)


def _wrong_digests(raw: sqlite3.Connection) -> Iterator[str]:
    noted = dict(raw.execute("SELECT n, digest FROM journal_digest").fetchall())
    for n, digest in digests(raw, 0, 1 << 62):
        if noted.get(n) != digest:
            yield f"change {n} is not what it was"


FOLDED = f"""SELECT r FROM journal_edit WHERE col <> {BIRTH} OR state <> {FULL}
  UNION SELECT r FROM journal_edit GROUP BY r HAVING count(*) > 1
  UNION SELECT r FROM journal_erased JOIN journal_row USING(tbl, key)"""
"""Rows that are folded by the law itself: edited, born twice, stripped, erased. Every other is its birth."""


_COUNTS = " UNION ALL ".join(f"SELECT {table.number}, count(*) FROM {table.name}" for table in kept())


def _wrong_rows(raw: sqlite3.Connection) -> Iterator[str]:
    """Tables with other rows than the journal knows, or with rows that are not what it says of them."""
    folded_ones = {r for (r,) in raw.execute(FOLDED)}
    strange = _folded_otherwise(raw)
    known = Counter(dict(raw.execute("SELECT tbl, count(*) FROM journal_row GROUP BY tbl")))
    there = dict(raw.execute(_COUNTS))
    for table in kept():
        found = raw.execute(_born_otherwise(table), (table.number,)).fetchall()
        if known[table.number] != there[table.number] or any(missing for _r, missing in found):
            yield f"{table.name} and the journal do not have the same rows"
        if count := len({r for r, _missing in found} - folded_ones) + strange[table.number]:
            yield f"{table.name} has {count} rows that are not as the journal has them"


_EDITS = f"""SELECT tbl, key, c.id, e.col, e.state, e.val FROM journal_row w JOIN journal_edit e USING(r)
  JOIN journal_change c USING(n) WHERE w.r IN ({FOLDED}) ORDER BY w.r"""


def _folded_otherwise(raw: sqlite3.Connection) -> Counter[int]:
    """How many of the rows that are folded are not what their edits say, by table."""
    erased = frozenset(Place(*row) for row in raw.execute("SELECT tbl, key FROM journal_erased"))
    wrong: Counter[int] = Counter()
    for place, cells in folded(raw.execute(_EDITS), erased):
        table = by_number()[place.table]
        row = raw.execute(
            f"SELECT {packed(table, 't')} FROM {table.name} t WHERE id = ?", (place.key,)
        ).fetchone()
        wrong[place.table] += row != (_packed(table, cells),)
    return wrong


def _packed(table: Kept, cells: Cells) -> bytes:
    """A row as SQL packs it, which may not even be text in the table."""
    return pack(
        {number: one for number, one in cells.items() if one is not None and one != table.blank[number]}
    )


@lru_cache
def _born_otherwise(table: Kept) -> str:
    """Finds rows that are not their births, and whether they are missing in the table."""
    return (
        f"SELECT w.r, t.id IS NULL FROM journal_row w LEFT JOIN {table.name} t ON t.id = w.key "
        f"LEFT JOIN journal_edit b ON b.r = w.r AND b.col = {BIRTH} "
        f"WHERE w.tbl = ? AND (t.id IS NULL OR b.val IS NOT {packed(table, 't')})"
    )
