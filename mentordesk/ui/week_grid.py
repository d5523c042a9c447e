"""A week as a grid of hours: to fill in by mouse or keyboard, or two people's weeks against each other."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from math import ceil
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mentordesk.i18n import _, ngettext, reader
from mentordesk.ui import paint
from mentordesk.ui.theme import theme

HOURS = 168
QUARTER = timedelta(minutes=15)
NIGHT_END, NIGHT_START = 7, 22
STEP_X, STEP_Y, DAY_COLUMN, HEAD, FOOT = 12, 16, 24, 36, 40


def is_free(week: bytes, hour: int) -> bool:
    """Whether hour 0..167 of a week (Monday 0:00 is 0) is set."""
    return bool(week[hour // 8] >> (7 - hour % 8) & 1)


def with_hour(week: bytes, hour: int, *, free: bool) -> bytes:
    """The week with one hour set or cleared."""
    bit = 1 << (7 - hour % 8)
    changed = week[hour // 8] | bit if free else week[hour // 8] & ~bit
    return week[: hour // 8] + bytes([changed]) + week[hour // 8 + 1 :]


def quarters_ahead(zone: str, other: str, day: date | None = None) -> int:
    """Quarter hours that the clock of `other` is ahead of that of `zone` at noon of a day (today)."""
    noon = datetime.combine(day or datetime.now(UTC).date(), time(12))
    ahead = [noon.replace(tzinfo=ZoneInfo(name)).utcoffset() or timedelta() for name in (other, zone)]
    return round((ahead[0] - ahead[1]) / QUARTER)


def is_free_at(week: bytes, quarter: int) -> bool:
    """Whether a quarter hour of a week is free; the ends join, as weeks do."""
    return is_free(week, quarter // 4 % HOURS)


def day_mark(day: int) -> str:
    """Two letters of a day, or one where a language begins all of them alike."""
    marks = [reader().weekday(at, "abbreviated")[:2] for at in range(7)]
    return marks[day] if len(set(marks)) > 4 else reader().weekday(day, "narrow")


class WeekGrid(QWidget):
    """168 cells; arrows move, Space changes, dragging paints. `changed` tells of each change by hand."""

    changed: ClassVar[Signal] = Signal()

    def __init__(self, *, editable: bool = False, step: tuple[int, int] = (STEP_X, STEP_Y)) -> None:
        super().__init__()
        self._week, self._editable, self._step = bytes(21), editable, step
        self._at, self._painting = 9, False
        self._ahead: int | None = None
        self._names = ("", "")
        self.setAccessibleName(_("Hours free in the week"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if editable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def hours(self) -> bytes:
        return self._week

    def set_hours(self, week: bytes) -> None:
        self._week = week
        self._described()
        self.update()

    def set_zones(
        self, own: str, other: str, own_label: str = "", other_label: str = "", *, day: date | None = None
    ) -> None:
        """Write the second zone's hours below as its clock goes on `day` (today), its day underlined."""
        self._ahead = quarters_ahead(own, other, day)
        self._names = (own_label or own, other_label or other)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme()
        foot = FOOT if self._ahead is not None else 0
        head = HEAD if self._names[0] else HEAD // 2
        width = DAY_COLUMN + 24 * self._step[0]
        return QSize(now.px(width) + 1, now.px(head + 7 * self._step[1] + foot))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def cell(self, hour: int) -> QRect:
        """Where an hour of the week is drawn."""
        now = theme()
        across, down = now.px(self._step[0]), now.px(self._step[1])
        left = now.px(DAY_COLUMN) + hour % 24 * across
        return QRect(left, self._top() + hour // 24 * down, across, down)

    def hour_at(self, place: QPoint) -> int | None:
        return next((hour for hour in range(HOURS) if self.cell(hour).contains(place)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._scale(painter)
        for hour in range(HOURS):
            self._cell(painter, hour)
        if self._ahead is not None:
            self._second_scale(painter, self._ahead)
        if self.hasFocus() and self._editable:
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.cell(self._at)).adjusted(-1, -1, 0, 0), 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hour = self.hour_at(event.position().toPoint())
        if self._editable and hour is not None:
            self._at, self._painting = hour, not is_free(self._week, hour)
            self._change(hour, free=self._painting)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hour = self.hour_at(event.position().toPoint())
        if self._editable and hour is not None:
            self._change(hour, free=self._painting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -24, Qt.Key.Key_Down: 24}
        key = Qt.Key(event.key())
        if not self._editable or key not in {*step, Qt.Key.Key_Space}:
            super().keyPressEvent(event)
            return
        if key == Qt.Key.Key_Space:
            self._change(self._at, free=not is_free(self._week, self._at))
        self._at = (self._at + step.get(key, 0)) % HOURS
        self._described()
        self.update()

    def _change(self, hour: int, *, free: bool) -> None:
        if is_free(self._week, hour) != free:
            self._week = with_hour(self._week, hour, free=free)
            self._described()
            self.changed.emit()
        self.update()

    def _described(self) -> None:
        n = sum(byte.bit_count() for byte in self._week)
        said = ngettext(
            "{day} {hour}: {state}. {n} hour free in all.", "{day} {hour}: {state}. {n} hours free in all.", n
        ).format(
            day=reader().weekday(self._at // 24),
            hour=f"{self._at % 24:02}:00",
            state=_("free") if is_free(self._week, self._at) else _("not free"),
            n=reader().number(n),
        )
        self.setAccessibleDescription(said)

    def _top(self) -> int:
        return theme().px(HEAD if self._names[0] else HEAD // 2)

    def _scale(self, painter: QPainter) -> None:
        now = theme()
        name_box = QRect(now.px(DAY_COLUMN), 0, self.width() - now.px(DAY_COLUMN), now.px(16))
        painter.setPen(now.colour("text"))
        if self._names[0]:
            paint.draw_text(painter, name_box, self._names[0], now.font(12))
        painter.setPen(now.colour("text2"))
        for hour in (0, 6, 12, 18):
            box = QRect(self.cell(hour).left(), self._top() - now.px(18), now.px(40), now.px(16))
            paint.draw_text(painter, box, f"{hour:02}", now.font(12))
        for day in range(7):
            first = self.cell(day * 24)
            box = QRect(0, first.top(), now.px(DAY_COLUMN - 2), first.height())
            paint.draw_text(painter, box, day_mark(day), now.font(12))

    def _second_scale(self, painter: QPainter, ahead: int) -> None:
        now = theme()
        foot = self.cell(HOURS - 1).bottom() + now.px(3)
        for quarter in range(96):
            local = (quarter + ahead) % 96
            left, right = self._across(quarter), self._across(quarter + 1)
            if NIGHT_END * 4 <= local < NIGHT_START * 4:
                painter.fillRect(QRect(left, foot, right - left, 2), now.colour("text2"))
            if local % 24 == 0:
                painter.setPen(now.colour("text2"))
                words = QRect(left, foot + now.px(4), now.px(40), now.px(16))
                paint.draw_text(painter, words, f"{local // 4:02}", now.font(12))
        painter.setPen(now.colour("text"))
        under = QRect(now.px(DAY_COLUMN), foot + now.px(20), self.width() - now.px(DAY_COLUMN), now.px(16))
        paint.draw_text(painter, under, self._names[1], now.font(12))

    def _across(self, quarter: int) -> int:
        """Where a quarter hour of the day, 0 to 96, begins."""
        return self.cell(0).left() + quarter * self.cell(0).width() // 4

    def _cell(self, painter: QPainter, hour: int) -> None:
        night = not NIGHT_END - 1 <= hour % 24 < NIGHT_START
        ground = "accent" if is_free(self._week, hour) else "track" if night else "sunken"
        self._block(painter, QRectF(self.cell(hour)), theme().colour(ground))

    def _block(self, painter: QPainter, box: QRectF, shade: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 2, 2)


class PairWeek(WeekGrid):
    """Two weeks on the mentee's clock: lower half the mentee, upper half the mentor, whole both.

    Clocks that are not whole hours apart leave parts of an hour: each quarter is drawn for itself.
    """

    def __init__(self) -> None:
        super().__init__(step=(10, 14))
        self._mentor, self._gap = bytes(21), 0

    def show_pair(
        self,
        mentee: bytes,
        mentee_zone: str,
        mentor: bytes,
        mentor_zone: str,
        names: tuple[str, str],
        *,
        day: date,
    ) -> None:
        """Weeks each in its own zone, as their clocks go on a day; `names` are written at the two scales."""
        self._mentor, self._gap = mentor, quarters_ahead(mentee_zone, mentor_zone, day)
        self.set_hours(mentee)
        self.set_zones(mentee_zone, mentor_zone, *names, day=day)
        hours = self.common()
        both = ngettext("{n} hour in common", "{n} hours in common", ceil(hours))
        self.setAccessibleDescription(both.format(n=reader().number(hours, 2 if hours % 1 else 0)))

    def common(self) -> float:
        """Hours of the week when both are free, to the quarter."""
        return sum(mine and theirs for hour in range(HOURS) for mine, theirs in self._quarters(hour)) / 4

    def _quarters(self, hour: int) -> list[tuple[bool, bool]]:
        """Of each quarter of an hour on the mentee's clock: whether mentee and mentor are free."""
        mine = is_free(self._week, hour)
        return [(mine, is_free_at(self._mentor, hour * 4 + part + self._gap)) for part in range(4)]

    def _cell(self, painter: QPainter, hour: int) -> None:
        quarters = self._quarters(hour)
        if not any(mentee or mentor for mentee, mentor in quarters):
            super()._cell(painter, hour)
            return
        box, accent = QRectF(self.cell(hour)), theme().colour("accent")
        self._block(painter, box, theme().colour("sunken"))
        for start, end, (mentee, mentor) in _runs(quarters):
            part = QRectF(box.left() + box.width() * start / 4, box.top(), 0, box.height())
            part.setRight(box.left() + box.width() * end / 4)
            half = box.height() / 2
            upper, lower = 0 if mentor else half, 0 if mentee else -half
            if mentee or mentor:
                self._block(painter, part.adjusted(0, upper, 0, lower), accent)


def _runs(quarters: list[tuple[bool, bool]]) -> list[tuple[int, int, tuple[bool, bool]]]:
    """Neighbours that are alike as one: where they start, where they end, what they are."""
    edges = [0, *(at for at in range(1, 4) if quarters[at] != quarters[at - 1]), 4]
    return [(start, end, quarters[start]) for start, end in pairwise(edges)]
