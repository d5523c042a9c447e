"""The one result that stands for all equally good ones.

The rule: of all arrangements with the best value, take the one that links the first mentee with the first
mentor, if any of them does; of those, the one that links the first mentee with the second mentor, if any
does; and so on, row by row. It depends on neither solver, candidates nor an earlier result.

The best arrangements are exactly those that keep to the prices: a pair worth less than its prices is never
linked, one worth more always, and whoever has a price has no place to spare. So a pair can be brought in
without loss if a round trip of exchanges among pairs worth just their prices ends where it began.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from mentordesk.matching.exchange import Exchange, bits
from mentordesk.matching.flow import Optimum
from mentordesk.matching.market import Booleans, Integers, Market

Node = tuple[str, int]
_WISHES: Node = ("wishes", 0)
_PLACES: Node = ("places", 0)
ROWS_KEPT: Final = 256


class Choices(ABC):
    """What may be exchanged without loss. places are those of each mentor, wanted those of each mentee."""

    places: Integers
    wanted: Integers
    pools: tuple[Node, Node]
    """The pool of wishes and that of places: one and the same where the number of links may change."""

    @abstractmethod
    def links(self) -> Integers:
        """The links to start from, n × 2."""

    @abstractmethod
    def tied(self) -> Booleans:
        """Which mentees have pairs that might be linked and are not."""

    @abstractmethod
    def equal(self, row: int) -> Booleans:
        """Which pairs of this mentee may be linked or not."""

    @abstractmethod
    def is_equal(self, row: int, column: int) -> bool:
        """Whether this pair may be linked or not."""

    @abstractmethod
    def may_do_without(self, row: int) -> bool:
        """Whether this mentee may have more or fewer links."""

    @abstractmethod
    def may_stay_empty(self, column: int) -> bool:
        """Whether this mentor may have more or fewer links."""


class AtPrices(Choices):
    """Pairs worth just their prices, and people without a price."""

    def __init__(self, market: Market, bonus: int, result: Optimum) -> None:
        self.market, self.bonus, self.result = market, bonus, result
        self.places, self.wanted = market.places, market.wanted
        self.pools = _WISHES, _WISHES
        self._row = lru_cache(maxsize=ROWS_KEPT)(market.row)

    def links(self) -> Integers:
        return self.result.links

    def tied(self) -> Booleans:
        return self.result.tied

    def equal(self, row: int) -> Booleans:
        points, allowed = self._row(row)
        prices = self.result.mentor_prices + self.result.mentee_prices[row]
        equal: Booleans = (points.astype(np.int64) + self.bonus == prices) & allowed
        return equal

    def is_equal(self, row: int, column: int) -> bool:
        worth = int(self._row(row)[0][column]) + self.bonus
        return worth == int(self.result.mentor_prices[column]) + int(self.result.mentee_prices[row])

    def may_do_without(self, row: int) -> bool:
        return int(self.result.mentee_prices[row]) == 0

    def may_stay_empty(self, column: int) -> bool:
        return int(self.result.mentor_prices[column]) == 0


class AtLevels(Choices):
    """What all the levels of the worst pair first have left open."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.places, self.wanted = exchange.market.places, exchange.market.wanted
        self.pools = _WISHES, _PLACES
        sets = zip(exchange.kept, exchange.limit, exchange.held, strict=True)
        self.open = [kept & limit & ~held for kept, limit, held in sets]
        for column, holders in enumerate(exchange.holders):
            for row in bits(holders):
                self.open[row] |= 1 << column

    def links(self) -> Integers:
        return self.exchange.links()

    def tied(self) -> Booleans:
        sets = zip(self.open, self.exchange.held, strict=True)
        return np.array([bool(members & ~held) for members, held in sets], np.bool_)

    def equal(self, row: int) -> Booleans:
        equal = np.zeros(self.exchange.columns, np.bool_)
        equal[list(bits(self.open[row]))] = True
        return equal

    def is_equal(self, row: int, column: int) -> bool:
        return bool(self.open[row] >> column & 1)

    def may_do_without(self, row: int) -> bool:
        return bool(self.exchange.open_wishes >> row & 1)

    def may_stay_empty(self, column: int) -> bool:
        return bool(self.exchange.open_places >> column & 1)


def settle(choices: Choices) -> Integers:
    """The links (n × 2, in reading order) that the rule chooses among those as good as these."""
    return _Settling(choices).run() if choices.tied().any() else _in_order(choices.links())


def _in_order(links: Integers) -> Integers:
    return links[np.lexsort((links[:, 1], links[:, 0]))]


class _Settling:
    """Links under exchange. Everything read before (row, column) is fixed."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.wishes_pool, self.places_pool = choices.pools
        self.tied = choices.tied().copy()
        rows, columns = len(choices.wanted), len(choices.places)
        self.held: list[set[int]] = [set() for _ in range(rows)]
        self.holders: list[set[int]] = [set() for _ in range(columns)]
        for row, column in choices.links().tolist():
            self.held[row].add(column)
            self.holders[column].add(row)
        self.settled = np.zeros(columns, np.int64)

    def run(self) -> Integers:
        for row in range(len(self.held)):
            if self.tied[row]:
                self._settle_row(row)
            for column in self.held[row]:
                self.settled[column] += 1
        links = [(row, column) for row, columns in enumerate(self.held) for column in sorted(columns)]
        return np.array(links, np.int64).reshape(-1, 2)

    def _settle_row(self, row: int) -> None:
        dead: set[Node] = set()
        open_columns = self.choices.equal(row) & (self.settled < self.choices.places)
        for column in np.flatnonzero(open_columns).tolist():
            if column in self.held[row]:
                continue
            if not self._may_give(row, column) and not self._has_spare(row):
                return
            self._bring_in(row, column, dead)

    def _may_give(self, row: int, column: int) -> list[int]:
        return [held for held in self.held[row] if held > column and self.choices.is_equal(row, held)]

    def _has_spare(self, row: int) -> bool:
        """Whether this mentee may have one more."""
        return len(self.held[row]) < int(self.choices.wanted[row]) and self.choices.may_do_without(row)

    def _bring_in(self, row: int, column: int, dead: set[Node]) -> None:
        """Link this pair if a way of exchanges leads from the mentor back to the mentee."""
        start: Node = ("mentor", column)
        came: dict[Node, Node] = {}
        queue = deque([start])
        seen = {start}
        while queue:
            node = queue.popleft()
            for following in self._moves(node, row, column):
                if following in seen or following in dead:
                    continue
                seen.add(following)
                came[following] = node
                if following == ("mentee", row):
                    self._exchange(row, column, came)
                    return
                queue.append(following)
        dead |= seen

    def _moves(self, node: Node, row: int, column: int) -> Iterator[Node]:
        kind, number = node
        if kind == "mentor":
            yield from self._from_mentor(number, row, column)
        elif kind == "mentee":
            yield from self._from_mentee(number)
        else:
            yield from self._from_pool((kind, number), row)

    def _from_mentor(self, mentor: int, row: int, column: int) -> Iterator[Node]:
        """A mentor with one too many: give up a mentee, or use a spare place."""
        if row in self.holders[mentor] and mentor > column and self.choices.is_equal(row, mentor):
            yield ("mentee", row)
        spare = len(self.holders[mentor]) < self.choices.places[mentor]
        if spare and self.choices.may_stay_empty(mentor):
            yield self.places_pool
        for mentee in sorted(self.holders[mentor]):
            if mentee > row and self.choices.is_equal(mentee, mentor):
                yield ("mentee", mentee)

    def _from_mentee(self, mentee: int) -> Iterator[Node]:
        """A mentee with one too few: take another mentor, or go without."""
        if self.choices.may_do_without(mentee):
            yield self.wishes_pool
        open_columns = self.choices.equal(mentee) & (self.settled < self.choices.places)
        for mentor in np.flatnonzero(open_columns).tolist():
            if mentor not in self.held[mentee]:
                yield ("mentor", mentor)

    def _from_pool(self, pool: Node, row: int) -> Iterator[Node]:
        """One link too many in all: a mentee with a spare wish takes it on, or a mentor gives one."""
        if pool == self.wishes_pool:
            for mentee in range(row, len(self.held)):
                if self._has_spare(mentee):
                    yield ("mentee", mentee)
        if pool == self.places_pool:
            for mentor, holders in enumerate(self.holders):
                if holders and self.choices.may_stay_empty(mentor):
                    yield ("mentor", mentor)

    def _exchange(self, row: int, column: int, came: dict[Node, Node]) -> None:
        node: Node = ("mentee", row)
        while node in came:
            before = came[node]
            if before[0] == "mentor" and node[0] == "mentee":
                self._unlink(node[1], before[1])
            elif before[0] == "mentee" and node[0] == "mentor":
                self._link(before[1], node[1])
            node = before
        self._link(row, column)

    def _link(self, row: int, column: int) -> None:
        self.held[row].add(column)
        self.holders[column].add(row)
        self.tied[row] = True

    def _unlink(self, row: int, column: int) -> None:
        self.held[row].discard(column)
        self.holders[column].discard(row)
        self.tied[row] = True
