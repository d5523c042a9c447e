"""History, sharing and settings, driven as a coordinator would."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from mentordesk.operations.programme import edit_programme, programme_of
from mentordesk.storage.database import Database
from mentordesk.storage.settings import Settings
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.history import HistoryPage
from mentordesk.ui.pages.settings import SettingsPage
from tests.ui.conftest import settle


def rename(database: Database, name: str) -> None:
    with database.read() as view:
        programme = programme_of(view)
    assert programme is not None
    edit_programme(database, programme=programme.id, values={"name": name})


def name_of(database: Database) -> str:
    with database.read() as view:
        programme = programme_of(view)
    assert programme is not None
    return programme.name


def test_history_shows_each_step_and_takes_it_back(window: MainWindow, database: Database) -> None:
    window.go("history")
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    rename(database, "Bridges")
    QTest.qWait(0)
    words = [row.words for row in page.table.model.rows]
    assert words == ["Changed the programme", "Made the sample programme"]
    window.commands["undo"].trigger()
    settle(window)
    assert name_of(database) == "Compass Careers"
    assert next(row.kind for row in page.table.model.rows) == "undo"
    window.commands["redo"].trigger()
    settle(window)
    assert name_of(database) == "Bridges"


def test_sharing_says_where_the_file_is_and_asks_for_a_copy(window: MainWindow, qtbot: QtBot) -> None:
    window.go("sharing")
    button = next(
        one for one in window.page("sharing").findChildren(QPushButton) if one.text() == "Save a copy…"
    )
    with qtbot.waitSignal(window.asked) as asked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["copy"]


def test_settings_hold_at_once(window: MainWindow) -> None:
    chosen: list[Settings] = []
    assert window.desk is not None
    window.desk.choose = chosen.append
    window.go("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    combo = page.form.widget("language").findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClicks(combo, "Espa")
    QTest.keyClick(combo, Qt.Key.Key_Return)
    assert chosen[-1:] == [replace(window.desk.settings, language="es")]
