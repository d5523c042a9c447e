"""History in the window: narrowed to a person, a day, a coordinator; values and files put back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages import history as page_module
from mentordesk.ui.pages.history import HistoryPage


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> HistoryPage:
    window.go("history")
    found = window.page("history")
    assert isinstance(found, HistoryPage)
    return found


@pytest.fixture
def moved(database: Database) -> bytes:
    """Somebody whose city was changed to Sopot just now."""
    with database.change(Label.of("test")) as work:
        person = work.scalars(select(Person).order_by(Person.id)).first()
        assert person is not None
        person.city = "Sopot"
        return person.id


def city(database: Database, person: bytes) -> str:
    with database.read() as view:
        return view.get_one(Person, person).city


def press(page: HistoryPage, name: str) -> None:
    buttons = page.inspector.findChildren(QAbstractButton)
    found = next(one for one in buttons if name in (one.accessibleName(), one.text()) and one.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_a_value_is_put_back_from_the_step_that_changed_it(
    page: HistoryPage, moved: bytes, database: Database, qtbot: QtBot
) -> None:
    page.table.choose(page.table.shown()[0].id)
    qtbot.waitUntil(lambda: bool(page.inspector.findChildren(QAbstractButton)))
    QTest.qWait(20)
    press(page, "Put back City")
    assert city(database, moved) != "Sopot"
    page.table.choose(page.table.shown()[1].id)
    QTest.qWait(20)
    press(page, "The record as it was here")
    assert city(database, moved) == "Sopot"


def test_only_what_was_done_about_somebody(page: HistoryPage, moved: bytes, database: Database) -> None:
    with database.change(Label.of("test")) as work:
        work.add(Person(id=work.new_key(), name="Somebody else"))
    everything = len(page.table.shown())
    page.go(person=moved)
    assert 0 < len(page.table.shown()) < everything
    assert page.about.isVisible()
    QTest.mouseClick(page.about, Qt.MouseButton.LeftButton)
    assert len(page.table.shown()) == everything


def test_only_one_day_and_one_coordinator(page: HistoryPage, moved: bytes) -> None:
    page.day.setCurrentIndex(1)
    page.day.activated.emit(1)
    days = {page._day(row).isoformat() for row in page.table.shown()}
    assert days == {page.day.currentData()}
    page.who.setCurrentIndex(1)
    page.who.activated.emit(1)
    assert {row.actor for row in page.table.shown()} == {page.who.currentData()}


def test_the_file_as_it_was_is_written_beside(
    page: HistoryPage,
    moved: bytes,
    database: Database,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "then.mentordesk"
    monkeypatch.setattr(page_module, "choose_save", lambda *_args: target)
    page.copy_as_of(page.table.shown()[1])
    qtbot.waitUntil(lambda: not page.desk.tasks.running, timeout=20_000)
    with Database.open(target) as then:
        assert city(then, moved) != "Sopot"
    assert city(database, moved) == "Sopot"
