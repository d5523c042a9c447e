"""Figures and charts on paper: labelled where they stand, and never told apart by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from mentordesk.documents.layout import (
    CORAL,
    DARK_OCHRE,
    INK,
    MM,
    NAVY,
    OCHRE,
    PINE,
    RULE,
    SLATE,
    TRACK,
    WHITE,
    Page,
)
from mentordesk.documents.pieces import Column, Piece, beside, drawn, spaced, stack, text, words
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.documents.theme import Theme

BAR, KEY_BAR, ROW = 5.0, 2.4, 9.5
LABELS, COUNTS = 0.42, 0.17
PLOT, AXIS, NAMES = 38.0, 8.0, 0.27
WITHIN = 0.3
"""A bar that is so full holds its value; beside a shorter one the value stands behind it."""


class Standing(StrEnum):
    """Where a figure stands against its target; `NONE` where there is no target or no figure."""

    ABOVE = "above"
    NEAR = "near"
    BELOW = "below"
    NONE = "none"


SIGNS = {Standing.ABOVE: PINE, Standing.NEAR: DARK_OCHRE, Standing.BELOW: CORAL, Standing.NONE: INK}


@dataclass(frozen=True)
class Key:
    """One figure with all that belongs to it; all words but the shares, which are 0 to 1."""

    label: str
    value: str
    share: float
    n: str
    target: str = ""
    target_share: float | None = None
    standing: Standing = Standing.NONE
    said: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar: its label, how full, its value and what it rests on."""

    label: str
    share: float
    value: str
    n: str = ""


@dataclass(frozen=True)
class Bars:
    """Bars against one target; the note says how to read them."""

    title: str
    note: str
    rows: tuple[Bar, ...]
    target_share: float | None = None
    target: str = ""


@dataclass(frozen=True)
class Series:
    """A line: its name with the newest value, and its values, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Lines:
    """Lines over the same marks; the axis goes from `low` to `high`, whole numbers."""

    title: str
    note: str
    marks: tuple[str, ...]
    series: tuple[Series, ...]
    low: int = 1
    high: int = 5


def key_figures(page: Page, look: Theme, column: Column, keys: Sequence[Key]) -> list[Piece]:
    """Figures beside each other; for large print each over the whole width."""
    if look.large:
        return [replace(_key(page, look, column, key), before=16) for key in keys]
    places = column.shared(*[1] * len(keys), gutter=4)
    cells = [
        replace(_key(page, look, place, key), baseline=None) for place, key in zip(places, keys, strict=True)
    ]
    return [beside(*cells, before=18)]


def _key(page: Page, look: Theme, column: Column, key: Key) -> Piece:
    label = replace(look.cell_head, colour=INK)
    pieces = [
        text(page, key.label, label, column),
        text(page, key.value, look.figure, column),
        spaced(_key_bar(key, column), 2),
        *([spaced(text(page, key.target, replace(look.small, colour=INK), column), 6)] if key.target else []),
        spaced(text(page, key.n, look.small, column), 0 if key.target else 6),
    ]
    if key.said:
        pieces.append(_standing(page, look, column, key))
    inner = stack(pieces)

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        at.rule(sheet, column.start, top / MM, column.width, colour=NAVY, weight=1.2)
        inner.draw(sheet, at, top + 8)

    return drawn(inner.height + 8, draw)


def _key_bar(key: Key, column: Column) -> Piece:
    def draw(sheet: Sheet, page: Page, top: float) -> None:
        down = top / MM
        page.area(sheet, (column.start, down, column.width, KEY_BAR), TRACK)
        if key.share > 0:
            page.area(sheet, (column.start, down, column.width * min(1.0, key.share), KEY_BAR), NAVY)
        if key.target_share is not None:
            _target(sheet, page, (column.start + column.width * key.target_share, down - 1, KEY_BAR + 2))

    return drawn(KEY_BAR * MM, draw)


def _target(sheet: Sheet, page: Page, place: tuple[float, float, float]) -> None:
    """A target's line, seen on light and on dark."""
    start, top, height = place
    x = page.left(start)
    for colour, weight in ((WHITE, 2.6), (OCHRE, 1.2)):
        sheet.setStrokeColor(colour)
        sheet.setLineWidth(weight)
        sheet.line(x, page.up(top), x, page.up(top + height))


def _standing(page: Page, look: Theme, column: Column, key: Key) -> Piece:
    colour = SIGNS[key.standing]
    size = look.small.size
    said = text(
        page, key.said, replace(look.small, style="SemiBold", colour=colour), column.inset(size * 0.5)
    )

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        said.draw(sheet, at, top)
        base = at.height * MM - top - (said.baseline or 0)
        _sign(sheet, key.standing, (at.left(column.start + size * 0.16), base, size * 0.7))

    return drawn(said.height, draw)


def _sign(sheet: Sheet, standing: Standing, place: tuple[float, float, float]) -> None:
    """▲, ○ or ▼ round a middle on a baseline."""
    x, base, size = place
    sheet.setFillColor(SIGNS[standing])
    sheet.setStrokeColor(SIGNS[standing])
    sheet.setLineWidth(1.3)
    if standing is Standing.NEAR:
        sheet.circle(x, base + size / 2, size / 2 - 0.6)
        return
    point, foot = (base + size, base) if standing is Standing.ABOVE else (base, base + size)
    path = sheet.beginPath()
    path.moveTo(x - size / 2, foot)
    path.lineTo(x + size / 2, foot)
    path.lineTo(x, point)
    path.close()
    sheet.drawPath(path, stroke=0, fill=1)


def chart_head(page: Page, look: Theme, column: Column, title: str, note: str) -> list[Piece]:
    """What a chart shows, and how to read it."""
    return [text(page, title, look.head, column), text(page, note, look.small, column)]


def bars(page: Page, look: Theme, column: Column, chart: Bars) -> list[Piece]:
    """A chart of bars from 0 to 1."""
    label = Column(column.start, column.width * LABELS)
    count = Column(column.start + column.width * (1 - COUNTS) + 3, column.width * COUNTS - 3)
    plot = Column(label.start + label.width + 2, column.width * (1 - LABELS - COUNTS) - 2)
    rows = [_bar(page, look, (label, plot, count), bar, chart.target_share) for bar in chart.rows]
    pieces = [
        *chart_head(page, look, column, chart.title, chart.note),
        spaced(_figure(stack(rows), _told(chart)), 8),
    ]
    if chart.target_share is not None:
        pieces.append(_target_label(page, look, plot, chart))
    return pieces


def _figure(piece: Piece, alt: str) -> Piece:
    """A piece that is a picture in the tagged file, with the words that stand for it."""

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        with sheet.tagged("Figure", alt=alt):
            piece.draw(sheet, page, top)

    return replace(piece, draw=draw)


def _told(chart: Bars | Lines) -> str:
    """What a chart says, for those who hear it."""
    if isinstance(chart, Bars):
        said = "; ".join(f"{bar.label} {bar.value}" for bar in chart.rows)
    else:
        said = "; ".join(series.name for series in chart.series)
    return f"{chart.title}: {said}"


def _bar(
    page: Page, look: Theme, places: tuple[Column, Column, Column], bar: Bar, target: float | None
) -> Piece:
    label, plot, count = places
    dark = target is None or bar.share >= target
    said = text(page, bar.label, look.cell, label)
    n = text(page, bar.n, look.small, count, align="end")
    height = max(ROW * MM * (1.6 if look.large else 1), said.height + 6)
    inner = bar.share >= WITHIN
    style = replace(look.small, style="SemiBold", colour=WHITE if inner else INK)
    filled = plot.width * min(1.0, bar.share)

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        middle = top + height / 2
        thick = BAR * (1.5 if look.large else 1)
        box_top = middle / MM - thick / 2
        at.area(sheet, (plot.start, box_top, plot.width, thick), TRACK)
        if filled:
            at.area(sheet, (plot.start, box_top, filled, thick), NAVY if dark else SLATE)
        base = middle + style.size * 0.36
        said.draw(sheet, at, middle - said.height / 2)
        n.draw(sheet, at, middle - n.height / 2)
        start = plot.start + (1.5 if inner else filled + 1.5)
        at.write(sheet, bar.value, style, (start, base / MM, max(filled, 20)))
        if target is not None:
            _target(sheet, at, (plot.start + plot.width * target, top / MM, height / MM))

    return drawn(height, draw)


def _target_label(page: Page, look: Theme, plot: Column, chart: Bars) -> Piece:
    wide = 16.0 * (1.6 if look.large else 1)
    middle = plot.start + plot.width * (chart.target_share or 0)
    style = replace(look.small, style="SemiBold", colour=DARK_OCHRE)
    return text(page, chart.target, style, Column(middle - wide / 2, wide), align="centre")


def lines(page: Page, look: Theme, column: Column, chart: Lines, *, high: float = PLOT) -> list[Piece]:
    """A chart of lines; the first solid with dots, the second dashed with open squares."""
    pieces = chart_head(page, look, column, chart.title, chart.note)
    high *= (1.3 if look.large else 1) * MM
    plot = Column(column.start + AXIS, column.width * (1 - NAMES) - AXIS)
    foot = look.small.leading + 4

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        _grid(sheet, at, look, chart, (column, plot, top, high))
        for number, series in enumerate(chart.series):
            _series(sheet, at, look, (number, series), (chart, plot, top, high))
        _names(sheet, at, look, (chart, plot, column), (top, high))

    return [*pieces, _figure(drawn(high + foot, draw, before=12), _told(chart))]


def _grid(
    sheet: Sheet, page: Page, look: Theme, chart: Lines, place: tuple[Column, Column, float, float]
) -> None:
    column, plot, top, high = place
    for value in range(chart.low, chart.high + 1):
        down = top + high * (chart.high - value) / (chart.high - chart.low)
        page.rule(sheet, plot.start, down / MM, plot.width, colour=RULE, weight=look.hairline)
        box = (column.start, (down + look.small.size * 0.35) / MM, AXIS - 2)
        page.write(sheet, str(value), look.small, box, align="end")
    step = plot.width / max(len(chart.marks), 1)
    shown = max(1, round(14 / step)) if step < 14 else 1  # noqa: PLR2004 - mm that a month's name takes
    for at, mark in enumerate(chart.marks):
        if (len(chart.marks) - 1 - at) % shown == 0:
            box = (plot.start + at * step, (top + high + look.small.leading) / MM, step)
            _write_at(sheet, page, mark, look.small, box)


def _write_at(sheet: Sheet, page: Page, said: str, style: TextStyle, box: tuple[float, float, float]) -> None:
    """One line round the middle of a box that may be narrower than the words."""
    start, down, width = box
    block = words(page, said, style, align="centre")
    wide = max(width, block.natural_width / MM + 1)
    block.draw_at(sheet, page.left(start + width / 2 - wide / 2, wide), page.up(down), wide * MM)


def _points(
    series: Series, page: Page, place: tuple[Lines, Column, float, float]
) -> list[tuple[float, float] | None]:
    chart, plot, top, high = place
    step = plot.width / max(len(chart.marks), 1)
    found: list[tuple[float, float] | None] = []
    for at, value in enumerate(series.values):
        if value is None:
            found.append(None)
            continue
        down = top + high * (chart.high - value) / (chart.high - chart.low)
        found.append((page.left(plot.start + (at + 0.5) * step), page.height * MM - down))
    return found


def _series(
    sheet: Sheet, page: Page, look: Theme, one: tuple[int, Series], place: tuple[Lines, Column, float, float]
) -> None:
    number, series = one
    colour = (NAVY, DARK_OCHRE)[number % 2]
    known = [point for point in _points(series, page, place) if point is not None]
    sheet.saveState()
    sheet.setStrokeColor(colour)
    sheet.setLineWidth(1.6)
    if number % 2:
        sheet.setDash([3, 2])
    for (x1, y1), (x2, y2) in pairwise(known):
        sheet.line(x1, y1, x2, y2)
    sheet.restoreState()
    for x, y in known:
        _dot(sheet, (x, y), colour, look, hollow=bool(number % 2))


def _dot(sheet: Sheet, point: tuple[float, float], colour: str, look: Theme, *, hollow: bool) -> None:
    x, y = point
    half = 2.2 * (1.5 if look.large else 1)
    sheet.setStrokeColor(colour)
    sheet.setLineWidth(1.1)
    if hollow:
        sheet.setFillColor(WHITE)
        sheet.rect(x - half, y - half, 2 * half, 2 * half, stroke=1, fill=1)
    else:
        sheet.setFillColor(colour)
        sheet.circle(x, y, half + 0.2, stroke=0, fill=1)


def _names(
    sheet: Sheet, page: Page, look: Theme, parts: tuple[Lines, Column, Column], place: tuple[float, float]
) -> None:
    """Each series' name at its last point, kept from standing on another's."""
    chart, plot, column = parts
    top, high = place
    start = plot.start + plot.width + 1
    ends: list[tuple[float, int, Series]] = []
    for number, series in enumerate(chart.series):
        last = next((value for value in reversed(series.values) if value is not None), None)
        if last is not None:
            ends.append((top + high * (chart.high - last) / (chart.high - chart.low), number, series))
    below = -1e9
    for wanted, number, series in sorted(ends, key=lambda end: end[0]):
        below = down = max(wanted, below + look.small.leading)
        style = replace(look.small, style="SemiBold", colour=(NAVY, DARK_OCHRE)[number % 2])
        box = (start, (down + style.size * 0.35) / MM, column.start + column.width - start)
        page.write(sheet, series.name, style, box)
