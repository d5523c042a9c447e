"""Every page and dialog in the pseudo language: all is translated, and there is room for longer words."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mentordesk.i18n import LANGUAGES, PSEUDO, autonym, pseudo
from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages import PAGES
from mentordesk.ui.sidebar import SideItem
from mentordesk.ui.widgets import ElidedLabel
from tests.scenes import SCENES, Scene, dialogs_of, dressed, settled, shown, tidied

SMALLEST = (1024, 640)
GIVE = 2
"""Points that a rounding may take."""

scenes = pytest.mark.parametrize("scene", [pytest.param(scene, id=name) for name, scene in SCENES])


@pytest.fixture
def window(qapp: QApplication, database: Database) -> Iterator[MainWindow]:
    dressed(qapp, PSEUDO)
    with shown(database, SMALLEST) as made:
        yield made
    dressed(qapp, "en")


def seen(window: MainWindow) -> list[QWidget]:
    """Every label and button that is visible, of the page and of what stands over it."""
    places = [window, *dialogs_of(window)]
    return [
        child
        for place in places
        for child in place.findChildren(QWidget)
        if child.isVisible() and child.window() is place and isinstance(child, (QLabel, QAbstractButton))
    ]


def words_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


def is_clipped(widget: QWidget) -> bool:
    """Whether words need more room than they have; those that elide by design do not count."""
    if isinstance(widget, (ElidedLabel, SideItem)) or not words_of(widget):
        return False
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + GIVE
        return widget.sizeHint().width() > widget.width() + GIVE
    if isinstance(widget, (QPushButton, QCheckBox)):
        return widget.minimumSizeHint().width() > widget.width() + GIVE
    return False


@scenes
def test_nothing_is_clipped(window: MainWindow, scene: Scene) -> None:
    scene(window)
    settled(window)
    assert window.width() == SMALLEST[0]
    assert [words_of(one) for one in seen(window) if is_clipped(one)] == []


def test_every_button_of_a_page_is_translated(window: MainWindow) -> None:
    """English letters outside of brackets stand only in what people wrote, in names and in keys."""
    for entry in PAGES:
        window.go(entry.key)
        settled(window)
        page = window.page(entry.key)
        buttons = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text()]
        assert [one.text() for one in buttons if not one.text().startswith("[") and own_words(one)] == []


def own_words(button: QPushButton) -> bool:
    """Whether a button's words are the program's; names, numbers and languages are not."""
    known = {autonym(language) for language in LANGUAGES}
    return button.property("kind") in {"primary", "plain", "soft"} and not (
        button.text() in known or re.fullmatch(r"[\d\s%.,]+", button.text())
    )


def test_arabic_runs_from_right_to_left(qapp: QApplication, database: Database) -> None:
    dressed(qapp, "ar")
    with shown(database, SMALLEST) as window:
        for _name, scene in SCENES:
            scene(window)
            settled(window)
            assert window.sidebar.x() > window.width() // 2
            for dialog in dialogs_of(window):
                assert dialog.layoutDirection() is Qt.LayoutDirection.RightToLeft
            tidied(window)
    dressed(qapp, "en")


def test_a_clipped_label_is_seen(qtbot: QtBot) -> None:
    tight = QLabel(pseudo("Some longer words"))
    qtbot.addWidget(tight)
    tight.show()
    assert not is_clipped(tight)
    tight.setFixedWidth(40)
    assert is_clipped(tight)
