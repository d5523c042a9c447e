"""The ground of every record: its key, its tombstone, and the few kinds of value a cell may hold.

Columns are TEXT, INTEGER or BLOB only (SQLite STRICT tables), never REAL, so that a value written to the
journal and read back is the same value to the last bit. Reading costs one call a cell, since lists read a
hundred thousand of them.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar, cast, dataclass_transform

from sqlalchemy import ForeignKey, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.processors import int_to_boolean, str_to_date, str_to_datetime
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.orm.properties import MappedColumn
from sqlalchemy.types import TypeDecorator, TypeEngine

Reading = Callable[[Any], Any]


class Day(TypeDecorator[date]):
    """A calendar day, kept as YYYY-MM-DD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def result_processor(self, _dialect: Dialect, _column: object) -> Reading:
        return cast("Reading", str_to_date)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, kept as YYYY-MM-DDTHH:MM:SSZ; naive values are refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs its zone"
            raise ValueError(message)
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def result_processor(self, _dialect: Dialect, _column: object) -> Reading:
        return cast("Reading", str_to_datetime)


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, _dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def result_processor(self, _dialect: Dialect, _column: object) -> Reading:
        return cast("Reading", int_to_boolean)


class Word(TypeDecorator[StrEnum]):
    """One of a fixed set of words, kept as the word itself."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def result_processor(self, _dialect: Dialect, _column: object) -> Reading:
        return _Members(self.words).__getitem__


class _Members(dict[Any, StrEnum | None]):
    """Word to member; ValueError for a word that is none."""

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__({None: None} | {word.value: word for word in words})
        self._words = words

    def __missing__(self, word: Any) -> StrEnum:
        return self._words(word)


class Json(TypeDecorator[str]):
    """A JSON object as text, for what no table has columns for; `parts` are names in it and their types."""

    impl = Text
    cache_ok = True

    def __init__(self, *parts: tuple[str, type]) -> None:
        super().__init__()
        self.parts = parts

    @property
    def python_type(self) -> type[str]:
        return str


def given(default: Any, kind: TypeEngine[Any] | None = None) -> MappedColumn[Any]:
    """A column with the same default for one object and for rows written in bulk."""
    return mapped_column(*(() if kind is None else (kind,)), default=default)


def refers(target: str, *, owner: bool = False, index: bool = True) -> MappedColumn[Any]:
    """A required reference to `table`; an owner never changes, and its erasure takes this row along."""
    return mapped_column(_foreign(target), index=index, info={"owner": owner})


def spelled() -> MappedColumn[Any]:
    """The name that a derived key is made of: of two spellings the newest holds, with nothing to decide."""
    return mapped_column(info={"spelled": True})


def may_refer(target: str) -> MappedColumn[Any]:
    """A reference to `table` that may be empty."""
    return mapped_column(_foreign(target), default=None)


def _foreign(target: str) -> ForeignKey:
    return ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")


STRICT: Any = {"sqlite_strict": True, "sqlite_with_rowid": False}


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, refers, spelled))
class Entity(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """One record: a 16-byte key and a tombstone; rows are never removed."""

    __abstract__ = True
    __table_args__ = STRICT
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        bytes: LargeBinary,
        str: Text,
        int: Integer,
        bool: Flag,
        date: Day,
        datetime: Instant,
    }

    id: Mapped[bytes] = mapped_column(primary_key=True, sort_order=-1)
    deleted: Mapped[bool] = mapped_column(default=False, sort_order=999)


def derived_key(*parts: bytes | str) -> bytes:
    """The key of a row that is what it says: equal parts give equal keys on every copy.

    Sixteen bytes of SHA-256 over the parts with their lengths, marked as UUID version 8 (RFC 9562).
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(4, "big") + data)
    key = bytearray(digest.digest()[:16])
    key[6] = 0x80 | key[6] & 0x0F
    key[8] = 0x80 | key[8] & 0x3F
    return bytes(key)


def normalised(name: str) -> str:
    """The form under which two spellings of a skill or tag are the same: NFKC, casefolded, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()
