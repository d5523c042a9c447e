"""The exact optimum of a market with a given bonus a link, and the prices that prove it.

Each mentee's best mentors are candidates; a minimum-cost flow settles those; the prices of that flow are held
against every pair, and any pair worth more than its two prices becomes a candidate, until there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mentordesk.matching.market import BLOCK, Booleans, Integers, Market

FIRST_CANDIDATES: Final = 30
MORE_CANDIDATES: Final = 12


class UnsettledError(RuntimeError):
    """A checked market has an optimum and prices; if not, the mistake is ours."""


@dataclass(frozen=True, eq=False, slots=True)
class Optimum:
    """Links (n × 2, without the locked ones) and the prices of both sides.

    loose says which links are worth just their prices; tight which other pairs are, a row a mentee, packed
    by numpy.packbits(axis=1, bitorder="little").
    """

    links: Integers
    mentee_prices: Integers
    mentor_prices: Integers
    loose: Booleans
    tight: NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class _Candidates:
    """Pairs in reading order: flat ids, and what each is worth with the bonus."""

    ids: Integers
    rows: Integers
    columns: Integers
    worth: Integers


def optimum(market: Market, bonus: int, hint: Integers | None = None) -> Optimum:
    """The best total of points + bonus over the open part of the market.

    hint, prices of mentors from an earlier result, only chooses where to look first.
    """
    candidates = _first_candidates(market, bonus, hint)
    while True:
        linked = _flow(market, candidates)
        mentees, mentors = _prices(market, bonus, candidates, linked)
        missing, tight = _above_prices(market, bonus, (mentees, mentors), candidates.ids[linked])
        if not len(missing.ids):
            links = np.stack([candidates.rows[linked], candidates.columns[linked]], axis=1)
            loose = candidates.worth[linked] == mentees[links[:, 0]] + mentors[links[:, 1]]
            return Optimum(links, mentees, mentors, loose, tight)
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


def _first_candidates(market: Market, bonus: int, hint: Integers | None) -> _Candidates:
    found = []
    for start, points, allowed in market.blocks():
        worth = points if hint is None else points - hint
        usable = allowed & (points > -bonus) & (market.places > 0)
        usable &= market.wanted[start : start + BLOCK, None] > 0
        ids = _best(worth, usable, FIRST_CANDIDATES, start + np.arange(len(worth)))
        found.append((ids + start * market.shape[1], points.reshape(-1)[ids].astype(np.int64)))
    return _candidates(market, bonus, found)


def _best(worth: NDArray[Any], usable: Booleans, many: int, first: Integers) -> Integers:
    """Flat ids, ascending, of each row's highest usable entries; first are the rows' numbers.

    Of equal ones each row takes others than the row before: else everybody would look at the same few.
    """
    width = worth.shape[1]
    if width > many:
        masked = np.where(usable, worth, np.iinfo(worth.dtype).min)
        order = np.argpartition(masked, width - many, axis=1)[:, width - many :]
        lowest = np.take_along_axis(masked, order[:, :1], axis=1)
        above, equal = masked > lowest, usable & (masked == lowest)
        room = many - above.sum(axis=1)
        crowded = np.flatnonzero(equal.sum(axis=1) > room)
        equal[crowded] = _in_turn(equal[crowded], room[crowded], first[crowded])
        usable = above | equal
    return np.flatnonzero(usable).astype(np.int64)


def _in_turn(equal: Booleans, room: Integers, numbers: Integers) -> Booleans:
    """Of the equal entries of each row, as many as there is room for, beginning where its number says."""
    rank, count = np.cumsum(equal, axis=1) - 1, equal.sum(axis=1)
    begin = numbers * room % count
    chosen: Booleans = equal & ((rank - begin[:, None]) % count[:, None] < room[:, None])
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
) -> tuple[_Candidates, NDArray[np.uint8]]:
    """Unlinked pairs worth more than their prices, the best of each mentee; and, packed by mentee, those worth
    no less.
    """
    width = market.shape[1]
    mentees, mentors = prices[0] - bonus, prices[1]
    wide = max(np.abs(mentees).max(initial=0), mentors.max(initial=0)) > np.iinfo(np.int32).max // 2
    if not wide:
        mentees, mentors = mentees.astype(np.int32), mentors.astype(np.int32)
    found, tight = [], np.zeros((market.shape[0], (width + 7) // 8), np.uint8)
    for start, points, allowed in market.blocks():
        gain = points - mentors
        gain -= mentees[start : start + BLOCK, None]
        reached = gain >= 0
        reached &= allowed
        first, last = np.searchsorted(linked, [start * width, (start + BLOCK) * width])
        reached.reshape(-1)[linked[first:last] - start * width] = False
        tight[start : start + BLOCK] = np.packbits(reached, axis=1, bitorder="little")
        above = np.flatnonzero(tight[start : start + BLOCK].any(axis=1))
        ids = _best(gain[above], reached[above] & (gain[above] > 0), MORE_CANDIDATES, start + above)
        near = above[ids // max(width, 1)] * width + ids % max(width, 1)
        found.append((near + start * width, points.reshape(-1)[near].astype(np.int64)))
    return _candidates(market, bonus, found), tight
