"""Cutting a shaped paragraph into lines, and the words of one line from left to right."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from mentordesk.documents import bidi
from mentordesk.documents.breaks import graphemes, line_ends, space_ends, tied
from mentordesk.documents.shaping import IDEOGRAPHIC, Run, Setting, Span, shape_of, shaped

SHORTEST_LAST_LINE = 0.25
_SLACK = 0.01
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHIC}]")
_END = re.compile(r" *(?:\n|\Z)")
_LONGEST_GRAPHEME = 256  # characters; one that is longer may be cut
_NARROWER = (0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79)


class Line(NamedTuple):
    """text[start:end] without the spaces at its end; the width is in points."""

    start: int
    end: int
    width: float


def is_blank(character: str) -> bool:
    """Whether a character leaves nothing behind when it is cut off at a line's end."""
    return character in {" ", "\n"} or (not character.isalnum() and unicodedata.category(character) == "Zs")


class Paragraph:
    """A text shaped once, to be cut into lines of any measure."""

    def __init__(
        self,
        spans: Sequence[Span],
        setting: Setting,
        size: float,
        *,
        at_spaces: bool = False,
        tracking: float = 0,
    ) -> None:
        self.spans = tuple(spans)
        self.text = "".join([span.text for span in spans])
        self.setting = setting
        self.size = size
        self.tracking = tracking
        self.runs = shaped(spans, setting)
        self._starts = [run.start for run in self.runs]
        self._reach = list(accumulate(self._advances(), initial=0.0))
        self._at_spaces = at_spaces

    def _advances(self) -> list[float]:
        """How far each character reaches, in points."""
        advances: list[float] = []
        for run in self.runs:
            k = run.factor * self.size / 1000
            widths = [width * k for width in run.shape.widths]
            if self.tracking:
                for at in run.shape.clusters:
                    widths[at] += self.tracking * k
            advances += widths
        return advances

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """Where lines may end, never in a grapheme: found when the text is first too wide for one line."""
        ends = space_ends(self.text) if self._at_spaces else line_ends(self.text)
        if not self.text.isascii():
            whole = frozenset(graphemes(self.text))
            ends = tuple([end for end in ends if end in whole])
        not_here = tied(self.text, self.setting.language)
        return tuple([end for end in ends if end not in not_here]) if not_here else ends

    @cached_property
    def _limits(self) -> list[float]:
        """How far the text reaches up to each end, less the blanks before it."""
        return [self._reach[self.visible_end(0, end)] for end in self._ends]

    @cached_property
    def _forced(self) -> list[int]:
        """Which of the ends were typed."""
        return [at for at, end in enumerate(self._ends) if self.text[end - 1 : end] == "\n"]

    def width(self, start: int = 0, end: int | None = None) -> float:
        """How wide text[start:end] is on one line, in points."""
        return self._reach[len(self.text) if end is None else end] - self._reach[start]

    def visible_end(self, start: int, end: int) -> int:
        while end > start and is_blank(self.text[end - 1]):
            end -= 1
        return end

    def filled(self, measure: float, start: int = 0) -> tuple[Line, ...]:
        """As much on each line as fits; a word wider than the measure is cut between graphemes."""
        whole = self._line(start, len(self.text))
        if whole.width <= measure + _SLACK and "\n" not in self.text:
            return (whole,)
        lines: list[Line] = []
        at = bisect_right(self._ends, start)
        while at < len(self._ends):
            room = self._reach[start] + measure + _SLACK
            fitting = bisect_right(self._limits, room, at, self._last_of_line(at) + 1) - 1
            end = self._ends[fitting] if fitting >= at else self._cut(start, self._ends[at], measure)
            lines.append(self._line(start, end))
            start, at = end, bisect_right(self._ends, end, at)
        return tuple(lines) or (whole,)

    def _last_of_line(self, at: int) -> int:
        """The index of the end that a line may not go beyond: a line end that was typed, or the text's."""
        following = bisect_left(self._forced, at)
        return self._forced[following] if following < len(self._forced) else len(self._ends) - 1

    def _cut(self, start: int, end: int, measure: float) -> int:
        """The last place between graphemes that still fits; one grapheme at least, however wide."""
        beyond = bisect_right(self._reach, self._reach[start] + measure + _SLACK, start) + _LONGEST_GRAPHEME
        ends = [start + one for one in graphemes(self.text[start : min(end, beyond)])]
        fitting = [one for one in ends if self.width(start, one) <= measure + _SLACK]
        cut = fitting[-1] if fitting else ends[0]
        return end if self.visible_end(start, end) <= cut else cut

    def _line(self, start: int, end: int) -> Line:
        visible = self.visible_end(start, end)
        return Line(start, visible, self.width(start, visible))

    def settled(self, measure: float, start: int = 0) -> tuple[Line, ...]:
        """Filled lines, a little narrower where that saves the last one from standing nearly empty."""
        lines = self.filled(measure, start)
        if len(lines) == 1 or lines[-1].width >= SHORTEST_LAST_LINE * measure:
            return lines
        for share in _NARROWER:
            other = self.filled(measure * share, start)
            if len(other) > len(lines):
                return lines
            if other[-1].width >= SHORTEST_LAST_LINE * measure:
                return other
        return lines

    def balanced(self, measure: float, start: int = 0) -> tuple[Line, ...]:
        """As few lines as filling takes, all nearly equal: the narrowest measure that needs no line more."""
        lines = self.filled(measure, start)
        if len(lines) == 1:
            return lines
        low = max(measure / len(lines) * 0.5, min(self._widest_word(start), measure))
        high = measure
        while high - low > 1:
            middle = (low + high) / 2
            low, high = (middle, high) if len(self.filled(middle, start)) > len(lines) else (low, middle)
        return self.filled(high, start)

    def _widest_word(self, start: int) -> float:
        """No narrower than this, or a word would be cut."""
        edges = (start, *(end for end in self._ends if end > start))
        return max(self.width(one, self.visible_end(one, two)) for one, two in pairwise(edges))

    def is_last(self, line: Line) -> bool:
        """Whether the line ends the paragraph, or a line end was typed after it."""
        return _END.match(self.text, line.end) is not None

    def on_line(self, line: Line) -> list[Run]:
        """The runs of one line from left to right, with its glyphs only."""
        if line.start == line.end:
            return []
        first = max(bisect_right(self._starts, line.start) - 1, 0)
        last = bisect_left(self._starts, line.end)
        parts = list(self.runs[first:last])
        if parts[0].start < line.start:
            parts[0] = self._part(parts[0], line.start, parts[0].end)
        if parts[-1].end > line.end:
            parts[-1] = self._part(parts[-1], parts[-1].start, line.end)
        return bidi.visual(parts)

    def widens(self, run: Run, line: Line) -> bool:
        """Whether a justified line may be wider behind a run: after blanks, and between ideographs."""
        if run.end >= line.end:
            return False
        before, after = self.text[run.end - 1], self.text[run.end]
        return is_blank(before) or bool(_IDEOGRAPH.match(before) and _IDEOGRAPH.match(after))

    def _part(self, run: Run, start: int, end: int) -> Run:
        language = self.spans[run.span].language or self.setting.language
        shape = shape_of(run.face, self.text[start:end], bool(run.level & 1), language)
        return run._replace(start=start, end=end, shape=shape)
