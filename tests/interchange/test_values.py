from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentordesk.interchange import values
from mentordesk.interchange.refusals import (
    BelowZero,
    CellProblem,
    NotADay,
    NotANumber,
    NotARole,
    NotWhole,
    NotYesOrNo,
    OutOfRange,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a; b", ("a", "b")),
        ("UX, research; Negotiation", ("UX, research", "Negotiation")),
        ("Zarządzanie, Budżet", ("Zarządzanie", "Budżet")),
        ("a\nb\na", ("a", "b")),
        (" ", ()),
        ("UX, research;", ("UX, research",)),
    ],
)
def test_split(text: str, parts: tuple[str, ...]) -> None:
    assert values.split_values(text) == parts


def test_known_values_hold_together_where_commas_divide() -> None:
    known = ("UX, research",)
    parts = values.split_values("Python, UX, research, Negotiation", known=known)
    assert parts == ("Python", "UX, research", "Negotiation")
    assert values.split_values("ux,  Research", known=known) == ("UX, research",)


@given(st.lists(st.text(alphabet="ab,|\n c", min_size=1).map(str.strip).filter(bool), unique=True))
def test_lists_come_back_equal(items: list[str]) -> None:
    assert values.split_values(values.format_values(items)) == tuple(items)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("two", 2),
        ("about 7", 7),
        ("3,5", 3.5),
        ("3.5", 3.5),
        ("٣", 3),
        ("", None),
        ("zwölf", 12),
    ],
)
def test_numbers(text: str, number: float | None) -> None:
    assert values.parse_number(text) == number


@pytest.mark.parametrize("text", ["2-3", "-1", "ten to twelve", "n/a", "1,000,000", "dwóch", "²", "1e5"])
def test_no_numbers(text: str) -> None:
    with pytest.raises(NotANumber):
        values.parse_number(text)


@pytest.mark.parametrize(("text", "kind"), [("-3", BelowZero), ("−3", BelowZero), ("2.5", NotWhole)])
def test_a_number_that_is_not_allowed_is_called_one(text: str, kind: type[NotANumber]) -> None:
    with pytest.raises(kind):
        values.parse_capacity(text)


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("7", False),
        ("7 years", False),
        ("3,5 años de experiencia", False),
        ("twelve", False),
        ("about 7", True),
        ("10+", True),
        ("~4", True),
        ("more than two", True),
    ],
)
def test_a_number_among_words_is_seen(text: str, among: bool) -> None:
    assert values.stands_among_words(text) == among


def test_capacity_and_years_have_bounds() -> None:
    assert values.parse_capacity("two") == 2
    assert values.parse_years("3,5") == 42
    for parse, text in ((values.parse_capacity, "101"), (values.parse_years, "81")):
        with pytest.raises(OutOfRange, match=text):
            parse(text)
    with pytest.raises(NotANumber):
        values.parse_capacity("2,5")


@given(st.integers(0, 960), st.sampled_from([".", ","]))
def test_months_come_back_equal(months: int, decimal: str) -> None:
    assert values.parse_years(values.format_years(months, decimal)) == months


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-21", date(2026, 10, 21)),
        ("2026-10-21 15:20:00", date(2026, 10, 21)),
        ("10/21/2026", date(2026, 10, 21)),
        ("21.10.2026", date(2026, 10, 21)),
        ("3/4/2026", date(2026, 4, 3)),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert values.parse_day(text) == day


def test_a_columns_days_tell_their_order() -> None:
    assert values.month_first(["10/21/2026 15:20:00", "3/4/2026"])
    assert not values.month_first(["21/10/2026", "3/4/2026"])
    assert not values.month_first(["3/4/2026", "2026-10-21"])
    assert values.parse_day("3/4/2026", month_first=True) == date(2026, 3, 4)


@pytest.mark.parametrize("text", ["31/31/2026", "2026-02-30", "soon", "1.1.26", "²/1/2026"])
def test_no_days(text: str) -> None:
    with pytest.raises(NotADay):
        values.parse_day(text)


@given(st.dates())
def test_days_come_back_equal(day: date) -> None:
    assert values.parse_day(values.format_day(day)) == day


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Mentor", {"mentor"}),
        ("podopieczny", {"mentee"}),
        ("mentorado", {"mentee"}),
        ("متدرب", {"mentee"}),
        ("Mentoré", {"mentee"}),
        ("Both", {"mentor", "mentee"}),
        ("mentor / mentee", {"mentor", "mentee"}),
        (" ", set()),
    ],
)
def test_roles(text: str, roles: set[str]) -> None:
    assert values.parse_role(text) == roles


def test_no_role() -> None:
    with pytest.raises(NotARole, match="overseer"):
        values.parse_role("overseer")


@pytest.mark.parametrize("roles", [(), ("mentor",), ("mentee",), ("mentor", "mentee")])
def test_roles_come_back_equal(roles: tuple[str, ...]) -> None:
    assert values.parse_role(values.format_role(frozenset(roles))) == frozenset(roles)


@pytest.mark.parametrize("value", [True, False, None])
def test_yes_and_no_come_back_equal(value: bool | None) -> None:
    assert values.parse_yes(values.format_yes(value)) is value


def test_yes_in_other_words() -> None:
    assert [values.parse_yes(text) for text in ("Sí", "نعم", "X", "TRUE", "✓", "nie", "-")] == [True] * 5 + [
        False
    ] * 2
    with pytest.raises(NotYesOrNo):
        values.parse_yes("maybe")


@given(st.text())
def test_any_text_is_a_value_or_a_problem(text: str) -> None:
    for parse in (
        values.parse_number,
        values.parse_capacity,
        values.parse_day,
        values.parse_role,
        values.parse_yes,
    ):
        try:
            parse(text)
        except CellProblem as problem:
            assert str(problem)  # noqa: PT017 - which parser raises is up to the text
