"""A field that finds a pairing by either name, in any script, as one types."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from mentordesk.i18n import _, filled, fold, isolate
from mentordesk.operations.goals import GoalRow
from mentordesk.operations.sessions import PairingChoice
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import column, label, set_kind

SHOWN = 6
ROW = 28


def in_words(choice: PairingChoice | GoalRow) -> str:
    """The pairing, also that of a goal, by name."""
    names = {"mentor": isolate(choice.mentor.name), "mentee": isolate(choice.mentee.name)}
    return filled(_("{mentor} and {mentee}"), **names)


def matching(choices: Sequence[PairingChoice], folded: Sequence[str], text: str) -> list[PairingChoice]:
    """The choices whose two names hold every word of the text, accents and case aside."""
    wanted = fold(text).split()
    return [choices[at] for at, names in enumerate(folded) if all(word in names for word in wanted)]


class PairingFinder(QWidget):
    """A line to type in and the pairings that fit; up and down choose, the first is chosen at once."""

    chosen_changed: ClassVar[Signal] = Signal()

    def __init__(self, choices: Sequence[PairingChoice], pairing: bytes | None = None) -> None:
        super().__init__()
        self._choices = list(choices)
        self._folded = [fold(choice.names) for choice in choices]
        self._shown: list[PairingChoice] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Type a name"))
        self.line.setAccessibleName(_("Pairing"))
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Pairings found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(theme().px(ROW * SHOWN + 8))
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        self.setLayout(column(self.line, self.wrong, self.list, spacing=4))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._look)
        self.list.currentRowChanged.connect(lambda _at: self.chosen_changed.emit())
        self._look("")
        self._begin_with(pairing)

    def chosen(self) -> PairingChoice | None:
        """The pairing that is marked; None while nothing fits, or nothing was typed or clicked."""
        at = self.list.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def show_error(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        set_kind(self.line, "wrong", bool(words))
        self.line.setAccessibleDescription(words)
        if words:
            self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                last = self.list.count() - 1
                self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        self._shown = matching(self._choices, self._folded, text)[:SHOWN]
        self.list.clear()
        for choice in self._shown:
            words = in_words(choice)
            item = QListWidgetItem(words)
            item.setFont(theme().font_for(words))
            item.setToolTip(words)
            item.setSizeHint(QSize(0, theme().px(ROW)))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if text.strip() and self._shown else -1)
        self.show_error("")
        self.chosen_changed.emit()

    def _begin_with(self, pairing: bytes | None) -> None:
        known = next((choice for choice in self._choices if choice.id == pairing), None)
        if known is not None:
            self.line.setText(known.names)
            self.list.setCurrentRow(self._shown.index(known))
