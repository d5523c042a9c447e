"""The panel for the chosen row: 344 px at the trailing edge, never over the list."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentordesk.i18n import _
from mentordesk.ui.marks import Avatar, Pill
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, column, emptied, label, row, rule, scrolled

WIDTH = 344


class Inspector(QFrame):
    """Fill from top to bottom after `clear`: head, pills, buttons, then sections of facts."""

    closed: ClassVar[Signal] = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setAccessibleName(_("Details"))
        self.setFixedWidth(theme().px(WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setMaximumWidth(theme().px(WIDTH))
        self._all = QVBoxLayout(inner)
        self._all.setContentsMargins(theme().px(16), theme().px(12), theme().px(16), theme().px(16))
        self._all.setSpacing(theme().px(12))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(theme().px(12))
        self._all.addLayout(self._parts)
        self._all.addStretch(1)
        outer.addWidget(scrolled(inner))
        self._section = self._parts
        self.hide()

    def clear(self) -> None:
        """Empty and hide it."""
        emptied(self._parts)
        self._section = self._parts
        self.hide()

    def show_head(self, name: str, initials: str, key: bytes, line: str = "") -> None:
        """Avatar, name and a quiet line, with the cross that closes; shows the panel."""
        avatar = Avatar(initials, key, 48, name)
        words = column(label(name, "card", elide=True), label(line, "state", elide=True), spacing=2)
        self._parts.addLayout(row(avatar, words, self._cross(), spacing=12, stretch=1))
        self.show()

    def show_title(self, title: str, line: str = "") -> None:
        """A head without a person."""
        words = column(label(title, "card", elide=True), label(line, "state", elide=True), spacing=2)
        self._parts.addLayout(row(words, self._cross(), stretch=0))
        self.show()

    def pills(self, pills: list[Pill]) -> None:
        """States side by side, as many lines as they need."""
        line, used = QHBoxLayout(), 0
        for pill in pills:
            width = pill.sizeHint().width() + theme().px(8)
            if used and used + width > theme().px(WIDTH - 32):
                self._ended(line)
                line, used = QHBoxLayout(), 0
            line.addWidget(pill)
            used += width
        self._ended(line)

    def buttons(self, buttons: list[QPushButton]) -> None:
        self._parts.addLayout(row(*buttons, None))

    def link(self, text: str, icon: str, slot: Callable[[], object]) -> None:
        """A name that leads somewhere, in the section begun last; elided where it is too long."""
        made = button(text, icon, "link", slot)
        room = theme().px(WIDTH - 32 - 48)
        face = theme().font_for(text, 13, 600)
        made.setText(QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room))
        made.setToolTip(text if made.text() != text else "")
        self._section.addLayout(row(made, None))

    def section(self, title: str = "", trailing: str = "") -> QVBoxLayout:
        """A new part under a hairline; facts added afterwards go into it."""
        self._parts.addWidget(rule())
        made = QVBoxLayout()
        made.setSpacing(theme().px(8))
        if title:
            made.addLayout(row(label(title, "strong", elide=True), None, label(trailing, "quiet")))
        self._parts.addLayout(made)
        self._section = made
        return made

    def fact(self, name: str, text: str) -> None:
        """A quiet word and what it is, in the section begun last."""
        words = label(name, "quiet", elide=True)
        words.setFixedWidth(theme().px(88))
        told = label(text, wrap=True)
        told.setAccessibleName(f"{name}: {text}")
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = row(words, told, stretch=1)
        line.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        self._section.addLayout(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _ended(self, line: QHBoxLayout) -> None:
        line.setSpacing(theme().px(8))
        line.addStretch(1)
        self._parts.addLayout(line)

    def _cross(self) -> QPushButton:
        return button(_("Close"), "x", "tool", self._close)

    def _close(self) -> None:
        self.clear()
        self.closed.emit()
