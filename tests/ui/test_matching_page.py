"""The Matching page, driven as a coordinator would."""

from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mentordesk.domain.pairing import Mark
from mentordesk.domain.participant import Participant, Role
from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import set_language
from mentordesk.matching.criteria import CRITERIA
from mentordesk.matching.solve import Assignment, Question
from mentordesk.operations import matching as deciding
from mentordesk.operations.matching_view import Matching
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.programme import make_programme
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.matching_hours import Hours
from mentordesk.ui.matching_list import NAMES, Places
from mentordesk.ui.matching_words import HEADS, fit_words
from mentordesk.ui.pages.matching import MatchingPage
from mentordesk.ui.theme import apply_colours, apply_theme, the_app
from mentordesk.ui.widgets import EmptyState
from tests.operations.pairing_world import World, make_world, take_part

TODAY = date(2026, 3, 17)
Opener = Callable[[Database], MainWindow]


@pytest.fixture
def small(tmp_path: Path) -> tuple[Database, World]:
    """Two mentors with three places, one without, and three mentees."""
    database = Database.create(tmp_path / "Small.mentordesk")
    return database, make_world(database)


def opened(window: MainWindow) -> MatchingPage:
    window.go("matching")
    page = window.page("matching")
    assert isinstance(page, MatchingPage)
    settle(window)
    return page


def settle(window: MainWindow) -> None:
    """Let what was changed be matched anew and shown."""
    for _turn in range(3):
        QTest.qWait(10)
        window.tasks.wait()
    QTest.qWait(10)


def found(page: MatchingPage) -> Matching:
    assert page.matching is not None
    return page.matching


def pair_of(page: MatchingPage) -> tuple[bytes, bytes]:
    line = page.list.view.chosen()
    assert line is not None
    return line.pair.mentee, line.pair.mentor


def decided(database: Database, page: MatchingPage) -> dict[tuple[bytes, bytes], Mark]:
    assert page.desk.cohort is not None
    with database.read() as view:
        return deciding.marks(view, page.desk.cohort)


def words_in(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]


def hours_of(page: MatchingPage) -> Hours:
    """The newest, as an emptied layout lets its widgets go a moment later."""
    return page.panel.findChildren(Hours)[-1]


def said_instead(page: MatchingPage) -> str:
    """The sentence that stands where the columns would."""
    shown = page.stack.currentWidget()
    assert shown is not None
    return shown.findChildren(EmptyState)[-1].sentence.text()


def test_the_open_part_is_proposed_ranked_and_proved(window: MainWindow) -> None:
    page = opened(window)
    assert page.state.text() == "34 of 40 mentees have a mentor; proposed: 6"
    assert page.primary.text() == "Publish 6 as trial"
    assert page.count.text() == "6 proposals"
    fits = [line.pair.fit for line in page.list.view.lines.rows]
    assert fits == sorted(fits, reverse=True)
    assert page.proof.sentence.text().startswith("Nothing better exists")
    assert page.without.isHidden()
    assert page.panel.title.text() == "Pair 1 of 6"


def test_publishing_is_one_step_and_undo_brings_the_proposals_back(
    window: MainWindow, database: Database
) -> None:
    page = opened(window)
    QTest.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    settle(window)
    assert page.state.text() == "40 of 40 mentees have a mentor; proposed: 0"
    assert not page.primary.isEnabled()
    assert said_instead(page) == "Everybody has a mentor."
    assert window.toast is not None
    QTest.mouseClick(window.toast.undo, Qt.MouseButton.LeftButton)
    settle(window)
    assert page.count.text() == "6 proposals"
    assert page.stack.currentIndex() == 0


def test_a_stale_proposal_is_refused_calmly(window: MainWindow, database: Database) -> None:
    page = opened(window)
    refused: list[Refusal] = []
    page.desk.refuse = refused.append
    mentee, mentor = pair_of(page)
    shown = page.matching
    pair_by_hand(database, mentor=mentor, mentee=mentee, today=TODAY)
    settle(window)
    page.matching = shown
    page.publish()
    settle(window)
    assert [type(one) for one in refused] == [deciding.NoLongerOpen]
    assert page.primary.isEnabled()
    assert page.count.text() == "5 proposals"


def test_keys_go_through_the_list_lock_and_ban(window: MainWindow, database: Database) -> None:
    page = opened(window)
    view = page.list.view
    view.setFocus()
    first = pair_of(page)
    QTest.keyClick(view, Qt.Key.Key_L)
    settle(window)
    assert decided(database, page) == {first: Mark.LOCK}
    assert pair_of(page) == first
    assert page.panel.lock.text() == "Unlock"
    QTest.keyClick(view, Qt.Key.Key_Down)
    second = pair_of(page)
    assert second != first
    assert page.panel.title.text() == "Pair 2 of 6"
    QTest.keyClick(view, Qt.Key.Key_B)
    settle(window)
    assert decided(database, page) == {first: Mark.LOCK, second: Mark.BAN}
    assert second not in {(pair.mentee, pair.mentor) for pair in found(page).proposal.pairs}
    assert view.choose(first[0])
    QTest.keyClick(view, Qt.Key.Key_L)
    settle(window)
    assert decided(database, page) == {second: Mark.BAN}


def test_a_click_on_the_lock_locks_and_one_beside_it_only_chooses(
    window: MainWindow, database: Database
) -> None:
    page = opened(window)
    view = page.list.view
    box = view.visualRect(view.lines.index(2, 0))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.center().x(), box.center().y())
    )
    settle(window)
    assert decided(database, page) == {}
    pair = pair_of(page)
    lock = page.list.places(box).lock().center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=lock)
    settle(window)
    assert decided(database, page) == {pair: Mark.LOCK}


def test_the_panel_says_why_and_its_buttons_do(window: MainWindow, database: Database) -> None:
    page = opened(window)
    words = words_in(page.panel)
    assert "Why" in words
    assert "Why not more" in words
    hours = hours_of(page)
    assert hours.week.common() >= 2
    pair = pair_of(page)
    QTest.mouseClick(page.panel.ban, Qt.MouseButton.LeftButton)
    settle(window)
    assert decided(database, page) == {pair: Mark.BAN}
    assert window.toast is not None
    assert window.toast.words.text().startswith("Banned")
    window.undo()
    settle(window)
    assert decided(database, page) == {}


def test_the_reasons_of_a_pair_follow_a_slider_once_the_list_is_drawn(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window)
    assert page.terms.weights is not None
    slider, before = page.terms.weights.rows["skills"].slider, page.panel.findChild(Hours)
    slider.setSliderDown(True)
    with qtbot.waitSignal(page.matcher.found):
        slider.setValue(31)
    line = page.list.view.chosen()
    assert line is not None
    assert page.panel.line == line
    assert page.panel.fit.text() == fit_words(line.pair.fit)
    assert page.panel.findChild(Hours) is before
    qtbot.waitUntil(lambda: page.panel.findChild(Hours) not in (None, before))
    slider.setSliderDown(False)
    settle(window)


def test_a_slider_moves_the_proposal_at_once_and_is_kept_when_let_go(
    window: MainWindow, database: Database
) -> None:
    page = opened(window)
    assert page.terms.weights is not None
    before = database.undo_label()
    weight = page.terms.weights.rows["wishes"]
    weight.slider.setSliderDown(True)
    for points in (20, 35, 50):
        weight.slider.setValue(points)
    settle(window)
    assert found(page).choice.weights["wishes"] == 50
    assert page.terms.weights.total.text() == "of 140"
    assert database.undo_label() == before
    weight.slider.setSliderDown(False)
    settle(window)
    assert page.desk.cohort is not None
    with database.read() as view:
        assert deciding.choice_of(view, page.desk.cohort).weights["wishes"] == 50
    label = database.undo_label()
    assert label is not None
    assert label.key == "matching.weight"
    window.undo()
    settle(window)
    assert weight.slider.value() == 10
    assert found(page).choice.weights["wishes"] == 10


def test_a_weight_set_by_keys_is_kept_once_they_rest(
    window: MainWindow, database: Database, qtbot: QtBot
) -> None:
    page = opened(window)
    assert page.terms.weights is not None
    weight = page.terms.weights.rows["skills"]
    weight.slider.setFocus()
    with qtbot.waitSignal(weight.settled, timeout=3000) as kept:
        QTest.keyClick(weight.slider, Qt.Key.Key_Right)
        QTest.keyClick(weight.slider, Qt.Key.Key_Right)
    settle(window)
    assert kept.args == [32]
    database.undo()
    settle(window)
    assert weight.slider.value() == 30


def test_the_newest_question_wins(window: MainWindow) -> None:
    page = opened(window)
    shown: list[int] = []
    page.matcher.found.connect(lambda one: shown.append(one.choice.weights["skills"]))
    choice = found(page).choice
    for points in range(10):
        page.matcher.want(deciding.Choice({**choice.weights, "skills": points}, choice.rules))
    settle(window)
    assert shown == [0, 9]


def test_cancel_ends_matching_and_the_page_stays_as_it_was(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window)
    before, solved = found(page), list[Assignment]()
    whole = Question.solve

    def solve(*asked: Any) -> Assignment:
        window.tasks.cancel()
        solved.append(whole(*asked))
        return solved[-1]

    monkeypatch.setattr(Question, "solve", solve)
    page.matcher.want()
    settle(window)
    assert not solved
    assert page.matching is before
    monkeypatch.undo()
    page.matcher.want()
    settle(window)
    assert page.matching is not before


def test_a_lock_reads_only_the_marks_again(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(window)
    page.list.view.choose(page.list.view.lines.rows[0].pair.mentee)
    monkeypatch.setattr("mentordesk.ui.matching_run.look", None)
    page.toggle_lock()
    settle(window)
    assert [pair.mentee for pair in found(page).proposal.pairs if pair.locked] == [pair_of(page)[0]]


def test_rules_are_switched_limited_and_say_what_they_rule_out(window: MainWindow) -> None:
    page = opened(window)
    assert page.terms.rules is not None
    hours = page.terms.rules.rows["hours"]
    assert hours.words.text() == "2 h a week in common"
    ruled_out = int(hours.count.text())
    hours.choose(20)
    settle(window)
    assert hours.words.text() == "20 h a week in common"
    assert int(hours.count.text()) > ruled_out
    assert page.count.text() == "0 proposals"
    assert not page.without.isHidden()
    assert not page.primary.isEnabled()
    QTest.mouseClick(hours.check, Qt.MouseButton.LeftButton, pos=QPoint(8, hours.check.height() // 2))
    settle(window)
    assert hours.count.text() == ""
    assert page.count.text() == "6 proposals"
    assert page.terms.rules.rows["zone"].words.text() == "At most 8 h apart"


def test_without_a_mentor_is_told_why_and_finds_one(window: MainWindow, database: Database) -> None:
    page = opened(window)
    assert page.desk.cohort is not None
    deciding.set_rule(database, cohort=page.desk.cohort, rule="hours", value=20)
    settle(window)
    view = page.without.view
    lack = view.lines.rows[0]
    assert "too few hours in common" in lack.why
    view.setFocus()
    dialog = page.choose_mentor(lack.mentee.participant)
    assert dialog is not None
    offers = dialog.table.shown()
    assert offers[0].standing == "Fewer than 20 h a week in common."
    assert [one.option.fit for one in offers] == sorted((one.option.fit for one in offers), reverse=True)
    dialog.take()
    settle(window)
    pair = (lack.mentee.participant, offers[0].id)
    assert decided(database, page) == {pair: Mark.BY_HAND}
    assert pair_of(page) == pair
    assert "Breaks a rule" in words_in(page.panel)


def test_find_one_answers_mouse_and_keys(window: MainWindow, database: Database) -> None:
    page = opened(window)
    assert page.desk.cohort is not None
    deciding.set_rule(database, cohort=page.desk.cohort, rule="hours", value=20)
    settle(window)
    asked: list[bytes] = []
    page.choose_mentor = asked.append  # type: ignore[method-assign,assignment]
    view = page.without.view
    box = view.visualRect(view.lines.index(1, 0))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 30, box.center().y())
    )
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked == [view.lines.rows[1].mentee.participant] * 2


def test_swapping_shows_the_refusal_of_a_full_mentor(
    small: tuple[Database, World], empty_window: Opener
) -> None:
    database, world = small
    window = empty_window(database)
    page = opened(window)
    deciding.lock_pair(database, cohort=world.cohort, mentee=world.mentees[0], mentor=world.mentors[1])
    settle(window)
    mentee = next(key for key in world.mentees[1:])
    assert page.list.view.choose(mentee)
    dialog = page.choose_mentor(mentee)
    assert dialog is not None
    (offer,) = dialog.table.shown()
    assert offer.standing.startswith("Would be taken from")
    dialog.take()
    assert dialog.isVisible()
    assert dialog.wrong.text().startswith("Björn Ek has no place left to lock.")
    dialog.reject()
    assert decided(database, page) == {(world.mentees[0], world.mentors[1]): Mark.LOCK}


def test_what_was_decided_by_hand_can_be_seen_and_freed(window: MainWindow, database: Database) -> None:
    page = opened(window)
    assert page.terms.marks.isHidden()
    page.ban()
    settle(window)
    assert page.terms.marks.text() == "Decided by hand: 1"
    dialog = page.show_marks()
    assert dialog is not None
    assert len(dialog.table.shown()) == 1
    dialog.free()
    settle(window)
    assert dialog.table.shown() == []
    assert decided(database, page) == {}
    dialog.accept()


def test_orders(window: MainWindow) -> None:
    page = opened(window)
    low = page.sorting.menu().actions()[1]
    low.trigger()
    fits = [line.pair.fit for line in page.list.view.lines.rows]
    assert fits == sorted(fits)
    assert page.sorting.text() == "Lowest fit first"


def test_narrow_windows_fold_the_pair_behind_a_button(window: MainWindow) -> None:
    page = opened(window)
    assert not page.panel.isHidden()
    window.resize(1024, 640)
    QTest.qWait(10)
    assert page.panel.isHidden()
    assert not page.terms.isHidden()
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    assert (page.panel.isHidden(), page.terms.isHidden()) == (False, True)
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert (page.panel.isHidden(), page.terms.isHidden()) == (True, False)
    QTest.mouseClick(page.toggle, Qt.MouseButton.LeftButton)
    assert not page.panel.isHidden()
    window.resize(1280, 800)
    QTest.qWait(10)
    assert (page.panel.isHidden(), page.terms.isHidden()) == (False, False)


def test_where_there_is_no_room_rules_list_and_pair_take_turns(window: MainWindow) -> None:
    apply_theme(the_app(), "light", 2)
    page = opened(window)
    window.resize(1024, 640)
    QTest.qWait(10)
    parts, chips = (page.terms, page.list, page.panel), page.columns.chips

    def seen() -> list[bool]:
        assert not [part for part in parts if part.isVisible() and part.width() > page.columns.width()]
        return [part.isVisible() for part in parts]

    assert seen() == [False, True, False]
    QTest.mouseClick(chips["terms"], Qt.MouseButton.LeftButton)
    assert seen() == [True, False, False]
    QTest.mouseClick(page.terms.match, Qt.MouseButton.LeftButton)
    assert seen() == [False, True, False]
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    assert seen() == [False, False, True]
    assert [key for key, made in chips.items() if made.isChecked()] == ["pair"]
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert seen() == [False, True, False]
    settle(window)


@given(st.integers(200, 2000), st.integers(0, 11), st.sampled_from((1.0, 1.5, 2.0)), st.booleans())
def test_the_parts_of_a_row_never_lie_on_each_other(width: int, count: int, zoom: float, rtl: bool) -> None:
    apply_colours(the_app(), "light", zoom)
    places = Places(QRect(0, 0, round(width * zoom), 52), count, rtl=rtl)
    parts = [
        places.number(),
        places.names(),
        *map(places.bar, range(places.shown)),
        places.fit(),
        places.lock(),
    ]
    assert not [pair for pair in combinations(parts, 2) if pair[0].intersects(pair[1])]
    assert all(part.left() >= 0 and part.right() < round(width * zoom) for part in parts)
    assert places.shown == count or places.names().width() < (2 * NAMES) * zoom
    apply_colours(the_app(), "light")


def test_summer_time_is_told(small: tuple[Database, World], empty_window: Opener) -> None:
    database, world = small
    with database.change(Label.of("test")) as work:
        for participant, zone in ((world.mentees[0], "Europe/Lisbon"), (world.mentors[1], "Africa/Nairobi")):
            part = work.get_one(Participant, participant)
            person = work.get_one(Person, part.person_id)
            person.zone, person.week = zone, bytes([0, 255, 255]) * 7
    deciding.lock_pair(database, cohort=world.cohort, mentee=world.mentees[0], mentor=world.mentors[1])
    window = empty_window(database)
    page = opened(window)
    assert page.list.view.choose(world.mentees[0])
    hours = hours_of(page)
    assert any("when the clocks change" in words for words in words_in(hours))
    other = next(key for key in world.mentees if key != world.mentees[0])
    assert page.list.view.choose(other)
    QTest.qWait(10)
    assert "Hours in common are not known." in words_in(page.panel)


def test_empty_programmes_say_the_next_step(tmp_path: Path, empty_window: Opener) -> None:
    with Database.create(tmp_path / "Empty.mentordesk") as database:
        page = opened(empty_window(database))
        assert said_instead(page) == "There is no cohort yet."
    with Database.create(tmp_path / "Cohort.mentordesk") as database:
        cohort = make_programme(
            database, name="Compass", cohort="Spring", starts_on=TODAY, ends_on=date(2026, 9, 1)
        )
        window = empty_window(database)
        page = opened(window)
        assert said_instead(page) == "Nobody takes part yet."
        with database.change(Label.of("test")) as work:
            take_part(work, cohort, "Ngozi Okafor", Role.MENTEE)
        page.matcher.want()
        settle(window)
        assert page.stack.currentIndex() == 0
        assert page.without.view.lines.rows[0].why == "No mentor has a free place."


def test_other_pages_and_ctrl_k_lead_here(window: MainWindow) -> None:
    page = opened(window)
    line = page.list.view.lines.rows[3]
    window.go("matching", mentee=line.pair.mentee)
    assert pair_of(page)[0] == line.pair.mentee
    last = page.list.view.lines.rows[5]
    finds = page.finds(last.mentor.name)
    assert finds
    finds[0].go()
    assert pair_of(page)[0] == last.pair.mentee
    assert page.finds("") == []


def test_everything_has_a_name(window: MainWindow) -> None:
    page = opened(window)
    view = page.list.view
    assert view.accessibleName() == "Proposals"
    spoken = view.lines.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    line = view.lines.rows[0]
    assert line.mentee.name in spoken
    assert str(line.pair.fit) in spoken
    row = QAccessible.queryAccessibleInterface(view).child(0)
    assert line.mentor.name in row.text(QAccessible.Text.Name)
    assert page.terms.weights is not None
    assert page.terms.rules is not None
    assert page.terms.weights.rows["skills"].slider.accessibleName() == "Skills wanted, offered"
    assert page.terms.rules.rows["hours"].check.accessibleName() == "2 h a week in common"
    assert set(HEADS) == {one.key for one in CRITERIA}


def test_right_to_left_stands_mirrored(window: MainWindow) -> None:
    try:
        settle(window)
        set_language("ar")
        the_app().setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        window.rebuild()
        page = opened(window)
        places = page.list.places(page.list.view.viewport().rect())
        assert places.lock().right() < places.names().left()
        assert page.terms.mapTo(window, QPoint()).x() > page.panel.mapTo(window, QPoint()).x()
    finally:
        the_app().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        set_language("en")
