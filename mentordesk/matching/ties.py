"""The one result that stands for all equally good ones.

The rule: of all arrangements with the best value, take the one that links the first mentee with the first
mentor, if any of them does; of those, the one that links the first mentee with the second mentor, if any
does; and so on, row by row. It depends on neither solver, candidates nor an earlier result.

Whoever is on no round trip of exchanges is put aside first, all at a time; where nobody is left, there is
only one best arrangement. Among the others a pair can be brought in if a way of exchanges leads from its
mentor back to its mentee. Where none does, those whom the search came to can never again exchange with those
whom it did not, since no way leads out: they are a circle of their own from then on.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from mentordesk.matching.bitsets import Bits, Packed, bits, packed, sets
from mentordesk.matching.face import Face
from mentordesk.matching.market import Booleans, Integers

CROWDED: Final = 8
"""With so many pairs a person, putting people aside takes longer than it saves."""


def settle(face: Face) -> Integers:
    """The links (n × 2, in reading order) that the rule chooses among those as good as these."""
    links = face.links
    if face.tight.any():
        links = _settled(face)
    return links[np.lexsort((links[:, 1], links[:, 0]))]


def _settled(face: Face) -> Integers:
    rows = face.market.shape[0]
    count = int(np.bitwise_count(face.tight).sum(dtype=np.int64))
    if count > CROWDED * sum(face.market.shape):
        moving = np.ones(sum(face.market.shape), np.bool_)
    else:
        moving = face.moving()
    tight = face.tight[moving[:rows]] & np.packbits(moving[rows:], bitorder="little")
    return _Settling(face, moving, tight).run() if tight.any() else face.links


@dataclass(eq=False, slots=True)
class _Circle:
    """People who may still exchange with each other: mentees, mentors, and the pools by their nodes."""

    mentees: Bits
    mentors: Bits
    pools: set[int]


class _Settling:
    """Links under exchange. Everything read before (row, column) is fixed.

    Nodes are mentees, mentors, then the pool of wishes and that of places, one and the same where the number
    of links may change. Of each mentee take are the mentors to be linked with or not, and held those they are
    linked with; holders are the mentees of each mentor who are not fixed, open the mentors with a place that
    is not. joining are later mentees who may have one more, emptying the mentors who may have fewer.
    """

    def __init__(self, face: Face, moving: Booleans, tight: Packed) -> None:
        self.face, (self.rows, self.columns) = face, face.market.shape
        self.wishes = self.rows + self.columns
        self.places = self.wishes + face.counted
        self.wanted, self.room = face.market.wanted.tolist(), face.market.places.tolist()
        self.given = np.bincount(face.links[:, 0], minlength=self.rows).tolist()
        self.used = np.bincount(face.links[:, 1], minlength=self.columns).tolist()
        self.leaving, self.emptying = packed(face.wishes), packed(face.places)
        self.joining = packed(face.wishes & (np.array(self.given) < face.market.wanted))
        self.take = dict(zip(np.flatnonzero(moving[: self.rows]).tolist(), sets(tight), strict=True))
        self.held: dict[int, Bits] = dict.fromkeys(self.take, 0)
        self.holders: list[Bits] = [0] * self.columns
        self.open = packed(moving[self.rows :])
        everybody = _Circle(packed(moving[: self.rows]), self.open, {self.wishes, self.places})
        self.circle = dict.fromkeys(self.take, everybody)
        self._set_out(face.loose & moving[face.links[:, 0]] & moving[self.rows + face.links[:, 1]])

    def _set_out(self, changing: Booleans) -> None:
        self.fixed = self.face.links[~changing]
        for row, column in self.face.links[changing].tolist():
            self.take[row] |= 1 << column
            self._link(row, column)

    def run(self) -> Integers:
        for row in self.take:
            self.face.market.pause()
            self._settle_row(row)
            self._fix(row)
        links = [(row, column) for row, members in self.held.items() for column in bits(members)]
        return np.concatenate([self.fixed, np.array(links, np.int64).reshape(-1, 2)])

    def _settle_row(self, row: int) -> None:
        for column in bits(self.take[row] & self.circle[row].mentors & self.open):
            if self.held[row] >> column & 1 or not self.circle[row].mentors >> column & 1:
                continue
            given = self.held[row] >> (column + 1) << (column + 1)
            if not given and not self.joining >> row & 1:
                return
            search = _Search(self, row, given)
            if search.run(column):
                self._exchange(row, column, search)
            else:
                self._part(search)

    def _fix(self, row: int) -> None:
        self.joining &= ~(1 << row)
        for column in bits(self.held[row]):
            self.holders[column] &= ~(1 << row)
            if not self.holders[column] and self.used[column] >= self.room[column]:
                self.open &= ~(1 << column)

    def _part(self, search: _Search) -> None:
        """Those who were come to are a circle of their own from now on."""
        before, others = search.circle, search.mentees | 1 << search.row
        own = _Circle(before.mentees & ~others, before.mentors & self.open & ~search.mentors, search.pools)
        before.mentees &= others
        before.mentors &= ~own.mentors
        before.pools = before.pools - own.pools
        for row in bits(own.mentees):
            self.circle[row] = own

    def _exchange(self, row: int, column: int, search: _Search) -> None:
        """Carry out the way that was found, from its end."""
        node = search.end
        self._move(node, row)
        while node in search.came:
            before = search.came[node]
            self._move(before, node)
            node = before
        self._link(row, column)

    def _move(self, before: int, node: int) -> None:
        if before < self.rows and node < self.wishes:
            self._link(before, node - self.rows)
        elif before < self.rows:
            self._count(before, -1)
        elif before < self.wishes and node < self.rows:
            self._unlink(node, before - self.rows)
        elif before < self.wishes:
            self.used[before - self.rows] += 1
        elif node < self.rows:
            self._count(node, 1)
        else:
            self.used[node - self.rows] -= 1
            self.open |= 1 << node - self.rows

    def _count(self, row: int, more: int) -> None:
        self.given[row] += more
        self.joining &= ~(1 << row)
        if self.given[row] < self.wanted[row] and self.leaving >> row & 1:
            self.joining |= 1 << row

    def _link(self, row: int, column: int) -> None:
        self.held[row] |= 1 << column
        self.holders[column] |= 1 << row

    def _unlink(self, row: int, column: int) -> None:
        self.held[row] &= ~(1 << column)
        self.holders[column] &= ~(1 << row)


class _Search:
    """A way of exchanges from a mentor with one too many to a mentor whom the mentee of this row may give up,
    or to the pool of wishes, if that mentee may have one more.

    came tells where each node was come from, end is the last one, below nought if there is none. mentees and
    mentors are those of the circle whom it did not come to, waiting are mentors to be looked at, each set
    with the node it was come from.
    """

    def __init__(self, settling: _Settling, row: int, given: Bits) -> None:
        self.at, self.row, self.given = settling, row, given
        self.circle = settling.circle[row]
        self.mentees = self.circle.mentees & ~(1 << row)
        self.mentors = self.circle.mentors & settling.open
        self.pools: set[int] = set()
        self.came: dict[int, int] = {}
        self.end = -1
        self.waiting: deque[tuple[int, Bits]] = deque()

    def run(self, column: int) -> bool:
        """Whether there is a way."""
        self.mentors &= ~(1 << column)
        self._from_mentor(column)
        while self.waiting and self.end < 0:
            node, mentors = self.waiting.popleft()
            for mentor in bits(mentors):
                self.came[self.at.rows + mentor] = node
                self._from_mentor(mentor)
                if self.end >= 0:
                    break
        return self.end >= 0

    def _from_mentor(self, mentor: int) -> None:
        """One too many here: give one up, or use a spare place."""
        at = self.at
        if at.used[mentor] < at.room[mentor] and at.emptying >> mentor & 1:
            self._enter(at.places, at.rows + mentor)
        new = at.holders[mentor] & self.mentees
        if new:
            self._reach_mentees(at.rows + mentor, new)

    def _reach_mentees(self, node: int, new: Bits) -> None:
        """One too few each: take another mentor, or go without."""
        at, came = self.at, self.came
        self.mentees ^= new
        leaving = new & at.leaving
        for mentee in bits(new):
            came[mentee] = node
            if leaving and leaving >> mentee & 1:
                self._enter(at.wishes, mentee)
            mentors = at.take[mentee] & self.mentors & ~at.held[mentee]
            if mentors and self.end < 0:
                self._reach_mentors(mentee, mentors)
            if self.end >= 0:
                return

    def _reach_mentors(self, node: int, new: Bits) -> None:
        ends = new & self.given
        if ends:
            self.end = self.at.rows + ends.bit_length() - 1
            self.came[self.end] = node
        else:
            self.mentors ^= new
            self.waiting.append((node, new))

    def _enter(self, pool: int, node: int) -> None:
        """One link too many in all: a mentee with a spare wish takes it on, or a mentor gives one."""
        if pool in self.pools or pool not in self.circle.pools or self.end >= 0:
            return
        at = self.at
        self.pools.add(pool)
        self.came[pool] = node
        if pool == at.wishes and at.joining >> self.row & 1:
            self.end = pool
        elif pool == at.wishes:
            self._reach_mentees(pool, at.joining & self.mentees)
        if pool == at.places and self.end < 0:
            self._reach_mentors(pool, at.emptying & self.mentors)
