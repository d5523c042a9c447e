"""How the values of a row are written one after another: column number, a letter for the kind, the value.

`1T3:abc` text in UTF-8 · `2I12;` integer · `3B2:..` bytes. Empty values are left out, as most first values
are: an absent one is NULL, or '' or 0 where the column has no NULL. SQL writes it (`packed_sql`), Python
reads it. Text may hold any character, NUL included.
"""

Value = int | str | bytes


EMPTY = {"INTEGER": "0", "TEXT": "''", "BLOB": "x''"}
"""The SQL of an empty value of each kind of column that has no NULL."""


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
    values: dict[int, Value] = {}
    at = 0
    while at < len(data):
        number, kind, at = _head(data, at)
        end = data.index(b";" if kind == b"I" else b":", at)
        size = int(data[at:end])
        at = end + 1
        if kind == b"I":
            values[number] = size
            continue
        part = data[at : at + size]
        if len(part) != size:
            raise ValueError(_NOT_PACKED)
        values[number] = part.decode() if kind == b"T" else part
        at += size
    return values


_NOT_PACKED = "not a packed row"


def _head(data: bytes, at: int) -> tuple[int, bytes, int]:
    """Column number, kind, and where the rest begins."""
    start = at
    while data[at : at + 1].isdigit():
        at += 1
    kind = data[at : at + 1]
    if kind not in (b"I", b"T", b"B"):
        raise ValueError(_NOT_PACKED)
    return int(data[start:at]), kind, at + 1


def packed_cell(data: bytes, number: int) -> Value | None:
    """The value of one column; None where it was empty."""
    return unpack(data).get(number)
