"""The cheapest way to send one unit more through a net, and the prices after it.

Prices are the lowest that mentors may have: then from the pool a way that costs nothing leads to everybody,
and a search has only to come as far as the pool.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from mentordesk.matching.flow import UnsettledError
from mentordesk.matching.market import Integers
from mentordesk.matching.net import FAR, Net, spread

STEPS: Final = 16


@dataclass(frozen=True, eq=False, slots=True)
class Sent:
    """The way a unit took before it came to the pool, all who were nearer than its end, and the way from the
    pool on.
    """

    out: list[int]
    nearer: Integers
    back: list[int]


def send(net: Net, source: int, target: int) -> Sent:
    """One unit from one node to another along the cheapest way; prices stay right, if not the lowest."""
    search = _searched(net, source, target)
    path, nearer = search.path(), np.maximum(search.length - search.distance, 0)
    net.mentees -= nearer[: net.rows]
    net.mentors += nearer[net.rows : net.pool]
    net.radius -= search.length if net.radius < FAR else 0
    net.tree = None
    _follow(net, path)
    turn = path.index(net.pool) if net.pool in path else len(path)
    return Sent(path[:turn], np.flatnonzero(nearer), path[turn + 1 :])


def cost_of_sending(net: Net, source: int, target: int) -> int:
    """What the cheapest way would cost; the net stays as it is, but that it may look further."""
    return _searched(net, source, target).length


def _searched(net: Net, source: int, target: int) -> _Search:
    search = _Search(net, source, target)
    search.run()
    while search.length > net.radius:
        net.look_further(search.length)
        search = _Search(net, source, target)
        search.run()
    return search


def _follow(net: Net, path: list[int]) -> None:
    """Change links and flows along a path of nodes."""
    for one, other in pairwise(path):
        if other == net.pool:
            _flow_from_pool(net, one, -1)
        elif one == net.pool:
            _flow_from_pool(net, other, 1)
        else:
            row, node = min(one, other), max(one, other)
            net.on[net.near.position(net.id_of(row, node - net.rows))] = one < net.rows


def _flow_from_pool(net: Net, node: int, step: int) -> None:
    """A unit more from the pool to a node, which for a mentor is one less to the pool."""
    if node < net.rows:
        net.given[node] += step
    else:
        net.used[node - net.rows] -= step


class _Search:
    """The cheapest ways from a node over near pairs, as far as the target or the pool."""

    def __init__(self, net: Net, source: int, target: int) -> None:
        self.net, self.source, self.target = net, source, target
        self.distance = np.full(net.pool + 1, FAR)
        self.came = np.full(net.pool + 1, -1)
        self.distance[source] = 0
        self.open = np.zeros(net.columns, np.bool_)

    @property
    def length(self) -> int:
        """What the cheapest way costs; from the pool on it costs nothing."""
        return int(min(self.distance[self.net.pool], self.distance[self.target]))

    def run(self) -> None:
        """Nearer mentors first, some at a time."""
        net = self.net
        if self.source < net.rows:
            self._from_mentees(np.array([self.source]))
        else:
            self.open[self.source - net.rows] = True
        near, step = self.distance[net.rows : net.pool], max(min(net.radius, net.top) // STEPS, 1)
        while True:
            waiting = np.flatnonzero(self.open)
            distances = near[waiting]
            limit = min(int(distances.min(initial=FAR)) + step, self.length)
            mentors = waiting[distances < limit]
            if not len(mentors):
                return
            self.open[mentors] = False
            self._from_mentors(mentors)

    def _from_mentors(self, mentors: Integers) -> None:
        """Mentors with one too many: use a spare place, or give up a mentee."""
        net, nodes = self.net, mentors + self.net.rows
        self._to_pool(nodes[net.used[mentors] < net.places[mentors]], 0)
        at = net.near.order[spread(net.near.of_mentors, mentors)]
        at = at[net.on[at]]
        rows, nodes = net.near.rows[at], net.near.columns[at] + net.rows
        self._from_mentees(self._step(nodes, rows, -net.short(at)))

    def _from_mentees(self, rows: Integers) -> None:
        """Mentees with one too few: leave a wish open, or take another mentor."""
        net = self.net
        self._to_pool(rows, net.mentees[rows])
        at = spread(net.near.of_mentees, rows)
        at = at[~(net.on[at] | net.shut[at])]
        come = self._step(net.near.rows[at], net.near.columns[at] + net.rows, net.short(at))
        self.open[come - net.rows] = True

    def _step(self, tails: Integers, heads: Integers, costs: Integers) -> Integers:
        """Go on from some nodes to others; those that are nearer than was known."""
        lengths = self.distance[tails] + costs
        nearer = lengths < np.minimum(self.distance[heads], self.length)
        tails, heads, lengths = tails[nearer], heads[nearer], lengths[nearer]
        np.minimum.at(self.distance, heads, lengths)
        best = lengths == self.distance[heads]
        self.came[heads[best]] = tails[best]
        return np.unique(heads)

    def _to_pool(self, nodes: Integers, costs: Integers | int) -> None:
        if len(nodes):
            lengths = self.distance[nodes] + costs
            best = int(lengths.argmin())
            if lengths[best] < self.distance[self.net.pool]:
                self.distance[self.net.pool] = lengths[best]
                self.came[self.net.pool] = nodes[best]

    def path(self) -> list[int]:
        """The nodes from the source to the target, none twice."""
        pool = self.net.pool
        direct = self.distance[self.target] <= self.distance[pool]
        end = self.target if direct else pool
        path = _back(self.came, end, self.source)[::-1]
        return path if direct else _without_loops(path + self._on_from_pool()[1:])

    def _on_from_pool(self) -> list[int]:
        """A way from the pool to the target that costs nothing."""
        net = self.net
        if net.tree is None or net.tree[self.target] < 0:
            net.tree = reached(*net.costless(), net.pool, net.pool)
        if net.tree[self.target] < 0:
            raise UnsettledError
        return _back(net.tree, self.target, net.pool)[::-1]


def _back(came: Integers, node: int, start: int) -> list[int]:
    """The nodes on the way back to the start."""
    path = [node]
    while path[-1] != start:
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


def reached(tails: Integers, heads: Integers, start: int, last: int) -> Integers:
    """Of each node, up to the last, from which one it is come to from the start; -1 where it is not."""
    order = np.argsort(tails, kind="stable")
    heads = heads[order]
    starts = np.searchsorted(tails[order], np.arange(last + 2))
    came = np.full(last + 1, -1)
    came[start] = start
    new = np.array([start])
    while len(new):
        ways = spread(starts, new)
        sources = np.repeat(new, starts[new + 1] - starts[new])
        fresh = came[heads[ways]] < 0
        came[heads[ways[fresh]]] = sources[fresh]
        new = heads[ways[fresh]]
        new = new[came[new] == sources[fresh]]
    return came
