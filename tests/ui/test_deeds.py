"""Ctrl+K finds what can be done by its words and by others, in every language, or says it finds nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from mentordesk.i18n import set_language
from mentordesk.ui.deeds import DEEDS, button_of, deeds
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.settings import SettingsPage
from mentordesk.ui.palette import Palette


def palette(window: MainWindow, text: str) -> Palette:
    window.open_palette()
    found = window.findChildren(Palette)[-1]
    QTest.keyClicks(found.field, text)
    return found


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "import", "Import…"),
        ("en", "spreadsheet bring", "Import…"),
        ("en", "export", "Export…"),
        ("en", "publish", "Publish as trial"),
        ("en", "share colleague", "Give a copy…"),
        ("en", "dark", "Look"),
        ("en", "certificate", "Certificate"),
        ("es", "importar", "Importar…"),
        ("es", "excel exportar", "Exportar…"),
        ("es", "añadir persona", "Añadir persona"),
        ("es", "oscuro", "Aspecto"),
        ("ar", "استيراد", "استيراد…"),
        ("ar", "شهادة", "شهادة"),
    ],
)
def test_what_can_be_done_is_found(window: MainWindow, language: str, typed: str, found: str) -> None:
    set_language(language)
    window.rebuild()
    assert found in [find.words for find in deeds(window, typed)]


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_deed_is_there_to_be_done(window: MainWindow, language: str) -> None:
    set_language(language)
    window.rebuild()
    for deed in DEEDS:
        assert deed.where or button_of(window, deed), deed


def test_enter_does_it(window: MainWindow) -> None:
    QTest.keyClick(palette(window, "goal new").field, Qt.Key.Key_Return)
    assert window.shown == "goals"
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert [one.windowTitle() for one in dialogs] == ["Add goal"]
    dialogs[0].reject()


def test_a_setting_has_the_keyboard(window: MainWindow) -> None:
    QTest.keyClick(palette(window, "dark light").field, Qt.Key.Key_Return)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.focusWidget() is page.form.widget("theme").focus_widget()


def test_nothing_found_is_said(window: MainWindow) -> None:
    found = palette(window, "zzzz")
    assert [found.list.item(at).text() for at in range(found.list.count())] == ["Nothing found."]
    QTest.keyClick(found.field, Qt.Key.Key_Return)
    assert found.isVisible()
    found.field.clear()
    QApplication.processEvents()
    assert found.list.count() > 1
