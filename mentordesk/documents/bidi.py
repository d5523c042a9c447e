"""Which way each character runs, and the order of runs on a line (Unicode's rules X1 to L2)."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)


class HasLevel(Protocol):
    @property
    def level(self) -> int: ...


Run = TypeVar("Run", bound=HasLevel)


def levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of each character; odd levels run right to left."""
    base = int(rtl)
    if not rtl and not _RIGHT_TO_LEFT.search(text):
        return [0] * len(text)
    found = [base] * len(text)
    start = 0
    for line in text.splitlines(keepends=True):
        _set_levels(found, start, line, rtl=rtl)
        start += len(line)
    return found


def _set_levels(found: list[int], start: int, line: str, *, rtl: bool) -> None:
    direction = TextDirection.RTL if rtl else TextDirection.LTR
    paragraph = BidiParagraph(text=line, base_direction=direction, preserve_bn_chars=True)
    for character in paragraph.get_characters_with_embedding_level():
        found[start + character.character_index] = character.embedding_level


def visual(runs: Sequence[Run]) -> list[Run]:
    """The runs of one line from left to right: from the highest level down, each stretch is turned round."""
    order = list(runs)
    for level in range(max((run.level for run in order), default=0), 0, -1):
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
    import unicodedata

    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)
