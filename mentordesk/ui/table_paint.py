"""How the cells and heads of a table are drawn, straight from the row."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mentordesk.i18n import _
from mentordesk.ui import paint
from mentordesk.ui.icons import pixmap
from mentordesk.ui.table_model import Column, Index, TableModel
from mentordesk.ui.theme import theme

PAD = 8


class CellPainter(QStyledItemDelegate):
    """Draws ground, mark, line and content of one cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = cast("Any", index).model()
        column, row = model.columns[index.column()], model.row(index.row())
        option_any = cast("Any", option)
        box: QRect = option_any.rect
        chosen = bool(option_any.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option_any.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setLayoutDirection(option_any.direction)
        _ground(painter, box, index.column(), chosen=chosen, hovered=hovered)
        inner = box.adjusted(theme().px(PAD), 0, -theme().px(PAD), -1)
        if column.kind == "check":
            _check(painter, box, checked=model.key(row) in model.checked)
        else:
            draw: Callable[..., None] = _CONTENT.get(column.kind, _text)
            draw(painter, inner, column, row, chosen=chosen)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(80), theme().px(36))


class Head(QHeaderView):
    """Column heads of 32 px, with an arrow at the one that orders."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(theme().px(32))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme().px(32))
        self.setAccessibleName(_("Columns"))
        self.all_checked = Qt.CheckState.Unchecked

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now, model = theme(), cast("TableModel", self.model())
        column = model.columns[section]
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, now.colour("surface"))
        painter.setPen(QPen(now.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(now.px(PAD), 0, -now.px(PAD), 0)
        if column.kind == "check":
            _check(painter, rect, state=self.all_checked)
        else:
            self._words(painter, inner, column, section)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, column: Column, section: int) -> None:
        now = theme()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setPen(now.colour("text2"))
        words = _(column.title) if column.title else ""
        used = paint.draw_text(painter, box, words, now.font(12, 600), end=column.at_end)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            side = now.px(12)
            place = paint.leading(box, side, side, rtl=rtl != column.at_end, inset=used + now.px(4))
            painter.drawPixmap(place.topLeft(), pixmap("arrow-up" if up else "arrow-down", "text2", 12))


def _ground(painter: QPainter, box: QRect, column: int, *, chosen: bool, hovered: bool) -> None:
    now = theme()
    if chosen or hovered:
        painter.fillRect(box, now.colour("accentSoft" if chosen else "hover"))
    painter.setPen(QPen(now.colour("line"), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if chosen and column == 0:
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.fillRect(paint.leading(box, 3, box.height(), rtl=rtl), now.colour("accent"))


def _check(
    painter: QPainter, box: QRect, *, checked: bool = False, state: Qt.CheckState | None = None
) -> None:
    side = theme().px(16)
    place = QRect(box.left() + (box.width() - side) // 2, box.top() + (box.height() - side) // 2, side, side)
    shown = state or (Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    paint.draw_check(painter, place, shown)


def _text(painter: QPainter, box: QRect, column: Column, row: Any, *, chosen: bool) -> None:
    now, words = theme(), column.value(row)
    tone = column.tone(row) if column.tone else ""
    painter.setPen(now.colour(tone or ("text" if chosen or column.stretch else "text2")))
    weight = 600 if chosen and column.stretch else 400
    size = 13 if column.stretch else 12
    paint.draw_text(painter, box, words, now.font_for(words, size, weight), end=column.at_end)


def _person(painter: QPainter, box: QRect, column: Column, row: Any, *, chosen: bool) -> None:
    now, words = theme(), column.value(row)
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = now.px(24)
    initials = column.initials(row) if column.initials else words[:1]
    key = column.row_key(row) if column.row_key else words.encode()
    paint.draw_avatar(painter, paint.leading(box, side, side, rtl=rtl), initials, key)
    painter.setPen(now.colour("text"))
    rest = paint.without_leading(box, now.px(32), rtl=rtl)
    paint.draw_text(painter, rest, words, now.font_for(words, 13, 600 if chosen else 400))


def _pill(painter: QPainter, box: QRect, column: Column, row: Any, **_state: bool) -> None:
    words = column.value(row)
    if not words:
        return
    tone = column.tone(row) if column.tone else "quiet"
    mark = column.icon(row) if column.icon else paint.TONE_ICONS[tone]
    paint.draw_pill(painter, box, words, tone, mark)


def _date(painter: QPainter, box: QRect, column: Column, row: Any, *, chosen: bool) -> None:
    now, words = theme(), column.value(row)
    tone = column.tone(row) if column.tone else ""
    painter.setPen(now.colour(tone or ("text" if chosen else "text2")))
    face = now.font(12)
    used = paint.draw_text(painter, box, words, face, end=column.at_end)
    if tone in {"late", "attention"}:
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = now.px(14)
        place = paint.leading(box, side, side, rtl=rtl != column.at_end, inset=used + now.px(6))
        painter.drawPixmap(place.topLeft(), pixmap(paint.TONE_ICONS[tone], tone, 14))


def _two_line(painter: QPainter, box: QRect, column: Column, row: Any, *, chosen: bool) -> None:
    now = theme()
    first, _sep, second = column.value(row).partition("\n")
    half = box.height() // 2
    upper = box.adjusted(0, now.px(3), 0, -half + now.px(1))
    lower = box.adjusted(0, half - now.px(1), 0, -now.px(3))
    painter.setPen(now.colour("text"))
    face: QFont = now.font_for(first, 13, 600 if chosen else 500)
    paint.draw_text(painter, upper, first, face, end=column.at_end)
    painter.setPen(now.colour("text2"))
    paint.draw_text(painter, lower, second, now.font_for(second, 12), end=column.at_end)


def _dots(painter: QPainter, box: QRect, column: Column, row: Any, **_state: bool) -> None:
    level = column.value(row)
    paint.draw_dots(painter, box, int(level or 0), 5)


_CONTENT: dict[str, Callable[..., None]] = {
    "person": _person,
    "pill": _pill,
    "date": _date,
    "two_line": _two_line,
    "dots": _dots,
}
