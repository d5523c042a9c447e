"""The law of a row: what it is, as a pure function of the set of its edits.

A cell is the newest value that is known: of the edits of its column and of the births that say something of
it. A row is dead when its newest tombstone says so and nobody wrote to it later, which only somebody who did
not know of the deletion can have done. An erased row is dead and empty for ever.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from mentordesk.storage.catalogue import BIRTH, DELETED, Kept, by_number
from mentordesk.storage.packing import Value, pack, unpack

FULL, REDACTED, ERASED = 0, 2, 3
"""The states of an edit: its value is here; left out of this copy; erased for ever. No file has a state 1."""

Cells = dict[int, Value | None]


class Edit(NamedTuple):
    """One edit of a row; `change` is the id of the change that made it."""

    change: bytes
    column: int
    state: int
    value: Value | None


class Place(NamedTuple):
    """A row: the number of its table, and its key."""

    table: int
    key: bytes


def fold(table: Kept, edits: Iterable[Edit], *, erased: bool = False) -> Cells:
    """Every column of a row, its tombstone included."""
    edits = list(edits)
    said = sorted(statements(edits))
    cells = dict(table.blank)
    if erased:
        return cells | {c: v for _id, _late, c, v in said if c in table.bound} | {DELETED: 1}
    cells |= {column: value for _id, _late, column, value in said}
    cells[DELETED] = int(bool(cells[DELETED]) and not _revived(said, edits))
    return cells


def statements(edits: Iterable[Edit]) -> Iterator[tuple[bytes, bool, int, Value | None]]:
    """What edits say, one cell at a time: change, whether it was an edit and no birth, column, value."""
    for edit in edits:
        if edit.column == BIRTH:
            yield from ((edit.change, False, column, value) for column, value in born(edit.value).items())
        elif edit.state == FULL or edit.value is not None:
            yield edit.change, True, edit.column, edit.value


def born(packed: Value | None) -> dict[int, Value]:
    """The first values of a row; that it lives is one of them."""
    return {DELETED: 0} | unpack(packed) if isinstance(packed, bytes) else {DELETED: 0}


def _revived(said: list[tuple[bytes, bool, int, Value | None]], edits: list[Edit]) -> bool:
    """Whether there is an edit later than the newest tombstone; one left out of this copy counts as well."""
    stone = max(change for change, _late, column, _value in said if column == DELETED)
    return any(edit.column > DELETED and edit.change > stone for edit in edits)


def scrubbed(table: Kept, column: int, value: Value | None) -> Value | None:
    """What is left of the value of an erased edit: references that the row cannot be without."""
    if column == BIRTH:
        return pack({c: v for c, v in born(value).items() if c in table.bound})
    return value if column in table.bound else None


def folded(
    rows: Iterable[tuple[Any, ...]], erased: frozenset[Place] = frozenset()
) -> Iterator[tuple[Place, Cells]]:
    """Rows from (table, key, change, column, state, value), which come in the order of table and key."""
    for where, edits in groupby(rows, key=itemgetter(0, 1)):
        place = Place(*where)
        yield (
            place,
            fold(by_number()[place.table], (Edit(*row[2:]) for row in edits), erased=place in erased),
        )


def as_row(table: Kept, key: bytes, cells: Mapping[int, Value | None]) -> tuple[Value | None, ...]:
    """A row as `row_sql` takes it: the key, the columns in the journal's order, the tombstone."""
    return (key, *(cells[number] for number in range(1, len(table.columns) + 1)), cells[DELETED])


def row_sql(table: Kept) -> str:
    """The statement that writes a whole row, over the one that is there."""
    names = ["id", *table.columns, "deleted"]
    columns = ", ".join(f'"{name}"' for name in names)
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names[1:])
    return (
        f"INSERT INTO {table.name}({columns}) VALUES({', '.join('?' * len(names))}) "
        f"ON CONFLICT(id) DO UPDATE SET {changes}"
    )
