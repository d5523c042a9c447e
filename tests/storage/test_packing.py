"""What SQL packs, Python reads: any text, number and bytes, to the last bit."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentordesk.storage.packing import (
    Value,
    left_out,
    pack,
    packed_cell,
    packed_joined,
    packed_lacks,
    packed_sql,
    packed_without,
    unpack,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**63), 2**63 - 1)
KINDS = {1: "TEXT", 2: "INTEGER", 3: "BLOB", 40: "TEXT", 50: "INTEGER", 60: "BLOB"}
NULLABLE = frozenset({40, 50, 60})
EMPTIES: tuple[Value, ...] = ("", 0, b"")

ROWS = st.tuples(TEXTS, NUMBERS, st.binary(), st.none() | TEXTS, st.none() | NUMBERS, st.none() | st.binary())


def packed(row: tuple[Value | None, ...]) -> bytes:
    with sqlite3.connect(":memory:") as connection:
        sql = packed_sql({number: f"?{at}" for at, number in enumerate(KINDS, 1)}, KINDS, NULLABLE)
        (data,) = connection.execute(f"SELECT {sql}", row).fetchone()
    connection.close()
    assert isinstance(data, bytes)
    return data


@given(ROWS)
def test_a_packed_row_reads_back_the_same(row: tuple[Value | None, ...]) -> None:
    expected = {
        number: value
        for number, value in zip(KINDS, row, strict=True)
        if value is not None and (number in NULLABLE or value not in EMPTIES)
    }
    data = packed(row)
    assert unpack(data) == expected
    assert all(packed_cell(data, number) == expected.get(number) for number in KINDS)


@given(ROWS)
def test_python_packs_as_sql_does(row: tuple[Value | None, ...]) -> None:
    assert pack(unpack(packed(row))) == packed(row)


COLUMNS = st.frozensets(st.sampled_from(sorted(KINDS)))


@given(ROWS, COLUMNS)
def test_what_is_left_out_is_unknown_and_the_rest_is_as_it_was(
    row: tuple[Value | None, ...], gone: frozenset[int]
) -> None:
    whole = packed(row)
    data = packed_without(whole, gone)
    assert left_out(data) == gone
    assert unpack(data) == {number: value for number, value in unpack(whole).items() if number not in gone}
    assert {number for number in KINDS if packed_lacks(data, number)} == gone


@given(ROWS, COLUMNS, COLUMNS)
def test_two_that_lack_this_and_that_know_what_either_knows(
    row: tuple[Value | None, ...], one: frozenset[int], other: frozenset[int]
) -> None:
    whole = packed(row)
    both = packed_joined(packed_without(whole, one), packed_without(whole, other))
    assert both == packed_without(whole, one & other)
    assert packed_joined(both, whole) == whole


@given(st.binary(max_size=40))
def test_bytes_of_another_form_are_an_error_or_a_row(data: bytes) -> None:
    try:
        values = unpack(data)
    except ValueError:
        return
    assert all(
        isinstance(number, int) and isinstance(value, int | str | bytes) for number, value in values.items()
    )


@pytest.mark.parametrize(
    "data", [b"1", b"1X", b"1T3:ab", b"1T:", b"T1:a", b"1I5", b"1Ix;", b"1T-1:a", b"1T1:\xff", b"1R", b"1R1;"]
)
def test_a_broken_row_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack(data)
