"""The rule for ties where only a few links may be exchanged without loss.

A pair can be brought in only if it lies on a round trip that costs nothing. Most lie on none; the others and
the people on those round trips are settled by themselves, and the rest stays as it is.
"""

from __future__ import annotations

import numpy as np

from mentordesk.matching.exchange import Bits
from mentordesk.matching.market import Booleans, Integers
from mentordesk.matching.net import Net
from mentordesk.matching.ties import Choices, Node, settle
from mentordesk.matching.way import reached


def settle_net(net: Net) -> None:
    """Let the rule choose among arrangements as good as this one; prices are the lowest."""
    on = _on_round_trips(net)
    rows, columns = np.divmod(net.tight, max(net.columns, 1))
    both = on[rows] & on[columns + net.rows]
    if both.any():
        _Part(net, on, net.tight[both]).settle()


def _on_round_trips(net: Net) -> Booleans:
    """Which nodes may lie on a way without cost that ends where it began, others than those given up."""
    tails, heads = net.costless()
    with_pool = (reached(tails, heads, net.pool, net.pool) >= 0) & (
        reached(heads, tails, net.pool, net.pool) >= 0
    )
    open_ = ~with_pool[tails] & ~with_pool[heads]
    tails, heads = tails[open_], heads[open_]
    while True:
        leads, led = np.zeros(net.pool + 1, np.bool_), np.zeros(net.pool + 1, np.bool_)
        leads[tails] = led[heads] = True
        keep = led[tails] & leads[heads]
        if keep.all():
            return with_pool | (leads & led)
        tails, heads = tails[keep], heads[keep]


_POOL: Node = ("wishes", 0)


class _Part(Choices):
    """The people on round trips, in their order, with the links among them that may be given up."""

    def __init__(self, net: Net, on: Booleans, tight: Integers) -> None:
        self.net = net
        self.rows = np.flatnonzero(on[: net.rows])
        self.columns = np.flatnonzero(on[net.rows : net.pool])
        even = net.ids[net.short(net.ids) == 0]
        rows, columns = np.divmod(even, net.columns)
        self.held = even[on[rows] & on[columns + net.rows]]
        mine, theirs = self._local(self.held)
        fixed_wishes = net.given[self.rows] - np.bincount(mine, minlength=len(self.rows))
        fixed_places = net.used[self.columns] - np.bincount(theirs, minlength=len(self.columns))
        self.wanted = net.wanted[self.rows] - fixed_wishes
        self.places = net.places[self.columns] - fixed_places
        self.pools = _POOL, _POOL
        self.sets: list[Bits] = [0] * len(self.rows)
        self.open = np.zeros(len(self.rows), np.bool_)
        for row, column in zip(*self._local(np.concatenate([self.held, tight])), strict=True):
            self.sets[row] |= 1 << int(column)
        self.open[self._local(tight)[0]] = True

    def _local(self, ids: Integers) -> tuple[Integers, Integers]:
        """Pairs by their places in the part."""
        rows, columns = np.divmod(ids, self.net.columns)
        return np.searchsorted(self.rows, rows), np.searchsorted(self.columns, columns)

    def settle(self) -> None:
        """Change the links to those the rule chooses."""
        rows, columns = settle(self).T
        chosen = self.rows[rows] * self.net.columns + self.columns[columns]
        gone, come = np.setdiff1d(self.held, chosen), np.setdiff1d(chosen, self.held)
        self.net.exchange(gone, come)

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
