"""Groups of people who suit each other, meet in an hour that suits all, and mirror the whole.

First as many people as possible are placed, then the points are made as many as possible: every member
brings the mean of how well the others suit (half of it, where the group is led; the other half is how well
its leaders suit), less what the group's make-up differs from that of all people. Up to EXACT_PEOPLE all ways
are compared; above that a search improves until no move, swap or exchange helps, and a bound says how far
from the best it can at most be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Final

import numpy as np

from mentordesk.matching.market import require
from mentordesk.matching.pool import Booleans, Floats

EXACT_PEOPLE: Final = 12
POINTS: Final = 1000
FULL: Final = 100.0


@dataclass(frozen=True, eq=False)
class Question:
    """Who is to be put into groups, by number.

    liking (n × n, symmetric) and suits (members × leaders) go from 0 to 100; apart and barred say who may not
    be together; hours and tongues are sets of bits, of which everybody in a group must share least_hours and
    one; labels divide people for the balance, −1 where nothing is known. leading is the number of leaders of
    a group.
    """

    liking: Floats
    suits: Floats
    apart: Booleans
    barred: Booleans
    hours: Sequence[int]
    leader_hours: Sequence[int]
    tongues: Sequence[int]
    leader_tongues: Sequence[int]
    labels: Sequence[int]
    smallest: int
    largest: int
    leading: int = 0
    balance: float = 0.0
    least_hours: int = 1

    def __post_init__(self) -> None:
        count, leaders = self.suits.shape
        shapes = (self.liking.shape, self.apart.shape, self.barred.shape)
        require(shapes == ((count, count), (count, count), (count, leaders)), "The tables do not fit.")
        require(2 <= self.smallest <= self.largest, "A group has at least two, and no more than its most.")  # noqa: PLR2004
        require(0 <= self.balance <= 1, "Balance goes from 0 to 1.")

    @property
    def count(self) -> int:
        return len(self.hours)

    @cached_property
    def leader_sets(self) -> list[tuple[int, ...]]:
        """Every way to lead a group; the empty one where nobody leads."""
        return list(combinations(range(len(self.leader_hours)), self.leading))

    @cached_property
    def shares(self) -> dict[int, float]:
        """How large a part of all people each label has, of those whose label is known."""
        known = Counter(label for label in self.labels if label >= 0)
        return {label: count / known.total() for label, count in sorted(known.items())}


Group = tuple[int, tuple[int, ...]]
"""The members as bits, and the leaders."""


@dataclass(frozen=True)
class Answer:
    """Groups, their points, and what no arrangement can exceed: people placed, and points with so many.

    exact says that all ways were compared.
    """

    groups: tuple[Group, ...]
    placed: int
    points: int
    most_placed: int
    most_points: int
    exact: bool

    @property
    def gap(self) -> float:
        """How much better the points could at most be, as a part of the bound."""
        if self.exact or not self.most_points:
            return 0.0
        return max(0.0, 1 - self.points / self.most_points)


@dataclass(eq=False)
class Valuer:
    """Worth of groups, each worked out once."""

    question: Question
    known: dict[Group, int | None] = field(default_factory=dict)

    def worth(self, group: Group) -> int | None:
        """The points of a group; None where it may not be."""
        if group not in self.known:
            self.known[group] = self._worth(group)
        return self.known[group]

    def shared(self, group: Group) -> int:
        """The hours everybody of a group has, as bits."""
        members, leaders = group
        asked = self.question
        hours = [asked.hours[one] for one in bits(members)] + [asked.leader_hours[one] for one in leaders]
        return _all(hours)

    def may_be(self, group: Group) -> bool:
        """Whether these can be together, whatever their number."""
        members, leaders = group
        asked = self.question
        tongues = [asked.tongues[one] for one in bits(members)]
        tongues += [asked.leader_tongues[one] for one in leaders]
        if self.shared(group).bit_count() < asked.least_hours or not _all(tongues):
            return False
        barred = any(members & self._barred[leader] for leader in leaders)
        return not barred and not any(members & self._apart[one] for one in bits(members))

    def suiting(self, group: Group, one: int) -> float:
        """How well the others and the leaders of a group suit one of its members, 0 to 100."""
        members, leaders = group
        others = [self._liking[one][other] for other in bits(members) if other != one]
        peers = sum(others) / len(others) if others else 0.0
        if not leaders:
            return peers
        return (peers + sum(self._suits[one][leader] for leader in leaders) / len(leaders)) / 2

    def _worth(self, group: Group) -> int | None:
        asked, members = self.question, list(bits(group[0]))
        if not asked.smallest <= len(members) <= asked.largest or not self.may_be(group):
            return None
        suiting = sum(self.suiting(group, one) for one in members)
        even = FULL * (1 - unevenness(asked, [asked.labels[one] for one in members])) * len(members)
        return round(POINTS * ((1 - asked.balance) * suiting + asked.balance * even))

    @cached_property
    def _liking(self) -> list[list[float]]:
        return [[float(value) for value in row] for row in self.question.liking]

    @cached_property
    def _suits(self) -> list[list[float]]:
        return [[float(value) for value in row] for row in self.question.suits]

    @cached_property
    def _apart(self) -> list[int]:
        return [_bits_of(np.flatnonzero(row).tolist()) for row in self.question.apart]

    @cached_property
    def _barred(self) -> list[int]:
        return [_bits_of(np.flatnonzero(row).tolist()) for row in self.question.barred.T]


def unevenness(question: Question, labels: Iterable[int]) -> float:
    """How far a group's make-up is from that of all, 0 to 1: half the sum of the differences of shares."""
    known = Counter(label for label in labels if label >= 0)
    if not known:
        return 0.0
    size = known.total()
    return sum(abs(known[label] / size - share) for label, share in question.shares.items()) / 2


def bits(mask: int) -> Iterator[int]:
    """The numbers of a set of bits, rising."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _bits_of(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _all(sets: Iterable[int]) -> int:
    shared = -1
    for one in sets:
        shared &= one
    return shared


def members_of(groups: Iterable[Group]) -> int:
    """Everybody in these groups, as bits."""
    everybody = 0
    for members, _leaders in groups:
        everybody |= members
    return everybody
