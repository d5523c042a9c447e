"""Whether every value of a file's history is one that MentorDesk writes: words we know, days that exist.

Tables are compared with the history elsewhere: a row that nothing was done to is its birth, so its values are
looked at in the table, a column at a time. Of every other row each edit is looked at.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Column
from sqlalchemy.types import TypeEngine

from mentordesk.domain.entity import Day, Flag, Instant, Json, Word
from mentordesk.storage import journal
from mentordesk.storage.catalogue import BIRTH, DELETED, SCHEMA, Kept, by_number, kept
from mentordesk.storage.fold import ERASED, FULL, REDACTED
from mentordesk.storage.packing import Value, unpack
from mentordesk.storage.verify import FOLDED

KEY = 16
KINDS = frozenset({journal.DO, journal.UNDO, journal.REDO, journal.IMPORT, journal.MERGE, journal.ERASE})
LONGEST_NAME = 400
"""Letters in the name of a person or a device that made a change."""

STATES = frozenset({FULL, REDACTED, ERASED})

ROWS = 2000
"""Rows that are looked at together."""

Check = Callable[[Value], bool]


def strange_values(raw: sqlite3.Connection) -> Iterator[str]:
    """What no MentorDesk would have written into the history, a few words each."""
    if raw.execute("SELECT count(*) FROM journal_control WHERE current IS NULL").fetchone() != (1,):
        yield "journal_control"
    yield from (name for name, sql in _KEYS if raw.execute(sql).fetchone())
    yield from _strange_changes(raw)
    yield from _strange_edits(raw)


_TABLES = ", ".join(str(table.number) for table in kept())
_KEYS = (
    ("journal_row", f"SELECT 1 FROM journal_row WHERE tbl NOT IN ({_TABLES}) OR length(key) <> {KEY}"),
    ("journal_erased", f"SELECT 1 FROM journal_erased WHERE tbl NOT IN ({_TABLES}) OR length(key) <> {KEY}"),
    (
        "journal_conflict",
        f"SELECT 1 FROM journal_conflict WHERE tbl NOT IN ({_TABLES}) OR length(key) <> {KEY} "
        f"OR length(mine) <> {KEY} OR length(theirs) <> {KEY}",
    ),
)

_CHANGES = "SELECT id, device, actor, kind, label, undoes, schema FROM journal_change"


def _strange_changes(raw: sqlite3.Connection) -> Iterator[str]:
    for key, device, actor, kind, label, undoes, schema in raw.execute(_CHANGES):
        made = key[6] >> 4 == 7 and (undoes is None or len(undoes) == KEY) and 1 <= schema <= SCHEMA  # noqa: PLR2004 - UUID version 7
        named = max(len(device), len(actor)) <= LONGEST_NAME and kind in KINDS
        if not (made and named and is_label(label)):
            yield "journal_change"


def is_label(text: str) -> bool:
    """Whether a label's text is a key with plain values, as Label writes it."""
    try:
        key, values = json.loads(text)
        plain = [bytes.fromhex(v["key"]) if isinstance(v, dict) else v for v in values.values()]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return isinstance(key, str) and all(isinstance(value, str | int | bytes) for value in plain)


def strange_rows(raw: sqlite3.Connection) -> Iterator[str]:
    """The same of rows that are known to be their births; all text is read, so it is known to be text."""
    apart = raw.execute(f"SELECT tbl, key FROM journal_row WHERE r IN ({FOLDED})")
    folded = frozenset(tuple(row) for row in apart)
    for table in kept():
        names = ", ".join(f'"{name}"' for name in ("id", *table.columns))
        found = raw.execute(f"SELECT {names} FROM {table.name}")
        while rows := found.fetchmany(ROWS):
            whole = [row for row in rows if (table.number, row[0]) not in folded] if folded else rows
            if not _all_known(table, list(zip(*whole, strict=True))):
                yield table.name


def _all_known(table: Kept, columns: list[tuple[Any, ...]]) -> bool:
    """Whether each value of some columns, the key first, may stand there.

    SQLite has seen already that none is lacking or of another type, and that references lead somewhere.
    """
    kinds = _checks(table.number).kinds
    return not columns or all(all(map(kinds[place], set(columns[place]) - {None})) for place in _said(table))


def _said(table: Kept) -> list[int]:
    """The columns of which the type does not say enough."""
    columns = {place: table.table.columns[name] for name, place in table.numbers.items() if place > DELETED}
    told = Word | Day | Instant | Flag | Json
    return [place for place, column in columns.items() if isinstance(column.type, told)]


LONGEST_JSON, DEEPEST_JSON = 10_000_000, 8
"""Letters, with the pictures of a certificate; and objects or lists in one another."""


def is_object(text: str, parts: Iterable[tuple[str, type]] = ()) -> bool:
    """Whether a text is the JSON of an object that is not too deep, whose parts are of their types."""
    if len(text) > LONGEST_JSON:
        return False
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    typed = isinstance(found, dict) and all(isinstance(found.get(name, kind()), kind) for name, kind in parts)
    return typed and _depth(found) <= DEEPEST_JSON


def _depth(value: object) -> int:
    """How many objects and lists stand in one another."""
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        level = [part for one in level for part in (one.values() if isinstance(one, dict) else one)]
    return depth


_EDITS = f"SELECT tbl, col, state, val FROM journal_edit JOIN journal_row USING(r) WHERE r IN ({FOLDED})"


def _strange_edits(raw: sqlite3.Connection) -> Iterator[str]:
    tables = by_number()
    for number, column, state, value in raw.execute(_EDITS):
        if not (state in STATES and _is_edit(_checks(number), column, state, value)):
            yield tables[number].name


class _Checks(NamedTuple):
    """By column number what may stand there, and the columns that must say something."""

    kinds: dict[int, Check]
    needed: frozenset[int]


def _is_edit(checks: _Checks, column: int, state: int, value: Value | None) -> bool:
    if column == BIRTH:
        return _is_birth(checks, state, value)
    if value is None:
        return column in checks.kinds and (state != 0 or column not in checks.needed)
    return column in checks.kinds and checks.kinds[column](value)


def _is_birth(checks: _Checks, state: int, value: Value | None) -> bool:
    if not isinstance(value, bytes):
        return state != 0 and value is None
    values = unpack(value)
    known = all(number in checks.kinds and checks.kinds[number](one) for number, one in values.items())
    return known and (state != 0 or checks.needed <= values.keys())


@lru_cache
def _checks(number: int) -> _Checks:
    table = by_number()[number]
    columns = {place: table.table.columns[name] for name, place in table.numbers.items()}
    return _Checks(
        {place: _kind_of(column) for place, column in columns.items()},
        frozenset(place for place, column in columns.items() if not (column.nullable or _has_blank(column))),
    )


def _has_blank(column: Column[Any]) -> bool:
    """Whether '' or 0 is a value of the column, so that nothing said is something."""
    return not isinstance(column.type, Word | Day | Instant | Json) and not column.foreign_keys


def _kind_of(column: Column[Any]) -> Callable[[Value], bool]:
    if column.foreign_keys:
        return lambda value: isinstance(value, bytes) and len(value) == KEY
    if isinstance(column.type, Json):
        parts = column.type.parts
        return lambda value: isinstance(value, str) and is_object(value, parts)
    return _kind_of_word(column.type)


def _kind_of_word(its: TypeEngine[Any]) -> Callable[[Value], bool]:
    match its:
        case Word(words=words):
            known = frozenset(word.value for word in words)
            return lambda value: value in known
        case Flag():
            return lambda value: value in (0, 1)
        case Day():
            return lambda value: date.fromisoformat(str(value)).isoformat() == value
        case Instant():
            return lambda value: datetime.fromisoformat(str(value)).tzinfo is not None
        case _:
            wanted = its.python_type
            return lambda value: type(value) is wanted
