"""A coordinator's copy of a programme, as schedules work on it: rows of any class, values of few."""

import random
import sqlite3
from dataclasses import dataclass
from functools import cache
from typing import Any

from mentordesk.domain.entity import derived_key
from mentordesk.storage.catalogue import Kept, by_name, kept, referred, storage_type
from mentordesk.storage.clock import Clock
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label

LABEL = Label.of("test")

State = frozenset[tuple[Any, ...]]
"""Rows of every table: its number, key, columns, tombstone, and NULLs up to the width of the widest."""


@dataclass
class Copy:
    """A file that somebody works on; `clock` is theirs, and may be wrong."""

    database: Database
    clock: Clock

    @property
    def raw(self) -> Any:
        """A bare connection to the file."""
        return self.database._anchor

    @property
    def image(self) -> bytes:
        """All bytes of the file."""
        return self.database.path.read_bytes()

    def state(self) -> State:
        """Every living row of every table."""
        return rows_of(self.raw)


def rows_of(raw: sqlite3.Connection, *, dead_too: bool = False) -> State:
    """The rows of every table, by one statement: one for each takes three times as long."""
    return frozenset(raw.execute(_every_row(dead_too=dead_too)))


@cache
def _every_row(*, dead_too: bool) -> str:
    which = f"WHERE deleted <= {int(dead_too)}"
    return " UNION ALL ".join(
        f"SELECT {table.number}, * {', NULL' * short_by(table)} FROM {table.name} {which}" for table in kept()
    )


@cache
def short_by(table: Kept) -> int:
    """How many columns the widest table has more."""
    return max(len(one.columns) for one in kept()) - len(table.columns)


def keys(raw: sqlite3.Connection, table: Kept, *, dead: bool = False) -> list[bytes]:
    """The living rows of a table, or the dead that were not erased."""
    sql = f"SELECT id FROM {table.name} WHERE deleted = ? AND id NOT IN "
    sql += "(SELECT key FROM journal_erased WHERE tbl = ?) ORDER BY id"
    return [key for (key,) in raw.execute(sql, (int(dead), table.number))]


def secret(table: Kept, key: bytes) -> str:
    """Words that only this row holds: by them it would be known after it was erased."""
    return derived_key("secret", table.name, key).hex()


class Hand:
    """Does things at random to a copy, in an open change."""

    def __init__(self, chance: random.Random, clock: Clock, raw: sqlite3.Connection) -> None:
        self.chance = chance
        self.clock = clock
        self.raw = raw

    def value(self, table: Kept, number: int, key: bytes) -> Any:
        """A value of a column, of few, so that two sides may write the same."""
        column = table.table.columns[table.column(number)]
        if column.nullable and self.chance.random() < 0.3:
            return None
        if column.foreign_keys:
            rows = keys(self.raw, by_name()[referred(column)])
            return self.chance.choice(rows) if rows else None
        match storage_type(column):
            case "TEXT":
                return self.chance.choice(("", *(f"{secret(table, key)}{n}" for n in range(3))))
            case "INTEGER":
                return self.chance.randrange(3)
            case _:
                return bytes(self.chance.randrange(3))

    def insert(self, table: Kept) -> None:
        """A new row; of keys that say what a row is there are few, so that two sides make the same one."""
        owners = keys(self.raw, table.parent) if table.parent else [b""]
        if not owners:
            return
        owner = self.chance.choice(owners)
        said = derived_key(table.name, owner, str(self.chance.randrange(2)))
        key = said if self.chance.random() < 0.5 else self.clock.next()
        values = {name: self.value(table, table.numbers[name], key) for name in table.columns}
        if table.owner:
            values[table.owner] = owner
        if all(self._may(table, name, one) for name, one in values.items()) and not self._there(table, key):
            names = ", ".join(f'"{name}"' for name in ("id", *values, "deleted"))
            marks = ", ".join("?" * (len(values) + 2))
            self.raw.execute(f"INSERT INTO {table.name}({names}) VALUES({marks})", (key, *values.values(), 0))

    def _may(self, table: Kept, column: str, one: Any) -> bool:
        return one is not None or bool(table.table.columns[column].nullable)

    def _there(self, table: Kept, key: bytes) -> bool:
        found = self.raw.execute(f"SELECT 1 FROM {table.name} WHERE id = ?", (key,))
        return found.fetchone() is not None

    def edit(self, table: Kept) -> None:
        columns = [name for name in table.columns if name != table.owner]
        rows = keys(self.raw, table)
        if rows and columns:
            key, column = self.chance.choice(rows[:3]), self.chance.choice(columns[:2])
            new = self.value(table, table.numbers[column], key)
            if self._may(table, column, new):
                self.raw.execute(f'UPDATE {table.name} SET "{column}" = ? WHERE id = ?', (new, key))

    def bury(self, table: Kept) -> None:
        self._stand(table, dead=False)

    def revive(self, table: Kept) -> None:
        self._stand(table, dead=True)

    def _stand(self, table: Kept, *, dead: bool) -> None:
        if rows := keys(self.raw, table, dead=dead):
            self.raw.execute(
                f"UPDATE {table.name} SET deleted = ? WHERE id = ?", (int(not dead), self.chance.choice(rows))
            )
