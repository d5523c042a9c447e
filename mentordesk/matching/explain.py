"""Why this pair, why not more, why not that one: in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mentordesk.i18n import _, filled, reader
from mentordesk.matching import week
from mentordesk.matching.criteria import CRITERIA, Criterion
from mentordesk.matching.propose import Grounds, Proposal
from mentordesk.matching.rules import RULES

GOOD: Final = 0.7
MOST_REASONS: Final = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One criterion of a pair: its label in the reader's language, score 0 to 100, and weight."""

    key: str
    label: str
    score: int
    weight: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair's fit, its bars, what speaks for it, what keeps it from more, the rules it breaks, and its
    hours.

    hours has one entry a stretch of the cohort with the same hours a week; empty where they are not known.
    """

    fit: int
    bars: tuple[Bar, ...]
    why: tuple[str, ...]
    why_not_more: tuple[str, ...]
    against: tuple[str, ...]
    hours: tuple[week.Stretch, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another allowed mentor for a mentee, and whether there is a place left."""

    mentor: bytes
    fit: int
    free: bool


def explain(proposal: Proposal, mentee: bytes, mentor: bytes) -> Explanation:
    """The pair of these keys, proposed or not; KeyError if one of them is not in the proposal."""
    grounds = proposal.grounds
    row, column = position(grounds, mentee, mentor)
    mentee_, mentor_ = grounds.pool.mentees[row], grounds.pool.mentors[column]
    dates = {"starts": grounds.pool.starts, "ends": grounds.pool.ends}
    hours = week.stretches(mentee_.week, mentee_.zone, mentor_.week, mentor_.zone, **dates)
    return Explanation(
        fit=round(float(grounds.fits[row, column])),
        bars=bars(grounds, row, column),
        why=_reasons(grounds, row, column, good=True),
        why_not_more=(*_reasons(grounds, row, column, good=False), *_better_wish(grounds, row, column)),
        against=against(grounds, row, column),
        hours=hours,
    )


def position(grounds: Grounds, mentee: bytes, mentor: bytes) -> tuple[int, int]:
    """Row and column of the people with these keys; KeyError if one is not there."""
    rows = {one.key: number for number, one in enumerate(grounds.pool.mentees)}
    columns = {one.key: number for number, one in enumerate(grounds.pool.mentors)}
    return rows[mentee], columns[mentor]


def bars(grounds: Grounds, row: int, column: int) -> tuple[Bar, ...]:
    """A bar for each criterion, in their order."""
    return tuple(
        Bar(
            criterion.key,
            _(criterion.label),
            round(100 * grounds.scores.of(criterion.key, row, column)),
            grounds.weights.get(criterion.key, 0),
        )
        for criterion in CRITERIA
    )


def against(grounds: Grounds, row: int, column: int) -> tuple[str, ...]:
    """A sentence for each rule that forbids this pair."""
    texts = {
        "banned": _("This pair was banned by hand."),
        "self": _("Both are the same person."),
    }
    rules = {rule.key: rule for rule in RULES}
    found = []
    for key, table in grounds.forbidden.items():
        if table[row, column]:
            found.append(texts[key] if key in texts else rules[key].explain(grounds.rules[key] or 0))
    return tuple(found)


def _reasons(grounds: Grounds, row: int, column: int, *, good: bool) -> tuple[str, ...]:
    """Sentences of the criteria that count, those that bring or cost the most points first."""

    def effect(criterion: Criterion) -> float:
        score = grounds.scores.of(criterion.key, row, column)
        return grounds.weights.get(criterion.key, 0) * (score if good else 1 - score)

    chosen = [
        criterion
        for criterion in sorted(CRITERIA, key=effect, reverse=True)
        if effect(criterion) > 0 and (grounds.scores.of(criterion.key, row, column) >= GOOD) == good
    ]
    told = [criterion.explain(grounds.pool, row, column) for criterion in chosen]
    return tuple([sentence for sentence in told if sentence][:MOST_REASONS])


def _better_wish(grounds: Grounds, row: int, column: int) -> tuple[str, ...]:
    """What the mentee's first wish among these mentors would give, if it is another."""
    mentee = grounds.pool.mentees[row]
    by_person = {one.person: number for number, one in enumerate(grounds.pool.mentors) if one.person}
    wished = next((by_person[person] for person in mentee.wishes if person in by_person), column)
    if wished == column:
        return ()
    text = _("The first wish, {name}, would give {fit}.")
    name, fit = grounds.pool.mentors[wished].name, round(float(grounds.fits[row, wished]))
    return (filled(text, name=name, fit=reader().number(fit)),)


def hours_sentences(hours: tuple[week.Stretch, ...]) -> tuple[str, ...]:
    """A sentence for each change of the hours in common through the cohort."""
    text = _("{hours} h a week from {day}, when the clocks change.")
    return tuple(
        text.format(hours=reader().number(stretch.hours), day=reader().date(stretch.first))
        for stretch in hours[1:]
    )


def alternatives(proposal: Proposal, mentee: bytes, most: int = 3) -> tuple[Alternative, ...]:
    """The mentee's best allowed mentors other than those proposed; those with a free place are marked."""
    grounds = proposal.grounds
    row = next(number for number, one in enumerate(grounds.pool.mentees) if one.key == mentee)
    pairs = grounds.assignment.pairs
    mine = set(pairs[pairs[:, 0] == row, 1].tolist())
    used = np.bincount(pairs[:, 1], minlength=grounds.pool.shape[1])
    order = np.argsort(-grounds.fits[row], kind="stable").tolist()
    found = [column for column in order if grounds.allowed[row, column] and column not in mine]
    return tuple(
        Alternative(
            grounds.pool.mentors[column].key,
            round(float(grounds.fits[row, column])),
            bool(used[column] < grounds.pool.mentors[column].capacity),
        )
        for column in found[:most]
    )
