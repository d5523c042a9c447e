"""From people, weights and rules to a ranked proposal with its proof: what one run of matching gives the
coordinator.

Fit is the weighted mean of the criteria, 0 to 100. Equal fits go to who stands first: those who wait
longest, then by key. Waiting also counts one point every four weeks, ten at most, on all of a mentee's pairs
alike: it decides who gets a place, never with whom, and it is not shown in the fit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, NotRequired, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from mentordesk.i18n import _, reader
from mentordesk.matching.costs import Costs
from mentordesk.matching.criteria import default_weights
from mentordesk.matching.market import Integers, go_on, never, require
from mentordesk.matching.pool import EVERYBODY, Booleans, Candidate, Floats, Pool
from mentordesk.matching.prices import PriceProof
from mentordesk.matching.proof import Objective, Verdict
from mentordesk.matching.rules import default_rules, forbidden, in_short
from mentordesk.matching.scoring import Scores, fit, fit_of, score
from mentordesk.matching.solve import Assignment, Question
from mentordesk.matching.standing import Standing, stand

POINTS: Final = 1000
WAITING_STEP_DAYS: Final = 28
MOST_WAITING: Final = 10
STRIP: Final = 64
"""Mentees at a time: what lies between is half as large as for BLOCK, and as fast."""


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
class Basis:
    """What is asked of whom: rows and columns as in the pool.

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


@dataclass(frozen=True, eq=False)
class Grounds(Basis):
    """All that the result rests on, for explanations and a warm start. kept is the answer where it came about
    by a change.
    """

    assignment: Assignment
    kept: Standing | None = field(default=None, repr=False)

    @cached_property
    def standing(self) -> Standing:
        """The answer, ready to be changed; with any objective but total, the one for most."""
        if self.kept is not None:
            return self.kept
        if not isinstance(self.assignment.proof, PriceProof):
            most = replace(self.question, objective="most")
            return stand(most, most.solve())
        best = self.question.solve(self.assignment) if self.assignment.stopped else self.assignment
        return stand(self.question, best)

    @cached_property
    def costs(self) -> Costs:
        """What forcing pairs costs, against the best for total, or for most with any other objective."""
        return Costs(self.standing.net)


@dataclass(frozen=True, eq=False)
class Proposal:
    """The best arrangement, pairs by fit, or one that was enough. ruled_out counts the pairs that each rule
    forbids; total adds up the fits.
    """

    pairs: tuple[ProposedPair, ...]
    unmatched: tuple[WithoutMentor, ...]
    ruled_out: Mapping[str, int]
    total: int
    verdict: Verdict
    grounds: Grounds = field(repr=False)

    @property
    def proved(self) -> bool:
        """Whether nothing better exists."""
        return self.verdict.holds

    @property
    def proof(self) -> str:
        """What has been proved, in one sentence; if not all, how far off it may be."""
        if self.proved:
            return self.grounds.assignment.proof.sentence()
        if self.verdict.known:
            return self.verdict.sentence()
        return _("This proposal could not be proved to be the best.")


class Terms(TypedDict):
    """What people are matched by.

    A criterion without a weight counts nothing, a rule or setting not named has its default. locked and
    banned are keys of mentee and mentor; a locked pair may break a rule, and then says so, but never a
    capacity: MatchingError.
    """

    weights: Mapping[str, int]
    rules: Mapping[str, int | None]
    starts: dt.date
    ends: dt.date
    locked: NotRequired[Collection[tuple[bytes, bytes]]]
    banned: NotRequired[Collection[tuple[bytes, bytes]]]
    settings: NotRequired[Mapping[str, int]]
    objective: NotRequired[Objective]


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
        """Points and what no rule forbids, of the mentees from start to before stop; worked out STRIP at a
        time, so that what lies between stays small.
        """
        shape = stop - start, self.shape[1]
        points, allowed = np.empty(shape, np.int32), np.empty(shape, np.bool_)
        for first in range(start, stop, STRIP):
            rows, at = slice(first, min(first + STRIP, stop)), slice(first - start, first - start + STRIP)
            points[at], allowed[at] = self._strip(rows)
        return points, allowed

    def _strip(self, rows: slice) -> tuple[NDArray[np.int32], Booleans]:
        pool = self.scores.pool
        allowed = ~np.logical_or.reduce(list(forbidden(pool, self.rules, self.banned, rows).values()))
        return _points(fit_of(self.scores, self.weights, rows), pool, rows), allowed


def propose(
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    *,
    previous: Proposal | None = None,
    pause: Callable[[], None] = go_on,
    enough: Callable[[], bool] = never,
    **terms: Unpack[Terms],
) -> Proposal:
    """The proved best arrangement of these people under some terms.

    previous only makes it faster; pause, called now and then, stops it by raising, and enough, once there is
    an arrangement, by saying that it will do.
    """
    before = None if previous is None else previous.grounds
    basis = basis_of(mentees, mentors, before=before, **terms)
    result = basis.question.solve(None if before is None else before.assignment, pause, enough)
    grounds = Grounds(**vars(basis), assignment=result)
    return proposal_of(grounds, verdict=basis.question.verify(result))


def basis_of(
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    *,
    before: Basis | None = None,
    **terms: Unpack[Terms],
) -> Basis:
    """The question that these terms ask; what is before it only makes it faster."""
    people, settings = (_in_turn(mentees), _in_turn(mentors)), terms.get("settings", {})
    scores = _scores(Pool(*people, terms["starts"], terms["ends"], settings), before)
    pool, weights, rules = scores.pool, terms["weights"], terms["rules"]
    fits = fit(pool, scores, weights)
    tables = forbidden(pool, rules, terms.get("banned", ()), known=_known_tables(pool, before))
    allowed = ~np.logical_or.reduce(list(tables.values()))
    links = places_of(pool, terms.get("locked", ()))
    permitted = allowed.copy()
    permitted[links[:, 0], links[:, 1]] = True
    counts = _counts(pool.mentors), _counts(pool.mentees)
    question = Question(_points(fits, pool), permitted, *counts, terms.get("objective", "most"), links)
    return Basis(pool, fits, scores, dict(weights), {**default_rules(), **rules}, tables, allowed, question)


def _scores(pool: Pool, before: Basis | None) -> Scores:
    """Those from before, if they were of the same people and settings."""
    if before is not None:
        old = before.pool
        asked = (pool.mentees, pool.mentors, pool.starts, pool.ends, pool.set_to)
        if asked == (old.mentees, old.mentors, old.starts, old.ends, old.set_to):
            return before.scores
    return score(pool)


def _known_tables(pool: Pool, before: Basis | None) -> dict[tuple[str, int], Booleans]:
    """What rules forbade before, by their values, if they were asked of the same people."""
    if before is None or before.pool is not pool:
        return {}
    on = {key: value for key, value in before.rules.items() if value is not None}
    return {(key, value): before.forbidden[key] for key, value in on.items()}


def _in_turn(people: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those who wait longest first, then by key."""
    ordered = sorted(people, key=lambda one: (one.waiting_since or dt.date.max, one.key))
    require(len({one.key for one in ordered}) == len(ordered), "Somebody is there twice.")
    return tuple(ordered)


def places_of(pool: Pool, locked: Collection[tuple[bytes, bytes]]) -> Integers:
    """Locked pairs by row and column, in reading order."""
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
    scaled = fits * np.float32(POINTS)
    points: NDArray[np.int32] = np.rint(scaled, out=scaled).astype(np.int32)
    points += turn[:, None]
    return points


def _counts(people: Sequence[Candidate]) -> Integers:
    return np.array([one.capacity for one in people], np.int64)


def proposal_of(
    grounds: Grounds, *, verdict: Verdict, known: Mapping[tuple[int, int], ProposedPair] | None = None
) -> Proposal:
    """The result told; pairs that are known by row and column are not worked out anew."""
    chosen = grounds.assignment.pairs
    fits = grounds.fits[chosen[:, 0], chosen[:, 1]]
    return Proposal(
        pairs=tuple(sorted(_pairs(grounds, known or {}), key=lambda pair: -pair.fit)),
        unmatched=tuple(_without(grounds)),
        ruled_out={key: int(table.sum()) for key, table in grounds.forbidden.items()},
        total=round(float(fits.sum(dtype=np.float64))),
        verdict=verdict,
        grounds=grounds,
    )


def _pairs(grounds: Grounds, known: Mapping[tuple[int, int], ProposedPair]) -> list[ProposedPair]:
    """The pairs in reading order."""
    cells = [(row, column) for row, column in grounds.assignment.pairs.tolist()]
    new = np.array([cell for cell in cells if cell not in known], np.int64).reshape(-1, 2)
    together = {**known, **_made(grounds, new)}
    return [together[cell] for cell in cells]


def _made(grounds: Grounds, chosen: Integers) -> dict[tuple[int, int], ProposedPair]:
    """Pairs (n × 2, in reading order) with all that is told of them, by row and column."""
    if not len(chosen):
        return {}
    places, scores = (chosen[:, 0], chosen[:, 1]), grounds.scores
    parts = {key: np.rint(100 * scores.of_pairs(key, chosen)).astype(int).tolist() for key in scores}
    broken = {key: table[places] for key, table in grounds.forbidden.items()}
    against = {key: table.tolist() for key, table in broken.items() if table.any()}
    locked = {(row, column) for row, column in np.asarray(grounds.question.locked).reshape(-1, 2).tolist()}
    return {
        (row, column): ProposedPair(
            mentee=grounds.pool.mentees[row].key,
            mentor=grounds.pool.mentors[column].key,
            fit=round(float(grounds.fits[row, column])),
            scores={key: part[number] for key, part in parts.items()},
            locked=(row, column) in locked,
            against=tuple(key for key, found in against.items() if found[number]),
        )
        for number, (row, column) in enumerate(chosen.tolist())
    }


def _without(grounds: Grounds) -> Iterator[WithoutMentor]:
    """Everybody without a mentor, and what takes each mentor away: the first rule that does, or no place."""
    rows, columns = grounds.assignment.unmatched, grounds.pool.shape[1]
    used = np.bincount(grounds.assignment.pairs[:, 1], minlength=columns)
    keys = [*grounds.forbidden, "full", "lowers"]
    first = np.full((len(rows), columns), len(keys) - 1)
    first[:, used >= np.asarray(grounds.question.capacity)] = len(keys) - 2
    for number, table in reversed([*enumerate(grounds.forbidden.values())]):
        first[table[rows]] = number
    for row, reasons in zip(rows.tolist(), first, strict=True):
        counts = np.bincount(reasons, minlength=len(keys)).tolist()
        found = [(key, count) for key, count in zip(keys, counts, strict=True) if count]
        yield WithoutMentor(
            grounds.pool.mentees[row].key, tuple(sorted(found, key=lambda reason: -reason[1]))
        )
