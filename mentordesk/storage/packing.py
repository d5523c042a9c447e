"""How several values are written one after another: a letter for the kind, a length, the bytes.

N null · I12; integer · T3:abc text in UTF-8 · B2:.. bytes. SQL writes it (catalogue.py), Python reads it, and
digests are taken over it. Text may hold any character, NUL included.
"""

Value = int | str | bytes | None


def pack(value: Value) -> bytes:
    if value is None:
        return b"N"
    if isinstance(value, int):
        return b"I%d;" % value
    kind, data = (b"T", value.encode()) if isinstance(value, str) else (b"B", value)
    return b"%s%d:%s" % (kind, len(data), data)


def unpack(data: bytes) -> list[Value]:
    """The values of a packed row, in order; ValueError where the bytes are not of this form."""
    values: list[Value] = []
    at = 0
    while at < len(data):
        value, at = _next(data, at)
        values.append(value)
    return values


def _next(data: bytes, at: int) -> tuple[Value, int]:
    kind = data[at : at + 1]
    if kind == b"N":
        return None, at + 1
    if kind == b"I":
        end = data.index(b";", at)
        return int(data[at + 1 : end]), end + 1
    colon = data.index(b":", at)
    end = colon + 1 + int(data[at + 1 : colon])
    if kind not in (b"T", b"B") or end > len(data):
        message = "not a packed row"
        raise ValueError(message)
    part = data[colon + 1 : end]
    return (part.decode() if kind == b"T" else part), end


def packed_cell(data: bytes, place: int) -> Value:
    """The value at `place`; None beyond the end, where a later column has no first value."""
    values = unpack(data)
    return values[place] if place < len(values) else None
