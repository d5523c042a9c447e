"""Today: every button of a line does what it says, and what was done leaves the list."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentordesk.i18n import set_language
from mentordesk.storage.database import Database
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.today import TodayPage
from mentordesk.ui.today_parts import FEW, ONE_LINE, VERBS, NeedLine
from mentordesk.ui.widgets import EmptyState


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> TodayPage:
    window.go("today")
    found = window.page("today")
    assert isinstance(found, TodayPage)
    qtbot.waitUntil(lambda: bool(found.facts.groups))
    QTest.qWait(1)
    return found


@pytest.fixture
def went(page: TodayPage) -> list[tuple[str, dict[str, object]]]:
    """Where the page asks to go."""
    asked: list[tuple[str, dict[str, object]]] = []
    page.desk.go = lambda key, **where: asked.append((key, where))
    return asked


def lines(page: TodayPage, need: str) -> list[NeedLine]:
    """The lines on screen; those being thrown away are hidden."""
    return [line for line in page.findChildren(NeedLine) if line.item.need == need and line.isVisible()]


def press(line: NeedLine) -> None:
    QTest.mouseClick(line.button, Qt.MouseButton.LeftButton)


def count(page: TodayPage, need: str) -> int:
    return next((group.count for group in page.facts.groups if group.key == need), 0)


def test_every_line_has_a_verb_and_the_head_counts_them(page: TodayPage) -> None:
    assert {group.items[0].action for group in page.facts.groups} <= set(VERBS)
    assert f"{page.facts.count} things need you" in page.state.text()
    assert f"{page.facts.late} late" in page.state.text()
    for group in page.facts.groups:
        assert len(lines(page, group.key)) == min(FEW, group.count)


def test_chips_count_what_needs_somebody_and_go_there(page: TodayPage) -> None:
    assert list(page.chips.chips) == [group.key for group in page.facts.groups]
    for group in page.facts.groups:
        made = page.chips.chips[group.key]
        assert made.accessibleName() == f"{group.title} {group.count}"
        assert made.text() in {made.accessibleName(), str(group.count)}
    last = page.facts.groups[-2].key
    bar = page.area.verticalScrollBar()
    QTest.mouseClick(page.chips.chips[last], Qt.MouseButton.LeftButton)
    assert bar.value() == min(page.groups[last].y(), bar.maximum()) > 0


def test_a_line_takes_two_where_it_is_narrow(page: TodayPage, window: MainWindow) -> None:
    line, heights = page.findChildren(NeedLine)[0], []
    for width in (1280, 1024):
        window.resize(width, 700)
        QTest.qWait(10)
        heights.append(line.height())
        assert line.narrow == (line.width() < ONE_LINE)
        assert line.what.width() > 100
        assert line.names.width() > 200
    assert heights[0] < heights[1]


def test_a_group_opens_whole(page: TodayPage) -> None:
    page._show_all("check_in")
    QTest.qWait(1)
    assert len(lines(page, "check_in")) == count(page, "check_in")


def test_an_action_is_done_and_comes_back_by_undo(page: TodayPage, database: Database, qtbot: QtBot) -> None:
    before = count(page, "action")
    press(lines(page, "action")[0])
    qtbot.waitUntil(lambda: count(page, "action") == before - 1)
    database.undo()
    qtbot.waitUntil(lambda: count(page, "action") == before)


def test_a_trial_is_made_active(page: TodayPage, qtbot: QtBot) -> None:
    before = count(page, "trial")
    press(lines(page, "trial")[0])
    qtbot.waitUntil(lambda: count(page, "trial") == before - 1)


def test_a_check_in_is_logged_in_its_dialog(page: TodayPage, qtbot: QtBot) -> None:
    before = count(page, "check_in")
    press(lines(page, "check_in")[0])
    dialog = next(found for found in page.findChildren(FormDialog) if found.isVisible())
    dialog.try_save()
    qtbot.waitUntil(lambda: count(page, "check_in") == before - 1)


def test_writing_opens_a_draft_to_both(page: TodayPage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    press(lines(page, "stuck")[0])
    assert len(opened) == 1
    assert opened[0].startswith("mailto:")
    assert opened[0].count("@example.org") == 2
    assert QGuiApplication.clipboard().text().count("@example.org") == 2


def test_goals_and_the_unmatched_lead_to_their_pages(
    page: TodayPage, went: list[tuple[str, dict[str, object]]]
) -> None:
    goal, waiting = lines(page, "goal")[0], lines(page, "unmatched")[0]
    press(goal)
    press(waiting)
    assert went == [
        ("goals", {"goal": goal.item.record}),
        ("matching", {"participant": waiting.item.record}),
    ]


def test_the_clock_change_shows_its_sessions(
    page: TodayPage, went: list[tuple[str, dict[str, object]]]
) -> None:
    assert page.facts.clocks
    page._see(page.facts.clocks[0].day)
    assert went == [("sessions", {"status": "planned", "first": page.facts.clocks[0].day})]


def test_an_empty_file_offers_the_first_step(
    empty_window: Callable[[Database], MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    with Database.create(tmp_path / "Empty.mentordesk") as database:
        window = empty_window(database)
        window.go("today")
        page = window.page("today")
        assert isinstance(page, TodayPage)
        qtbot.waitUntil(lambda: bool(page.findChildren(EmptyState)))
        assert page.facts.empty
        window.tasks.wait()


@pytest.fixture
def arabic() -> Iterator[None]:
    set_language("ar")
    yield
    set_language("en")


@pytest.mark.usefixtures("arabic")
def test_it_is_built_in_arabic(page: TodayPage) -> None:
    assert page.facts.figures
    assert lines(page, "stuck")
