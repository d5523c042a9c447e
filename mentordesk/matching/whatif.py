"""What would follow: what a pair or a lock costs the whole, second-best suggestions, a mentor's best people.

For most and total costs are told from prices; for the others the question is solved again with the pair
locked and compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mentordesk.i18n import _, ngettext, reader
from mentordesk.matching.costs import FAR
from mentordesk.matching.explain import position
from mentordesk.matching.market import Integers, MatchingError
from mentordesk.matching.propose import POINTS, Grounds, Proposal
from mentordesk.matching.solve import Assignment

PRICED = ("most", "total")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change costs the whole: links fewer, and points of fit less in all; below nought is a gain.

    possible is False where no arrangement has it at all.
    """

    links: int
    points: float
    possible: bool = True

    def sentence(self) -> str:
        """The effect in words."""
        if not self.possible:
            return _("There is no place for this pair.")
        points = reader().number(round(abs(self.points), 1))
        if self.links > 0:
            text = ngettext(
                "{n} person fewer would be matched.", "{n} people fewer would be matched.", self.links
            )
            return text.format(n=reader().number(self.links))
        if self.links < 0:
            text = ngettext(
                "{n} person more would be matched.", "{n} people more would be matched.", -self.links
            )
            return text.format(n=reader().number(-self.links))
        if round(self.points, 1) == 0:
            return _("It costs the others nothing.")
        if self.points < 0:
            return _("It would bring {points} points in all.").format(points=points)
        return _("It would cost {points} points in all.").format(points=points)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another allowed mentor for a mentee, what taking them costs the whole, and whether a place is free."""

    mentor: bytes
    fit: int
    effect: Effect
    free: bool


def forced(proposal: Proposal, mentee: bytes, mentor: bytes) -> Effect:
    """What it costs the whole to have this pair, allowed by the rules or not; KeyError for strangers."""
    row, column = position(proposal.grounds, mentee, mentor)
    if proposal.grounds.question.objective in PRICED:
        return _told(proposal.grounds, int(proposal.grounds.costs.of_mentee(row)[column]))
    return _solved(proposal.grounds, row, column)


def forced_all(proposal: Proposal) -> Integers:
    """What forcing each pair costs in points of fit times POINTS, mentees × mentors, where it costs no link;
    FAR where it does or is impossible.
    """
    costs = proposal.grounds.costs
    table = costs.of_all()
    return np.where(np.abs(table) > costs.bonus // 2, FAR, table) if costs.bonus else table


def lock_costs(proposal: Proposal) -> Mapping[tuple[bytes, bytes], Effect]:
    """What each lock costs the whole: how much better it would be without it, the other locks kept."""
    grounds = proposal.grounds
    locked = np.asarray(grounds.question.locked).reshape(-1, 2)
    found = {}
    for number, (row, column) in enumerate(locked.tolist()):
        allowed = np.array(grounds.question.allowed)
        allowed[row, column] = grounds.allowed[row, column]
        rest = np.delete(locked, number, axis=0)
        without = replace(grounds.question, allowed=allowed, locked=rest).solve(grounds.assignment)
        keys = grounds.pool.mentees[row].key, grounds.pool.mentors[column].key
        found[keys] = _difference(without, grounds.assignment)
    return found


def second_best(proposal: Proposal, mentee: bytes, most: int = 3) -> tuple[Suggestion, ...]:
    """The mentee's other allowed mentors, those that cost the whole least first, then by fit."""
    grounds = proposal.grounds
    row = next(number for number, one in enumerate(grounds.pool.mentees) if one.key == mentee)
    pairs = grounds.assignment.pairs
    open_ = grounds.allowed[row].copy()
    open_[pairs[pairs[:, 0] == row, 1]] = False
    columns = np.flatnonzero(open_)
    used = np.bincount(pairs[:, 1], minlength=grounds.pool.shape[1])
    free = used < np.asarray(grounds.question.capacity)
    fits = grounds.fits[row]
    if grounds.question.objective in PRICED:
        costs = grounds.costs.of_mentee(row)
        order = columns[np.lexsort((-fits[columns], costs[columns]))][:most].tolist()
        effects = [_told(grounds, int(costs[column])) for column in order]
    else:
        order = columns[np.lexsort((-fits[columns], ~free[columns]))][:most].tolist()
        effects = [_solved(grounds, row, column) for column in order]
    return tuple(
        Suggestion(grounds.pool.mentors[column].key, round(float(fits[column])), effect, bool(free[column]))
        for column, effect in zip(order, effects, strict=True)
    )


def best_for_mentor(proposal: Proposal, mentor: bytes, most: int = 5) -> tuple[tuple[bytes, int], ...]:
    """The mentees who suit this mentor best and may be paired, with their fits."""
    grounds = proposal.grounds
    column = next(number for number, one in enumerate(grounds.pool.mentors) if one.key == mentor)
    order = np.argsort(-grounds.fits[:, column], kind="stable")
    best = order[grounds.allowed[order, column]][:most].tolist()
    return tuple((grounds.pool.mentees[row].key, round(float(grounds.fits[row, column]))) for row in best)


def _told(grounds: Grounds, cost: int) -> Effect:
    found = grounds.costs.told(cost)
    return Effect(found.links or 0, found.score / POINTS, found.possible)


def _solved(grounds: Grounds, row: int, column: int) -> Effect:
    """The effect of a lock, by solving again."""
    allowed = np.array(grounds.question.allowed)
    allowed[row, column] = True
    locked = np.asarray(grounds.question.locked).reshape(-1, 2)
    if (locked == (row, column)).all(axis=1).any():
        return Effect(0, 0.0)
    both = np.concatenate([locked, [[row, column]]]).astype(np.int64)
    try:
        found = replace(grounds.question, allowed=allowed, locked=both).solve(grounds.assignment)
    except MatchingError:
        return Effect(0, 0.0, possible=False)
    return _difference(grounds.assignment, found)


def _difference(before: Assignment, after: Assignment) -> Effect:
    return Effect(len(before.pairs) - len(after.pairs), (before.total - after.total) / POINTS)
