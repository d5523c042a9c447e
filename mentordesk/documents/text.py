"""Text in any script as a flowable: the words as they were typed, never markup.

A block is set from plain spans in one style; it wraps, splits and draws like any reportlab flowable, or is
drawn at a place by its first baseline. What no face can write stands as a box and is counted on the sheet.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, cast

from reportlab.platypus import Flowable

from mentordesk.documents.breaks import graphemes
from mentordesk.documents.faces import CJK, FALLBACKS, face, missing
from mentordesk.documents.lines import Line, Paragraph
from mentordesk.documents.painting import PlacedLine, link_boxes, painted
from mentordesk.documents.shaping import Setting, Span
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.tagging import Element, Tag

Align = Literal["start", "centre", "end", "justify"]
LINK_COLOUR = "#17545C"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_KEPT_TOGETHER = 2  # lines of a paragraph that stay together at a page's foot and head
_UNSAFE_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class TextStyle:
    """How a paragraph is set: lengths in points, tracking in thousandths of the size.

    `role` is what it is in the tagged file: P, H1, Lbl, TD, Caption; empty for more of the part that is open,
    "Artifact" for what only repeats.
    """

    size: float
    leading: float
    family: str = "Sans"
    style: str = "Regular"
    colour: str = "#1C2733"
    align: Align = "start"
    balanced: bool = False
    tracking: float = 0
    before: float = 0
    after: float = 0
    keep_with_next: bool = False
    role: str = "P"

    @property
    def first_baseline(self) -> float:
        """From the block's top to its first baseline."""
        return (self.leading - self.size) / 2 + 0.8 * self.size


def typed(text: str) -> str:
    """Text as it can be set: one kind of line end, tabs as spaces, broken characters made visible."""
    if text.isascii() and text.isprintable():
        return text
    whole = _UNSAFE_SURROGATES.sub("\ufffd", text)
    return _LINE_ENDS.sub("\n", whole).replace("\t", " ")


def strong(words: str) -> Span:
    """Words that carry weight."""
    return Span(words, style="SemiBold")


def emphasis(words: str) -> Span:
    """Words that are stressed; upright in scripts that know no italics."""
    return Span(words, style="Italic")


def linked(words: str, address: str) -> Span:
    """Words that open an address."""
    return Span(words, colour=LINK_COLOUR, link=address)


def spans_of(content: str | Sequence[Span]) -> tuple[Span, ...]:
    if isinstance(content, str):
        return (Span(typed(content)),)
    return tuple(replace(span, text=typed(span.text)) for span in content)


def plain(content: str | Sequence[Span]) -> str:
    """The words of a paragraph without their look."""
    return content if isinstance(content, str) else "".join([span.text for span in content])


def unwritable(text: str) -> tuple[str, ...]:
    """The characters of a text that no bundled face has, each once: they will stand as boxes."""
    text = typed(text).replace("\n", " ")
    start, parts = 0, []
    for end in graphemes(text):
        parts.append(text[start:end])
        start = end
    return missing(text, parts, [face(name, "Regular") for name in ("Sans", *FALLBACKS, *CJK)])


def character_names(characters: Iterable[str]) -> list[str]:
    """Characters as a report names them, such as "U+1F600 GRINNING FACE"."""
    codes = dict.fromkeys(code for character in characters for code in character)
    return [f"U+{ord(code):04X} {unicodedata.name(code, '')}".rstrip() for code in codes]


@lru_cache(maxsize=256)
def _tag(role: str, language: str) -> Tag:
    return Tag(role, language=language)


class TextBlock(Flowable):
    """One paragraph; `rtl` is the page's direction unless the text has its own, such as a phone number."""

    def __init__(
        self,
        content: str | Sequence[Span],
        style: TextStyle,
        *,
        language: str,
        rtl: bool,
        align: Align | None = None,
        at_spaces: bool = False,
        page_rtl: bool | None = None,
    ) -> None:
        super().__init__()
        self.style = style
        self.align: Align = align or style.align
        self.page_rtl = rtl if page_rtl is None else page_rtl
        setting = Setting(style.family, style.style, language, rtl)
        self.paragraph = Paragraph(
            spans_of(content), setting, style.size, at_spaces=at_spaces, tracking=style.tracking
        )
        self._parts: list[Element] = []
        self.keepWithNext = int(style.keep_with_next)
        self.begin = 0
        self.end = len(self.paragraph.text)
        self._measure = -1.0
        self.lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def natural_width(self) -> float:
        """How wide the text is on one line."""
        return self.paragraph.width()

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        return self.style.after

    def set_in(self, measure: float) -> tuple[Line, ...]:
        """The lines at a measure, kept until another is asked for."""
        if measure != self._measure:
            cut = self.paragraph.balanced if self.style.balanced else self.paragraph.settled
            lines = cut(measure, self.begin)
            self.lines = tuple([line for line in lines if line.start < self.end or not line.start])
            self._measure = measure
        return self.lines

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        """The size that the text takes in a frame."""
        self.width = available_width
        self.height = len(self.set_in(available_width)) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Two blocks, the first no higher than asked, or nothing when two lines cannot stand on each side."""
        lines = self.set_in(available_width)
        fitting = min(int((available_height + 0.01) // self.style.leading), len(lines) - _KEPT_TOGETHER)
        if fitting < _KEPT_TOGETHER:
            return []
        return [self._part(lines[:fitting], before=True), self._part(lines[fitting:], before=False)]

    def _part(self, lines: tuple[Line, ...], *, before: bool) -> "TextBlock":
        part = copy(self)
        part.lines = lines
        part.begin = lines[0].start
        part.end = lines[-1].end if before else self.end
        part.style = replace(self.style, after=0) if before else replace(self.style, before=0)
        return part

    def draw(self) -> None:
        """Draw where reportlab has moved the origin to."""
        sheet = cast("Sheet", self.canv)
        self.draw_at(sheet, 0, self.height - self.style.first_baseline, self.width)

    def draw_at(self, sheet: Sheet, x: float, baseline: float, measure: float) -> int:
        """Draw in a column whose left edge is `x`; answers how many lines it took."""
        lines, leading = self.set_in(measure), self.style.leading
        spreads = [self._spread(line, measure) for line in lines]
        placed = [
            PlacedLine(line, x + self._indent(line, measure, spread), baseline - at * leading, spread)
            for at, (line, spread) in enumerate(zip(lines, spreads, strict=True))
        ]
        operators = painted(sheet, self.paragraph, placed, self.style.colour)
        language = self.paragraph.setting.language
        tag = _tag(self.style.role, "" if language == sheet.language else language)
        element = sheet.write_text(operators, tag, self._parts[0] if self._parts else None)
        self._parts[:] = [element] if element is not None else []
        if any(span.link for span in self.paragraph.spans):
            for address, box, words in link_boxes(self.paragraph, placed):
                sheet.link(address, box, words, element)
        return len(lines)

    def _indent(self, line: Line, measure: float, spread: float) -> float:
        if self.align == "centre":
            return (measure - line.width) / 2
        if spread:
            return 0
        return measure - line.width if (self.align == "end") != self.page_rtl else 0

    def _spread(self, line: Line, measure: float) -> float:
        """What each gap of the line is widened by."""
        if self.align != "justify" or self.paragraph.is_last(line):
            return 0
        gaps = sum(self.paragraph.widens(run, line) for run in self.paragraph.on_line(line))
        return max(measure - line.width, 0) / gaps if gaps else 0
