"""Hours in common, with summer time on both sides."""

import datetime as dt

import numpy as np
import pytest

from mentordesk.matching.week import Calendar, Hours, quarters, spans, stretches
from tests.matching.people import ENDS, STARTS, week, weekdays

WORK = weekdays(9, 17)


def hours(
    zone: str, other: str, starts: dt.date = STARTS, ends: dt.date = ENDS
) -> list[tuple[dt.date, float]]:
    found = stretches(WORK, zone, WORK, other, starts=starts, ends=ends)
    return [(stretch.first, stretch.hours) for stretch in found]


def table_of(weeks: list[bytes], zones: list[str]) -> Hours:
    return Calendar(weeks, zones, weeks, zones, starts=STARTS, ends=ENDS).hours(slice(None))


def apart(zones: list[str], others: list[str]) -> list[list[float]]:
    weeks = [WORK] * len(zones), [WORK] * len(others)
    calendar = Calendar(weeks[0], zones, weeks[1], others, starts=STARTS, ends=ENDS)
    return [[float(hours) for hours in row] for row in calendar.apart(slice(None))]


def test_one_zone_has_all_its_hours() -> None:
    assert hours("Europe/Athens", "Europe/Athens") == [(STARTS, 40.0)]


def test_lisbon_and_kathmandu_keep_their_quarter_hours() -> None:
    assert hours("Europe/Lisbon", "Asia/Kathmandu") == [
        (STARTS, 5 * 2.25),
        (dt.date(2026, 3, 29), 5 * 3.25),
        (dt.date(2026, 10, 25), 5 * 2.25),
    ]


def test_new_york_and_london_are_an_hour_nearer_for_some_weeks_in_march_and_one_in_october() -> None:
    assert hours("America/New_York", "Europe/London") == [
        (STARTS, 15.0),
        (dt.date(2026, 3, 8), 20.0),
        (dt.date(2026, 3, 29), 15.0),
        (dt.date(2026, 10, 25), 20.0),
        (dt.date(2026, 11, 1), 15.0),
    ]


def test_the_southern_summer_moves_the_other_way() -> None:
    changes = [span.ahead / 4 for span in spans("Europe/Madrid", "Australia/Sydney", STARTS, ENDS)]
    assert changes == [10.0, 9.0, 8.0, 9.0, 10.0]


def test_a_difference_of_days_only_is_passed_over() -> None:
    found = spans("Europe/London", "Asia/Jerusalem", dt.date(2026, 3, 1), dt.date(2026, 5, 1))
    assert {span.ahead for span in found} == {8}
    short = spans("Europe/London", "Asia/Jerusalem", dt.date(2026, 3, 27), dt.date(2026, 3, 28))
    assert [span.ahead for span in short] == [12]


def test_a_week_runs_on_from_sunday_to_monday() -> None:
    late_sunday = week([], [], [], [], [], [], [22, 23])
    early_monday = week([7, 8])
    found = stretches(late_sunday, "UTC", early_monday, "Asia/Tokyo", starts=STARTS, ends=ENDS)
    assert [stretch.hours for stretch in found] == [2.0]


def test_every_pair_gets_the_least_of_its_stretches() -> None:
    zones = ["Europe/Lisbon", "America/New_York", "", "Nowhere/Land", "Asia/Kolkata", "Europe/London"]
    weeks = [WORK, WORK, WORK, WORK, weekdays(6, 22), b""]
    table = table_of(weeks, zones)
    for row, zone in enumerate(zones):
        for column, other in enumerate(zones):
            told = stretches(weeks[row], zone, weeks[column], other, starts=STARTS, ends=ENDS)
            least = min([stretch.hours for stretch in told], default=np.nan)
            np.testing.assert_equal(float(table[row, column]), least)
    assert np.isnan(table[5]).all()


def test_hours_are_the_same_seen_from_either_side() -> None:
    zones = ["America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"]
    table = table_of([WORK] * 3, zones)
    np.testing.assert_array_equal(table, table.T)


def test_bits_are_read_from_the_left_monday_first() -> None:
    monday_one = bytes([0b01000000]) + bytes(20)
    assert np.flatnonzero(quarters([monday_one])[0]).tolist() == [4, 5, 6, 7]


@pytest.mark.parametrize(
    ("zone", "other", "most"),
    [
        ("Europe/Lisbon", "Asia/Kathmandu", 5.75),
        ("Asia/Tokyo", "America/Los_Angeles", 8.0),
        ("Pacific/Auckland", "Pacific/Honolulu", 2.0),
        ("UTC", "UTC", 0.0),
    ],
)
def test_clocks_are_compared_the_short_way_round(zone: str, other: str, most: float) -> None:
    assert apart([zone], [other]) == [[most]]


def test_an_unknown_zone_is_no_distance() -> None:
    assert np.isnan(apart(["", "Nowhere/Land"], ["UTC"])).all()
