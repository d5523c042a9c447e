"""Stable: no mentee and mentor who may be linked would both rather have each other than what they have.

Mentees ask their mentors from the best down, mentors keep the best who asked them and for whom there is a
place (deferred acceptance, Gale and Shapley 1962, with places and several wishes). Of all stable
arrangements this is the one that is best for the mentees. Equal scores: whoever stands first is preferred.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Final

import numpy as np

from mentordesk.i18n import _
from mentordesk.matching.market import BLOCK, Integers, Market
from mentordesk.matching.proof import Proof, Verdict

AHEAD: Final = 64


@dataclass(frozen=True, eq=False)
class StableProof(Proof):
    """Nothing but the pairs that block, which anybody can look for: none, where the result is stable."""

    blocking: Integers

    def sentence(self) -> str:
        return _("Nobody would swap: no mentee and mentor would both rather have each other.")

    def examine(self, market: Market, links: Integers) -> Verdict:
        found = blocking_pairs(market, market, links)
        if len(found) or len(self.blocking):
            return Verdict(False, float("inf"), _("A mentee and a mentor would both rather have each other."))
        return Verdict(holds=True)


def stable_links(market: Market, mentors_see: Market | None = None) -> Integers:
    """The stable links (n × 2, in reading order) that are best for the mentees.

    Mentees go by the market's points, mentors by those of mentors_see, the same if not said.
    """
    asking = _Asking(market, mentors_see or market)
    kept: list[list[tuple[int, int]]] = [[] for _ in range(market.shape[1])]
    waiting = np.repeat(np.arange(market.shape[0]), market.wanted)[::-1].tolist()
    while waiting:
        row = waiting.pop()
        asked = asking.next(row)
        if asked is None:
            continue
        column, points = asked
        heapq.heappush(kept[column], (points, -row))
        if len(kept[column]) > market.places[column]:
            waiting.append(-heapq.heappop(kept[column])[1])
    links = [(-row, column) for column, members in enumerate(kept) for _points, row in members]
    return np.array(sorted(links), np.int64).reshape(-1, 2)


class _Asking:
    """Each mentee's mentors from the best down with the mentors' points, AHEAD at a time."""

    def __init__(self, market: Market, mentors_see: Market) -> None:
        self.market, self.theirs = market, mentors_see
        self.ahead: list[list[tuple[int, int]]] = [[] for _ in range(market.shape[0])]
        self.asked = [0] * market.shape[0]

    def next(self, row: int) -> tuple[int, int] | None:
        if not self.ahead[row]:
            self.market.pause()
            self._look_ahead(row)
        return self.ahead[row].pop() if self.ahead[row] else None

    def _look_ahead(self, row: int) -> None:
        points, allowed = self.market.row(row)
        columns = np.flatnonzero(allowed & (self.market.places > 0))
        order = np.argsort(-points[columns].astype(np.int64), kind="stable")
        following = columns[order[self.asked[row] : self.asked[row] + AHEAD]][::-1]
        seen = points if self.theirs is self.market else self.theirs.row(row)[0]
        self.ahead[row] = list(zip(following.tolist(), seen[following].tolist(), strict=True))
        self.asked[row] += AHEAD


def blocking_pairs(market: Market, mentors_see: Market, links: Integers) -> Integers:
    """Pairs (n × 2) not linked but allowed, who would both rather: with a place, or instead of somebody."""
    columns = market.shape[1]
    worst_mine = _worst(market, links, 0, market.wanted)
    worst_theirs = _worst(mentors_see, links, 1, market.places)
    linked = np.sort(links[:, 0] * max(columns, 1) + links[:, 1])
    found = [np.empty(0, np.int64)]
    for start, points, allowed in market.blocks():
        would = allowed & (points > worst_mine[start : start + BLOCK, None])
        seen = points if mentors_see is market else mentors_see.rows(start, start + len(points))[0]
        would &= seen > worst_theirs
        first, last = np.searchsorted(linked, [start * columns, (start + BLOCK) * columns])
        would.reshape(-1)[linked[first:last] - start * columns] = False
        found.append(np.flatnonzero(would) + start * columns)
    return np.stack(np.divmod(np.concatenate(found), max(columns, 1)), axis=1)


def _worst(market: Market, links: Integers, side: int, room: Integers) -> Integers:
    """What each must be offered more than: the lowest of their links, anything if there is room, nothing if
    none.
    """
    limits = np.iinfo(np.int64)
    worst = np.full(len(room), limits.max, np.int64)
    np.minimum.at(worst, links[:, side], market.at(links)[0])
    count = np.bincount(links[:, side], minlength=len(room))
    worst[count < room] = limits.min
    return worst
