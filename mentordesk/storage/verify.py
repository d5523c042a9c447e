"""Whether a programme file is what its journal says: the shape, each change's digest, each row's values.

SQLite's own check sees only whether the file hangs together; a flipped bit in a name passes it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from mentordesk.storage.catalogue import BIRTH, Kept, definitions, kept, packed
from mentordesk.storage.journal import digest

Part = tuple[str, str, str]


def differences(connection: Connection) -> list[str]:
    """Where tables, digests and journal do not agree; empty when they do."""
    return [*_wrong_digests(connection), *_missing_rows(connection), *_wrong_cells(connection)]


class Executes(Protocol):
    """A bare connection, as far as is needed here."""

    def execute(self, sql: str, /) -> Iterable[Any]: ...


_SCHEMA_PARTS = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"


def strange_parts(connection: Executes) -> list[str]:
    """Names of the tables, indexes and triggers that are not as in a new file, missing ones included."""
    found = frozenset(tuple(row) for row in connection.execute(_SCHEMA_PARTS))
    return sorted({name for _kind, name, _sql in found ^ _expected_parts()})


@lru_cache
def _expected_parts() -> frozenset[tuple[Any, ...]]:
    empty = sqlite3.connect(":memory:")
    try:
        for statement in definitions():
            empty.execute(statement)
        return frozenset(tuple(row) for row in empty.execute(_SCHEMA_PARTS))
    finally:
        empty.close()


def _wrong_digests(connection: Connection) -> Iterator[str]:
    rows = connection.exec_driver_sql(
        "SELECT n, digest FROM journal_change LEFT JOIN journal_digest USING(n)"
    )
    for n, noted in rows.all():
        if noted is None or digest(connection, n) != noted:
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


def _wrong_cells(connection: Connection) -> Iterator[str]:
    """Rows never edited must be their births; of the others every column must be its newest edit."""
    for table in kept():
        wrong = _count(connection, _born_otherwise(table), table)
        wrong += sum(
            _count(connection, _edited_otherwise(table, number), table) for number in table.numbers.values()
        )
        if wrong:
            yield f"{table.name} has {wrong} values that the journal does not have"


def _count(connection: Connection, sql: str, table: Kept) -> int:
    return int(connection.exec_driver_sql(sql, {"tbl": table.number}).scalar_one())


_EDITED_ROWS = "SELECT r FROM journal_edit WHERE col >= 0"


def _born_otherwise(table: Kept) -> str:
    return (
        f"SELECT count(*) FROM journal_row w JOIN {table.name} t ON t.id = w.key "
        f"LEFT JOIN journal_edit b ON b.r = w.r AND b.col = {BIRTH} "
        f"WHERE w.tbl = :tbl AND w.r NOT IN ({_EDITED_ROWS}) AND b.val IS NOT {packed(table, 't')}"
    )


def _edited_otherwise(table: Kept, number: int) -> str:
    """Counts rows that were edited, whose column is not what its newest edit, or its birth, says."""
    return (
        f"SELECT count(*) FROM journal_row w JOIN {table.name} t ON t.id = w.key "
        f"WHERE w.tbl = :tbl AND w.r IN ({_EDITED_ROWS}) "
        f'AND t."{table.column(number)}" IS NOT coalesce(('
        f"SELECT iif(f.col = {BIRTH}, packed_cell(f.val, {number}), f.val) "
        f"FROM journal_edit f JOIN journal_change c ON c.n = f.n "
        f"WHERE f.r = w.r AND f.col IN ({number}, {BIRTH}) "
        f"ORDER BY c.id DESC, f.col DESC LIMIT 1), {table.empty(number)})"
    )
