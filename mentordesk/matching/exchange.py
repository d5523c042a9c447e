"""Links that may still change, and cheapest exchanges among them.

Sets of people are bits of whole numbers: bit j of a mentee's set is mentor j. Nodes are numbered on: mentees,
mentors, then the pool of wishes (a mentee goes without so that another may have somebody) and the pool of
places (a place stays empty so that another may be used). Distances are whole numbers from nought.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from mentordesk.matching.market import LARGEST, Booleans, Integers, Points, TableMarket

Bits = int

LONG: Final = 80
"""After so many people a search looks back from its end as well."""
TOP: Final = LARGEST
"""Above all points."""


def bits(members: Bits) -> Iterator[int]:
    """The numbers in a set, ascending."""
    while members:
        lowest = members & -members
        yield lowest.bit_length() - 1
        members ^= lowest


def packed(truth: Booleans) -> Bits:
    """The set of the places where a one-dimensional table is true."""
    return int.from_bytes(np.packbits(truth, bitorder="little").tobytes(), "little")


def everybody(count: int) -> Bits:
    return (1 << count) - 1


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
    nothing. open_wishes and open_places are who may have more or fewer links than now; fresh are the pairs
    linked since somebody last looked.
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
        for distance, members in enumerate(at.mentors):
            near, nearer = at.mentees[distance], at.mentees[distance - 1] if distance else 0
            for column in bits(members):
                self.holders[column] &= near
                self.lower[column] &= nearer
        self.open_wishes &= at.mentees[at.wishes]
        self.open_places &= at.mentors[at.places]
        self.spare &= self.open_places

    def _unlike(self, most: int) -> Iterator[tuple[int, int]]:
        """Mentees who are not at the distance of most, or have pairs that cost one; and their distances."""
        for distance, members in enumerate(self.at.mentees):
            if distance != most:
                yield from ((row, distance) for row in bits(members))
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


class Search:
    """A way of exchanges at no cost from a start to a place that is owed: whom it came to, and from where.

    waiting are mentors to be looked at, with the node they were come from and their distance; ends are those
    who end a way, end is its node at last, below nought if there is none.
    """

    def __init__(self, exchange: Exchange, start: int) -> None:
        self.at, self.start = exchange, start
        self.mentees = self.mentors = 0
        self.wishes = self.places = False
        self.came: dict[int, int] = {}
        self.end = -1
        self.ends = exchange.owing
        if exchange.owed_pool:
            self.ends |= exchange.spare & exchange.at.mentors[exchange.at.places]
        self.waiting: deque[tuple[int, Bits, int]] = deque()

    def run(self) -> bool:
        """Whether there is a way."""
        self._set_out()
        while self.waiting and self.end < 0:
            node, mentors, distance = self.waiting.popleft()
            for column in bits(mentors):
                self.came[self.at.rows + column] = node
                self._from_mentor(column, distance)
                if self.end >= 0:
                    break
        return self.end >= 0

    def _set_out(self) -> None:
        if self.start == self.at.wishes:
            self._enter_wishes(self.at.at.wishes)
            return
        self.mentees = 1 << self.start
        sets = self.at.at.mentees
        self._from_mentee(self.start, next(d for d, members in enumerate(sets) if members & self.mentees))

    def _from_mentee(self, row: int, distance: int) -> None:
        """One too few here: take another mentor, or go without."""
        at = self.at
        new, near = ~at.held[row], at.at.mentors
        self._reach_mentors(row, at.higher(row) & new & near[distance], distance)
        equal = at.equal.get(row, 0)
        if equal and distance + 1 < len(near):
            self._reach_mentors(row, equal & new & near[distance + 1], distance + 1)
        if at.open_wishes >> row & 1 and distance == at.at.wishes and not self.wishes:
            self.came[at.wishes] = row
            self._enter_wishes(distance)

    def _from_mentor(self, column: int, distance: int) -> None:
        """One too many here: give one up, or use a spare place."""
        at = self.at
        node, near = at.rows + column, at.at.mentees
        self._reach_mentees(node, at.holders[column] & near[distance], distance)
        if at.lower[column] and distance:
            self._reach_mentees(node, at.lower[column] & near[distance - 1], distance - 1)
        if at.spare >> column & 1 and distance == at.at.places and not self.places:
            self.came[at.places] = node
            self._enter_places(distance)

    def _enter_wishes(self, distance: int) -> None:
        """Somebody else may have one more."""
        self.wishes = True
        self._reach_mentees(self.at.wishes, self.at.joining() & self.at.at.mentees[distance], distance)

    def _enter_places(self, distance: int) -> None:
        """A place of another mentor may stay empty, or is owed."""
        self.places = True
        if self.at.owed_pool:
            self.end = self.at.places
        else:
            self._reach_mentors(self.at.places, self.at.releasing() & self.at.at.mentors[distance], distance)

    def _reach_mentors(self, node: int, members: Bits, distance: int) -> None:
        new = members & ~self.mentors
        self.mentors |= new
        ends = new & self.ends
        if ends:
            self._end(self.at.rows + ends.bit_length() - 1, node)
        elif new:
            self.waiting.append((node, new, distance))

    def _end(self, mentor: int, node: int) -> None:
        """A place of this mentor is owed, or a spare one will do."""
        self.came[mentor] = node
        self.end = mentor
        if not self.at.owing >> (mentor - self.at.rows) & 1:
            self.came[self.at.places] = mentor
            self.end = self.at.places

    def _reach_mentees(self, node: int, members: Bits, distance: int) -> None:
        new = members & ~self.mentees
        self.mentees |= new
        for row in bits(new):
            self.came[row] = node
            self._from_mentee(row, distance)
            if self.end >= 0:
                return


class _Above:
    """Of each mentee the mentors above a level that only rises, and the lowest of their points."""

    def __init__(self, points: Points, sets: list[Bits]) -> None:
        order = np.argsort(points, axis=1)
        self.columns = order.tolist()
        self.values = np.take_along_axis(points, order, axis=1).tolist()
        self.at = [0] * len(sets)
        self.sets = list(sets)
        self.lowest = [values[0] if values else TOP for values in self.values]

    def rise(self, row: int, level: int) -> None:
        """Leave out the mentors who are not above the level."""
        values, first = self.values[row], self.at[row]
        last = bisect_right(values, level, first)
        self.sets[row] &= ~sum(1 << column for column in self.columns[row][first:last])
        self.at[row] = last
        self.lowest[row] = values[last] if last < len(values) else TOP


def _largest(sets: list[Bits]) -> int:
    """The number of the set with most members."""
    return max(range(len(sets)), key=lambda number: sets[number].bit_count())


def _raised(at: list[Bits], reached: Bits) -> list[Bits]:
    """Sets by distance, those not reached one further off, with an empty set at the end."""
    further = [0, *(members & ~reached for members in at)]
    near = [*(members & reached for members in at), 0]
    return [first | second for first, second in zip(further, near, strict=True)]
