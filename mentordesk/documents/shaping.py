"""From a paragraph to glyphs: runs of one direction, face and look, shaped by HarfBuzz."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from mentordesk.documents import bidi, faces
from mentordesk.documents.breaks import graphemes
from mentordesk.documents.faces import Face

Colour = str
_NOTHING = "\u200b"  # what a line's end is drawn as: no ink, no width
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f]")


class Glyph(NamedTuple):
    """A glyph of a run; `cluster` is where the text it draws begins, lengths are in thousandths."""

    number: int
    cluster: int
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True)
class Span:
    """A stretch of text as it was typed; its look is the paragraph's where nothing is said."""

    text: str
    style: str = ""
    colour: Colour = ""
    family: str = ""
    link: str = ""


class Run(NamedTuple):
    """Neighbouring characters of one direction, face and look; glyphs stand from left to right."""

    start: int
    end: int
    level: int
    face: Face
    factor: float
    span: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class Setting:
    """What decides the glyphs of a text beside the text itself."""

    family: str
    style: str
    language: str
    rtl: bool


def shaped(spans: Sequence[Span], setting: Setting) -> tuple[Run, ...]:
    """The runs of a paragraph in the order of its text, covering every character once."""
    text = "".join(span.text for span in spans)
    levels = bidi.levels(text, rtl=setting.rtl)
    runs: list[Run] = []
    start = 0
    for number, span in enumerate(spans):
        found = _runs(text, (start, start + len(span.text)), levels, span, setting)
        runs.extend(run._replace(span=number) for run in found)
        start += len(span.text)
    return tuple(runs)


def _runs(
    text: str, part: tuple[int, int], levels: Sequence[int], span: Span, setting: Setting
) -> Iterator[Run]:
    family, style = span.family or setting.family, span.style or setting.style
    stack = faces.stack(family, style, setting.language, text)
    for at, to, level, face in _pieces(text, part, levels, stack):
        glyphs = reshaped(text, (at, to), face, level, setting.language)
        yield Run(at, to, level, face, stack.factor(face), 0, glyphs)


def reshaped(text: str, part: tuple[int, int], face: Face, level: int, language: str) -> tuple[Glyph, ...]:
    """The glyphs of a part of the text alone, with clusters counted in the whole text."""
    start, end = part
    glyphs = _glyphs(face, text[start:end], bool(level & 1), language)
    if not start:
        return glyphs
    return tuple([Glyph(number, at + start, width, dx, dy) for number, at, width, dx, dy in glyphs])


def _pieces(
    text: str, part: tuple[int, int], levels: Sequence[int], stack: faces.Stack
) -> Iterator[tuple[int, int, int, Face]]:
    """Stretches of one level, one face and one alphabet."""
    start, end = part
    if start == end:
        return
    if text.isascii() and not stack.joined and not any(levels):
        yield start, end, levels[start], stack.faces[0]
        return
    before: tuple[int, Face, str] | None = None
    at = begin = start
    for length in graphemes(text[start:end]):
        grapheme = text[at : start + length]
        face = stack.pick(grapheme, before[1] if before else stack.leading_face)
        now = (levels[at], face, alphabet(grapheme, before[2] if before else ""))
        if before is not None and now != before:
            yield begin, at, before[0], before[1]
            begin = at
        before, at = now, start + length
    if before is not None:
        yield begin, end, before[0], before[1]


def alphabet(grapheme: str, before: str) -> str:
    """Tells Latin, Greek and Cyrillic apart, which share faces; the rest goes with the one before."""
    if _GREEK.match(grapheme):
        return "Grek"
    if _CYRILLIC.match(grapheme):
        return "Cyrl"
    return "Latn" if grapheme.isalpha() or not before else before


@lru_cache(maxsize=4096)
def _glyphs(face: Face, text: str, rtl: bool, language: str) -> tuple[Glyph, ...]:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character) for character in text.replace("\n", _NOTHING)])
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = language
    buffer.guess_segment_properties()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(face.shaper, buffer, {})
    k = face.scale
    places = [one.position for one in buffer.glyph_positions]
    return tuple(
        [
            Glyph(info.codepoint, info.cluster, advance * k, dx * k, dy * k)
            for info, (dx, dy, advance, _) in zip(buffer.glyph_infos, places, strict=True)
        ]
    )
