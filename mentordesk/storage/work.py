"""SQLAlchemy's session as MentorDesk uses it: sees living rows only, hands out keys, buries, revives."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, TypeVar

from sqlalchemy import Column, Engine, Row, Select, Table, event, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from mentordesk.domain.entity import Entity
from mentordesk.storage.clock import Clock

EntityT = TypeVar("EntityT", bound=Entity)


class Work(Session):
    """A session on one programme file: called `work` when changing, `view` when reading.

    Queries give living rows; `execution_options(include_deleted=True)` gives all.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        super().__init__(engine, expire_on_commit=False, autoflush=True)
        self._clock = clock
        self.beside: set[str] = set()
        """Tables that were written past the capture of edits: by a merge or an erasure."""

    def new_key(self) -> bytes:
        return self._clock.next()

    def new_keys(self, count: int) -> list[bytes]:
        """`count` keys in rising order."""
        return self._clock.many(count)

    def rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        """Rows of a query on tables, which leaves buried ones out itself.

        Past the mapped classes, which cost more than the rows do.
        """
        self.flush()
        return self.connection().execute(query).all()

    def bury(self, row: Entity) -> None:
        """Delete a row, as a tombstone."""
        row.deleted = True

    def put(self, row: EntityT) -> EntityT:
        """Write a row whose key says what it is: new, or over the one already there, revived."""
        known = self.get(type(row), row.id, execution_options={"include_deleted": True})
        if known is None:
            self.add(row)
            return row
        for attribute in inspect(type(row)).column_attrs:
            if attribute.key != "id":
                setattr(known, attribute.key, getattr(row, attribute.key))
        return known

    def insert_many(self, kind: type[Entity], rows: Sequence[Mapping[str, Any]]) -> int:
        """Write many new rows at once, by column name; columns left out get their defaults. Returns how many.

        Every mapping must have the same columns. Goes to the driver as tuples: SQLAlchemy's own bulk insert
        takes three times as long.
        """
        if rows:
            self.flush()
            columns = list(table_of(kind).columns)
            names = ", ".join(f'"{column.name}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            self.connection().exec_driver_sql(
                f"INSERT INTO {table_of(kind).name}({names}) VALUES({marks})", _tuples(columns, rows)
            )
        return len(rows)


def _tuples(columns: Sequence[Column[Any]], rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The rows as the driver wants them, made a column at a time."""
    return list(zip(*(_cells(column, rows) for column in columns), strict=True))


def _cells(column: Column[Any], rows: Sequence[Mapping[str, Any]]) -> Iterable[Any]:
    process = column.type.bind_processor(sqlite.dialect()) or _same
    if column.name not in rows[0]:
        default = column.default
        return repeat(
            process(default.arg if isinstance(default, ScalarElementColumnDefault) else None), len(rows)
        )
    return (process(row[column.name]) for row in rows)


def _same(value: Any) -> Any:
    return value


def table_of(kind: type[Entity]) -> Table:
    """The table that holds the records of a kind, for statements past the mapped classes."""
    table = kind.__table__
    assert isinstance(table, Table)  # noqa: S101 - every entity is mapped to a table of its own
    return table


@event.listens_for(Work, "do_orm_execute")
def _living_only(state: ORMExecuteState) -> None:
    wanted = state.is_select or state.is_update
    if wanted and not state.is_column_load and not state.execution_options.get("include_deleted"):
        state.statement = state.statement.options(
            with_loader_criteria(Entity, lambda kind: kind.deleted == False, include_aliases=True)  # noqa: E712
        )
