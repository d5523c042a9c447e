"""Places, languages, addresses, numbers and weeks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentordesk.interchange.contacts import Phone, parse_channels, parse_email, parse_phone
from mentordesk.interchange.hours import format_week, parse_week
from mentordesk.interchange.places import (
    LEVELS,
    format_country,
    format_languages,
    parse_country,
    parse_languages,
    parse_zone,
)
from mentordesk.interchange.refusals import NotACountry, NotALanguage, NotAnAddress, NotAnHour, NotAZone

CODES = ("en", "ar", "zh", "tw", "ga", "sw", "fil", "pl", "no", "he")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("polski, angielski", (("pl", ""), ("en", ""))),
        ("Arabic;English", (("ar", ""), ("en", ""))),
        ("English C1; español", (("en", "C1"), ("es", ""))),
        ("English (B2)", (("en", "B2"),)),
        ("Irish native; ga", (("ga", "native"),)),
        ("العربية، الإنجليزية", (("ar", ""), ("en", ""))),
        ("日本語", (("ja", ""),)),
        ("", ()),
    ],
)
def test_languages(text: str, languages: tuple[tuple[str, str], ...]) -> None:
    assert parse_languages(text) == languages


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(NotALanguage, match="Klingonian"):
        parse_languages("English; Klingonian")


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(CODES), st.sampled_from(("", *LEVELS))))
def test_languages_come_back_equal(spoken: dict[str, str]) -> None:
    languages = tuple(spoken.items())
    assert parse_languages(format_languages(languages)) == languages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jordan", "JO"),
        ("Viet Nam", "VN"),
        ("South Korea", "KR"),
        ("México", "MX"),
        ("Polska", "PL"),
        ("es", "ES"),
        ("", ""),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert parse_country(text) == code
    assert parse_country(format_country(code)) == code


def test_zones() -> None:
    assert [parse_zone(text) for text in ("Europe/Kyiv", "Madrid", "new york", "")] == [
        "Europe/Kyiv",
        "Europe/Madrid",
        "America/New_York",
        "",
    ]


def test_unknown_places_are_named() -> None:
    with pytest.raises(NotACountry, match="Atlantis"):
        parse_country("Atlantis")
    with pytest.raises(NotAZone, match="Europe/Madrid"):
        parse_zone("Nowhere")


def test_addresses() -> None:
    assert parse_email(" Ada@EXAMPLE.org ") == "Ada@example.org"
    assert parse_email("") == ""
    with pytest.raises(NotAnAddress, match="not-an-address"):
        parse_email("not-an-address")


def test_phones() -> None:
    assert parse_phone("+34 612345678") == Phone("+34 612 34 56 78", valid=True)
    assert parse_phone("612345678", "ES") == Phone("+34 612 34 56 78", valid=True)
    assert parse_phone("34612345678") == Phone("+34 612 34 56 78", valid=True)
    assert parse_phone("34 612-345-678") == Phone("+34 612 34 56 78", valid=True)
    assert parse_phone("ext. 12", "ES") == Phone("ext. 12", valid=False)
    assert parse_phone("") == Phone("", valid=True)


def test_channels() -> None:
    assert parse_channels("Zoom; e-mail; in person; Teams") == ("video", "e-mail", "in person")


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("Fri morning; Tue morning", "Tu 8-12, Fr 8-12"),
        ("Mo 9-12, We 18-20", "Mo 9-12, We 18-20"),
        ("lunes por la tarde", "Mo 12-17"),
        ("الاثنين صباحا", "Mo 8-12"),
        ("Thursday 9:00 – 11:00", "Th 9-11"),
        ("weekend evenings", "Sa 17-21, Su 17-21"),
        ("Sunday", "Su 8-21"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_weeks(text: str, week: str) -> None:
    assert format_week(parse_week(text)) == week


@pytest.mark.parametrize("text", ["Someday", "Mo 12-9", "Mo 9-25", "Mo quickly", "9-12"])
def test_no_weeks(text: str) -> None:
    with pytest.raises(NotAnHour):
        parse_week(text)


def test_a_weeks_bits() -> None:
    assert parse_week("Mo 0-8") == b"\xff" + bytes(20)
    assert parse_week("Su 23-24") == bytes(20) + b"\x01"


@given(st.binary(min_size=21, max_size=21))
def test_weeks_come_back_equal(week: bytes) -> None:
    assert parse_week(format_week(week)) == week
