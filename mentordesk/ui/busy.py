"""Where work is: a quiet bar after 100 ms, with a way to stop it after 2 s."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from mentordesk.i18n import _
from mentordesk.ui.tasks import Tasks
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, column, label, row

STEPS = 1000


class BusyBar(QFrame):
    """Stands at the foot of the window while a task runs."""

    def __init__(self, parent: QWidget, tasks: Tasks) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.words = label("", elide=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = button(_("Stop"), slot=self._stop)
        outer = row(column(self.words, self.bar, spacing=4), self.stop, spacing=16, stretch=0)
        outer.setContentsMargins(*(theme().px(n) for n in (16, 8, 16, 8)))
        self.setLayout(outer)
        self._tasks = tasks
        tasks.busy.connect(self.begin)
        tasks.moved.connect(self.move_on)
        tasks.idle.connect(self.end)
        self.hide()

    def begin(self, words: str, may_stop: bool) -> None:
        self.words.setText(words or _("Working…"))
        self.stop.setVisible(may_stop)
        self.stop.setEnabled(True)
        self._place()
        self.show()
        self.raise_()

    def move_on(self, share: float, words: str) -> None:
        """How far it is, 0 to 1."""
        self.bar.setRange(0, STEPS)
        self.bar.setValue(round(share * STEPS))
        if words:
            self.words.setText(words)

    def end(self) -> None:
        self.bar.setRange(0, 0)
        QTimer.singleShot(0, self, self.hide)

    def _stop(self) -> None:
        """Say so at once, since the work goes on to its next step."""
        self.stop.setEnabled(False)
        self.words.setText(_("Stopping…"))
        self._tasks.cancel()

    def _place(self) -> None:
        outer = self.parentWidget()
        if outer is not None:
            width = theme().px(400)
            height = self.sizeHint().height()
            self.setGeometry(
                (outer.width() - width) // 2, outer.height() - height - theme().px(24), width, height
            )
