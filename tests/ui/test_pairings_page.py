"""The Pairings page, driven as a coordinator would: list, board, one pairing, every step and its undo."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from mentordesk.domain.pairing import Outcome, PairingStatus
from mentordesk.domain.participant import Role
from mentordesk.operations.actions import open_actions
from mentordesk.operations.mediations import mediations
from mentordesk.operations.pairing_facts import pairing_facts
from mentordesk.operations.pairing_rows import PairingRow, pairing_row
from mentordesk.operations.pairing_timeline import Happening
from mentordesk.operations.pairings import close_pairing, free_places
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.ui.dialogs import Dialog, FormDialog
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.pairings import PairingsPage
from mentordesk.ui.pairing_moments import LOOKS
from mentordesk.ui.pairing_steps import MOVES, STEPS, steps_for
from mentordesk.ui.session_dialog import SessionDialog
from tests.operations.pairing_world import take_part
from tests.ui.conftest import TODAY, undo

ACTIVE, TRIAL, PAUSED, CLOSED = (
    PairingStatus.ACTIVE,
    PairingStatus.TRIAL,
    PairingStatus.PAUSED,
    PairingStatus.CLOSED,
)


@pytest.fixture
def page(window: MainWindow) -> PairingsPage:
    window.go("pairings")
    shown = window.page("pairings")
    assert isinstance(shown, PairingsPage)
    return shown


def one(page: PairingsPage, status: PairingStatus = ACTIVE) -> PairingRow:
    return next(row for row in page.rows if row.status is status)


def row_now(page: PairingsPage, row: PairingRow) -> PairingRow:
    with page.desk.database.read() as view:
        found = pairing_row(view, row.id, today=TODAY)
    assert found is not None
    return found


def can_undo(window: MainWindow) -> bool:
    return window.toast is not None and window.toast.undo.isVisible()


def dialog_of(page: PairingsPage) -> FormDialog:
    return [found for found in page.window().findChildren(FormDialog) if found.isVisible()][-1]


def step(page: PairingsPage, words: str, row: PairingRow) -> None:
    next(found for found in steps_for(row) if found.words == words).do(page.steps, row)


def test_the_list_shows_open_pairings_and_says_how_many(page: PairingsPage, window: MainWindow) -> None:
    shown = page.list.table.shown()
    assert shown
    assert all(row.status is not CLOSED for row in shown)
    active = sum(row.status is ACTIVE for row in page.rows)
    assert str(active) in page.state.text()
    assert str(active) in page.filters.chips[ACTIVE].text()


def test_chips_and_a_name_leave_what_is_wanted(page: PairingsPage) -> None:
    QTest.mouseClick(page.filters.chips["stuck"], Qt.MouseButton.LeftButton)
    assert page.list.table.shown()
    assert all(row.stuck for row in page.list.table.shown())
    QTest.mouseClick(page.filters.chips["open"], Qt.MouseButton.LeftButton)
    wanted = next(row for row in page.rows if row.mentee.name.isascii())
    QTest.keyClicks(page.filters.field, wanted.mentee.name)
    assert wanted.id in {row.id for row in page.list.table.shown()}
    assert all(wanted.mentee.name in row.mentee.name + row.mentor.name for row in page.list.table.shown())


def test_enter_opens_a_pairing_and_escape_leaves_it(page: PairingsPage) -> None:
    wanted = page.list.table.shown()[2]
    page.list.table.choose(wanted.id)
    QTest.keyClick(page.list.table.grid, Qt.Key.Key_Return)
    assert page.opened()
    assert page.view.facts is not None
    assert page.view.facts.row.id == wanted.id
    assert page.back.isVisible()
    assert not page.heading.isVisible()
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert not page.opened()
    chosen = page.list.table.chosen()
    assert chosen is not None
    assert chosen.id == wanted.id


def test_another_page_and_the_palette_come_to_a_pairing(page: PairingsPage, window: MainWindow) -> None:
    wanted = one(page)
    window.go("pairings", pairing=wanted.id)
    assert page.opened()
    window.go("pairings", show="stuck")
    assert not page.opened()
    assert page.filters.wanted == "stuck"
    (found, *_rest) = page.finds(f"{wanted.mentor.name} {wanted.mentee.name}")
    found.go()
    assert page.opened()
    assert page.finds("") == []


def test_pairings_are_found_before_the_page_was_shown(window: MainWindow) -> None:
    page = window.page("pairings")
    assert isinstance(page, PairingsPage)
    assert page.rows == []
    page.finds("an")[0].go()
    assert window.shown == "pairings"
    assert page.opened()


def test_the_page_of_a_pairing_says_what_the_file_says(page: PairingsPage, window: MainWindow) -> None:
    wanted = next(row for row in page.rows if row.open_actions and row.held > 2)
    page.open(wanted.id)
    with page.desk.database.read() as view:
        facts = pairing_facts(view, wanted.id, today=TODAY)
        todo = open_actions(view, pairing=wanted.id, today=TODAY)
    assert page.view.facts == facts
    boxes = page.view.next.findChildren(QCheckBox)
    assert {box.accessibleName() for box in boxes} == {action.text for action in todo}
    assert page.view.head.log.isEnabled()


def test_a_tick_finishes_an_action_and_undo_brings_it_back(page: PairingsPage, window: MainWindow) -> None:
    wanted = next(row for row in page.rows if row.open_actions)
    page.open(wanted.id)
    box = page.view.next.findChildren(QCheckBox)[0]
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert row_now(page, wanted).open_actions == wanted.open_actions - 1
    assert can_undo(window)
    undo(window)
    assert row_now(page, wanted).open_actions == wanted.open_actions


def test_an_action_is_added_from_the_page(page: PairingsPage) -> None:
    wanted = one(page)
    page.open(wanted.id)
    QTest.mouseClick(page.view.next.add, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page)
    dialog.try_save()
    assert dialog.isVisible()
    QTest.keyClicks(dialog.form.widget("text").focus_widget(), "Book a room")
    dialog.try_save()
    assert row_now(page, wanted).open_actions == wanted.open_actions + 1
    assert "Book a room" in {box.accessibleName() for box in page.view.next.findChildren(QCheckBox)}


def test_chips_over_the_time_line_leave_one_kind(page: PairingsPage) -> None:
    wanted = next(row for row in page.rows if row.held > 2)
    page.open(wanted.id)
    QTest.mouseClick(page.view._chips["sessions"], Qt.MouseButton.LeftButton)
    assert page.view.shown == "sessions"
    assert page.view._chips["sessions"].isChecked()
    assert not page.view._chips["all"].isChecked()


def test_logging_a_session_begins_with_this_pairing(page: PairingsPage) -> None:
    page.open(one(page).id)
    QTest.mouseClick(page.view.head.log, Qt.MouseButton.LeftButton)
    dialogs = [found for found in page.window().findChildren(SessionDialog) if found.isVisible()]
    assert dialogs
    dialogs[0].reject()


def test_a_trial_is_made_active_and_undone(page: PairingsPage, window: MainWindow) -> None:
    wanted = one(page, TRIAL)
    page.open(wanted.id)
    step(page, "Make active", wanted)
    assert row_now(page, wanted).status is ACTIVE
    assert page.view.facts is not None
    assert page.view.facts.row.status is ACTIVE
    undo(window)
    assert row_now(page, wanted).status is TRIAL


def test_ending_early_wants_a_reason_beside_its_field(page: PairingsPage) -> None:
    wanted = one(page)
    step(page, "Close…", wanted)
    dialog = dialog_of(page)
    dialog.form.load({"outcome": Outcome.EARLY})
    dialog.try_save()
    assert dialog.isVisible()
    assert row_now(page, wanted).status is ACTIVE
    dialog.form.load({"outcome": Outcome.EARLY, "reason": "Moved away"})
    dialog.try_save()
    assert row_now(page, wanted).status is CLOSED


STEPS_WITH_FORM: tuple[tuple[str, PairingStatus, dict[str, object], Callable[[PairingRow], bool]], ...] = (
    ("Pause…", ACTIVE, {"until": None}, lambda row: row.status is PAUSED),
    ("Decline…", TRIAL, {"reason": "No time"}, lambda row: row.status is CLOSED),
    ("Agreed time…", ACTIVE, {"month_minutes": 45}, lambda row: row.month_agreed == 45),
    ("Log check-in…", ACTIVE, {"day": TODAY, "pulse": 2}, lambda row: row.pulse == 2),
)


@pytest.mark.parametrize(("words", "status", "values", "holds"), STEPS_WITH_FORM)
def test_steps_with_a_form(
    page: PairingsPage,
    window: MainWindow,
    words: str,
    status: PairingStatus,
    values: dict[str, object],
    holds: Callable[[PairingRow], bool],
) -> None:
    wanted = one(page, status)
    step(page, words, wanted)
    dialog = dialog_of(page)
    dialog.form.load(values)
    dialog.try_save()
    assert not dialog.isVisible()
    assert holds(row_now(page, wanted))
    assert can_undo(window)
    undo(window)
    assert not holds(row_now(page, wanted))


def test_agreement_and_notes_stand_on_the_page(page: PairingsPage) -> None:
    wanted = one(page)
    page.open(wanted.id)
    for words, values in (("Agreement signed…", {"day": TODAY}), ("Notes…", {"notes": "Both like trains"})):
        step(page, words, wanted)
        dialog = dialog_of(page)
        dialog.form.load(values)
        dialog.try_save()
    assert page.view.facts is not None
    assert (page.view.facts.agreement_signed_on, page.view.facts.notes) == (TODAY, "Both like trains")


def test_two_are_paired_by_hand_only_where_there_is_room(page: PairingsPage, database: Database) -> None:
    assert page.desk.cohort is not None
    with database.change(Label.of("test")) as work:
        mentee = take_part(work, page.desk.cohort, "Newly Come", Role.MENTEE)
        roomy = take_part(work, page.desk.cohort, "Has Room", Role.MENTOR, 1)
        full = take_part(work, page.desk.cohort, "Has None", Role.MENTOR, 0)
    QTest.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page)
    dialog.form.load({"mentor": full, "mentee": mentee})
    dialog.try_save()
    assert dialog.isVisible()
    dialog.form.load({"mentor": roomy, "mentee": mentee})
    dialog.try_save()
    assert not dialog.isVisible()
    assert "Newly Come" in {row.mentee.name for row in page.rows}
    with database.read() as view:
        assert free_places(view, page.desk.cohort)[roomy] == 0


def test_alt_and_an_arrow_carry_a_card_to_the_next_column(page: PairingsPage) -> None:
    QTest.mouseClick(page.filters.switch, Qt.MouseButton.LeftButton)
    lane = page.board.lanes[TRIAL]
    lane.enter()
    carried = lane.chosen()
    assert carried is not None
    QTest.keyClick(lane, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert row_now(page, carried).status is ACTIVE
    assert carried.id in {row.id for row in page.board.lanes[ACTIVE].rows()}


def test_arrows_go_between_columns_and_enter_opens(page: PairingsPage) -> None:
    page.filters.switch.setChecked(True)
    page.board.lanes[TRIAL].enter()
    QTest.keyClick(page.board.lanes[TRIAL], Qt.Key.Key_Right)
    chosen = page.board.lanes[ACTIVE].chosen()
    assert chosen is not None
    QTest.keyClick(page.board.lanes[ACTIVE], Qt.Key.Key_Return)
    assert page.opened()
    assert page.view.key == chosen.id


def test_a_step_that_leads_nowhere_is_refused_calmly(page: PairingsPage, window: MainWindow) -> None:
    wanted = one(page)
    page.steps.move(wanted, PairingStatus.PROPOSED)
    assert row_now(page, wanted).status is ACTIVE
    shown = [found for found in window.findChildren(Dialog) if found.isVisible()]
    assert shown
    shown[0].accept()


def test_an_open_pairing_that_is_undone_away_closes_its_page(
    page: PairingsPage, window: MainWindow, database: Database
) -> None:
    from mentordesk.operations.pairings import pair_by_hand

    assert page.desk.cohort is not None
    with database.change(Label.of("test")) as work:
        mentee = take_part(work, page.desk.cohort, "Newly Come", Role.MENTEE)
        mentor = take_part(work, page.desk.cohort, "Has Room", Role.MENTOR)
    page.open(pair_by_hand(database, mentor=mentor, mentee=mentee, today=TODAY))
    assert page.opened()
    undo(window)
    assert not page.opened()


class Mail(QObject):
    """Stands where the mail program would."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def write(self, url: QUrl) -> None:
        self.asked.append(url.toString())


def test_writing_to_both_opens_the_mail_program_and_copies(page: PairingsPage) -> None:
    mail = Mail()
    QDesktopServices.setUrlHandler("mailto", mail, "write")  # type: ignore[arg-type]  # the stub is wrong
    try:
        page.open(one(page).id)
        QTest.mouseClick(page.view.head.write, Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("mailto")
    assert len(mail.asked) == 1
    assert mail.asked[0].count("@") == 2
    assert page.rows
    assert one(page).mentor.name in QGuiApplication.clipboard().text()


def test_addresses_of_the_many_chosen_are_copied(page: PairingsPage) -> None:
    first, second = page.list.table.shown()[:2]
    page.list.table.set_checked({first.id, second.id})
    page.list._copy()
    copied = QGuiApplication.clipboard().text()
    assert first.mentee.name in copied
    assert second.mentee.name in copied


def test_the_menu_holds_what_the_state_allows(page: PairingsPage, database: Database) -> None:
    wanted = one(page)
    page.open(wanted.id)
    words = {action.text() for action in page.view.head.menu_for(wanted).actions()}
    assert "Pause…" in words
    assert "Reopen" not in words
    close_pairing(database, pairing=wanted.id, outcome=Outcome.COMPLETED, today=TODAY)
    words = {action.text() for action in page.view.head.menu_for(row_now(page, wanted)).actions()}
    assert "Reopen" in words
    assert "Pause…" not in words
    assert not page.view.head.log.isEnabled()


def test_every_column_of_the_board_can_be_left_and_every_happening_has_a_look() -> None:
    assert {start for start, _end in MOVES} == set(PairingStatus)
    assert set(LOOKS) == set(Happening)
    assert {status for step in STEPS for status in step.offered} == set(PairingStatus)


def test_a_narrow_window_keeps_the_names(page: PairingsPage, window: MainWindow, qtbot: QtBot) -> None:
    page.open(one(page).id)
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: page.view.head.write.text() == "")
    grid = page.view.mapTo(window, QPoint(page.view.width(), 0)).x()
    assert grid <= window.width()


def words_beside(page: PairingsPage) -> str:
    QApplication.processEvents()
    return " ".join(found.text() for found in page.view.findChildren(QLabel) if found.isVisible())


def test_a_mediation_is_opened_written_on_and_closed_on_the_page(
    page: PairingsPage, database: Database
) -> None:
    row = one(page)
    page.go(pairing=row.id)
    step(page, "Mediation…", row)
    dialog_of(page).form.load({"reason": "They quarrel", "mediator": "Noor"})
    dialog_of(page).try_save()
    assert "They quarrel" in words_beside(page)
    step(page, "Mediation…", row)
    assert dialog_of(page).form.values()["mediator"] == "Noor"
    dialog_of(page).reject()
    with database.read() as view:
        (case,) = mediations(view, pairing=row.id)
    page.steps.close_case(row, case)
    dialog_of(page).form.load({"outcome": "", "day": TODAY})
    dialog_of(page).try_save()
    dialog_of(page).form.load({"outcome": "They made up", "day": TODAY})
    dialog_of(page).try_save()
    assert "They made up" in words_beside(page)
    database.undo()
    database.undo()
    assert "They quarrel" not in words_beside(page)


def test_steps_for_the_many_ticked_are_one_change(page: PairingsPage, database: Database) -> None:
    trials = {row.id for row in page.rows if row.status is TRIAL}
    assert trials
    page.list.table.set_checked({row.id for row in page.rows})
    page.list.many.activate()
    QApplication.processEvents()
    assert not [row for row in page.rows if row.status is TRIAL]
    newest = database.undo_label()
    assert newest is not None
    assert (newest.key, newest.values["n"]) == ("pairings.active", len(trials))
    database.undo()
    QApplication.processEvents()
    assert {row.id for row in page.rows if row.status is TRIAL} == trials


@pytest.mark.parametrize(
    ("way", "values", "label"),
    [
        ("pause", {"until": TODAY + timedelta(days=9)}, "pairings.paused"),
        ("extend", {"until": TODAY + timedelta(days=9)}, "pairings.extended"),
        ("close", {"outcome": Outcome.EARLY, "reason": "The end"}, "pairings.closed"),
    ],
)
def test_steps_for_the_many_that_ask_first(
    page: PairingsPage, database: Database, way: str, values: dict[str, object], label: str
) -> None:
    page.list.table.set_checked({row.id for row in page.rows})
    getattr(page.list.many, way)()
    dialog_of(page).form.load(values)
    dialog_of(page).try_save()
    newest = database.undo_label()
    assert newest is not None
    assert newest.key == label


def test_an_action_is_due_today_until_another_day_is_given(page: PairingsPage) -> None:
    page.go(pairing=one(page).id)
    page.view.next.ask()
    assert dialog_of(page).form.values()["due_on"] == TODAY
    dialog_of(page).reject()
