"""A whole run: ranked, proved, within the rules, and told in words."""

import datetime as dt
import subprocess
import sys
from collections import Counter
from typing import Any

import numpy as np
import pytest

from mentordesk.matching.criteria import CRITERIA, default_weights
from mentordesk.matching.explain import alternatives, explain, hours_sentences
from mentordesk.matching.market import MatchingError
from mentordesk.matching.pool import Candidate
from mentordesk.matching.propose import PoolBlocks, Proposal, propose
from mentordesk.matching.rules import default_rules
from tests.matching.people import ENDS, STARTS, crowd, mentee, mentor, person, weekdays


def run(mentees: list[Candidate], mentors: list[Candidate], **values: Any) -> Proposal:
    usual = {"weights": default_weights(), "rules": default_rules(), "starts": STARTS, "ends": ENDS}
    return propose(mentees, mentors, **{**usual, **values})


def test_a_crowd_is_matched_within_the_rules_and_proved() -> None:
    rows, columns = crowd(60, 40)
    proposal = run(rows, columns)
    places = {one.key: one.capacity for one in columns}
    assert proposal.proved
    assert [pair.fit for pair in proposal.pairs] == sorted(
        [pair.fit for pair in proposal.pairs], reverse=True
    )
    assert len(proposal.pairs) + len(proposal.unmatched) == 60
    assert all(not pair.against and not pair.locked for pair in proposal.pairs)
    assert all(count <= places[key] for key, count in Counter(pair.mentor for pair in proposal.pairs).items())
    assert proposal.ruled_out["language"] > 0
    assert abs(proposal.total - sum(pair.fit for pair in proposal.pairs)) <= len(proposal.pairs)


def test_the_order_people_come_in_changes_nothing() -> None:
    rows, columns = crowd(25, 20)
    assert run(rows, columns).pairs == run(rows[::-1], columns[::-1]).pairs


def test_blocks_are_the_question_that_is_asked_of_few() -> None:
    rows, columns = crowd(150, 30)
    grounds = run(rows, columns, weights=dict.fromkeys(default_weights(), 1)).grounds
    blocks = PoolBlocks(grounds.pool, grounds.weights)
    for start, stop in ((0, 128), (128, 150), (63, 65), (7, 8), (150, 150)):
        points, allowed = blocks.block(start, stop)
        assert np.array_equal(points, np.asarray(grounds.question.scores)[start:stop])
        assert np.array_equal(allowed, np.asarray(grounds.question.allowed)[start:stop])


def test_only_what_has_a_weight_counts() -> None:
    rows = [mentee(1, skills={"law": 3}, interests=frozenset({"film"}))]
    columns = [mentor(101, skills={"law": 3}), mentor(102, interests=frozenset({"film"}))]
    assert run(rows, columns, weights={"skills": 1}).pairs[0].mentor == columns[0].key
    assert run(rows, columns, weights={"skills": 1}).pairs[0].fit == 100
    nothing = run(rows, columns, weights={"skills": 0})
    assert nothing.pairs[0].fit == 50


def test_locks_stay_bans_go_and_a_lock_against_a_rule_says_so() -> None:
    rows = [mentee(1, unit="North"), mentee(2)]
    columns = [mentor(101, unit="North"), mentor(102)]
    rules = {**default_rules(), "unit": 1}
    assert {(pair.mentee, pair.mentor) for pair in run(rows, columns, rules=rules).pairs} == {
        (rows[0].key, columns[1].key),
        (rows[1].key, columns[0].key),
    }
    locked = run(rows, columns, rules=rules, locked=[(rows[0].key, columns[0].key)])
    by_hand = next(pair for pair in locked.pairs if pair.locked)
    assert by_hand.against == ("unit",)
    assert explain(locked, rows[0].key, columns[0].key).against == ("Both work in the same unit.",)
    banned = run(rows, columns, rules=rules, banned=[(rows[0].key, columns[1].key)])
    assert [one.mentee for one in banned.unmatched] == [rows[0].key]


def test_capacity_holds_by_hand_as_well() -> None:
    rows, columns = [mentee(1), mentee(2)], [mentor(101, capacity=1)]
    with pytest.raises(MatchingError, match="mentor 0"):
        run(rows, columns, locked=[(one.key, columns[0].key) for one in rows])
    with pytest.raises(MatchingError, match="not there"):
        run(rows, columns, locked=[(rows[0].key, b"gone")])
    full = run(rows, [mentor(101, capacity=0)])
    assert full.unmatched[0].reasons == (("full", 1),)
    assert run(rows, []).unmatched[0].sentence() == "No mentor has a free place."


def test_the_unmatched_are_told_how_many_mentors_each_rule_takes() -> None:
    rows = [mentee(1, languages={"pt": "B2"}, never=frozenset({person(103)}))]
    columns = [mentor(number, languages={"en": "C1"}) for number in (101, 102)]
    columns += [mentor(103, languages={"pt": "C1"}), mentor(104, languages={"pt": "C1"}, capacity=0)]
    without = run(rows, columns).unmatched[0]
    assert without.reasons == (("language", 2), ("never", 1), ("full", 1))
    assert without.sentence() == "2 without a common language, 1 on a never-with list and 1 is full"


def test_who_waited_longer_goes_first_but_the_fit_stays() -> None:
    rows = [mentee(1), mentee(2, waiting_since=dt.date(2025, 9, 1))]
    proposal = run(rows, [mentor(101)])
    assert [pair.mentee for pair in proposal.pairs] == [rows[1].key]
    assert proposal.pairs[0].fit == 50
    assert proposal.total == 50


def test_a_pair_is_explained_in_sentences() -> None:
    hours = {"week": weekdays(9, 17)}
    first = mentee(
        1,
        skills={"law": 3, "sales": 2},
        languages={"en": "B2"},
        zone="America/Recife",
        wishes=(person(102),),
        experience_months=0,
        **hours,
    )
    columns = [
        mentor(
            101,
            skills={"law": 5},
            languages={"en": "C1"},
            zone="Europe/Athens",
            experience_months=240,
            **hours,
        ),
        mentor(102, skills={"law": 5}, languages={"en": "C1"}, zone="Europe/Athens", **hours),
    ]
    proposal = run([first], columns)
    found = explain(proposal, first.key, columns[0].key)
    assert found.why[0] == "10 h a week in common."
    assert "English, B2 or better on both sides." in found.why
    assert "Offers 1 of the 2 skills wanted." in found.why_not_more
    wished = explain(proposal, first.key, columns[1].key).fit
    assert f"The first wish, Mentor 102, would give {wished}." in found.why_not_more
    assert [bar.key for bar in found.bars] == [criterion.key for criterion in CRITERIA]
    assert hours_sentences(found.hours)[0] == "10 h a week from 29 Mar 2026, when the clocks change."


def test_second_best_are_allowed_and_say_whether_there_is_a_place() -> None:
    rows = [mentee(1, skills={"law": 2}), mentee(2, skills={"law": 4})]
    columns = [mentor(101, skills={"law": 4}), mentor(102, skills={"law": 2}), mentor(103), mentor(1)]
    proposal = run(rows, columns, weights={"skills": 1})
    assert [(pair.mentee, pair.mentor) for pair in proposal.pairs] == [
        (rows[0].key, columns[1].key),
        (rows[1].key, columns[0].key),
    ]
    others = alternatives(proposal, rows[0].key)
    assert [(other.mentor, other.fit, other.free) for other in others] == [
        (columns[0].key, 100, False),
        (columns[2].key, 50, True),
    ]


def test_nobody_at_all() -> None:
    proposal = run([], [])
    assert proposal.pairs == ()
    assert proposal.proved


def test_wrong_weights_and_people_twice_are_refused() -> None:
    with pytest.raises(MatchingError, match="Weights"):
        run([mentee()], [mentor()], weights={"height": 1})
    with pytest.raises(MatchingError, match="twice"):
        run([mentee(), mentee()], [mentor()])


def test_an_earlier_proposal_changes_nothing_but_the_time() -> None:
    rows, columns = crowd(40, 30)
    earlier = run(rows, columns)
    again = run(rows, columns, previous=earlier, banned=[(earlier.pairs[0].mentee, earlier.pairs[0].mentor)])
    afresh = run(rows, columns, banned=[(earlier.pairs[0].mentee, earlier.pairs[0].mentor)])
    assert again.pairs == afresh.pairs


def test_the_package_itself_brings_in_neither_numpy_nor_ortools() -> None:
    script = "import sys, mentordesk.matching; sys.exit(bool({'numpy', 'ortools'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
