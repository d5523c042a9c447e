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
    shape = len(pool.mentees[rows]), len(pool.mentors)
    total, told = np.zeros(shape, np.float32), np.zeros(shape, np.int8)
    for score, (mine, theirs) in parts:
        score[~mine[rows]] = 0
        score[:, ~theirs] = 0
        total += score
        told += mine[rows, None] & theirs
    for count in range(2, len(parts) + 1):
        np.multiply(total, np.float32(1 / count), out=total, where=told == count)
    total[told == 0] = NEUTRAL
    return total
