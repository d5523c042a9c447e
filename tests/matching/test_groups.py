"""Groups: every way compared on small cases against plain brute force, bounds and laws on larger ones."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentordesk.matching.grouping import Answer, Group, Question, Valuer, bits, members_of, unevenness
from mentordesk.matching.grouping_bound import bounds
from mentordesk.matching.grouping_exact import exact_groups
from mentordesk.matching.grouping_search import searched_groups
from mentordesk.matching.groups import (
    EVERY_HOUR,
    GroupProposal,
    Wanted,
    best_groups,
    free_hours,
    propose_groups,
    slot_of,
)
from mentordesk.matching.market import MatchingError
from mentordesk.matching.pool import Candidate
from tests.matching.people import ENDS, STARTS, crowd, mentee, mentor, person, week, weekdays

WEIGHTS = {"skills": 30, "interests": 30, "field": 20, "hours": 20}


def question(count: int, leaders: int, seed: int, **values: Any) -> Question:
    """Random people: some apart, most with hours and a language in common."""
    numbers = np.random.default_rng(seed)
    liking = np.round(numbers.random((count, count)) * 100).astype(np.float32)
    apart = np.triu(numbers.random((count, count)) < 0.1, 1)
    return Question(
        **{
            "liking": (liking + liking.T) / np.float32(2),
            "suits": np.round(numbers.random((count, leaders)) * 100).astype(np.float32),
            "apart": apart | apart.T,
            "barred": numbers.random((count, leaders)) < 0.1,
            "hours": [int(one) for one in numbers.integers(1, 64, count)],
            "leader_hours": [int(one) for one in numbers.integers(1, 64, leaders)],
            "tongues": [int(one) for one in numbers.integers(1, 4, count)],
            "leader_tongues": [3] * leaders,
            "labels": [int(one) for one in numbers.integers(-1, 3, count)],
            "smallest": 2,
            "largest": 3,
            **values,
        }
    )


def worth_of(asked: Question, groups: Sequence[Group]) -> tuple[int, int]:
    """People placed and points, after every rule was looked at anew, without the code under test."""
    seen: set[int] = set()
    busy: set[int] = set()
    points = 0
    for members, leaders in groups:
        people = list(bits(members))
        assert asked.smallest <= len(people) <= asked.largest
        assert len(leaders) == asked.leading
        assert not seen & set(people)
        assert not busy & set(leaders)
        seen |= set(people)
        busy |= set(leaders)
        hours = [asked.hours[one] for one in people] + [asked.leader_hours[one] for one in leaders]
        tongues = [asked.tongues[one] for one in people] + [asked.leader_tongues[one] for one in leaders]
        assert int(np.bitwise_and.reduce(hours)).bit_count() >= asked.least_hours
        assert np.bitwise_and.reduce(tongues)
        assert not any(asked.apart[pair] for pair in combinations(people, 2))
        assert not any(asked.barred[one, leader] for one in people for leader in leaders)
        points += _points(asked, people, leaders)
    return len(seen), points


def _points(asked: Question, people: list[int], leaders: Sequence[int]) -> int:
    suiting = 0.0
    for one in people:
        peers = np.mean([asked.liking[one, other] for other in people if other != one], dtype=np.float64)
        by = np.mean([asked.suits[one, leader] for leader in leaders]) if leaders else peers
        suiting += float(peers + by) / 2
    even = 100 * (1 - unevenness(asked, [asked.labels[one] for one in people])) * len(people)
    return round(1000 * ((1 - asked.balance) * suiting + asked.balance * even))


def every_way(asked: Question, people: tuple[int, ...], idle: frozenset[int]) -> Iterator[list[Group]]:
    """Every list of groups there could be, good or not, in the plainest way."""
    if not people:
        yield []
        return
    first, rest = people[0], people[1:]
    yield from every_way(asked, rest, idle)
    for size in range(asked.smallest - 1, asked.largest):
        for others in combinations(rest, size):
            for leaders in combinations(sorted(idle), asked.leading):
                members = sum(1 << one for one in (first, *others))
                left = tuple(one for one in rest if one not in others)
                for groups in every_way(asked, left, idle - set(leaders)):
                    yield [(members, leaders), *groups]


def brute_force(asked: Question) -> tuple[int, int]:
    best = (0, 0)
    for groups in every_way(asked, tuple(range(asked.count)), frozenset(range(len(asked.leader_hours)))):
        try:
            best = max(best, worth_of(asked, groups))
        except AssertionError:
            continue
    return best


@pytest.mark.parametrize("leading", [0, 1, 2])
@pytest.mark.parametrize("balance", [0.0, 0.3])
@pytest.mark.parametrize("seed", range(5))
def test_small_cases_are_the_best_of_all(seed: int, balance: float, leading: int) -> None:
    values = {"leading": leading, "balance": balance, "least_hours": 1 + seed % 2}
    asked = question(6, 3 if leading else 0, seed, **values)
    best = brute_force(asked)
    assert worth_of(asked, exact_groups(asked)) == best
    most, points = bounds(asked)
    assert best[0] <= most
    assert best[1] <= points
    assert worth_of(asked, searched_groups(asked)) <= best


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9), st.integers(0, 2), st.integers(2, 4), st.booleans())
def test_the_search_never_breaks_a_rule_nor_beats_the_bound(
    seed: int, count: int, leading: int, largest: int, balanced: bool
) -> None:
    asked = question(
        count, 3 if leading else 0, seed, leading=leading, largest=largest, balance=0.3 if balanced else 0
    )
    found, exact, most = worth_of(asked, searched_groups(asked)), exact_groups(asked), bounds(asked)
    best = worth_of(asked, exact)
    assert found <= best
    assert best[0] <= most[0]
    assert best[1] <= most[1]


def test_the_search_comes_close_to_the_best() -> None:
    cases = [question(9, 0, seed, apart=np.zeros((9, 9), np.bool_)) for seed in range(20)]
    pairs = [(worth_of(one, searched_groups(one)), worth_of(one, exact_groups(one))) for one in cases]
    assert sum(found[0] for found, _best in pairs) >= 0.97 * sum(best[0] for _found, best in pairs)
    same = [(found, best) for found, best in pairs if found[0] == best[0]]
    assert sum(found[1] for found, _best in same) >= 0.97 * sum(best[1] for _found, best in same)


def test_a_mentor_leads_no_more_than_can_meet_at_once() -> None:
    hours = [0b0011, 0b0011, 0b0011, 0b1100, 0b1100, 0b1100, 0b0110, 0b0001]
    asked = question(
        8,
        2,
        1,
        hours=hours,
        leader_hours=[0b1111, 0b0011],
        tongues=[1] * 8,
        leader_tongues=[1, 1],
        apart=np.zeros((8, 8), np.bool_),
        barred=np.zeros((8, 2), np.bool_),
        smallest=3,
        largest=5,
        leading=1,
        least_hours=2,
    )
    assert bounds(asked)[0] == brute_force(asked)[0] == 6


def test_larger_cases_state_their_gap() -> None:
    asked = question(40, 0, 7, hours=[63] * 40, tongues=[1] * 40, smallest=3, largest=5)
    found = best_groups(asked)
    assert not found.exact
    assert worth_of(asked, found.groups) == (found.placed, found.points)
    assert (found.placed, found.most_placed) == (40, 40)
    assert 0 < found.gap < 0.12
    assert best_groups(asked) == found


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"smallest": 1}, "at least two"),
        ({"smallest": 4}, "at least two"),
        ({"balance": 1.5}, "Balance"),
        ({"apart": np.zeros((2, 3), np.bool_)}, "do not fit"),
    ],
)
def test_wrong_questions_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(MatchingError, match=message):
        question(4, 0, 1, **values)


def test_nobody_and_too_few_make_no_groups() -> None:
    for count in (0, 1):
        found = best_groups(question(count, 0, 1))
        assert (found.groups, found.placed, found.gap) == ((), 0, 0.0)


def propose(people: list[Candidate], leaders: list[Candidate], wanted: Wanted, **more: Any) -> GroupProposal:
    return propose_groups(people, leaders, wanted=wanted, weights=WEIGHTS, starts=STARTS, ends=ENDS, **more)


def test_a_circle_meets_in_an_hour_that_suits_all_on_both_sides_of_summer_time() -> None:
    hours = {"Europe/Lisbon": (8, 12), "America/New_York": (4, 8), "Africa/Nairobi": (10, 15)}
    people = [
        mentee(number, zone=zone, week=weekdays(*free)) for number, (zone, free) in enumerate(hours.items())
    ]
    (group,) = propose(people, [], Wanted(3, 5)).groups
    for day in (dt.date(2026, 2, 2), dt.date(2026, 7, 6)):
        moment = dt.datetime.combine(day, dt.time(group.slot % 24), dt.UTC)
        for one in people:
            local = moment.astimezone(ZoneInfo(one.zone))
            assert hours[one.zone][0] <= local.hour < hours[one.zone][1]
    assert (group.slot // 24, group.unknown) == (0, ())


def test_hours_not_known_may_be_any_and_are_said_so() -> None:
    people = [mentee(1), mentee(2), mentee(3, zone="Asia/Kathmandu", week=weekdays(9, 11))]
    (group,) = propose(people, [], Wanted(3, 3)).groups
    assert group.unknown == (people[0].key, people[1].key)
    assert group.hours == 5
    assert free_hours(people[0], STARTS, ENDS) == EVERY_HOUR
    assert group.slot == 4


def test_equals_who_want_the_same_sit_together() -> None:
    people = [
        mentee(number, skills={skill: 3}, interests=frozenset({skill}), industry=skill)
        for number, skill in enumerate(["law", "design"] * 3)
    ]
    found = propose(people, [], Wanted(3, 3))
    assert {group.members for group in found.groups} == {
        tuple(one.key for one in people[::2]),
        tuple(one.key for one in people[1::2]),
    }
    assert found.left == ()
    assert found.sentence() == "Nothing better exists: every way to make these groups was compared."


def test_balanced_groups_mirror_the_whole() -> None:
    people = [mentee(number) for number in range(6)]
    labels = {one.key: "north" if number < 3 else "south" for number, one in enumerate(people)}
    labels[people[5].key] = "south"
    found = propose(people, [], Wanted(2, 2), labels=labels)
    assert all({labels[key] for key in group.members} == {"north", "south"} for group in found.groups)


def test_who_must_not_be_together_is_not() -> None:
    people = [mentee(number) for number in range(5)]
    people[1] = mentee(1, never=frozenset({people[0].person}))
    people[2] = mentee(2, manager=people[3].person)
    found = propose(people, [], Wanted(2, 2), banned=[(people[0].key, people[4].key)])
    together = {frozenset(group.members) for group in found.groups}
    for one, other in ((0, 1), (2, 3), (0, 4)):
        assert frozenset({people[one].key, people[other].key}) not in together
    assert len(found.groups) == 2
    assert len(found.left) == 1


def test_a_group_needs_a_language_and_a_mentor_who_may() -> None:
    people = [mentee(number, languages={"pt": "native"}) for number in range(3)]
    mentors = [mentor(101, languages={"ne": "C1"}), mentor(102, languages={"pt": "B1"}), mentor(103)]
    (group,) = propose(people, mentors[:2], Wanted(3, 8, 1)).groups
    assert group.leaders == (mentors[1].key,)
    assert propose(people, mentors[:1], Wanted(3, 8, 1)).groups == ()
    boss = [mentor(101), mentor(104)]
    people[0] = mentee(0, manager=boss[0].person)
    (group,) = propose(people, boss, Wanted(3, 8, 1)).groups
    assert group.leaders == (boss[1].key,)
    (group,) = propose(people, [boss[1], mentors[2]], Wanted(3, 8, 2)).groups
    assert group.leaders == (mentors[2].key, boss[1].key)


UNKNOWN: dict[str, Any] = {"hours": None, "language": None}
RULES: list[tuple[str, int, dict[str, Any], dict[str, Any]]] = [
    ("unit", 1, {"unit": "North"}, {"unit": "north"}),
    ("zone", 3, {"zone": "Europe/Lisbon"}, {"zone": "Asia/Kathmandu"}),
    ("language", 4, {"languages": {"en": "B2"}}, {"languages": {"en": "B1"}}),
    (
        "hours",
        3,
        {"zone": "Europe/Lisbon", "week": week(range(8, 10))},
        {"zone": "Europe/Lisbon", "week": weekdays(8, 12)},
    ),
    ("declined", 1, {}, {"declined": frozenset({person(0)})}),
    ("never", 1, {"never": frozenset({person(1)})}, {}),
    ("manager", 1, {"manager": person(1)}, {}),
]


@pytest.mark.parametrize(("key", "value", "mine", "theirs"), RULES)
def test_a_rule_of_pairs_holds_between_any_two_of_a_group(
    key: str, value: int, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    people = [mentee(0, **mine), mentee(1, **theirs)]
    for order in (people, people[::-1]):
        found = propose(order, [], Wanted(2, 2), rules={**UNKNOWN, key: value})
        assert found.groups == ()
        assert [one.others for one in found.left] == [((key, 1),)] * 2
        assert len(propose(order, [], Wanted(2, 2), rules={**UNKNOWN, key: None}).groups) == 1


def test_who_leads_keeps_the_rules_and_is_trained() -> None:
    people = [mentee(number) for number in range(3)]
    mentors = [mentor(101), mentor(102, trained=True, unit="North"), mentor(103, trained=True)]
    people[1] = mentee(1, unit="North")
    rules = {"training": 1, "unit": 1}
    (group,) = propose(people, mentors, Wanted(3, 3, 1), rules=rules).groups
    assert group.leaders == (mentors[2].key,)
    ban = [(people[2].key, mentors[2].key)]
    found = propose(people, mentors, Wanted(3, 3, 1), rules=rules, banned=ban)
    assert found.groups == ()
    by = {one.person: one for one in found.left}
    assert by[people[0].key].leaders == (("idle", 2), ("training", 1))
    assert by[people[1].key].leaders == (("unit", 1), ("training", 1), ("idle", 1))
    assert by[people[2].key].leaders == (("training", 1), ("banned", 1), ("idle", 1))
    assert by[people[2].key].sentence() == (
        "2 are left as well; to lead: 1 not trained yet, 1 banned by hand and 1 leads no group"
    )


def test_who_is_left_is_told_where_the_others_are() -> None:
    people = [mentee(number, languages={"en": "C1"}) for number in range(5)]
    people[4] = mentee(4, languages={"pt": "C1"})
    found = propose(people, [], Wanted(3, 3))
    left = {one.person: one.others for one in found.left}
    assert left.pop(people[4].key) == (("language", 4),)
    assert list(left.values()) == [(("placed", 3), ("language", 1))]


def test_a_crowd_is_placed_and_says_what_is_known() -> None:
    people, mentors = crowd(30, 6, 3)
    found = propose(people, mentors, Wanted(3, 6, 1))
    assert len(found.groups) <= 6
    assert found.sentence().startswith(("Nobody else can be placed.", "Not proved: "))
    assert found.answer.placed + len(found.left) == 30
    assert [group.fit for group in found.groups] == sorted((one.fit for one in found.groups), reverse=True)


def test_a_long_search_can_be_stopped() -> None:
    class Stopped(Exception):  # noqa: N818 - as the window's own
        pass

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        best_groups(question(20, 0, 1), stop)


def test_the_longest_stretch_gives_the_slot() -> None:
    assert slot_of(0b0111_0110) == 4
    assert slot_of(0b0110_0110) == 1
    assert slot_of(1 << 167) == 167
    assert free_hours(mentee(1, zone="Asia/Kathmandu", week=week(range(9, 11))), STARTS, ENDS) == 1 << 4


def test_a_gap_is_none_where_nothing_could_be_gained() -> None:
    assert Answer((), 0, 0, 0, 0, exact=False).gap == 0
    assert members_of([(0b11, ()), (0b100, ())]) == 0b111
    assert list(bits(0b1010)) == [1, 3]
    assert Valuer(question(3, 0, 1)).shared((0, ())) == -1
