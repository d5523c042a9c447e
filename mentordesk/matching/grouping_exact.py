"""The best groups of a few people: every way is compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from mentordesk.matching.grouping import Group, Question, Valuer

Best = tuple[int, int, tuple[Group, ...]]
"""People placed, points, and the groups."""


def exact_groups(question: Question) -> tuple[Group, ...]:
    """The groups that place most people, with the most points so; the first found of equal ones."""
    return _Search(question, Valuer(question)).best((1 << question.count) - 1, 0)[2]


@dataclass(eq=False)
class _Search:
    """Every set of people is asked about once: the lowest of them is in a group, or left out."""

    question: Question
    valuer: Valuer
    known: dict[tuple[int, int], Best] = field(default_factory=dict)

    def best(self, people: int, used: int) -> Best:
        """The best groups of these people with the leaders that are not used; both are bits."""
        if not people:
            return 0, 0, ()
        if (people, used) not in self.known:
            self.known[people, used] = max(self._ways(people, used), key=lambda way: way[:2])
        return self.known[people, used]

    def _ways(self, people: int, used: int) -> Iterator[Best]:
        lowest = people & -people
        yield self.best(people ^ lowest, used)
        for group, worth, leaders in self._groups.get(lowest, ()):
            if group[0] & ~people or leaders & used:
                continue
            placed, points, groups = self.best(people & ~group[0], used | leaders)
            yield placed + group[0].bit_count(), points + worth, (group, *groups)

    @cached_property
    def _groups(self) -> dict[int, list[tuple[Group, int, int]]]:
        """Every group there may be by its lowest member, with its worth and its leaders as bits."""
        found: dict[int, list[tuple[Group, int, int]]] = {}
        asked = self.question
        for size in range(asked.smallest, min(asked.largest, asked.count) + 1):
            for people in combinations(range(asked.count), size):
                members = sum(1 << one for one in people)
                for leaders in asked.leader_sets:
                    worth = self.valuer.worth((members, leaders))
                    if worth is not None:
                        taken = sum(1 << leader for leader in leaders)
                        group = ((members, leaders), worth, taken)
                        found.setdefault(members & -members, []).append(group)
        return found
