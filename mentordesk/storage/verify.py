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
    DELETED,
    SCHEMA,
    Kept,
    by_number,
    definitions,
    kept,
    packed,
)
from mentordesk.storage.fold import FULL, Place, as_row, folded
from mentordesk.storage.journal import digests
from mentordesk.storage.raw import raw_of

Part = tuple[Any, ...]


def differences(connection: Connection) -> list[str]:
    """Where tables, digests and journal do not agree; empty when they do."""
    return [*_wrong_digests(connection), *_missing_rows(connection), *_wrong_cells(connection)]


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
    return hashlib.sha256(repr(sorted(parts, key=repr)).encode()).hexdigest()


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


def _wrong_digests(connection: Connection) -> Iterator[str]:
    rows = connection.exec_driver_sql("SELECT n, digest FROM journal_digest")
    noted = {row[0]: row[1] for row in rows}
    for n, digest in digests(raw_of(connection), 0, 1 << 62):
        if noted.get(n) != digest:
            yield f"change {n} is not what it was"


_KNOWN = "SELECT key FROM journal_row WHERE tbl = :tbl"


def _missing_rows(connection: Connection) -> Iterator[str]:
    for table in kept():
        alone = connection.exec_driver_sql(
            f"SELECT count(*) FROM (SELECT id FROM {table.name} EXCEPT {_KNOWN}) "
            f"UNION ALL SELECT count(*) FROM ({_KNOWN} EXCEPT SELECT id FROM {table.name})",
            {"tbl": table.number},
        )
        if any(count for (count,) in alone):
            yield f"{table.name} and the journal do not have the same rows"


_ODD = f"""SELECT r FROM journal_edit WHERE state <> {FULL}
  UNION SELECT r FROM journal_edit WHERE col = {BIRTH} GROUP BY r HAVING count(*) > 1
  UNION SELECT r FROM journal_erased JOIN journal_row USING(tbl, key)"""
"""Rows that are folded by the law itself: born twice, stripped, erased."""


def _wrong_cells(connection: Connection) -> Iterator[str]:
    """Rows never edited must be their births; of the others every column must be its newest edit."""
    odd = {r for (r,) in connection.exec_driver_sql(_ODD)}
    strange = _folded_otherwise(connection, odd)
    for table in kept():
        wrong = _found(connection, _born_otherwise(table), table) - odd
        for number in table.numbers.values():
            wrong |= _found(connection, _edited_otherwise(table, number), table) - odd
        if count := len(wrong) + strange[table.number]:
            yield f"{table.name} has {count} rows that are not as the journal has them"


def _found(connection: Connection, sql: str, table: Kept) -> set[int]:
    return {r for (r,) in connection.exec_driver_sql(sql, {"tbl": table.number})}


_EDITS = """SELECT tbl, key, c.id, e.col, e.state, e.val FROM journal_row JOIN journal_edit e USING(r)
  JOIN journal_change c USING(n) WHERE r = ?"""


def _folded_otherwise(connection: Connection, odd: Iterable[int]) -> Counter[int]:
    """How many odd rows of each table are not what their edits say."""
    erased = frozenset(
        Place(*row) for row in connection.exec_driver_sql("SELECT tbl, key FROM journal_erased")
    )
    wrong: Counter[int] = Counter()
    edits = (edit for r in odd for edit in connection.exec_driver_sql(_EDITS, (r,)))
    for place, cells in folded(edits, erased):
        table = by_number()[place.table]
        names = ", ".join(f'"{name}"' for name in ("id", *table.columns, "deleted"))
        row = connection.exec_driver_sql(
            f"SELECT {names} FROM {table.name} WHERE id = ?", (place.key,)
        ).first()
        wrong[place.table] += row is None or tuple(row) != as_row(table, place.key, cells)
    return wrong


_EDITED_ROWS = "SELECT r FROM journal_edit WHERE col >= 0"


def _born_otherwise(table: Kept) -> str:
    return (
        f"SELECT w.r FROM journal_row w JOIN {table.name} t ON t.id = w.key "
        f"LEFT JOIN journal_edit b ON b.r = w.r AND b.col = {BIRTH} "
        f"WHERE w.tbl = :tbl AND w.r NOT IN ({_EDITED_ROWS}) AND b.val IS NOT {packed(table, 't')}"
    )


_NEWEST = f"""FROM journal_edit f JOIN journal_change c ON c.n = f.n
  WHERE f.r = w.r AND f.col IN (:col, {BIRTH}) ORDER BY c.id DESC, f.col DESC LIMIT 1"""

_REVIVED = f"""EXISTS (SELECT 1 FROM journal_edit g JOIN journal_change d ON d.n = g.n
  WHERE g.r = w.r AND g.col > {DELETED} AND d.id > (SELECT c.id {_NEWEST}))"""


def _edited_otherwise(table: Kept, number: int) -> str:
    """Finds rows that were edited, whose column is not what its newest edit, or its birth, says."""
    value = f"(SELECT iif(f.col = {BIRTH}, packed_cell(f.val, {number}), f.val) {_NEWEST})"
    said = f"coalesce({value}, {table.empty(number)})"
    if number == DELETED:
        said = f"({said} = 1 AND NOT {_REVIVED})"
    return (
        f"SELECT w.r FROM journal_row w JOIN {table.name} t ON t.id = w.key "
        f"WHERE w.tbl = :tbl AND w.r IN ({_EDITED_ROWS}) "
        f'AND t."{table.column(number)}" IS NOT {said}'
    ).replace(":col", str(number))
