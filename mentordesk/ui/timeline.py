"""What happened, newest or nearest first, under heads such as months, along a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mentordesk.ui.icons import pixmap
from mentordesk.ui.marks import Dots
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, column, emptied, label, row


@dataclass(frozen=True)
class Moment:
    """One thing that happened: words in the reader's language; `dots` are (name, level of five)."""

    group: str
    icon: str
    tone: str
    title: str
    when: str
    text: str = ""
    trailing: str = ""
    key: object = None
    dots: tuple[tuple[str, int], ...] = ()
    action: QWidget | None = None


class Timeline(QFrame):
    """Emits `opened(key)` when a moment that has a key is clicked or Enter is pressed on it."""

    opened: ClassVar[Signal] = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Replace all that is shown; moments of one group stand together."""
        emptied(self._box)
        for group, members in groupby(moments, key=lambda moment: moment.group):
            self._box.addWidget(group_head(group))
            for moment in members:
                line = _Line(moment)
                line.pressed.connect(self.opened)
                self._box.addWidget(line)
        self._box.addStretch(1)


class _Line(QWidget):
    pressed: ClassVar[Signal] = Signal(object)

    def __init__(self, moment: Moment) -> None:
        super().__init__()
        self._key = moment.key
        self.setAccessibleName(f"{moment.title}, {moment.when}")
        self.setAccessibleDescription(moment.text)
        now = theme()
        words = label(moment.title, "strong", elide=True)
        head = row(words, label(moment.when, "quiet"), None)
        text = label(moment.text, "state", wrap=True)
        told = column(head, text, None, spacing=2)
        outer = row(_Knot(moment.icon, moment.tone), told, _side(moment), spacing=14, stretch=1)
        outer.setContentsMargins(now.px(16), now.px(6), now.px(16), now.px(6))
        self.setLayout(outer)
        if self._key is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._key is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pressed.emit(self._key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._key is not None and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self._key)


class _Knot(QWidget):
    """The icon in its circle, on the line."""

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setFixedWidth(theme().px(28))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(28), theme().px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, side = self.width() / 2, now.px(28)
        painter.setPen(QPen(now.colour("track"), 2))
        painter.drawLine(int(middle), 0, int(middle), self.height())
        accent = self._tone == "accent"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accentSoft" if accent else f"{self._tone}Bg"))
        circle = QRectF(0, (self.height() - side) / 2, side, side)
        painter.drawEllipse(circle)
        inset = (side - now.px(14)) // 2
        place = circle.topLeft().toPoint()
        painter.drawPixmap(
            place.x() + inset,
            place.y() + inset,
            pixmap(self._icon, "accentText" if accent else self._tone, 14),
        )


def group_head(words: str) -> QFrame:
    """A quiet head of 28 px over a group of lines."""
    head = QFrame()
    head.setProperty("group", True)
    head.setFixedHeight(theme().px(28))
    inner = row(label(words, "group", elide=True), None)
    inner.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
    head.setLayout(inner)
    return head


def _side(moment: Moment) -> QWidget:
    side = column(spacing=2)
    for name, level in moment.dots:
        side.addLayout(row(None, label(name, "quiet"), Dots(level)))
    if moment.trailing:
        side.addLayout(row(None, label(moment.trailing, "quiet")))
    if moment.action:
        side.addWidget(moment.action)
    side.addStretch(1)
    return boxed(side)
