"""Every row that is about one person, found over the whole mapped schema, so that no class is forgotten."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from mentordesk.operations.bulk import chunks
from mentordesk.storage.catalogue import Kept, by_name, kept, referred
from mentordesk.storage.packing import Value
from mentordesk.storage.work import Work

ALSO_BELONGS = (("participant", "pairing", "mentor_id"),)
"""A pairing belongs to its mentee, and is its mentor's as well."""


@dataclass(frozen=True)
class Held:
    """A row, its columns as the file has them, and the rows that belong to it."""

    table: Kept
    key: bytes
    cells: dict[str, Value | None]
    parts: tuple["Held", ...]

    def everything(self) -> Iterator["Held"]:
        """The row and all below it."""
        yield self
        for part in self.parts:
            yield from part.everything()


@dataclass(frozen=True)
class Mention:
    """A row of somebody or something else that refers to a person in `column`."""

    table: Kept
    key: bytes
    column: str
    cells: dict[str, Value | None]


def belongings(view: Work, person: bytes) -> Held:
    """A person and all that belongs to them, however far down; LookupError where there is nobody."""
    return next(_held(view, by_name()["person"], "id", person))


def _held(view: Work, table: Kept, column: str, key: bytes) -> Iterator[Held]:
    """The living rows of a table with a key in a column, each with what belongs to it."""
    for own, cells in _rows(view, table, column, [key]):
        parts = (
            part
            for child, by in _children(table)
            for part in _held(view, child, by, own)
            if by == child.owner or part.cells[child.owner or by] != own
        )
        yield Held(table, own, cells, tuple(parts))


def _children(table: Kept) -> Iterator[tuple[Kept, str]]:
    """Tables whose rows belong to those of `table`, with the column that says to which."""
    for child in kept():
        if child.owner and child.parent is table:
            yield child, child.owner
        for parent, name, column in ALSO_BELONGS:
            if (parent, name) == (table.name, child.name):
                yield child, column


def mentions(view: Work, held: Held) -> list[Mention]:
    """Rows that refer to a person, or to what is theirs, and belong to others."""
    own: dict[str, set[bytes]] = {}
    for row in held.everything():
        own.setdefault(row.table.name, set()).add(row.key)
    return [
        Mention(table, key, column.name, cells)
        for table in kept()
        for column in table.table.columns
        if column.foreign_keys and referred(column) in own
        for key, cells in _rows(view, table, column.name, own[referred(column)])
        if key not in own.get(table.name, ())
    ]


def _rows(
    view: Work, table: Kept, column: str, keys: Collection[bytes]
) -> Iterator[tuple[bytes, dict[str, Value | None]]]:
    """Living rows that have one of these keys in a column, oldest first."""
    connection = view.connection()
    names = ", ".join(f'"{name}"' for name in table.columns)
    for part in chunks(sorted(keys)):
        marks = ", ".join("?" * len(part))
        wanted = f'WHERE "{column}" IN ({marks}) AND deleted = 0 ORDER BY id'
        found = connection.exec_driver_sql(f"SELECT id, {names} FROM {table.name} {wanted}", tuple(part))
        for row in found.all():
            values: tuple[Any, ...] = tuple(row)
            yield values[0], dict(zip(table.columns, values[1:], strict=True))
