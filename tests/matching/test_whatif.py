"""What a pair or a lock costs, second-best suggestions, and what would help somebody without a mentor."""

from dataclasses import replace
from typing import Any

import pytest

from mentordesk.matching.change import smallest_changes
from mentordesk.matching.criteria import default_weights
from mentordesk.matching.market import MatchingError
from mentordesk.matching.pool import Candidate
from mentordesk.matching.proof import Objective
from mentordesk.matching.propose import POINTS, Proposal, propose
from mentordesk.matching.rules import default_rules
from mentordesk.matching.whatif import best_for_mentor, forced, forced_all, lock_cost, second_best
from tests.matching.people import ENDS, STARTS, crowd, mentee, mentor, person, weekdays

LISBON = {"zone": "Europe/Lisbon"}


def run(mentees: list[Candidate], mentors: list[Candidate], **values: Any) -> Proposal:
    usual = {"weights": default_weights(), "rules": default_rules(), "starts": STARTS, "ends": ENDS}
    return propose(mentees, mentors, **{**usual, **values})


@pytest.mark.parametrize("objective", ["most", "total", "fair", "stable"])
def test_forcing_a_pair_costs_what_a_lock_would(objective: Objective) -> None:
    rows, columns = crowd(14, 9)
    before = run(rows, columns, objective=objective)
    for one in rows[:6]:
        for other in columns[:4]:
            effect = forced(before, one.key, other.key)
            after = run(rows, columns, objective=objective, locked=[(one.key, other.key)])
            assert effect.possible
            assert effect.links == len(before.pairs) - len(after.pairs)
            gained = (before.grounds.assignment.total - after.grounds.assignment.total) / POINTS
            assert effect.points == pytest.approx(gained, abs=1e-6)


def test_a_pair_without_a_place_is_impossible() -> None:
    proposal = run([mentee(1), mentee(2)], [mentor(101)], locked=[(mentee(1).key, mentor(101).key)])
    effect = forced(proposal, mentee(2).key, mentor(101).key)
    assert effect.sentence() == "There is no place for this pair."


def test_an_effect_is_told_in_a_sentence() -> None:
    rows = [mentee(1, skills={"law": 2}), mentee(2, skills={"law": 4})]
    columns = [mentor(101, skills={"law": 4}), mentor(102, skills={"law": 2})]
    proposal = run(rows, columns, weights={"skills": 1})
    assert forced(proposal, rows[0].key, columns[0].key).sentence() == "It would cost 50 points in all."
    assert forced(proposal, rows[0].key, columns[1].key).sentence() == "It costs the others nothing."
    fewer = run(rows, [mentor(101, skills={"law": 4}), mentor(102, languages={"pt": "C1"})])
    assert forced(fewer, rows[0].key, fewer.grounds.pool.mentors[0].key).links == 0


def test_all_pairs_at_once_say_the_same_as_one() -> None:
    proposal = run(*crowd(12, 8))
    table = forced_all(proposal)
    for row, one in enumerate(proposal.grounds.pool.mentees):
        for column, other in enumerate(proposal.grounds.pool.mentors):
            effect = forced(proposal, one.key, other.key)
            if effect.possible and effect.links == 0:
                assert table[row, column] / POINTS == pytest.approx(effect.points)


def test_a_lock_cost_what_it_keeps_the_others_from() -> None:
    rows, columns = crowd(12, 8)
    free = run(rows, columns)
    taken = next(one for one in columns if one.key != free.pairs[-1].mentor)
    locks = [(free.pairs[-1].mentee, taken.key)]
    proposal = run(rows, columns, locked=locks)
    effect = lock_cost(proposal, *locks[0])
    lost = (free.grounds.assignment.total - proposal.grounds.assignment.total) / POINTS
    assert effect.links == len(free.pairs) - len(proposal.pairs)
    assert effect.points == pytest.approx(lost)


def test_second_best_are_those_who_cost_the_whole_least() -> None:
    proposal = run(*crowd(14, 9))
    one = proposal.pairs[0]
    found = second_best(proposal, one.mentee, most=4)
    assert one.mentor not in {suggestion.mentor for suggestion in found}
    order = [(suggestion.effect.links, suggestion.effect.points) for suggestion in found]
    assert order == sorted(order)
    assert all(suggestion.effect == forced(proposal, one.mentee, suggestion.mentor) for suggestion in found)


def test_second_best_of_a_stable_result_have_free_places_first() -> None:
    proposal = run(*crowd(8, 9), objective="stable")
    found = second_best(proposal, proposal.pairs[0].mentee, most=9)
    assert [suggestion.free for suggestion in found] == sorted([s.free for s in found], reverse=True)


def test_a_mentors_best_people_come_by_fit() -> None:
    proposal = run(*crowd(14, 9))
    best = best_for_mentor(proposal, proposal.grounds.pool.mentors[0].key)
    assert len(best) == 5
    assert [fit for _key, fit in best] == sorted([fit for _key, fit in best], reverse=True)


HOURS = {"week": weekdays(9, 10), **LISBON}
ALONE: list[tuple[dict[str, Any], list[dict[str, Any]], dict[str, int | None], list[str]]] = [
    (
        {"week": weekdays(9, 10), **LISBON},
        [
            {"week": weekdays(9, 12), **LISBON},
            {"week": weekdays(9, 12), **LISBON},
            {"week": b"", **LISBON, "capacity": 0},
        ],
        {"hours": 7},
        [
            "With Mentor 103 it would take: 1 more place.",
            "With any of Mentor 101 and Mentor 102 it would take: 2 more hours a week in common.",
        ],
    ),
    (
        {"unit": "North"},
        [{"unit": "North"}],
        {"unit": 1},
        ["With Mentor 101 it would take: leave to work in the same unit."],
    ),
    ({}, [{"trained": False}], {"training": 1}, ["With Mentor 101 it would take: the mentor's training."]),
    (
        {**LISBON},
        [{"zone": "Asia/Kathmandu"}],
        {"zone": 4},
        ["With Mentor 101 it would take: 2 more hours between the clocks."],
    ),
    (
        {"languages": {"en": "A2"}},
        [{"languages": {"en": "C1"}}],
        {"language": 4},
        ["With Mentor 101 it would take: a language in common 2 levels better."],
    ),
    (
        {"languages": {"en": "A2"}, "unit": "North"},
        [{"languages": {"en": "C1"}, "unit": "North", "capacity": 0}],
        {"unit": 1},
        [
            "With Mentor 101 it would take: leave to work in the same unit, a language in common 1 level "
            "better and 1 more place."
        ],
    ),
    ({"never": frozenset({person(101)})}, [{}], {}, []),
    ({"declined": frozenset({person(101)})}, [{}], {}, []),
]


@pytest.mark.parametrize(("wants", "offers", "rules", "sentences"), ALONE)
def test_the_smallest_change_that_would_help(
    wants: dict[str, Any], offers: list[dict[str, Any]], rules: dict[str, int | None], sentences: list[str]
) -> None:
    columns = [mentor(101 + number, **values) for number, values in enumerate(offers)]
    proposal = run([mentee(1, **wants)], columns, rules={**default_rules(), **rules})
    assert [one.mentee for one in proposal.unmatched] == [mentee(1).key]
    assert [found.sentence() for found in smallest_changes(proposal, mentee(1).key)] == sentences


def test_a_ban_may_be_taken_back() -> None:
    proposal = run([mentee(1)], [mentor(101)], banned=[(mentee(1).key, mentor(101).key)])
    (only,) = smallest_changes(proposal, mentee(1).key)
    assert only.needs == (("banned", 1),)


@pytest.mark.parametrize("objective", ["most", "total", "fair", "stable"])
def test_each_change_helps_indeed(objective: Objective) -> None:
    """Whoever is told "one more place" is matched, and nobody less, once there is one."""
    rows, columns = crowd(16, 5, seed=4)
    proposal = run(rows, columns, objective=objective)
    tried = 0
    for without in proposal.unmatched:
        for found in smallest_changes(proposal, without.mentee):
            if found.needs != (("place", 1),):
                continue
            wider = [replace(one, capacity=one.capacity + (one.key == found.mentors[0])) for one in columns]
            after = run(rows, wider, objective=objective)
            tried += 1
            assert len(after.pairs) > len(proposal.pairs)
    assert tried


def test_strangers_are_refused() -> None:
    with pytest.raises(KeyError):
        forced(run([mentee()], [mentor()]), b"gone", mentor().key)
    with pytest.raises(MatchingError):
        run([mentee()], [mentor()], settings={"height": 3})
