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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from mentordesk.matching.exchange import Bits, Exchange, bits, packed
from mentordesk.matching.flow import Optimum
from mentordesk.matching.market import Booleans, Integers, Market

Node = tuple[str, int]
_WISHES: Node = ("wishes", 0)
_PLACES: Node = ("places", 0)


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
    def equal(self, row: int) -> Bits:
        """Which mentors this mentee may be linked with or not."""

    @abstractmethod
    def may_do_without(self, row: int) -> bool:
        """Whether this mentee may have more or fewer links."""

    @abstractmethod
    def may_stay_empty(self, column: int) -> bool:
        """Whether this mentor may have more or fewer links."""


class AtPrices(Choices):
    """Pairs worth just their prices, and people without a price.

    For most the number of links stays: a modest bonus may make fewer links with better scores as good.
    """

    def __init__(self, market: Market, bonus: int, result: Optimum, *, most: bool) -> None:
        self.market, self.bonus, self.result = market, bonus, result
        self.places, self.wanted = market.places, market.wanted
        self.pools = (_WISHES, _PLACES) if most else (_WISHES, _WISHES)

    def links(self) -> Integers:
        return self.result.links

    def tied(self) -> Booleans:
        return self.result.tied

    def equal(self, row: int) -> Bits:
        points, allowed = self.market.row(row)
        prices = self.result.mentor_prices + self.result.mentee_prices[row]
        return packed((points.astype(np.int64) + self.bonus == prices) & allowed)

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

    def equal(self, row: int) -> Bits:
        return self.open[row]

    def may_do_without(self, row: int) -> bool:
        return bool(self.exchange.open_wishes >> row & 1)

    def may_stay_empty(self, column: int) -> bool:
        return bool(self.exchange.open_places >> column & 1)


def settle(choices: Choices) -> Integers:
    """The links (n × 2, in reading order) that the rule chooses among those as good as these."""
    return _Settling(choices).run() if choices.tied().any() else _in_order(choices.links())


def _in_order(links: Integers) -> Integers:
    return links[np.lexsort((links[:, 1], links[:, 0]))]


@dataclass
class _Reached:
    """Who was come to in a search: sets of mentees and mentors, pools, and where each was come from."""

    mentees: Bits = 0
    mentors: Bits = 0
    pools: set[Node] = field(default_factory=set)
    came: dict[Node, Node] = field(default_factory=dict)

    def new_mentees(self, members: Iterable[int], node: Node) -> Iterator[Node]:
        """Those of the mentees who were not come to yet, from a node."""
        for mentee in members:
            if not self.mentees >> mentee & 1:
                self.mentees |= 1 << mentee
                yield self._from(("mentee", mentee), node)

    def new_mentors(self, members: Bits, node: Node) -> Iterator[Node]:
        new = members & ~self.mentors
        self.mentors |= new
        for mentor in bits(new):
            yield self._from(("mentor", mentor), node)

    def new_pool(self, pool: Node, node: Node) -> Iterator[Node]:
        if pool not in self.pools:
            self.pools.add(pool)
            yield self._from(pool, node)

    def _from(self, following: Node, node: Node) -> Node:
        self.came[following] = node
        return following


class _Settling:
    """Links under exchange. Everything read before (row, column) is fixed; open are mentors with a place left
    that is not.
    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.wishes_pool, self.places_pool = choices.pools
        self.tied = choices.tied().copy()
        self.left: list[int] = choices.places.tolist()
        self.open = packed(choices.places > 0)
        self.held: list[Bits] = [0] * len(choices.wanted)
        self.holders: list[set[int]] = [set() for _ in self.left]
        self._equal: dict[int, Bits] = {}
        for row, column in choices.links().tolist():
            self.held[row] |= 1 << column
            self.holders[column].add(row)

    def run(self) -> Integers:
        for row in range(len(self.held)):
            if self.tied[row]:
                self._settle_row(row)
            for column in bits(self.held[row]):
                self.left[column] -= 1
                if not self.left[column]:
                    self.open &= ~(1 << column)
        links = [(row, column) for row, members in enumerate(self.held) for column in bits(members)]
        return np.array(links, np.int64).reshape(-1, 2)

    def equal(self, row: int) -> Bits:
        """What may be linked or not, told once a mentee."""
        if row not in self._equal:
            self._equal[row] = self.choices.equal(row)
        return self._equal[row]

    def _settle_row(self, row: int) -> None:
        dead = _Reached()
        for column in bits(self.equal(row) & self.open):
            if self.held[row] >> column & 1:
                continue
            given = self.held[row] & ((self.equal(row) >> (column + 1)) << (column + 1))
            if not given and not self._has_spare(row):
                return
            self._bring_in(row, column, given, dead)

    def _has_spare(self, row: int) -> bool:
        """Whether this mentee may have one more."""
        return self.held[row].bit_count() < int(self.choices.wanted[row]) and self.choices.may_do_without(row)

    def _bring_in(self, row: int, column: int, given: Bits, dead: _Reached) -> None:
        """Link this pair if a way of exchanges leads from the mentor back to the mentee, who has one of the
        given mentors to give up, or a wish to spare.
        """
        reached = replace(dead, mentors=dead.mentors | 1 << column, pools=set(dead.pools), came={})
        queue: deque[Node] = deque([("mentor", column)])
        while queue:
            node = queue.popleft()
            if self._returns(node, row, given, reached):
                self._exchange(row, column, reached.came)
                return
            queue.extend(self._moves(node, row, reached))
        dead.mentees, dead.mentors, dead.pools = reached.mentees, reached.mentors, reached.pools

    def _returns(self, node: Node, row: int, given: Bits, reached: _Reached) -> bool:
        """Whether the way ends here, or with one step more; then it is told in reached."""
        kind, number = node
        if kind == "mentee":
            ends = self._may_take(number) & given
            if not ends:
                return False
            last = ("mentor", (ends & -ends).bit_length() - 1)
            reached.came[last] = node
        elif kind == "mentor":
            if not given >> number & 1:
                return False
            last = node
        else:
            if node != self.wishes_pool or not self._has_spare(row):
                return False
            last = node
        reached.came["mentee", row] = last
        return True

    def _moves(self, node: Node, row: int, reached: _Reached) -> Iterator[Node]:
        kind, number = node
        if kind == "mentor":
            yield from self._from_mentor(node, row, reached)
        elif kind == "mentee":
            if self.choices.may_do_without(number):
                yield from reached.new_pool(self.wishes_pool, node)
            yield from reached.new_mentors(self._may_take(number), node)
        else:
            yield from self._from_pool(node, row, reached)

    def _from_mentor(self, node: Node, row: int, reached: _Reached) -> Iterator[Node]:
        """A mentor with one too many: give up a mentee, or use a spare place."""
        mentor = node[1]
        spare = len(self.holders[mentor]) < self.choices.places[mentor]
        if spare and self.choices.may_stay_empty(mentor):
            yield from reached.new_pool(self.places_pool, node)
        later = (mentee for mentee in self.holders[mentor] if mentee > row)
        yield from reached.new_mentees((one for one in later if self.equal(one) >> mentor & 1), node)

    def _may_take(self, mentee: int) -> Bits:
        """The mentors that somebody with one too few may take."""
        return self.equal(mentee) & self.open & ~self.held[mentee]

    def _from_pool(self, pool: Node, row: int, reached: _Reached) -> Iterator[Node]:
        """One link too many in all: a mentee with a spare wish takes it on, or a mentor gives one."""
        if pool == self.wishes_pool:
            later = range(row + 1, len(self.held))
            yield from reached.new_mentees(filter(self._has_spare, later), pool)
        if pool == self.places_pool:
            giving = (at for at, holders in enumerate(self.holders) if holders)
            yield from reached.new_mentors(
                sum(1 << at for at in giving if self.choices.may_stay_empty(at)), pool
            )

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
        self.held[row] |= 1 << column
        self.holders[column].add(row)
        self.tied[row] = True

    def _unlink(self, row: int, column: int) -> None:
        self.held[row] &= ~(1 << column)
        self.holders[column].discard(row)
        self.tied[row] = True
