"""Which heading of a table is which field: a guess that the person can change."""

import re
from collections.abc import Iterable, Mapping, Sequence

from mentordesk.interchange.folding import folded

EXACT = 100.0
WORD = 10.0
COVERED = 20.0
LATER = 0.4
EMPTY = 0.1
FIRST_PART = re.compile(r"[^?:.(\n]*")


def guess(
    headings: Sequence[str], names: Mapping[str, Sequence[str]], rows: Iterable[Sequence[str]] = ()
) -> dict[int, str]:
    """Heading index to field key, each at most once, by the names that the headings contain.

    Equal beats contained, longer names beat shorter ones, the question's first part beats what follows it.
    A column that is empty in all of the sample rows loses to any other.
    """
    empty = _empty_columns(len(headings), list(rows))
    ranked = sorted(_scores(headings, names, empty), key=lambda score: (-score[0], score[1]))
    chosen: dict[int, str] = {}
    for _score, index, field in ranked:
        if index not in chosen and field not in chosen.values():
            chosen[index] = field
    return dict(sorted(chosen.items()))


def _scores(
    headings: Sequence[str], names: Mapping[str, Sequence[str]], empty: frozenset[int]
) -> list[tuple[float, int, str]]:
    known = {
        field: [folded(name) for name in (field.replace("_", " "), *words)] for field, words in names.items()
    }
    scored = [
        (_likeness(heading, words) * (EMPTY if index in empty else 1.0), index, field)
        for index, heading in enumerate(headings)
        for field, words in known.items()
    ]
    return [score for score in scored if score[0] > 0]


def _likeness(heading: str, names: Sequence[str]) -> float:
    whole = folded(heading)
    match = FIRST_PART.match(heading)
    first = folded(match.group()) if match else whole
    return max((_one(whole, first, name) for name in names), default=0.0)


def _one(whole: str, first: str, name: str) -> float:
    if not name or f" {name} " not in f" {whole} ":
        return 0.0
    if whole == name:
        return EXACT
    score = WORD * len(name.split()) + COVERED * len(name) / len(whole)
    return score if f" {name} " in f" {first} " else score * LATER


def _empty_columns(width: int, rows: Sequence[Sequence[str]]) -> frozenset[int]:
    if not rows:
        return frozenset()
    return frozenset(i for i in range(width) if not any(row[i].strip() for row in rows if i < len(row)))
