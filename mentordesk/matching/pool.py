"""The people of one matching run, as plain values, and what all criteria and rules read of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mentordesk.matching import week

Floats = NDArray[np.float32]
Booleans = NDArray[np.bool_]
LEVELS: Final = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
NEUTRAL: Final = np.float32(0.5)
"""The score where one side has said nothing: neither for nor against."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant who looks for a partner, with all that bears on it.

    skills are offered by a mentor and wanted by a mentee, at levels 1–5; capacity is the number of free
    places of a mentor, or of mentors a mentee wants; wishes and never hold keys of people. Whatever is left
    empty is unknown.
    """

    key: bytes
    name: str
    person: bytes = b""
    skills: Mapping[str, int] = field(default_factory=dict)
    industry: str = ""
    role_title: str = ""
    unit: str = ""
    manager: bytes | None = None
    experience_months: int | None = None
    interests: frozenset[str] = frozenset()
    work_style: str = ""
    background: frozenset[str] = frozenset()
    languages: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""
    week: bytes = b""
    wishes: tuple[bytes, ...] = ()
    never: frozenset[bytes] = frozenset()
    capacity: int = 1
    trained: bool = False
    waiting_since: dt.date | None = None


@dataclass(frozen=True, eq=False)
class Pool:
    """Mentees are rows and mentors columns of every table; the dates are the cohort's."""

    mentees: Sequence[Candidate]
    mentors: Sequence[Candidate]
    starts: dt.date
    ends: dt.date

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @cached_property
    def hours(self) -> Floats:
        """Least weekly hours in common; NaN where not known."""
        return week.hours_in_common(
            [one.week for one in self.mentees],
            [one.zone for one in self.mentees],
            [one.week for one in self.mentors],
            [one.zone for one in self.mentors],
            starts=self.starts,
            ends=self.ends,
        )

    @cached_property
    def apart(self) -> Floats:
        """Most hours between their clocks; NaN where not known."""
        zones = [one.zone for one in self.mentees], [one.zone for one in self.mentors]
        return week.apart(*zones, self.starts, self.ends)

    @cached_property
    def language(self) -> Floats:
        """The best level, 1–7, that both have in one language; 0 if none, NaN where not known."""
        table = np.zeros(self.shape, np.float32)
        for level in range(1, len(LEVELS) + 1):
            table += self.in_common(partial(spoken, level=level)) > 0
        return self.unknown_where(table, lambda one: not spoken(one, 1))

    def in_common(self, tokens: Callable[[Candidate], Iterable[Hashable]]) -> Floats:
        """How many tokens each pair shares."""
        mentees = [set(tokens(one)) for one in self.mentees]
        mentors = [set(tokens(one)) for one in self.mentors]
        shared = set().union(*mentees) & set().union(*mentors)
        places = {token: number for number, token in enumerate(sorted(shared, key=repr))}
        product: Floats = _marks(mentees, places) @ _marks(mentors, places).T
        return product

    def unknown_where(self, table: Floats, unknown: Callable[[Candidate], bool]) -> Floats:
        """The table with NaN in the rows and columns of those who said nothing."""
        table[[unknown(one) for one in self.mentees]] = np.nan
        table[:, [unknown(one) for one in self.mentors]] = np.nan
        return table

    def equal(self, mentee: Callable[[Candidate], object], mentor: Callable[[Candidate], object]) -> Booleans:
        """Where the mentee's value is the mentor's; empty values equal nothing."""
        numbers: dict[object, int] = {}
        rows = [numbers.setdefault(mentee(one), len(numbers)) if mentee(one) else -1 for one in self.mentees]
        columns = [
            numbers.setdefault(mentor(one), len(numbers)) if mentor(one) else -2 for one in self.mentors
        ]
        same: Booleans = np.array(rows, np.int64)[:, None] == np.array(columns, np.int64)
        return same

    def named(self, names: Callable[[Candidate], Collection[bytes]]) -> tuple[Booleans, Booleans]:
        """Where the mentee names the mentor's person, and where the mentor names the mentee's."""
        by_mentee = self.in_common_between(names, lambda one: [one.person] if one.person else [])
        by_mentor = self.in_common_between(lambda one: [one.person] if one.person else [], names)
        return by_mentee > 0, by_mentor > 0

    def in_common_between(
        self,
        mentee: Callable[[Candidate], Iterable[bytes]],
        mentor: Callable[[Candidate], Iterable[bytes]],
    ) -> Floats:
        """How many keys of the mentees' sets are in the mentors' sets."""
        table = np.zeros(self.shape, np.float32)
        holders: dict[bytes, list[int]] = {}
        for column, one in enumerate(self.mentors):
            for key in mentor(one):
                holders.setdefault(key, []).append(column)
        for row, one in enumerate(self.mentees):
            for key in mentee(one):
                table[row, holders.get(key, [])] += 1
        return table


def spoken(one: Candidate, level: int) -> list[str]:
    """The languages this person has at this level, 1–7, or above; one named without a level counts as B2."""
    return [code for code, name in one.languages.items() if level_number(name) >= level]


def level_number(name: str) -> int:
    """1–7. Whoever lists a language for mentoring without a level can hold a conversation in it: B2."""
    return LEVELS.index(name if name in LEVELS else "B2") + 1


def _marks(sets: Sequence[set[Hashable]], places: Mapping[Hashable, int]) -> Floats:
    table = np.zeros((len(sets), len(places)), np.float32)
    for row, tokens in enumerate(sets):
        table[row, [places[token] for token in tokens if token in places]] = 1
    return table
