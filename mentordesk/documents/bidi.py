"""Which way each character runs, and the order of runs on a line (Unicode's rules X1 to L2)."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)


_OF_KIND = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0639",
    "EN": "1",
    "AN": "\u0660",
    "ES": "+",
    "ET": "#",
    "CS": ",",
    "NSM": "\u0300",
    "BN": "\u00ad",
    "WS": " ",
    "ON": "!",
    "S": "\t",
}
"""A character of each kind that the rules tell apart; brackets, which go in pairs, stand for themselves."""


class HasLevel(Protocol):
    @property
    def level(self) -> int: ...


Run = TypeVar("Run", bound=HasLevel)


def levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of each character; odd levels run right to left."""
    if not rtl and not _RIGHT_TO_LEFT.search(text):
        return [0] * len(text)
    found: list[int] = []
    for line in text.splitlines(keepends=True):
        found.extend(_levels(_kinds(line), rtl=rtl))
    return found


def _kinds(line: str) -> str:
    """The line with each character put for all of its kind: what the rules see of it."""
    return "".join([_kind(character) for character in line])


@lru_cache(maxsize=2048)
def _kind(character: str) -> str:
    if unicodedata.category(character) in {"Ps", "Pe"}:
        return character
    return _OF_KIND.get(unicodedata.bidirectional(character), character)


@lru_cache(maxsize=1024)
def _levels(kinds: str, *, rtl: bool) -> tuple[int, ...]:
    """A character that rule X9 takes out goes with the one before it."""
    direction = TextDirection.RTL if rtl else TextDirection.LTR
    paragraph = BidiParagraph(text=kinds, base_direction=direction)
    found: dict[int, int] = {}
    for character in paragraph.get_characters_with_embedding_level():
        found[character.character_index] = character.embedding_level
    level = int(rtl)
    return tuple([level := found.get(at, level) for at in range(len(kinds))])


def visual(runs: Sequence[Run]) -> list[Run]:
    """The runs of one line from left to right: from the highest level down, each stretch is turned round."""
    order = list(runs)
    for level in range(max([run.level for run in order], default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and order[end].level >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return order


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs right to left."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)


def own_direction(text: str, *, rtl: bool) -> bool:
    """Whether a paragraph runs right to left: as its letters do where all run one way, else as its page."""
    if not rtl and not _RIGHT_TO_LEFT.search(text):
        return False
    ways = {unicodedata.bidirectional(character) == "L" for character in text if character.isalpha()}
    return rtl if len(ways) != 1 else ways == {False}
