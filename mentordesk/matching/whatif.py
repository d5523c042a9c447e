"""What would follow: what a pair or a lock costs the whole, second-best suggestions, a mentor's best people.

For most and total costs are told from prices; for the others the question is solved again with the pair
locked and compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mentordesk.i18n import _, ngettext, reader
from mentordesk.matching.costs import FAR, told
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
    return _forced(proposal.grounds, *position(proposal.grounds, mentee, mentor))


def forced_all(proposal: Proposal) -> Integers:
    """What forcing each pair costs in points of fit times POINTS, mentees × mentors, where it costs no link;
    FAR where it does or is impossible.
    """
    costs = proposal.grounds.costs
    table = costs.of_all()
    return np.where(np.abs(table) > costs.bonus // 2, FAR, table) if costs.bonus else table


def lock_cost(proposal: Proposal, mentee: bytes, mentor: bytes) -> Effect:
    """What this lock costs the whole: how much better it would be without it, the other locks kept."""
    grounds = proposal.grounds
    row, column = position(grounds, mentee, mentor)
    may = bool(grounds.allowed[row, column])
    if grounds.question.objective in PRICED:
        without = grounds.standing.free(row, column, allowed=may).assignment
        return _difference(without, grounds.assignment)
    locked = np.asarray(grounds.question.locked).reshape(-1, 2)
    allowed = np.array(grounds.question.allowed)
    allowed[row, column] = may
    rest = locked[(locked != (row, column)).any(axis=1)]
    return _difference(replace(grounds.question, allowed=allowed, locked=rest).solve(), grounds.assignment)


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
        found = _cheapest(grounds, row, columns, most)
    else:
        order = columns[np.lexsort((-fits[columns], ~free[columns]))][:most].tolist()
        found = [(column, _forced(grounds, row, column)) for column in order]
    return tuple(
        Suggestion(grounds.pool.mentors[column].key, round(float(fits[column])), effect, bool(free[column]))
        for column, effect in found
    )


def best_for_mentor(proposal: Proposal, mentor: bytes, most: int = 5) -> tuple[tuple[bytes, int], ...]:
    """The mentees who suit this mentor best and may be paired, with their fits."""
    grounds = proposal.grounds
    column = next(number for number, one in enumerate(grounds.pool.mentors) if one.key == mentor)
    order = np.argsort(-grounds.fits[:, column], kind="stable")
    best = order[grounds.allowed[order, column]][:most].tolist()
    return tuple((grounds.pool.mentees[row].key, round(float(grounds.fits[row, column]))) for row in best)


def _cheapest(grounds: Grounds, row: int, columns: Integers, most: int) -> list[tuple[int, Effect]]:
    """Those of the mentors who cost the whole least, then by fit; none costs less than they fall short."""
    short, fits = grounds.standing.short_of(row), grounds.fits[row]
    found: list[tuple[int, float, int]] = []
    for column in columns[np.argsort(short[columns], kind="stable")].tolist():
        if len(found) == most and short[column] > found[-1][0]:
            break
        cost = grounds.standing.cost(row, column)
        found = sorted([*found, (cost, -float(fits[column]), column)])[:most]
    return [(column, _told(grounds, cost)) for cost, _fit, column in found]


def _forced(grounds: Grounds, row: int, column: int) -> Effect:
    """The effect of a lock, told from prices or by solving again."""
    locked = np.asarray(grounds.question.locked).reshape(-1, 2)
    if (locked == (row, column)).all(axis=1).any():
        return Effect(0, 0.0)
    if grounds.question.objective in PRICED:
        return _told(grounds, grounds.standing.cost(row, column))
    allowed = np.array(grounds.question.allowed)
    allowed[row, column] = True
    both = np.concatenate([locked, [[row, column]]]).astype(np.int64)
    try:
        found = replace(grounds.question, allowed=allowed, locked=both).solve()
    except MatchingError:
        return Effect(0, 0.0, possible=False)
    return _difference(grounds.assignment, found)


def _told(grounds: Grounds, cost: int) -> Effect:
    found = told(grounds.standing.net, cost)
    return Effect(found.links or 0, found.score / POINTS, found.possible)


def _difference(before: Assignment, after: Assignment) -> Effect:
    return Effect(len(before.pairs) - len(after.pairs), (before.total - after.total) / POINTS)
