"""Lines of glyphs as PDF operators, each glyph under a code that says what text it stands for.

Marks above and below letters, and the dots of Arabic ones, are drawn after the paragraph, all at once: drawn
in their place they would break the line for programs that read the text out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from mentordesk.documents.lines import Line, Paragraph
from mentordesk.documents.scripts import language_of
from mentordesk.documents.shaping import NEAR, Run
from mentordesk.documents.sheet import Part, Sheet
from mentordesk.documents.tagging import said

_WORDS_KEPT = 1024


@lru_cache(maxsize=64)
def colour_operator(colour: str) -> str:
    """`#RRGGBB` as the operator that fills with it."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.4g} {green:.4g} {blue:.4g} rg"


class PlacedLine(NamedTuple):
    """A line, its left end on the baseline, and what each gap is widened by; in points."""

    line: Line
    x: float
    y: float
    spread: float = 0


class Mark(NamedTuple):
    """A glyph beside its letter: from the word's begin and the baseline, in thousandths of the size."""

    x: float
    y: float
    code: str


class Word(NamedTuple):
    """A word as one file writes it: what a TJ operator shows, and the marks."""

    shown: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class _Paint:
    """One paragraph's operators while they are put together, and what was set last."""

    sheet: Sheet
    paragraph: Paragraph
    colour: str
    parts: list[Part] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    marks: list[tuple[str, str, str]] = field(default_factory=list)
    now: dict[str, str] = field(default_factory=dict)

    def line(self, placed: PlacedLine) -> None:
        x = placed.x
        self._put(f"1 0 0 1 {x:.2f} {placed.y:.2f} Tm")
        for runs in _alike(self.paragraph, self.paragraph.on_line(placed.line)):
            x = self._stretch(runs, placed, x)

    def _stretch(self, runs: Sequence[Run], placed: PlacedLine, x: float) -> float:
        """Show neighbours of one look; answers where they end."""
        first = runs[0]
        size = self.paragraph.size * first.factor
        colour = colour_operator(self.paragraph.spans[first.span].colour or self.colour)
        face = f"/{self.sheet.face(first.face).name} {size:.4g} Tf"
        self._set("colour", colour)
        self._set("face", face)
        shown: list[str] = []
        for run in runs:
            word = _word(self.sheet, run, size, self.paragraph.tracking)
            wider = placed.spread if placed.spread and self.paragraph.widens(run, placed.line) else 0.0
            for mark in word.marks:
                at = x + mark.x * size / 1000 + (wider if run.level & 1 else 0)
                place = f"1 0 0 1 {at:.2f} {placed.y + mark.y * size / 1000:.2f} Tm {mark.code} Tj"
                self.marks.append((colour, face, place))
            gap = f" {-wider * 1000 / size:.1f} " if wider else ""
            shown.append(gap + word.shown if run.level & 1 else word.shown + gap)
            x += self.paragraph.width(run.start, run.end) + wider
        self._show(runs, "".join(shown).replace("><", ""))
        return x

    def _set(self, what: str, operator: str) -> None:
        if self.now.get(what) != operator:
            self.now[what] = operator
            self._put(operator)

    def _put(self, operators: str, properties: str = "") -> None:
        if not properties:
            self.plain.append(operators)
            return
        self._end_plain()
        self.parts.append(Part(operators, properties))

    def _end_plain(self) -> None:
        """Operators that say nothing of themselves are one part."""
        if self.plain:
            self.parts.append(Part(" ".join(self.plain)))
            self.plain = []

    def _show(self, runs: Sequence[Run], shown: str) -> None:
        language = _foreign(self.paragraph, runs[0])
        properties = f"/Lang({language})" if language else ""
        if runs[0].shape.whole or self.paragraph.tracking:
            properties += f"/ActualText{said(_text(runs))}"
        self._put(f"[{shown}] TJ", properties)

    def end(self) -> list[Part]:
        """All operators: the marks stand last, as one space for who reads the text out."""
        if self.marks:
            operators = []
            for look, group in groupby(self.marks, key=lambda mark: mark[:2]):
                operators += [*look, *(place for _, _, place in group)]
            self._put(" ".join(operators), f"/ActualText{said(' ')}")
        self._end_plain()
        return self.parts


def painted(sheet: Sheet, paragraph: Paragraph, lines: Sequence[PlacedLine], colour: str) -> list[Part]:
    """The operators that draw lines of one paragraph, between the begin and the end of a text."""
    paint = _Paint(sheet, paragraph, colour)
    for line in lines:
        paint.line(line)
    return paint.end()


def _alike(paragraph: Paragraph, runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Neighbours of one look, direction and language, to be shown at once."""

    def look(run: Run) -> object:
        return run.face, run.factor, run.span, run.level & 1, run.shape.whole, _foreign(paragraph, run)

    return (list(group) for _, group in groupby(runs, key=look))


def _foreign(paragraph: Paragraph, run: Run) -> str:
    """The language of a run where it is not the paragraph's."""
    own = paragraph.spans[run.span].language
    home = paragraph.setting.language
    return own if own and own != home else language_of(run.shape.script, home)


def _text(runs: Sequence[Run]) -> str:
    return "".join([run.shape.text for run in sorted(runs, key=lambda run: run.start)])


def link_boxes(
    paragraph: Paragraph, lines: Sequence[PlacedLine]
) -> Iterator[tuple[str, tuple[float, float, float, float], str]]:
    """Each stretch of a line that opens an address: the address, its rectangle, its words."""
    for placed in lines:
        x = placed.x
        for span, group in groupby(paragraph.on_line(placed.line), key=lambda run: run.span):
            runs = list(group)
            gaps = sum(paragraph.widens(run, placed.line) for run in runs) if placed.spread else 0
            width = sum(paragraph.width(run.start, run.end) for run in runs) + gaps * placed.spread
            if address := paragraph.spans[span].link:
                box = (x, placed.y - paragraph.size * 0.25, x + width, placed.y + paragraph.size * 0.85)
                yield address, box, _text(runs)
            x += width


def _word(sheet: Sheet, run: Run, size: float, tracking: float) -> Word:
    """The word as this file writes it; boxes for what no face has are counted."""
    shape = run.shape
    if 0 in shape.numbers:
        for number, cluster in zip(shape.numbers, shape.clusters, strict=True):
            if not number:
                sheet.note_unwritten(shape.text[cluster])
    key = (shape, tracking, size if shape.offsets else 0)
    known = sheet.words.get(key)
    if known is None:
        if len(sheet.words) >= _WORDS_KEPT:
            sheet.words.clear()
        known = sheet.words[key] = _written(sheet, run, size, tracking)
    return known


def _written(sheet: Sheet, run: Run, size: float, tracking: float) -> Word:
    shape, face = run.shape, sheet.face(run.face)
    shown: list[str] = []
    if not shape.offsets and not shape.whole and all(shape.says):
        for number, says, advance in zip(shape.numbers, shape.says, shape.advances, strict=True):
            rest = run.face.width(number) - advance - tracking
            code = face.code(number, says)
            shown.append(code if -NEAR < rest < NEAR else f"{code} {rest:.1f} ")
        return Word("".join(shown), ())
    marks: list[Mark] = []
    pen = 0.0
    offsets = shape.offsets or ((0.0, 0.0),) * len(shape.numbers)
    for number, says, advance, (dx, dy) in zip(
        shape.numbers, shape.says, shape.advances, offsets, strict=True
    ):
        code = face.code(number, says)
        if (shape.whole or not says) and (dy or advance < NEAR):
            marks.append(Mark(pen + dx, dy, code))
            shown.append(f" {-advance:.1f} " if advance > NEAR else "")
        else:
            shown.append(_placed(code, dx, dy * size / 1000))
            rest = run.face.width(number) - advance + dx - tracking
            shown.append("" if -NEAR < rest < NEAR else f" {rest:.1f} ")
        pen += advance + tracking
    return Word("".join(shown), tuple(marks))


def _placed(code: str, dx: float, rise: float) -> str:
    """A code for a TJ operator, moved to the right (thousandths) and up (points)."""
    moved = f" {-dx:.1f} {code}" if dx else code
    return f"] TJ {rise:.3f} Ts [{moved}] TJ 0 Ts [" if rise else moved
