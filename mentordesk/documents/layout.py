"""Papers, colours and places: millimetres from the page's leading top corner become points.

A right-to-left page is the same page mirrored: boxes and text change sides, nothing is ever scaled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from mentordesk.documents.bidi import own_direction
from mentordesk.documents.shaping import Span
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import Align, TextBlock, TextStyle, plain

MM = 72 / 25.4
INK, NAVY, TEAL, PINE = "#1C2733", "#1E3A5C", "#17545C", "#3E6B4F"
GREY, DARK_OCHRE, SLATE, CORAL, OCHRE = "#55616D", "#8A6117", "#5F7386", "#C4523A", "#B07D22"
RULE, LIGHT_OCHRE, SAND, TRACK, WHITE = "#B9C3CC", "#E3C88B", "#F5F0E6", "#E6EBEF", "#FFFFFF"
HAIRLINE, SIGNATURE, ACCENT = 0.4, 0.6, 1.7
JOINED_LARGER = 1.16
JOINED_LEADING = 1.66


class Paper(StrEnum):
    """The two papers that office printers hold."""

    A4 = "a4"
    LETTER = "letter"


SIZES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (216.0, 279.0)}


@dataclass(frozen=True)
class Page:
    """A page in millimetres, and which way it is read."""

    width: float
    height: float
    rtl: bool
    language: str

    @property
    def points(self) -> tuple[float, float]:
        return self.width * MM, self.height * MM

    def left(self, start: float, width: float = 0) -> float:
        """The left edge, in points, of a box that begins `start` mm from the leading edge."""
        return (self.width - start - width if self.rtl else start) * MM

    def up(self, down: float) -> float:
        """The height above the page's foot, in points, of what lies `down` mm below its top."""
        return (self.height - down) * MM

    def block(self, content: str | Sequence[Span], style: TextStyle, *, align: Align = "start") -> TextBlock:
        """Text in the page's language and direction; in its own where all its letters run the other way."""
        rtl = own_direction(plain(content), rtl=self.rtl)
        style = for_joined(style, rtl=rtl) if self.rtl and is_joined(self.language) else style
        return TextBlock(content, style, language=self.language, rtl=rtl, page_rtl=self.rtl, align=align)

    def write(
        self,
        sheet: Sheet,
        content: str | Sequence[Span],
        style: TextStyle,
        box: tuple[float, float, float],
        *,
        align: Align = "start",
    ) -> int:
        """Set text in the box (start, first baseline, width) in mm; answers the number of lines."""
        start, baseline, width = box
        block = self.block(content, style, align=align)
        return block.draw_at(sheet, self.left(start, width), self.up(baseline), width * MM)

    def rule(
        self, sheet: Sheet, start: float, down: float, width: float, *, colour: str, weight: float
    ) -> None:
        """A horizontal line."""
        sheet.setStrokeColor(colour)
        sheet.setLineWidth(weight)
        x, y = self.left(start, width), self.up(down)
        sheet.line(x, y, x + width * MM, y)

    def area(self, sheet: Sheet, box: tuple[float, float, float, float], colour: str) -> None:
        """A filled rectangle: start, top, width and height in mm."""
        start, top, width, height = box
        sheet.setFillColor(colour)
        sheet.rect(self.left(start, width), self.up(top + height), width * MM, height * MM, stroke=0, fill=1)


def is_joined(language: str) -> bool:
    from mentordesk.documents.faces import JOINED

    return language.partition("-")[0] in JOINED


def for_joined(style: TextStyle, *, rtl: bool = True) -> TextStyle:
    """The style for Arabic letters: larger to look equal, looser, never tracked.

    A paragraph that runs left to right beside them has Latin letters, which are set smaller again, and as
    close as ever.
    """
    title = style.style == "Light"
    size = style.size if title else style.size * JOINED_LARGER
    leading = max(style.leading, size * (1.4 if title else JOINED_LEADING)) if rtl else style.leading
    return replace(style, size=size, leading=leading, tracking=0)


@lru_cache(maxsize=64)
def page_of(paper: Paper, *, landscape: bool, language: str, rtl: bool) -> Page:
    width, height = SIZES[paper]
    return Page(height, width, rtl, language) if landscape else Page(width, height, rtl, language)
