"""Ctrl+K: find people, pairings, pages and actions by a few letters, and go there."""

from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import combining, normalize

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mentordesk.i18n import _, reader
from mentordesk.ui.icons import icon
from mentordesk.ui.paint import draw_text, without_leading
from mentordesk.ui.theme import theme

MOST = 40
BEFORE = 44
"""Points that an icon takes before what is found."""

DETAIL = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Find:
    """One thing that can be gone to; `also` is searched too and not shown."""

    words: str
    detail: str
    icon: str
    go: Callable[[], object]
    also: str = ""


Provider = Callable[[str], list[Find]]


class Palette(QDialog):
    """A field and what it finds; Enter goes, Escape leaves."""

    def __init__(self, parent: QWidget, providers: list[Provider]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Find or go to…"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self._providers = providers
        self._found: list[Find] = []
        now = theme()
        self.resize(now.px(560), now.px(400))
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Find or go to…"))
        self.field.setAccessibleName(_("Find or go to…"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setItemDelegate(_WithDetail(self.list))
        self.list.setAccessibleName(_("Found"))
        inner = QVBoxLayout(self)
        inner.addWidget(self.field)
        inner.addWidget(self.list, 1)
        self.field.textChanged.connect(self.look)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self._go())
        self.list.itemClicked.connect(lambda _item: self._go())
        self.look("")
        self._place(parent)

    def look(self, text: str) -> None:
        """Show what every provider finds for a text, first providers first."""
        self._found = [find for ask in self._providers for find in ask(text.strip())][:MOST]
        self.list.clear()
        for find in self._found:
            self.list.addItem(_item(find))
        if not self._found:
            nothing = QListWidgetItem(_("Nothing found."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)
        self.field.setAccessibleDescription("" if self._found else _("Nothing found."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                last = max(0, self.list.count() - 1)
                self.list.setCurrentRow(min(last, max(0, self.list.currentRow() + step)))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._go()
                return True
        return super().eventFilter(watched, event)

    def _go(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._found):
            self.accept()
            self._found[at].go()

    def _place(self, parent: QWidget) -> None:
        left = (parent.width() - self.width()) // 2
        self.move(parent.mapToGlobal(QPoint(left, theme().px(64))))


class _WithDetail(QStyledItemDelegate):
    """After what is found, at the end of its line and quietly, what tells it apart."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        now, detail, words = theme(), index.data(DETAIL), str(index.data(Qt.ItemDataRole.DisplayRole))
        taken = option.fontMetrics.horizontalAdvance(words) + now.px(BEFORE)
        box = without_leading(option.rect, taken, rtl=option.direction == Qt.LayoutDirection.RightToLeft)
        if detail and box.width() > now.px(BEFORE):
            painter.setPen(now.colour("text2"))
            inside = box.adjusted(now.px(8), 0, -now.px(8), 0)
            draw_text(painter, inside, detail, now.font_for(detail), end=True)


def _item(find: Find) -> QListWidgetItem:
    made = QListWidgetItem(icon(find.icon), find.words)
    made.setData(DETAIL, find.detail)
    made.setData(Qt.ItemDataRole.AccessibleTextRole, reader().line((find.words, find.detail)))
    return made


def folded(text: str) -> str:
    """Letters as they are searched: without case and accents."""
    if text.isascii():
        return text.casefold()
    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))


def matching(text: str, finds: list[Find]) -> list[Find]:
    """Those whose words hold every word of the text, or whose other words do."""
    wanted = folded(text).split()
    return [find for find in finds if _holds(folded(f"{find.words} {find.detail} {find.also}"), wanted)]


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)
