"""What people expect of any program: keys, drops, and things that stand where they were left."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mentordesk.app import App
from mentordesk.storage.database import Database
from mentordesk.storage.settings import Settings
from mentordesk.ui.help import HELP
from mentordesk.ui.import_wizard import ImportWizard
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages import PAGES
from mentordesk.ui.pages.documents import DocumentsPage
from mentordesk.ui.palette import Palette
from tests.conftest import ROOT
from tests.ui.conftest import settle

NARROWED = ("people", "pairings", "sessions", "goals", "history")


def fall(window: MainWindow, path: Path) -> None:
    """Let a file fall on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, Qt.MouseButton.LeftButton, none))


@pytest.mark.parametrize("key", NARROWED)
def test_ctrl_f_goes_to_the_field_of_the_list(window: MainWindow, key: str) -> None:
    window.go(key)
    window.commands["narrow"].trigger()
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.property("kind") == "narrow"
    assert window.page(key).isAncestorOf(field)


def test_ctrl_f_finds_everything_where_there_is_no_list(window: MainWindow) -> None:
    window.go("today")
    window.commands["narrow"].trigger()
    assert isinstance(window.findChild(Palette), Palette)


def test_ctrl_p_prints_documents_and_goes_there_from_elsewhere(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(DocumentsPage, "print_shown", lambda page: printed.append(page.key))
    window.go("goals")
    window.commands["print"].trigger()
    assert (window.shown, printed) == ("documents", [])
    window.commands["print"].trigger()
    assert printed == ["documents"]


def test_ctrl_y_and_ctrl_shift_z_do_again(window: MainWindow) -> None:
    assert [keys.toString() for keys in window.commands["redo"].shortcuts()] == ["Ctrl+Y", "Ctrl+Shift+Z"]


def test_no_two_keys_are_alike(window: MainWindow) -> None:
    keys = [keys.toString() for action in window.actions() for keys in action.shortcuts()]
    assert len(set(keys)) == len(keys)
    assert all(entry.shortcut for entry in PAGES)


def test_a_spreadsheet_dropped_on_the_window_is_brought_in(window: MainWindow, qtbot: QtBot) -> None:
    fall(window, ROOT / "tests" / "files" / "form-export.csv")
    settle(window)
    wizard = window.findChild(ImportWizard)
    assert isinstance(wizard, ImportWizard)
    assert window.shown == "people"
    assert wizard.file.sheets()
    wizard.reject()


def test_another_file_dropped_on_the_window_is_told_of(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.file_dropped) as caught:
        fall(window, Path("Other.mentordesk"))
    assert caught.args == [Path("Other.mentordesk")]
    assert window.findChild(ImportWizard) is None


def test_every_page_has_its_help() -> None:
    assert set(HELP) == {entry.key for entry in PAGES}


def test_the_window_stands_where_it_was_left(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    monkeypatch.setenv("MENTORDESK_HOME", str(tmp_path / "home"))
    path = database.path
    database.close()
    first = App(qapp, Settings(language="en", theme="light"))
    qtbot.addWidget(first.window)
    assert first.open(path)
    first.window.show()
    first.window.resize(960, 650)
    QTest.qWait(50)
    first.close()
    second = App(qapp, Settings.load())
    qtbot.addWidget(second.window)
    assert (second.window.width(), second.window.height()) == (960, 650)
