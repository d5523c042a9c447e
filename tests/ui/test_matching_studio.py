"""What the Matching page opens: objectives, the heat map, any two people, drafts, groups, details."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from mentordesk.domain.pairing import RUNNING, Mark
from mentordesk.domain.participant import Status
from mentordesk.domain.scenario import Objective
from mentordesk.operations import matching as deciding
from mentordesk.operations import scenarios
from mentordesk.operations.matching_substitutes import stand_in_of
from mentordesk.operations.matching_view import heat, look_again
from mentordesk.operations.pairing_rows import pairings
from mentordesk.operations.pairings import pause_pairing
from mentordesk.operations.people import set_status
from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.matching_objective import MEANINGS
from mentordesk.ui.matching_studio import Studio
from mentordesk.ui.pages.documents import DocumentsPage
from mentordesk.ui.pages.matching import MatchingPage
from tests.ui.test_matching_page import TODAY, decided, found, opened, pair_of, settle, words_in


def studio_of(page: MatchingPage) -> Studio:
    made = page.studio()
    assert made is not None
    return made


def put_aside(page: MatchingPage, window: MainWindow, name: str) -> None:
    dialog = studio_of(page).set_aside()
    dialog.form.load({"name": name})
    dialog.try_save()
    assert not dialog.isVisible()
    settle(window)


def cell_without(page: MatchingPage, *, ruled_out: bool) -> tuple[int, int]:
    """A cell that is not proposed, forbidden by a rule or not."""
    grid = page.map.heat
    assert grid is not None
    return next(
        (row, column)
        for row in range(len(grid.mentees))
        for column in range(len(grid.mentors))
        if grid.pair(row, column) not in grid.proposed and (grid.fit(row, column) is None) == ruled_out
    )


@pytest.mark.parametrize("objective", list(Objective))
def test_every_objective_is_chosen_proved_and_said(
    window: MainWindow, database: Database, objective: Objective
) -> None:
    page = opened(window)
    made = page.terms.objectives.buttons[objective]
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(8, made.height() // 2))
    settle(window)
    assert found(page).choice.objective is objective
    assert page.terms.objectives.meaning.text() == MEANINGS[objective]
    assert found(page).proposal.proved
    assert page.proof.sentence.text() == found(page).proposal.proof
    label = database.undo_label()
    assert objective is Objective.MOST or (label is not None and label.key == "matching.objective")


def test_the_heat_map_is_driven_by_mouse_and_keys(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window)
    QTest.mouseClick(page.as_map, Qt.MouseButton.LeftButton)
    assert (page.as_map.isChecked(), page.as_list.isChecked()) == (True, False)
    grid = page.map
    assert grid.chosen() == pair_of(page)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.cell(2, 3).center())
    assert grid.at == (2, 3)
    assert page.panel.line is not None
    assert (page.panel.line.pair.mentee, page.panel.line.pair.mentor) == grid.chosen()
    for key, at in (
        (Qt.Key.Key_Up, (1, 3)),
        (Qt.Key.Key_Right, (1, 4)),
        (Qt.Key.Key_Home, (1, 0)),
        (Qt.Key.Key_Left, (1, 0)),
        (Qt.Key.Key_PageDown, (5, 0)),
    ):
        QTest.keyClick(grid, key)
        assert grid.at == at
    assert grid.accessibleDescription() == grid.told(5, 0)
    with qtbot.waitSignal(grid.opened):
        QTest.keyClick(grid, Qt.Key.Key_Return)
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert grid.viewport().rect().contains(grid.cell(*grid.at))


def test_a_tooltip_says_what_a_cell_is(window: MainWindow) -> None:
    page = opened(window)
    page.show_map(on=True)
    grid = page.map
    row, column = cell_without(page, ruled_out=True)
    assert grid.told(row, column).endswith("a rule forbids it")
    assert grid.told(0, 0).endswith("proposed")
    where = grid.cell(0, 0).center()
    event = QHelpEvent(QEvent.Type.ToolTip, where, grid.viewport().mapToGlobal(where))
    assert grid.viewportEvent(event)
    assert grid.cell_at(QPoint(2, 2)) is None
    assert grid.cell_at(where) == (0, 0)


def test_why_not_these_two_is_said_with_cost_and_rule(window: MainWindow, database: Database) -> None:
    page = opened(window)
    page.show_map(on=True)
    row, column = cell_without(page, ruled_out=True)
    page.map._go(row, column)
    settle(window)
    words = words_in(page.panel)
    assert page.panel.title.text() == "Not proposed"
    assert "Breaks a rule" in words
    assert "Why not these two" in words
    pair = page.map.chosen()
    assert pair is not None
    QTest.keyClick(page.map, Qt.Key.Key_L)
    settle(window)
    assert decided(database, page) == {pair: Mark.BY_HAND}


def test_a_lock_says_what_it_costs(window: MainWindow) -> None:
    page = opened(window)
    page.toggle_lock()
    settle(window)
    words = words_in(page.panel)
    assert "What the lock costs the whole" in words
    assert "It costs the others nothing." in words


def test_the_next_best_can_be_looked_at(window: MainWindow) -> None:
    page = opened(window)
    assert "Next best" in words_in(page.panel)
    made = next(
        one for one in page.panel.findChildren(QPushButton) if one.property("kind") == "link" and one.text()
    )
    mentee = pair_of(page)[0]
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    settle(window)
    assert page.panel.line is not None
    assert page.panel.line.pair.mentee == mentee
    assert page.panel.line.n == 0


def test_who_goes_without_is_told_what_would_help(window: MainWindow, database: Database) -> None:
    page = opened(window)
    assert page.desk.cohort is not None
    deciding.set_rule(database, cohort=page.desk.cohort, rule="hours", value=5)
    settle(window)
    lack = page.without.view.lines.rows[0]
    box = page.without.view.visualRect(page.without.view.lines.index(0, 0))
    QTest.mouseClick(
        page.without.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 60, box.center().y())
    )
    settle(window)
    words = words_in(page.panel)
    assert page.panel.title.text() == lack.mentee.name
    assert "What would help" in words
    assert any(text.startswith("With ") for text in words)
    assert not page.panel.lock.isEnabled()
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.panel.lock.isEnabled()


def test_drafts_are_set_aside_compared_adopted_and_removed(window: MainWindow, database: Database) -> None:
    page = opened(window)
    cohort = page.desk.cohort
    assert cohort is not None
    put_aside(page, window, "Skills first")
    first = {(pair.mentee, pair.mentor) for pair in found(page).proposal.pairs}
    deciding.ban_pair(database, cohort=cohort, mentee=pair_of(page)[0], mentor=pair_of(page)[1])
    settle(window)
    put_aside(page, window, "Without the first pair")
    dialog = studio_of(page).drafts()
    assert [row.name for row in dialog.table.shown()] == [
        "The proposal as it stands",
        "Without the first pair",
        "Skills first",
    ]
    assert dialog.said.text() == "They give everybody the same mentor."
    dialog.table.set_checked({row.id or b"" for row in dialog.table.shown()})
    assert dialog.differences is not None
    assert dialog.differences.shown()
    assert "differ about" in dialog.said.text()
    dialog.table.choose(b"")
    dialog.adopt()
    assert dialog.wrong.text().startswith("This is the proposal as it stands.")
    dialog.table.choose(dialog.table.shown()[1].id)
    dialog.remove()
    assert len(dialog.table.shown()) == 2
    dialog.table.choose(dialog.table.shown()[1].id)
    dialog.adopt()
    settle(window)
    assert not dialog.isVisible()
    locked = {pair for pair, mark in decided(database, page).items() if mark is Mark.LOCK}
    assert locked < first
    assert len(locked) == len(first) - 1


def test_a_draft_that_cannot_be_adopted_says_why(window: MainWindow, database: Database) -> None:
    page = opened(window)
    put_aside(page, window, "First")
    QTest.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    settle(window)
    with database.read() as view:
        assert page.desk.cohort is not None
        (draft,) = scenarios.drafts(view, page.desk.cohort)
    dialog = studio_of(page).drafts()
    dialog.table.choose(draft.id)
    dialog.adopt()
    assert dialog.wrong.text().startswith("No pair of “First” can still be made")
    dialog.reject()


def test_an_unnamed_draft_is_refused_beside_its_field(window: MainWindow) -> None:
    page = opened(window)
    dialog = studio_of(page).set_aside()
    dialog.try_save()
    assert dialog.isVisible()
    dialog.reject()


def test_groups_fare_is_a_table_with_bars(window: MainWindow) -> None:
    page = opened(window)
    dialog = studio_of(page).fairness()
    told = dialog.told()
    assert told[0] == ("All", "40", "100%", told[0][3])
    assert all(int(people) >= 5 for _name, people, _rate, _mean in told)
    assert "hidden, so that nobody can be told" in dialog.note.text()
    assert dialog.note.text().endswith("it never counts in matching.")
    before = dialog.told()
    dialog.by.setCurrentIndex(1)
    dialog.side.setCurrentIndex(1)
    assert dialog.told() != before
    dialog.accept()


def test_details_are_set_in_one_step_and_wrong_ones_refused(window: MainWindow, database: Database) -> None:
    page = opened(window)
    dialog = studio_of(page).details()
    values: dict[str, Any] = {**dialog.form.values(), "gap most": 1}
    dialog.form.load(values)
    dialog.try_save()
    assert dialog.isVisible()
    dialog.form.load({**values, "gap most": 30, "hours enough": 4})
    dialog.try_save()
    settle(window)
    assert found(page).choice.details["hours enough"] == 4
    label = database.undo_label()
    assert label is not None
    assert label.key == "matching.details"
    database.undo()
    settle(window)
    assert found(page).choice.details.get("hours enough", 6) == 6


def test_looking_again_reads_nothing_and_gives_the_same(window: MainWindow) -> None:
    page = opened(window)
    before = found(page)
    again = look_again(before, before.choice)
    assert again.proposal.pairs == before.proposal.pairs
    assert again.faces is before.faces
    grid = heat(again.proposal)
    assert grid.fit(0, 0) == again.proposal.pairs[0].fit


def test_a_stand_in_is_appointed_or_refused(window: MainWindow, database: Database) -> None:
    page = opened(window)
    cohort = page.desk.cohort
    assert cohort is not None
    with database.read() as view:
        row = next(row for row in pairings(view, cohort=cohort, today=TODAY) if row.status in RUNNING)
    pause_pairing(database, pairing=row.id, until=None, today=TODAY)
    settle(window)
    dialog = studio_of(page).stand_ins()
    assert row.id in [one.id for one in dialog.pairings.shown()]
    dialog.pairings.choose(row.id)
    offers = dialog.mentors.shown()
    assert offers
    settle(window)
    assert dialog.mentors.chosen() == offers[0]
    dialog.appoint()
    settle(window)
    assert row.id not in [one.id for one in dialog.pairings.shown()]
    with database.read() as view:
        assert stand_in_of(view, row.id) is not None
    dialog.reject()


def test_the_menu_opens_what_it_names(window: MainWindow) -> None:
    page = opened(window)
    opened_by = {}
    *dialogs, on_paper = page.more.menu().actions()
    for action in dialogs:
        action.trigger()
        dialog = next(one for one in page.findChildren(QDialog) if one.isVisible())
        opened_by[action.text()] = type(dialog).__name__
        dialog.reject()
    assert opened_by == {
        "Set this proposal aside…": "FormDialog",
        "Compare drafts…": "DraftsDialog",
        "How groups fare…": "FairnessDialog",
        "Stand-ins…": "StandInsDialog",
    }
    on_paper.trigger()
    assert window.shown == "documents"
    documents = window.page("documents")
    assert isinstance(documents, DocumentsPage)
    assert documents.choices.kind == "matching-proposal"


def test_waiting_is_said_of_the_pair(window: MainWindow, database: Database, qtbot: QtBot) -> None:
    page = opened(window)
    mentee = pair_of(page)[0]
    set_status(database, participants=[mentee], status=Status.WAITING, today=date(2026, 1, 20))
    settle(window)
    assert page.list.view.choose(mentee)
    words = "Waiting since 20 Jan 2026: 2 points more"
    qtbot.waitUntil(lambda: any(text.startswith(words) for text in words_in(page.panel)))


def test_only_the_last_of_pairs_passed_by_is_worked_out(window: MainWindow) -> None:
    page = opened(window)
    heard: list[bytes] = []
    page.ponderer.found.connect(lambda line, _told, _matching: heard.append(line.pair.mentee))
    rows = page.list.view.lines.rows
    for line in rows:
        page.list.view.choose(line.pair.mentee)
    settle(window)
    assert len(heard) < len(rows)
    assert heard[-1] == rows[-1].pair.mentee
    assert "Next best" in words_in(page.panel)
