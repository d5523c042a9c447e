"""What makes two people suit each other: one function a criterion from a pool to scores between 0 and 1.

Where one side has said nothing the score is NEUTRAL, and the explanation says so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

import numpy as np

from mentordesk.i18n import N_, _, filled, ngettext, reader
from mentordesk.matching.criteria_parts import laid_out, mean_of, neutral, turned
from mentordesk.matching.pool import (
    EVERYBODY,
    LEVELS,
    NEUTRAL,
    Candidate,
    Floats,
    Known,
    Named,
    Pool,
    spoken,
)
from mentordesk.matching.settings import DIVERSITY, OWN, Diversity

ENOUGH_INTERESTS: Final = 3
ENOUGH_BACKGROUND: Final = 2
WISH_STEP: Final = 0.1
LEAST_WISH: Final = 0.5
MOST_MONTHS: Final = 1200
GAP_KEYS: Final = ("gap least", "gap best from", "gap best to", "gap most")
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
        same = pool.equal("industry", _industry, rows=rows).astype(np.float32)
        parts.append((turned(same, way), pool.known("industry", lambda one: bool(_industry(one)))))
    if way := pool.set_to["role"]:
        known = pool.known("role", lambda one: bool(_words(one)))
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
    score = pool.in_common("interests", _interests, rows)
    score /= np.float32(ENOUGH_INTERESTS)
    np.minimum(score, 1, out=score)
    return neutral(score, pool.known("interests", lambda one: bool(one.interests)), rows)


def style(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """The mean of same work style and background in common, of those that are known and that matter."""
    parts = []
    if way := pool.set_to["work style"]:
        same = pool.equal("work style", _style, rows=rows).astype(np.float32)
        parts.append((turned(same, way), pool.known("work style", lambda one: bool(_style(one)))))
    if way := pool.set_to["background"]:
        shared = pool.in_common("background", _background, rows) / np.float32(ENOUGH_BACKGROUND)
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
    for name, way in _chosen(pool, OWN):
        same = pool.equal("own " + name, partial(_own, name), rows=rows).astype(np.float32)
        parts.append((turned(same, way), _own_known(pool, name)))
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
    at, columns, values = _past(pool).within(rows, len(pool.mentees))
    score[at, columns] = values
    return score


def diversity(pool: Pool, rows: slice = EVERYBODY) -> Floats:
    """Over the fields of identity that were chosen: the same where the mentee asks for it, mixed where the
    programme chose so, and nothing otherwise.
    """
    parts = []
    for name, way in _chosen(pool, DIVERSITY):
        same = pool.equal("own " + name, partial(_own, name), rows=rows).astype(np.float32)
        asks = np.array([name in one.same_wanted for one in pool.mentees], np.bool_)
        np.subtract(1, same, out=same, where=~asks[rows, None])
        mine, theirs = _own_known(pool, name)
        parts.append((same, (mine & asks if way == Diversity.AS_ASKED else mine, theirs)))
    return mean_of(pool, parts, rows)


def _explain_skills(pool: Pool, row: int, column: int) -> str | None:
    wanted, offered = pool.mentees[row].skills, pool.mentors[column].skills
    if not wanted or not offered:
        return _("Skills wanted or offered are not known.")
    met = sum(offered.get(skill, 0) >= level for skill, level in wanted.items())
    text = ngettext(
        "Offers {met} of the {n} skill wanted.", "Offers {met} of the {n} skills wanted.", len(wanted)
    )
    return text.format(met=reader().number(met), n=reader().number(len(wanted)))


def _explain_hours(pool: Pool, row: int, column: int) -> str | None:
    common = float(pool.hours(slice(row, row + 1))[0, column])
    if np.isnan(common):
        return _("Hours in common are not known.")
    return _("{hours} h a week in common.").format(hours=reader().number(common))


def _explain_field(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    if _industry(mentee) and _industry(mentee) == _industry(mentor):
        roles_differ = _words(mentee) and _words(mentor) and not _words(mentee) & _words(mentor)
        same = (
            _("Both work in {industry}, in different roles.")
            if roles_differ
            else _("Both work in {industry}.")
        )
        return filled(same, industry=mentor.industry)
    if _words(mentee) & _words(mentor):
        return filled(
            _("Like roles: {mentee} and {mentor}."), mentee=mentee.role_title, mentor=mentor.role_title
        )
    if _industry(mentee) and _industry(mentor):
        return filled(
            _("Different fields: {mentee} and {mentor}."), mentee=mentee.industry, mentor=mentor.industry
        )
    if _words(mentee) and _words(mentor):
        return filled(
            _("Different roles: {mentee} and {mentor}."), mentee=mentee.role_title, mentor=mentor.role_title
        )
    return _("The field of one is not known.")


def _explain_experience(pool: Pool, row: int, column: int) -> str | None:
    mine, theirs = pool.mentees[row].experience_months, pool.mentors[column].experience_months
    if mine is None or theirs is None:
        return _("Years of experience are not known.")
    years = (theirs - mine) // 12
    if theirs <= mine:
        return _("The mentor has no more experience than the mentee.")
    _least, low, high, _most = (pool.set_to[key] for key in GAP_KEYS)
    best = {"low": reader().number(low), "high": reader().number(high)}
    if low <= (theirs - mine) / 12 <= high:
        text = ngettext("{n} year between them.", "{n} years between them.", years)
    elif years < 1:
        text = _("Less than a year between them, {low} to {high} are best.")
    else:
        text = ngettext(
            "{n} year between them, {low} to {high} are best.",
            "{n} years between them, {low} to {high} are best.",
            years,
        )
    return text.format(n=reader().number(years), **best)


def _explain_languages(pool: Pool, row: int, column: int) -> str | None:
    best = int(pool.language(slice(row, row + 1))[0, column])
    if best < 0:
        return _("The languages of one are not known.")
    if best == 0:
        return _("No language in common.")
    pair = (pool.mentees[row], pool.mentors[column])
    both = sorted(set.intersection(*(set(spoken(one, best)) for one in pair)))
    said = [code for code in both if all(one.languages[code] for one in pair)]
    names = reader().listing([reader().language(code) for code in said or both])
    if not said:
        return filled(_("{language} on both sides, but not both say how well."), language=names)
    if best == len(LEVELS):
        return filled(_("{language} is native to both."), language=names)
    return filled(_("{language}, {level} or better on both sides."), language=names, level=LEVELS[best - 1])


def _explain_interests(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    if not mentee.interests or not mentor.interests:
        return _("The interests of one are not known.")
    shared = sorted(name for name in mentor.interests if name.casefold() in _interests(mentee))
    if not shared:
        return _("No interests in common.")
    few = len(shared) < ENOUGH_INTERESTS
    said = _("Only {interests} in common.") if few else _("Both like {interests}.")
    return filled(said, interests=reader().listing(shared))


def _explain_style(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    shared = sorted(tag for tag in mentor.background if tag.casefold() in _background(mentee))
    if shared:
        return filled(_("Background in common: {tags}."), tags=reader().listing(shared))
    if not _style(mentee) or not _style(mentor):
        if mentee.background and mentor.background:
            return _("No background in common.")
        return _("Work style and background are not known.")
    if _style(mentee) == _style(mentor):
        return _("The same way of working.")
    return _("Different ways of working.")


def _explain_wishes(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    mine, theirs = mentor.person in mentee.wishes, mentee.person in mentor.wishes
    if mine and theirs:
        return _("Both wished for each other.")
    if mine:
        rank = mentee.wishes.index(mentor.person) + 1
        return _("Wish number {rank} of the mentee.").format(rank=reader().number(rank))
    if theirs:
        rank = mentor.wishes.index(mentee.person) + 1
        return _("Wish number {rank} of the mentor.").format(rank=reader().number(rank))
    return _("Wished for others.") if mentee.wishes or mentor.wishes else None


def _explain_own(pool: Pool, row: int, column: int) -> str | None:
    return _explain_fields(pool, row, column, [name for name, _way in _chosen(pool, OWN)])


def _explain_diversity(pool: Pool, row: int, column: int) -> str | None:
    asked = pool.mentees[row].same_wanted
    names = [name for name, way in _chosen(pool, DIVERSITY) if name in asked or way != Diversity.AS_ASKED]
    return _explain_fields(pool, row, column, names)


def _explain_fields(pool: Pool, row: int, column: int, names: Sequence[str]) -> str | None:
    """Which of these own fields are alike, different or not known; None if there are none."""
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    told = [name for name in names if _own(name, mentee) and _own(name, mentor)]
    same = [name for name in told if _own(name, mentee) == _own(name, mentor)]
    texts = (
        (_("Alike in {fields}."), same),
        (_("Different in {fields}."), [name for name in told if name not in same]),
        (_("Not known: {fields}."), [name for name in names if name not in told]),
    )
    found = [filled(text, fields=reader().listing(chosen)) for text, chosen in texts if chosen]
    return " ".join(found) or None


def _explain_rating(pool: Pool, row: int, column: int) -> str | None:
    at, columns, values = _past(pool).within(slice(row, row + 1), len(pool.mentees))
    before = values[(at == 0) & (columns == column)]
    if len(before):
        return _("They were paired before and rated it {share}.").format(
            share=reader().percent(float(before[0]))
        )
    mine, theirs = pool.mentees[row].rating, pool.mentors[column].rating
    if theirs is not None:
        return _("Former partners rated the mentor {share}.").format(share=reader().percent(theirs))
    if mine is not None:
        return _("Former partners rated the mentee {share}.").format(share=reader().percent(mine))
    return _("Earlier ratings are not known.")


def _steps(one: Candidate) -> set[Hashable]:
    """A skill at level 3 is three tokens, so that what two people share is the lower of both levels."""
    return {(skill, step) for skill, level in one.skills.items() for step in range(level)}


def _industry(one: Candidate) -> str:
    return one.industry.strip().casefold()


def _words(one: Candidate) -> set[Hashable]:
    return {
        word
        for word in one.role_title.casefold().replace("-", " ").replace("/", " ").split()
        if len(word) > 1
    }


def _interests(one: Candidate) -> set[Hashable]:
    return {name.casefold() for name in one.interests}


def _style(one: Candidate) -> str:
    return one.work_style.strip().casefold()


def _background(one: Candidate) -> set[Hashable]:
    return {tag.casefold() for tag in one.background}


def _own(name: str, one: Candidate) -> str:
    return one.own.get(name, "").strip().casefold()


def _own_known(pool: Pool, name: str) -> Known:
    return pool.known("own " + name, lambda one: bool(_own(name, one)))


def _chosen(pool: Pool, kind: str) -> list[tuple[str, int]]:
    """The own fields that matter in this kind of way, by name, and the way."""
    return sorted(
        (key.removeprefix(kind), way) for key, way in pool.set_to.items() if key.startswith(kind) and way
    )


def _months(one: Candidate) -> int:
    """Months of experience, no more than a lifetime; nought where not known."""
    return min(one.experience_months or 0, MOST_MONTHS)


def _past(pool: Pool) -> Named:
    """What either of a pair gave the other before, the mean where both did."""
    mine, theirs = pool.named("past", lambda one: one.past)
    pairs: dict[tuple[int, int], list[float]] = {}
    for side in (mine, theirs):
        for row, column, value in zip(
            side.rows.tolist(), side.columns.tolist(), side.values.tolist(), strict=True
        ):
            pairs.setdefault((row, column), []).append(value)
    at = np.array(list(pairs), np.int64).reshape(-1, 2)
    return Named.of(at[:, 0], at[:, 1], np.array([sum(found) / len(found) for found in pairs.values()]))


def _ranked(one: Candidate) -> dict[bytes, float]:
    """What each wish is worth; of somebody named twice the better one."""
    return {
        person: max(1 - WISH_STEP * rank, LEAST_WISH)
        for rank, person in reversed(list(enumerate(one.wishes)))
    }


def _cosine(pool: Pool, rows: slice) -> Floats:
    """How like two titles are: words in common over the root of both numbers of words."""
    score = pool.in_common("role", _words, rows)
    mine, theirs = pool.amounts("role", lambda one: float(np.sqrt(max(len(_words(one)), 1))))
    score /= mine[rows, None]
    score /= theirs
    return score


CRITERIA: Final = (
    Criterion("skills", N_("Skills wanted, offered"), 30, skills, _explain_skills),
    Criterion("hours", N_("Hours in common"), 20, hours, _explain_hours),
    Criterion("field", N_("Field and role"), 15, field, _explain_field),
    Criterion("experience", N_("Years between them"), 10, experience, _explain_experience),
    Criterion("languages", N_("Languages"), 10, languages, _explain_languages),
    Criterion("interests", N_("Interests"), 5, interests, _explain_interests),
    Criterion("style", N_("Work style and background"), 0, style, _explain_style),
    Criterion("wishes", N_("Wishes of both"), 10, wishes, _explain_wishes),
    Criterion("own", N_("Own fields"), 0, own_fields, _explain_own),
    Criterion("rating", N_("Earlier ratings"), 0, rating, _explain_rating),
    Criterion("diversity", N_("Diversity, as chosen"), 0, diversity, _explain_diversity),
)


def default_weights() -> dict[str, int]:
    """Each criterion's key with the weight it starts with; 100 in all."""
    return {criterion.key: criterion.default_weight for criterion in CRITERIA}
