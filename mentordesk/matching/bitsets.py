"""Sets of people as bits of whole numbers: bit j of a set is number j."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from mentordesk.matching.market import Booleans, Integers

Bits = int
Packed = NDArray[np.uint8]
"""A table of truth, each row by numpy.packbits(axis=1, bitorder="little")."""


def bits(members: Bits) -> Iterator[int]:
    """The numbers in a set, ascending."""
    while members:
        lowest = members & -members
        yield lowest.bit_length() - 1
        members ^= lowest


def packed(truth: Booleans) -> Bits:
    """The set of the places where a one-dimensional table is true."""
    return int.from_bytes(np.packbits(truth, bitorder="little").tobytes(), "little")


def everybody(count: int) -> Bits:
    return (1 << count) - 1


def table_of_sets(members: Sequence[Bits], count: int) -> Packed:
    """Sets of numbers below count as a packed table, a row a set."""
    width = (count + 7) // 8
    content = b"".join(one.to_bytes(width, "little") for one in members)
    return np.frombuffer(content, np.uint8).reshape(len(members), width)


def sets(table: Packed) -> Iterator[Bits]:
    """The rows of a packed table as sets."""
    width, content = table.shape[1], table.tobytes()
    starts = range(0, len(content), max(width, 1))
    return (int.from_bytes(content[start : start + width], "little") for start in starts)


def spread(table: Packed, count: int) -> Booleans:
    """The table of truth that was packed, count wide."""
    return np.unpackbits(table, axis=1, count=count, bitorder="little").view(np.bool_)


def members(table: Packed) -> tuple[Integers, Integers]:
    """Row and number of all that is in the rows of a packed table, in reading order; only that is spread."""
    filled = np.flatnonzero(table)
    at, bit = np.nonzero(np.unpackbits(table.reshape(-1)[filled, None], axis=1, bitorder="little"))
    row, byte = np.divmod(filled[at], max(table.shape[1], 1))
    return row, 8 * byte + bit
