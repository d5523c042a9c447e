"""Who goes without a mentor: each mentee with what rules the mentors out, and a way to find one."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mentordesk.i18n import _, filled, isolate, ngettext, reader
from mentordesk.operations.matching_view import Face, Matching
from mentordesk.ui import paint
from mentordesk.ui.matching_rows import RowList, RowPainter
from mentordesk.ui.matching_words import initials
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import column, label, row

ROW_HEIGHT, MOST_SEEN = 44, 3


@dataclass(frozen=True)
class Lack:
    """A mentee without a mentor, and why."""

    mentee: Face
    why: str

    def told(self) -> str:
        """The row in a sentence."""
        text = _("{mentee} has no mentor: {why}")
        return filled(text, mentee=isolate(self.mentee.name), why=self.why)


def lacks_of(matching: Matching) -> list[Lack]:
    """Those the proposal leaves out, each with its reasons."""
    return [Lack(matching.faces[one.mentee], one.sentence()) for one in matching.proposal.unmatched]


class Without(QWidget):
    """The list under its head; hidden while everybody has a mentor. Rows of `view` are Lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.view = RowList(_("Without a mentor"), lambda lack: lack.mentee.participant, Lack.told)
        self.view.setItemDelegate(_Painter(self.view))
        self.view.setAccessibleDescription(_("Enter finds a mentor."))
        self.head = label(_("Without a mentor"), "strong")
        self.more = label("", "quiet", elide=True)
        card = QFrame()
        card.setProperty("card", True)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        self.setLayout(column(row(self.head, None, self.more), card))
        self.view.pressed_at.connect(self._clicked)

    def show_matching(self, matching: Matching) -> None:
        lacks = lacks_of(matching)
        self.setVisible(bool(lacks))
        self.view.show_rows(lacks)
        self.view.setFixedHeight(theme().px(ROW_HEIGHT) * max(1, min(MOST_SEEN, len(lacks))))
        told = ngettext("{n} mentee", "{n} mentees", len(lacks)).format(n=reader().number(len(lacks)))
        if matching.full:
            full = ngettext(
                "{mentees}; {n} mentor has no place left",
                "{mentees}; {n} mentors have no place left",
                matching.full,
            )
            told = full.format(mentees=told, n=reader().number(matching.full))
        self.more.setText(told)

    def _clicked(self, lack: Lack, x: int) -> None:
        place = button_place(self.view.viewport().rect(), rtl=is_rtl(self))
        if place.left() <= x <= place.right():
            self.view.opened.emit(lack)


def is_rtl(widget: QWidget) -> bool:
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def button_place(box: QRect, *, rtl: bool) -> QRect:
    """Where a row's button is drawn, at the trailing edge."""
    now = theme()
    width = max(now.px(88), QFontMetrics(now.font(13, 500)).horizontalAdvance(_("Find one")) + now.px(24))
    return paint.leading(box, width, now.px(28), rtl=not rtl, inset=now.px(8))


class _Painter(RowPainter):
    height = ROW_HEIGHT
    always_marked = False

    def draw(self, painter: QPainter, box: QRect, row: Lack, *, chosen: bool) -> None:
        now = theme()
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = now.px(24)
        avatar = paint.leading(box, side, side, rtl=rtl, inset=now.px(8))
        paint.draw_avatar(painter, avatar, initials(row.mentee), row.mentee.person)
        made = button_place(box, rtl=rtl)
        rest = paint.without_leading(box, now.px(40), rtl=rtl)
        rest = paint.without_leading(rest, made.width() + now.px(16), rtl=not rtl)
        half, name = box.height() // 2, row.mentee.name
        painter.setPen(now.colour("text"))
        upper = rest.adjusted(0, now.px(3), 0, -half + now.px(1))
        paint.draw_text(painter, upper, isolate(name), now.font_for(name, 13, 600))
        painter.setPen(now.colour("text2"))
        paint.draw_text(painter, rest.adjusted(0, half - now.px(1), 0, -now.px(3)), row.why, now.font(12))
        _button(painter, made)
        del chosen


def _button(painter: QPainter, box: QRect) -> None:
    now = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.colour("btnline"), 1))
    painter.setBrush(now.colour("surface"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    painter.setPen(now.colour("text"))
    paint.draw_text(painter, box, _("Find one"), now.font(13, 500), middle=True)
