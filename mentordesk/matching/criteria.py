"""What makes two people suit each other: one function a criterion from a pool to scores between 0 and 1.

Where one side has said nothing the score is NEUTRAL, and the explanation says so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.matching.pool import LEVELS, NEUTRAL, Candidate, Floats, Pool, spoken

ENOUGH_HOURS: Final = 6.0
ENOUGH_INTERESTS: Final = 3
ENOUGH_BACKGROUND: Final = 2
WISH_STEP: Final = 0.1
LEAST_WISH: Final = 0.5
GAP_YEARS: Final = (0.0, 3.0, 15.0, 30.0)
GAP_SCORES: Final = (0.0, 1.0, 1.0, 0.4)


@dataclass(frozen=True, slots=True)
class Criterion:
    """score gives mentees × mentors between 0 and 1; explain says of one pair what it found, None if nothing.

    default_weight is out of 100 over all of them.
    """

    key: str
    label: str
    default_weight: int
    score: Callable[[Pool], Floats]
    explain: Callable[[Pool, int, int], str | None]


def skills(pool: Pool) -> Floats:
    """The share of the levels wanted that is offered: Σ min(offered, wanted) / Σ wanted."""
    shared = pool.in_common(_steps)
    wanted = np.array([sum(one.skills.values()) for one in pool.mentees], np.float32)
    score = (shared / np.maximum(wanted, 1)[:, None]).astype(np.float32)
    return _neutral(pool.unknown_where(score, lambda one: not one.skills))


def hours(pool: Pool) -> Floats:
    """Hours a week in common, against ENOUGH_HOURS."""
    return _neutral(np.minimum(pool.hours / np.float32(ENOUGH_HOURS), 1))


def field(pool: Pool) -> Floats:
    """The mean of same industry and like role (cosine of the words in both titles), of those that are
    known.
    """
    industry = pool.equal(_industry, _industry).astype(np.float32)
    industry = pool.unknown_where(industry, lambda one: not _industry(one))
    role = _cosine(pool, _words)
    return _neutral(_mean_of_known(industry, role))


def experience(pool: Pool) -> Floats:
    """Rises to full at 3 years between them, falls again from 15; nothing where the mentor has no more."""
    gap = _years(pool.mentors)[None, :] - _years(pool.mentees)[:, None]
    score = np.interp(gap, GAP_YEARS, GAP_SCORES).astype(np.float32)
    score[np.isnan(gap)] = np.nan
    return _neutral(score)


def languages(pool: Pool) -> Floats:
    """The best level that both have in one language; full from C1."""
    return _neutral(np.minimum(pool.language / np.float32(LEVELS.index("C1") + 1), 1))


def interests(pool: Pool) -> Floats:
    """Interests in common, full from ENOUGH_INTERESTS."""
    shared = pool.in_common(_interests)
    score = np.minimum(shared / np.float32(ENOUGH_INTERESTS), 1)
    return _neutral(pool.unknown_where(score, lambda one: not one.interests))


def style(pool: Pool) -> Floats:
    """The mean of same work style and background in common, of those that are known."""
    same = pool.equal(_style, _style).astype(np.float32)
    same = pool.unknown_where(same, lambda one: not _style(one))
    background = np.minimum(pool.in_common(_background) / np.float32(ENOUGH_BACKGROUND), 1)
    background = pool.unknown_where(background, lambda one: not one.background)
    return _neutral(_mean_of_known(same, background))


def wishes(pool: Pool) -> Floats:
    """First wish 1, each later one a tenth less down to a half, nobody's wish 0; the mean of who named
    wishes.
    """
    mine, theirs = np.zeros(pool.shape, np.float32), np.zeros(pool.shape, np.float32)
    columns = _places(pool.mentors)
    rows = _places(pool.mentees)
    for row, mentee in enumerate(pool.mentees):
        for rank, person in reversed(list(enumerate(mentee.wishes))):
            mine[row, columns.get(person, [])] = _wish(rank)
    for column, mentor in enumerate(pool.mentors):
        for rank, person in reversed(list(enumerate(mentor.wishes))):
            theirs[rows.get(person, []), column] = _wish(rank)
    mine[[not one.wishes for one in pool.mentees]] = np.nan
    theirs[:, [not one.wishes for one in pool.mentors]] = np.nan
    return _neutral(_mean_of_known(mine, theirs))


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
    common = float(pool.hours[row, column])
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
        return same.format(industry=mentor.industry)
    if _words(mentee) & _words(mentor):
        return _("Like roles: {mentee} and {mentor}.").format(
            mentee=mentee.role_title, mentor=mentor.role_title
        )
    if _industry(mentee) and _industry(mentor):
        return _("Different fields: {mentee} and {mentor}.").format(
            mentee=mentee.industry, mentor=mentor.industry
        )
    if _words(mentee) and _words(mentor):
        return _("Different roles: {mentee} and {mentor}.").format(
            mentee=mentee.role_title, mentor=mentor.role_title
        )
    return _("The field of one is not known.")


def _explain_experience(pool: Pool, row: int, column: int) -> str | None:
    mine, theirs = pool.mentees[row].experience_months, pool.mentors[column].experience_months
    if mine is None or theirs is None:
        return _("Years of experience are not known.")
    years = (theirs - mine) // 12
    if theirs <= mine:
        return _("The mentor has no more experience than the mentee.")
    if years < 1:
        return _("Less than a year between them, 3 to 15 are best.")
    if GAP_YEARS[1] <= (theirs - mine) / 12 <= GAP_YEARS[2]:
        return ngettext("{n} year between them.", "{n} years between them.", years).format(
            n=reader().number(years)
        )
    text = ngettext(
        "{n} year between them, 3 to 15 are best.", "{n} years between them, 3 to 15 are best.", years
    )
    return text.format(n=reader().number(years))


def _explain_languages(pool: Pool, row: int, column: int) -> str | None:
    best = pool.language[row, column]
    if np.isnan(best):
        return _("The languages of one are not known.")
    if best == 0:
        return _("No language in common.")
    level = int(best)
    both = set(spoken(pool.mentees[row], level)) & set(spoken(pool.mentors[column], level))
    names = reader().listing([reader().language(code) for code in sorted(both)])
    if level == len(LEVELS):
        return _("{language} is native to both.").format(language=names)
    return _("{language}, {level} or better on both sides.").format(language=names, level=LEVELS[level - 1])


def _explain_interests(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    if not mentee.interests or not mentor.interests:
        return _("The interests of one are not known.")
    shared = sorted(name for name in mentor.interests if name.casefold() in _interests(mentee))
    if not shared:
        return _("No interests in common.")
    few = len(shared) < ENOUGH_INTERESTS
    said = _("Only {interests} in common.") if few else _("Both like {interests}.")
    return said.format(interests=reader().listing(shared))


def _explain_style(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    shared = sorted(tag for tag in mentor.background if tag.casefold() in _background(mentee))
    if shared:
        return _("Background in common: {tags}.").format(tags=reader().listing(shared))
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


def _steps(one: Candidate) -> set[Hashable]:
    """A skill at level 3 is three tokens, so that what two people share is the lower of both levels."""
    return {(skill, step) for skill, level in one.skills.items() for step in range(level)}


def _industry(one: Candidate) -> str:
    return one.industry.strip().casefold()


def _words(one: Candidate) -> set[str]:
    return {
        word
        for word in one.role_title.casefold().replace("-", " ").replace("/", " ").split()
        if len(word) > 1
    }


def _interests(one: Candidate) -> set[str]:
    return {name.casefold() for name in one.interests}


def _style(one: Candidate) -> str:
    return one.work_style.strip().casefold()


def _background(one: Candidate) -> set[str]:
    return {tag.casefold() for tag in one.background}


def _years(people: Sequence[Candidate]) -> Floats:
    months = [one.experience_months for one in people]
    return np.array([np.nan if count is None else count / 12 for count in months], np.float32)


def _places(people: Sequence[Candidate]) -> dict[bytes, list[int]]:
    found: dict[bytes, list[int]] = {}
    for number, one in enumerate(people):
        found.setdefault(one.person, []).append(number)
    return found


def _wish(rank: int) -> float:
    return max(1 - WISH_STEP * rank, LEAST_WISH)


def _cosine(pool: Pool, words: Callable[[Candidate], set[str]]) -> Floats:
    counts = [
        np.array([len(words(one)) for one in side], np.float32) for side in (pool.mentees, pool.mentors)
    ]
    lengths = np.sqrt(np.outer(counts[0], counts[1])).astype(np.float32)
    score = (pool.in_common(words) / np.maximum(lengths, 1)).astype(np.float32)
    return pool.unknown_where(score, lambda one: not words(one))


def _mean_of_known(first: Floats, second: Floats) -> Floats:
    mean: Floats = (first + second) / np.float32(2)
    mean = np.where(np.isnan(first), second, mean)
    return np.where(np.isnan(second), first, mean)


def _neutral(score: Floats) -> Floats:
    return np.where(np.isnan(score), NEUTRAL, score).astype(np.float32, copy=False)


CRITERIA: Final = (
    Criterion("skills", N_("Skills wanted, offered"), 30, skills, _explain_skills),
    Criterion("hours", N_("Hours in common"), 20, hours, _explain_hours),
    Criterion("field", N_("Field and role"), 15, field, _explain_field),
    Criterion("experience", N_("Years between them"), 10, experience, _explain_experience),
    Criterion("languages", N_("Languages"), 10, languages, _explain_languages),
    Criterion("interests", N_("Interests"), 5, interests, _explain_interests),
    Criterion("style", N_("Work style and background"), 0, style, _explain_style),
    Criterion("wishes", N_("Wishes of both"), 10, wishes, _explain_wishes),
)


def default_weights() -> dict[str, int]:
    """Each criterion's key with the weight it starts with; 100 in all."""
    return {criterion.key: criterion.default_weight for criterion in CRITERIA}
