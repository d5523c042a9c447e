"""Links that may still change, and cheapest exchanges among them.

Sets of people are bits of whole numbers: bit j of a mentee's set is mentor j. Nodes are numbered on: mentees,
mentors, then the pool of wishes (a mentee goes without so that another may have somebody) and the pool of
places (a place stays empty so that another may be used). Distances are whole numbers from nought.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from mentordesk.matching.market import Booleans, Integers, TableMarket

Bits = int


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


@dataclass(slots=True)
class Reached:
    """What a search came to, and from where."""

    mentees: Bits = 0
    mentors: Bits = 0
    wishes: bool = False
    places: bool = False
    came: dict[int, int] = field(default_factory=dict)


class Exchange:
    """The links of a market under exchange.

    limit[i] are the mentors mentee i may still be linked with, held[i] those they are linked with, holders[j]
    the mentees whose link with mentor j may be given up at no cost, and lower[j] those whose link costs one
    (then giving it up gains one). equal holds the pairs that cost one, kept those at earlier levels that cost
    nothing. open_wishes and open_places are who may have more or fewer links than now; fresh are the pairs
    linked since somebody last looked.
    """

    def __init__(self, market: TableMarket) -> None:
        self.market = market
        self.rows, self.columns = market.shape
        self.wishes, self.places = self.rows + self.columns, self.rows + self.columns + 1
        self.usable = market.allowed & (market.places > 0) & (market.wanted > 0)[:, None]
        self.limit = [packed(row) for row in self.usable]
        self.kept, self.held = [0] * self.rows, [0] * self.rows
        self.holders, self.lower = [0] * self.columns, [0] * self.columns
        self.equal: dict[int, Bits] = {}
        self.fresh: list[tuple[int, int]] = []
        self.level = market.lowest - 1
        self._above: list[tuple[int, int, Bits]] = [(0, 0, 0)] * self.rows
        self.open_wishes, self.open_places = everybody(self.rows), everybody(self.columns)
        self.given, self.used = [0] * self.rows, [0] * self.columns
        self.owed, self.owed_pool = [0] * self.columns, 0
        self.start_afresh()

    def start_afresh(self) -> None:
        """Everybody at distance nought."""
        self.at = Distances([everybody(self.rows), 0], [everybody(self.columns), 0])

    def set_out(self, links: Integers) -> None:
        """Link these pairs, and count who has how many."""
        for row, column in links.tolist():
            self.link(row, column)
        self.given = np.bincount(links[:, 0], minlength=self.rows).tolist()
        self.used = np.bincount(links[:, 1], minlength=self.columns).tolist()

    def links(self) -> Integers:
        """All links as they are, in reading order."""
        found = [(row, column) for row in range(self.rows) for column in bits(self.held[row])]
        return np.array(found, np.int64).reshape(-1, 2)

    def link(self, row: int, column: int) -> None:
        self.held[row] |= 1 << column
        self.fresh.append((row, column))
        side = self.lower if self.equal.get(row, 0) >> column & 1 else self.holders
        side[column] |= 1 << row

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
            self.used[column] -= 1
            self.owed_pool += 1
        else:
            self.owed[column] += 1

    def put_back(self, row: int, column: int) -> None:
        """What was taken out, for good."""
        self.lock(row, column)
        if self.open_places >> column & 1:
            self.used[column] += 1
            self.owed_pool -= 1
        else:
            self.owed[column] -= 1

    def search(self, start: int) -> bool:
        """Exchange along a way at no cost from start to a place that is owed; False if there is none."""
        self.reached = Reached()
        self._queue = deque([self._arrive(start)])
        while self._queue:
            node, distance = self._queue.popleft()
            if self._settles(node):
                self._walk(node)
                return True
            self._go_on(node, distance)
        return False

    def raise_the_rest(self) -> None:
        """Move everything that was not reached one further off: it stays within what exchanges cost."""
        self.at.mentees = _raised(self.at.mentees, self.reached.mentees)
        self.at.mentors = _raised(self.at.mentors, self.reached.mentors)
        self.at.wishes += not self.reached.wishes
        self.at.places += not self.reached.places

    def fix(self) -> None:
        """Hold on to everything that the distances leave no choice about."""
        for distance, members in enumerate(self.at.mentees):
            near = self.at.mentors[distance]
            for row in bits(members):
                tied = self.equal.get(row, 0) & self.at.mentors[distance + 1]
                self.limit[row] = self.limit[row] & near | tied
                self.kept[row] = self.kept[row] & near | tied
        for distance, members in enumerate(self.at.mentors):
            for column in bits(members):
                self.holders[column] &= self.at.mentees[distance]
                self.lower[column] &= self.at.mentees[distance - 1] if distance else 0
        self.open_wishes &= self.at.mentees[self.at.wishes]
        self.open_places &= self.at.mentors[self.at.places]

    def close_level(self) -> None:
        """What cost one costs nothing any more, where it was kept."""
        for column, members in enumerate(self.lower):
            if members:
                self.holders[column] |= members
                self.lower[column] = 0
        self.equal = {}

    def higher(self, row: int) -> Bits:
        """The mentors this mentee may be linked with at no cost: above the level, or kept from earlier
        ones.
        """
        first, last, found = self._above[row]
        if not first <= self.level < last:
            points = self.market.points[row]
            over = self.usable[row] & (points > self.level)
            found = packed(over)
            following = int(np.min(points, where=over, initial=np.iinfo(points.dtype).max))
            self._above[row] = (self.level, following, found)
        return (found | self.kept[row]) & self.limit[row]

    def _arrive(self, start: int) -> tuple[int, int]:
        if start == self.wishes:
            self.reached.wishes = True
            return start, self.at.wishes
        self.reached.mentees = 1 << start
        distance = next(d for d, members in enumerate(self.at.mentees) if members >> start & 1)
        return start, distance

    def _settles(self, node: int) -> bool:
        if node == self.places:
            return self.owed_pool > 0
        return self.rows <= node < self.wishes and self.owed[node - self.rows] > 0

    def _go_on(self, node: int, distance: int) -> None:
        if node < self.rows:
            self._from_mentee(node, distance)
        elif node < self.wishes:
            self._from_mentor(node, distance)
        elif node == self.wishes:
            self._reach_mentees(node, self._joining() & self.at.mentees[distance], distance)
        else:
            self._reach_mentors(node, self._releasing() & self.at.mentors[distance], distance)

    def _from_mentee(self, node: int, distance: int) -> None:
        """One too few here: take another mentor, or go without."""
        new = ~self.held[node]
        self._reach_mentors(node, self.higher(node) & new & self.at.mentors[distance], distance)
        equal = self.equal.get(node, 0)
        if equal and distance + 1 < len(self.at.mentors):
            self._reach_mentors(node, equal & new & self.at.mentors[distance + 1], distance + 1)
        leaves = self.open_wishes >> node & 1 and distance == self.at.wishes
        if leaves and not self.reached.wishes:
            self.reached.wishes = True
            self.reached.came[self.wishes] = node
            self._queue.append((self.wishes, distance))

    def _from_mentor(self, node: int, distance: int) -> None:
        """One too many here: give one up, or use a spare place."""
        column = node - self.rows
        self._reach_mentees(node, self.holders[column] & self.at.mentees[distance], distance)
        if self.lower[column] and distance:
            self._reach_mentees(node, self.lower[column] & self.at.mentees[distance - 1], distance - 1)
        spare = self.open_places >> column & 1 and self.used[column] < self.market.places[column]
        if spare and distance == self.at.places and not self.reached.places:
            self.reached.places = True
            self.reached.came[self.places] = node
            self._queue.append((self.places, distance))

    def _joining(self) -> Bits:
        """Mentees who would have one more."""
        wanted = self.market.wanted
        return sum(1 << row for row in bits(self.open_wishes) if self.given[row] < wanted[row])

    def _releasing(self) -> Bits:
        """Mentors one of whose places might stay empty."""
        return sum(1 << column for column in bits(self.open_places) if self.used[column] > 0)

    def _reach_mentors(self, node: int, members: Bits, distance: int) -> None:
        new = members & ~self.reached.mentors
        self.reached.mentors |= new
        for column in bits(new):
            self.reached.came[self.rows + column] = node
            self._queue.append((self.rows + column, distance))

    def _reach_mentees(self, node: int, members: Bits, distance: int) -> None:
        new = members & ~self.reached.mentees
        self.reached.mentees |= new
        for row in bits(new):
            self.reached.came[row] = node
            self._queue.append((row, distance))

    def _walk(self, node: int) -> None:
        """Carry out the exchange that led here."""
        if node == self.places:
            self.owed_pool -= 1
        else:
            self.owed[node - self.rows] -= 1
        while node in self.reached.came:
            before = self.reached.came[node]
            self._move(before, node)
            node = before

    def _move(self, before: int, node: int) -> None:
        if before < self.rows and node < self.wishes:
            self.link(before, node - self.rows)
        elif before < self.rows:
            self.given[before] -= 1
        elif before < self.wishes and node < self.rows:
            self.unlink(node, before - self.rows)
        elif before < self.wishes:
            self.used[before - self.rows] += 1
        elif before == self.wishes:
            self.given[node] += 1
        else:
            self.used[node - self.rows] -= 1


def _raised(at: list[Bits], reached: Bits) -> list[Bits]:
    """Sets by distance, those not reached one further off, with an empty set at the end."""
    further = [0, *(members & ~reached for members in at)]
    near = [*(members & reached for members in at), 0]
    return [first | second for first, second in zip(further, near, strict=True)]
