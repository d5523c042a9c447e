"""What it costs the whole to force a pair, told from prices: exchanges that make room, and no new solving.

Forcing a pair gives its mentor one too many and its mentee one too many. The cheapest chain of exchanges from
the one to the other is a shortest path among the mentors, where a step costs what linking a mentee of the one
with the next falls short of prices. Exact, as the prices prove the optimum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mentordesk.matching.market import Booleans, Integers, table_of
from mentordesk.matching.net import Net

FAR: Final = np.int64(2**61)
"""Further than any chain: impossible."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Links fewer and score less in all; links is None where it is impossible. Below nought is a gain."""

    links: int | None
    score: float

    @property
    def possible(self) -> bool:
        return self.links is not None


def told(net: Net, cost: int) -> Cost:
    """Points and bonuses as links and score."""
    if cost >= FAR:
        return Cost(None, 0.0)
    links = round(cost / net.bonus) if net.bonus else 0
    return Cost(links, (cost - links * net.bonus) / net.market.scale)


class Costs:
    """The costs of forcing pairs, against the best for most or for total.

    The value of a link is its points, and for most also a bonus so wide that links and points can be told
    apart (standing.wide_bonus). Which of several best arrangements there is changes nothing.
    """

    def __init__(self, net: Net) -> None:
        self.net, self.bonus = net, net.bonus
        self.market = table_of(net.market)
        self.mentees, self.mentors = net.mentees, net.mentors
        at = net.near.order[net.on[net.near.order]]
        self.links = np.stack([net.near.rows[at], net.near.columns[at]], axis=1)
        self.over = -net.short(at)
        self.spare_wishes, self.used = net.given < net.wanted, net.used
        self.columns = net.columns

    def of_mentee(self, row: int) -> Integers:
        """What forcing this mentee's pair with each mentor costs in points and bonuses; FAR if impossible."""
        costs = self._short(np.array([row]))[0] + self._to_mentee(row)[: self.columns]
        costs[self.links[self.links[:, 0] == row, 1]] = 0
        return np.where(costs >= FAR // 2, FAR, costs)

    def of_all(self) -> Integers:
        """The same of every pair, mentees × mentors; time in proportion to the cube of the mentors."""
        between = self._between()
        costs = np.full((self.net.rows, self.columns), FAR)
        ends = np.where(self.spare_wishes[:, None], between[:-1, -1], FAR)
        for (row, column), over in zip(self.links.tolist(), self.over.tolist(), strict=True):
            np.minimum(ends[row], between[:-1, column] + over, out=ends[row])
        for start in range(0, len(costs), 128):
            rows = np.arange(start, min(start + 128, len(costs)))
            costs[rows] = self._short(rows) + ends[rows]
        costs[self.links[:, 0], self.links[:, 1]] = 0
        return np.where(costs >= FAR // 2, FAR, costs)

    def _short(self, rows: Integers) -> Integers:
        """What linking these mentees with each mentor falls short of their prices; allowed or not."""
        prices = self.mentees[rows, None] + self.mentors
        short: Integers = prices - self.market.points[rows] - self.bonus
        return short

    def _steps_to(self, column: int) -> Integers:
        """What it costs each link's mentor to give that mentee to this mentor, or to the pool (the last)."""
        rows = self.links[:, 0]
        if column == self.columns:
            return self.over + self.mentees[rows]
        allowed = self._may(column)[rows] & (self.links[:, 1] != column)
        held = self._holds(column)[rows]
        points = self.market.points[rows, column].astype(np.int64)
        short = self.mentees[rows] + self.mentors[column] - points - self.bonus
        return np.where(allowed & ~held, self.over + short, FAR)

    def _may(self, column: int) -> Booleans:
        """Which mentees may be linked with this mentor."""
        may = self.market.allowed[:, column].copy()
        may[[row for row, other in self.net.flipped if other == column]] ^= True
        return may

    def _holds(self, column: int) -> Booleans:
        """Which mentees are linked with this mentor already."""
        holds = np.zeros(self.net.rows, np.bool_)
        holds[self.links[self.links[:, 1] == column, 0]] = True
        return holds

    def _from_pool(self, column: int) -> int:
        """What it costs the pool, with a link too many in all, to have this mentor give one up or take on
        another wish.
        """
        rows = np.flatnonzero(self.spare_wishes & self._may(column) & ~self._holds(column))
        points = self.market.points[rows, column].astype(np.int64)
        short = self.mentees[rows] + self.mentors[column] - points - self.bonus
        empty = self.mentors[column] if self.used[column] else FAR
        return int(min(short.min(initial=FAR), empty))

    def _into(self, node: int) -> Integers:
        """The costs of one step from every mentor and the pool to this node."""
        steps = np.full(self.columns + 1, FAR)
        np.minimum.at(steps, self.links[:, 1], self._steps_to(node))
        if node == self.columns:
            spare = self.used < self.net.places
            steps[:-1] = np.where(spare, np.minimum(steps[:-1], self.mentors), steps[:-1])
        else:
            steps[-1] = self._from_pool(node)
        return steps

    def _to_mentee(self, row: int) -> Integers:
        """The cheapest chains from every mentor and the pool to this mentee (Dijkstra, backwards)."""
        distance = np.full(self.columns + 1, FAR)
        mine = self.links[:, 0] == row
        np.minimum.at(distance, self.links[mine, 1], self.over[mine])
        if self.spare_wishes[row]:
            distance[-1] = 0
        open_ = np.ones(self.columns + 1, np.bool_)
        while True:
            node = int(np.argmin(np.where(open_, distance, FAR)))
            if not open_[node] or distance[node] >= FAR:
                return distance
            open_[node] = False
            np.minimum(distance, self._into(node) + distance[node], out=distance)

    def _between(self) -> Integers:
        """The cheapest chains between all mentors and the pool (Floyd and Warshall)."""
        between = np.stack([self._into(node) for node in range(self.columns + 1)], axis=1)
        np.fill_diagonal(between, 0)
        for node in range(len(between)):
            np.minimum(between, between[:, node, None] + between[node], out=between)
        return between
