"""What a page is, and the desk it works at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _
from mentordesk.storage.settings import Settings
from mentordesk.ui.icons import pixmap
from mentordesk.ui.inspector import Inspector
from mentordesk.ui.palette import Find
from mentordesk.ui.tasks import Tasks
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, column, label

if TYPE_CHECKING:
    from mentordesk.operations.today import Facts
    from mentordesk.storage.database import Database


def _nothing(_value: object) -> None:
    """Where no application listens, as in tests of one page."""


@dataclass
class Desk:
    """What pages are given to work with; a page never calls another page, it goes to it by name.

    `choose(settings)` makes other settings hold at once; `ask(command)` is the window's new, open, copy, log.
    """

    database: "Database"
    tasks: Tasks
    go: Callable[..., None]
    say: Callable[..., None]
    refuse: Callable[[Refusal], None]
    open_palette: Callable[[], None]
    zone: str = "UTC"
    programme: bytes | None = None
    cohort: bytes | None = None
    settings: Settings = field(default_factory=Settings)
    choose: Callable[[Settings], None] = _nothing
    ask: Callable[[str], None] = _nothing
    _known: "tuple[object, Facts] | None" = field(default=None, init=False)

    def today(self) -> date:
        return datetime.now(ZoneInfo(self.zone)).date()

    def facts(self) -> "Facts":
        """What needs somebody today: read once for each state of the file, whoever asks.

        It takes a moment, so it is for tasks and not for the window's thread.
        """
        from mentordesk.operations.today import look

        today = self.today()
        state = (self.database.state, today)
        if self._known is None or self._known[0] != state:
            with self.database.read() as view:
                self._known = state, look(view, cohort=self.cohort, today=today)
        return self._known[1]

    def do(
        self,
        function: Callable[..., Any],
        *,
        done: Callable[[Any], object] | None = None,
        say: str = "",
        label: str = "",
    ) -> None:
        """Run off the window's thread; a refusal is shown, else `done(result)` and `say` follow."""

        def ended(result: object) -> None:
            if done:
                done(result)
            if say:
                self.say(say)

        self.tasks.run(function, label=label, done=ended, refused=self.refuse)

    def act(self, function: Callable[[], object], say: str = "") -> bool:
        """Run a small change at once; False when it was refused, which was shown."""
        try:
            function()
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        if say:
            self.say(say)
        return True


class Page(QWidget):
    """One screen, declared by its class attributes; `build` once, `refresh` when visible and stale."""

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = "circle"
    shows: ClassVar[frozenset[str]] = frozenset()

    badge_changed: ClassVar[Signal] = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.stale = True
        self._plain: list[QPushButton] = []
        self.setAccessibleName(_(self.title))
        now = theme()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._header())
        self._across = QHBoxLayout()
        self._across.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(now.px(24), now.px(8), now.px(24), now.px(24))
        self.body.setSpacing(now.px(16))
        self._across.addLayout(self.body, 1)
        self._outer.addLayout(self._across, 1)
        self.build()

    def build(self) -> None:
        """Make the widgets, once; subclasses fill `self.body`."""

    def refresh(self) -> None:
        """Read and show anew; called only when visible and one of `shows` changed."""

    def go(self, **where: object) -> None:
        """Show what another page asked for, such as person=key."""

    def leave(self) -> bool:
        """Keep what was typed, as before the window closes; False where that was refused, which was shown."""
        return True

    def print_shown(self) -> None:
        """Ctrl+P: what this page shows, or where it is printed."""
        self.desk.go("documents")

    def finds(self, _text: str) -> list[Find]:
        """What this page offers to Ctrl+K for a text."""
        return []

    def add_primary(self, text: str, icon: str, slot: Callable[[], object]) -> QPushButton:
        """The page's one accent button, at the end of the header."""
        made = button(text, icon, "primary", slot)
        self.buttons.addWidget(made)
        return made

    def add_button(self, text: str, icon: str, slot: Callable[[], object]) -> QPushButton:
        """A plain button of the header, before the primary one."""
        made = button(text, icon, "plain", slot)
        made.setProperty("words", text)
        made.setToolTip(text.replace("&", ""))
        self.buttons.insertWidget(len(self._plain), made)
        self._plain.append(made)
        return made

    def add_inspector(self) -> Inspector:
        """The panel for the chosen row, at the trailing edge; hidden until it shows something."""
        made = Inspector()
        self._across.addWidget(made)
        return made

    def add_foot(self, widget: QWidget) -> None:
        """A bar below the content, edge to edge."""
        self._outer.addWidget(widget)

    def say_state(self, text: str) -> None:
        """The one line under the title."""
        self.state.setText(text)
        self._share_header()

    def set_title(self, text: str) -> None:
        self.heading.setText(text)

    def set_badge(self, n: int) -> None:
        """How many things wait here, shown in the sidebar; none for 0."""
        self.badge_changed.emit(n)

    def touched(self, kinds: frozenset[str]) -> None:
        """Something changed in the file: read anew now, or when next shown."""
        if kinds & self.shows:
            self.stale = True
            self.freshen()

    def freshen(self) -> None:
        if self.stale and self.isVisible():
            self.stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.freshen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_header()

    def _share_header(self) -> None:
        """The button of Ctrl+K gives way to the line under the title; at last both are only icons."""
        now = theme()
        for made in self._plain:
            made.setText(made.text() or made.property("words"))
        free = self._beside_buttons()
        if free < now.px(ICON + TITLE):
            for made in self._plain:
                made.setProperty("words", made.text())
                made.setText("")
            free = self._beside_buttons()
        wide = max(now.px(NARROWEST), min(now.px(WIDEST), free - self.state.sizeHint().width()))
        self.search.take(wide if free - wide >= now.px(TITLE) else now.px(ICON))

    def _beside_buttons(self) -> int:
        self.buttons.invalidate()
        return self.width() - self.buttons.sizeHint().width() - theme().px(64)

    def _header(self) -> QWidget:
        now = theme()
        made = QWidget()
        made.setMinimumHeight(now.px(72))
        across = QHBoxLayout(made)
        across.setContentsMargins(now.px(24), now.px(12), now.px(24), now.px(4))
        across.setSpacing(now.px(8))
        self.heading = label(_(self.title), "title", elide=True)
        self.state = label("", "state", elide=True)
        across.addLayout(column(self.heading, self.state, spacing=0), 1)
        self.search = FindButton(self.desk.open_palette)
        across.addWidget(self.search)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(now.px(8))
        across.addLayout(self.buttons)
        return made


ICON, NARROWEST, WIDEST = 36, 148, 224
"""Points of the button that opens Ctrl+K."""
TITLE = 104
"""Points that are kept for the title."""


class FindButton(QPushButton):
    """Looks like a field, opens Ctrl+K; narrower where the line under the title needs the room."""

    def __init__(self, slot: Callable[[], None]) -> None:
        super().__init__()
        now = theme()
        self.setAccessibleName(_("Find or go to…"))
        self.setProperty("kind", "find")
        self.setFixedWidth(now.px(WIDEST))
        mark = QLabel()
        mark.setPixmap(pixmap("search"))
        inner = QHBoxLayout(self)
        inner.setContentsMargins(now.px(10), 0, now.px(8), 0)
        inner.addWidget(mark)
        self._words = (label(_("Find or go to…"), "state", elide=True), label("Ctrl K", "key"))
        inner.addWidget(self._words[0], 1)
        inner.addWidget(self._words[1], 0, Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(lambda _checked=False: slot())

    def take(self, width: int) -> None:
        """Be so wide, without words where they have no room."""
        self.setFixedWidth(width)
        for made in self._words:
            made.setVisible(width >= theme().px(NARROWEST))
