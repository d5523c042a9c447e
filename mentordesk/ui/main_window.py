"""The window: sidebar, pages built when first shown, one undo for all, Ctrl+K.

What the first paint does not need is imported when it is used (PERFORMANCE.md, P1).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from mentordesk.i18n import _
from mentordesk.ui import fonts
from mentordesk.ui.pages import PAGES, PageEntry
from mentordesk.ui.theme import the_app, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

    from mentordesk.domain.refusal import Refusal
    from mentordesk.ui.busy import BusyBar
    from mentordesk.ui.marks import FocusRing
    from mentordesk.ui.page import Desk, Page
    from mentordesk.ui.palette import Find
    from mentordesk.ui.sidebar import Sidebar
    from mentordesk.ui.tasks import Tasks
    from mentordesk.ui.toast import Toast

Words = Callable[[object], str]
FINDERS = ("people", "pairings")

NAME = "MentorDesk"
FOLDS = 860
"""Points across below which the sidebar has icons alone."""


class MainWindow(QMainWindow):
    """Everything a file is needed for waits until `attach`; commands it cannot do itself are asked for.

    `sidebar` and `stack` are there from the first `rebuild` or `attach`.

    `asked(command key)` is emitted for new, open, copy, log and help; `file_dropped(Path)` for what is no
    spreadsheet, or one while nothing is open; `recent_chosen(Path)` and `cohort_chosen(bytes)` say the rest.
    `painted()` comes once the window was seen for the first time, `closing()` before it goes.
    """

    asked: ClassVar[Signal] = Signal(str)
    file_dropped: ClassVar[Signal] = Signal(object)
    recent_chosen: ClassVar[Signal] = Signal(object)
    cohort_chosen: ClassVar[Signal] = Signal(object)
    closing: ClassVar[Signal] = Signal()
    painted: ClassVar[Signal] = Signal()
    _touched: ClassVar[Signal] = Signal(object)

    def __init__(self, entries: Sequence[PageEntry] = PAGES) -> None:
        super().__init__()
        self.entries = tuple(entries)
        self.sidebar: Sidebar
        self.stack: QStackedWidget
        self._column: QVBoxLayout
        self.desk: Desk | None = None
        self.pages: dict[str, Page] = {}
        self.commands: dict[str, QAction] = {}
        self.ring: FocusRing | None = None
        self.toast: Toast | None = None
        self.busy: BusyBar | None = None
        self.recent: list[Path] = []
        self.cohorts: list[tuple[bytes, str]] = []
        self.names = ("", "")
        self.shown = self.entries[0].key if self.entries else ""
        self.words_for_label: Words = lambda _label: ""
        self.counts: Callable[[], Mapping[str, int]] | None = None
        self.answers: Callable[[Refusal], bool] = lambda _refusal: False
        self._counting = self._warned = self._seen = False
        self.setWindowTitle(NAME)
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self.setMinimumSize(960, 600)
        self._touched.connect(self._tell_pages)

    @cached_property
    def tasks(self) -> "Tasks":
        from mentordesk.ui.tasks import Tasks

        made = Tasks(self)
        made.refused.connect(self.refuse)
        made.broken.connect(self._report)
        return made

    def _report(self, report: str) -> None:
        from mentordesk.ui import dialogs

        dialogs.bug(self, report)

    def show_glance(self, names: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
        """Before any model is loaded: the pages' names, and name and city of the first people."""
        from mentordesk.ui.glance import Glance

        self.setCentralWidget(Glance(names, self.entries, rows))

    def come_forward(self) -> None:
        """Be seen and in use, with what stands over it; where the system forbids that, ask for notice."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        (the_app().activeModalWidget() or self).activateWindow()
        the_app().alert(self)

    def attach(self, desk: "Desk") -> None:
        """Work on an open file from now on; pages of another file are let go."""
        if self.desk:
            self.desk.database.forget(self._hear)
        self.desk = desk
        desk.database.listen(self._hear)
        self.setWindowTitle(_("{file} – MentorDesk").format(file=desk.database.path.stem))
        self.rebuild()

    def make_desk(self, database: object, **more: object) -> "Desk":
        """A desk over a database, speaking through this window."""
        from mentordesk.ui.page import Desk

        return Desk(
            database=database,  # type: ignore[arg-type]  # storage is not imported here: its ORM is slow to load
            tasks=self.tasks,
            go=self.go,
            say=self.say,
            refuse=self.refuse,
            open_palette=self.open_palette,
            ask=self.run_command,
            **more,  # type: ignore[arg-type]  # the rest of Desk's own fields
        )

    def rebuild(self) -> None:
        """Make all widgets anew, as after another language, theme or file; the shown page stays."""
        self.tasks.let_go()
        self.pages.clear()
        self._counting = False
        if self.desk:
            self._count()  # goes on beside, while the widgets are made
        self._build()
        self._furnish()
        self.show_names(*self.names)
        if self.desk:
            self.go(self.shown)

    def leave_pages(self) -> bool:
        """Keep what was typed on the pages; False where that was refused, and that page is shown."""
        held = [key for key, page in self.pages.items() if not page.leave()]
        if held:
            self.go(held[0])
        else:
            self._warned = False
        return not held

    def show_names(self, programme: str, cohort: str) -> None:
        self.names = (programme, cohort)
        self.sidebar.chooser.show_names(programme, cohort)

    def go(self, key: str, **where: object) -> None:
        """Show a page, built now if it never was, and let it go to what is asked for."""
        if self.desk is None or key not in {entry.key for entry in self.entries}:
            return
        self.shown = key
        self.sidebar.show_page(key)
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        page.freshen()
        if where:
            page.go(**where)

    def page(self, key: str) -> "Page":
        """A page by its key, built on first use."""
        if key not in self.pages and self.desk:
            entry = next(entry for entry in self.entries if entry.key == key)
            made = entry.page_class()(self.desk)
            made.badge_changed.connect(lambda n: self.sidebar.set_count(key, n))
            self.pages[key] = made
            self.stack.addWidget(made)
        return self.pages[key]

    def say(self, text: str, *, undoable: bool = True) -> None:
        if self.toast:
            self.toast.say(text, undoable=undoable)

    def refuse(self, refusal: "Refusal") -> None:
        """Say it, unless `answers` took it up, as it does where there is a way on."""
        from mentordesk.ui import dialogs

        if not self.answers(refusal):
            dialogs.refuse(self, refusal)

    def open_palette(self) -> None:
        """Ctrl+K."""
        from mentordesk.ui.palette import Palette

        for key in FINDERS:
            if self.desk and any(entry.key == key for entry in self.entries):
                self.page(key)
        providers = [*(page.finds for page in self.pages.values()), self._places]
        Palette(self, providers).open()

    def undo(self) -> None:
        if self.desk:
            from mentordesk.operations.past import take_back

            words = (_("Taking back…"), _("Taken back: {what}"), _("There is nothing to take back."))
            self._take_back(partial(take_back, self.desk.database), *words)

    def redo(self) -> None:
        if self.desk:
            words = (_("Doing it again…"), _("Done again: {what}"), _("There is nothing to do again."))
            self._take_back(self.desk.database.redo, *words, undoable=True)

    def _take_back(
        self, way: Callable[[], object], busy: str, said: str, nothing: str, *, undoable: bool = False
    ) -> None:
        """Away from the window: a step may be an import of a hundred thousand people."""

        def done(label: object) -> None:
            text = said.format(what=self.words_for_label(label)) if label else nothing
            self.say(text, undoable=undoable and label is not None)

        self.tasks.run(way, label=busy, done=done, cancellable=False)

    def put_above(self, bar: "QWidget") -> None:
        """A bar between the top of the window and the page, until the widgets are made anew."""
        self._column.insertWidget(0, bar)

    def _build(self) -> None:
        from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

        from mentordesk.ui.sidebar import Sidebar

        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.sidebar = Sidebar(self.entries)
        self.sidebar.chosen.connect(self.go)
        self.sidebar.chooser.clicked.connect(self._choose)
        self.stack = QStackedWidget()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)
        across.addWidget(self.sidebar)
        across.addLayout(self._column, 1)
        self.setCentralWidget(middle)
        self._fold()

    def _fold(self) -> None:
        """Leave the sidebar's words out where the page needs their room."""
        if self.centralWidget():
            self.sidebar.fold(on=self.width() < theme().px(FOLDS))

    def _furnish(self) -> None:
        """What is needed once there is something to do: keys, the focus ring, the bars at the foot."""
        from mentordesk.ui.busy import BusyBar
        from mentordesk.ui.commands import COMMANDS, command_action
        from mentordesk.ui.marks import FocusRing
        from mentordesk.ui.toast import Toast

        if self.ring is None:
            self.ring = FocusRing(self)
            the_app().focusChanged.connect(self.ring.follow)
            for key, words, picture, shortcut in COMMANDS:
                slot = partial(self.run_command, key)
                self.commands[key] = command_action(self, words, picture, shortcut, slot)
            for entry in self.entries:
                command_action(self, entry.title, entry.icon, entry.shortcut, partial(self.go, entry.key))
            QTimer.singleShot(0, self, fonts.load_rest)
        middle = self.sidebar.parentWidget() or self
        self.toast = Toast(middle, self.undo)
        self.busy = BusyBar(middle, self.tasks)

    def run_command(self, key: str) -> None:
        """One of COMMANDS by its key."""
        from mentordesk.ui import commands

        own: dict[str, Callable[[], object]] = {
            "undo": self.undo,
            "redo": self.redo,
            "find": self.open_palette,
            "quit": self.close,
            "full": self._full,
            "narrow": lambda: commands.narrow(self),
            "print": lambda: commands.print_shown(self),
        }
        own.get(key, lambda: self.asked.emit(key))()

    def _full(self) -> None:
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _choose(self) -> None:
        from mentordesk.ui.commands import programme_menu

        programme_menu(self)

    def _places(self, text: str) -> "list[Find]":
        from mentordesk.ui.commands import COMMANDS
        from mentordesk.ui.deeds import deeds
        from mentordesk.ui.palette import Find, matching

        pages = [
            Find(_(entry.title), entry.shortcut, entry.icon, partial(self.go, entry.key))
            for entry in self.entries
        ]
        actions = [
            Find(_(words), shortcut.partition(";")[0], picture, partial(self.run_command, key))
            for key, words, picture, shortcut in COMMANDS
        ]
        return matching(text, pages + actions) + deeds(self, text)

    def _hear(self, kinds: frozenset[str]) -> None:
        """Called in the thread that made the change; the signal crosses to ours."""
        self._touched.emit(kinds)

    def _tell_pages(self, kinds: frozenset[str]) -> None:
        for page in self.pages.values():
            page.touched(kinds)
        self._count()

    def _count(self) -> None:
        """Bring the sidebar's numbers up to date, also of pages that are hidden or were never opened."""
        if self.counts is None or self._counting:
            return
        self._counting, counts = True, self.counts

        def work() -> "Mapping[str, int]":
            self._counting = False  # from here on a change is to be counted anew
            return counts()

        self.tasks.run(work, done=self._counted, cancellable=False)

    def _counted(self, numbers: "Mapping[str, int]") -> None:
        for key, n in numbers.items():
            self.sidebar.set_count(key, n)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Tab: the ring is for the keyboard only."""
        if self.ring is None:
            return super().focusNextPrevChild(next)
        self.ring.by_keyboard = True
        moved = super().focusNextPrevChild(next)
        self.ring.by_keyboard = False
        return moved

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._fold()
        if self.toast:
            self.toast.place()

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self._take_in(Path(url.toLocalFile()))

    def _take_in(self, path: Path) -> None:
        from mentordesk.ui.commands import TABLES, bring_in

        if self.desk and path.suffix.lower() in TABLES:
            bring_in(self, path)
        else:
            self.file_dropped.emit(path)

    def closeEvent(self, event: "QCloseEvent") -> None:
        if not self.leave_pages() and not self._warned:
            self._warned = True
            self.say(_("What you typed here is not kept yet. Correct it, or close again."), undoable=False)
            event.ignore()
            return
        self.closing.emit()
        self.tasks.cancel()
        self.tasks.let_go()
        self.tasks.wait()
        if self.desk:
            self.desk.database.forget(self._hear)
            self.desk = None
        super().closeEvent(event)
