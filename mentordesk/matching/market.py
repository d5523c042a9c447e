"""The numbers of one matching question, read once, checked, and turned into integers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any, Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
Points = NDArray[Any]
"""Integer scores, int32 where they fit and int64 where not."""

FINENESS: Final = 10**8
FINEST: Final = 10**13
"""Finer than that, the dust of floating point would be taken for a difference."""
LARGEST: Final = 2**61
MOST_DIGITS: Final = 300
BLOCK: Final = 128
ONE_TABLE: Final = "The worst pair first needs all scores in one table, not in blocks."
NOT_ALLOWED: Final = "A locked pair is not allowed."
TOO_LARGE: Final = "The scores are too large to be added up exactly."


class MatchingError(ValueError):
    """The question itself is wrong: a shape, a number that is none, or locks that cannot hold."""


def require(holds: bool, message: str) -> None:
    """Nothing, if it holds; otherwise MatchingError with the message."""
    if not holds:
        raise MatchingError(message)


@runtime_checkable
class ScoreBlocks(Protocol):
    """Scores that are made when they are asked for, so that no table of all pairs is ever needed."""

    @property
    def shape(self) -> tuple[int, int]:
        """Mentees and mentors."""
        ...

    def block(self, start: int, stop: int) -> tuple[NDArray[Any], Booleans]:
        """Scores of the mentees from start to before stop, and which pairs are allowed; always the same."""
        ...


def go_on() -> None:
    """What is done between two steps of the work where nobody may stop it."""


def never() -> bool:
    """Whether what there is will do, where only the best does."""
    return False


@dataclass(frozen=True, eq=False)
class Market(ABC):
    """Who may have whom, after the locked pairs have taken their places.

    Points (mentees × mentors) are the scores times scale, rounded, from lowest to highest, nought included;
    places and wanted are what is left of capacity and demand; locked is n × 2, and no longer allowed. pause
    is called between steps of what takes long, and stops it by raising; enough, asked before that where there
    are links, tells whether they will do though better ones may exist.
    """

    scale: float
    lowest: int
    highest: int
    places: Integers
    wanted: Integers
    locked: Integers
    pause: Callable[[], None] = field(default=go_on, kw_only=True)
    enough: Callable[[], bool] = field(default=never, kw_only=True)

    @abstractmethod
    def rows(self, start: int, stop: int) -> tuple[Points, Booleans]:
        """Points and permissions of these mentees."""

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.wanted), len(self.places)

    def blocks(self) -> Iterator[tuple[int, Points, Booleans]]:
        """Points and permissions of BLOCK mentees at a time, with the first one's number."""
        for start in range(0, self.shape[0], BLOCK):
            self.pause()
            yield start, *self.rows(start, min(start + BLOCK, self.shape[0]))

    def gains(
        self, bonus: int, mentees: Integers, mentors: Integers
    ) -> Iterator[tuple[int, Points, Points, Booleans]]:
        """What each pair is worth above its two prices, with the bonus, BLOCK mentees at a time: the first
        one's number, gains, points and permissions.
        """
        less = mentees - bonus
        if max(np.abs(less).max(initial=0), np.abs(mentors).max(initial=0)) < np.iinfo(np.int32).max // 4:
            less, mentors = less.astype(np.int32), mentors.astype(np.int32)
        for start, points, allowed in self.blocks():
            gain = points - mentors
            gain -= less[start : start + BLOCK, None]
            yield start, gain, points, allowed

    def row(self, number: int) -> tuple[Points, Booleans]:
        """One mentee's points and permissions."""
        points, allowed = self.rows(number, number + 1)
        return points[0], allowed[0]

    def at(self, pairs: Integers) -> tuple[Integers, Booleans]:
        """Points and permissions of pairs (n × 2), in one pass."""
        points, allowed = np.zeros(len(pairs), np.int64), np.zeros(len(pairs), np.bool_)
        order = np.argsort(pairs[:, 0], kind="stable")
        ascending = pairs[order, 0]
        for start, block, permitted in self.blocks():
            first, last = np.searchsorted(ascending, [start, start + BLOCK])
            these = order[first:last]
            places = pairs[these, 0] - start, pairs[these, 1]
            points[these], allowed[these] = block[places], permitted[places]
        return points, allowed

    @property
    def most_links(self) -> int:
        """No arrangement has more links than this: what is wanted, or what there are places for."""
        rows, columns = self.shape
        return min(int(np.minimum(self.wanted, columns).sum()), int(np.minimum(self.places, rows).sum()))

    @property
    def decisive_bonus(self) -> int:
        """A bonus a link that no difference of totals can outweigh: one more link always wins."""
        return self.most_links * (self.highest - self.lowest) - self.lowest + 1


@dataclass(frozen=True, eq=False)
class TableMarket(Market):
    """A market whose points and permissions (mentees × mentors) all lie in memory."""

    points: Points
    allowed: Booleans

    def rows(self, start: int, stop: int) -> tuple[Points, Booleans]:
        return self.points[start:stop], self.allowed[start:stop]

    def at(self, pairs: Integers) -> tuple[Integers, Booleans]:
        places = pairs[:, 0], pairs[:, 1]
        return self.points[places].astype(np.int64), self.allowed[places]


@dataclass(frozen=True, eq=False)
class BlockMarket(Market):
    """A market whose points are made block by block."""

    source: ScoreBlocks

    def rows(self, start: int, stop: int) -> tuple[Points, Booleans]:
        scores, allowed = self.source.block(start, stop)
        here = (self.locked[:, 0] >= start) & (self.locked[:, 0] < stop)
        if here.any():
            allowed = allowed.copy()
            allowed[self.locked[here, 0] - start, self.locked[here, 1]] = False
        return _rounded(scores, self.scale, (self.lowest, self.highest)), allowed


def read(
    scores: ArrayLike | ScoreBlocks,
    *,
    allowed: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    demand: ArrayLike | None = None,
    locked: Sequence[Sequence[int]] | ArrayLike = (),
) -> Market:
    """The market of these arrays; a MatchingError says what is wrong with them.

    Whole numbers are kept exactly, as long as their sums can be; others are multiplied by the power of ten
    that brings the largest below 10⁸ for scores in blocks, up to 10¹³ for those in a table: as fine as sums
    stay exact. Scores in blocks say themselves what is allowed.
    """
    if isinstance(scores, ScoreBlocks):
        require(allowed is None, "Scores in blocks say themselves what is allowed.")
        return _read_blocks(scores, capacity, demand, locked)
    table = _table(scores)
    rows, columns = table.shape
    permitted = _allowed(allowed, (rows, columns))
    links = _locks(locked, (rows, columns))
    counts = _left(capacity, demand, links, (rows, columns))
    points, scale, range_ = _integers(table, fineness(*counts))
    require(bool(permitted[links[:, 0], links[:, 1]].all()), NOT_ALLOWED)
    if len(links):
        permitted = permitted.copy()
        permitted[links[:, 0], links[:, 1]] = False
    return checked(TableMarket(scale, *range_, *counts, links, points, permitted))


def table_of(market: Market) -> TableMarket:
    """The market, where it lies in memory; MatchingError if it comes in blocks."""
    if not isinstance(market, TableMarket):
        raise MatchingError(ONE_TABLE)
    return market


def _read_blocks(
    source: ScoreBlocks,
    capacity: ArrayLike | None,
    demand: ArrayLike | None,
    locked: Sequence[Sequence[int]] | ArrayLike,
) -> Market:
    links = _locks(locked, source.shape)
    lowest, highest, exact = _range(source)
    scale = 1.0 if exact else _scale(max(-lowest, highest))
    counts = _left(capacity, demand, links, source.shape)
    range_ = round(lowest * scale), round(highest * scale)
    market = checked(BlockMarket(scale, *range_, *counts, np.empty((0, 2), np.int64), source))
    require(bool(market.at(links)[1].all()) if len(links) else True, NOT_ALLOWED)
    return replace(market, locked=links)


def _range(source: ScoreBlocks) -> tuple[float, float, bool]:
    """The lowest and highest score, nought included, and whether all are whole numbers; each is looked at."""
    lowest, highest, exact = 0.0, 0.0, True
    for start in range(0, source.shape[0], BLOCK):
        table = _table(source.block(start, min(start + BLOCK, source.shape[0]))[0])
        first, last = _ends(table)
        lowest, highest = min(lowest, first), max(highest, last)
        exact = exact and table.dtype.kind != "f"
    return lowest, highest, exact


def _left(
    capacity: ArrayLike | None, demand: ArrayLike | None, links: Integers, shape: tuple[int, int]
) -> tuple[Integers, Integers]:
    """The places and wishes that the locked pairs leave."""
    places = _take(_counts(capacity, shape[1], "capacity"), links[:, 1], "mentor")
    return places, _take(_counts(demand, shape[0], "demand"), links[:, 0], "mentee")


def checked(market: Market) -> Market:
    """The market, if its sums stay within what is exact."""
    worst = (market.decisive_bonus + market.highest - market.lowest) * (sum(market.shape) + 2)
    require(worst <= LARGEST, TOO_LARGE)
    return market


def _table(scores: ArrayLike) -> NDArray[Any]:
    two = "Scores need two dimensions, mentees × mentors."
    try:
        table = np.asarray(scores)
    except ValueError as error:
        raise MatchingError(two) from error
    require(table.ndim == len(("mentees", "mentors")), two)
    require(not table.size or table.dtype.kind in "iufb", f"Scores must be numbers, not {table.dtype}.")
    return table


def _ends(table: NDArray[Any]) -> tuple[Any, Any]:
    """The lowest and highest, nought included; either is finite only if all are."""
    if table.dtype.kind not in "iuf":
        return 0, int(table.any())
    lowest, highest = table.min(initial=0).item(), table.max(initial=0).item()
    require(isfinite(lowest) and isfinite(highest), "A score is not a finite number.")
    return lowest, highest


def fineness(places: Integers, wanted: Integers) -> int:
    """A power of ten that no point exceeds and all sums stay exact with, told apart at least 10⁸ steps."""
    rows, columns = len(wanted), len(places)
    links = min(int(np.minimum(wanted, columns).sum()), int(np.minimum(places, rows).sum()))
    most = LARGEST // ((rows + columns + 2) * (2 * links + 4))
    return max(FINENESS, min(FINEST, int("1" + "0" * (len(str(most)) - 1))))


def _integers(table: NDArray[Any], steps: int) -> tuple[Points, float, tuple[int, int]]:
    """Points, what they are multiplied by, and the lowest and highest."""
    ends, scale = _ends(table), 1.0
    largest = max(-ends[0], ends[1])
    whole = table.dtype.kind != "f" or (largest <= steps and bool((np.rint(table) == table).all()))
    if whole:
        range_ = int(ends[0]), int(ends[1])
    else:
        scale = _scale(largest, steps)
        range_ = round(ends[0] * scale), round(ends[1] * scale)
    return _rounded(table, scale, range_), scale, range_


def _scale(largest: float, steps: int = FINENESS) -> float:
    """The power of ten that brings the largest score below so many steps."""
    if largest == 0:
        return 1.0
    exponent = int(np.floor(np.log10(steps) - np.log10(largest)))
    require(abs(exponent) <= MOST_DIGITS, "The scores are too large or too small to be told apart.")
    return float(10.0**exponent)


def _rounded(table: NDArray[Any], scale: float, range_: tuple[int, int]) -> Points:
    """Points within a range, in the smaller kind of integer that holds them."""
    largest = max(-range_[0], range_[1])
    require(largest < LARGEST, TOO_LARGE)
    points = table if table.dtype.kind != "f" else np.rint(table * np.float64(scale))
    return points.astype(np.int32 if largest < np.iinfo(np.int32).max // 2 else np.int64, copy=False)


def _allowed(allowed: ArrayLike | None, shape: tuple[int, int]) -> Booleans:
    if allowed is None:
        return np.ones(shape, np.bool_)
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


def _locks(locked: Sequence[Sequence[int]] | ArrayLike, shape: tuple[int, int]) -> Integers:
    links = np.asarray(locked)
    if links.size == 0:
        return np.empty((0, 2), np.int64)
    pairs = links.shape[1:] == (2,) and links.dtype.kind in "iu"
    require(pairs, "locked must be pairs of a mentee's and a mentor's number.")
    there = bool((links >= 0).all() and (links < np.array(shape)).all())
    require(there, "A locked pair names somebody who is not there.")
    require(len(np.unique(links, axis=0)) == len(links), "A pair is locked twice.")
    return links.astype(np.int64)


def _take(counts: Integers, used: Integers, who: str) -> Integers:
    left = counts - np.bincount(used, minlength=len(counts))
    over = np.flatnonzero(left < 0).tolist()
    require(not over, f"The locked pairs take more of {who} {(*over, 0)[0]} than there is.")
    return left
