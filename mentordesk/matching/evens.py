"""The rule for ties where only a few links may be exchanged without loss.

A pair can be brought in only if it lies on a round trip that costs nothing. Most lie on none; the others and
the people on those round trips are settled by themselves, and the rest stays as it is.
"""

from __future__ import annotations

import numpy as np

from mentordesk.matching.exchange import Bits
from mentordesk.matching.market import Booleans, Integers
from mentordesk.matching.net import Net, spread
from mentordesk.matching.sending import Sent, reached
from mentordesk.matching.ties import Choices, Node, settle


def settle_net(net: Net) -> None:
    """Let the rule choose among arrangements as good as this one."""
    even = np.flatnonzero(net.even()[0])
    rows, columns = net.near.rows[even], net.near.columns[even] + net.rows
    tails, heads = net.costless()
    to_pool = reached(heads, tails, net.pool, net.pool) >= 0
    if (to_pool[rows] & to_pool[columns]).any():
        to_pool &= reached(tails, heads, net.pool, net.pool) >= 0
    on = to_pool | _on_round_trips(tails, heads, to_pool)
    both = even[on[rows] & on[columns]]
    if len(both):
        _Part(net, on, both).settle()


def tied_anew(net: Net, sent: Sent) -> bool:
    """Whether there may be a round trip that was none before one unit was sent.

    It would lead over a step that costs nothing since then. Those begin on the unit's way, or with people who
    were nearer than its end.
    """
    tight, loose = net.even()
    everywhere = np.ones(net.pool, np.bool_)
    to_pool = np.concatenate([net.by_pool(back=True), np.array(sent.back, np.int64)])
    back = _walk(net, to_pool, (loose, tight), everywhere)
    with_pool = _walk(net, net.by_pool(back=False), (tight, loose), back)
    rows, columns = net.near.rows, net.near.columns + net.rows
    take, give = np.flatnonzero(tight), np.flatnonzero(loose)
    tails, heads = np.concatenate([rows[take], columns[give]]), np.concatenate([columns[take], rows[give]])
    both, touched = with_pool[tails] & with_pool[heads], np.zeros(net.pool, np.bool_)
    touched[[*sent.out, *sent.back]] = touched[sent.nearer] = True
    if both[: len(take)].any() and (both & (touched[tails] | touched[heads])).any():
        return True
    on = back | _walk(net, np.flatnonzero(touched), (tight, loose), everywhere)
    return bool(_on_round_trips(tails, heads, ~on).any())


def _walk(net: Net, start: Integers, over: tuple[Booleans, Booleans], within: Booleans) -> Booleans:
    """Who is come to from some nodes, over these pairs from mentees, those from mentors, not by the pool."""
    near, come = net.near, np.zeros(net.pool, np.bool_)
    new = start[within[start]]
    while len(new):
        come[new] = True
        mentees, mentors = new[new < net.rows], new[new >= net.rows] - net.rows
        out, back = spread(near.of_mentees, mentees), near.order[spread(near.of_mentors, mentors)]
        fresh = np.zeros(net.pool, np.bool_)
        fresh[near.columns[out[over[0][out]]] + net.rows] = True
        fresh[near.rows[back[over[1][back]]]] = True
        new = np.flatnonzero(fresh & within & ~come)
    return come


def _on_round_trips(tails: Integers, heads: Integers, without: Booleans) -> Booleans:
    """Which nodes may lie on a way that ends where it began and comes by none of some."""
    keep = ~without[tails] & ~without[heads]
    while True:
        tails, heads = tails[keep], heads[keep]
        leads, led = np.zeros(len(without), np.bool_), np.zeros(len(without), np.bool_)
        leads[tails] = led[heads] = True
        keep = led[tails] & leads[heads]
        if keep.all():
            return leads & led


_POOL: Node = ("wishes", 0)


class _Part(Choices):
    """The people on round trips, in their order, with the links among them that may be given up."""

    def __init__(self, net: Net, on: Booleans, tight: Integers) -> None:
        self.net = net
        self.rows = np.flatnonzero(on[: net.rows])
        self.columns = np.flatnonzero(on[net.rows : net.pool])
        held = np.flatnonzero(net.on & (net.short() == 0))
        self.held = held[on[net.near.rows[held]] & on[net.near.columns[held] + net.rows]]
        mine, theirs = self._local(self.held)
        self.wanted = net.wanted[self.rows] - net.given[self.rows]
        self.wanted += np.bincount(mine, minlength=len(self.rows))
        self.places = net.places[self.columns] - net.used[self.columns]
        self.places += np.bincount(theirs, minlength=len(self.columns))
        self.pools = _POOL, _POOL
        self.open = np.zeros(len(self.rows), np.bool_)
        self.open[self._local(tight)[0]] = True
        self.sets: list[Bits] = [0] * len(self.rows)
        for row, column in np.stack(self._local(np.concatenate([self.held, tight])), axis=1).tolist():
            self.sets[row] |= 1 << column

    def _local(self, at: Integers) -> tuple[Integers, Integers]:
        """Near pairs by their places in the part."""
        near = self.net.near
        return np.searchsorted(self.rows, near.rows[at]), np.searchsorted(self.columns, near.columns[at])

    def settle(self) -> None:
        """Change the links to those the rule chooses."""
        net, (rows, columns) = self.net, settle(self).T
        chosen = np.searchsorted(net.near.ids, self.rows[rows] * net.columns + self.columns[columns])
        for at, by in ((self.held, -1), (chosen, 1)):
            net.on[at] = by > 0
            np.add.at(net.given, net.near.rows[at], by)
            np.add.at(net.used, net.near.columns[at], by)

    def links(self) -> Integers:
        return np.stack(self._local(self.held), axis=1)

    def tied(self) -> Booleans:
        return self.open

    def equal(self, row: int) -> Bits:
        return self.sets[row]

    def may_do_without(self, row: int) -> bool:
        return int(self.net.mentees[self.rows[row]]) == 0

    def may_stay_empty(self, column: int) -> bool:
        return int(self.net.mentors[self.columns[column]]) == 0
