"""What each criterion found of a pair, in words; None where there is nothing to say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentordesk.i18n import _, filled, ngettext, reader
from mentordesk.matching.criteria_values import (
    ENOUGH_INTERESTS,
    GAP_KEYS,
    background_of,
    chosen,
    industry_of,
    interests_of,
    own_of,
    past,
    style_of,
    title_words,
)
from mentordesk.matching.pool import LEVELS, Pool, spoken
from mentordesk.matching.settings import DIVERSITY, OWN, Diversity


def skills(pool: Pool, row: int, column: int) -> str | None:
    wanted, offered = pool.mentees[row].skills, pool.mentors[column].skills
    if not wanted or not offered:
        return _("Skills wanted or offered are not known.")
    met = sum(offered.get(skill, 0) >= level for skill, level in wanted.items())
    text = ngettext(
        "Offers {met} of the {n} skill wanted.", "Offers {met} of the {n} skills wanted.", len(wanted)
    )
    return text.format(met=reader().number(met), n=reader().number(len(wanted)))


def hours(pool: Pool, row: int, column: int) -> str | None:
    common = float(pool.hours(slice(row, row + 1))[0, column])
    if np.isnan(common):
        return _("Hours in common are not known.")
    return _("{hours} h a week in common.").format(hours=reader().number(common))


def field(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    mine, theirs = title_words(mentee), title_words(mentor)
    if industry_of(mentee) and industry_of(mentee) == industry_of(mentor):
        roles_differ = mine and theirs and not mine & theirs
        same = (
            _("Both work in {industry}, in different roles.")
            if roles_differ
            else _("Both work in {industry}.")
        )
        return filled(same, industry=mentor.industry)
    if mine & theirs:
        return filled(
            _("Like roles: {mentee} and {mentor}."), mentee=mentee.role_title, mentor=mentor.role_title
        )
    if industry_of(mentee) and industry_of(mentor):
        return filled(
            _("Different fields: {mentee} and {mentor}."), mentee=mentee.industry, mentor=mentor.industry
        )
    if mine and theirs:
        return filled(
            _("Different roles: {mentee} and {mentor}."), mentee=mentee.role_title, mentor=mentor.role_title
        )
    return _("The field of one is not known.")


def experience(pool: Pool, row: int, column: int) -> str | None:
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


def languages(pool: Pool, row: int, column: int) -> str | None:
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


def interests(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    if not mentee.interests or not mentor.interests:
        return _("The interests of one are not known.")
    shared = sorted(name for name in mentor.interests if name.casefold() in interests_of(mentee))
    if not shared:
        return _("No interests in common.")
    few = len(shared) < ENOUGH_INTERESTS
    said = _("Only {interests} in common.") if few else _("Both like {interests}.")
    return filled(said, interests=reader().listing(shared))


def style(pool: Pool, row: int, column: int) -> str | None:
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    shared = sorted(tag for tag in mentor.background if tag.casefold() in background_of(mentee))
    if shared:
        return filled(_("Background in common: {tags}."), tags=reader().listing(shared))
    if not style_of(mentee) or not style_of(mentor):
        if mentee.background and mentor.background:
            return _("No background in common.")
        return _("Work style and background are not known.")
    if style_of(mentee) == style_of(mentor):
        return _("The same way of working.")
    return _("Different ways of working.")


def wishes(pool: Pool, row: int, column: int) -> str | None:
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


def own(pool: Pool, row: int, column: int) -> str | None:
    return _fields(pool, row, column, [name for name, _way in chosen(pool, OWN)])


def diversity(pool: Pool, row: int, column: int) -> str | None:
    asked = pool.mentees[row].same_wanted
    names = [name for name, way in chosen(pool, DIVERSITY) if name in asked or way != Diversity.AS_ASKED]
    return _fields(pool, row, column, names)


def _fields(pool: Pool, row: int, column: int, names: Sequence[str]) -> str | None:
    """Which of these own fields are alike, different or not known; None if there are none."""
    mentee, mentor = pool.mentees[row], pool.mentors[column]
    told = [name for name in names if own_of(name, mentee) and own_of(name, mentor)]
    same = [name for name in told if own_of(name, mentee) == own_of(name, mentor)]
    texts = (
        (_("Alike in {fields}."), same),
        (_("Different in {fields}."), [name for name in told if name not in same]),
        (_("Not known: {fields}."), [name for name in names if name not in told]),
    )
    found = [filled(text, fields=reader().listing(those)) for text, those in texts if those]
    return " ".join(found) or None


def rating(pool: Pool, row: int, column: int) -> str | None:
    at, columns, values = past(pool).within(slice(row, row + 1), len(pool.mentees))
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
