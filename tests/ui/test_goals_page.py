"""Goals: the list, its chips, and the milestones of the chosen one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mentordesk.domain.goal import GoalStatus
from mentordesk.operations.goals import GoalRow, add_goal, goal_row, milestones
from mentordesk.storage.database import Database
from mentordesk.ui import goal_form
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.milestone_list import MilestoneLine
from mentordesk.ui.pages.goals import GoalsPage
from tests.ui.conftest import TODAY


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> GoalsPage:
    window.go("goals")
    found = window.page("goals")
    assert isinstance(found, GoalsPage)
    assert found.table.shown()
    return found


def first(page: GoalsPage) -> GoalRow:
    """The first open goal with an open milestone, chosen."""
    found: GoalRow = next(row for row in page.table.shown() if row.steps_reached < row.steps)
    page.table.choose(found.id)
    QTest.qWait(1)
    return found


def lines(page: GoalsPage) -> list[MilestoneLine]:
    return [line for line in page.inspector.findChildren(MilestoneLine) if line.isVisible()]


def now(database: Database, found: GoalRow) -> GoalRow:
    with database.read() as view:
        row = goal_row(view, found.id)
    assert row is not None
    return row


def test_chips_keep_what_they_say(page: GoalsPage) -> None:
    assert {row.status for row in page.table.shown()} == {GoalStatus.OPEN}
    QTest.mouseClick(page.chips["late"], Qt.MouseButton.LeftButton)
    assert page.table.shown()
    assert all(row.is_late(TODAY) for row in page.table.shown())
    QTest.mouseClick(page.chips["all"], Qt.MouseButton.LeftButton)
    assert len(page.table.shown()) == len(page.table.model.rows)


def test_a_tick_moves_the_progress(page: GoalsPage, database: Database) -> None:
    found = first(page)
    open_line = next(line for line in lines(page) if not line.tick.isChecked())
    open_line.tick.setChecked(True)
    assert now(database, found).steps_reached == found.steps_reached + 1
    assert now(database, found).progress > found.progress
    database.undo()
    assert now(database, found) == found


def test_a_milestone_moves_up(page: GoalsPage, database: Database) -> None:
    found = first(page)
    with database.read() as view:
        before = [step.id for step in milestones(view, found.id)]
    QTest.mouseClick(lines(page)[1].up, Qt.MouseButton.LeftButton)
    with database.read() as view:
        after = [step.id for step in milestones(view, found.id)]
    assert after == [before[1], before[0], *before[2:]]


def test_reached_dropped_and_open_again(page: GoalsPage, database: Database) -> None:
    found = first(page)
    dialog = goal_form.reach_goal(page.desk, found)
    dialog.form.load({"evidence": "The recording"})
    dialog.try_save()
    assert now(database, found).status is GoalStatus.REACHED
    assert now(database, found).evidence == "The recording"
    page.go(goal=found.id)
    page._reopen()
    page._drop()
    assert now(database, found).status is GoalStatus.DROPPED


def test_a_goal_is_added_with_milestones(page: GoalsPage, database: Database) -> None:
    dialog = goal_form.add_goal(page.desk)
    dialog.try_save()
    assert dialog.isVisible()
    dialog.form.load(dialog.form.values() | {"title": "Ein Vortrag", "steps": "Lesen\nSchreiben"})
    dialog.try_save()
    (row,) = [row for row in page.table.model.rows if row.title == "Ein Vortrag"]
    assert (row.steps, row.progress) == (2, 0)


def test_every_dialog_opens_with_the_goals_values(page: GoalsPage) -> None:
    found = first(page)
    for ask in (goal_form.change_goal, goal_form.carry_over, goal_form.add_milestone, goal_form.set_progress):
        dialog = ask(page.desk, found)
        assert dialog.isVisible()
        dialog.reject()


def test_a_goal_of_which_no_more_is_known_has_no_empty_part(page: GoalsPage, database: Database) -> None:
    found = first(page)
    bare = add_goal(database, pairing=found.pairing, title="Bare")
    for key, shown in ((bare, False), (found.id, True)):
        page.go(goal=key)
        QTest.qWait(1)
        heads = [one.text() for one in page.inspector.findChildren(QLabel) if one.isVisible()]
        assert ("Goal" in heads) == shown
    assert found.due_on


def test_a_goal_that_is_changed_says_whose_it_is(page: GoalsPage) -> None:
    found = first(page)
    said = [one.text() for one in goal_form.change_goal(page.desk, found).findChildren(QLabel)]
    assert any(found.mentor.name in words and found.mentee.name in words for words in said)


def test_another_page_asks_for_a_goal(window: MainWindow, page: GoalsPage) -> None:
    reached = next(row for row in page.table.model.rows if row.status is GoalStatus.REACHED)
    window.go("goals", goal=reached.id)
    assert page.table.chosen() == reached
    assert page.finds(reached.title)
    assert page.finds("") == []
