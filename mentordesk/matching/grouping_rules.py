"""What keeps two people out of one group, rule by rule, and why somebody is left without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mentordesk.i18n import _, reader
from mentordesk.matching.grouping import Group, bits, members_of
from mentordesk.matching.pool import Booleans, Pool
from mentordesk.matching.rules import active, forbidden, in_short

Tables = Mapping[str, Booleans]
"""Whom each rule keeps from whom."""
Settings = Mapping[str, int | None]
Pairs = Collection[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Shared:
    """What each of one side has that a group must share: hours and languages, as bits."""

    hours: Sequence[int]
    tongues: Sequence[int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody in no group: how many others each rule keeps away, and how many mentors from leading.

    The first rule counts; whom none keeps away is in another group or left as well.
    """

    person: bytes
    others: tuple[tuple[str, int], ...]
    leaders: tuple[tuple[str, int], ...] = ()

    @property
    def telling(self) -> bool:
        """Whether there is more to say than that the others are left as well."""
        return bool(self.leaders) or any(key != "spare" for key, _count in self.others)

    def sentence(self) -> str:
        """The reasons as one list, most frequent first; of mentors after the others."""
        others, leaders = (
            reader().listing([in_short(key, count) for key, count in counts])
            for counts in (self.others, self.leaders)
        )
        return _("{others}; to lead: {leaders}").format(others=others, leaders=leaders) if leaders else others


def value_of(rules: Settings, key: str) -> int | None:
    """The value a rule has among these; None where it is off."""
    return next((value for rule, value in active(rules) if rule.key == key), None)


def between_members(pool: Pool, rules: Settings, banned: Pairs, side: Shared, least: int) -> Tables:
    """The rules between two members of a group, alike both ways."""
    tables = forbidden(pool, {**_without_sharing(rules), "training": None}, banned)
    tables |= _sharing(side, side, least)
    both = {key: table | table.T for key, table in tables.items()}
    for table in both.values():
        np.fill_diagonal(table, val=False)
    return both


def between_leaders(
    pool: Pool, rules: Settings, banned: Pairs, sides: tuple[Shared, Shared], least: int
) -> Tables:
    """The rules between a member and a mentor who leads; the members' side comes first."""
    return {**forbidden(pool, _without_sharing(rules), banned), **_sharing(*sides, least)}


def any_of(tables: Tables) -> Booleans:
    """Whom any rule keeps from whom."""
    found: Booleans = np.logical_or.reduce(list(tables.values()))
    return found


def left_out(people: Sequence[bytes], groups: Sequence[Group], peers: Tables, led: Tables) -> list[LeftOut]:
    """Why each of those who are in no group is left, in their order."""
    everybody, placed = set(range(len(people))), set(bits(members_of(groups)))
    mentors = set(range(any_of(led).shape[1]))
    busy = {leader for _members, leaders in groups for leader in leaders}
    return [
        LeftOut(
            people[one],
            _counts(peers, one, everybody - {one}, {"placed": placed, "spare": everybody}),
            _counts(led, one, mentors, {"leads": busy, "idle": mentors}),
        )
        for one in sorted(everybody - placed)
    ]


def _counts(
    tables: Tables, one: int, others: set[int], rest: Mapping[str, set[int]]
) -> tuple[tuple[str, int], ...]:
    """How many of the others each rule keeps from one, then of those left how many are in each set; most
    first.
    """
    kept = {key: set(np.flatnonzero(table[one]).tolist()) for key, table in tables.items()}
    counts: Counter[str] = Counter()
    for key, some in {**kept, **rest}.items():
        counts[key] = len(others & some)
        others = others - some
    return tuple((key, count) for key, count in counts.most_common() if count)


def _without_sharing(rules: Settings) -> Settings:
    """The rules without those that a whole group must keep together, not only each two."""
    return {**rules, "hours": None, "language": None}


def _sharing(some: Shared, others: Shared, least: int) -> Tables:
    shape = len(some.hours), len(others.hours)
    silent = [not mine & theirs for mine in some.tongues for theirs in others.tongues]
    busy = [(mine & theirs).bit_count() < least for mine in some.hours for theirs in others.hours]
    found = {"language": silent, "hours": busy}
    return {key: np.array(table, np.bool_).reshape(shape) for key, table in found.items()}
