"""The cheapest way to send one unit more through a net, and the prices after it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from mentordesk.matching.flow import UnsettledError
from mentordesk.matching.market import BLOCK, Integers
from mentordesk.matching.net import Net

FAR: Final = np.int64(2**62)
"""Further than any way."""


def send(net: Net, source: int, target: int) -> None:
    """One unit from one node to another along the cheapest way; prices stay right, if not the lowest."""
    search = _Search(net, source, target)
    search.run()
    path, nearer = search.path(), np.maximum(search.length - search.distance, 0)
    net.mentees -= nearer[: net.rows]
    net.mentors += nearer[net.rows : net.pool]
    dropped = _follow(net, path)
    _tight_again(net, np.flatnonzero(nearer[: net.rows]), dropped)


def _follow(net: Net, path: list[int]) -> list[int]:
    """Change links and flows along a path of nodes; the pairs given up."""
    gone, come = [], []
    for one, other in pairwise(path):
        if other == net.pool:
            _flow_from_pool(net, one, -1)
        elif one == net.pool:
            _flow_from_pool(net, other, 1)
        elif one < net.rows:
            come.append(one * net.columns + other - net.rows)
        else:
            gone.append(other * net.columns + one - net.rows)
    net.relink(gone, come)
    return gone


def _flow_from_pool(net: Net, node: int, step: int) -> None:
    """A unit more from the pool to a node, which for a mentor is one less to the pool."""
    if node < net.rows:
        net.given[node] += step
    else:
        net.used[node - net.rows] -= step


def _tight_again(net: Net, rows: Integers, others: list[int]) -> None:
    """Which pairs are worth just their prices, where those of these mentees have fallen."""
    found = [net.tight, np.array([id_ for id_ in others if net.allowed(*divmod(id_, net.columns))], np.int64)]
    for start in range(0, len(rows), BLOCK):
        some = rows[start : start + BLOCK]
        points, allowed = net.block(some)
        even = points + (net.bonus - net.mentees[some])[:, None] == net.mentors
        at, columns = np.nonzero(even & allowed)
        found.append(some[at] * net.columns + columns)
    net.keep_tight(np.concatenate(found))


class _Search:
    """The cheapest ways from a node, as far as the target or the pool (Dijkstra, on whole rows of pairs)."""

    def __init__(self, net: Net, source: int, target: int) -> None:
        self.net, self.source, self.target = net, source, target
        self.distance = np.full(net.pool + 1, FAR)
        self.came = np.full(net.pool + 1, -1)
        self.distance[source] = 0
        self.near = self.distance[net.rows : net.pool]
        self.waiting = np.full(net.columns, FAR)

    @property
    def length(self) -> int:
        """What the cheapest way costs; from the pool on it costs nothing."""
        return int(min(self.distance[self.net.pool], self.distance[self.target]))

    def run(self) -> None:
        net = self.net
        if self.source < net.rows:
            self._from_mentees(np.array([self.source]), np.zeros(1, np.int64))
        elif self.source < net.pool:
            self._from_mentor(self.source - net.rows, 0)
        while net.columns:
            column = int(self.waiting.argmin())
            distance = int(self.waiting[column])
            if distance >= self.length:
                return
            self.waiting[column] = FAR
            self._from_mentor(column, distance)

    def _from_mentor(self, column: int, distance: int) -> None:
        """A mentor with one too many: use a spare place, or give up a mentee."""
        net, node = self.net, column + self.net.rows
        if net.used[column] < net.places[column]:
            self._to_pool(node, distance)
        rows = net.mentees_of(column)
        lengths = distance - net.short(rows * net.columns + column)
        nearer = lengths < self.distance[rows]
        rows, lengths = rows[nearer], lengths[nearer]
        if len(rows):
            self.distance[rows], self.came[rows] = lengths, node
            self._from_mentees(rows, lengths)

    def _from_mentees(self, rows: Integers, lengths: Integers) -> None:
        """Mentees with one too few: leave a wish open, or take another mentor."""
        net = self.net
        open_ = lengths + net.mentees[rows]
        best = int(open_.argmin())
        self._to_pool(int(rows[best]), int(open_[best]))
        points, allowed = net.block(rows)
        cost = net.mentors - points
        cost += (open_ - net.bonus)[:, None]
        cost[~allowed] = FAR
        by = cost.argmin(axis=0)
        cost = cost[by, np.arange(net.columns)]
        nearer = np.flatnonzero(cost < self.near)
        self.near[nearer] = self.waiting[nearer] = cost[nearer]
        self.came[nearer + net.rows] = rows[by[nearer]]

    def _to_pool(self, node: int, distance: int) -> None:
        if distance < self.distance[self.net.pool]:
            self.distance[self.net.pool] = distance
            self.came[self.net.pool] = node

    def path(self) -> list[int]:
        """The nodes from the source to the target, none twice."""
        pool, direct = self.net.pool, self.distance[self.target] <= self.distance[self.net.pool]
        end = self.target if direct else pool
        path = [end]
        while path[-1] != self.source:
            path.append(int(self.came[path[-1]]))
        path.reverse()
        return path if direct else _without_loops(path + self._on_from_pool()[1:])

    def _on_from_pool(self) -> list[int]:
        """A way from the pool to the target that costs nothing."""
        pool = self.net.pool
        tails, heads = self.net.costless()
        came = reached(heads, tails, self.target, pool)
        if came[pool] < 0:
            raise UnsettledError
        path = [pool]
        while path[-1] != self.target:
            path.append(int(came[path[-1]]))
        return path


def _without_loops(path: list[int]) -> list[int]:
    """The path cut short wherever it comes by the same node again."""
    found: list[int] = []
    for node in path:
        if node in found:
            del found[found.index(node) :]
        found.append(node)
    return found


def reached(tails: Integers, heads: Integers, start: int, last: int, until: int = -1) -> Integers:
    """Of each node, up to the last, from which one it is come to from the start; -1 where it is not."""
    came = np.full(last + 1, -1)
    came[start] = start
    new = np.array([start])
    while len(new) and (until < 0 or came[until] < 0):
        fresh = np.zeros(last + 1, np.bool_)
        fresh[new] = True
        steps = np.flatnonzero(fresh[tails] & (came[heads] < 0))
        came[heads[steps]] = tails[steps]
        new = np.unique(heads[steps])
    return came
