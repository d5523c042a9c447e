"""Weeks: hours as bits, clocks apart, mouse and keyboard."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentordesk.matching.week import stretches
from mentordesk.ui.week_grid import (
    HOURS,
    PairWeek,
    WeekGrid,
    day_mark,
    is_free,
    quarters_ahead,
    with_hour,
)

WEEKS = st.binary(min_size=21, max_size=21)
WINTER, SUMMER = date(2026, 1, 5), date(2026, 7, 6)


@given(WEEKS, st.integers(0, HOURS - 1), st.booleans())
def test_setting_an_hour_sets_that_hour_only(week: bytes, hour: int, free: bool) -> None:
    changed = with_hour(week, hour, free=free)
    assert is_free(changed, hour) == free
    assert all(is_free(changed, at) == is_free(week, at) for at in range(HOURS) if at != hour)


def test_bits_stand_as_the_file_keeps_them() -> None:
    assert with_hour(bytes(21), 0, free=True)[0] == 0b1000_0000


def test_clocks_are_apart_as_on_that_day() -> None:
    assert quarters_ahead("Europe/Lisbon", "Asia/Tokyo", WINTER) == 9 * 4
    assert quarters_ahead("Europe/Lisbon", "Asia/Tokyo", SUMMER) == 8 * 4
    assert quarters_ahead("UTC", "Asia/Kathmandu", WINTER) == 23


def test_the_keyboard_moves_and_marks(qtbot: QtBot) -> None:
    grid = WeekGrid(editable=True)
    qtbot.addWidget(grid)
    with qtbot.waitSignal(grid.changed):
        QTest.keyClick(grid, Qt.Key.Key_Space)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert is_free(grid.hours(), 9)
    assert is_free(grid.hours(), 24 + 10)
    assert "2" in grid.accessibleDescription()


def test_the_mouse_marks_the_hour_under_it(qtbot: QtBot) -> None:
    grid = WeekGrid(editable=True)
    qtbot.addWidget(grid)
    grid.resize(grid.sizeHint())
    grid.show()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell(50).center())
    assert [hour for hour in range(HOURS) if is_free(grid.hours(), hour)] == [50]


def test_who_may_only_look_changes_nothing(qtbot: QtBot) -> None:
    grid = WeekGrid()
    qtbot.addWidget(grid)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell(50).center())
    assert grid.hours() == bytes(21)


def test_two_weeks_meet_on_one_clock(qtbot: QtBot) -> None:
    pair = PairWeek()
    qtbot.addWidget(pair)
    ten_in_recife, one_in_lisbon = with_hour(bytes(21), 10, free=True), with_hour(bytes(21), 12, free=True)
    pair.show_pair(ten_in_recife, "Etc/GMT+2", one_in_lisbon, "UTC", ("Recife", "Lisbon"), day=WINTER)
    assert pair.common() == 1
    assert not pair.grab().isNull()


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Kolkata", WINTER, 0.5),
        ("Asia/Kathmandu", WINTER, 0.75),
        ("Europe/Lisbon", WINTER, 0),
        ("Europe/Lisbon", SUMMER, 1),
    ],
)
def test_parts_of_an_hour_and_summer_time_count(qtbot: QtBot, zone: str, day: date, hours: float) -> None:
    """A mentee on UTC free from 9 to 10; a mentor free from 10 (Lisbon) or from 15 to 16 (India, Nepal)."""
    pair = PairWeek()
    qtbot.addWidget(pair)
    at = 10 if zone.startswith("Europe") else 15
    mentor = with_hour(bytes(21), at, free=True)
    pair.show_pair(with_hour(bytes(21), 9, free=True), "UTC", mentor, zone, ("UTC", zone), day=day)
    assert pair.common() == hours
    assert not pair.grab().isNull()


@given(WEEKS, WEEKS, st.sampled_from(["Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Europe/Warsaw"]))
def test_the_hours_drawn_are_those_that_matching_counts(mentee: bytes, mentor: bytes, zone: str) -> None:
    assume(any(mentee) and any(mentor))
    pair = PairWeek()
    pair.show_pair(mentee, "Europe/Lisbon", mentor, zone, ("", ""), day=SUMMER)
    (counted,) = stretches(mentee, "Europe/Lisbon", mentor, zone, starts=SUMMER, ends=SUMMER)
    assert pair.common() == counted.hours


def test_days_are_told_apart() -> None:
    assert len({day_mark(day) for day in range(7)}) == 7
