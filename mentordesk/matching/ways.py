"""The search for a way of exchanges at no cost."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from mentordesk.matching.bitsets import Bits, bits

if TYPE_CHECKING:
    from mentordesk.matching.exchange import Exchange


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
