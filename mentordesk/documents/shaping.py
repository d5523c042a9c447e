"""From a paragraph to glyphs: words of one direction, face and look, shaped by HarfBuzz and remembered."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

import uharfbuzz as hb

from mentordesk.documents import bidi, faces
from mentordesk.documents.breaks import graphemes
from mentordesk.documents.faces import Face

Colour = str
_NOTHING = "\u200b"  # what a line's end is drawn as: no ink, no width
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f]")
IDEOGRAPHIC = r"\u3001-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BLANKS = re.compile(r"[ \n]+(?=[\w\"'(\[«„“‘&<+@#*–—-])|(?<=[A-Z0-9])-(?=[0-9])")  # numbers have parts too
_WORD_ENDS = re.compile(rf"{_BLANKS.pattern}|[{IDEOGRAPHIC}](?=[{IDEOGRAPHIC}])")
_FIRST_IDEOGRAPHIC = "\u3001"
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
NEAR = 0.05  # thousandths of the size that no eye sees
_WORDS_KEPT = 1024


@dataclass(frozen=True)
class Span:
    """A stretch of text as it was typed; its look and language are the paragraph's where nothing is said."""

    text: str
    style: str = ""
    colour: Colour = ""
    family: str = ""
    link: str = ""
    language: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """A word's glyphs from left to right; lengths are in thousandths of the size.

    `clusters` says where in the word each glyph's text begins, `says` what text each glyph stands for,
    `widths` how far each character reaches. A `whole` word says its text in one, not glyph by glyph.
    """

    text: str
    script: str
    numbers: tuple[int, ...]
    clusters: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[float, float], ...]
    widths: tuple[float, ...]
    says: tuple[str, ...]
    whole: bool


class Run(NamedTuple):
    """A word, or a part of one, of one direction, face and look."""

    start: int
    end: int
    level: int
    face: Face
    factor: float
    span: int
    shape: Shape


class Setting(NamedTuple):
    """What decides the glyphs of a text beside the text itself."""

    family: str
    style: str
    language: str
    rtl: bool


def shaped(spans: Sequence[Span], setting: Setting) -> tuple[Run, ...]:
    """The runs of a paragraph in the order of its text, covering every character once."""
    text = "".join([span.text for span in spans])
    levels = bidi.levels(text, rtl=setting.rtl)
    runs: list[Run] = []
    start = 0
    for number, span in enumerate(spans):
        part = (start, start + len(span.text))
        runs.extend(_runs(text, part, levels, (number, span), setting))
        start = part[1]
    return tuple(runs)


def _runs(
    text: str, part: tuple[int, int], levels: Sequence[int], span: tuple[int, Span], setting: Setting
) -> Iterator[Run]:
    number, look = span
    start, end = part
    if start == end:
        return
    language = look.language or setting.language
    stack = faces.stack(look.family or setting.family, look.style or setting.style, language, text)
    stops = _word_ends(text, start, end)
    if stack.plain(text) and not any(levels[start:end]):
        face, factor = stack.faces[0], stack.factor(stack.faces[0])
        for stop in stops:
            shape = shape_of(face, text[start:stop], False, language)
            yield Run(start, stop, 0, face, factor, number, shape)
            start = stop
        return
    for begin, stop, level, face in _pieces(text, (start, stops), levels, stack):
        shape = shape_of(face, text[begin:stop], bool(level & 1), language)
        yield Run(begin, stop, level, face, stack.factor(face), number, shape)


def _word_ends(text: str, start: int, end: int) -> list[int]:
    ends = _BLANKS if text.isascii() or max(text) < _FIRST_IDEOGRAPHIC else _WORD_ENDS
    return [*[match.end() for match in ends.finditer(text, start, end)], end]


def _pieces(
    text: str, words: tuple[int, Sequence[int]], levels: Sequence[int], stack: faces.Stack
) -> Iterator[tuple[int, int, int, Face]]:
    """Words, cut where level, face or alphabet change."""
    start, stops = words
    before: Face | None = None
    for stop in stops:
        for length, face, _ in _written(stack, text[start:stop], before):
            yield from _of_one_level(start, start + length, levels, face)
            start += length
            before = face


def _of_one_level(
    start: int, end: int, levels: Sequence[int], face: Face
) -> Iterator[tuple[int, int, int, Face]]:
    at = start
    for level, group in groupby(levels[start:end]):
        length = sum(1 for _ in group)
        yield at, at + length, level, face
        at += length


@lru_cache(maxsize=_WORDS_KEPT)
def _written(stack: faces.Stack, word: str, before: Face | None) -> tuple[tuple[int, Face, str], ...]:
    """The stretches of a word that one face writes in one alphabet: length, face, alphabet."""
    found: list[tuple[int, Face, str]] = []
    face, script, start = before or stack.leading_face, "", 0
    for end in graphemes(word):
        grapheme = word[start:end]
        face = stack.pick(grapheme, face)
        script = alphabet(grapheme, script)
        if found and found[-1][1:] == (face, script):
            found[-1] = (found[-1][0] + end - start, face, script)
        else:
            found.append((end - start, face, script))
        start = end
    return tuple(found)


def alphabet(grapheme: str, before: str) -> str:
    """Tells Latin, Greek and Cyrillic apart, which share faces; the rest goes with the one before."""
    if _GREEK.match(grapheme):
        return "Grek"
    if _CYRILLIC.match(grapheme):
        return "Cyrl"
    return "Latn" if grapheme.isalpha() or not before else before


@lru_cache(maxsize=_WORDS_KEPT)
def shape_of(face: Face, text: str, rtl: bool, language: str) -> Shape:
    """The glyphs of a word alone."""
    buffer = hb.Buffer()
    buffer.add_str(text.replace("\n", _NOTHING))
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = language
    if not text.isascii():
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(face.shaper, buffer, {})
    k = face.scale
    infos = buffer.glyph_infos
    clusters = tuple([info.cluster for info in infos])
    places = [one.position for one in buffer.glyph_positions]
    advances = tuple([place[2] * k for place in places])
    shifted = any(place[0] or place[1] for place in places)
    offsets = tuple([(place[0] * k, place[1] * k) for place in places]) if shifted else ()
    says = _says(text, clusters, advances, rtl=rtl)
    return Shape(
        text,
        str(buffer.script),
        tuple([info.codepoint for info in infos]),
        clusters,
        advances,
        offsets,
        _widths(len(text), clusters, advances),
        says,
        not rtl and _is_whole(says, advances, offsets),
    )


def _widths(length: int, clusters: tuple[int, ...], advances: tuple[float, ...]) -> tuple[float, ...]:
    if clusters == tuple(range(length)):
        return advances
    widths = [0.0] * length
    for at, advance in zip(clusters, advances, strict=True):
        widths[at] += advance
    return tuple(widths)


def _is_whole(says: Sequence[str], advances: Sequence[float], offsets: Sequence[tuple[float, float]]) -> bool:
    """Whether several broad glyphs draw one syllable, or letters hang below others, as in Indian scripts.

    Programs that read glyph by glyph would find gaps or other lines in such a word.
    """
    if all(says) and not offsets:
        return False
    broad = any(not text and advance > NEAR for text, advance in zip(says, advances, strict=True))
    return broad or any(text and dy for text, (_, dy) in zip(says, offsets, strict=False))


def _says(text: str, clusters: tuple[int, ...], advances: Sequence[float], *, rtl: bool) -> tuple[str, ...]:
    """What each glyph stands for: its cluster's text, or nothing where the cluster's widest glyph says it.

    A mark belongs to the letter under it, or readers put it on a line of its own.
    """
    one_each = not rtl and clusters == tuple(range(len(text)))
    if one_each and (text.isascii() or not any(map(_is_mark, text))):
        return tuple(text)
    starts = [at for at in sorted(set(clusters)) if not at or not _is_mark(text[at])]
    starts = starts if starts[:1] == [0] else [0, *starts]
    ends = dict(pairwise([*starts, len(text)]))
    said: list[str] = []
    places = groupby(range(len(clusters)), key=lambda at: starts[bisect_right(starts, clusters[at]) - 1])
    for start, group in places:
        glyphs = list(group)
        speaker = max(glyphs, key=lambda at: advances[at])
        words = text[start : ends[start]]
        words = _turned(words) if rtl else words
        said.extend([words if at == speaker else "" for at in glyphs])
    return tuple(said)


def _turned(words: str) -> str:
    """What a glyph says in a line that readers turn round: marks before their letter, brackets mirrored."""
    if any(map(_is_mark, words)):
        return words[::-1]
    return words.translate(_MIRRORED)


def _is_mark(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character) in {"Mn", "Me"}
