"""What the window itself can do, and the menu of the programme chooser."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from mentordesk.i18n import N_, _
from mentordesk.ui.icons import icon
from mentordesk.ui.theme import theme

if TYPE_CHECKING:
    from mentordesk.ui.main_window import MainWindow

COMMANDS: tuple[tuple[str, str, str, str], ...] = (
    ("new", N_("New programme…"), "file-plus", "Ctrl+N"),
    ("open", N_("Open a programme…"), "folder-open", "Ctrl+O"),
    ("copy", N_("Save a copy…"), "save", "Ctrl+Shift+S"),
    ("backups", N_("Backups…"), "history", "Ctrl+Shift+B"),
    ("passphrase", N_("Passphrase…"), "lock", "Ctrl+Shift+P"),
    ("undo", N_("Undo"), "undo-2", "Ctrl+Z"),
    ("redo", N_("Do again"), "redo-2", "Ctrl+Y; Ctrl+Shift+Z"),
    ("log", N_("Log sessions"), "notebook-pen", "Ctrl+L"),
    ("find", N_("Find or go to…"), "search", "Ctrl+K"),
    ("narrow", N_("Find in this list"), "search", "Ctrl+F"),
    ("print", N_("Print…"), "printer", "Ctrl+P"),
    ("help", N_("Help"), "circle-help", "F1"),
    ("full", N_("Full screen"), "layout-grid", "F11"),
    ("quit", N_("Leave MentorDesk"), "x", "Ctrl+Q"),
)
TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
"""Endings of files that hold tables of people."""
IN_MENU = ("new", "open", "copy", "backups", "passphrase", "help", "quit")


def command_action(
    window: QWidget, words: str, picture: str, shortcut: str, slot: Callable[[], object]
) -> QAction:
    """A command with its key, on the window."""
    made = QAction(_(words), window)
    made.setData((words, picture))
    made.setShortcuts(QKeySequence.listFromString(shortcut))
    made.triggered.connect(lambda _checked=False: slot())
    window.addAction(made)
    return made


def narrow(window: "MainWindow") -> None:
    """Go to the field that narrows the list of the shown page, or else to the one for everything."""
    page = window.pages.get(window.shown)
    fields = page.findChildren(QLineEdit) if page else []
    field = next((one for one in fields if one.property("kind") == "narrow" and one.isVisible()), None)
    if field is None:
        window.open_palette()
        return
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    field.selectAll()


def print_shown(window: "MainWindow") -> None:
    """Print what the page shows, or go where there is something to print."""
    page = window.pages.get(window.shown)
    if page:
        page.print_shown()


def bring_in(window: "MainWindow", table: Path) -> None:
    """A spreadsheet that was dropped on the window: the wizard that brings in people, at its first step."""
    from mentordesk.ui.import_wizard import bring_in_people

    if window.desk:
        window.go("people")
        bring_in_people(window, window.desk, table)


def programme_menu(window: "MainWindow") -> QMenu:
    """Cohorts, recent files, then the file commands; shown under the chooser."""
    menu = QMenu(window)
    for key, name in window.cohorts:
        _choice(menu, "calendar-days", name, partial(window.cohort_chosen.emit, key))
    menu.addSeparator()
    for path in window.recent:
        _choice(menu, "history", path.stem, partial(window.recent_chosen.emit, path)).setToolTip(str(path))
    menu.addSeparator()
    for command in IN_MENU:
        action = window.commands[command]
        words, picture = action.data()
        action.setText(_(words))
        action.setIcon(icon(picture, "text"))
        menu.addAction(action)
    chooser = window.sidebar.chooser
    menu.popup(chooser.mapToGlobal(QPoint(0, chooser.height() + theme().px(4))))
    return menu


def _choice(menu: QMenu, picture: str, words: str, slot: Callable[[], object]) -> QAction:
    made = menu.addAction(icon(picture, "text"), words.replace("&", "&&"))
    made.triggered.connect(lambda _checked=False: slot())
    return made
