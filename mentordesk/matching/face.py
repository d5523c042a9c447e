"""What all the best arrangements have in common, and what may be exchanged between them without loss.

The best arrangements are exactly those that keep to the prices: a pair worth less than its prices is never
linked, one worth more always, and whoever has a price has no place to spare. Two of them differ by round
trips of exchanges among pairs worth just their prices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentordesk.matching.bitsets import Packed, members, spread, table_of_sets
from mentordesk.matching.exchange import Exchange
from mentordesk.matching.flow import Optimum
from mentordesk.matching.market import Booleans, Integers, Market


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """All arrangements that are as good as one.

    links are that one's (n × 2), loose says which of them may go, tight which other pairs may come, a row a
    mentee. wishes and places are the mentees and mentors who may have more or fewer links than now; counted
    says whether the number of all links stays.
    """

    market: Market
    links: Integers
    loose: Booleans
    tight: Packed
    wishes: Booleans
    places: Booleans
    counted: bool

    def moving(self) -> Booleans:
        """Which mentees, and after them mentors, may be on a round trip; others are put aside in rounds."""
        sources, targets = self._moves()
        count = sum(self.market.shape) + 2
        while True:
            going = np.bincount(sources, minlength=count) > 0
            going &= np.bincount(targets, minlength=count) > 0
            keep = going[sources] & going[targets]
            if keep.all():
                return going[:-2]
            sources, targets = sources[keep], targets[keep]

    def _moves(self) -> tuple[Integers, Integers]:
        """All steps of an exchange, from and to: mentees, mentors, the pool of wishes, that of places.

        A mentee takes a mentor, a mentor gives a mentee up; who may have fewer links gives one to the pool,
        who may have more takes one from it.
        """
        rows, columns = self.market.shape
        row, column = members(self.tight)
        used = np.bincount(self.links[:, 1], minlength=columns)
        given = np.bincount(self.links[:, 0], minlength=rows)
        changing = self.links[self.loose]
        wishes = rows + columns
        places = wishes + self.counted
        leaving = changing[self.wishes[changing[:, 0]], 0]
        joining = np.flatnonzero(self.wishes & (given < self.market.wanted))
        emptied = changing[self.places[changing[:, 1]], 1] + rows
        filled = np.flatnonzero(self.places & (used < self.market.places)) + rows
        steps = (
            (row, column + rows),
            (changing[:, 1] + rows, changing[:, 0]),
            (leaving, np.full(len(leaving), wishes)),
            (np.full(len(joining), wishes), joining),
            (filled, np.full(len(filled), places)),
            (np.full(len(emptied), places), emptied),
        )
        sources, targets = zip(*steps, strict=True)
        return np.concatenate(sources), np.concatenate(targets)


def at_prices(market: Market, found: Optimum, *, most: bool) -> Face:
    """Pairs worth just their prices, and people without a price.

    For most the number of links stays: a modest bonus may make fewer links with better scores as good.
    """
    free = found.mentee_prices == 0, found.mentor_prices == 0
    return Face(market, found.links, found.loose, found.tight, *free, counted=most)


def at_levels(exchange: Exchange) -> Face:
    """What all the levels of the worst pair first have left open."""
    links, (rows, columns) = exchange.links(), exchange.market.shape
    choices = zip(exchange.kept, exchange.limit, exchange.held, strict=True)
    tight = table_of_sets([kept & limit & ~held for kept, limit, held in choices], columns)
    loose = spread(table_of_sets(exchange.holders, rows), rows)[links[:, 1], links[:, 0]]
    wishes = spread(table_of_sets([exchange.open_wishes], rows), rows)[0]
    places = spread(table_of_sets([exchange.open_places], columns), columns)[0]
    return Face(exchange.market, links, loose, tight, wishes, places, counted=True)
