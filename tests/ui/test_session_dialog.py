"""Logging a session by keyboard alone, and what stands beside a field that is wrong."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentordesk.domain.session import SessionStatus
from mentordesk.operations.sessions import SessionFilter, SessionRow, pairing_choices, sessions, sessions_of
from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.page import Desk
from mentordesk.ui.session_dialog import SessionDialog, change_session, log_many, log_session, plan_session
from tests.ui.conftest import TODAY


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def of(database: Database, pairing: bytes) -> list[SessionRow]:
    with database.read() as view:
        return sessions_of(view, pairing)


def by_name(dialog: SessionDialog, text: str) -> bytes:
    QTest.keyClicks(dialog.finder.line, text)
    chosen = dialog.finder.chosen()
    assert chosen is not None
    return chosen.id


@pytest.mark.parametrize("typed", ["wanjiru", "KAMAU wan"])
def test_a_name_and_enter_log_a_session_of_today(desk: Desk, database: Database, typed: str) -> None:
    dialog = log_session(desk)
    pairing = by_name(dialog, typed)
    before = of(database, pairing)
    QTest.keyClick(dialog.finder.line, Qt.Key.Key_Return)
    held = [row for row in of(database, pairing) if row not in before]
    assert [(row.day, row.minutes, row.status) for row in held] == [(TODAY, 60, SessionStatus.HELD)]
    assert "Wanjiru Kamau" in (held[0].mentor.name, held[0].mentee.name)
    database.undo()
    assert of(database, pairing) == before


def test_names_are_found_in_their_own_script_and_without_accents(desk: Desk) -> None:
    dialog = log_session(desk)
    with desk.database.read() as view:
        choices = pairing_choices(view, cohort=desk.cohort)
    for choice in choices:
        dialog.finder.line.setText(choice.mentee.name)
        assert choice.id in [shown.id for shown in dialog.finder._shown]
    dialog.reject()


def test_up_and_down_choose(desk: Desk) -> None:
    dialog = log_session(desk)
    first = by_name(dialog, "a")
    QTest.keyClick(dialog.finder.line, Qt.Key.Key_Down)
    second = dialog.finder.chosen()
    assert second is not None
    assert second.id != first
    QTest.keyClick(dialog.finder.line, Qt.Key.Key_Up)
    back = dialog.finder.chosen()
    assert back is not None
    assert back.id == first
    dialog.reject()


def test_without_a_name_the_field_says_so(desk: Desk, database: Database) -> None:
    dialog = log_session(desk)
    QTest.keyClick(dialog.finder.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "no pairing is chosen" in dialog.finder.wrong.text()
    assert database.undo_label() is not None
    dialog.reject()


def test_a_day_to_come_is_refused_beside_its_field(desk: Desk) -> None:
    dialog = log_session(desk)
    pairing = by_name(dialog, "wanjiru")
    tomorrow = TODAY + timedelta(days=1)
    dialog.form.load(dialog.form.values() | {"day": tomorrow})
    dialog.try_save()
    assert dialog.isVisible()
    assert dialog.form._wrong["day"].isVisible()
    assert "has not come yet" in dialog.form._wrong["day"].text()
    assert all(
        row.day != tomorrow or row.status is SessionStatus.PLANNED for row in of(desk.database, pairing)
    )
    dialog.reject()


def test_what_came_of_it_is_kept(desk: Desk, database: Database) -> None:
    dialog = log_session(desk)
    pairing = by_name(dialog, "wanjiru")
    dialog.unfold()
    more = {"notes": "Went well", "mentor_pulse": 5, "actions": "Read\n\nWrite", "mentee_came": False}
    dialog.more.load(dialog.more.values() | more)
    dialog.try_save()
    (row,) = [found for found in of(database, pairing) if found.notes == "Went well"]
    assert (row.mentor_pulse, row.mentee_pulse, row.mentee_came) == (5, None, False)
    assert not dialog.isVisible()


def test_planning_keeps_the_hour_and_the_zone(desk: Desk, database: Database) -> None:
    with database.read() as view:
        pairing = pairing_choices(view, cohort=desk.cohort)[0].id
    before = of(database, pairing)
    dialog = plan_session(desk, pairing)
    dialog.try_save()
    (row,) = [found for found in of(database, pairing) if found not in before]
    assert (row.status, row.day) == (SessionStatus.PLANNED, TODAY + timedelta(days=7))
    assert row.starts_at is not None
    assert (row.starts_at.hour, row.zone) == (9, "Europe/Lisbon")


def test_many_are_logged_together(desk: Desk, database: Database) -> None:
    dialog = log_many(desk)
    with database.read() as view:
        chosen = [choice.id for choice in pairing_choices(view, cohort=desk.cohort)[:3]]
    dialog.try_save()
    assert dialog.isVisible()
    dialog.form.load(dialog.form.values() | {"pairings": chosen})
    dialog.try_save()
    label = database.undo_label()
    assert label is not None
    assert (label.key, label.values) == ("session.logged_many", {"n": 3})


def test_a_session_is_changed(desk: Desk, database: Database, qtbot: QtBot) -> None:
    with database.read() as view:
        row = sessions(view, SessionFilter(status=SessionStatus.HELD), limit=1)[0]
    dialog = change_session(desk, row)
    dialog.form.load(dialog.form.values() | {"minutes": 25})
    dialog.try_save()
    assert [found.minutes for found in of(database, row.pairing) if found.id == row.id] == [25]
    assert QDate(row.day.year, row.day.month, row.day.day).isValid()
