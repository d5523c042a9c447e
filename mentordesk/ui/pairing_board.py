"""The board: a column for each state, cards that go from one to another by mouse or keyboard."""

from collections.abc import Sequence
from typing import ClassVar, cast

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mentordesk.domain.pairing import PairingStatus
from mentordesk.domain.words import word
from mentordesk.i18n import _, reader
from mentordesk.operations.pairing_rows import PairingRow
from mentordesk.ui import paint
from mentordesk.ui.page import Desk
from mentordesk.ui.pairing_words import initials, last_met, silence
from mentordesk.ui.palette import folded
from mentordesk.ui.table_model import Index
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import Card, row

ROW = Qt.ItemDataRole.UserRole
MIME = "application/x-mentordesk-pairing"
CARD_HEIGHT = 88
MOST = 200
"""A column shows so many cards; the list shows all."""


class Board(QWidget):
    """Emits `opened(row)` on Enter or double click, `moved(row, status)` on a drop or Alt with an arrow."""

    opened: ClassVar[Signal] = Signal(object)
    moved: ClassVar[Signal] = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.lanes = {status: Lane(self, status, desk) for status in PairingStatus}
        self._cards = {status: Card(word(status), "0") for status in PairingStatus}
        for status, lane in self.lanes.items():
            self._cards[status].flush()
            self._cards[status].body.addWidget(lane, 1)
        across = row(*self._cards.values())
        for at in range(len(self._cards)):
            across.setStretch(at, 1)
        self.setLayout(across)

    def show_rows(self, rows: Sequence[PairingRow], text: str = "") -> None:
        """Put every pairing whose names hold the text into its column; the chosen card stays chosen."""
        wanted = folded(text)
        kept = [found for found in rows if wanted in folded(f"{found.mentor.name} {found.mentee.name}")]
        for status, lane in self.lanes.items():
            members = [found for found in kept if found.status is status]
            lane.fill(members[:MOST])
            self._cards[status].trailing.setText(reader().number(len(members)))
            self._cards[status].setVisible(bool(members) or status is not PairingStatus.PROPOSED)

    def enter(self) -> None:
        """Take the keyboard, in the first column that holds a card."""
        lane = next((lane for lane in self.lanes.values() if lane.count()), None)
        if lane is not None:
            lane.enter()

    def step(self, lane: "Lane", by: int, *, carry: bool) -> None:
        """Go to the next column, or carry the chosen card there."""
        shown = [status for status in PairingStatus if not self._cards[status].isHidden()]
        at = shown.index(lane.status) + by
        if not 0 <= at < len(shown):
            return
        chosen = lane.chosen()
        if carry and chosen is not None:
            self.moved.emit(chosen, shown[at])
        elif not carry:
            self.lanes[shown[at]].enter()

    def row_of(self, key: bytes) -> PairingRow | None:
        """The pairing of a key, wherever its card is."""
        every = (found for lane in self.lanes.values() for found in lane.rows())
        return next((found for found in every if found.id == key), None)


class Lane(QListWidget):
    """One column of cards; arrows go, Alt with an arrow carries, Enter opens."""

    def __init__(self, board: Board, status: PairingStatus, desk: Desk) -> None:
        super().__init__()
        self.board, self.status = board, status
        self.setAccessibleName(word(status))
        self.setAccessibleDescription(_("Alt and an arrow take a card to the next column."))
        self.setItemDelegate(CardPainter(self, desk))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setMinimumWidth(theme().px(112))
        self.itemDoubleClicked.connect(lambda item: board.opened.emit(item.data(ROW)))

    def fill(self, rows: Sequence[PairingRow]) -> None:
        before = self.chosen()
        self.clear()
        for found in rows:
            item = QListWidgetItem(self)
            item.setData(ROW, found)
            names = (found.mentor.name, found.mentee.name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, reader().listing(names))
            item.setToolTip(reader().listing(names))
            if before is not None and before.id == found.id:
                self.setCurrentItem(item)

    def rows(self) -> list[PairingRow]:
        return [self.item(at).data(ROW) for at in range(self.count())]

    def chosen(self) -> PairingRow | None:
        item = self.currentItem()
        return None if item is None else cast("PairingRow", item.data(ROW))

    def enter(self) -> None:
        """Take the keyboard, on the first card where none is chosen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if way:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            carry = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.board.step(self, -way if mirrored else way, carry=carry)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.board.opened.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        made = QMimeData()
        made.setData(MIME, items[0].data(ROW).id)
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = self.board.row_of(bytes(event.mimeData().data(MIME).data()))
        if found is not None and found.status is not self.status:
            self.board.moved.emit(found, self.status)


class CardPainter(QStyledItemDelegate):
    """Draws a pairing as a card: both names with their avatars, and when they met."""

    def __init__(self, lane: Lane, desk: Desk) -> None:
        super().__init__(lane)
        self._desk = desk

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(112), theme().px(CARD_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, found = theme(), cast("PairingRow", index.data(ROW))
        box = option.rect.adjusted(now.px(6), now.px(3), -now.px(6), -now.px(3))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setBrush(now.colour("accentSoft" if chosen else "surface"))
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(now.colour("accent" if focused else "line"), 2 if focused else 1))
        painter.drawRoundedRect(box, now.px(8), now.px(8))
        inner = box.adjusted(now.px(8), now.px(6), -now.px(8), -now.px(6))
        self._people(painter, inner, found)
        self._foot(painter, inner, found)
        painter.restore()

    def _people(self, painter: QPainter, box: QRect, found: PairingRow) -> None:
        now = theme()
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for at, who in enumerate((found.mentor, found.mentee)):
            line = QRect(box.left(), box.top() + at * now.px(24), box.width(), now.px(24))
            side = now.px(20)
            paint.draw_avatar(painter, paint.leading(line, side, side, rtl=rtl), initials(who), who.person)
            painter.setPen(now.colour("text"))
            words = paint.without_leading(line, side + now.px(6), rtl=rtl)
            paint.draw_text(painter, words, who.name, now.font_for(who.name, 12, 500))

    def _foot(self, painter: QPainter, box: QRect, found: PairingRow) -> None:
        now = theme()
        line = QRect(box.left(), box.bottom() - now.px(20), box.width(), now.px(20))
        if found.stuck:
            paint.draw_pill(painter, line, silence(found), "late", "clock-alert")
        elif found.last_day is not None or found.status is not PairingStatus.CLOSED:
            painter.setPen(now.colour("text2"))
            paint.draw_text(painter, line, last_met(found, self._desk.today()), now.font(12))
