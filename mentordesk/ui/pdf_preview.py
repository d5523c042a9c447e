"""A PDF on the screen: one page at a time, turned and zoomed by button, key and wheel."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout

from mentordesk.i18n import _
from mentordesk.ui.pdf_pages import POINTS, PdfPages
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, row

ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""How much larger than the whole page fits."""


class PdfPreview(QFrame):
    """`show_pdf(bytes)` shows its first page, `page_shown(number)` tells which one stands there, from 0."""

    page_shown: ClassVar[Signal] = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.pages: PdfPages | None = None
        self.at = 0
        self.zoom = ZOOMS[0]
        self._drawn: tuple[int, float] | None = None
        self._build()
        self._show_state()

    def show_pdf(self, data: bytes | None, *, keep_page: bool = True) -> None:
        """Show another document, on the same page where it has one; None empties."""
        self.pages = PdfPages(data) if data else None
        self.at = min(self.at, len(self.pages) - 1) if self.pages and keep_page else 0
        self._drawn = None
        self._draw()

    def say(self, words: str) -> None:
        """A quiet line beside the page number."""
        self.note.setText(words)

    def turn(self, by: int) -> None:
        """Go some pages on or back, as far as there are any."""
        if self.pages:
            self.at = max(0, min(len(self.pages) - 1, self.at + by))
            self.area.verticalScrollBar().setValue(0)
            self._draw()
            self.page_shown.emit(self.at)

    def go_to(self, page: int) -> None:
        self.turn(page - self.at)

    def zoom_by(self, steps: int) -> None:
        at = ZOOMS.index(self.zoom)
        self.zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, at + steps))]
        self._draw()

    def _build(self) -> None:
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.back = button(_("Page before"), "chevron-left", "tool", lambda: self.turn(-1))
        self.on = button(_("Next page"), "chevron-right", "tool", lambda: self.turn(1))
        self.smaller = button(_("Smaller"), "minus", "tool", lambda: self.zoom_by(-1))
        self.larger = button(_("Larger"), "plus", "tool", lambda: self.zoom_by(1))
        self.number = label()
        self.note = label("", "quiet", elide=True)
        bar = row(self.back, self.number, self.on, self.note, self.smaller, self.larger, stretch=3)
        bar.setContentsMargins(*(theme().px(n) for n in (8, 4, 8, 4)))
        outer.addLayout(bar)
        self.page = _Ground()
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidget(self.page)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("Preview"))
        self.area.installEventFilter(self)
        self.area.viewport().installEventFilter(self)
        outer.addWidget(self.area, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.turn(steps[key])
        elif key in zooms:
            self.zoom_by(zooms[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(0 if key == Qt.Key.Key_Home else len(self.pages or ()) - 1)
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        self._show_state()
        if self.pages is None:
            self.page.setPixmap(QPixmap())
            return
        dots = self._dots(self.pages.sizes[self.at])
        if self._drawn == (self.at, dots):
            return
        self._drawn = self.at, dots
        picture: QImage = self.pages.picture(self.at, dots * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.page.setPixmap(QPixmap.fromImage(picture))
        self.page.setAccessibleName(self.number.text())

    def _dots(self, size: tuple[float, float]) -> float:
        """Dots an inch at which the whole page fits, times the zoom."""
        room = self.area.viewport().size() if self.isVisible() else QSize(480, 480)
        edge = theme().px(16)
        across = max(64, room.width() - 2 * edge) / size[0]
        down = max(64, room.height() - 2 * edge) / size[1]
        return round(min(across, down) * POINTS * self.zoom, 2)

    def _show_state(self) -> None:
        total = len(self.pages) if self.pages else 0
        words = _("Page {page} of {pages}").format(page=self.at + 1, pages=total) if total else ""
        self.number.setText(words)
        self._outer.activate()  # at once, as the page is drawn at once as well
        self.back.setEnabled(self.at > 0)
        self.on.setEnabled(self.at + 1 < total)
        self.smaller.setEnabled(bool(total) and self.zoom > ZOOMS[0])
        self.larger.setEnabled(bool(total) and self.zoom < ZOOMS[-1])


class _Ground(QLabel):
    """What the page lies on, darker than paper so that its edges are seen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("sunken"))
        painter.end()
        super().paintEvent(event)
