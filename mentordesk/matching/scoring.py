"""Scores of a pool put together: each criterion's, and the fit.

Few people: a table a criterion, made once and kept, so that another weight costs a sum. Many: some mentees at
a time, and nothing is kept but the fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from mentordesk.matching.criteria import CRITERIA
from mentordesk.matching.market import Integers, require
from mentordesk.matching.pool import EVERYBODY, Floats, Pool

MOST_KEPT: Final = 1_000_000
"""Pairs for which the criteria's tables are kept."""


class Scores(Mapping[str, Floats]):
    """Each criterion's scores, 0 to 1, mentees × mentors, made when first asked for; kept says whether there
    are so few pairs that the tables are kept.
    """

    def __init__(self, pool: Pool, *, keep: bool = True) -> None:
        rows, columns = pool.shape
        self.pool = pool
        self.kept = keep and rows * columns <= MOST_KEPT
        self._makers = {criterion.key: criterion.score for criterion in CRITERIA}
        self._tables: dict[str, Floats] = {}

    def __getitem__(self, key: str) -> Floats:
        if key not in self._tables:
            self._tables[key] = self._makers[key](self.pool)
        return self._tables[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def of(self, key: str, row: int, column: int) -> float:
        """One pair's score."""
        if key in self._tables:
            return float(self._tables[key][row, column])
        return float(self._makers[key](self.pool, slice(row, row + 1))[0, column])

    def of_pairs(self, key: str, pairs: Integers) -> Floats:
        """The scores of some pairs, n × 2 in reading order."""
        if self.kept:
            return self[key][pairs[:, 0], pairs[:, 1]]
        found = np.empty(len(pairs), np.float32)
        for rows in self.pool.blocks():
            first, last = np.searchsorted(pairs[:, 0], [rows.start, rows.stop])
            if first < last:
                start, stop = int(pairs[first, 0]), int(pairs[last - 1, 0]) + 1
                table = self._makers[key](self.pool, slice(start, stop))
                found[first:last] = table[pairs[first:last, 0] - start, pairs[first:last, 1]]
        return found

    def some(self, key: str, rows: slice) -> Floats:
        """The scores of a slice of the mentees; a table of its own."""
        return self[key][rows].copy() if self.kept else self._makers[key](self.pool, rows)


def score(pool: Pool) -> Scores:
    """Every criterion's scores, 0 to 1."""
    return Scores(pool)


def fit(pool: Pool, scores: Scores, weights: Mapping[str, int]) -> Floats:
    """The weighted mean of the scores, 0 to 100; 50 all over where nothing has a weight."""
    table = np.empty(pool.shape, np.float32)
    for rows in [EVERYBODY] if scores.kept else pool.blocks():
        table[rows] = fit_of(scores, weights, rows)
    return table


def fit_of(scores: Scores, weights: Mapping[str, int], rows: slice) -> Floats:
    """The fit of a slice of the mentees."""
    unknown = set(weights) - set(scores)
    right = not unknown and all(weight >= 0 for weight in weights.values())
    require(right, f"Weights are numbers from nought for {', '.join(scores)}.")
    total = sum(weights.values())
    shape = len(scores.pool.mentees[rows]), len(scores.pool.mentors)
    mean = np.full(shape, 0 if total else 50, np.float32)
    for key, weight in weights.items():
        if weight:
            part = scores.some(key, rows)
            part *= np.float32(100 * weight / total)
            mean += part
    return mean
