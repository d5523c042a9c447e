"""Whether every value of a file's history is one that MentorDesk writes: words we know, days that exist.

Tables are compared with the history elsewhere, so what holds of every edit holds of every row.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Column
from sqlalchemy.engine import Connection

from mentordesk.domain.entity import Day, Flag, Instant, Word
from mentordesk.storage import journal
from mentordesk.storage.catalogue import BIRTH, SCHEMA, Kept, by_number, kept
from mentordesk.storage.packing import Value, unpack

KEY = 16
KINDS = frozenset({journal.DO, journal.UNDO, journal.REDO, journal.IMPORT, journal.MERGE, journal.ERASE})
LONGEST_NAME = 400
"""Letters in the name of a person or a device that made a change."""

STATES = range(4)

Check = Callable[[Value | None], bool]


def strange_values(connection: Connection) -> Iterator[str]:
    """What no MentorDesk would have written, a few words each."""
    if connection.exec_driver_sql("SELECT count(*) FROM journal_control WHERE current IS NULL").scalar() != 1:
        yield "journal_control"
    yield from (name for name, sql in _KEYS if connection.exec_driver_sql(sql).scalar())
    yield from _strange_changes(connection)
    yield from _strange_edits(connection)


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


def _strange_changes(connection: Connection) -> Iterator[str]:
    for key, device, actor, kind, label, undoes, schema in connection.exec_driver_sql(_CHANGES):
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


_EDITS = "SELECT tbl, col, state, val FROM journal_edit JOIN journal_row USING(r)"


def _strange_edits(connection: Connection) -> Iterator[str]:
    tables = by_number()
    for number, column, state, value in connection.exec_driver_sql(_EDITS):
        table = tables[number]
        if not (state in STATES and _is_edit(table, column, state, value)):
            yield table.name


def _is_edit(table: Kept, column: int, state: int, value: Value | None) -> bool:
    checks = _checks(table.number)
    if column == BIRTH:
        return _is_birth(checks, state, value)
    return column in checks and (checks[column](value) or (state != 0 and value is None))


def _is_birth(checks: dict[int, Check], state: int, value: Value | None) -> bool:
    if not isinstance(value, bytes):
        return state != 0 and value is None
    values = unpack(value)
    known = all(number in checks and checks[number](one) for number, one in values.items())
    return known and (state != 0 or all(number in values or check(None) for number, check in checks.items()))


@lru_cache
def _checks(number: int) -> dict[int, Check]:
    """By column number, whether a value may stand there; None is what says nothing."""
    table = by_number()[number]
    return {place: _check_of(table.table.columns[name]) for name, place in table.numbers.items()}


def _check_of(column: Column[Any]) -> Check:
    kind, may_lack = _kind_of(column), column.nullable or _has_blank(column)
    return lambda value: may_lack if value is None else kind(value)


def _has_blank(column: Column[Any]) -> bool:
    """Whether '' or 0 is a value of the column, so that nothing said is something."""
    return not isinstance(column.type, Word | Day | Instant) and not column.foreign_keys


def _kind_of(column: Column[Any]) -> Callable[[Value], bool]:
    if column.foreign_keys:
        return lambda value: isinstance(value, bytes) and len(value) == KEY
    match column.type:
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
            wanted = column.type.python_type
            return lambda value: type(value) is wanted
