"""The quiet bar that says what happened and offers Undo."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from mentordesk.i18n import _
from mentordesk.ui.icons import pixmap
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, row

TOAST_SECONDS = 10


class Toast(QFrame):
    """The quiet bar that says what happened and offers Undo; it leaves by itself."""

    def __init__(self, window: QWidget, undo: Callable[[], object]) -> None:
        super().__init__(window)
        self.setProperty("toast", True)
        self.words = label()
        self.undo = button(_("Undo"), slot=undo)
        self.key = label("Ctrl Z", "quiet")
        inner = row(self._mark(), self.words, self.undo, self.key)
        inner.setContentsMargins(*(theme().px(n) for n in (12, 4, 12, 4)))
        self.setLayout(inner)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, *, undoable: bool = True) -> None:
        limit = self.window().width() - theme().px(420)
        self.words.setText(self.words.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, limit))
        self.setAccessibleName(text)
        self.undo.setVisible(undoable)
        self.key.setVisible(undoable)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """At the foot, at the trailing edge of the page."""
        gap, outer = theme().px(28), self.parentWidget()
        size = outer.size() if outer else QSize()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = gap if rtl else size.width() - self.width() - gap
        self.move(QPoint(left, size.height() - self.height() - gap))

    def _mark(self) -> QLabel:
        mark = QLabel()
        mark.setPixmap(pixmap("check", "toastLink"))
        return mark
