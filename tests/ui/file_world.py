"""A running MentorDesk on a small programme, and what its questions are answered with."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from mentordesk.app import App
from mentordesk.domain.person import Person
from mentordesk.operations.programme import make_programme
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.file_notice import FileNotice
from mentordesk.ui.pages.sharing import SharingPage

Start = Callable[[], App]

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


def unlocked(folder: Path) -> list[str]:
    """The files below a folder that anybody could read as a programme."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.name for path in files if b"SQLite format 3" in path.read_bytes())


def settled(app: App, qtbot: QtBot) -> None:
    """Everything was done, also what waits until there is nothing else, such as the first backup."""
    app.window.tasks.wait()
    qtbot.waitUntil(lambda: not app.window.tasks.running, timeout=20_000)


def on(app: App, path: Path, qtbot: QtBot) -> Database:
    """The file at work in the window, its first backup made."""
    assert app.open(path)
    settled(app, qtbot)
    return opened(app)


def answer(app: App, passphrase: str, qtbot: QtBot) -> FormDialog:
    asked = dialog(app, qtbot)
    assert isinstance(asked, FormDialog)
    asked.form.widget("passphrase").set_value(passphrase)
    press(asked, "Open")
    return asked


def notice(app: App) -> FileNotice:
    """The bar above the pages, once it is seen."""
    QApplication.processEvents()
    (bar,) = [one for one in app.window.findChildren(FileNotice) if one.isVisible()]
    return bar


def words(app: App) -> str:
    return bare(notice(app).words.text())


def wait_for_notice(app: App, verb: str, qtbot: QtBot) -> None:
    bars = app.window.findChildren(FileNotice)
    qtbot.waitUntil(lambda: any(one.isVisible() and one.act.text() == verb for one in bars), timeout=20_000)


def arriving(app: App, qtbot: QtBot) -> list[str]:
    """Whom the copy on the Sharing page is about, once it was looked at."""
    page = app.window.page("sharing")
    assert isinstance(page, SharingPage)
    qtbot.waitUntil(lambda: page.merge is not None, timeout=20_000)
    assert page.merge is not None
    return [name for line in page.merge.arriving.lines for name in line.names]
