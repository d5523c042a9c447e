"""The heat map: every mentee with every mentor, the stronger the better they suit."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from mentordesk.i18n import _, isolate, reader
from mentordesk.operations.matching_view import Face, Heat, Matching, heat
from mentordesk.ui import paint
from mentordesk.ui.matching_words import both, initials
from mentordesk.ui.theme import theme

SIDE, NAMES, HEAD = 22, 148, 30
STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Home: (0, -(10**6)),
    Qt.Key.Key_End: (0, 10**6),
    Qt.Key.Key_PageUp: (-10, 0),
    Qt.Key.Key_PageDown: (10, 0),
}
FAINTEST = 0.08


class PairMap(QAbstractScrollArea):
    """`pointed(mentee, mentor)` when a cell is chosen, `opened` on Enter; `typed(key)` for letters.

    Draws only the cells that are seen, so its size does not matter. A ring marks a proposed pair, a dash one
    that a rule forbids.
    """

    pointed: ClassVar[Signal] = Signal(bytes, bytes)
    opened: ClassVar[Signal] = Signal()
    typed: ClassVar[Signal] = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.heat: Heat | None = None
        self.at = (0, 0)
        self._matching: Matching | None = None
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Heat map"))
        self.setAccessibleDescription(_("Arrow keys go from pair to pair, Enter opens the pair."))
        self.viewport().setMouseTracking(True)

    def show_matching(self, matching: Matching) -> None:
        """All pairs; the same cell stays chosen where its people are still there."""
        before = self.chosen()
        self._matching, self.heat = matching, heat(matching.proposal)
        self.at = (0, 0)
        if before is not None:
            self.choose(*before)
        self._measure()
        self._say()
        self.viewport().update()

    def chosen(self) -> tuple[bytes, bytes] | None:
        """The mentee and the mentor of the chosen cell."""
        if self.heat is None or not self.heat.mentees or not self.heat.mentors:
            return None
        return self.heat.pair(*self.at)

    def choose(self, mentee: bytes, mentor: bytes) -> bool:
        """Go to a cell; False when one of the two is not there."""
        if self.heat is None or mentee not in self.heat.mentees or mentor not in self.heat.mentors:
            return False
        self.at = self.heat.mentees.index(mentee), self.heat.mentors.index(mentor)
        self._show_cell()
        self._say()
        self.viewport().update()
        return True

    def cell(self, row: int, column: int) -> QRect:
        """Where a cell lies in the viewport."""
        side = theme().px(SIDE)
        left = theme().px(NAMES) + column * side - self.horizontalScrollBar().value()
        if self._rtl():
            left = self.viewport().width() - left - side
        return QRect(left, theme().px(HEAD) + row * side - self.verticalScrollBar().value(), side, side)

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """The cell under a point of the viewport."""
        if self.heat is None or point.y() < theme().px(HEAD):
            return None
        across = self.viewport().width() - point.x() if self._rtl() else point.x()
        if across < theme().px(NAMES):
            return None
        column = (across - theme().px(NAMES) + self.horizontalScrollBar().value()) // theme().px(SIDE)
        row = (point.y() - theme().px(HEAD) + self.verticalScrollBar().value()) // theme().px(SIDE)
        inside = row < len(self.heat.mentees) and column < len(self.heat.mentors)
        return (row, column) if inside else None

    def told(self, row: int, column: int) -> str:
        """A cell in a sentence."""
        if self.heat is None or self._matching is None:
            return ""
        mentee, mentor = self.heat.pair(row, column)
        names = both(self._matching.faces[mentee], self._matching.faces[mentor])
        fit = self.heat.fit(row, column)
        if fit is None:
            return _("{pair}: a rule forbids it").format(pair=names)
        text = (
            _("{pair}: fit {fit}, proposed")
            if (mentee, mentor) in self.heat.proposed
            else _("{pair}: fit {fit}")
        )
        return text.format(pair=names, fit=reader().number(fit))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), theme().px(300))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        ahead = -1 if self._rtl() else 1
        steps = {**STEPS, Qt.Key.Key_Left: (0, -ahead), Qt.Key.Key_Right: (0, ahead)}
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif key in steps:
            self._move(*steps[key])
        elif Qt.Key.Key_A <= key <= Qt.Key.Key_Z and not event.modifiers():
            self.typed.emit(event.key())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.cell_at(event.position().toPoint())
        if found is not None:
            self._go(*found)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self.told(*found) if found else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.heat is None or self._matching is None:
            return
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        rows, columns = self._seen()
        painter.save()
        painter.setClipRect(self._field())
        for row in rows:
            for column in columns:
                self._cell(painter, row, column)
        self._mark(painter)
        painter.restore()
        self._names(painter, rows)
        self._heads(painter, columns)

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _field(self) -> QRect:
        """Where cells are drawn, below the heads and after the names."""
        names = theme().px(NAMES)
        box = self.viewport().rect().adjusted(0, theme().px(HEAD), 0, 0)
        return paint.without_leading(box, names, rtl=self._rtl())

    def _seen(self) -> tuple[range, range]:
        """The rows and columns that are in sight."""
        if self.heat is None:
            return range(0), range(0)
        side, field = theme().px(SIDE), self._field()
        top, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        rows = range(top // side, min(len(self.heat.mentees), (top + field.height()) // side + 1))
        columns = range(across // side, min(len(self.heat.mentors), (across + field.width()) // side + 1))
        return rows, columns

    def _cell(self, painter: QPainter, row: int, column: int) -> None:
        if self.heat is None:
            return
        now, inner = theme(), self.cell(row, column).adjusted(1, 1, -1, -1)
        fit = self.heat.fit(row, column)
        if fit is None:
            painter.setPen(QPen(now.colour("strong"), 1))
            middle, reach = inner.center(), now.px(3)
            painter.drawLine(middle.x() - reach, middle.y(), middle.x() + reach, middle.y())
        else:
            shade = QColor(now.colour("accent"))
            shade.setAlphaF(FAINTEST + (1 - FAINTEST) * (fit / 100) ** 2)
            painter.fillRect(inner, shade)
        if self.heat.pair(row, column) in self.heat.proposed:
            painter.setPen(QPen(now.colour("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(inner.adjusted(1, 1, -1, -1))

    def _mark(self, painter: QPainter) -> None:
        """The chosen cell, with a ring of its own where the keyboard is here."""
        now, box = theme(), QRectF(self.cell(*self.at))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(now.colour("surface"), 4))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(now.colour("accent" if self.hasFocus() else "strong"), 2))
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _names(self, painter: QPainter, rows: range) -> None:
        now = theme()
        box = self.viewport().rect().adjusted(0, now.px(HEAD), 0, 0)
        painter.setClipRect(paint.leading(box, now.px(NAMES), box.height(), rtl=self._rtl()))
        for row in rows:
            face = self._face(row, of_mentees=True)
            line = QRect(0, self.cell(row, 0).top(), self.viewport().width(), now.px(SIDE))
            place = paint.leading(line, now.px(NAMES - 14), now.px(SIDE), rtl=self._rtl(), inset=now.px(8))
            painter.setPen(now.colour("text" if row == self.at[0] else "text2"))
            weight = 600 if row == self.at[0] else 400
            paint.draw_text(painter, place, isolate(face.name), now.font_for(face.name, 12, weight))

    def _heads(self, painter: QPainter, columns: range) -> None:
        now = theme()
        painter.setClipRect(paint.without_leading(self.viewport().rect(), now.px(NAMES), rtl=self._rtl()))
        for column in columns:
            face = self._face(column, of_mentees=False)
            box = self.cell(0, column)
            place = QRect(box.left() + 1, now.px(5), box.width() - 2, box.width() - 2)
            paint.draw_avatar(painter, place, initials(face), face.person)
        painter.setClipping(False)
        painter.setPen(now.colour("text2"))
        corner = QRect(0, 0, self.viewport().width(), now.px(HEAD))
        place = paint.leading(corner, now.px(NAMES - 14), now.px(HEAD), rtl=self._rtl(), inset=now.px(8))
        if self.heat and self.heat.mentors:
            name = isolate(self._face(self.at[1], of_mentees=False).name)
            paint.draw_text(painter, place, name, now.font_for(name, 12, 600), end=True)

    def _face(self, at: int, *, of_mentees: bool) -> Face:
        assert self.heat is not None and self._matching is not None  # noqa: S101, PT018 - drawn only then
        keys = self.heat.mentees if of_mentees else self.heat.mentors
        return self._matching.faces[keys[at]]

    def _move(self, down: int, across: int) -> None:
        if self.heat is None or self.chosen() is None:
            return
        row = min(max(self.at[0] + down, 0), len(self.heat.mentees) - 1)
        self._go(row, min(max(self.at[1] + across, 0), len(self.heat.mentors) - 1))

    def _go(self, row: int, column: int) -> None:
        self.at = row, column
        self._show_cell()
        self._say()
        self.viewport().update()
        pair = self.chosen()
        if pair is not None:
            self.pointed.emit(*pair)

    def _say(self) -> None:
        told = self.told(*self.at) if self.chosen() is not None else ""
        self.setAccessibleDescription(told)

    def _measure(self) -> None:
        """The scroll bars for all cells."""
        if self.heat is None:
            return
        side, field = theme().px(SIDE), self._field()
        for bar, count, room in (
            (self.horizontalScrollBar(), len(self.heat.mentors), field.width()),
            (self.verticalScrollBar(), len(self.heat.mentees), field.height()),
        ):
            bar.setRange(0, max(0, count * side - room))
            bar.setPageStep(max(1, room))
            bar.setSingleStep(side)

    def _show_cell(self) -> None:
        """Scroll until the chosen cell is in sight."""
        side, field = theme().px(SIDE), self._field()
        for bar, at, room in (
            (self.verticalScrollBar(), self.at[0], field.height()),
            (self.horizontalScrollBar(), self.at[1], field.width()),
        ):
            if at * side < bar.value():
                bar.setValue(at * side)
            elif (at + 1) * side > bar.value() + room:
                bar.setValue((at + 1) * side - room)
