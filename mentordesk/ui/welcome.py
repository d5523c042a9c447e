"""What the window shows while no programme is open: begin one, open one, look at the sample."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from mentordesk.i18n import _
from mentordesk.ui.icons import pixmap
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, card, label, row


class Welcome(QWidget):
    """Three ways to start, and the files of last time."""

    def __init__(
        self, ask: Callable[[str], object], recent: Sequence[Path], chosen: Callable[[Path], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName(_("Welcome"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(n) for n in (24, 24, 24, 24)))
        outer.addStretch(1)
        outer.addLayout(row(None, self._card(ask, recent, chosen), None))
        outer.addStretch(2)

    def _card(
        self, ask: Callable[[str], object], recent: Sequence[Path], chosen: Callable[[Path], object]
    ) -> QWidget:
        made = card()
        made.setFixedWidth(theme().px(440))
        mark = QLabel()
        mark.setPixmap(pixmap("compass", "accent", 32))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.body.addWidget(mark)
        words = _(
            "One window over one file: people, matching, pairings, sessions, goals, and what you print."
        )
        for text, kind in ((_("Welcome to MentorDesk"), "title"), (words, "state")):
            line = label(text, kind, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            made.body.addWidget(line)
        made.body.addWidget(button(_("New programme…"), "file-plus", "primary", lambda: ask("new")))
        made.body.addWidget(button(_("Open a programme…"), "folder-open", slot=lambda: ask("open")))
        made.body.addWidget(button(_("Look at the sample"), "eye", slot=lambda: ask("sample")))
        if recent:
            made.body.addWidget(label(_("Opened last"), "state"))
        for path in recent:
            made.body.addWidget(_recent(path, chosen))
        return made


def _recent(path: Path, chosen: Callable[[Path], object]) -> QPushButton:
    made = button(path.stem, "history", "link", lambda: chosen(path))
    made.setToolTip(str(path))
    return made
