"""Lines of glyphs as PDF operators, each glyph under a code that says what text it stands for."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from mentordesk.documents.embedding import utf16
from mentordesk.documents.lines import Line, Paragraph
from mentordesk.documents.shaping import Run
from mentordesk.documents.sheet import Sheet

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_NEAR = 0.05  # thousandths of the size that no eye sees


@lru_cache(maxsize=64)
def colour_operator(colour: str) -> str:
    """`#RRGGBB` as the operator that fills with it."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.4g} {green:.4g} {blue:.4g} rg"


def paint(sheet: Sheet, paragraph: Paragraph, line: Line, place: tuple[float, float], colour: str) -> None:
    """Draws one line; the place is its left end on the baseline."""
    x, y = place
    parts = [f"BT {colour_operator(colour)} 1 0 0 1 {x:.2f} {y:.2f} Tm"]
    now = colour
    for run in paragraph.on_line(line):
        wanted = paragraph.spans[run.span].colour or colour
        if wanted != now:
            parts.append(colour_operator(wanted))
            now = wanted
        parts.append(_run(sheet, paragraph, run))
    parts.append("ET")
    sheet.write(" ".join(parts))


def _run(sheet: Sheet, paragraph: Paragraph, run: Run) -> str:
    face = sheet.face(run.face)
    texts = list(_texts(paragraph.text, run))
    codes = [face.code(glyph.number, text) for glyph, text in zip(run.glyphs, texts, strict=True)]
    for glyph in run.glyphs:
        if not glyph.number:
            sheet.note_unwritten(paragraph.text[glyph.cluster])
    head = f"/{face.name} {paragraph.size * run.factor:.4g} Tf"
    body = _shown(run, codes, paragraph.size, paragraph.tracking)
    if paragraph.tracking or _is_reordered(run, texts):
        body = _said(paragraph.text[run.start : run.end], body)
    return f"{head} {body}"


def _is_reordered(run: Run, texts: Sequence[str]) -> bool:
    """Whether several broad glyphs draw one syllable, as in Devanagari: readers see gaps between them."""
    pairs = zip(run.glyphs, texts, strict=True)
    return not run.level & 1 and any(not text and glyph.advance > _NEAR for glyph, text in pairs)


def _said(text: str, body: str) -> str:
    """A run that says its whole text, where codes would copy out with gaps, as widely set capitals do."""
    return f"/Span <</ActualText <FEFF{utf16(text)}>>> BDC {body} EMC"


def _texts(text: str, run: Run) -> Iterator[str]:
    """What each glyph stands for: its cluster's text, or nothing where the cluster's widest glyph says it.

    A mark belongs to the letter under it, or readers put it on a line of its own.
    """
    if len(run.glyphs) == run.end - run.start and not run.level & 1 and _is_ordered(run):
        yield from text[run.start : run.end]
        return
    starts = [at for at in sorted({glyph.cluster for glyph in run.glyphs}) if not _is_mark(text[at])]
    starts = starts if starts[:1] == [run.start] else [run.start, *starts]
    ends = dict(pairwise([*starts, run.end]))
    for start, group in groupby(
        run.glyphs, key=lambda glyph: starts[bisect_right(starts, glyph.cluster) - 1]
    ):
        glyphs = list(group)
        speaker = max(range(len(glyphs)), key=lambda at: glyphs[at].advance)
        words = text[start : ends[start]]
        said = words.translate(_MIRRORED) if run.level & 1 else words
        yield from (said if at == speaker else "" for at in range(len(glyphs)))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}


def _is_ordered(run: Run) -> bool:
    return all(glyph.cluster == at for at, glyph in enumerate(run.glyphs, run.start))


def _shown(run: Run, codes: Sequence[str], size: float, tracking: float) -> str:
    """The operators that show glyphs one after another, each where the shaper put it."""
    parts: list[str] = []
    shown: list[str] = []
    rise = 0.0
    for glyph, code in zip(run.glyphs, codes, strict=True):
        if glyph.dy != rise:
            _flush(parts, shown)
            parts.append(f"{glyph.dy * size * run.factor / 1000:.3f} Ts")
            rise = glyph.dy
        if glyph.dx:
            shown.append(f" {-glyph.dx:.1f} ")
        shown.append(code)
        rest = run.face.width(glyph.number) - glyph.advance + glyph.dx - tracking
        if not -_NEAR < rest < _NEAR:
            shown.append(f" {rest:.1f} ")
    _flush(parts, shown)
    if rise:
        parts.append("0 Ts")
    return " ".join(parts)


def _flush(parts: list[str], shown: list[str]) -> None:
    if shown:
        parts.append("[" + "".join(shown).replace("><", "") + "] TJ")
        shown.clear()
