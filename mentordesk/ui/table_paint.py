"""How the cells and heads of a table are drawn, straight from the row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QCursor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mentordesk.i18n import _
from mentordesk.ui import paint
from mentordesk.ui.icons import pixmap
from mentordesk.ui.table_model import Column, Index, TableModel
from mentordesk.ui.theme import Theme, theme

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
        now = theme()
        _ground(painter, box, now, marked=chosen and index.column() == 0, chosen=chosen, hovered=hovered)
        inner = box.adjusted(now.px(PAD), 0, -now.px(PAD), -1)
        if column.kind == "check":
            _check(painter, box, checked=model.key(row) in model.checked)
        else:
            _CONTENT[column.kind](painter, inner, now, column, row, chosen=chosen)
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


@dataclass(frozen=True)
class _Place:
    """Where a column stands, and what draws it when that is not ourselves."""

    at: int
    column: Column
    left: int
    width: int
    other: QAbstractItemDelegate | None


class RowsPainter:
    """Draws the rows of an area, all of the same height, each in one go.

    Through Qt every cell costs four calls back into Python before it is drawn. A column that has a delegate
    of its own is drawn by that.
    """

    def __init__(self, view: QTableView, model: TableModel) -> None:
        self._view, self._model, self._now = view, model, theme()
        self._pad = self._now.px(PAD)

    def paint(self, area: QRect) -> None:
        view = self._view
        first, last = view.rowAt(area.top()), view.rowAt(area.bottom())
        places = _places(view, self._model, area)
        if first < 0 or not places:
            return
        painter = QPainter(view.viewport())
        painter.setLayoutDirection(view.layoutDirection())
        top, height = view.rowViewportPosition(first), view.rowHeight(first)
        left, right = min(place.left for place in places), max(place.left + place.width for place in places)
        chosen, hovered = {index.row() for index in view.selectionModel().selectedRows()}, _hovered(view)
        for at in range(first, (last if last >= 0 else len(self._model.view) - 1) + 1):
            box = QRect(left, top, right - left, height)
            marked = at in chosen and places[0].at == 0
            _ground(painter, box, self._now, marked=marked, chosen=at in chosen, hovered=at == hovered)
            self._cells(painter, places, at, box, chosen=at in chosen)
            top += height
        painter.end()

    def _cells(self, painter: QPainter, places: list[_Place], at: int, line: QRect, *, chosen: bool) -> None:
        model, now, pad, top, height = self._model, self._now, self._pad, line.top(), line.height()
        row = model.rows[model.view[at]]
        for place in places:
            column = place.column
            if place.other is not None:
                self._by_delegate(painter, place, at, line)
            elif column.kind == "check":
                box = QRect(place.left, top, place.width, height)
                _check(painter, box, checked=model.key(row) in model.checked)
            else:
                inner = QRect(place.left + pad, top, place.width - 2 * pad, height - 1)
                _CONTENT[column.kind](painter, inner, now, column, row, chosen=chosen)

    def _by_delegate(self, painter: QPainter, place: _Place, at: int, line: QRect) -> None:
        option, index = QStyleOptionViewItem(), self._model.index(at, place.at)
        self._view.initViewItemOption(option)
        asked = cast("Any", option)
        asked.rect = QRect(place.left, line.top(), place.width, line.height())
        if self._view.selectionModel().isSelected(index):
            asked.state |= QStyle.StateFlag.State_Selected
        if place.other is not None:
            place.other.paint(painter, option, index)


def _places(view: QTableView, model: TableModel, area: QRect) -> list[_Place]:
    """The columns that an area shows."""
    found = (
        _Place(
            at,
            column,
            view.columnViewportPosition(at),
            view.columnWidth(at),
            cast("QAbstractItemDelegate | None", view.itemDelegateForColumn(at)),
        )
        for at, column in enumerate(model.columns)
        if not view.isColumnHidden(at)
    )
    return [place for place in found if place.left <= area.right() and place.left + place.width > area.left()]


def _hovered(view: QTableView) -> int:
    ground = view.viewport()
    return view.rowAt(ground.mapFromGlobal(QCursor.pos()).y()) if ground.underMouse() else -1


def _ground(painter: QPainter, box: QRect, now: Theme, *, marked: bool, chosen: bool, hovered: bool) -> None:
    """The colour of the state, the line below, and the bar that marks the beginning of a chosen row."""
    if chosen or hovered:
        painter.fillRect(box, now.colour("accentSoft" if chosen else "hover"))
    painter.setPen(QPen(now.colour("line"), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if marked:
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.fillRect(paint.leading(box, 3, box.height(), rtl=rtl), now.colour("accent"))


def _check(
    painter: QPainter, box: QRect, *, checked: bool = False, state: Qt.CheckState | None = None
) -> None:
    side = theme().px(16)
    place = QRect(box.left() + (box.width() - side) // 2, box.top() + (box.height() - side) // 2, side, side)
    shown = state or (Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    paint.draw_check(painter, place, shown)


def _text(painter: QPainter, box: QRect, now: Theme, column: Column, row: Any, *, chosen: bool) -> None:
    words = column.value(row)
    tone = column.tone(row) if column.tone else ""
    painter.setPen(now.colour(tone or ("text" if chosen or column.stretch else "text2")))
    weight = 600 if chosen and column.stretch else 400
    size = 13 if column.stretch else 12
    paint.draw_text(painter, box, words, now.font_for(words, size, weight), end=column.at_end)


def _person(painter: QPainter, box: QRect, now: Theme, column: Column, row: Any, *, chosen: bool) -> None:
    words = column.value(row)
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = now.px(24)
    initials = column.initials(row) if column.initials else words[:1]
    key = column.row_key(row) if column.row_key else words.encode()
    paint.draw_avatar(painter, paint.leading(box, side, side, rtl=rtl), initials, key)
    painter.setPen(now.colour("text"))
    rest = paint.without_leading(box, now.px(32), rtl=rtl)
    paint.draw_text(painter, rest, words, now.font_for(words, 13, 600 if chosen else 400))


def _pill(painter: QPainter, box: QRect, _now: Theme, column: Column, row: Any, **_state: bool) -> None:
    words = column.value(row)
    if not words:
        return
    tone = column.tone(row) if column.tone else "quiet"
    mark = column.icon(row) if column.icon else paint.TONE_ICONS[tone]
    paint.draw_pill(painter, box, words, tone, mark)


def _date(painter: QPainter, box: QRect, now: Theme, column: Column, row: Any, *, chosen: bool) -> None:
    words = column.value(row)
    tone = column.tone(row) if column.tone else ""
    painter.setPen(now.colour(tone or ("text" if chosen else "text2")))
    face = now.font(12)
    used = paint.draw_text(painter, box, words, face, end=column.at_end)
    if tone in {"late", "attention"}:
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = now.px(14)
        place = paint.leading(box, side, side, rtl=rtl != column.at_end, inset=used + now.px(6))
        painter.drawPixmap(place.topLeft(), pixmap(paint.TONE_ICONS[tone], tone, 14))


def _two_line(painter: QPainter, box: QRect, now: Theme, column: Column, row: Any, *, chosen: bool) -> None:
    first, _sep, second = column.value(row).partition("\n")
    if column.initials:
        rtl, side = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft, now.px(28)
        key = column.row_key(row) if column.row_key else first.encode()
        paint.draw_avatar(painter, paint.leading(box, side, side, rtl=rtl), column.initials(row), key)
        box = paint.without_leading(box, now.px(40), rtl=rtl)
    half = box.height() // 2
    upper = box.adjusted(0, now.px(3), 0, -half + now.px(1))
    lower = box.adjusted(0, half - now.px(1), 0, -now.px(3))
    painter.setPen(now.colour("text"))
    face: QFont = now.font_for(first, 13, 600 if chosen else 500)
    paint.draw_text(painter, upper, first, face, end=column.at_end)
    painter.setPen(now.colour("text2"))
    paint.draw_text(painter, lower, second, now.font_for(second, 12), end=column.at_end)


def _dots(painter: QPainter, box: QRect, _now: Theme, column: Column, row: Any, **_state: bool) -> None:
    level = column.value(row)
    paint.draw_dots(painter, box, int(level or 0), 5)


_CONTENT: dict[str, Callable[..., None]] = {
    "text": _text,
    "number": _text,
    "person": _person,
    "pill": _pill,
    "date": _date,
    "two_line": _two_line,
    "dots": _dots,
}
