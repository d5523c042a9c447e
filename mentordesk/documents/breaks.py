"""Where a text may be cut: into graphemes, and into lines."""

import re
from functools import lru_cache

from uniseg.graphemecluster import grapheme_cluster_boundaries
from uniseg.linebreak import line_break_boundaries

_SAFE = re.compile(r"(?<=[^\W_])[.,;:]?( +)(?=[^\W_])")
_PLAIN = re.compile(r"[^\W_]+[.,;:!?]?", re.ASCII)
_SINGLE = re.compile(r"[\x20-\x7e\u00a0-\u02ff\u0391-\u03ff\u0400-\u0482\u4e00-\u9fff]*")


def graphemes(text: str) -> tuple[int, ...]:
    """The ends of all graphemes, in order."""
    if _SINGLE.fullmatch(text):
        return tuple(range(1, len(text) + 1))
    return tuple(end for end in grapheme_cluster_boundaries(text) if end)


def line_ends(text: str) -> tuple[int, ...]:
    """Every place after which Unicode's rules let a line end, the last being the text's end.

    No line may begin with a dash that has spaces around it.
    """
    ends: list[int] = []
    start = 0
    for match in _SAFE.finditer(text):
        ends.extend(start + end for end in _ends_within(text[start : match.end()]))
        start = match.end()
    ends.extend(start + end for end in _ends_within(text[start:]))
    return tuple(end for end in ends if not _begins_with_dash(text, end))


@lru_cache(maxsize=8192)
def _ends_within(piece: str) -> tuple[int, ...]:
    if _PLAIN.fullmatch(piece.rstrip(" ")):
        return (len(piece),)
    return tuple(end for end in line_break_boundaries(piece) if end)


def _begins_with_dash(text: str, end: int) -> bool:
    return (
        text[end : end + 1] in ("–", "—") and text[end + 1 : end + 2] in (" ", "")
        if end < len(text)
        else False
    )


def space_ends(text: str) -> tuple[int, ...]:
    """The ends that lie after spaces only, for names: a hyphen keeps its two sides together."""
    return (*(match.end() for match in re.finditer(r" +(?=\S)", text)), len(text))
