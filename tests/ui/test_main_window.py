"""The shell: pages on first use, badges, one undo, Ctrl+K, another language while it runs."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentordesk.i18n import set_language
from mentordesk.ui.commands import COMMANDS, programme_menu
from mentordesk.ui.main_window import FOLDS, MainWindow
from mentordesk.ui.page import Page
from mentordesk.ui.pages import PAGES, PageEntry
from mentordesk.ui.palette import DETAIL, Find, Palette, matching
from mentordesk.ui.sidebar import FOLDED, WIDTH
from mentordesk.ui.theme import apply_theme, the_app, theme
from mentordesk.ui.widgets import label
from tests.ui.conftest import settle, undo

LATE = (
    *("numpy", "scipy", "ortools", "reportlab", "babel", "alembic", "pypdf", "asyncio", "sqlalchemy.orm"),
    *("mentordesk.ui.form", "mentordesk.ui.table"),
)


class First(Page):
    key = "first"
    title = "First"
    shows: ClassVar[frozenset[str]] = frozenset({"person"})

    def build(self) -> None:
        self.read = 0
        self.asked_for: object = None
        self.body.addWidget(label("A page"))

    def refresh(self) -> None:
        self.read += 1

    def go(self, **where: object) -> None:
        self.asked_for = where["person"]

    def finds(self, text: str) -> list[Find]:
        return matching(text, [Find("Zoë", "mentor", "user", lambda: self.desk.go("first", person=1))])


class Second(Page):
    key = "second"
    title = "Second"


@dataclass(frozen=True)
class Entry(PageEntry):
    def page_class(self) -> type[Page]:
        return First if self.key == "first" else Second


@dataclass
class File:
    """As much of an open file as the shell asks for."""

    path: Path = Path("Compass.mentordesk")
    listeners: list[Callable[[frozenset[str]], None]] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    def listen(self, listener: Callable[[frozenset[str]], None]) -> None:
        self.listeners.append(listener)

    def forget(self, listener: Callable[[frozenset[str]], None]) -> None:
        self.listeners.remove(listener)

    def undo_label(self) -> None:
        """What it would take back is no beginning."""

    def undo(self) -> str | None:
        return self.undone.pop() if self.undone else None


@pytest.fixture
def file() -> File:
    return File()


@pytest.fixture
def window(qtbot: QtBot, file: File) -> MainWindow:
    apply_theme(the_app(), "light")
    made = MainWindow(
        (
            Entry("first", "First", "sun", "Run", "x", "Ctrl+1"),
            Entry("second", "Second", "users", "Run", "x", "Ctrl+2"),
        )
    )
    qtbot.addWidget(made)
    made.attach(made.make_desk(file))
    made.show()
    qtbot.waitExposed(made)
    return made


def first(window: MainWindow) -> First:
    page = window.page("first")
    assert isinstance(page, First)
    return page


def test_pages_are_built_when_first_shown(window: MainWindow) -> None:
    assert set(window.pages) == {"first"}
    window.sidebar.items["second"].click()
    assert set(window.pages) == {"first", "second"}
    assert window.stack.currentWidget() is window.pages["second"]


def test_only_a_visible_page_whose_kinds_changed_reads_anew(window: MainWindow, file: File) -> None:
    page = first(window)
    assert page.read == 1
    file.listeners[0](frozenset({"goal"}))
    assert page.read == 1
    file.listeners[0](frozenset({"person"}))
    assert page.read == 2
    window.go("second")
    file.listeners[0](frozenset({"person"}))
    assert page.read == 2
    window.go("first", person=7)
    assert page.read == 3
    assert page.asked_for == 7


def test_another_file_is_listened_to_instead(window: MainWindow, file: File) -> None:
    other = File(Path("Other.mentordesk"))
    window.attach(window.make_desk(other))
    assert file.listeners == []
    assert len(other.listeners) == 1
    assert window.windowTitle().startswith("Other")


def test_badges_stand_in_the_sidebar(window: MainWindow) -> None:
    first(window).set_badge(11)
    assert window.sidebar.items["first"].count == 11
    assert window.sidebar.items["first"].accessibleDescription() == "11"


def test_the_sidebar_leaves_icons_alone_where_the_page_needs_the_room(window: MainWindow, file: File) -> None:
    assert window.sidebar.width() == theme().px(WIDTH)
    apply_theme(the_app(), "light", 2)
    window.attach(window.make_desk(file))
    assert window.width() < theme().px(FOLDS)
    assert window.sidebar.width() == theme().px(FOLDED)
    assert window.sidebar.items["first"].text() in window.sidebar.items["first"].toolTip()
    window.resize(theme().px(FOLDS), window.height())
    assert window.sidebar.width() == theme().px(WIDTH)


def test_undo_says_what_was_taken_back(window: MainWindow, file: File) -> None:
    file.undone.append("pause")
    window.words_for_label = lambda label: f"the {label}"
    undo(window)
    assert window.toast is not None
    assert "the pause" in window.toast.accessibleName()
    undo(window)
    assert "nothing" in window.toast.accessibleName()


def test_a_long_undo_leaves_the_window_free(
    window: MainWindow, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()
    monkeypatch.setattr(File, "undo", lambda _file: None if ended.wait(20) else "late")
    window.undo()
    window.go("second")
    assert window.shown == "second"
    assert window.tasks.running
    ended.set()
    settle(window)
    assert window.toast is not None
    assert "nothing" in window.toast.accessibleName()


def test_ctrl_k_finds_people_pages_and_actions(qtbot: QtBot, window: MainWindow) -> None:
    window.open_palette()
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    palette.field.setText("ZOE")
    assert [find.words for find in palette._found] == ["Zoë"]
    item = palette.list.item(0)
    assert (item.text(), item.data(DETAIL)) == ("Zoë", palette._found[0].detail)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert first(window).asked_for == 1


def test_the_page_stays_when_the_language_changes(window: MainWindow) -> None:
    window.go("second")
    set_language("ar")
    window.rebuild()
    assert window.shown == "second"
    assert window.stack.currentWidget() is window.pages["second"]


def test_commands_it_cannot_do_are_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.asked) as caught:
        window.commands["open"].trigger()
    assert caught.args == ["open"]
    keys = [shortcut for _key, _words, _icon, shortcut in COMMANDS]
    assert len(set(keys)) == len(keys)


def test_the_chooser_offers_cohorts_recent_files_and_commands(window: MainWindow) -> None:
    window.cohorts, window.recent = [(b"c", "Spring 2026")], [Path("Old.mentordesk")]
    chosen: list[object] = []
    window.cohort_chosen.connect(chosen.append)
    menu = programme_menu(window)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:3] == ["Spring 2026", "Old", "New programme…"]
    menu.actions()[0].trigger()
    menu.close()
    assert chosen == [b"c"]


def test_every_page_file_is_listed(root: Path) -> None:
    listed = {entry.module for entry in PAGES}
    files = (root / "mentordesk" / "ui" / "pages").glob("*.py")
    assert listed == {file.stem for file in files if "\npage_class = " in file.read_text("utf-8")}
    assert len({entry.key for entry in PAGES}) == len(PAGES)


def test_the_shell_paints_before_anything_heavy_is_imported() -> None:
    program = (
        "import sys; from mentordesk.ui.main_window import MainWindow;"
        "from mentordesk.ui.theme import apply_theme;"
        "from PySide6.QtWidgets import QApplication; app = QApplication([]); apply_theme(app, 'light');"
        "window = MainWindow(); window.show_glance(('P', 'C'), [('Zoë', 'Lisbon')]); window.show();"
        f"app.processEvents(); print([name for name in {LATE!r} if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "[]"


def test_the_sidebar_counts_without_the_pages(window: MainWindow, file: File, qtbot: QtBot) -> None:
    window.counts = lambda: {"second": len(file.undone), "elsewhere": 3}
    file.undone.append("step")
    file.listeners[0](frozenset({"person"}))
    qtbot.waitUntil(lambda: window.sidebar.items["second"].count == 1)
    file.undone.clear()
    file.listeners[0](frozenset({"person"}))
    qtbot.waitUntil(lambda: window.sidebar.items["second"].count == 0)
    assert set(window.pages) == {"first"}
