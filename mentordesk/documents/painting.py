"""Lines of glyphs as PDF operators, each glyph under a code that says what text it stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from mentordesk.documents.lines import Line, Paragraph, is_blank
from mentordesk.documents.scripts import language_of
from mentordesk.documents.shaping import Run
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.tagging import said

_WORDS_KEPT = 2048
_NEAR = 0.05  # thousandths of the size that no eye sees


@lru_cache(maxsize=64)
def colour_operator(colour: str) -> str:
    """`#RRGGBB` as the operator that fills with it."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.4g} {green:.4g} {blue:.4g} rg"


@dataclass
class Pen:
    """What was set last in the text being written, so that nothing is set twice."""

    colour: str = ""
    face: str = ""


@dataclass(frozen=True)
class PlacedLine:
    """A line, its left end on the baseline, and what each blank is widened by; in points."""

    line: Line
    x: float
    y: float
    spread: float = 0


def painted(sheet: Sheet, paragraph: Paragraph, lines: Sequence[PlacedLine], colour: str) -> str:
    """The operators that draw lines of one paragraph."""
    pen = Pen()
    parts = ["BT"]
    for one in lines:
        parts.append(f"1 0 0 1 {one.x:.2f} {one.y:.2f} Tm")
        for runs in _alike(paragraph, paragraph.on_line(one.line)):
            parts.extend(_stretch(sheet, paragraph, runs, (pen, colour, one.spread)))
    parts.append("ET")
    return " ".join(parts)


def _alike(paragraph: Paragraph, runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Neighbours of one look, direction and language, to be shown at once."""
    group: list[Run] = []
    last: object = None
    for run in runs:
        look = (run.face, run.factor, run.span, run.level & 1, run.shape.whole, _foreign(paragraph, run))
        if group and look != last:
            yield group
            group = []
        group.append(run)
        last = look
    if group:
        yield group


def _foreign(paragraph: Paragraph, run: Run) -> str:
    """The language of a run where it is not the paragraph's."""
    own = paragraph.spans[run.span].language
    home = paragraph.setting.language
    return own if own and own != home else language_of(run.shape.script, home)


def _stretch(
    sheet: Sheet, paragraph: Paragraph, runs: list[Run], with_: tuple[Pen, str, float]
) -> Iterator[str]:
    pen, colour, spread = with_
    first = runs[0]
    wanted = paragraph.spans[first.span].colour or colour
    if wanted != pen.colour:
        pen.colour = wanted
        yield colour_operator(wanted)
    face = f"/{sheet.face(first.face).name} {paragraph.size * first.factor:.4g} Tf"
    if face != pen.face:
        pen.face = face
        yield face
    body = f"[{_shown(sheet, paragraph, runs, spread)}] TJ".replace("><", "").replace("[] TJ", "")
    language = _foreign(paragraph, first)
    whole = first.shape.whole or bool(paragraph.tracking)
    if not language and not whole:
        yield body
        return
    properties = f"/Lang({language})" if language else ""
    if whole:
        properties += f"/ActualText{said(''.join([run.shape.text for run in _in_reading_order(runs)]))}"
    yield f"/Span<<{properties}>>BDC {body} EMC"


def link_boxes(
    paragraph: Paragraph, lines: Sequence[PlacedLine]
) -> Iterator[tuple[str, tuple[float, float, float, float], str]]:
    """Each stretch of a line that opens an address: the address, its rectangle, its words."""
    for one in lines:
        x = one.x
        for span, group in groupby(paragraph.on_line(one.line), key=lambda run: run.span):
            runs = list(group)
            width = sum(_width(paragraph, run, one.spread) for run in runs)
            if address := paragraph.spans[span].link:
                box = (x, one.y - paragraph.size * 0.25, x + width, one.y + paragraph.size * 0.85)
                yield address, box, "".join([run.shape.text for run in _in_reading_order(runs)])
            x += width


def _width(paragraph: Paragraph, run: Run, spread: float) -> float:
    wider = spread if is_blank(run.shape.text[-1]) else 0
    return paragraph.width(run.start, run.end) + wider


def _in_reading_order(runs: Sequence[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: run.start)


def _shown(sheet: Sheet, paragraph: Paragraph, runs: Sequence[Run], spread: float) -> str:
    """What a TJ operator shows: codes, and how far apart they stand."""
    parts: list[str] = []
    for run in runs:
        operand = _operand(sheet, run, paragraph.size * run.factor, paragraph.tracking)
        if spread and is_blank(run.shape.text[-1]):
            wider = f" {-spread * 1000 / (paragraph.size * run.factor):.1f} "
            operand = wider + operand if run.level & 1 else operand + wider
        parts.append(operand)
    return "".join(parts)


def _operand(sheet: Sheet, run: Run, size: float, tracking: float) -> str:
    """The codes of one word with the distances between them, as this file writes them."""
    shape = run.shape
    if 0 in shape.numbers:
        for number, cluster in zip(shape.numbers, shape.clusters, strict=True):
            if not number:
                sheet.note_unwritten(shape.text[cluster])
    key = (shape, tracking, size if shape.offsets else 0)
    known = sheet.operands.get(key)
    if known is None:
        if len(sheet.operands) >= _WORDS_KEPT:
            sheet.operands.clear()
        known = sheet.operands[key] = _coded(sheet, run, size, tracking)
    return known


def _coded(sheet: Sheet, run: Run, size: float, tracking: float) -> str:
    shape, face = run.shape, sheet.face(run.face)
    parts: list[str] = []
    rise = 0.0
    offsets = shape.offsets or ((0.0, 0.0),) * len(shape.numbers)
    for number, says, advance, (dx, dy) in zip(
        shape.numbers, shape.says, shape.advances, offsets, strict=True
    ):
        if dy != rise:
            parts.append(f"] TJ {dy * size / 1000:.3f} Ts [")
            rise = dy
        if dx:
            parts.append(f" {-dx:.1f} ")
        parts.append(face.code(number, says))
        rest = run.face.width(number) - advance + dx - tracking
        if not -_NEAR < rest < _NEAR:
            parts.append(f" {rest:.1f} ")
    if rise:
        parts.append("] TJ 0 Ts [")
    return "".join(parts)
