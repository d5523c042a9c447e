"""From people, weights and rules to a ranked proposal with its proof: what one run of matching gives the
coordinator.

Fit is the weighted mean of the criteria, 0 to 100. Equal fits go to who stands first: those who wait
longest, then by key. Waiting also counts one point every four weeks, ten at most, on all of a mentee's pairs
alike: it decides who gets a place, never with whom, and it is not shown in the fit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mentordesk.i18n import _, reader
from mentordesk.matching.costs import Costs
from mentordesk.matching.criteria import default_weights
from mentordesk.matching.market import Integers, require, table_of
from mentordesk.matching.pool import EVERYBODY, Booleans, Candidate, Floats, Pool
from mentordesk.matching.proof import Objective
from mentordesk.matching.rules import default_rules, forbidden, in_short
from mentordesk.matching.scoring import Scores, fit, fit_of, score
from mentordesk.matching.solve import Assignment, Question

POINTS: Final = 1000
WAITING_STEP_DAYS: Final = 28
MOST_WAITING: Final = 10


@dataclass(frozen=True, slots=True)
class ProposedPair:
    """A pair by keys: its fit and each criterion's score, 0 to 100, and the rules it goes against by hand."""

    mentee: bytes
    mentor: bytes
    fit: int
    scores: Mapping[str, int]
    locked: bool = False
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WithoutMentor:
    """A mentee without a mentor: how many mentors each rule takes away, the first rule that does counting."""

    mentee: bytes
    reasons: tuple[tuple[str, int], ...]

    def sentence(self) -> str:
        """The reasons as one list, most frequent first: "19 are full, 8 without a common language"."""
        words = reader().listing([in_short(key, count) for key, count in self.reasons])
        return words or _("No mentor has a free place.")


@dataclass(frozen=True, eq=False)
class Grounds:
    """All that the result rests on, for explanations and a warm start: rows and columns as in the pool.

    forbidden says what each rule forbids, allowed what none does; the question is in points, the fits times
    POINTS with what waiting counts.
    """

    pool: Pool
    fits: Floats
    scores: Scores
    weights: Mapping[str, int]
    rules: Mapping[str, int | None]
    forbidden: Mapping[str, Booleans]
    allowed: Booleans
    question: Question
    assignment: Assignment

    @cached_property
    def costs(self) -> Costs:
        """What forcing pairs costs, against the best for total, or for most with any other objective."""
        return Costs(table_of(self.question.market()), most=self.question.objective != "total")


@dataclass(frozen=True, eq=False)
class Proposal:
    """The best arrangement, pairs by fit. ruled_out counts the pairs that each rule forbids; total adds
    up the fits.
    """

    pairs: tuple[ProposedPair, ...]
    unmatched: tuple[WithoutMentor, ...]
    ruled_out: Mapping[str, int]
    total: int
    proved: bool
    proof: str
    grounds: Grounds = field(repr=False)


class PoolBlocks:
    """The points of a pool made block by block, for so many people that no table of all pairs fits.

    weights and rules as in propose; without weights those the criteria start with.
    """

    def __init__(
        self,
        pool: Pool,
        weights: Mapping[str, int] | None = None,
        rules: Mapping[str, int | None] | None = None,
        banned: Collection[tuple[bytes, bytes]] = (),
    ) -> None:
        self.scores = Scores(pool, keep=False)
        self.weights = default_weights() if weights is None else weights
        self.rules, self.banned = rules or {}, banned

    @property
    def shape(self) -> tuple[int, int]:
        return self.scores.pool.shape

    def block(self, start: int, stop: int) -> tuple[NDArray[np.int32], Booleans]:
        """Points and what no rule forbids, of the mentees from start to before stop."""
        pool, rows = self.scores.pool, slice(start, stop)
        against = forbidden(pool, self.rules, self.banned, rows)
        points = _points(fit_of(self.scores, self.weights, rows), pool, rows)
        return points, ~np.logical_or.reduce(list(against.values()))


def propose(
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    *,
    weights: Mapping[str, int],
    rules: Mapping[str, int | None],
    starts: dt.date,
    ends: dt.date,
    locked: Collection[tuple[bytes, bytes]] = (),
    banned: Collection[tuple[bytes, bytes]] = (),
    settings: Mapping[str, int] | None = None,
    objective: Objective = "most",
    previous: Proposal | None = None,
) -> Proposal:
    """The proved best arrangement of these people.

    A criterion without a weight counts nothing, a rule or setting not named has its default. locked and
    banned are keys of mentee and mentor; a locked pair may break a rule, and then says so, but never a
    capacity: MatchingError. previous only makes it faster.
    """
    pool = Pool(_in_turn(mentees), _in_turn(mentors), starts, ends, settings or {})
    scores = _scores(pool, previous)
    pool = scores.pool
    fits = fit(pool, scores, weights)
    tables = forbidden(pool, rules, banned)
    allowed = ~np.logical_or.reduce(list(tables.values()))
    links = _places(pool, locked)
    permitted = allowed.copy()
    permitted[links[:, 0], links[:, 1]] = True
    capacity, demand = _counts(pool.mentors), _counts(pool.mentees)
    question = Question(_points(fits, pool), permitted, capacity, demand, objective, links)
    result = question.solve(None if previous is None else previous.grounds.assignment)
    complete = {**default_rules(), **rules}
    grounds = Grounds(pool, fits, scores, dict(weights), complete, tables, allowed, question, result)
    locks = {(row, column) for row, column in links.tolist()}
    return _proposal(grounds, locks, question.verify(result).holds)


def _scores(pool: Pool, previous: Proposal | None) -> Scores:
    """Those of the earlier proposal, if it was of the same people and settings."""
    if previous is not None:
        before = previous.grounds.pool
        asked = (pool.mentees, pool.mentors, pool.starts, pool.ends, pool.set_to)
        if asked == (before.mentees, before.mentors, before.starts, before.ends, before.set_to):
            return previous.grounds.scores
    return score(pool)


def _in_turn(people: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those who wait longest first, then by key."""
    ordered = sorted(people, key=lambda one: (one.waiting_since or dt.date.max, one.key))
    require(len({one.key for one in ordered}) == len(ordered), "Somebody is there twice.")
    return tuple(ordered)


def _places(pool: Pool, locked: Collection[tuple[bytes, bytes]]) -> Integers:
    rows = {one.key: number for number, one in enumerate(pool.mentees)}
    columns = {one.key: number for number, one in enumerate(pool.mentors)}
    there = all(mentee in rows and mentor in columns for mentee, mentor in locked)
    require(there, "A locked pair names somebody who is not there.")
    links = sorted({(rows[mentee], columns[mentor]) for mentee, mentor in locked})
    return np.array(links, np.int64).reshape(-1, 2)


def _points(fits: Floats, pool: Pool, rows: slice = EVERYBODY) -> NDArray[np.int32]:
    waited = [
        min((pool.starts - one.waiting_since).days // WAITING_STEP_DAYS, MOST_WAITING)
        if one.waiting_since
        else 0
        for one in pool.mentees[rows]
    ]
    turn = np.maximum(np.array(waited, np.int32), 0) * POINTS
    points: NDArray[np.int32] = np.rint(fits * np.float32(POINTS)).astype(np.int32) + turn[:, None]
    return points


def _counts(people: Sequence[Candidate]) -> Integers:
    return np.array([one.capacity for one in people], np.int64)


def _proposal(grounds: Grounds, locked: set[tuple[int, int]], proved: bool) -> Proposal:
    chosen = grounds.assignment.pairs
    fits = grounds.fits[chosen[:, 0], chosen[:, 1]]
    return Proposal(
        pairs=tuple(sorted(_pairs(grounds, locked), key=lambda pair: -pair.fit)),
        unmatched=tuple(_without(grounds, row) for row in grounds.assignment.unmatched.tolist()),
        ruled_out={key: int(table.sum()) for key, table in grounds.forbidden.items()},
        total=round(float(fits.sum(dtype=np.float64))),
        proved=proved,
        proof=grounds.assignment.proof.sentence(),
        grounds=grounds,
    )


def _pairs(grounds: Grounds, locked: set[tuple[int, int]]) -> list[ProposedPair]:
    chosen = grounds.assignment.pairs
    parts = {key: np.rint(100 * grounds.scores.of_pairs(key, chosen)).astype(int) for key in grounds.scores}
    return [
        ProposedPair(
            mentee=grounds.pool.mentees[row].key,
            mentor=grounds.pool.mentors[column].key,
            fit=round(float(grounds.fits[row, column])),
            scores={key: int(part[number]) for key, part in parts.items()},
            locked=(row, column) in locked,
            against=tuple(key for key, table in grounds.forbidden.items() if table[row, column]),
        )
        for number, (row, column) in enumerate(chosen.tolist())
    ]


def _without(grounds: Grounds, row: int) -> WithoutMentor:
    used = np.bincount(grounds.assignment.pairs[:, 1], minlength=grounds.pool.shape[1])
    full = used >= _counts(grounds.pool.mentors)
    counts: Counter[str] = Counter()
    for column in range(grounds.pool.shape[1]):
        against = [key for key, table in grounds.forbidden.items() if table[row, column]]
        counts[against[0] if against else "full" if full[column] else "lowers"] += 1
    order = [*grounds.forbidden, "full", "lowers"]
    reasons = sorted(counts.items(), key=lambda reason: (-reason[1], order.index(reason[0])))
    return WithoutMentor(grounds.pool.mentees[row].key, tuple(reasons))
