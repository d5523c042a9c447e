"""How the values of a row are written one after another: column number, a letter for the kind, the value.

`1T3:abc` text in UTF-8 · `2I12;` integer · `3B2:..` bytes. Empty values are left out, as most first values
are: an absent one is NULL, or '' or 0 where the column has no NULL. SQL writes it (`packed_sql`), Python
reads it. Text may hold any character, NUL included. `4R;` stands for a value that a redacted copy was given
without: unknown there, neither empty nor not.
"""

import re
from collections.abc import Iterator

Value = int | str | bytes


EMPTY = {"INTEGER": "0", "TEXT": "''", "BLOB": "x''"}
"""The SQL of an empty value of each kind of column that has no NULL."""

BLANK: dict[str, Value] = {"INTEGER": 0, "TEXT": "", "BLOB": b""}
"""The same as values."""


def packed_sql(values: dict[int, str], kinds: dict[int, str], nullable: frozenset[int]) -> str:
    """The SQL expression that packs `values`, by column number; `kinds` are TEXT, INTEGER or BLOB."""
    parts = (_one(number, sql, kinds[number], number in nullable) for number, sql in values.items())
    return f"CAST({' || '.join(parts)} AS BLOB)"


def _one(number: int, sql: str, kind: str, nullable: bool) -> str:
    packed = {
        "INTEGER": f"'{number}I' || {sql} || ';'",
        "TEXT": f"'{number}T' || length(CAST({sql} AS BLOB)) || ':' || {sql}",
        "BLOB": f"'{number}B' || length({sql}) || ':' || {sql}",
    }[kind]
    return f"iif({sql} {'IS NULL' if nullable else '= ' + EMPTY[kind]}, '', {packed})"


def unpack(data: bytes) -> dict[int, Value]:
    """The values of a packed row by column number; ValueError where the bytes are not of this form."""
    return {number: value for number, value in _parts(data) if value is not None}


def left_out(data: bytes) -> frozenset[int]:
    """The columns of a packed row that this copy was given without."""
    return frozenset(number for number, value in _parts(data) if value is None)


def packed_without(data: bytes, numbers: frozenset[int]) -> bytes:
    """The packed row again without some columns; each stands as left out, whether it was empty or not."""
    gone = numbers | left_out(data)
    kept = {number: value for number, value in unpack(data).items() if number not in gone}
    return pack(kept, gone)


def packed_stripped(data: bytes, columns: str) -> bytes:
    """The same for SQL, the columns with commas between."""
    return packed_without(data, frozenset(map(int, columns.split(","))))


def packed_joined(one: bytes | None, other: bytes | None) -> bytes | None:
    """What two copies of one birth know between them; None where either knows nothing."""
    if one is None or other is None:
        return None
    return pack(unpack(one) | unpack(other), left_out(one) & left_out(other))


def pack(values: dict[int, Value], gone: frozenset[int] = frozenset()) -> bytes:
    """The packed form, columns in rising order, as SQL writes it; `gone` are left out."""
    parts: dict[int, bytes] = {number: b"%dR;" % number for number in gone}
    parts |= {number: _packed(number, value) for number, value in values.items()}
    return b"".join(parts[number] for number in sorted(parts))


def _packed(number: int, value: Value) -> bytes:
    if isinstance(value, int):
        return b"%dI%d;" % (number, value)
    kind, data = (b"T", value.encode()) if isinstance(value, str) else (b"B", bytes(value))
    return b"%d%b%d:%b" % (number, kind, len(data), data)


_PART = re.compile(rb"(\d+)(?:I(-?\d+);|([TB])(\d+):|R;)").match


def _parts(data: bytes) -> Iterator[tuple[int, Value | None]]:
    """Column number and value, one after another; None for what was left out."""
    at = 0
    while at < len(data):
        part = _PART(data, at)
        if part is None:
            raise ValueError(_NOT_PACKED)
        number, whole, kind, size = part.groups()
        at = part.end()
        if kind is None:
            yield int(number), None if whole is None else int(whole)
            continue
        value = data[at : at + int(size)]
        if len(value) != int(size):
            raise ValueError(_NOT_PACKED)
        yield int(number), value.decode() if kind == b"T" else value
        at += int(size)


_NOT_PACKED = "not a packed row"


def packed_cell(data: bytes, number: int) -> Value | None:
    """The value of one column; None where it was empty."""
    return unpack(data).get(number)


def packed_lacks(data: bytes, number: int) -> bool:
    """Whether this copy was given without the value of one column."""
    return number in left_out(data)
