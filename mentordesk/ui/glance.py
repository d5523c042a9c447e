"""The first painted rows: plain texts of the People list, before any model is loaded."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mentordesk.i18n import _
from mentordesk.ui import paint
from mentordesk.ui.theme import theme

ROW = 36


class Glance(QWidget):
    """Draws rows of texts, the first column widest; it is replaced when the real page is built."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        super().__init__()
        self._rows = rows
        self.setAccessibleName(_("People"))
        self.setAccessibleDescription(_("Opening…"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        top, height = now.px(152), now.px(ROW)
        painter.fillRect(
            self.rect().adjusted(now.px(24), now.px(120), -now.px(24), -now.px(24)), now.colour("surface")
        )
        for at, row in enumerate(self._rows):
            if top + at * height > self.height() - now.px(48):
                break
            self._line(painter, QRect(now.px(40), top + at * height, self.width() - now.px(80), height), row)

    def _line(self, painter: QPainter, box: QRect, row: tuple[str, ...]) -> None:
        now = theme()
        share = box.width() // (len(row) + 1)
        rtl = self.isRightToLeft()
        for at, words in enumerate(row):
            inset, width = (share * (at + 1), share) if at else (0, share * 2)
            place = paint.leading(box, width, box.height(), rtl=rtl, inset=inset)
            painter.setPen(now.colour("text2" if at else "text"))
            paint.draw_text(painter, place, words, now.font_for(words, 12 if at else 13))
