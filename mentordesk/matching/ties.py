"""The one result that stands for all equally good ones.

The rule: of all arrangements with the best value, take the one that links the first mentee with the first
mentor, if any of them does; of those, the one that links the first mentee with the second mentor, if any
does; and so on, row by row. It depends on neither solver, candidates nor an earlier result.

The best arrangements are exactly those that keep to the prices: a pair worth less than its prices is never
linked, one worth more always, and whoever has a price has no place to spare. So a pair can be brought in
without loss if a round trip of exchanges among pairs worth just their prices ends where it began.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from mentordesk.matching.flow import Optimum
from mentordesk.matching.market import Booleans, Integers, Market

Node = tuple[str, int]
_POOL: Node = ("pool", 0)


def settle(market: Market, bonus: int, result: Optimum) -> Integers:
    """The links (n × 2, in reading order) that the rule chooses among those as good as the result's."""
    return _Exchange(market, bonus, result).run() if result.tied.any() else _in_order(result.links)


def _in_order(links: Integers) -> Integers:
    return links[np.lexsort((links[:, 1], links[:, 0]))]


class _Exchange:
    """Links under exchange. Everything read before (row, column) is fixed."""

    def __init__(self, market: Market, bonus: int, result: Optimum) -> None:
        self.market, self.bonus = market, bonus
        self.mentees, self.mentors = result.mentee_prices, result.mentor_prices
        self.tied = result.tied.copy()
        rows, columns = market.shape
        self.held: list[set[int]] = [set() for _ in range(rows)]
        self.holders: list[set[int]] = [set() for _ in range(columns)]
        for row, column in result.links.tolist():
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
        open_columns = self._equal(row) & (self.settled < self.market.places)
        for column in np.flatnonzero(open_columns).tolist():
            if column in self.held[row]:
                continue
            if not self._may_give(row, column) and not self._has_spare(row):
                return
            self._bring_in(row, column, dead)

    def _equal(self, row: int) -> Booleans:
        """Which pairs of this mentee are worth just their prices."""
        worth = self.market.points[row].astype(np.int64) + self.bonus
        equal: Booleans = (worth == self.mentors + self.mentees[row]) & self.market.allowed[row]
        return equal

    def _is_equal(self, row: int, column: int) -> bool:
        worth = int(self.market.points[row, column]) + self.bonus
        return worth == int(self.mentors[column]) + int(self.mentees[row])

    def _may_give(self, row: int, column: int) -> list[int]:
        return [held for held in self.held[row] if held > column and self._is_equal(row, held)]

    def _has_spare(self, row: int) -> bool:
        return len(self.held[row]) < int(self.market.wanted[row])

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
            yield from self._from_pool(row)

    def _from_mentor(self, mentor: int, row: int, column: int) -> Iterator[Node]:
        """A mentor with one too many: give up a mentee, or use a spare place."""
        if row in self.holders[mentor] and mentor > column and self._is_equal(row, mentor):
            yield ("mentee", row)
        if len(self.holders[mentor]) < self.market.places[mentor]:
            yield _POOL
        for mentee in sorted(self.holders[mentor]):
            if mentee > row and self._is_equal(mentee, mentor):
                yield ("mentee", mentee)

    def _from_mentee(self, mentee: int) -> Iterator[Node]:
        """A mentee with one too few: take another mentor, or go without."""
        if self.mentees[mentee] == 0:
            yield _POOL
        for mentor in np.flatnonzero(self._equal(mentee) & (self.settled < self.market.places)).tolist():
            if mentor not in self.held[mentee]:
                yield ("mentor", mentor)

    def _from_pool(self, row: int) -> Iterator[Node]:
        """One link too many in all: a mentee with a spare wish takes it on, or a mentor without price
        gives one.
        """
        for mentee in range(row, len(self.held)):
            if self._has_spare(mentee):
                yield ("mentee", mentee)
        for mentor in np.flatnonzero((self.mentors == 0) & (self.market.places > 0)).tolist():
            if self.holders[mentor]:
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
