"""A bar with its percentage, drawn in a cell of a table."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mentordesk.ui import paint
from mentordesk.ui.charts import draw_bar
from mentordesk.ui.table import Table
from mentordesk.ui.table_model import Index
from mentordesk.ui.table_paint import CellPainter
from mentordesk.ui.theme import theme

WORDS = 40
PADDING = 8


class ProgressCell(CellPainter):
    """Paints `value(row)`, 0 to 1, as a bar before the words of the cell."""

    def __init__(self, value: Callable[[Any], float], table: Table) -> None:
        super().__init__(table.grid)
        self._value, self._table = value, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        box: QRect = cast("Any", option).rect
        rtl = cast("Any", option).direction == Qt.LayoutDirection.RightToLeft
        gap = theme().px(PADDING)
        inner = box.adjusted(gap, 0, -gap, 0)
        bar = paint.leading(inner, inner.width() - theme().px(WORDS), inner.height(), rtl=rtl)
        painter.save()
        value = self._value(self._table.model.row(index.row()))
        draw_bar(painter, bar, value, theme().colour("accent"), height=theme().px(6), rtl=rtl)
        painter.restore()
