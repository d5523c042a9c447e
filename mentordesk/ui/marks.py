"""Small painted marks that stand in pages: pill, avatar, dots, focus ring."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mentordesk.ui import paint
from mentordesk.ui.theme import theme


class Mark(QWidget):
    """A widget that is only looked at: fixed size, no focus, named for who cannot see it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Pill(Mark):
    """A state as icon and word, in one of the tones good, attention, late, quiet."""

    def __init__(self, text: str, tone: str = "quiet", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.text, self.tone, self.icon = text, tone, icon or paint.TONE_ICONS[tone]
        self.setToolTip("")

    def sizeHint(self) -> QSize:
        return paint.pill_size(self.text, self.icon)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.draw_pill(painter, self.rect(), self.text, self.tone, self.icon)


class Avatar(Mark):
    """The letters of a person's name on the colour of their key."""

    def __init__(self, initials: str, key: bytes, size: int = 24, name: str = "") -> None:
        super().__init__(name or initials)
        self.initials, self.key, self.side = initials, key, size

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self.side), theme().px(self.side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.draw_avatar(painter, self.rect(), self.initials, self.key)


class AvatarPair(Mark):
    """Two avatars side by side, without overlap."""

    def __init__(self, one: tuple[str, bytes], other: tuple[str, bytes], size: int = 24) -> None:
        super().__init__(f"{one[0]}, {other[0]}")
        self.people, self.side = (one, other), size

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self.side) * 2, theme().px(self.side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, rtl = theme().px(self.side), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for at, (initials, key) in enumerate(self.people):
            box = paint.leading(self.rect(), side, side, rtl=rtl, inset=at * side)
            paint.draw_avatar(painter, box, initials, key)


class Dots(Mark):
    """A level as filled and empty dots, such as 4 of 5."""

    def __init__(self, n: int, of: int = 5) -> None:
        super().__init__(f"{n} / {of}")
        self.n, self.of = n, of

    def sizeHint(self) -> QSize:
        return QSize(theme().px(14) * self.of, theme().px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.draw_dots(painter, self.rect(), self.n, self.of)


class FocusRing(QWidget):
    """The ring round the button the keyboard is on; not shown for the mouse. One a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Stand round `now` when it is a button of our window reached by the keyboard."""
        window = self.window()
        if not self.by_keyboard or not isinstance(now, QAbstractButton) or not window.isAncestorOf(now):
            self.hide()
            return
        corner = now.mapTo(window, now.rect().topLeft())
        self.setGeometry(QRect(corner, now.size()).adjusted(-4, -4, 4, 4))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
