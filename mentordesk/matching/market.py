"""The numbers of one matching question, read once, checked, and turned into integers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
Points = NDArray[Any]
"""Integer scores, int32 where they fit and int64 where not."""

FINENESS: Final = 10**8
LARGEST: Final = 2**61
MOST_DIGITS: Final = 300
TOO_LARGE: Final = "The scores are too large to be added up exactly."


class MatchingError(ValueError):
    """The question itself is wrong: a shape, a number that is none, or locks that cannot hold."""


def require(holds: bool, message: str) -> None:
    """Nothing, if it holds; otherwise MatchingError with the message."""
    if not holds:
        raise MatchingError(message)


@dataclass(frozen=True, eq=False, slots=True)
class Market:
    """Who may have whom, after the locked pairs have taken their places.

    points (mentees × mentors) are the scores times scale, rounded; allowed leaves out the locked pairs;
    places and wanted are what is left of capacity and demand; locked is n × 2.
    """

    points: Points
    scale: float
    allowed: Booleans
    places: Integers
    wanted: Integers
    locked: Integers

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.wanted), len(self.places)

    @property
    def lowest(self) -> int:
        return int(self.points.min(initial=0))

    @property
    def highest(self) -> int:
        return int(self.points.max(initial=0))

    @property
    def most_links(self) -> int:
        """No arrangement has more links than this: what is wanted, or what there are places for."""
        rows, columns = self.shape
        return min(int(np.minimum(self.wanted, columns).sum()), int(np.minimum(self.places, rows).sum()))

    @property
    def decisive_bonus(self) -> int:
        """A bonus a link that no difference of totals can outweigh: one more link always wins."""
        return self.most_links * (self.highest - self.lowest) - self.lowest + 1


def read(
    scores: ArrayLike,
    *,
    allowed: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    demand: ArrayLike | None = None,
    locked: Sequence[Sequence[int]] | ArrayLike = (),
) -> Market:
    """The market of these arrays; a MatchingError says what is wrong with them.

    Integer scores are kept exactly; others are multiplied by the power of ten that brings the largest below
    10⁸.
    """
    table = _table(scores)
    rows, columns = table.shape
    points, scale = _integers(table)
    permitted = _allowed(allowed, (rows, columns))
    places = _counts(capacity, columns, "capacity")
    wanted = _counts(demand, rows, "demand")
    links = _locks(locked, permitted)
    places = _take(places, links[:, 1], "mentor")
    wanted = _take(wanted, links[:, 0], "mentee")
    if len(links):
        permitted = permitted.copy()
        permitted[links[:, 0], links[:, 1]] = False
    market = Market(points, scale, permitted, places, wanted, links)
    worst = (market.decisive_bonus + market.highest - market.lowest) * (rows + columns + 2)
    require(worst <= LARGEST, TOO_LARGE)
    return market


def _table(scores: ArrayLike) -> NDArray[Any]:
    table = np.asarray(scores)
    two = "Scores need two dimensions, mentees × mentors."
    require(table.ndim == len(("mentees", "mentors")), two)
    require(not table.size or table.dtype.kind in "iufb", f"Scores must be numbers, not {table.dtype}.")
    finite = table.dtype.kind != "f" or bool(np.isfinite(table).all())
    require(finite, "A score is not a finite number.")
    return table


def _integers(table: NDArray[Any]) -> tuple[Points, float]:
    if not table.size or table.dtype.kind != "f":
        return _smallest(table), 1.0
    largest = float(np.abs(table).max())
    if largest == 0:
        return np.zeros(table.shape, np.int32), 1.0
    exponent = int(np.floor(np.log10(FINENESS) - np.log10(largest)))
    require(abs(exponent) <= MOST_DIGITS, "The scores are too large or too small to be told apart.")
    scale = float(10.0**exponent)
    return np.rint(table * np.float64(scale)).astype(np.int32), scale


def _smallest(table: NDArray[Any]) -> Points:
    largest = max(-int(table.min(initial=0)), int(table.max(initial=0)))
    require(largest < LARGEST, TOO_LARGE)
    return table.astype(np.int32 if largest < np.iinfo(np.int32).max // 2 else np.int64, copy=False)


def _allowed(allowed: ArrayLike | None, shape: tuple[int, int]) -> Booleans:
    if allowed is None:
        return np.broadcast_to(np.True_, shape)
    table = np.asarray(allowed)
    require(table.shape == shape, f"allowed has shape {table.shape}, the scores {shape}.")
    truth = not table.size or table.dtype == np.bool_
    require(truth, f"allowed must be true or false, not {table.dtype}.")
    return table.astype(np.bool_, copy=False)


def _counts(counts: ArrayLike | None, length: int, name: str) -> Integers:
    if counts is None:
        return np.ones(length, np.int64)
    given = np.asarray(counts)
    require(given.shape == (length,), f"{name} has shape {given.shape}; a number each of {length} is needed.")
    whole = not given.size or given.dtype.kind in "iu"
    require(whole, f"{name} must be whole numbers, not {given.dtype}.")
    require(not (given < 0).any(), f"{name} has a negative number.")
    most: Integers = np.minimum(given, np.iinfo(np.int32).max).astype(np.int64)
    return most


def _locks(locked: Sequence[Sequence[int]] | ArrayLike, allowed: Booleans) -> Integers:
    links = np.asarray(locked)
    if links.size == 0:
        return np.empty((0, 2), np.int64)
    pairs = links.shape[1:] == (2,) and links.dtype.kind in "iu"
    require(pairs, "locked must be pairs of a mentee's and a mentor's number.")
    there = bool((links >= 0).all() and (links < np.array(allowed.shape)).all())
    require(there, "A locked pair names somebody who is not there.")
    require(len(np.unique(links, axis=0)) == len(links), "A pair is locked twice.")
    require(bool(allowed[links[:, 0], links[:, 1]].all()), "A locked pair is not allowed.")
    return links.astype(np.int64)


def _take(counts: Integers, used: Integers, who: str) -> Integers:
    left = counts - np.bincount(used, minlength=len(counts))
    over = np.flatnonzero(left < 0).tolist()
    require(not over, f"The locked pairs take more of {who} {(*over, 0)[0]} than there is.")
    return left
