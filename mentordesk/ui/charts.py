"""Small charts: bars with their target drawn in, columns by month, lines, a heat map, a strip of numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from mentordesk.i18n import reader
from mentordesk.ui import paint
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import ElidedLabel, column, emptied, label, row, rule

TONE_BARS = {
    "good": "goodBar",
    "attention": "attentionBar",
    "late": "lateBar",
    "accent": "accent",
    "quiet": "quietBar",
}


class Chart(QWidget):
    """A drawing with a name and its figures for who cannot see it."""

    def __init__(self, name: str = "", description: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name or description)
        self.setAccessibleDescription(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Progress(Chart):
    """A bar filled to `value` (0 to 1) with a mark at `target`; tone is a semantic colour or accent."""

    def __init__(
        self,
        value: float,
        target: float | None = None,
        tone: str = "accent",
        *,
        height: int = 6,
        name: str = "",
    ) -> None:
        super().__init__(name, reader().percent(value))
        self.value, self.target, self.tone, self.height_px = value, target, tone, height

    def sizeHint(self) -> QSize:
        return QSize(theme().px(80), theme().px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = theme().colour(TONE_BARS[self.tone])
        draw_bar(
            painter,
            self.rect(),
            self.value,
            shade,
            height=theme().px(self.height_px),
            target=self.target,
            rtl=self.rtl(),
        )


class FitBar(Progress):
    """A fit of `of`: its number above its bar, paler under 80 of 100."""

    def __init__(self, value: float, of: float = 100, name: str = "") -> None:
        super().__init__(value / of, name=name)
        self.words = reader().number(value)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(36), theme().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setPen(now.colour("text2"))
        paint.draw_text(painter, self.rect().adjusted(0, 0, 0, -now.px(12)), self.words, now.font(12))
        shade = now.colour("accent" if self.value >= 0.8 else "accentLow")
        under = self.rect().adjusted(0, now.px(18), 0, 0)
        draw_bar(painter, under, self.value, shade, height=now.px(6), rtl=self.rtl())


class Columns(Chart):
    """A column for each (label, value), the value above, a dashed line at the target; None is a flat mark."""

    def __init__(
        self,
        values: Sequence[tuple[str, float | None]],
        target: float | None = None,
        text: Callable[[float], str] | None = None,
        *,
        name: str = "",
        height: int = 112,
    ) -> None:
        words = text or (lambda value: reader().number(value))
        told = "; ".join(f"{head}: {words(value)}" for head, value in values if value is not None)
        super().__init__(name, told)
        self.values, self.target, self.words, self.tall = tuple(values), target, words, height

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(self.tall))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max([value or 0 for _head, value in self.values] + [self.target or 0]) or 1
        field = self.rect().adjusted(0, now.px(20), 0, -now.px(20))
        for at, (head, value) in enumerate(self.values):
            self._column(painter, self._place(field, at), head, value, top)
        if self.target is not None:
            height = field.bottom() - field.height() * self.target / top
            painter.setPen(QPen(now.colour("text2"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(field.left(), height), QPointF(field.right(), height))

    def _place(self, field: QRect, at: int) -> QRect:
        step = field.width() // max(1, len(self.values))
        turn = len(self.values) - 1 - at if self.rtl() else at
        return QRect(field.left() + turn * step, field.top(), step, field.height())

    def _column(self, painter: QPainter, place: QRect, head: str, value: float | None, top: float) -> None:
        now = theme()
        width = min(now.px(32), place.width() - now.px(4))
        height = max(4, round(place.height() * (value or 0) / top))
        bar = QRect(place.center().x() - width // 2, place.bottom() - height, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent" if value else "track"))
        painter.drawRoundedRect(QRectF(bar), min(4, height / 2), min(4, height / 2))
        painter.setPen(now.colour("text2"))
        under = QRect(place.left(), place.bottom() + now.px(4), place.width(), now.px(16))
        paint.draw_text(painter, under, head, now.font(12), middle=True)
        if value:
            painter.setPen(now.colour("text"))
            above = QRect(place.left(), bar.top() - now.px(18), place.width(), now.px(16))
            paint.draw_text(painter, above, self.words(value), now.font(12, 600), middle=True)


class Lines(Chart):
    """One line through points (label, value), its ends named; for what moves over months."""

    def __init__(
        self, values: Sequence[tuple[str, float]], target: float | None = None, *, name: str = ""
    ) -> None:
        super().__init__(name, "; ".join(f"{head}: {reader().number(value)}" for head, value in values))
        self.values, self.target = tuple(values), target

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(112))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = QRectF(self.rect().adjusted(now.px(4), now.px(12), -now.px(4), -now.px(20)))
        painter.setPen(QPen(now.colour("line"), 1))
        painter.drawLine(field.bottomLeft(), field.bottomRight())
        if not self.values:
            return
        points = self._points(field)
        painter.setPen(QPen(now.colour("accent"), 2))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(now.colour("accent"))
        painter.drawEllipse(points[-1], 3, 3)
        painter.setPen(now.colour("text2"))
        foot = QRect(int(field.left()), int(field.bottom()) + 2, int(field.width()), now.px(16))
        painter.setLayoutDirection(self.layoutDirection())
        paint.draw_text(painter, foot, self.values[0][0], now.font(12))
        paint.draw_text(painter, foot, self.values[-1][0], now.font(12), end=True)

    def _points(self, field: QRectF) -> list[QPointF]:
        top = max([value for _head, value in self.values] + [self.target or 0]) or 1
        step = field.width() / max(1, len(self.values) - 1)
        across = [
            field.right() - at * step if self.rtl() else field.left() + at * step
            for at in range(len(self.values))
        ]
        heights = [field.bottom() - field.height() * value / top for _head, value in self.values]
        return [QPointF(x, y) for x, y in zip(across, heights, strict=True)]


class HeatMap(Chart):
    """A square for each pair of row and column, stronger for a higher value 0 to 100; None is ruled out."""

    def __init__(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        values: Sequence[Sequence[float | None]],
        name: str = "",
    ) -> None:
        super().__init__(name, f"{len(rows)} × {len(columns)}")
        self.rows, self.columns, self.values = tuple(rows), tuple(columns), values
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        now = theme()
        return QSize(now.px(140 + 20 * len(self.columns)), now.px(24 + 20 * len(self.rows)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        side, names = now.px(20), now.px(132)
        for at, name in enumerate(self.rows):
            line = QRect(0, now.px(24) + at * side, self.width(), side)
            if not event.rect().intersects(line):
                continue
            painter.setPen(now.colour("text"))
            box = paint.leading(line, names, side, rtl=self.rtl())
            paint.draw_text(painter, box, name, now.font_for(name, 12))
            for across, value in enumerate(self.values[at]):
                cell = paint.leading(
                    line, side, side, rtl=self.rtl(), inset=names + now.px(8) + across * side
                )
                self._cell(painter, cell, value)

    def _cell(self, painter: QPainter, cell: QRect, value: float | None) -> None:
        now = theme()
        inner = cell.adjusted(1, 1, -1, -1)
        if value is None:
            painter.setPen(QPen(now.colour("strong"), 1))
            painter.drawLine(
                inner.topLeft() + QPointF(5, 5).toPoint(), inner.bottomRight() - QPointF(5, 5).toPoint()
            )
            return
        shade = QColor(now.colour("accent"))
        shade.setAlphaF(0.08 + 0.92 * (value / 100) ** 2)
        painter.fillRect(inner, shade)


@dataclass(frozen=True)
class Metric:
    """One number of the strip: words already in the reader's language, shares 0 to 1 for the bar."""

    name: str
    value: str
    unit: str = ""
    target_words: str = ""
    share: float = 0.0
    target: float | None = None
    tone: str = "accent"
    target_short: str = ""


LEAST = 112
"""Points that a number of the strip needs for itself."""


class Strip(QFrame):
    """Numbers side by side, each with its bar and target."""

    def __init__(self, metrics: Sequence[Metric] = ()) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._box = QGridLayout(self)
        self._box.setContentsMargins(*(theme().px(n) for n in (15, 8, 15, 10)))
        self._box.setHorizontalSpacing(theme().px(16))
        self._box.setVerticalSpacing(theme().px(8))
        self._metrics: Sequence[Metric] = ()
        self._across = 1
        self.show_metrics(metrics)

    def show_metrics(self, metrics: Sequence[Metric]) -> None:
        self._metrics, self._across = metrics, self._fitting(len(metrics))
        emptied(self._box)
        for at, metric in enumerate(metrics):
            down, across = divmod(at, self._across)
            if across:
                self._box.addWidget(rule(upright=True), down, across * 2 - 1)
            self._box.addLayout(_metric(metric), down, across * 2)
        for at in range(self._box.columnCount()):
            self._box.setColumnStretch(at, int(at % 2 == 0 and at < self._across * 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._across != self._fitting(len(self._metrics)):
            self.show_metrics(self._metrics)

    def _fitting(self, n: int) -> int:
        """How many stand side by side: all, or half of them where it is narrow."""
        return max(1, n if self.width() >= n * theme().px(LEAST) else (n + 1) // 2)


def _metric(metric: Metric) -> QVBoxLayout:
    number = label(metric.value, "number")
    target = ElidedLabel(metric.target_words, metric.target_short)
    target.setProperty("kind", "quiet")
    numbers = row(number, label(metric.unit, "quiet"), None, target, spacing=4)
    bar = Progress(metric.share, metric.target, metric.tone, height=4, name=metric.name)
    return column(label(metric.name, "quiet", elide=True), numbers, bar, spacing=2)


def draw_bar(
    painter: QPainter,
    box: QRect,
    value: float,
    shade: QColor,
    *,
    height: int,
    target: float | None = None,
    rtl: bool = False,
) -> None:
    """A rounded bar in the middle of the box, its mark of 2 × 12 at the target."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    track = paint.leading(box, box.width(), height, rtl=rtl)
    for share, colour in ((1.0, theme().colour("track")), (min(1.0, max(0.0, value)), shade)):
        full = round(track.width() * share)
        if full:
            painter.setBrush(colour)
            painter.drawRoundedRect(
                QRectF(paint.leading(track, full, height, rtl=rtl)), height / 2, height / 2
            )
    if target is not None:
        at = min(track.width() - 2, max(0, round(track.width() * target) - 1))
        mark = paint.leading(box, 2, min(box.height(), theme().px(12)), rtl=rtl, inset=at)
        painter.fillRect(mark, theme().colour("text"))
