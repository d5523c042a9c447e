"""The people of one matching run, as plain values, and what all criteria and rules read of them.

What a person says is turned into numbers once; tables of pairs are made for some mentees at a time, so that
five thousand people a side need no more room than the result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mentordesk.matching.settings import complete
from mentordesk.matching.week import Calendar

Floats = NDArray[np.float32]
Booleans = NDArray[np.bool_]
Levels = NDArray[np.int8]
Noughts = NDArray[np.uint8]
Codes = NDArray[np.int32]
Numbers = NDArray[np.int64]
Known = tuple[Booleans, Booleans]
"""Which mentees and which mentors have said something."""

LEVELS: Final = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
NEUTRAL: Final = np.float32(0.5)
"""The score where one side has said nothing: neither for nor against."""

EVERYBODY: Final = slice(None)
BLOCK: Final = 128


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant who looks for a partner, with all that bears on it.

    skills are offered by a mentor and wanted by a mentee, at levels 1–5; capacity is the number of free
    places of a mentor, or of mentors a mentee wants; wishes, never, declined and past hold keys of people.
    own holds the answers to the programme's own fields by name, same_wanted the names of those in which a
    mentee asks for a mentor like them; rating is what former partners gave, 0 to 1, and past what this person
    gave each former partner, 0 to 1. Whatever is left empty is unknown.
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
    own: Mapping[str, str] = field(default_factory=dict)
    same_wanted: frozenset[str] = frozenset()
    rating: float | None = None
    past: Mapping[bytes, float] = field(default_factory=dict)
    declined: frozenset[bytes] = frozenset()


@dataclass(frozen=True, eq=False)
class Named:
    """Values of single pairs, by row: who named whom."""

    rows: Numbers
    columns: Numbers
    values: Floats

    @classmethod
    def of(cls, rows: Numbers, columns: Numbers, values: NDArray[np.floating[Any]]) -> Named:
        order = np.lexsort((columns, rows))
        return cls(rows[order], columns[order], values[order].astype(np.float32))

    def within(self, rows: slice, count: int) -> tuple[Numbers, Numbers, Floats]:
        """Those of these rows out of so many, rows numbered from the first of them."""
        start, stop, _step = rows.indices(count)
        first, last = np.searchsorted(self.rows, [start, stop])
        return self.rows[first:last] - start, self.columns[first:last], self.values[first:last]


@dataclass(frozen=True, eq=False)
class Pool:
    """Mentees are rows and mentors columns of every table; the dates are the cohort's.

    settings are those of settings.py that differ from the defaults. Wherever rows are asked for, a slice of
    the mentees will do.
    """

    mentees: Sequence[Candidate]
    mentors: Sequence[Candidate]
    starts: dt.date
    ends: dt.date
    settings: Mapping[str, int] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @cached_property
    def set_to(self) -> Mapping[str, int]:
        """All settings, the defaults where nothing was chosen."""
        return complete(self.settings)

    @cached_property
    def calendar(self) -> Calendar:
        """The weeks of both sides and their zones through the cohort."""
        return Calendar(
            [one.week for one in self.mentees],
            [one.zone for one in self.mentees],
            [one.week for one in self.mentors],
            [one.zone for one in self.mentors],
            starts=self.starts,
            ends=self.ends,
        )

    def blocks(self) -> Iterator[slice]:
        """All mentees, BLOCK at a time."""
        for start in range(0, len(self.mentees), BLOCK):
            yield slice(start, min(start + BLOCK, len(self.mentees)))

    def hours(self, rows: slice = EVERYBODY) -> Floats:
        """Least weekly hours in common; NaN where not known. Read only: the last slice is kept."""
        if self._last_hours.get("rows") != rows:
            self._last_hours.update(rows=rows, table=self.calendar.hours(rows))
        table: Floats = self._last_hours["table"]
        return table

    def apart(self, rows: slice = EVERYBODY) -> Floats:
        """Most hours between their clocks; NaN where not known."""
        return self.calendar.apart(rows)

    def language(self, rows: slice = EVERYBODY) -> Levels:
        """The best level, 1–7, that both have in one language; 0 if none, -1 where not known."""
        mine, theirs = self._levels
        table = np.zeros((len(mine[rows]), len(self.mentors)), np.int8)
        for first, second in zip(mine[rows].T, theirs.T, strict=True):
            np.maximum(table, np.minimum.outer(first, second), out=table)
        known = self.known("languages", lambda one: bool(one.languages))
        table[~known[0][rows]] = -1
        table[:, ~known[1]] = -1
        return table

    def known(self, name: str, said: Callable[[Candidate], bool]) -> Known:
        """Which mentees and which mentors have said something, told once for each name."""
        if name not in self._known:
            mine, theirs = ([said(one) for one in side] for side in (self.mentees, self.mentors))
            self._known[name] = np.array(mine, np.bool_), np.array(theirs, np.bool_)
        return self._known[name]

    def amounts(self, name: str, read: Callable[[Candidate], float]) -> tuple[Floats, Floats]:
        """A number of each mentee and of each mentor, told once for each name."""
        if name not in self._amounts:
            mine, theirs = ([read(one) for one in side] for side in (self.mentees, self.mentors))
            self._amounts[name] = np.array(mine, np.float32), np.array(theirs, np.float32)
        return self._amounts[name]

    def in_common(
        self, name: str, tokens: Callable[[Candidate], Collection[Hashable]], rows: slice = EVERYBODY
    ) -> Floats:
        """How many tokens each pair shares; the tokens are read once for each name."""
        if name not in self._marks:
            self._marks[name] = _marks(self.mentees, self.mentors, tokens)
        mine, theirs = self._marks[name]
        product: Floats = mine[rows].astype(np.float32) @ theirs.astype(np.float32)
        return product

    def equal(
        self,
        name: str,
        mentee: Callable[[Candidate], object],
        mentor: Callable[[Candidate], object] | None = None,
        rows: slice = EVERYBODY,
    ) -> Booleans:
        """Where the mentee's value is the mentor's; empty values equal nothing. The values are read once for
        each name, the mentor's in the same way if in no other.
        """
        if name not in self._codes:
            self._codes[name] = _codes(self.mentees, self.mentors, mentee, mentor or mentee)
        mine, theirs = self._codes[name]
        same: Booleans = mine[rows, None] == theirs
        return same

    def named(self, name: str, values: Callable[[Candidate], Mapping[bytes, float]]) -> tuple[Named, Named]:
        """What mentees say of mentors' persons and mentors of mentees', told once for each name."""
        if name not in self._named:
            turned = _named(self.mentors, self.mentees, values)
            theirs = Named.of(turned.columns, turned.rows, turned.values)
            self._named[name] = _named(self.mentees, self.mentors, values), theirs
        return self._named[name]

    @cached_property
    def _levels(self) -> tuple[Levels, Levels]:
        """Levels of both sides in each language that both sides speak."""
        mine = {code for one in self.mentees for code in one.languages}
        codes = sorted(mine & {code for one in self.mentors for code in one.languages})
        return _levels(self.mentees, codes), _levels(self.mentors, codes)

    @cached_property
    def _last_hours(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _amounts(self) -> dict[str, tuple[Floats, Floats]]:
        return {}

    @cached_property
    def _known(self) -> dict[str, Known]:
        return {}

    @cached_property
    def _marks(self) -> dict[str, tuple[Noughts, Noughts]]:
        return {}

    @cached_property
    def _codes(self) -> dict[str, tuple[Codes, Codes]]:
        return {}

    @cached_property
    def _named(self) -> dict[str, tuple[Named, Named]]:
        return {}


def spoken(one: Candidate, level: int) -> list[str]:
    """The languages this person has at this level, 1–7, or above; one named without a level counts as B2."""
    return [code for code, name in one.languages.items() if level_number(name) >= level]


def level_number(name: str) -> int:
    """1–7. Whoever lists a language for mentoring without a level can hold a conversation in it: B2."""
    return LEVELS.index(name if name in LEVELS else "B2") + 1


def named_pairs(
    pool: Pool, name: str, keys: Callable[[Candidate], Collection[bytes]], rows: slice
) -> Booleans:
    """Where one names the other, on either side."""
    table = np.zeros((len(range(*rows.indices(len(pool.mentees)))), len(pool.mentors)), np.bool_)
    for side in pool.named(name, lambda one: dict.fromkeys(keys(one), 1.0)):
        at, columns, _values = side.within(rows, len(pool.mentees))
        table[at, columns] = True
    return table


def _levels(people: Sequence[Candidate], codes: Sequence[str]) -> Levels:
    table = np.zeros((len(people), len(codes)), np.int8)
    places = {code: number for number, code in enumerate(codes)}
    for row, one in enumerate(people):
        for code, level in one.languages.items():
            if code in places:
                table[row, places[code]] = level_number(level)
    return table


def _marks(
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    tokens: Callable[[Candidate], Collection[Hashable]],
) -> tuple[Noughts, Noughts]:
    """Noughts and ones, mentees × tokens and tokens × mentors, of the tokens that both sides have."""
    shared = _every(mentees, tokens) & _every(mentors, tokens)
    places = {token: number for number, token in enumerate(sorted(shared, key=repr))}
    mine, theirs = (_marked(side, tokens, places) for side in (mentees, mentors))
    return mine, np.ascontiguousarray(theirs.T)


def _every(people: Sequence[Candidate], tokens: Callable[[Candidate], Collection[Hashable]]) -> set[Hashable]:
    return {token for one in people for token in tokens(one)}


def _marked(
    people: Sequence[Candidate],
    tokens: Callable[[Candidate], Collection[Hashable]],
    places: Mapping[Hashable, int],
) -> Noughts:
    table = np.zeros((len(people), len(places)), np.uint8)
    for row, one in enumerate(people):
        table[row, [places[token] for token in tokens(one) if token in places]] = 1
    return table


def _codes(
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    mentee: Callable[[Candidate], object],
    mentor: Callable[[Candidate], object],
) -> tuple[Codes, Codes]:
    """The same number for the same value; of empty ones -1 among mentees and -2 among mentors."""
    numbers: dict[object, int] = {}
    mine = [numbers.setdefault(mentee(one), len(numbers)) if mentee(one) else -1 for one in mentees]
    theirs = [numbers.setdefault(mentor(one), len(numbers)) if mentor(one) else -2 for one in mentors]
    return np.array(mine, np.int32), np.array(theirs, np.int32)


def _named(
    some: Sequence[Candidate],
    others: Sequence[Candidate],
    values: Callable[[Candidate], Mapping[bytes, float]],
) -> Named:
    places: dict[bytes, list[int]] = {}
    for number, one in enumerate(others):
        if one.person:
            places.setdefault(one.person, []).append(number)
    found = [
        (row, column, value)
        for row, one in enumerate(some)
        for person, value in values(one).items()
        for column in places.get(person, [])
    ]
    table = np.array(found, np.float64).reshape(-1, 3)
    return Named.of(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2])
