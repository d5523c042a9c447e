"""What makes two people suit each other: one function a criterion from a pool to scores between 0 and 1.

Where one side has said nothing the score is NEUTRAL, and the explanation says so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

import numpy as np

from mentordesk.i18n import N_
from mentordesk.matching import criteria_words as words
from mentordesk.matching.criteria_parts import laid_out, mean_of, neutral, turned
from mentordesk.matching.criteria_values import (
    ENOUGH_INTERESTS,
    GAP_KEYS,
    background_of,
    chosen,
    industry_of,
    interests_of,
    own_known,
    own_of,
    past,
    style_of,
    title_words,
)
from mentordesk.matching.pool import (
    EVERYBODY,
    LEVELS,
    NEUTRAL,
    Candidate,
    Floats,
    Pool,
)
from mentordesk.matching.settings import DIVERSITY, OWN, Diversity

ENOUGH_BACKGROUND: Final = 2
WISH_STEP: Final = 0.1
LEAST_WISH: Final = 0.5
MOST_MONTHS: Final = 1200
GAP_SCORES: Final = (0.0, 1.0, 1.0, 0.4)


@dataclass(frozen=True, slots=True)
class Criterion:
    """score gives some mentees × mentors between 0 and 1; explain says of one pair what it found, None if
    nothing.

    default_weight is out of 100 over all of them.
    """

    key: str
    label: str
    default_weight: int
    score: Score
    explain: Callable[[Pool, int, int], str | None]


class Score(Protocol):
    """Scores of a slice of the mentees, of all if none is named."""

    def __call__(self, pool: Pool, rows: slice = EVERYBODY, /) -> Floats: ...


def skills(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """The share of the levels wanted that is offered: Σ min(offered, wanted) / Σ wanted."""
    score = pool.in_common("skills", _steps, rows)
    wanted, _offered = pool.amounts("skills", lambda one: sum(one.skills.values()))
    score /= np.maximum(wanted[rows], 1)[:, None]
    return neutral(score, pool.known("skills", lambda one: bool(one.skills)), rows)


def hours(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """Hours a week in common, against those that are enough."""
    score = pool.hours(rows) / np.float32(pool.set_to["hours enough"])
    np.minimum(score, 1, out=score)
    return neutral(score, (pool.calendar.known, pool.calendar.other_known), rows)


def field(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """The mean of same industry and like role (cosine of the words in both titles), of those that are known
    and that matter.
    """
    parts = []
    if way := pool.set_to["industry"]:
        same = pool.equal("industry", industry_of, rows=rows).astype(np.float32)
        parts.append((turned(same, way), pool.known("industry", lambda one: bool(industry_of(one)))))
    if way := pool.set_to["role"]:
        known = pool.known("role", lambda one: bool(title_words(one)))
        parts.append((turned(_cosine(pool, rows), way), known))
    return mean_of(pool, parts, rows)


def experience(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """Full between the best years more, rising from the least and falling to the most; nothing beyond, nor
    where the mentor has no more.
    """
    gaps = np.arange(-MOST_MONTHS, MOST_MONTHS + 1) / 12
    points = [pool.set_to[key] for key in GAP_KEYS]
    by_gap = np.interp(gaps, points, GAP_SCORES).astype(np.float32)
    by_gap[(gaps < points[0]) | (gaps <= 0) | (gaps > points[-1])] = 0
    mine, theirs = (side.astype(np.int16) for side in pool.amounts("months", _months))
    score = by_gap.take(np.subtract.outer(np.int16(MOST_MONTHS) - mine[rows], -theirs))
    return neutral(score, pool.known("experience", lambda one: one.experience_months is not None), rows)


def languages(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """The best level that both have in one language; full from C1."""
    full = LEVELS.index("C1") + 1
    by_level = np.minimum(np.arange(len(LEVELS) + 2) / full, 1).astype(np.float32)
    by_level[-1] = NEUTRAL
    return by_level[pool.language(rows)]


def interests(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """Interests in common, full from ENOUGH_INTERESTS."""
    score = pool.in_common("interests", interests_of, rows)
    score /= np.float32(ENOUGH_INTERESTS)
    np.minimum(score, 1, out=score)
    return neutral(score, pool.known("interests", lambda one: bool(one.interests)), rows)


def style(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """The mean of same work style and background in common, of those that are known and that matter."""
    parts = []
    if way := pool.set_to["work style"]:
        same = pool.equal("work style", style_of, rows=rows).astype(np.float32)
        parts.append((turned(same, way), pool.known("work style", lambda one: bool(style_of(one)))))
    if way := pool.set_to["background"]:
        shared = pool.in_common("background", background_of, rows) / np.float32(ENOUGH_BACKGROUND)
        known = pool.known("background", lambda one: bool(one.background))
        parts.append((turned(np.minimum(shared, 1), way), known))
    return mean_of(pool, parts, rows)


def wishes(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """First wish 1, each later one a tenth less down to a half, nobody's wish 0; the mean of who named
    wishes.
    """
    mine, theirs = pool.known("wishes", lambda one: bool(one.wishes))
    everyone = np.ones(len(mine), np.bool_), np.ones(len(theirs), np.bool_)
    parts = [
        (laid_out(pool, side, rows), known)
        for side, known in zip(
            pool.named("wishes", _ranked), ((mine, everyone[1]), (everyone[0], theirs)), strict=True
        )
    ]
    return mean_of(pool, parts, rows)


def own_fields(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """The mean over the programme's own fields that matter and that both filled in: alike or different."""
    parts = []
    for name, way in chosen(pool, OWN):
        same = pool.equal("own " + name, partial(own_of, name), rows=rows).astype(np.float32)
        parts.append((turned(same, way), own_known(pool, name)))
    return mean_of(pool, parts, rows)


def rating(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """What these two said of each other before; else the mean of what former partners said of each."""
    given = pool.known("rating", lambda one: one.rating is not None)
    everyone = np.ones(len(given[0]), np.bool_), np.ones(len(given[1]), np.bool_)
    shape = len(pool.mentees[rows]), len(pool.mentors)
    mine, theirs = pool.amounts("rating", lambda one: one.rating or 0)
    parts = [
        (np.broadcast_to(mine[rows, None], shape).copy(), (given[0], everyone[1])),
        (np.broadcast_to(theirs, shape).copy(), (everyone[0], given[1])),
    ]
    score = mean_of(pool, parts, rows)
    at, columns, values = past(pool).within(rows, len(pool.mentees))
    score[at, columns] = values
    return score


def diversity(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """Over the fields of identity that were chosen: the same where the mentee asks for it, mixed where the
    programme chose so, and nothing otherwise.
    """
    parts = []
    for name, way in chosen(pool, DIVERSITY):
        same = pool.equal("own " + name, partial(own_of, name), rows=rows).astype(np.float32)
        asks = np.array([name in one.same_wanted for one in pool.mentees], np.bool_)
        np.subtract(1, same, out=same, where=~asks[rows, None])
        mine, theirs = own_known(pool, name)
        parts.append((same, (mine & asks if way == Diversity.AS_ASKED else mine, theirs)))
    return mean_of(pool, parts, rows)


def _steps(one: Candidate) -> set[Hashable]:
    """A skill at level 3 is three tokens, so that what two people share is the lower of both levels."""
    return {(skill, step) for skill, level in one.skills.items() for step in range(level)}


def _months(one: Candidate) -> int:
    """Months of experience, no more than a lifetime; nought where not known."""
    return min(one.experience_months or 0, MOST_MONTHS)


def _ranked(one: Candidate) -> dict[bytes, float]:
    """What each wish is worth; of somebody named twice the better one."""
    return {
        person: max(1 - WISH_STEP * rank, LEAST_WISH)
        for rank, person in reversed(list(enumerate(one.wishes)))
    }


def _cosine(pool: Pool, rows: slice) -> Floats:
    """How like two titles are: words in common over the root of both numbers of words."""
    score = pool.in_common("role", title_words, rows)
    mine, theirs = pool.amounts("role", lambda one: float(np.sqrt(max(len(title_words(one)), 1))))
    score /= mine[rows, None]
    score /= theirs
    return score


CRITERIA: Final = (
    Criterion("skills", N_("Skills wanted, offered"), 30, skills, words.skills),
    Criterion("hours", N_("Hours in common"), 20, hours, words.hours),
    Criterion("field", N_("Field and role"), 15, field, words.field),
    Criterion("experience", N_("Years between them"), 10, experience, words.experience),
    Criterion("languages", N_("Languages"), 10, languages, words.languages),
    Criterion("interests", N_("Interests"), 5, interests, words.interests),
    Criterion("style", N_("Work style and background"), 0, style, words.style),
    Criterion("wishes", N_("Wishes of both"), 10, wishes, words.wishes),
    Criterion("own", N_("Own fields"), 0, own_fields, words.own),
    Criterion("rating", N_("Earlier ratings"), 0, rating, words.rating),
    Criterion("diversity", N_("Diversity, as chosen"), 0, diversity, words.diversity),
)


def default_weights() -> dict[str, int]:
    """Each criterion's key with the weight it starts with; 100 in all."""
    return {criterion.key: criterion.default_weight for criterion in CRITERIA}
