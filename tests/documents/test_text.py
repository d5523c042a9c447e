import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentordesk.documents.shaping import Span
from mentordesk.documents.text import TextBlock, TextStyle, typed, unwritable

from .reading import STYLE, block, pages, poppler, sheet_of

NAMES = (
    *(
        "Łódź",
        "Nguyễn Thị Ánh",
        "Ελένη",
        "Ольга",
        "佐藤 美咲",
        "김민수",
        "ภาษาไทย",
        "শর্মিলা",
        "O'Brien & Söhne",
    ),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_copies_out_as_it_was_typed(name: str, tmp_path: Path) -> None:
    data, sheet = sheet_of(block(name))
    assert poppler(data, tmp_path).strip() == name
    assert not sheet.unwritten
    if "BENGALI" not in unicodedata.name(name[0]):  # pypdf reads codes, not the text that a run says
        assert pages(data)[0].split() == name.split()


@pytest.mark.parametrize(
    ("name", "language"), [("سميرة النجار", "ar"), ("שלום עולם", "he"), ("فاطمة پورحسینی", "fa")]
)
def test_right_to_left_names_copy_out_in_reading_order(name: str, language: str, tmp_path: Path) -> None:
    data, _ = sheet_of(block(name, language, rtl=True))
    assert poppler(data, tmp_path).strip() == name
    assert pages(data)[0].split() == name.split()


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "<img src=/etc/passwd>", "a & b &amp; c", "<para>", "</font>"]
)
def test_markup_is_printed_as_typed(text: str, tmp_path: Path) -> None:
    data, _ = sheet_of(block(text))
    assert poppler(data, tmp_path).strip() == text


def test_a_character_without_a_face_is_a_box_and_is_reported(tmp_path: Path) -> None:
    _, sheet = sheet_of(block("before \U0001f600 and \x00 after"))
    assert sheet.unwritten == {"\U0001f600": 1, "\x00": 1}
    assert unwritable("a\U0001f600b\U0001f600") == ("\U0001f600",)
    assert unwritable("Ольга سميرة 王小明") == ()


def test_a_file_names_only_embedded_faces() -> None:
    data, sheet = sheet_of(block("Ольга"))
    assert b"Helvetica" not in data
    assert set(sheet.embedded) == {"MDSans-Regular"}


@given(st.text(max_size=60), st.booleans(), st.floats(min_value=5, max_value=300))
@settings(max_examples=150, deadline=None)
def test_no_character_is_lost(text: str, rtl: bool, measure: float) -> None:
    one = TextBlock(text, STYLE, language="ar" if rtl else "en", rtl=rtl)
    whole = typed(text)
    covered = [at for run in one.paragraph.runs for at in range(run.start, run.end)]
    assert covered == list(range(len(whole)))
    shown: set[int] = set()
    for line in one.set_in(measure):
        assert not shown & set(range(line.start, line.end))
        shown |= set(range(line.start, line.end))
        drawn = one.paragraph.on_line(line)
        assert sum(run.end - run.start for run in drawn) == line.end - line.start
        assert all(run.shape.numbers for run in drawn)
    assert all(whole[at].isspace() for at in set(range(len(whole))) - shown)


@given(st.text(alphabet="abc déñ-,.", min_size=1, max_size=200), st.floats(min_value=30, max_value=200))
@settings(max_examples=100, deadline=None)
def test_lines_keep_to_the_measure(text: str, measure: float) -> None:
    assert all(line.width <= measure + 0.1 for line in block(text).set_in(measure))


def test_balanced_lines_are_nearly_equal_and_no_more() -> None:
    words = "for completing the mentoring programme of the cooperative with ten sessions held"
    plain = block(words).set_in(300)
    even = TextBlock(words, TextStyle(size=12, leading=18, balanced=True), language="en", rtl=False).set_in(
        300
    )
    assert len(even) == len(plain)
    assert min(line.width for line in even) > 0.75 * max(line.width for line in even)


def test_a_block_splits_with_two_lines_on_each_side() -> None:
    one = block("word " * 120)
    lines = len(one.set_in(200))
    first, second = one.split(200, 5 * 18 + 3)
    assert [len(part.set_in(200)) for part in (first, second) if isinstance(part, TextBlock)] == [
        5,
        lines - 5,
    ]
    assert one.split(200, 20) == []


def test_no_line_begins_with_a_spaced_dash() -> None:
    one = block("aaaa bbbb – cccc dddd")
    for measure in range(40, 160, 5):
        assert not any(one.text[line.start] == "–" for line in one.set_in(measure))


def test_spans_keep_their_own_look() -> None:
    one = TextBlock([Span("plain "), Span("bold", style="SemiBold")], STYLE, language="en", rtl=False)
    assert [run.face.name for run in one.paragraph.runs] == ["MDSans-Regular", "MDSans-SemiBold"]
    arabic = TextBlock([Span("عربي", style="SemiBold")], STYLE, language="ar", rtl=True)
    assert arabic.paragraph.runs[0].face.name == "MDNaskh-Bold"


def test_the_page_language_chooses_among_ideographs() -> None:
    for language, text, face in (
        ("ja", "美", "MDSansJP"),
        ("zh", "美", "MDSansSC"),
        ("zh-TW", "美", "MDSansTC"),
        ("ko", "가", "MDSansKR"),
        ("en", "さくら", "MDSansJP"),
    ):
        assert block(text, language).paragraph.runs[0].face.name == f"{face}-Regular"


def test_latin_is_smaller_inside_arabic_lines() -> None:
    runs = block("مع Ingrid في 2026", "ar", rtl=True).paragraph.runs
    factors = {run.face.name: run.factor for run in runs}
    assert factors == {"MDNaskh-Regular": 1.0, "MDSans-Regular": 0.84}
