"""The bar above the pages of a file that cannot simply be worked in: what is so, and the one way on."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from mentordesk.ui.icons import pixmap
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, row

EVERY = 5000
"""Milliseconds between two looks whether what the bar says still holds."""


@dataclass(frozen=True)
class Notice:
    """A sentence, and the verb of what can be done, if anything can be done now."""

    words: str
    verb: str = ""
    act: Callable[[], object] | None = None
    icon: str = "eye"


class FileNotice(QWidget):
    """Shows what `look` finds, now and every few seconds; gone while it finds nothing."""

    def __init__(self, window: MainWindow, look: Callable[[], Notice | None]) -> None:
        super().__init__()
        self._look = look
        self._notice: Notice | None = None
        bar = QFrame()
        bar.setProperty("card", "attention")
        self._mark = QLabel()
        self.words = label("", "strong", wrap=True)
        self.act = button("", kind="plain", slot=self._act)
        inner = row(self._mark, self.words, self.act, spacing=12, stretch=1)
        inner.setContentsMargins(*(theme().px(n) for n in (12, 6, 12, 6)))
        bar.setLayout(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(n) for n in (24, 12, 24, 0)))
        outer.addWidget(bar)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        window.closing.connect(self._timer.stop)
        window.put_above(self)
        self.look()

    def look(self) -> None:
        """Say what is so now."""
        self._notice = found = self._look()
        self.setVisible(found is not None)
        if found is None:
            return
        self.words.setText(found.words)
        self._mark.setPixmap(pixmap(found.icon, "attention"))
        self.act.setText(found.verb)
        self.act.setAccessibleName(found.verb)
        self.act.setVisible(found.act is not None)

    def _act(self) -> None:
        if self._notice and self._notice.act:
            self._notice.act()
