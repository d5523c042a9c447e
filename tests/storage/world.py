"""Any row of any kind, from the mapped classes themselves, and a whole file as one value to compare."""

import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Column, LargeBinary, Table

from mentordesk.domain.entity import Day, Entity, Flag, Instant, Json, Word
from mentordesk.storage.database import Database
from mentordesk.storage.raw import raw_of
from tests.storage.copies import State, rows_of

KINDS: tuple[type[Entity], ...] = tuple(
    sorted((mapper.class_ for mapper in Entity.registry.mappers), key=lambda kind: str(kind.__tablename__))
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
OBJECTS = st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=2).map(json.dumps)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
INSTANTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)).map(  # noqa: DTZ001 - the zone comes with `timezones`
    lambda at: at.replace(microsecond=0)
)


def table_of(kind: type[Entity]) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table


def state(database: Database) -> State:
    """Every living row of every table, as the file has it."""
    with database.read() as view:
        return rows_of(raw_of(view.connection()))


def everything(database: Database) -> dict[str, State]:
    """Every row of every table, the dead and the journal included."""
    with database.read() as view:
        raw = raw_of(view.connection())
        names = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: frozenset(raw.execute(f"SELECT * FROM {name}")) for (name,) in names}


def cell(column: Column[Any], keys: dict[str, list[bytes]]) -> st.SearchStrategy[Any]:
    """Any value of a column; references go to `keys`, the rows there are of each table."""
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column.table.name
        values: st.SearchStrategy[Any] = st.sampled_from(keys[target]) if keys[target] else st.nothing()
    else:
        values = OBJECTS if isinstance(column.type, Json) else _plain(column)
    return st.none() | values if column.nullable else values


def _plain(column: Column[Any]) -> st.SearchStrategy[Any]:
    match column.type:
        case Word() as word:
            return st.sampled_from(list(word.words))
        case Flag():
            return st.booleans()
        case Day():
            return st.dates(date(1, 1, 1))
        case Instant():
            return INSTANTS
        case LargeBinary():
            return st.binary(max_size=24)
        case _:
            return NUMBERS if column.type.python_type is int else TEXTS


def cells(kind: type[Entity], keys: dict[str, list[bytes]]) -> st.SearchStrategy[dict[str, Any]]:
    """Any values of a new row; those with a default may be left out."""
    referring = [column for column in table_of(kind).columns if column.foreign_keys]
    return st.tuples(_words(kind), _values(referring, keys)).map(lambda both: both[0] | both[1])


@cache
def _words(kind: type[Entity]) -> st.SearchStrategy[dict[str, Any]]:
    """Any values of the columns that refer to nothing; made once, which takes as long as to draw from it."""
    own = [c for c in table_of(kind).columns if not c.foreign_keys and c.name not in {"id", "deleted"}]
    return _values(own, {})


def _values(columns: list[Column[Any]], keys: dict[str, list[bytes]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {c.name: cell(c, keys) for c in columns if _needed(c)},
        optional={c.name: cell(c, keys) for c in columns if not _needed(c)},
    )


def _needed(column: Column[Any]) -> bool:
    return column.default is None and not column.nullable


def possible(kind: type[Entity], keys: dict[str, list[bytes]]) -> bool:
    """Whether every row that a new one must refer to can be there."""
    return all(
        keys[next(iter(column.foreign_keys)).column.table.name] or column.nullable
        for column in table_of(kind).columns
        if column.foreign_keys
    )


def editable(kind: type[Entity]) -> list[Column[Any]]:
    """The columns that may change: not the key, the tombstone, or the owner."""
    return [
        column
        for column in table_of(kind).columns
        if column.name not in {"id", "deleted"} and not column.info.get("owner")
    ]
