"""Drawn ornament: the mark, guilloche frames, rosettes, the seal and rings."""

from itertools import pairwise
from math import acos, cos, degrees, pi, sin
from typing import Any

from reportlab.pdfgen.pathobject import PDFPathObject

from mentordesk.documents.layout import LIGHT_OCHRE, MM, NAVY, OCHRE, Page
from mentordesk.documents.sheet import Sheet

Point = tuple[float, float]
STRANDS = 8
PERIOD = 7.4  # mm, nearly: a side takes a whole number of periods
STEPS = 8  # lines in a petal
CURVES = 4  # in a period: a quarter of a sine by its slopes is 1.6 % of its height off, a fifth of a line
APART = 1.1  # from ring to ring of the mark, in radii


def mark(sheet: Sheet, place: Point, height: float, *, ring: str, lens: str) -> None:
    """Two rings that share a lens; the place is the left lower corner, all in points."""
    left, bottom = place
    weight = height * 0.1
    radius = (height - weight) / 2
    one, middle = left + height / 2, bottom + height / 2
    two = one + radius * APART
    sheet.setFillColor(lens)
    sheet.drawPath(lens_path(sheet, (one, middle), two - one, radius), stroke=0, fill=1)
    sheet.setStrokeColor(ring)
    sheet.setLineWidth(weight)
    for centre in (one, two):
        sheet.circle(centre, middle, radius)


def mark_width(height: float) -> float:
    return height + height * 0.45 * APART


def lens_path(sheet: Sheet, first: Point, apart: float, radius: float) -> Any:
    """What two circles side by side have in common."""
    x, y = first
    half = degrees(acos(apart / 2 / radius))
    path: Any = sheet.beginPath()  # its stubs know whole degrees only
    path.arc(x - radius, y - radius, x + radius, y + radius, -half, 2 * half)
    second = x + apart
    path.arcTo(second - radius, y - radius, second + radius, y + radius, 180 - half, 2 * half)
    path.close()
    return path


def frame(sheet: Sheet, page: Page, outer: float = 8.4, inner: float = 21.2) -> None:
    """The guilloche frame between two distances from the edge (mm), with rosettes in its corners."""
    corner = inner + 0.3
    for line, weight, colour in (
        *((outer, 1.1, NAVY), (outer + 1.2, 0.35, OCHRE)),
        *((inner - 1.1, 0.7, NAVY), (inner, 0.35, OCHRE)),
    ):
        _frame_lines(sheet, page, (line, corner), weight, colour)
    middle, amplitude = (outer + inner) / 2, (inner - outer) / 2 - 2.4
    for from_, to in _sides(page, middle, corner):
        _braid(sheet, from_, to, amplitude * MM)
    for x in (middle, page.width - middle):
        for y in (middle, page.height - middle):
            _corner(sheet, (x * MM, y * MM), (corner - outer + 1.1) * MM / 2)


def _frame_lines(sheet: Sheet, page: Page, edges: Point, weight: float, colour: str) -> None:
    line, corner = edges
    sheet.setStrokeColor(colour)
    sheet.setLineWidth(weight)
    right, top = page.width - line, page.height - line
    for x1, y1, x2, y2 in (
        (corner, line, page.width - corner, line),
        (corner, top, page.width - corner, top),
        (line, corner, line, page.height - corner),
        (right, corner, right, page.height - corner),
    ):
        sheet.line(x1 * MM, y1 * MM, x2 * MM, y2 * MM)


def _sides(page: Page, middle: float, corner: float) -> tuple[tuple[Point, Point], ...]:
    far_x, far_y = page.width - corner, page.height - corner
    return tuple(
        ((x1 * MM, y1 * MM), (x2 * MM, y2 * MM))
        for x1, y1, x2, y2 in (
            (corner, middle, far_x, middle),
            (corner, page.height - middle, far_x, page.height - middle),
            (middle, corner, middle, far_y),
            (page.width - middle, corner, page.width - middle, far_y),
        )
    )


def _braid(sheet: Sheet, start: Point, end: Point, amplitude: float) -> None:
    """Strands of one wave, each a little later than the one before, in two colours."""
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    periods = round(length / (PERIOD * MM))
    for strand in range(STRANDS):
        sheet.setStrokeColor(OCHRE if strand % 2 else NAVY)
        sheet.setLineWidth(0.3 if strand % 2 else 0.36)
        path = sheet.beginPath()
        _wave(path, (start, end), periods, amplitude, 2 * pi * strand / STRANDS)
        sheet.drawPath(path)


def _wave(
    path: PDFPathObject, line: tuple[Point, Point], periods: int, amplitude: float, phase: float
) -> None:
    """A sine along a horizontal or vertical line as curves through its values and slopes."""
    start, end = line
    upright = start[0] == end[0]
    origin, length = (start[1], end[1] - start[1]) if upright else (start[0], end[0] - start[0])
    base = start[0] if upright else start[1]
    step = length / (periods * CURVES)
    curves = _period(amplitude, phase) * periods

    def point(along: float, value: float) -> Point:
        return (base + value, origin + along) if upright else (origin + along, base + value)

    path.moveTo(*point(0, amplitude * sin(phase)))
    for at, (first, second, last) in enumerate(curves):
        here = at * step
        path.curveTo(
            *point(here + step / 3, first), *point(here + step * 2 / 3, second), *point(here + step, last)
        )


def _period(amplitude: float, phase: float) -> list[tuple[float, float, float]]:
    """The values of both handles and of the end of each curve in one period of a sine."""
    angles = [phase + 2 * pi * at / CURVES for at in range(CURVES + 1)]
    slope = 2 * pi / CURVES / 3
    values = [(amplitude * sin(angle), amplitude * slope * cos(angle)) for angle in angles]
    return [(one + rise, two - fall, two) for (one, rise), (two, fall) in pairwise(values)]


def _corner(sheet: Sheet, centre: Point, half: float) -> None:
    x, y = centre
    sheet.setStrokeColor(NAVY)
    sheet.setLineWidth(0.5)
    sheet.rect(x - half, y - half, 2 * half, 2 * half)
    rosette(sheet, centre, (half * 0.5, half * 0.82), NAVY)
    ring(sheet, centre, (half * 0.14, half * 0.46), OCHRE)


def rosette(
    sheet: Sheet, centre: Point, radii: Point, colour: str, *, petals: int = 12, turns: int = 4
) -> None:
    """Waves bent round a centre between two radii, a few of them turned against each other."""
    inner, outer = radii
    middle, amplitude = (inner + outer) / 2, (outer - inner) / 2
    sheet.setStrokeColor(colour)
    sheet.setLineWidth(0.3)
    steps = petals * STEPS
    for turn in range(turns):
        phase = 2 * pi * turn / turns
        path = sheet.beginPath()
        for step in range(steps + 1):
            angle = 2 * pi * step / steps
            radius = middle + amplitude * sin(petals * angle + phase)
            place = centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)
            (path.lineTo if step else path.moveTo)(*place)
        sheet.drawPath(path)


def ring(sheet: Sheet, centre: Point, radii: Point, colour: str) -> None:
    """A filled ring; what it leaves free stays paper."""
    x, y = centre
    sheet.setFillColor(colour)
    path = sheet.beginPath()
    for radius in radii:
        path.circle(x, y, radius)
    sheet.drawPath(path, stroke=0, fill=1, fillMode=0)


def seal(sheet: Sheet, centre: Point, radius: float) -> None:
    """The printed seal with the mark in its middle."""
    ring(sheet, centre, (radius * 0.62, radius), LIGHT_OCHRE)
    rosette(sheet, centre, (radius * 0.64, radius * 0.97), OCHRE, petals=36)
    ring(sheet, centre, (radius * 0.36, radius * 0.61), NAVY)
    rosette(sheet, centre, (radius * 0.4, radius * 0.57), LIGHT_OCHRE, petals=24, turns=3)
    height = radius * 0.3
    left = centre[0] - mark_width(height) / 2
    mark(sheet, (left, centre[1] - height / 2), height, ring=NAVY, lens=OCHRE)


def rings(
    sheet: Sheet, centres: tuple[Point, ...], radii: tuple[float, ...], colour: str, weight: float
) -> None:
    """Circles round several centres, in points."""
    sheet.setStrokeColor(colour)
    sheet.setLineWidth(weight)
    for x, y in centres:
        for radius in radii:
            sheet.circle(x, y, radius)
