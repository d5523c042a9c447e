"""The links of a market as a flow, with prices.

The nodes are the mentees, then the mentors, then a pool. A unit goes from the pool to a mentee, over a link
to a mentor, and back to the pool. Against prices no step that is open costs less than nought: a pair that is
not linked costs what it falls short of its two prices, a link given up what it is worth above them, a wish
left open the mentee's price, and a place left empty the mentor's. Prices are the lowest that mentors may
have: then from the pool a way that costs nothing leads to everybody, and a search has only to come as far as
the pool.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from mentordesk.matching.market import Booleans, Integers, Market, TableMarket

Pair = tuple[int, int]


@dataclass(eq=False)
class Net:
    """Links and prices. Pairs are flat ids in ascending order: ids those linked, tight those not linked and
    worth just their prices; flipped are pairs whose permission is no longer the market's.

    given and used are what flows from the pool to mentees and from mentors to the pool.
    """

    market: Market
    bonus: int
    flipped: frozenset[Pair]
    wanted: Integers
    places: Integers
    given: Integers
    used: Integers
    mentees: Integers
    mentors: Integers
    ids: Integers
    tight: Integers

    def __post_init__(self) -> None:
        self.rows, self.columns = self.market.shape
        self.pool = self.rows + self.columns
        self._by_mentor: tuple[Integers, Integers] | None = None

    def copy(self) -> Net:
        """The same to be changed."""
        counts = (self.wanted, self.places, self.given, self.used, self.mentees, self.mentors)
        names = ("wanted", "places", "given", "used", "mentees", "mentors")
        return replace(self, **{name: one.copy() for name, one in zip(names, counts, strict=True)})

    @property
    def top(self) -> int:
        """A price that no pair can beat."""
        return max(self.market.highest + self.bonus, 0)

    def block(self, rows: Integers) -> tuple[Integers, Booleans]:
        """Points of these mentees and who may be linked with them and is not."""
        if isinstance(self.market, TableMarket):
            points, allowed = self.market.points[rows], self.market.allowed[rows]
        else:
            found = [self.market.row(row) for row in rows.tolist()]
            points = np.array([one for one, _may in found]).reshape(-1, self.columns)
            allowed = np.array([may for _one, may in found], np.bool_).reshape(-1, self.columns)
        self.permit(allowed, rows)
        return points, allowed

    def strip(self, mentors: Integers) -> tuple[Integers, Booleans]:
        """The same of everybody with these mentors."""
        market = self.market
        if isinstance(market, TableMarket):
            points, allowed = market.points[:, mentors], market.allowed[:, mentors]
        else:
            found = [(points[:, mentors], allowed[:, mentors]) for _at, points, allowed in market.blocks()]
            points = np.concatenate([one for one, _may in found])
            allowed = np.concatenate([may for _one, may in found])
        place = {column: at for at, column in enumerate(mentors.tolist())}
        for row, column in self.flipped:
            if column in place:
                allowed[row, place[column]] ^= True
        for column, at in place.items():
            allowed[self.mentees_of(column), at] = False
        return points.astype(np.int64), allowed

    def permit(self, allowed: Booleans, rows: Integers) -> None:
        """Set right what may be linked in these rows of permissions, a copy."""
        place = {row: at for at, row in enumerate(rows.tolist())}
        for row, column in self.flipped:
            if row in place:
                allowed[place[row], column] ^= True
        for row, at in place.items():
            allowed[at, self.mentors_of(row)] = False

    def allowed(self, row: int, column: int) -> bool:
        """Whether two may be linked, locked pairs aside."""
        return bool(self.market.row(row)[1][column]) != ((row, column) in self.flipped)

    def worth(self, ids: Integers) -> Integers:
        """What pairs are worth with the bonus."""
        rows, columns = np.divmod(ids, max(self.columns, 1))
        return self.market.at(np.stack([rows, columns], axis=1))[0] + self.bonus

    def short(self, ids: Integers) -> Integers:
        """What pairs fall short of their prices; below nought what they are worth above them."""
        rows, columns = np.divmod(ids, max(self.columns, 1))
        return self.mentees[rows] + self.mentors[columns] - self.worth(ids)

    def mentors_of(self, row: int) -> Integers:
        """The mentors linked with this mentee."""
        first, last = np.searchsorted(self.ids, [row * self.columns, (row + 1) * self.columns])
        return self.ids[first:last] - row * self.columns

    def mentees_of(self, column: int) -> Integers:
        """The mentees linked with this mentor."""
        if self._by_mentor is None:
            rows, columns = np.divmod(self.ids, max(self.columns, 1))
            order = np.argsort(columns, kind="stable")
            self._by_mentor = rows[order], np.searchsorted(columns[order], np.arange(self.columns + 1))
        rows, starts = self._by_mentor
        return rows[starts[column] : starts[column + 1]]

    def linked(self, row: int, column: int) -> bool:
        return column in self.mentors_of(row)

    def relink(self, gone: Iterable[int], come: Iterable[int]) -> None:
        """Take pairs out and bring others in."""
        left = np.setdiff1d(self.ids, np.array(list(gone), np.int64), assume_unique=True)
        self.ids = np.sort(np.concatenate([left, np.array(list(come), np.int64)]))
        self._by_mentor = None

    def costless(self) -> tuple[Integers, Integers]:
        """All steps that cost nothing, as nodes they lead from and to."""
        width = max(self.columns, 1)
        equal = self.ids[self.short(self.ids) == 0]
        free = np.flatnonzero(self.mentees == 0)
        empty = np.flatnonzero(self.mentors == 0)
        out, into = free[self.given[free] > 0], free[self.given[free] < self.wanted[free]]
        back, on = empty[self.used[empty] > 0], empty[self.used[empty] < self.places[empty]]
        tails = [self.tight // width, equal % width + self.rows, out, self._pools(into)]
        heads = [self.tight % width + self.rows, equal // width, self._pools(out), into]
        tails += [self._pools(back), on + self.rows]
        heads += [back + self.rows, self._pools(on)]
        return np.concatenate(tails), np.concatenate(heads)

    def exchange(self, gone: Integers, come: Integers) -> None:
        """Links for others that are worth just their prices too."""
        self.relink(gone.tolist(), come.tolist())
        self.given = np.bincount(self.ids // max(self.columns, 1), minlength=self.rows)
        self.used = np.bincount(self.ids % max(self.columns, 1), minlength=self.columns)
        self.keep_tight(np.concatenate([self.tight, gone]))

    def flip(self, row: int, column: int) -> None:
        """Allow a pair that was not, or the other way round."""
        self.flipped ^= {(row, column)}
        self.tight = self.tight[self.tight != row * self.columns + column]

    def _pools(self, others: Integers) -> Integers:
        return np.full(len(others), self.pool)

    def keep_tight(self, ids: Integers) -> None:
        """Of these pairs, keep those worth just their prices that are not linked and may be."""
        ids = np.setdiff1d(ids, self.ids)
        width = max(self.columns, 1)
        there = (self.wanted[ids // width] > 0) & (self.places[ids % width] > 0) & (self.short(ids) == 0)
        self.tight = ids[there]
