"""The links of a market as a flow, with prices, and the pairs that may matter soon.

The nodes are the mentees, then the mentors, then a pool. A unit goes from the pool to a mentee, over a link
to a mentor, and back to the pool. Against prices no step that is open costs less than nought: a pair that is
not linked costs what it falls short of its two prices, a link given up what it is worth above them, a wish
left open the mentee's price, and a place left empty the mentor's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from mentordesk.matching.market import BLOCK, Booleans, Integers, Market

FAR: Final = 2**62
"""Further than any way."""
EVERY: Final = 50_000
"""So few pairs are all looked at."""
A_MENTEE: Final = 16
SAMPLES: Final = 64
WIDER: Final = 4
Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Near:
    """Pairs in reading order, as flat ids, and what they are worth with the bonus."""

    shape: tuple[int, int]
    ids: Integers
    worth: Integers

    @cached_property
    def rows(self) -> Integers:
        return self.ids // max(self.shape[1], 1)

    @cached_property
    def columns(self) -> Integers:
        return self.ids % max(self.shape[1], 1)

    @cached_property
    def of_mentees(self) -> Integers:
        """Where each mentee's pairs begin, and the end."""
        return np.searchsorted(self.rows, np.arange(self.shape[0] + 1))

    @cached_property
    def order(self) -> Integers:
        """The pairs' positions by mentor."""
        return np.argsort(self.columns, kind="stable")

    @cached_property
    def of_mentors(self) -> Integers:
        """Where each mentor's pairs begin in the order, and the end."""
        return np.searchsorted(self.columns[self.order], np.arange(self.shape[1] + 1))

    def position(self, id_: int) -> int:
        """Where a pair stands; where it would stand, if it is none of these."""
        return int(np.searchsorted(self.ids, id_))

    def has(self, id_: int) -> bool:
        at = self.position(id_)
        return at < len(self.ids) and int(self.ids[at]) == id_


def spread(starts: Integers, which: Integers) -> Integers:
    """All positions between the starts of these and the following starts."""
    first = starts[which]
    counts = starts[which + 1] - first
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    positions: Integers = (first - ends + counts).repeat(counts) + np.arange(total)
    return positions


@dataclass(eq=False)
class Net:
    """Links and prices of a market.

    near has all pairs that fall short of their prices by no more than the radius, and those linked; on says
    which are, shut which may not be. flipped are pairs whose permission is no longer the market's. given and
    used are what flows from the pool to mentees, and from mentors to the pool. tree tells of each node from
    which one a costless way leads to it from the pool, while that is known.
    """

    market: Market
    bonus: int
    wanted: Integers
    places: Integers
    given: Integers
    used: Integers
    mentees: Integers
    mentors: Integers
    near: Near
    on: Booleans
    shut: Booleans
    radius: int = -1
    flipped: frozenset[Pair] = frozenset()
    tree: Integers | None = None

    def __post_init__(self) -> None:
        self.rows, self.columns = self.market.shape
        self.pool = self.rows + self.columns

    def copy(self) -> Net:
        """The same to be changed."""
        names = ("wanted", "places", "given", "used", "mentees", "mentors", "on", "shut")
        return replace(self, **{name: getattr(self, name).copy() for name in names})

    @property
    def top(self) -> int:
        """A price that no pair can beat."""
        return max(self.market.highest + self.bonus, 0)

    @property
    def ids(self) -> Integers:
        """The linked pairs as flat ids, in reading order."""
        return self.near.ids[self.on]

    def id_of(self, row: int, column: int) -> int:
        return row * self.columns + column

    def allowed(self, row: int, column: int) -> bool:
        """Whether two may be linked; locked pairs may not."""
        return bool(self.market.row(row)[1][column]) != ((row, column) in self.flipped)

    def linked(self, row: int, column: int) -> bool:
        id_ = self.id_of(row, column)
        return self.near.has(id_) and bool(self.on[self.near.position(id_)])

    def flip(self, row: int, column: int) -> None:
        """Allow a pair that was not, or the other way round; a link of it is taken out."""
        self.flipped ^= {(row, column)}
        id_, may = self.id_of(row, column), self.allowed(row, column)
        if may and not self.near.has(id_):
            worth = int(self.market.row(row)[0][column]) + self.bonus
            self.bring_near(np.array([id_]), np.array([worth]))
        if self.near.has(id_):
            at = self.near.position(id_)
            self.shut[at], self.on[at] = not may, False

    def link(self, row: int, column: int) -> None:
        """Link a pair that is near."""
        self.on[self.near.position(self.id_of(row, column))] = True

    def short(self, at: Integers | slice = slice(None)) -> Integers:
        """What near pairs fall short of their prices; below nought what they are worth above them."""
        near = self.near
        short: Integers = self.mentees[near.rows[at]] + self.mentors[near.columns[at]] - near.worth[at]
        return short

    def short_of(self, row: int, column: int) -> int:
        """The same of any pair."""
        points = int(self.market.row(row)[0][column])
        return int(self.mentees[row] + self.mentors[column]) - points - self.bonus

    def even(self) -> tuple[Booleans, Booleans]:
        """Which near pairs are worth just their prices: those that may be linked besides, those linked."""
        near, tight, loose = self.near, np.zeros_like(self.on), np.zeros_like(self.on)
        at = np.flatnonzero((self.short() == 0) & ~self.shut)
        loose[at] = self.on[at]
        open_ = (self.wanted[near.rows[at]] > 0) & (self.places[near.columns[at]] > 0)
        tight[at] = open_ & ~self.on[at]
        return tight, loose

    def costless(self) -> tuple[Integers, Integers]:
        """All steps that cost nothing, as nodes they lead from and to."""
        take, give = map(np.flatnonzero, self.even())
        rows, columns = self.near.rows, self.near.columns + self.rows
        out, into = self.by_pool(back=True), self.by_pool(back=False)
        tails = [rows[take], columns[give], out, np.full(len(into), self.pool)]
        heads = [columns[take], rows[give], np.full(len(out), self.pool), into]
        return np.concatenate(tails), np.concatenate(heads)

    def by_pool(self, *, back: bool) -> Integers:
        """To whom a step from the pool costs nothing; or, back, from whom a step to it."""
        free, empty = np.flatnonzero(self.mentees == 0), np.flatnonzero(self.mentors == 0)
        less = self.given[free] > 0, self.used[empty] > 0
        more = self.given[free] < self.wanted[free], self.used[empty] < self.places[empty]
        mentees, mentors = (less[0], more[1]) if back else (more[0], less[1])
        return np.concatenate([free[mentees], empty[mentors] + self.rows])

    def look_around(self, radius: int) -> None:
        """Have all pairs near that fall short by no more than this."""
        linked = self.ids
        ids, worth = _within(self, radius)
        self.near = Near((self.rows, self.columns), ids, worth)
        self.on = np.isin(ids, linked, assume_unique=True)
        self.shut = np.zeros(len(ids), np.bool_)
        self.radius = radius

    def look_further(self, furthest: int) -> None:
        """Have more pairs near; now, no more is needed than those as short as the furthest."""
        first = first_radius(self)
        self.look_around(min(max(first, 2 * furthest), WIDER * max(first, self.radius), FAR))

    def bring_near(self, ids: Integers, worth: Integers) -> None:
        """Have these pairs near as well, in reading order, with what they are worth."""
        new = ~np.isin(ids, self.near.ids)
        ids, at = ids[new], np.searchsorted(self.near.ids, ids[new])
        together = np.insert(self.near.worth, at, worth[new])
        self.near = replace(self.near, ids=np.insert(self.near.ids, at, ids), worth=together)
        self.on, self.shut = np.insert(self.on, at, False), np.insert(self.shut, at, False)


def first_radius(net: Net) -> int:
    """How far pairs may fall short for there to be A_MENTEE of them on the average, told from some."""
    if net.rows * net.columns <= EVERY:
        return FAR
    short = [
        (net.mentees[row] + net.mentors - net.market.row(row)[0] - net.bonus)[net.market.row(row)[1]]
        for row in np.linspace(0, net.rows - 1, SAMPLES).astype(int).tolist()
    ]
    ascending = np.sort(np.concatenate(short))
    at = SAMPLES * A_MENTEE
    return max(int(ascending[at]), 1) if at < len(ascending) else FAR


def _within(net: Net, radius: int) -> tuple[Integers, Integers]:
    """All pairs that may be linked and fall short by no more than the radius, and what they are worth."""
    mentees, mentors = net.mentees - net.bonus - min(radius, FAR // 2), net.mentors
    if max(np.abs(mentees).max(initial=0), mentors.max(initial=0)) < np.iinfo(np.int32).max // 2:
        mentees, mentors = mentees.astype(np.int32), mentors.astype(np.int32)
    found, worths = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    flipped = _by_block(net.flipped)
    for start, points, allowed in net.market.blocks():
        here = (points - mentors >= mentees[start : start + BLOCK, None]) & allowed
        for row, column in flipped.get(start, ()):
            may = not allowed[row - start, column]
            here[row - start, column] = may and net.short_of(row, column) <= radius
        ids = np.flatnonzero(here)
        found.append(ids + start * net.columns)
        worths.append(points.reshape(-1)[ids].astype(np.int64))
    return np.concatenate(found), np.concatenate(worths) + net.bonus


def _by_block(pairs: Iterable[Pair]) -> dict[int, list[Pair]]:
    """Pairs by the number of the first mentee of their block."""
    found: dict[int, list[Pair]] = {}
    for row, column in pairs:
        found.setdefault(row - row % BLOCK, []).append((row, column))
    return found
