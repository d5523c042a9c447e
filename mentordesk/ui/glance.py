"""The first frame: where the pages stand and the first people, before models and style sheet are loaded.

Words take their colour from a palette and grounds fill themselves, since a pen or a brush set from Python
makes the 93 enums of the Qt namespace, an eighth of the start (PERFORMANCE.md, P1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QWidget

from mentordesk.i18n import _, reader
from mentordesk.ui.pages import FOOT, PageEntry
from mentordesk.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

SIDE = 200
ROW = 36
INDENT = 44
"""Where the word of a page begins, behind the room for its icon."""


@dataclass(frozen=True)
class Line:
    """Words at a place: `top` and `height` of their line, in the design's pixels."""

    words: str
    top: float
    height: float = ROW
    size: int = 13
    weight: int = 400


class Words(QWidget):
    """Lines of words, all of one colour, at the leading edge."""

    def __init__(self, parent: QWidget, lines: Sequence[Line], token: str) -> None:
        super().__init__(parent)
        self._lines = lines
        _colour(self, QPalette.ColorRole.WindowText, token)

    def paintEvent(self, _event: "QPaintEvent") -> None:
        now, painter = theme(), QPainter(self)
        rtl, wide = self.isRightToLeft(), self.width()
        for line in self._lines:
            if now.px(line.top) > self.height():
                break
            face = now.font_for(line.words, line.size, line.weight)
            painter.setFont(face)
            left = wide - painter.fontMetrics().horizontalAdvance(line.words) if rtl else 0
            baseline = now.px(line.top) + now.px(line.height) / 2 + 0.357 * face.pixelSize()
            painter.drawText(QPointF(left, baseline), reader().isolated(line.words))
        painter.end()


class Glance(QWidget):
    """The window's content until the pages are built: the sidebar's words, and rows of name and city."""

    def __init__(
        self, names: tuple[str, str], entries: Sequence[PageEntry], rows: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self.setAccessibleName(_("People"))
        self.setAccessibleDescription(_("Opening…"))
        people = [
            (Line(name, ROW * at), Line(city, ROW * at, size=12)) for at, (name, city) in enumerate(rows)
        ]
        self._side, self._card = _ground(self, "side"), _ground(self, "surface")
        self._names = Words(self, [name for name, _city in people], "text")
        self._cities = Words(self, [city for _name, city in people], "text2")
        self._programme = Words(self, [Line(names[0], 6, 19, weight=600)], "text")
        self._cohort = Words(self, [Line(names[1], 25, 19, 12)], "text2")
        pages, heads, foot = _sidebar_lines(entries)
        self._pages, self._heads, self._foot = (
            Words(self, pages, "text"),
            Words(self, heads, "text2"),
            Words(self, foot, "text"),
        )

    def resizeEvent(self, _event: "QResizeEvent") -> None:
        now = theme()
        wide, high = self.width() / now.zoom, self.height() / now.zoom
        share = (wide - SIDE - 80) / 3
        for widget, box in (
            (self._side, (0, 0, SIDE, high)),
            (self._card, (SIDE + 24, 120, wide - SIDE - 48, high - 144)),
            (self._names, (SIDE + 40, 152, share * 2, high - 176)),
            (self._cities, (SIDE + 40 + share * 2, 152, share, high - 176)),
            (self._programme, (56, 12, SIDE - 88, 48)),
            (self._cohort, (56, 12, SIDE - 88, 48)),
            (self._pages, (INDENT, 60, SIDE - INDENT - 8, high - 72)),
            (self._heads, (20, 60, SIDE - 28, high - 72)),
            (self._foot, (INDENT, high - 44, SIDE - INDENT - 8, 32)),
        ):
            widget.setGeometry(self._placed(*box))

    def _placed(self, left: float, top: float, wide: float, high: float) -> QRect:
        """A box of the design's pixels, mirrored where reading runs leftwards."""
        now = theme()
        start = now.px(left)
        if self.isRightToLeft():
            start = self.width() - start - now.px(wide)
        return QRect(start, now.px(top), now.px(wide), now.px(high))


def _sidebar_lines(entries: Sequence[PageEntry]) -> tuple[list[Line], list[Line], list[Line]]:
    """The pages, the heads of their groups, and the pages at the foot, as the sidebar has them."""
    pages: list[Line] = []
    heads: list[Line] = []
    top, group = 0, FOOT
    for entry in (entry for entry in entries if entry.group != FOOT):
        if entry.group != group:
            group = entry.group
            heads.append(Line(_(group), top + 8, 24, 12, 600))
            top += 32
        pages.append(Line(_(entry.title), top, 32))
        top += 32
    return pages, heads, [Line(_(entry.title), 0, 32) for entry in entries if entry.group == FOOT]


def _ground(parent: QWidget, token: str) -> QWidget:
    made = QWidget(parent)
    made.setAutoFillBackground(True)
    _colour(made, QPalette.ColorRole.Window, token)
    return made


def _colour(widget: QWidget, role: QPalette.ColorRole, token: str) -> None:
    palette = QPalette()
    palette.setColor(role, theme().colour(token))
    widget.setPalette(palette)
