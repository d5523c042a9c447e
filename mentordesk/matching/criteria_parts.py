"""What several criteria do with their scores: turning them, leaving the unknown neutral, taking the mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentordesk.matching.pool import NEUTRAL, Floats, Known, Named, Pool
from mentordesk.matching.settings import Way


def laid_out(pool: Pool, named: Named, rows: slice) -> Floats:
    """A table with these values and noughts."""
    table = np.zeros((len(pool.mentees[rows]), len(pool.mentors)), np.float32)
    at, columns, values = named.within(rows, len(pool.mentees))
    table[at, columns] = values
    return table


def turned(alike: Floats, way: int) -> Floats:
    """The score where alike is good, or different."""
    return alike if way == Way.SIMILAR else np.subtract(1, alike, out=alike)


def neutral(score: Floats, known: Known, rows: slice) -> Floats:
    """The score, neutral where one side has said nothing."""
    mine, theirs = known
    score[~mine[rows]] = NEUTRAL
    score[:, ~theirs] = NEUTRAL
    return score


def mean_of(pool: Pool, parts: Sequence[tuple[Floats, Known]], rows: slice) -> Floats:
    """The mean of the parts that are known of a pair; neutral where none is."""
    total = np.zeros((len(pool.mentees[rows]), len(pool.mentors)), np.float32)
    for score, (mine, theirs) in parts:
        score[~mine[rows]] = 0
        score[:, ~theirs] = 0
        total += score
    kinds = (
        np.stack([known[0][rows] for _score, known in parts], axis=1) if parts else np.zeros((len(total), 0))
    )
    for kind in np.unique(kinds, axis=0).astype(np.bool_):
        count = sum(
            (known[1] for (_score, known), told in zip(parts, kind, strict=True) if told),
            np.zeros(total.shape[1]),
        )
        share = np.divide(1, count, where=count > 0, out=np.zeros(len(count))).astype(np.float32)
        these = np.flatnonzero((kinds == kind).all(axis=1))
        total[these] = total[these] * share + np.where(count > 0, 0, NEUTRAL).astype(np.float32)
    return total
