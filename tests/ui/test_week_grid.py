"""Weeks: hours as bits, clocks apart, mouse and keyboard."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentordesk.ui.week_grid import (
    HOURS,
    PairWeek,
    WeekGrid,
    day_mark,
    is_free,
    offset_hours,
    shifted,
    with_hour,
)

WEEKS = st.binary(min_size=21, max_size=21)


@given(WEEKS, st.integers(0, HOURS - 1), st.booleans())
def test_setting_an_hour_sets_that_hour_only(week: bytes, hour: int, free: bool) -> None:
    changed = with_hour(week, hour, free=free)
    assert is_free(changed, hour) == free
    assert all(is_free(changed, at) == is_free(week, at) for at in range(HOURS) if at != hour)


@given(WEEKS, st.integers(-14, 14))
def test_a_shifted_week_comes_back(week: bytes, hours: int) -> None:
    assert shifted(shifted(week, hours), -hours) == week


def test_bits_stand_as_the_file_keeps_them() -> None:
    assert with_hour(bytes(21), 0, free=True)[0] == 0b1000_0000


def test_clocks_are_apart_as_on_that_day() -> None:
    winter, summer = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 7, 6, tzinfo=UTC)
    assert offset_hours("Europe/Lisbon", "Asia/Tokyo", winter) == 9
    assert offset_hours("Europe/Lisbon", "Asia/Tokyo", summer) == 8


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
    pair.show_pair(ten_in_recife, "Etc/GMT+2", one_in_lisbon, "UTC", ("Recife", "Lisbon"))
    assert pair.common() == 1
    assert not pair.grab().isNull()


def test_days_are_told_apart() -> None:
    assert len({day_mark(day) for day in range(7)}) == 7
