"""What criteria read of people, folded so that two spellings are the same, and of what is set."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import numpy as np

from mentordesk.matching.pool import Candidate, Known, Named, Pool

ENOUGH_INTERESTS: Final = 3
GAP_KEYS: Final = ("gap least", "gap best from", "gap best to", "gap most")


def industry_of(one: Candidate) -> str:
    return one.industry.strip().casefold()


def title_words(one: Candidate) -> set[Hashable]:
    return {
        word
        for word in one.role_title.casefold().replace("-", " ").replace("/", " ").split()
        if len(word) > 1
    }


def interests_of(one: Candidate) -> set[Hashable]:
    return {name.casefold() for name in one.interests}


def style_of(one: Candidate) -> str:
    return one.work_style.strip().casefold()


def background_of(one: Candidate) -> set[Hashable]:
    return {tag.casefold() for tag in one.background}


def own_of(name: str, one: Candidate) -> str:
    return one.own.get(name, "").strip().casefold()


def own_known(pool: Pool, name: str) -> Known:
    return pool.known("own " + name, lambda one: bool(own_of(name, one)))


def chosen(pool: Pool, kind: str) -> list[tuple[str, int]]:
    """The own fields that matter in this kind of way, by name, and the way."""
    return sorted(
        (key.removeprefix(kind), way) for key, way in pool.set_to.items() if key.startswith(kind) and way
    )


def past(pool: Pool) -> Named:
    """What either of a pair gave the other before, the mean where both did."""
    mine, theirs = pool.named("past", lambda one: one.past)
    pairs: dict[tuple[int, int], list[float]] = {}
    for side in (mine, theirs):
        for row, column, value in zip(
            side.rows.tolist(), side.columns.tolist(), side.values.tolist(), strict=True
        ):
            pairs.setdefault((row, column), []).append(value)
    at = np.array(list(pairs), np.int64).reshape(-1, 2)
    return Named.of(at[:, 0], at[:, 1], np.array([sum(found) / len(found) for found in pairs.values()]))
