"""Rows of any kind in a list that draws only what is seen: the proposals, and who goes without."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractListModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mentordesk.ui import paint
from mentordesk.ui.table_model import ROOT, Index
from mentordesk.ui.theme import theme

ROW = Qt.ItemDataRole.UserRole


class Rows(QAbstractListModel):
    """Values by line; `told` is what a screen reader says of one."""

    def __init__(self, told: Callable[[Any], str]) -> None:
        super().__init__()
        self.rows: list[Any] = []
        self._told = told

    def show(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        spoken = {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        return self._told(row) if role in spoken else None


class RowList(QListView):
    """`chosen_changed(row or None)`, `opened(row)` on Enter or double click, `pressed_at(row, x)` on a click.

    The chosen row is found again by `key` when other rows are shown; subclasses answer letters in `typed`.
    """

    chosen_changed: ClassVar[Signal] = Signal(object)
    opened: ClassVar[Signal] = Signal(object)
    pressed_at: ClassVar[Signal] = Signal(object, int)
    typed: ClassVar[Signal] = Signal(int)

    def __init__(self, name: str, key: Callable[[Any], Any], told: Callable[[Any], str]) -> None:
        super().__init__()
        self.key = key
        self.lines = Rows(told)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen_changed.emit(self.chosen()))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these; the same one stays chosen while it is there, else the first is."""
        before = self.chosen()
        wanted = None if before is None else self.key(before)
        place = self.verticalScrollBar().value()
        keys = [self.key(row) for row in rows]
        at = keys.index(wanted) if wanted in keys else 0
        blocked = self.selectionModel().blockSignals(True)
        self.lines.show(rows)
        self.setCurrentIndex(self.lines.index(at, 0))
        self.selectionModel().blockSignals(blocked)
        self.verticalScrollBar().setValue(place)
        self.viewport().update()
        self.chosen_changed.emit(self.chosen())

    def chosen(self) -> Any | None:
        index = self.currentIndex()
        return self.lines.rows[index.row()] if index.isValid() else None

    def choose(self, key: object) -> bool:
        """Choose and show a row by its key; False when it is not there."""
        at = next((at for at, row in enumerate(self.lines.rows) if self.key(row) == key), None)
        if at is None:
            return False
        self.setCurrentIndex(self.lines.index(at, 0))
        self.scrollTo(self.lines.index(at, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.chosen())
        elif Qt.Key.Key_A <= key <= Qt.Key.Key_Z and not event.modifiers():
            self.typed.emit(key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.pressed_at.emit(index.data(ROW), int(event.position().x()))


class RowPainter(QStyledItemDelegate):
    """Ground, mark of the chosen row and the line between rows; subclasses draw what is in `draw`."""

    height = 44
    always_marked = True
    """Whether the chosen row is marked while the keyboard is elsewhere."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, theme().px(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, box = theme(), QRect(option.rect)
        state = option.state
        watched = self.always_marked or option.widget.hasFocus()
        chosen = watched and bool(state & QStyle.StateFlag.State_Selected)
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if chosen:
            painter.fillRect(box, now.colour("accentSoft"))
            painter.fillRect(paint.leading(box, 3, box.height(), rtl=rtl), now.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, now.colour("hover"))
        painter.setPen(QPen(now.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.save()
        self.draw(painter, box, index.data(ROW), chosen=chosen)
        painter.restore()
        keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if (state & keyboard) == keyboard:
            painter.setPen(QPen(now.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 6, 6)

    def draw(self, painter: QPainter, box: QRect, row: Any, *, chosen: bool) -> None:
        """What stands in a row."""
        raise NotImplementedError
