"""Peer circles, groups with mentors and buddies: from people to proposed groups, with what is proved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mentordesk.i18n import _, reader
from mentordesk.matching import week
from mentordesk.matching.criteria import CRITERIA
from mentordesk.matching.grouping import EXACT_PEOPLE, POINTS, Answer, Group, Question, Valuer, bits
from mentordesk.matching.grouping_bound import bounds
from mentordesk.matching.grouping_exact import exact_groups
from mentordesk.matching.grouping_rules import (
    LeftOut,
    Pairs,
    Settings,
    Shared,
    Tables,
    any_of,
    between_leaders,
    between_members,
    left_out,
    value_of,
)
from mentordesk.matching.grouping_search import searched_groups
from mentordesk.matching.pool import Candidate, Floats, Pool, spoken
from mentordesk.matching.proof import at_most
from mentordesk.matching.scoring import fit, score

PEER_CRITERIA: Final = ("skills", "field", "languages", "interests", "style")
"""What makes equals suit each other; skills are those that both want."""
WEEK_HOURS: Final = 168
EVERY_HOUR: Final = (1 << WEEK_HOURS) - 1
BALANCE: Final = 0.3
"""How much of a group's points its make-up is, where groups are to be balanced."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What groups to make: members from smallest to largest, and leading mentors in each."""

    smallest: int
    largest: int
    leading: int = 0


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """Members and leaders by key, the fit 0 to 100, the weekly hour from Monday 0:00 UTC, and how many such
    hours there are. Whose hours are not known may be free at any.
    """

    members: tuple[bytes, ...]
    leaders: tuple[bytes, ...]
    fit: int
    slot: int
    hours: int
    unknown: tuple[bytes, ...]


@dataclass(frozen=True)
class GroupProposal:
    """Groups by fit, who is left and why, and what is known of how good it is."""

    groups: tuple[ProposedGroup, ...]
    left: tuple[LeftOut, ...]
    answer: Answer

    def sentence(self) -> str:
        """What has been proved, for the screen and the printed result."""
        if self.answer.exact:
            return _("Nothing better exists: every way to make these groups was compared.")
        if self.answer.placed == self.answer.most_placed:
            text = _("Nobody else can be placed. How well they suit each other is within {gap} of the best.")
        else:
            text = _("Not proved: {n} more could be placed at most, and the fit is within {gap} of the best.")
        more = self.answer.most_placed - self.answer.placed
        return text.format(n=reader().number(more), gap=at_most(self.answer.gap))


def propose_groups(
    people: Sequence[Candidate],
    leaders: Sequence[Candidate],
    *,
    wanted: Wanted,
    weights: Mapping[str, int],
    starts: dt.date,
    ends: dt.date,
    labels: Mapping[bytes, str] | None = None,
    rules: Settings | None = None,
    banned: Pairs = (),
    going_on: Callable[[], None] = lambda: None,
) -> GroupProposal:
    """The best groups of these people: all that can be placed, who suit each other and meet in one hour.

    The rules are those of pairs: no two of a group may break one, and all of it share a language at the level
    asked for and as many hours, free on both sides of summer time, at least one. Training is asked of leaders
    only. labels (by key) are what groups are balanced in; banned are keys of two who may not be together.
    going_on is called while it works and may raise.
    """
    ordered = tuple(sorted(people, key=lambda one: one.key))
    leading = tuple(sorted(leaders, key=lambda one: one.key)) if wanted.leading else ()
    peers, led = (Pool(ordered, others, starts, ends) for others in (ordered, leading))
    asked, least = rules or {}, value_of(rules or {}, "hours") or 1
    sides = _sides(peers, led, value_of(asked, "language"))
    apart = between_members(peers, asked, banned, sides[0], least)
    barred = between_leaders(led, asked, banned, sides, least)
    question = Question(
        liking=_liking(peers, weights),
        suits=fit(led, score(led), weights) if leading else np.zeros((len(ordered), 0), np.float32),
        apart=any_of(apart),
        barred=any_of(barred),
        hours=sides[0].hours,
        leader_hours=sides[1].hours,
        tongues=sides[0].tongues,
        leader_tongues=sides[1].tongues,
        labels=_numbered(ordered, labels or {}),
        smallest=wanted.smallest,
        largest=wanted.largest,
        leading=wanted.leading,
        balance=BALANCE if labels else 0.0,
        least_hours=least,
    )
    return _proposal(question, best_groups(question, going_on), (led, apart, barred))


def best_groups(question: Question, going_on: Callable[[], None] = lambda: None) -> Answer:
    """The groups of a question, all ways compared where they are few, else searched for and bounded."""
    exact = question.count + len(question.leader_hours) <= EXACT_PEOPLE
    groups = exact_groups(question) if exact else searched_groups(question, going_on)
    valuer = Valuer(question)
    placed = sum(members.bit_count() for members, _leaders in groups)
    points = sum(valuer.worth(group) or 0 for group in groups)
    most_placed, most_points = (placed, points) if exact else bounds(question)
    return Answer(groups, placed, points, most_placed, most_points, exact)


def free_hours(one: Candidate, starts: dt.date, ends: dt.date) -> int:
    """The hours of the week in UTC that are free however the clocks stand in the period, as bits; every hour
    where the week is not known.
    """
    if not week.known(one.week, one.zone):
        return EVERY_HOUR
    quarters = week.quarters([one.week])[0] > 0
    always = np.ones(len(quarters), np.bool_)
    for span in week.spans("UTC", one.zone, starts, ends):
        always &= np.roll(quarters, -span.ahead)
    hours = always.reshape(WEEK_HOURS, -1).all(axis=1)
    return sum(1 << hour for hour in np.flatnonzero(hours).tolist())


def slot_of(hours: int) -> int:
    """The first hour of the longest stretch of these; the earliest of equal ones."""
    best, at, length = 0, 0, 0
    for hour in range(WEEK_HOURS + 1):
        if hours >> hour & 1:
            length += 1
            continue
        if length > best:
            best, at = length, hour - length
        length = 0
    return at


def _liking(pool: Pool, weights: Mapping[str, int]) -> Floats:
    """How well equals suit each other, the same both ways: the weighted mean of the peer criteria."""
    scorers = {one.key: one.score for one in CRITERIA}
    chosen = {key: weights.get(key, 0) for key in PEER_CRITERIA}
    if not any(chosen.values()):
        chosen = dict.fromkeys(PEER_CRITERIA, 1)
    total = sum(chosen.values())
    table = np.zeros(pool.shape, np.float32)
    for key, weight in chosen.items():
        if weight:
            table += scorers[key](pool) * np.float32(100 * weight / total)
    both: Floats = (table + table.T) / np.float32(2)
    return both


def _sides(peers: Pool, led: Pool, level: int | None) -> tuple[Shared, Shared]:
    """What members have to share, and what leaders."""
    everybody = (*peers.mentees, *led.mentors)
    first, second = (
        Shared(
            [free_hours(one, peers.starts, peers.ends) for one in side],
            _tongues(side, everybody, level) if level else [1] * len(side),
        )
        for side in (peers.mentees, led.mentors)
    )
    return first, second


def _tongues(people: Sequence[Candidate], everybody: Sequence[Candidate], level: int) -> list[int]:
    """The languages each has at this level, as bits; all of them where nothing is known."""
    codes = sorted({code for one in everybody for code in one.languages})
    known = [sum(1 << codes.index(code) for code in spoken(one, level)) for one in people]
    every = (1 << len(codes)) - 1 or 1
    return [mask if one.languages else every for one, mask in zip(people, known, strict=True)]


def _numbered(people: Sequence[Candidate], labels: Mapping[bytes, str]) -> list[int]:
    names = sorted({name for name in labels.values() if name})
    return [names.index(labels[one.key]) if labels.get(one.key) else -1 for one in people]


def _proposal(question: Question, answer: Answer, grounds: tuple[Pool, Tables, Tables]) -> GroupProposal:
    pool, apart, barred = grounds
    valuer, keys = Valuer(question), [one.key for one in pool.mentees]
    groups = [_group(valuer, group, pool.mentees, pool.mentors) for group in answer.groups]
    return GroupProposal(
        groups=tuple(sorted(groups, key=lambda group: (-group.fit, group.members))),
        left=tuple(left_out(keys, answer.groups, apart, barred)),
        answer=answer,
    )


def _group(
    valuer: Valuer, group: Group, people: Sequence[Candidate], leaders: Sequence[Candidate]
) -> ProposedGroup:
    members, leading = [people[one] for one in bits(group[0])], [leaders[one] for one in group[1]]
    hours = valuer.shared(group)
    return ProposedGroup(
        members=tuple(one.key for one in members),
        leaders=tuple(one.key for one in leading),
        fit=round((valuer.worth(group) or 0) / POINTS / len(members)),
        slot=slot_of(hours),
        hours=hours.bit_count(),
        unknown=tuple(one.key for one in (*members, *leading) if not week.known(one.week, one.zone)),
    )
