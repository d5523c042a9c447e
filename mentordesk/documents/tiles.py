"""Tiles and confetti for what is festive: each shape is drawn once, never one colour over another's edge."""

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random
from typing import Any

from mentordesk.documents.layout import CORAL, LIGHT_OCHRE, MM, NAVY, OCHRE, TEAL, TRACK, Page
from mentordesk.documents.sheet import Sheet

SHORT = 0.12
"""Millimetres by which a ground stays behind the shape on it, so that no line of it shows."""

BAND = (
    ("quarter", "se", NAVY, LIGHT_OCHRE),
    ("quarter", "nw", TRACK, TEAL),
    ("ring", "", LIGHT_OCHRE, CORAL),
    ("quarter", "nw", TEAL, LIGHT_OCHRE),
    ("quarter", "sw", "", CORAL),
    ("triangle", "", TRACK, NAVY),
    ("star", "", "", OCHRE),
    ("quarter", "sw", CORAL, NAVY),
    ("quarter", "ne", NAVY, TEAL),
    ("quarter", "nw", NAVY, TEAL),
    ("quarter", "se", CORAL, NAVY),
    ("star", "", "", OCHRE),
    ("triangle", "", TRACK, NAVY),
    ("quarter", "ne", "", CORAL),
    ("quarter", "ne", TEAL, LIGHT_OCHRE),
    ("ring", "", LIGHT_OCHRE, CORAL),
    ("quarter", "ne", TRACK, TEAL),
    ("quarter", "sw", NAVY, LIGHT_OCHRE),
)
CARD = (
    (("quarter", "sw", NAVY, LIGHT_OCHRE), ("quarter", "nw", TEAL, LIGHT_OCHRE)),
    (("quarter", "ne", LIGHT_OCHRE, TEAL), ("", "", "", "")),
    (("ring", "", TRACK, CORAL), ("ring", "", TRACK, NAVY)),
    (("quarter", "nw", TEAL, LIGHT_OCHRE), ("quarter", "ne", NAVY, LIGHT_OCHRE)),
    (("quarter", "se", CORAL, TRACK), ("", "", "", "")),
    (("triangle", "", TRACK, NAVY), ("triangle", "", NAVY, LIGHT_OCHRE)),
    (("quarter", "ne", NAVY, LIGHT_OCHRE), ("", "", "", "")),
    (("quarter", "sw", LIGHT_OCHRE, CORAL), ("quarter", "nw", TRACK, CORAL)),
)
COVERED = {"nw": "se", "ne": "sw", "sw": "ne", "se": "nw"}
"""The sides of a tile that a quarter covers wholly, by the corner it opens to."""
PAPERS = (NAVY, TEAL, CORAL, OCHRE, LIGHT_OCHRE)
BITS = 26


def band(sheet: Sheet, page: Page, box: tuple[float, float, float]) -> None:
    """A band of tiles: start, top and width in mm; the tiles are squares."""
    start, top, width = box
    size = width / len(BAND)
    for at, kind in enumerate(BAND):
        tile(sheet, page, kind, (start + at * size, top, size))


def stack(sheet: Sheet, page: Page, box: tuple[float, float, float]) -> None:
    """The card's two columns of tiles: start, top and height in mm."""
    start, top, height = box
    size = height / len(CARD)
    for line, tiles in enumerate(CARD):
        for at, kind in enumerate(tiles):
            tile(sheet, page, kind, (start + at * size, top + line * size, size))


def tile(sheet: Sheet, page: Page, kind: Sequence[str], place: tuple[float, float, float]) -> None:
    """One tile: its shape, the corner a quarter opens to, the colours of ground and shape."""
    shape, corner, ground, colour = kind
    start, top, size = place
    if ground:
        before, above, after, below = (SHORT * (side in COVERED.get(corner, "")) for side in "wnes")
        area = (start + before, top + above, size - before - after, size - above - below)
        page.area(sheet, area, ground)
    if not shape:
        return
    left, foot, side = page.left(start, size), page.up(top + size), size * MM
    sheet.setFillColor(colour)
    path = sheet.beginPath()
    SHAPES[shape](path, (left, foot, side), _turned(corner, mirrored=page.rtl))
    sheet.drawPath(path, stroke=0, fill=1, fillMode=0)


def _turned(corner: str, *, mirrored: bool) -> str:
    return corner.translate(str.maketrans("ew", "we")) if mirrored else corner


def _quarter(path: Any, box: tuple[float, float, float], corner: str) -> None:
    """A quarter of a disc whose middle is the corner across from the one it opens to."""
    left, foot, side = box
    x, y = (left + side if "w" in corner else left), (foot + side if "s" in corner else foot)
    begin = {"ne": 0, "nw": 90, "sw": 180, "se": 270}[corner]
    path.moveTo(x, y)
    path.arcTo(x - side, y - side, x + side, y + side, begin, 90)
    path.close()


def _ring(path: Any, box: tuple[float, float, float], _corner: str) -> None:
    left, foot, side = box
    x, y = left + side / 2, foot + side / 2
    for radius in (side * 0.36, side * 0.16):
        path.circle(x, y, radius)


def _triangle(path: Any, box: tuple[float, float, float], _corner: str) -> None:
    left, foot, side = box
    path.moveTo(left, foot)
    path.lineTo(left + side / 2, foot + side)
    path.lineTo(left + side, foot)
    path.close()


def _star(path: Any, box: tuple[float, float, float], _corner: str) -> None:
    """Four points with hollow sides."""
    left, foot, side = box
    x, y, reach, near = left + side / 2, foot + side / 2, side * 0.48, side * 0.11
    ends = [(x + reach * cos(turn * pi / 2), y + reach * sin(turn * pi / 2)) for turn in range(5)]
    path.moveTo(*ends[0])
    for turn in range(4):
        angle = (turn + 0.5) * pi / 2
        hollow = (x + near * cos(angle), y + near * sin(angle))
        path.curveTo(*hollow, *hollow, *ends[turn + 1])
    path.close()


SHAPES: dict[str, Any] = {"quarter": _quarter, "ring": _ring, "triangle": _triangle, "star": _star}


def confetti(sheet: Sheet, page: Page, box: tuple[float, float, float, float], seed: int) -> None:
    """Bits of paper strewn over a box (start, top, width, height in mm), thinner further down."""
    chance = Random(seed)  # noqa: S311 - an ornament, the same in every file
    start, top, width, height = box
    for at in range(BITS):
        x = page.left(start + chance.uniform(0, width))
        y = page.up(top + height * chance.random() ** 1.4)
        sheet.setFillColor(PAPERS[at % len(PAPERS)])
        if at % 3 == 0:
            sheet.circle(x, y, chance.uniform(0.5, 0.85) * MM, stroke=0, fill=1)
            continue
        sheet.saveState()
        sheet.translate(x, y)
        sheet.rotate(chance.uniform(-80, 80))
        sheet.rect(-1.5 * MM, -0.6 * MM, 3 * MM, 1.2 * MM, stroke=0, fill=1)
        sheet.restoreState()
