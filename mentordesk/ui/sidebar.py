"""The sidebar: the programme chooser, the pages in their groups with counts, settings at the foot."""

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from mentordesk.i18n import _, reader
from mentordesk.ui import paint
from mentordesk.ui.icons import pixmap
from mentordesk.ui.pages import FOOT, PageEntry
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, column, label, rule, scrolled

WIDTH, FOLDED = 200, 60
"""Points across: with words, and with icons alone."""


class SideItem(QAbstractButton):
    """A page's line: icon, word, count; the shown page carries a mark at its leading edge."""

    def __init__(self, entry: PageEntry) -> None:
        super().__init__()
        self.entry = entry
        self.count = 0
        self.folded = False
        self.setCheckable(True)
        self.setText(_(entry.title))
        self.setAccessibleName(_(entry.title))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.fold(on=False)

    def fold(self, *, on: bool) -> None:
        """Show the icon alone, its word in the tooltip."""
        self.folded = on
        words = (self.text(), self.entry.shortcut) if on else (self.entry.shortcut,)
        self.setToolTip(reader().line(words))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH - 16), theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(FOLDED - 16 if self.folded else 80), theme().px(26))

    def set_count(self, n: int) -> None:
        self.count = n
        self.setAccessibleDescription(reader().number(n) if n else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        active = self.isChecked()
        self._ground(painter, rtl=rtl, active=active)
        tint = "accentText" if active else "text2"
        side = now.px(16)
        mark = paint.leading(self.rect(), side, side, rtl=rtl, inset=now.px(12))
        painter.drawPixmap(mark.topLeft(), pixmap(self.entry.icon, tint))
        if self.folded:
            self._dot(painter, mark)
            return
        words = paint.without_leading(self.rect(), now.px(36), rtl=rtl)
        if self.count:
            self._badge(painter, rtl=rtl, active=active)
            words = words.adjusted(now.px(32), 0, 0, 0) if rtl else words.adjusted(0, 0, -now.px(32), 0)
        painter.setPen(now.colour("accentText" if active else "text"))
        paint.draw_text(painter, words, self.text(), now.font(13, 600 if active else 400))

    def _ground(self, painter: QPainter, *, rtl: bool, active: bool) -> None:
        now = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        if active or self.underMouse():
            painter.setBrush(now.colour("accentSoft" if active else "track"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if active:
            painter.setBrush(now.colour("accent"))
            bar = paint.leading(self.rect(), 3, now.px(16), rtl=rtl)
            painter.drawRoundedRect(QRectF(bar), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(now.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _dot(self, painter: QPainter, mark: QRect) -> None:
        """That something waits there, where its number has no room."""
        if self.count:
            now = theme()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("accent"))
            painter.drawEllipse(mark.topRight() + QPoint(now.px(2), 0), now.px(3), now.px(3))

    def _badge(self, painter: QPainter, *, rtl: bool, active: bool) -> None:
        now = theme()
        words = reader().number(self.count)
        face = now.font(12, 500)
        width = max(now.px(20), QFontMetrics(face).horizontalAdvance(words) + now.px(12))
        trailing = self.rect().adjusted(now.px(8), 0, -now.px(8), 0)
        box: QRect = paint.leading(trailing, width, now.px(20), rtl=not rtl)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("surface" if active else "track"))
        painter.drawRoundedRect(QRectF(box), box.height() / 2, box.height() / 2)
        painter.setPen(now.colour("accentText" if active else "text2"))
        paint.draw_text(painter, box, words, face, middle=True)


class Chooser(QPushButton):
    """Programme and cohort on top; opens the menu of cohorts and files."""

    def __init__(self) -> None:
        super().__init__()
        self.programme, self.cohort, self.folded = "", "", False
        self.setProperty("kind", "chooser")
        self.setFixedHeight(theme().px(48))
        self.show_names("", "")

    def show_names(self, programme: str, cohort: str) -> None:
        self.programme, self.cohort = programme, cohort
        self.setAccessibleName(_("Programme and cohort"))
        self.setAccessibleDescription(f"{programme}, {cohort}" if cohort else programme)
        self.setToolTip(reader().line((programme, cohort)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inset = now.px(6 if self.folded else 8)
        sign = paint.leading(self.rect(), now.px(32), now.px(32), rtl=rtl, inset=inset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent"))
        painter.drawRoundedRect(QRectF(sign), 8, 8)
        painter.drawPixmap(sign.topLeft() + QPoint(now.px(8), now.px(8)), pixmap("compass", "onAccent"))
        if self.folded:
            return
        arrows = paint.leading(self.rect(), now.px(16), now.px(16), rtl=not rtl, inset=now.px(7))
        painter.drawPixmap(arrows.topLeft(), pixmap("chevrons-up-down"))
        words = self.rect().adjusted(now.px(24 if rtl else 48), 0, -now.px(48 if rtl else 24), 0)
        half = words.height() // 2
        upper = QRect(words.left(), now.px(6), words.width(), half - now.px(5))
        lower = QRect(words.left(), half + now.px(1), words.width(), half - now.px(6))
        painter.setPen(now.colour("text"))
        paint.draw_text(painter, upper, self.programme, now.font_for(self.programme, 13, 600))
        painter.setPen(now.colour("text2"))
        paint.draw_text(painter, lower, self.cohort, now.font_for(self.cohort, 12))


class Sidebar(QFrame):
    """Emits `chosen(page key)`; knows nothing of what a page is."""

    chosen: ClassVar[Signal] = Signal(str)

    def __init__(self, entries: Iterable[PageEntry]) -> None:
        super().__init__()
        self.setProperty("side", True)
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(theme().px(WIDTH))
        self.items: dict[str, SideItem] = {}
        self._heads: list[QLabel] = []
        self._folded = False
        self._group = QButtonGroup(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(n) for n in (8, 12, 8, 12)))
        outer.setSpacing(0)
        self.chooser = Chooser()
        outer.addWidget(self.chooser)
        self._box = column(spacing=0)
        inner = boxed(self._box)
        known = list(entries)
        self._fill(known)
        self.area = scrolled(inner)  # where the window is low, or everything is large
        outer.addWidget(self.area, 1)
        outer.addWidget(rule())
        outer.addSpacing(theme().px(4))
        for entry in (entry for entry in known if entry.group == FOOT):
            outer.addWidget(self._made(entry))

    def fold(self, *, on: bool) -> None:
        """Leave the icons alone, where words would take the room that the page needs."""
        if on == self._folded:
            return
        self._folded = self.chooser.folded = on
        self.setFixedWidth(theme().px(FOLDED if on else WIDTH))
        for item in self.items.values():
            item.fold(on=on)
        for head in self._heads:
            head.setVisible(not on)

    def show_page(self, key: str) -> None:
        if key in self.items:
            self.items[key].setChecked(True)
            self.area.ensureWidgetVisible(self.items[key], 0, 0)

    def set_count(self, key: str, n: int) -> None:
        if key in self.items:
            self.items[key].set_count(n)

    def _fill(self, entries: list[PageEntry]) -> None:
        group = FOOT
        for entry in (entry for entry in entries if entry.group != FOOT):
            if entry.group != group:
                self._heading(_(entry.group))
                group = entry.group
            self._box.addWidget(self._made(entry))
        self._box.addStretch(1)

    def _heading(self, words: str) -> None:
        head = label(words, "group", elide=True)
        head.setContentsMargins(theme().px(12), 0, theme().px(12), 0)
        head.setFixedHeight(theme().px(24))
        self._heads.append(head)
        self._box.addSpacing(theme().px(8))
        self._box.addWidget(head)

    def _made(self, entry: PageEntry) -> SideItem:
        item = SideItem(entry)
        self.items[entry.key] = item
        self._group.addButton(item)
        item.clicked.connect(lambda: self.chosen.emit(entry.key))
        return item
