"""Sessions: the list in pages, its filters, and what is done with the chosen one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentordesk.domain.session import SessionStatus
from mentordesk.operations.sessions import SessionFilter, SessionRow, count_sessions, session_row
from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.sessions import SessionsPage
from mentordesk.ui.session_list import PagedSessions, period_days
from tests.ui.conftest import TODAY


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SessionsPage:
    window.go("sessions")
    found = window.page("sessions")
    assert isinstance(found, SessionsPage)
    qtbot.waitUntil(lambda: bool(found.state.text()))
    return found


def shown(page: SessionsPage) -> list[SessionRow]:
    return page.table.shown()


def all_of(database: Database, wanted: SessionFilter) -> int:
    with database.read() as view:
        return count_sessions(view, wanted)


def click(page: SessionsPage, status: SessionStatus | None) -> None:
    QTest.mouseClick(page.chips[status], Qt.MouseButton.LeftButton)


def test_the_head_counts_and_scrolling_reads_on(page: SessionsPage, database: Database) -> None:
    total = all_of(database, page.wanted)
    assert page.state.text() == f"{total} sessions"
    while page.table.model.canFetchMore(page.table.grid.rootIndex()):
        page.table.model.fetchMore(page.table.grid.rootIndex())
    assert len(shown(page)) == total
    days = [row.day for row in shown(page)]
    assert days == sorted(days, reverse=True)


def test_pages_end(database: Database) -> None:
    source = PagedSessions(database, SessionFilter())
    total, read, last = all_of(database, SessionFilter()), 0, None
    while source.count() > read:
        rows = source.page(last, 50)
        read, last = read + len(rows), rows[-1].id if rows else last
    assert read == total


def test_chips_and_period_filter(page: SessionsPage, database: Database, qtbot: QtBot) -> None:
    click(page, SessionStatus.MISSED)
    assert {row.status for row in shown(page)} == {SessionStatus.MISSED}
    click(page, None)
    page.period.setCurrentIndex(page.period.findData("past30"))
    page._choose_period()
    first, last = period_days("past30", TODAY)
    assert first is not None
    assert last == TODAY
    assert all(first <= row.day <= last for row in shown(page))
    qtbot.waitUntil(lambda: page.state.text() == f"{all_of(database, page.wanted)} sessions")


def test_names_are_found_as_they_are_typed(page: SessionsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.by_name, "wanjiru")
    qtbot.waitUntil(lambda: page.wanted.pairings is not None)
    assert shown(page)
    assert all("Wanjiru" in row.mentor.name + row.mentee.name for row in shown(page))
    page.by_name.clear()
    qtbot.waitUntil(lambda: page.wanted.pairings is None)


def test_a_session_is_marked_missed_and_taken_back(page: SessionsPage, database: Database) -> None:
    click(page, SessionStatus.HELD)
    row = shown(page)[0]
    page.table.choose(row.id)
    assert not page.inspector.isHidden()
    page._mark(SessionStatus.MISSED)
    with database.read() as view:
        found = session_row(view, row.id)
    assert found is not None
    assert found.status is SessionStatus.MISSED
    assert row.id not in [other.id for other in shown(page)]
    database.undo()
    QTest.qWait(0)
    assert row.id in [other.id for other in shown(page)]


def test_delete_removes_the_chosen_one(page: SessionsPage, database: Database) -> None:
    row = shown(page)[3]
    page.table.choose(row.id)
    page.table.grid.setFocus()
    page._remove()
    with database.read() as view:
        assert session_row(view, row.id) is None


def test_another_page_asks_for_planned_ones(window: MainWindow, page: SessionsPage) -> None:
    window.go("sessions", status="planned", first=TODAY)
    assert page.chips[SessionStatus.PLANNED].isChecked()
    assert {row.status for row in shown(page)} == {SessionStatus.PLANNED}
    assert min(row.day for row in shown(page)) >= TODAY
