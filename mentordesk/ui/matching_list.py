"""The ranked proposals: two names, a bar for each criterion that counts, the fit and the lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from mentordesk.i18n import _, isolate, reader
from mentordesk.operations.matching_view import Face, Matching, any_pair
from mentordesk.ui import paint
from mentordesk.ui.charts import draw_bar
from mentordesk.ui.icons import pixmap
from mentordesk.ui.matching_rows import RowList, RowPainter
from mentordesk.ui.matching_words import both, head, initials
from mentordesk.ui.theme import theme

if TYPE_CHECKING:
    from mentordesk.matching.propose import ProposedPair

HIGH = 80
NAMES = 80
"""Names have at least this much room; criteria that would take it are not drawn."""


@dataclass(frozen=True)
class Line:
    """A proposal as a row: its place by fit, 0 for two who are not proposed, and the two people."""

    n: int
    pair: "ProposedPair"
    mentee: Face
    mentor: Face

    def told(self) -> str:
        """The row in a sentence."""
        fit = reader().number(self.pair.fit)
        text = _("{n}. {pair}, fit {fit}, locked") if self.pair.locked else _("{n}. {pair}, fit {fit}")
        return text.format(n=reader().number(self.n), pair=both(self.mentee, self.mentor), fit=fit)


@dataclass(frozen=True)
class Places:
    """Where the parts of a row lie, for so many criteria; mirrored right to left."""

    box: QRect
    count: int
    rtl: bool

    @cached_property
    def shown(self) -> int:
        """How many criteria there is room for beside the names."""
        return max(0, min(self.count, (self._width - 110 - NAMES) // 30))

    def number(self) -> QRect:
        return self._at(8, 22)

    def names(self) -> QRect:
        return self._at(32, self._names_width)

    def bar(self, at: int) -> QRect:
        return self._at(36 + self._names_width + at * self._step, self._step - 6)

    def fit(self) -> QRect:
        return self._at(self._width - 70, 32)

    def lock(self) -> QRect:
        return self._at(self._width - 34, 32)

    @cached_property
    def _width(self) -> int:
        return round(self.box.width() / theme().zoom)

    @cached_property
    def _step(self) -> int:
        return max(30, min(42, (self._width - 256) // max(1, self.shown)))

    @cached_property
    def _names_width(self) -> int:
        return self._width - 110 - self.shown * self._step

    def _at(self, inset: int, width: int) -> QRect:
        now = theme()
        return paint.leading(self.box, now.px(width), self.box.height(), rtl=self.rtl, inset=now.px(inset))


class ProposalList(QFrame):
    """The list under its heads; the list itself is `view`, its rows are Lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.criteria: tuple[tuple[str, str], ...] = ()
        self.view = RowList(_("Proposals"), lambda line: line.pair.mentee, Line.told)
        self.view.setItemDelegate(_Painter(self))
        self.view.setAccessibleDescription(
            _("L locks the pair, B bans it, S swaps the mentor, Enter opens it.")
        )
        self.heads = _Heads(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.heads)
        box.addWidget(self.view, 1)

    def show_matching(self, matching: Matching, lines: Sequence[Line]) -> None:
        """Rows and the criteria that count."""
        from mentordesk.matching.criteria import CRITERIA

        self.criteria = tuple(
            (one.key, _(one.label)) for one in CRITERIA if matching.choice.weights.get(one.key)
        )
        self.heads.update()
        self.view.show_rows(lines)

    def on_lock(self, x: int) -> bool:
        """Whether a click at x fell on the lock."""
        place = self.places(self.view.viewport().rect()).lock()
        return place.left() <= x <= place.right()

    def places(self, box: QRect) -> Places:
        return Places(box, len(self.criteria), self.layoutDirection() == Qt.LayoutDirection.RightToLeft)


def lines_of(matching: Matching) -> list[Line]:
    """A row for each proposal, by fit."""
    return [
        Line(n, pair, matching.faces[pair.mentee], matching.faces[pair.mentor])
        for n, pair in enumerate(matching.proposal.pairs, 1)
    ]


def line_of(matching: Matching, mentee: bytes, mentor: bytes) -> Line:
    """Any two people as a row."""
    known = next((one for one in lines_of(matching) if one.pair.mentee == mentee), None)
    if known is not None and known.pair.mentor == mentor:
        return known
    pair = any_pair(matching.proposal, mentee, mentor)
    return Line(0, pair, matching.faces[mentee], matching.faces[mentor])


class _Heads(QWidget):
    def __init__(self, of: ProposalList) -> None:
        super().__init__()
        self._list = of
        self.setFixedHeight(theme().px(32))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme()
        viewport = self._list.view.viewport()
        left = viewport.mapTo(self._list, QPoint(0, 0)).x() - self.x()
        places = self._list.places(QRect(left, 0, viewport.width(), self.height()))
        painter.setPen(now.colour("text2"))
        paint.draw_text(painter, places.names(), _("Mentee, mentor"), now.font(12, 600))
        for at, (key, _whole) in enumerate(self._list.criteria[: places.shown]):
            paint.draw_text(painter, places.bar(at).adjusted(0, 0, 4, 0), head(key), now.font(11, 500))
        paint.draw_text(painter, places.fit(), _("Fit"), now.font(12, 600), end=True)
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.colour("line"))


class _Painter(RowPainter):
    height = 52

    def __init__(self, of: ProposalList) -> None:
        super().__init__(of)
        self._list = of

    def draw(self, painter: QPainter, box: QRect, row: Line, *, chosen: bool) -> None:
        places, now = self._list.places(box), theme()
        _number(painter, places.number(), row)
        half = box.height() // 2
        names = places.names()
        _name(painter, names.adjusted(0, now.px(4), 0, -half + now.px(1)), row.mentee, 600)
        _name(painter, names.adjusted(0, half - now.px(1), 0, -now.px(4)), row.mentor, 600 if chosen else 400)
        for at, (key, _whole) in enumerate(self._list.criteria[: places.shown]):
            _bar(painter, places.bar(at), row.pair.scores[key], rtl=places.rtl)
        painter.setPen(now.colour("text"))
        fit = reader().number(row.pair.fit)
        paint.draw_text(painter, places.fit(), fit, now.font(15, 600), end=True)
        mark = pixmap("lock" if row.pair.locked else "lock-open", "text" if row.pair.locked else "strong")
        side = now.px(16)
        inset = (places.lock().width() - side) // 2
        place = paint.leading(places.lock(), side, side, rtl=places.rtl, inset=inset)
        painter.drawPixmap(place.topLeft(), mark)


def _number(painter: QPainter, box: QRect, row: Line) -> None:
    """The place, or a warning where the pair goes against a rule."""
    now = theme()
    if row.pair.against:
        side = now.px(14)
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place = paint.leading(box, side, side, rtl=rtl)
        painter.drawPixmap(place.topLeft(), pixmap("triangle-alert", "attention", 14))
        return
    painter.setPen(now.colour("text2"))
    paint.draw_text(painter, box, reader().number(row.n), now.font(12))


def _name(painter: QPainter, box: QRect, face: Face, weight: int) -> None:
    now = theme()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = now.px(20)
    paint.draw_avatar(painter, paint.leading(box, side, side, rtl=rtl), initials(face), face.person)
    painter.setPen(now.colour("text"))
    rest = paint.without_leading(box, now.px(26), rtl=rtl)
    paint.draw_text(painter, rest, isolate(face.name), now.font_for(face.name, 13, weight))


def _bar(painter: QPainter, box: QRect, score: int, *, rtl: bool) -> None:
    now = theme()
    painter.setPen(now.colour("text2"))
    upper = box.adjusted(0, now.px(8), 0, -now.px(26))
    paint.draw_text(painter, upper, reader().number(score), now.font(12))
    lower = box.adjusted(0, now.px(26), 0, -now.px(14))
    shade = now.colour("accent" if score >= HIGH else "accentLow")
    draw_bar(painter, lower, score / 100, shade, height=now.px(6), rtl=rtl)


def sorted_lines(lines: Sequence[Line], order: str) -> list[Line]:
    """By fit (as they come), "low" for the lowest first, "name" for the mentee's name."""
    keys: dict[str, Any] = {
        "low": lambda line: -line.n,
        "name": lambda line: reader().sort_key(line.mentee.name),
    }
    return sorted(lines, key=keys[order]) if order in keys else list(lines)
