"""Without a mouse and without eyes: all that takes the keyboard has a name, and Tab reaches it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages import PAGES
from tests.scenes import SCENES, Scene, dialogs_of, dressed, settled, shown

SIZE = (1280, 800)
ROUND = 400
"""More presses of Tab than any page has widgets."""

scenes = pytest.mark.parametrize("scene", [pytest.param(scene, id=name) for name, scene in SCENES])


@pytest.fixture
def window(qapp: QApplication, database: Database) -> Iterator[MainWindow]:
    dressed(qapp, "en")
    with shown(database, SIZE) as made:
        yield made


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab stops at a widget; fields inside of others, such as a combo box's, speak through those."""
    inside = isinstance(widget, QLineEdit) and widget.objectName() == "qt_spinbox_lineedit"
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return stops and widget.isVisible() and widget.isEnabled() and not inside and widget.focusProxy() is None


def place_of(window: MainWindow) -> QWidget:
    """What is looked at: the topmost dialog, or the window."""
    return (dialogs_of(window) or [window])[-1]


def stops(place: QWidget) -> list[QWidget]:
    return [one for one in place.findChildren(QWidget) if one.window() is place and takes_keys(one)]


def is_named(widget: QWidget) -> bool:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return bool((widget.accessibleName() or words).strip())


def told(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{type(widget).__name__} in {type(parent).__name__} {parent.accessibleName() if parent else ''}"


def reached_by_tab(place: QWidget) -> set[int]:
    """Where Tab comes to, from where the keyboard begins and on till it comes round."""
    reached: set[int] = set()
    for _press in range(ROUND):
        now = place.focusWidget() or place
        if id(now) in reached and reached >= {id(one) for one in stops(place)}:
            break
        reached.add(id(now))
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return reached


@scenes
def test_the_keyboard_is_enough(window: MainWindow, scene: Scene) -> None:
    """What takes it has a name, Tab reaches all of it, and Escape leaves what stands over the page."""
    scene(window)
    settled(window)
    place = place_of(window)
    place.activateWindow()
    found = stops(place)
    assert found
    assert [told(one) for one in found if not is_named(one)] == []
    reached = reached_by_tab(place)
    assert [told(one) for one in stops(place) if id(one) not in reached] == []
    for dialog in reversed(dialogs_of(window)):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_what_has_no_name_or_is_passed_by_is_seen(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    buttons = [QPushButton("Go", place), QPushButton("", place)]
    place.show()
    assert [is_named(one) for one in buttons] == [True, False]
    assert {id(one) for one in buttons} <= reached_by_tab(place)
    buttons[0].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    buttons[1].setFocus()
    assert id(buttons[0]) not in reached_by_tab(place)
    assert stops(place) == [buttons[1]]


def test_every_page_is_reached_by_its_key(window: MainWindow) -> None:
    for entry in PAGES:
        action = next(one for one in window.actions() if one.shortcut().toString() == entry.shortcut)
        action.trigger()
        assert window.shown == entry.key
