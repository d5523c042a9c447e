"""Whatever is written is read back equal."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentordesk.interchange.guard import guarded, unguarded
from mentordesk.interchange.refusals import CellTooLong
from mentordesk.interchange.sheets import read_table
from mentordesk.interchange.write import write_csv, write_xlsx

DANGEROUS = ("=", "'", "+", "-", "@", "\t", "\r", '"', "\n", ",", ";", "a", "ש", "م", "\u200f")
TEXT = st.one_of(
    st.text(), st.text(alphabet=st.sampled_from(DANGEROUS)), st.sampled_from(["sep=;", "=1+1", "'=1"])
)
# The workbook writer escapes only the first of two overlapping escapes.
OVERLAPPING = re.compile(r"_x[0-9A-Fa-f]{4}_x")
KEPT = TEXT.filter(lambda text: not set(text) & set("\0\ufffe\uffff"))
TABLE = st.lists(st.tuples(KEPT, KEPT, KEPT), max_size=6)
HEADINGS = ("name", "email", "notes")

NAUGHTY = (
    "undefined",
    "\\",
    "''",
    "'''=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org")',
    "http://example.org",
    "mailto:a@example.org",
    "0012",
    "1e5",
    "1/2",
    "TRUE",
    "﷽",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\u202etest\u202c",
    "\ufeffmark",
    "<script>&amp;</script>",
    "{placeholder} %s %(x)s",
    "_x000D_",
    "\x01\x1f\x7f\x85\u2028\u2029",
    "line\r\nbreak\rand\nanother",
    "  spaces  ",
    "安藤 一郎",
    "الْعَرَبِيَّة",
)


def filled(table: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [cells for cells in table if any(cell.strip() for cell in cells)]


@settings(deadline=None)
@given(TABLE, st.sampled_from([",", ";", "\t", "|"]))
def test_csv_comes_back_equal(table: list[tuple[str, ...]], delimiter: str) -> None:
    sheet = read_table("a.csv", write_csv(HEADINGS, table, delimiter), delimiter=delimiter).sheets[0]
    assert sheet.headings == HEADINGS
    assert [row.cells for row in sheet.rows] == filled(table)
    assert sheet.problems == ()


@settings(max_examples=40, deadline=None)
@given(TABLE)
def test_a_workbook_comes_back_equal(table: list[tuple[str, ...]]) -> None:
    table = [cells for cells in table if not any(OVERLAPPING.search(cell) for cell in cells)]
    sheet = read_table("a.xlsx", write_xlsx(HEADINGS, table)).sheets[0]
    assert sheet.headings == HEADINGS
    assert [row.cells for row in sheet.rows] == filled(table)


@given(KEPT)
def test_the_guard_comes_off_and_no_text_can_run(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_naughty_strings_in_both_formats_with_the_delimiter_guessed() -> None:
    table = [(text, "a@example.org", text) for text in NAUGHTY]
    for name, data in (
        ("a.csv", write_csv(HEADINGS, table)),
        ("a.xlsx", write_xlsx(HEADINGS, table, rtl=True)),
    ):
        assert [row.cells for row in read_table(name, data).sheets[0].rows] == table


def test_what_no_file_can_hold_is_marked() -> None:
    table = [("a\0b", "\ud800", "\uffff")]
    for name, data in (("a.csv", write_csv(HEADINGS, table)), ("a.xlsx", write_xlsx(HEADINGS, table))):
        assert read_table(name, data).sheets[0].rows[0].cells == ("a\ufffdb", "\ufffd", "\ufffd")


def test_a_text_too_long_for_a_workbook_is_refused_and_fits_csv() -> None:
    long = "x" * 200_000
    with pytest.raises(CellTooLong, match="Save as CSV"):
        write_xlsx(HEADINGS, [(long, "", "")])
    assert read_table("a.csv", write_csv(HEADINGS, [(long, "", "")])).sheets[0].rows[0].cells[0] == long


@pytest.mark.parametrize("sheet", ["a/b:c*d?[e]\\", "'quoted'", "x" * 40, ""])
def test_any_text_can_name_a_sheet(sheet: str) -> None:
    name = read_table("a.xlsx", write_xlsx(HEADINGS, [("a", "b", "c")], sheet=sheet)).sheets[0].name
    assert 0 < len(name) <= 31
