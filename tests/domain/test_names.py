"""Names shown, sorted and abbreviated by their culture's order, in many scripts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentordesk.collation import script_of
from mentordesk.domain.names import family_of, initials, short, sort_parts

EIGHTY = "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Cholmondeley"

NAMES = st.text(
    st.characters(categories=("L", "M", "Zs", "P"), max_codepoint=0xD7A3) | st.sampled_from("陈雨佐藤김สम "),
    max_size=80,
)


@pytest.mark.parametrize(
    ("name", "family", "expected"),
    [
        ("Wanjiru Kamau", "", "WK"),
        ("zofia wiśniewska", "", "ZW"),
        ("Łucja Świątek", "", "ŁŚ"),
        ("Kovács Eszter", "Kovács", "KE"),
        ("Kovács, Eszter", "", "KE"),
        ("Gabriel García Márquez", "García Márquez", "GG"),
        ("Ludwig van der Berg", "", "LB"),
        ("Martin Luther King Jr.", "", "MK"),
        ("Γεωργίου", "", "Γ"),
        ("Μαρία Γεωργίου", "", "ΜΓ"),
        ("Дмитрий Иванов", "", "ДИ"),
        ("Nguyễn Thị Ánh", "", "TÁ"),
        ("Nguyen Van An", "", "VA"),
        ("佐藤 美咲", "", "佐"),
        ("佐藤美咲", "佐藤", "佐"),
        ("田中 さくら", "", "田"),
        ("陈雨桐", "", "雨桐"),
        ("欧阳娜娜", "", "娜娜"),
        ("王芳", "", "芳"),
        ("김서연", "", "서연"),
        ("김 서연", "", "서연"),
        ("남궁민수", "", "민수"),
        ("سميرة النجار", "", "س"),
        ("נועה לוי", "", "נ"),
        ("สมชาย ใจดี", "", "ส"),
        ("प्रिया शर्मा", "", "प्रि"),
        ("নুসরাত জাহান", "", "নু"),
        ("Q", "", "Q"),
        ("王", "", "王"),
        ("ßara", "", "S"),
        ("  ", "", ""),
        ("🙂", "", "🙂"),
    ],
)
def test_initials(name: str, family: str, expected: str) -> None:
    assert initials(name, family) == expected


@pytest.mark.parametrize(
    ("name", "family", "expected"),
    [
        ("Zofia Wiśniewska", "", "Zofia W."),
        ("Kovács Eszter", "Kovács", "K. Eszter"),
        ("Ludwig van der Berg", "", "Ludwig B."),
        ("Nguyễn Thị Ánh", "", "Nguyễn T. Ánh"),
        ("佐藤 美咲", "", "佐藤 美咲"),
        ("سميرة محمد النجار", "", "سميرة النجار"),
        ("Madonna", "", "Madonna"),
        (EIGHTY, "", "Hubert C."),
    ],
)
def test_short(name: str, family: str, expected: str) -> None:
    assert short(name, family) == expected


@pytest.mark.parametrize(
    ("name", "family", "expected"),
    [
        ("Wanjiru Kamau", "", ("Kamau", "Wanjiru")),
        ("Kovács Eszter", "Kovács", ("Kovács", "Eszter")),
        ("Nguyễn Thị Ánh", "", ("Ánh", "Nguyễn Thị")),
        ("سميرة النجار", "", ("نجار", "سميرة")),
        ("محمد عبد الله", "", ("عبد الله", "محمد")),
        ("佐藤 美咲", "", ("佐藤", "美咲")),
        ("陈雨桐", "", ("陈", "雨桐")),
        ("김서연", "", ("김", "서연")),
        ("Γεωργίου", "", ("Γεωργίου", "")),
        ("Ana Ana", "Ana", ("Ana", "Ana")),
    ],
)
def test_sort_parts(name: str, family: str, expected: tuple[str, str]) -> None:
    assert sort_parts(name, family) == expected


def test_a_family_part_that_the_name_does_not_hold_is_not_believed() -> None:
    assert sort_parts("Ana Silva", "Costa") == ("Silva", "Ana")


def test_family_of_one_word_is_empty() -> None:
    assert family_of("Madonna") == family_of("王") == family_of("") == ""


@given(NAMES, NAMES)
def test_initials_are_at_most_two_letters_of_the_name(name: str, family: str) -> None:
    letters = [c for c in initials(name, family) if not unicodedata.category(c).startswith("M")]
    assert initials(name, family) or not name.strip()
    assert len(letters) <= 2 or script_of(name) in {"Devanagari", "Bengali", "Indic"}
    assert initials(name, family) == initials(f" {name}  ", family)


@given(NAMES, NAMES)
def test_short_is_never_longer_by_more_than_its_dots(name: str, family: str) -> None:
    parts = " ".join(name.split())
    assert len(short(name, family)) <= len(parts) + len(parts.split())


@given(NAMES)
def test_the_likely_family_is_a_part_of_the_name(name: str) -> None:
    assert set(family_of(name)) <= set(name) | {" "}


@given(NAMES, NAMES)
def test_sorting_keeps_every_name_apart_from_an_empty_one(name: str, family: str) -> None:
    assert any(sort_parts(name, family)) == bool(name.split())
