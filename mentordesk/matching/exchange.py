"""Links that may still change, and cheapest exchanges among them.

Sets of people are bits of whole numbers: bit j of a mentee's set is mentor j. Nodes are numbered on: mentees,
mentors, then the pool of wishes (a mentee goes without so that another may have somebody) and the pool of
places (a place stays empty so that another may be used). Distances are whole numbers from nought.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from mentordesk.matching.bitsets import Bits, bits, everybody, packed
from mentordesk.matching.market import LARGEST, Integers, Points, TableMarket
from mentordesk.matching.ways import Search

TOP: Final = LARGEST
"""Above all points."""


@dataclass(slots=True)
class Distances:
    """How far everybody is: mentees[d] and mentors[d] are those at distance d."""

    mentees: list[Bits]
    mentors: list[Bits]
    wishes: int = 0
    places: int = 0


class Exchange:
    """The links of a market under exchange.

    limit[i] are the mentors mentee i may still be linked with, held[i] those they are linked with, holders[j]
    the mentees whose link with mentor j may be given up at no cost, and lower[j] those whose link costs one
    (then giving it up gains one). equal holds the pairs that cost one, kept those at earlier levels that cost
    nothing. open_wishes and open_places are who may have more or fewer links than now, spare the mentors who
    may have more and have a place; owing are mentors to whom a link is owed that was taken out. fresh are the
    pairs linked since somebody last looked.
    """

    def __init__(self, market: TableMarket) -> None:
        self.market, self.room = market, market.places.tolist()
        self.wanted = market.wanted.tolist()
        self.rows, self.columns = market.shape
        self.wishes, self.places = self.rows + self.columns, self.rows + self.columns + 1
        self.usable = market.allowed & (market.places > 0) & (market.wanted > 0)[:, None]
        self.limit = [packed(row) for row in self.usable]
        self.kept, self.held = [0] * self.rows, [0] * self.rows
        self.holders, self.lower, self._lowered = [0] * self.columns, [0] * self.columns, 0
        self.equal: dict[int, Bits] = {}
        self.fresh: list[tuple[int, int]] = []
        self.level = market.lowest - 1
        self._above = _Above(market.points, self.limit)
        self.open_wishes, self.open_places = everybody(self.rows), everybody(self.columns)
        self.given, self.used, self.spare = [0] * self.rows, [0] * self.columns, self.open_places
        self.owed, self.owing, self.owed_pool = [0] * self.columns, 0, 0
        self.start_afresh()

    def start_afresh(self) -> None:
        """Everybody at distance nought."""
        self.at = Distances([everybody(self.rows), 0], [everybody(self.columns), 0])

    def set_out(self, links: Integers) -> None:
        """Link these pairs, and count who has how many."""
        for row, column in links.tolist():
            self.link(row, column)
        self.given = np.bincount(links[:, 0], minlength=self.rows).tolist()
        used = np.bincount(links[:, 1], minlength=self.columns)
        self.used, self.spare = used.tolist(), packed(used < self.market.places)

    def links(self) -> Integers:
        """All links as they are, in reading order."""
        found = [(row, column) for row in range(self.rows) for column in bits(self.held[row])]
        return np.array(found, np.int64).reshape(-1, 2)

    def link(self, row: int, column: int) -> None:
        self.held[row] |= 1 << column
        self.fresh.append((row, column))
        if self.equal.get(row, 0) >> column & 1:
            self.lower[column] |= 1 << row
            self._lowered |= 1 << column
        else:
            self.holders[column] |= 1 << row

    def unlink(self, row: int, column: int) -> None:
        self.held[row] &= ~(1 << column)
        self.holders[column] &= ~(1 << row)
        self.lower[column] &= ~(1 << row)

    def lock(self, row: int, column: int) -> None:
        """This link stays from now on."""
        self.held[row] |= 1 << column
        self.holders[column] &= ~(1 << row)
        self.lower[column] &= ~(1 << row)

    def changeable(self, row: int, column: int) -> bool:
        """Whether they are linked and may be parted."""
        return bool((self.holders[column] | self.lower[column]) >> row & 1)

    def take_out(self, row: int, column: int) -> None:
        """Unlink them; a place is owed for it."""
        self.unlink(row, column)
        if self.open_places >> column & 1:
            self._use(column, -1)
            self.owed_pool += 1
        else:
            self.owed[column] += 1
            self.owing |= 1 << column

    def put_back(self, row: int, column: int) -> None:
        """What was taken out, for good."""
        self.lock(row, column)
        if self.open_places >> column & 1:
            self._use(column, 1)
            self._pay(self.places)
        else:
            self._pay(self.rows + column)

    def search(self, start: int) -> bool:
        """Exchange along a way at no cost from start to a place that is owed; False if there is none."""
        self.reached = Search(self, start)
        if not self.reached.run():
            return False
        node, came = self.reached.end, self.reached.came
        self._pay(node)
        while node in came:
            self._move(came[node], node)
            node = came[node]
        return True

    def raise_the_rest(self) -> None:
        """Move everything that was not reached one further off: it stays within what exchanges cost."""
        self.at.mentees = _raised(self.at.mentees, self.reached.mentees)
        self.at.mentors = _raised(self.at.mentors, self.reached.mentors)
        self.at.wishes += not self.reached.wishes
        self.at.places += not self.reached.places

    def fix(self) -> None:
        """Hold on to everything that the distances leave no choice about."""
        at = self.at
        most = _largest(at.mentees)
        own = {row: self._fixed(row, distance) for row, distance in self._unlike(most)}
        near = at.mentors[most]
        self.limit = [members & near for members in self.limit]
        self.kept = [members & near for members in self.kept]
        for row, (limit, kept) in own.items():
            self.limit[row], self.kept[row] = limit, kept
        self._fix_mentors(_largest(at.mentors))
        self.open_wishes &= at.mentees[at.wishes]
        self.open_places &= at.mentors[at.places]
        self.spare &= self.open_places

    def _fix_mentors(self, most: int) -> None:
        near = self.at.mentees
        own = {column: self.holders[column] & near[at] for column, at in _others(self.at.mentors, most)}
        self.holders = [members & near[most] for members in self.holders]
        for column, members in own.items():
            self.holders[column] = members
        for distance, members in enumerate(self.at.mentors):
            for column in bits(members & self._lowered):
                self.lower[column] &= near[distance - 1] if distance else 0

    def _unlike(self, most: int) -> Iterator[tuple[int, int]]:
        """Mentees who are not at the distance of most, or have pairs that cost one; and their distances."""
        yield from _others(self.at.mentees, most)
        yield from ((row, most) for row in self.equal if self.at.mentees[most] >> row & 1)

    def _fixed(self, row: int, distance: int) -> tuple[Bits, Bits]:
        """What is left of a mentee's limit and kept, at this distance."""
        near, tied = self.at.mentors[distance], self.equal.get(row, 0)
        tied &= self.at.mentors[distance + 1] if tied else 0
        return self.limit[row] & near | tied, self.kept[row] & near | tied

    def close_level(self) -> None:
        """What cost one costs nothing any more, where it was kept."""
        for column in bits(self._lowered):
            self.holders[column] |= self.lower[column]
            self.lower[column] = 0
        self.equal, self._lowered = {}, 0

    def higher(self, row: int) -> Bits:
        """The mentors this mentee may be linked with at no cost: above the level, or kept from earlier
        ones.
        """
        if self._above.lowest[row] <= self.level:
            self._above.rise(row, self.level)
        return (self._above.sets[row] | self.kept[row]) & self.limit[row]

    def joining(self) -> Bits:
        """Mentees who would have one more."""
        return sum(1 << row for row in bits(self.open_wishes) if self.given[row] < self.wanted[row])

    def releasing(self) -> Bits:
        """Mentors one of whose places might stay empty."""
        return sum(1 << column for column in bits(self.open_places) if self.used[column] > 0)

    def _pay(self, node: int) -> None:
        """The place that was owed is found."""
        if node == self.places:
            self.owed_pool -= 1
            return
        column = node - self.rows
        self.owed[column] -= 1
        if not self.owed[column]:
            self.owing &= ~(1 << column)

    def _move(self, before: int, node: int) -> None:
        if before < self.rows and node < self.wishes:
            self.link(before, node - self.rows)
        elif before < self.rows:
            self.given[before] -= 1
        elif before < self.wishes and node < self.rows:
            self.unlink(node, before - self.rows)
        elif before < self.wishes:
            self._use(before - self.rows, 1)
        elif before == self.wishes:
            self.given[node] += 1
        else:
            self._use(node - self.rows, -1)

    def _use(self, column: int, more: int) -> None:
        """So many more places of this mentor are used."""
        self.used[column] += more
        self.spare &= ~(1 << column)
        if self.open_places >> column & 1 and self.used[column] < self.room[column]:
            self.spare |= 1 << column


class _Above:
    """Of each mentee the mentors above a level that only rises, and the lowest of their points."""

    def __init__(self, points: Points, sets: list[Bits]) -> None:
        self.points, self.ascending = points, np.sort(points, axis=1)
        self.sets = list(sets)
        self.lowest = [int(row[0]) if len(row) else TOP for row in self.ascending]

    def rise(self, row: int, level: int) -> None:
        """Leave out the mentors who are not above the level."""
        self.sets[row] = packed(self.points[row] > level)
        further = self.ascending[row, np.searchsorted(self.ascending[row], level, "right") :]
        self.lowest[row] = int(further[0]) if len(further) else TOP


def _largest(sets: list[Bits]) -> int:
    """The number of the set with most members."""
    return max(range(len(sets)), key=lambda number: sets[number].bit_count())


def _others(sets: list[Bits], most: int) -> Iterator[tuple[int, int]]:
    """Those who are in other sets than that one, with the number of theirs."""
    for number, members in enumerate(sets):
        if number != most:
            yield from ((member, number) for member in bits(members))


def _raised(at: list[Bits], reached: Bits) -> list[Bits]:
    """Sets by distance, those not reached one further off, with an empty set at the end."""
    further = [0, *(members & ~reached for members in at)]
    near = [*(members & reached for members in at), 0]
    return [first | second for first, second in zip(further, near, strict=True)]
