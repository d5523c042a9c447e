"""Where a text may be cut: into graphemes, and into lines."""

import re
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from uniseg.graphemecluster import grapheme_cluster_boundaries
from uniseg.linebreak import line_break_boundaries

_SAFE = re.compile(r"(?<=[^\W_])[.,;:]?( +)(?=[^\W_])")
_PLAIN = re.compile(r"[^\W_]+[.,;:!?]?", re.ASCII)
_THAI = re.compile(r"[\u0e01-\u0e4e]{2,}")
_NEVER_FIRST = frozenset("ๆฯ")
_SINGLE = re.compile(r"[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03ff\u0400-\u0482\u4e00-\u9fff]*")
_LETTERS = (
    r"\x20-\x7e\u00a0-\u00a8\u00aa-\u00ac\u00af-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u05d0-\u05ea"
    r"\u060c\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d3\u2010-\u2027\u2030-\u203b\u4e00-\u9fff"
)
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u200c"
_SHORT_NUMBER = re.compile(r"(?<![^\W_])\d{1,2} (?=[^\W\d_])")
_ONE_LETTER = re.compile(r"(?<![^\W_])[aAiIoOuUwWzZkKsSvV] (?=[^\W_])")
_HANGUL = re.compile(r"[\uac00-\ud7a3](?=[\uac00-\ud7a3])")
_TIED = dict.fromkeys(("pl", "cs", "sk"), (_ONE_LETTER,)) | {"ko": (_HANGUL,)}
_DIRECTIONS = r"\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CLUSTER = re.compile(rf"[{_LETTERS}][{_MARKS}]*|[{_DIRECTIONS}]")
_CLUSTERS = re.compile(rf"(?:{_CLUSTER.pattern})*")


def graphemes(text: str) -> tuple[int, ...]:
    """The ends of all graphemes, in order; alphabets where marks only follow letters take a short way."""
    if _SINGLE.fullmatch(text):
        return tuple(range(1, len(text) + 1))
    if _CLUSTERS.fullmatch(text):
        return tuple([match.end() for match in _CLUSTER.finditer(text)])
    return tuple(end for end in grapheme_cluster_boundaries(text) if end)


def line_ends(text: str) -> tuple[int, ...]:
    """Every place after which Unicode's rules let a line end, the last being the text's end.

    Thai, which writes no spaces, is cut between words. No line begins with a dash that has spaces around it.
    """
    ends: list[int] = []
    start = 0
    for match in _SAFE.finditer(text):
        ends.extend(start + end for end in _ends_within(text[start : match.end()]))
        start = match.end()
    ends.extend(start + end for end in _ends_within(text[start:]))
    return tuple(end for end in ends if not _begins_with_dash(text, end))


@lru_cache(maxsize=1024)
def _ends_within(piece: str) -> tuple[int, ...]:
    if _PLAIN.fullmatch(piece.rstrip(" ")):
        return (len(piece),)
    ends = {end for end in line_break_boundaries(piece) if end}
    for match in _THAI.finditer(piece):
        ends.update(match.start() + end for end in _thai_words(match.group()))
    return tuple(sorted(ends))


def _thai_words(text: str) -> list[int]:
    """The ends of words in a script that writes no spaces, but not before signs that repeat or shorten."""
    whole = set(graphemes(text))
    ends = accumulate(len(word) for word in _thai_parser().parse(text))
    return [
        end for end in ends if end in whole and text[end : end + 1] not in _NEVER_FIRST and end < len(text)
    ]


@cache
def _thai_parser() -> Any:
    from budoux import load_default_thai_parser

    return load_default_thai_parser()


def tied(text: str, language: str) -> frozenset[int]:
    """Where no line should end though it may: between a day and its month, a short number and its unit.

    In Polish, Czech and Slovak neither after a word of one letter, in Korean not within a word.
    """
    rules = (_SHORT_NUMBER, *_TIED.get(language.partition("-")[0], ()))
    return frozenset(match.end() for rule in rules for match in rule.finditer(text))


def _begins_with_dash(text: str, end: int) -> bool:
    return text[end - 1 : end] == " " and text[end : end + 2] in {"– ", "— "}


def space_ends(text: str) -> tuple[int, ...]:
    """The ends that lie after spaces only, for names: a hyphen keeps its two sides together."""
    return (*(match.end() for match in re.finditer(r" +(?=\S)", text)), len(text))
