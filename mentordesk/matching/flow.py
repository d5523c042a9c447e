"""The exact optimum of a market with a given bonus a link, and the prices that prove it.

Each mentee's best mentors are candidates; a minimum-cost flow settles those; the prices of that flow are held
against every pair, and any pair worth more than its two prices becomes a candidate, until there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mentordesk.matching.bitsets import Packed
from mentordesk.matching.market import BLOCK, Booleans, Integers, Market, Points, go_on

FIRST_CANDIDATES: Final = 36
FIRST_MENTEES: Final = 512
GROUP: Final = 32
SAMPLES: Final = 16
MORE_CANDIDATES: Final = 12
ROUGH: Final = 2.0**-20
"""Scores that differ by a smaller part than this are as good as equal, when candidates are looked for."""


class UnsettledError(RuntimeError):
    """A checked market has an optimum and prices; if not, the mistake is ours."""


@dataclass(frozen=True, eq=False, slots=True)
class Optimum:
    """Links (n × 2, without the locked ones) and the prices of both sides.

    loose says which links are worth just their prices; tight which other pairs are, a row a mentee. proved
    says that the prices prove the links, which they do unless it was stopped before.
    """

    links: Integers
    mentee_prices: Integers
    mentor_prices: Integers
    loose: Booleans
    tight: Packed
    proved: bool


@dataclass(frozen=True, eq=False, slots=True)
class _Candidates:
    """Pairs in reading order: flat ids, and what each is worth with the bonus."""

    ids: Integers
    rows: Integers
    columns: Integers
    worth: Integers


def optimum(market: Market, bonus: int, hint: Integers | None = None) -> Optimum:
    """The best total of points + bonus over the open part of the market; where that is enough, the best over
    the candidates so far.

    hint, prices of mentors from an earlier result, only chooses where to look first.
    """
    candidates = _first_candidates(market, bonus, _usual(market) if hint is None else hint)
    once_linked = replace(market, pause=go_on)
    while True:
        linked = _flow(market, candidates)
        mentees, mentors = _prices(market, bonus, candidates, linked)
        missing, tight = _above_prices(once_linked, bonus, (mentees, mentors), candidates.ids[linked])
        proved = not len(missing.ids)
        if proved or market.enough():
            links = np.stack([candidates.rows[linked], candidates.columns[linked]], axis=1)
            loose = candidates.worth[linked] == mentees[links[:, 0]] + mentors[links[:, 1]]
            return Optimum(links, mentees, mentors, loose, tight, proved)
        market.pause()
        candidates = _joined(candidates, missing)


def _candidates(market: Market, bonus: int, found: list[tuple[Integers, Integers]]) -> _Candidates:
    """Pairs by flat ids and points."""
    nothing = np.empty(0, np.int64)
    ids = np.concatenate([nothing, *(ids for ids, _points in found)])
    points = np.concatenate([nothing, *(points for _ids, points in found)])
    rows, columns = np.divmod(ids, max(market.shape[1], 1))
    return _Candidates(ids, rows, columns, points + bonus)


def _joined(some: _Candidates, others: _Candidates) -> _Candidates:
    """Both, without repetition, in reading order."""
    ids, first = np.unique(np.concatenate([some.ids, others.ids]), return_index=True)
    rows, columns = np.concatenate([some.rows, others.rows]), np.concatenate([some.columns, others.columns])
    worth = np.concatenate([some.worth, others.worth])
    return _Candidates(ids, rows[first], columns[first], worth[first])


def _first_candidates(market: Market, bonus: int, hint: Integers) -> _Candidates:
    """Each mentee's best mentors at these prices of mentors, and the best mentees for each of the mentors
    among the first, since whom nobody likes best has to have somebody as well.
    """
    found = []
    for start, points, allowed in market.blocks():
        usable = allowed & (points > -bonus) & (market.places > 0)
        usable &= market.wanted[start : start + BLOCK, None] > 0
        most = np.iinfo(points.dtype).max // 2
        worth = points - np.minimum(hint, most).astype(points.dtype)
        mixed = _mixed(worth, usable, start + np.arange(len(points)))
        chosen = usable & (mixed >= _limits(mixed, FIRST_CANDIDATES))
        if start < FIRST_MENTEES:
            chosen |= _best_for_mentors(mixed, usable)
        ids = np.flatnonzero(chosen)
        found.append((ids + start * market.shape[1], points.reshape(-1)[ids].astype(np.int64)))
    return _candidates(market, bonus, found)


def _usual(market: Market) -> Integers:
    """The mean of each mentor's points, told from some mentees where there are many: a first guess at prices,
    as who suits everybody has a high one.
    """
    sums, counts = np.zeros((2, market.shape[1]), np.int64)
    for points, allowed in _samples(market):
        sums += np.sum(points * allowed, axis=0, dtype=np.int64)
        counts += np.count_nonzero(allowed, axis=0)
    usual: Integers = sums // np.maximum(counts, 1)
    return usual


def _samples(market: Market) -> Iterator[tuple[Points, Booleans]]:
    """Points and permissions of SAMPLES blocks of mentees, of all where there are no more."""
    rows = market.shape[0]
    apart = max(-(-rows // (BLOCK * SAMPLES)), 1)
    for start in range(0, rows, BLOCK * apart):
        market.pause()
        yield market.rows(start, min(start + BLOCK, rows))


def _mixed(worth: NDArray[Any], usable: Booleans, rows: Integers) -> NDArray[np.float32]:
    """What pairs are worth, about, with a lot added that is always the same: else, where many are worth the
    same, everybody would look at the same few. Lowest of all is what is not usable; rows are numbers.
    """
    mixed = worth.astype(np.float32)
    step = max(float(mixed.max(initial=0)) * ROUGH, -float(mixed.min(initial=0)) * ROUGH, 1.0)
    columns = np.arange(worth.shape[1]) * 0x85EB | 1
    lots = (rows * 0x9E37 | 1).astype(np.uint16)[:, None] * columns.astype(np.uint16)
    mixed += lots * np.float32(step / 2**16)
    np.copyto(mixed, -np.inf, where=~usable)
    return mixed


def _limits(mixed: NDArray[np.float32], many: int) -> NDArray[np.float32]:
    """From where on so many are the best of each row."""
    width = mixed.shape[1]
    if width <= many:
        return np.full((len(mixed), 1), -np.inf, np.float32)
    return np.partition(mixed, width - many, axis=1)[:, width - many, None]


def _best_for_mentors(mixed: NDArray[np.float32], usable: Booleans) -> Booleans:
    """The best mentee for each mentor among GROUP at a time."""
    best = [mixed[start : start + GROUP].max(axis=0) for start in range(0, len(mixed), GROUP)]
    chosen: Booleans = usable & (mixed == np.repeat(best, GROUP, axis=0)[: len(mixed)])
    return chosen


def _flow(market: Market, candidates: _Candidates) -> Booleans:
    """Which candidates the minimum-cost flow uses; unused wishes leave by an arc of their own."""
    if not len(candidates.ids):
        return np.zeros(0, np.bool_)
    from ortools.graph.python import min_cost_flow

    rows, columns = market.shape
    network = min_cost_flow.SimpleMinCostFlow()
    sink = rows + columns
    mentees, mentors = np.arange(rows), np.arange(rows, sink)
    tails = np.concatenate([candidates.rows, mentees, mentors]).astype(np.int32)
    heads = np.concatenate([candidates.columns + rows, np.full(rows + columns, sink)]).astype(np.int32)
    ones, zeros = np.ones_like(candidates.ids), np.zeros(rows + columns, np.int64)
    network.add_arcs_with_capacity_and_unit_cost(
        tails,
        heads,
        np.concatenate([ones, market.wanted, market.places]),
        np.concatenate([-candidates.worth, zeros]),
    )
    supplies = np.concatenate([market.wanted, zeros[:columns], [-market.wanted.sum()]])
    network.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supplies)
    if network.solve() != network.OPTIMAL:
        raise UnsettledError
    flows = np.asarray(network.flows(np.arange(len(candidates.ids), dtype=np.int32)))
    return flows > 0


def _prices(
    market: Market, bonus: int, candidates: _Candidates, linked: Booleans
) -> tuple[Integers, Integers]:
    """Prices of mentees and mentors that no candidate beats: the fixpoint with the lowest mentor prices.

    Shortest paths in the residual network of the flow, all changed mentees at a time. Somebody with a place
    to spare has the price nought; somebody without any place has one that no pair can beat.
    """
    rows, columns = market.shape
    top = max(market.highest + bonus, 0)
    mine, theirs = candidates.rows[linked], candidates.columns[linked]
    worth = candidates.worth[linked]
    full = np.bincount(mine, minlength=rows) == market.wanted
    mentees = np.where(full, top, 0).astype(np.int64)
    mentors = np.where(market.places == 0, top, 0).astype(np.int64)
    free = _Rows(candidates, ~linked, rows)
    np.minimum.at(mentees, mine, worth)
    changed = np.arange(rows)
    for _sweep in range(rows + columns + 2):
        edges = free.of(changed)
        np.maximum.at(mentors, free.columns[edges], free.worth[edges] - mentees[free.rows[edges]])
        before = mentees.copy()
        np.minimum.at(mentees, mine, worth - mentors[theirs])
        changed = np.flatnonzero(mentees != before)
        if not len(changed):
            return mentees, mentors
    raise UnsettledError


class _Rows:
    """The unlinked candidates, found by their mentee."""

    def __init__(self, candidates: _Candidates, keep: Booleans, rows: int) -> None:
        self.rows = candidates.rows[keep]
        self.columns = candidates.columns[keep]
        self.worth = candidates.worth[keep]
        self.starts = np.searchsorted(self.rows, np.arange(rows + 1))

    def of(self, rows: Integers) -> Integers:
        """Positions of all the candidates of these mentees."""
        counts = self.starts[rows + 1] - self.starts[rows]
        before = np.cumsum(counts) - counts
        return np.repeat(self.starts[rows] - before, counts) + np.arange(int(counts.sum()))


def _above_prices(
    market: Market, bonus: int, prices: tuple[Integers, Integers], linked: Integers
) -> tuple[_Candidates, Packed]:
    """Unlinked pairs worth more than their prices, the best of each mentee; and, packed by mentee, all those
    worth no less.
    """
    rows, width = market.shape
    found, tight = [], np.zeros((rows, (width + 7) // 8), np.uint8)
    for start, gain, points, allowed in market.gains(bonus, *prices):
        free = allowed.copy()
        first, last = np.searchsorted(linked, [start * width, (start + BLOCK) * width])
        free.reshape(-1)[linked[first:last] - start * width] = False
        tight[start : start + BLOCK] = np.packbits((gain >= 0) & free, axis=1, bitorder="little")
        above = np.flatnonzero(((gain > 0) & free).any(axis=1))
        ids = _most_above(gain[above], free[above], start + above)
        near = above[ids // max(width, 1)] * width + ids % max(width, 1)
        found.append((near + start * width, points.reshape(-1)[near].astype(np.int64)))
    return _candidates(market, bonus, found), tight


def _most_above(gain: NDArray[Any], free: Booleans, rows: Integers) -> Integers:
    """Flat ids, ascending, of the pairs with the highest gain of each row; rows are numbers."""
    usable = free & (gain > 0)
    mixed = _mixed(gain, usable, rows)
    return np.flatnonzero(usable & (mixed >= _limits(mixed, MORE_CANDIDATES)))
