"""A running MentorDesk on a small programme, and what its questions are answered with."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from mentordesk.app import App
from mentordesk.domain.person import Person
from mentordesk.operations.programme import make_programme
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label

DAY = date(2026, 3, 2)
SECRET, OTHER = "Lighthouse keeper 31", "Paper boats at seven"
LABEL = Label.of("person.added")


def programme(path: Path, passphrase: str | None = None) -> Path:
    """A programme file with one cohort."""
    with Database.create(path, Desk("Noor"), passphrase=passphrase) as database:
        make_programme(database, name="Compass", cohort="Spring", starts_on=DAY, ends_on=date(2026, 12, 1))
    return path


def add(database: Database, name: str) -> None:
    with database.change(LABEL) as work:
        work.add(Person(id=work.new_key(), name=name))


def names(database: Database) -> list[str]:
    with database.read() as view:
        return list(view.scalars(select(Person.name).order_by(Person.name)))


def opened(app: App) -> Database:
    assert app.database is not None
    return app.database


def dialog(app: App, qtbot: QtBot) -> QDialog:
    """The question that stands over the window, once there is one."""
    found: list[QDialog] = []

    def stands() -> bool:
        found[:] = [one for one in app.window.findChildren(QDialog) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(stands, timeout=20_000)
    return found[-1]


def said(within: QDialog) -> str:
    """All its sentences."""
    return bare(" ".join(one.text() for one in within.findChildren(QLabel) if one.isVisibleTo(within)))


def bare(words: str) -> str:
    """Without the marks that keep names of files in their direction."""
    return words.translate({0x2068: None, 0x2069: None})


def press(within: QDialog, words: str) -> None:
    """Press the button that says so."""
    buttons = [one for one in within.findChildren(QPushButton) if bare(one.text()) == words]
    assert len(buttons) == 1, [one.text() for one in within.findChildren(QAbstractButton)]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def settled(app: App, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not app.window.tasks.running, timeout=20_000)
