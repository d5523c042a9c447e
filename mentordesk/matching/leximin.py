"""Leximin: the lowest link as high as possible, then the next lowest, and so on, exact, with its proof.

Level by level, from the lowest score in use, the links of that score are taken out and put back along
cheapest exchanges, where a link of that score costs one and a higher one nothing. What the distances of those
exchanges leave no choice about is fixed for good (complementary slackness), so that no later level can undo
an earlier one. The distances are the proof.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from mentordesk.matching.bitsets import Bits
from mentordesk.matching.exchange import Exchange
from mentordesk.matching.market import Integers, TableMarket


@dataclass(frozen=True, slots=True)
class Step:
    """Distances that show what every best arrangement has in common.

    Only links of threshold and above are looked at; those of just the threshold cost one where counted, all
    others nothing. threshold None is the first step, as many links as possible. mentees[d] and mentors[d] are
    the sets at distance d, wishes and places the distances of the two pools.
    """

    threshold: int | None
    counted: bool
    mentees: tuple[Bits, ...]
    mentors: tuple[Bits, ...]
    wishes: int
    places: int


class Levels:
    """The way to the leximin links from any links as many as possible; the fewer low ones, the shorter."""

    def __init__(self, market: TableMarket, links: Integers) -> None:
        self.exchange = Exchange(market)
        self.exchange.set_out(links)
        self.points = market.points
        self.steps: list[Step] = []
        self._heap: list[tuple[int, int, int]] = []
        self._line_up(market.lowest - 1)
        self._sort(self._heap[0][0] if self._heap else market.highest)

    def run(self) -> None:
        """All levels, after as many links as possible are made sure of."""
        self.exchange.search(self.exchange.wishes)
        self.exchange.raise_the_rest()
        self._conclude(None, counted=False)
        while self._heap:
            self.exchange.market.pause()
            self._one_level()

    def _one_level(self) -> None:
        level, here = self._lowest()
        if not here:
            return
        exchange = self.exchange
        exchange.level, exchange.equal = level, self._equal(level)
        for row, column in here:
            exchange.take_out(row, column)
        if not (len(here) == 1 and self._only_one(*here[0])):
            self._put_back_all([row for row, _column in here])
        self._line_up(level)
        exchange.close_level()

    def _put_back_all(self, rows: list[int]) -> None:
        """Give each of these mentees somebody, along cheapest exchanges."""
        raised = False
        for row in rows:
            while not self.exchange.search(row):
                self.exchange.raise_the_rest()
                raised = True
        if raised:
            self._conclude(self.exchange.level, counted=True)

    def _only_one(self, row: int, column: int) -> bool:
        """Settle a level with one link that nothing replaces; False where more is to be looked at."""
        exchange = self.exchange
        if exchange.search(row):
            return True
        if self._others_lead_out(row, column):
            return False
        exchange.raise_the_rest()
        self._record(exchange.level, counted=False)
        exchange.put_back(row, column)
        exchange.start_afresh()
        return True

    def _conclude(self, level: int | None, *, counted: bool) -> None:
        self._record(level, counted=counted)
        self.exchange.fix()
        self.exchange.start_afresh()

    def _record(self, level: int | None, *, counted: bool) -> None:
        at = self.exchange.at
        self.steps.append(Step(level, counted, tuple(at.mentees), tuple(at.mentors), at.wishes, at.places))

    def _lowest(self) -> tuple[int, list[tuple[int, int]]]:
        """The lowest score of a link that may change, and all those links."""
        level = self._heap[0][0]
        here = set()
        while self._heap and self._heap[0][0] == level:
            _points, row, column = heapq.heappop(self._heap)
            if self.exchange.changeable(row, column):
                here.add((row, column))
        return level, sorted(here)

    def _line_up(self, level: int) -> None:
        """Put the links that came about above the level in line."""
        for row, column in self.exchange.fresh:
            points = int(self.points[row, column])
            if points > level:
                heapq.heappush(self._heap, (points, row, column))
        self.exchange.fresh.clear()

    def _others_lead_out(self, row: int, column: int) -> bool:
        """Whether another pair of this level leads out of what was reached."""
        reached = self.exchange.reached
        return any(
            others & ~reached.mentors & ~(1 << column if mentee == row else 0)
            for mentee, others in self.exchange.equal.items()
            if reached.mentees >> mentee & 1
        )

    def _sort(self, lowest: int) -> None:
        """All usable pairs from there up by score, to find those of one level."""
        flat = np.flatnonzero(self.exchange.usable & (self.points >= lowest))
        points = self.points.reshape(-1)[flat]
        order = np.argsort(points)
        self._pairs, self._values = flat[order], points[order]

    def _equal(self, level: int) -> dict[int, Bits]:
        """Of each mentee, the mentors at just this level with whom a link may still come or go."""
        first, last = np.searchsorted(self._values, np.array([level, level + 1], self._values.dtype))
        found: dict[int, Bits] = {}
        for pair in self._pairs[first:last].tolist():
            row, column = divmod(pair, self.exchange.columns)
            locked = self.exchange.held[row] >> column & 1 and not self.exchange.changeable(row, column)
            if self.exchange.limit[row] >> column & 1 and not locked:
                found[row] = found.get(row, 0) | 1 << column
        return found
