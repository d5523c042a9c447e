"""Matching a cohort of the file: choices, decisions by hand, proposals and publishing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mentordesk.domain.entity import derived_key
from mentordesk.domain.pairing import (
    Mark,
    MatchingSetting,
    Outcome,
    Pairing,
    PairingStatus,
    PairMark,
    mark_key,
)
from mentordesk.domain.participant import Participant, Role, Status, Wish
from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.scenario import Objective
from mentordesk.matching.explain import explain, hours_sentences
from mentordesk.matching.propose import Proposal
from mentordesk.operations import matching as deciding
from mentordesk.operations import pairings as life
from mentordesk.operations.matching_view import Matching, look, look_at_marks, options
from mentordesk.operations.pairings import NeverTogether, SamePerson, free_places
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.matching.people import weekdays
from tests.operations.pairing_world import TODAY, World, make_world, state, take_part

LABEL = Label.of("test")
NO_RULES: dict[str, int | None] = {"hours": None, "language": None}


def proposal_of(database: Database, world: World) -> Proposal:
    with database.read() as view:
        return deciding.propose_pairs(view, world.cohort)


def look_at(database: Database, world: World) -> Matching:
    with database.read() as view:
        return look(view, world.cohort)


def pairs_of(proposal: Proposal) -> dict[tuple[bytes, bytes], int]:
    return {(pair.mentee, pair.mentor): pair.fit for pair in proposal.pairs}


def change(database: Database, participant: bytes, **values: Any) -> None:
    """Set what a participant, or the person behind it, says."""
    with database.change(LABEL) as work:
        part = work.get_one(Participant, participant)
        person = work.get_one(Person, part.person_id)
        for name, value in values.items():
            setattr(part if hasattr(part, name) else person, name, value)


def lock(database: Database, world: World, mentee: int, mentor: int, *, by_hand: bool = False) -> None:
    deciding.lock_pair(
        database,
        cohort=world.cohort,
        mentee=world.mentees[mentee],
        mentor=world.mentors[mentor],
        by_hand=by_hand,
    )


def ban(database: Database, world: World, mentee: int, mentor: int) -> None:
    deciding.ban_pair(
        database, cohort=world.cohort, mentee=world.mentees[mentee], mentor=world.mentors[mentor]
    )


def ban_all(database: Database, world: World, mentor: int) -> None:
    for mentee in range(len(world.mentees)):
        ban(database, world, mentee, mentor)


def publish(database: Database, world: World) -> int:
    pairs = pairs_of(proposal_of(database, world))
    return deciding.publish(database, cohort=world.cohort, pairs=pairs, today=TODAY)


CHANGES: tuple[Callable[[Database, World], object], ...] = (
    lambda database, world: deciding.set_weight(database, cohort=world.cohort, criterion="skills", points=7),
    lambda database, world: deciding.set_details(database, cohort=world.cohort, details={"hours enough": 4}),
    lambda database, world: deciding.set_rule(database, cohort=world.cohort, rule="hours", value=None),
    lambda database, world: deciding.set_rule(database, cohort=world.cohort, rule="unit", value=1),
    lambda database, world: deciding.set_objective(database, cohort=world.cohort, objective=Objective.FAIR),
    lambda database, world: lock(database, world, 1, 1),
    lambda database, world: lock(database, world, 0, 1),
    lambda database, world: lock(database, world, 1, 0, by_hand=True),
    lambda database, world: ban(database, world, 2, 0),
    lambda database, world: deciding.free_pair(database, mentee=world.mentees[0], mentor=world.mentors[0]),
    publish,
)


@pytest.mark.parametrize("at", range(len(CHANGES)))
def test_undo_restores_everything(database: Database, world: World, at: int) -> None:
    lock(database, world, 0, 0)
    before = state(database)
    CHANGES[at](database, world)
    after = state(database)
    assert after != before
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


MARKED: tuple[Callable[[Database, World], object], ...] = (
    lambda database, world: lock(database, world, 1, 1),
    lambda database, world: lock(database, world, 0, 1),
    lambda database, world: lock(database, world, 1, 0, by_hand=True),
    lambda database, world: ban(database, world, 2, 0),
    lambda database, world: deciding.free_pair(database, mentee=world.mentees[0], mentor=world.mentors[0]),
    lambda database, _world: database.undo(),
    lambda database, world: deciding.set_weight(database, cohort=world.cohort, criterion="skills", points=7),
)


@pytest.mark.parametrize("at", range(len(MARKED)))
def test_marks_read_again_show_what_reading_everything_shows(
    database: Database, world: World, at: int
) -> None:
    lock(database, world, 0, 0)
    ban(database, world, 1, 0)
    before = look_at(database, world)
    MARKED[at](database, world)
    anew = look_at(database, world)
    with database.read() as view:
        again = look_at_marks(view, world.cohort, before, anew.part.counted_to)
    assert (again.part, again.choice, again.decided) == (anew.part, anew.choice, anew.decided)
    assert pairs_of(again.proposal) == pairs_of(anew.proposal)
    assert again.proposal.unmatched == anew.proposal.unmatched
    assert again.proposal.ruled_out == anew.proposal.ruled_out


def test_choices_start_as_the_field_has_them_and_are_kept(database: Database, world: World) -> None:
    with database.read() as view:
        first = deciding.choice_of(view, world.cohort)
    assert sum(first.weights.values()) == 100
    assert first.rules["hours"] == 2
    deciding.set_weight(database, cohort=world.cohort, criterion="skills", points=-3)
    deciding.set_rule(database, cohort=world.cohort, rule="hours", value=5)
    deciding.set_rule(database, cohort=world.cohort, rule="language", value=None)
    with database.read() as view:
        then = deciding.choice_of(view, world.cohort)
    assert (then.weights["skills"], then.rules["hours"], then.rules["language"]) == (0, 5, None)
    assert then.weights["hours"] == first.weights["hours"]


def test_a_limit_from_elsewhere_is_brought_into_its_range(database: Database, world: World) -> None:
    with database.change(LABEL) as work:
        for key, value in (("rule hours", 999), ("rule zone", -4), ("rule of tomorrow", 3)):
            made = derived_key(world.cohort, key)
            work.put(MatchingSetting(id=made, cohort_id=world.cohort, key=key, value=value))
    with database.read() as view:
        rules = deciding.choice_of(view, world.cohort).rules
    assert (rules["hours"], rules["zone"]) == (20, 1)
    assert "of tomorrow" not in rules
    assert proposal_of(database, world).proved


def test_a_proposal_is_proved_and_fills_no_place_twice(database: Database, world: World) -> None:
    proposal = proposal_of(database, world)
    assert proposal.proved
    assert len(proposal.pairs) == 3
    assert world.mentors[2] not in {pair.mentor for pair in proposal.pairs}


def test_a_lock_is_kept_and_the_rest_matched_around_it(database: Database, world: World) -> None:
    change(database, world.mentors[0], capacity=3)
    lock(database, world, 1, 1)
    found = pairs_of(proposal_of(database, world))
    assert (world.mentees[1], world.mentors[1]) in found
    assert len(found) == 3


def test_a_lock_beyond_the_places_is_refused_by_hand_as_well(database: Database, world: World) -> None:
    lock(database, world, 0, 1)
    before = state(database)
    with pytest.raises(deciding.NoPlaceToLock, match="Björn Ek"):
        lock(database, world, 1, 1, by_hand=True)
    with pytest.raises(deciding.NoPlaceToLock, match="Full House"):
        lock(database, world, 1, 2, by_hand=True)
    assert state(database) == before


def test_a_pairing_made_meanwhile_takes_the_place_of_a_lock(database: Database, world: World) -> None:
    lock(database, world, 0, 1)
    life.pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[1], today=TODAY)
    assert world.mentors[1] not in {pair.mentor for pair in proposal_of(database, world).pairs}
    with pytest.raises(deciding.NoPlaceToLock):
        lock(database, world, 2, 1)


def test_a_lock_of_a_mentee_paired_meanwhile_takes_no_place(database: Database, world: World) -> None:
    lock(database, world, 0, 1)
    life.pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    lock(database, world, 1, 1)
    assert (world.mentees[1], world.mentors[1]) in pairs_of(proposal_of(database, world))


def test_another_lock_of_a_mentee_replaces_the_first(database: Database, world: World) -> None:
    lock(database, world, 0, 0)
    lock(database, world, 0, 1, by_hand=True)
    with database.read() as view:
        decided = deciding.marks(view, world.cohort)
    assert decided == {(world.mentees[0], world.mentors[1]): Mark.BY_HAND}


def test_nobody_is_locked_to_themselves_or_against_a_wish(database: Database, world: World) -> None:
    with database.change(LABEL) as work:
        both = take_part(work, world.cohort, "Awhina Rangi", Role.BOTH)
        unwanted = work.get_one(Participant, world.mentors[0]).person_id
        wish = derived_key(world.mentees[0], unwanted)
        work.put(Wish(id=wish, participant_id=world.mentees[0], person_id=unwanted, never=True))
    with pytest.raises(SamePerson):
        deciding.lock_pair(database, cohort=world.cohort, mentee=both, mentor=both, by_hand=True)
    with pytest.raises(NeverTogether):
        lock(database, world, 0, 0, by_hand=True)
    assert (both, both) not in pairs_of(proposal_of(database, world))


def test_a_banned_pair_is_not_proposed_until_it_is_freed(database: Database, world: World) -> None:
    for mentor in range(2):
        ban(database, world, 0, mentor)
    proposal = proposal_of(database, world)
    assert [one.mentee for one in proposal.unmatched] == [world.mentees[0]]
    assert proposal.unmatched[0].sentence() == "2 banned by hand"
    deciding.free_pair(database, mentee=world.mentees[0], mentor=world.mentors[0])
    assert (world.mentees[0], world.mentors[0]) in pairs_of(proposal_of(database, world))


def test_who_declined_is_not_proposed_again_until_freed(database: Database, world: World) -> None:
    pairing = life.pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    life.decline_pairing(database, pairing=pairing, reason="Another field", today=TODAY)
    pair = (world.mentees[0], world.mentors[0])
    assert pair not in pairs_of(proposal_of(database, world))
    assert look_at(database, world).decided[0].reason == "Another field"
    ban(database, world, 0, 1)
    declined = look_at(database, world)
    deciding.free_pair(database, mentee=pair[0], mentor=pair[1])
    with database.read() as view:
        freed = look_at_marks(view, world.cohort, declined, TODAY)
    assert pair in pairs_of(freed.proposal)
    assert pair in pairs_of(proposal_of(database, world))


def test_a_declined_pairing_without_a_mark_is_not_proposed_again(database: Database, world: World) -> None:
    pair = (world.mentees[0], world.mentors[0])
    pairing = life.pair_by_hand(database, mentor=pair[1], mentee=pair[0], today=TODAY)
    life.close_pairing(database, pairing=pairing, outcome=Outcome.DECLINED, reason="Moved", today=TODAY)
    ban(database, world, 0, 1)
    assert pair not in pairs_of(proposal_of(database, world))


def test_publishing_makes_trials_in_one_step(database: Database, world: World) -> None:
    change(database, world.mentees[0], status=Status.WAITING)
    lock(database, world, 0, 0)
    wanted = pairs_of(proposal_of(database, world))
    assert publish(database, world) == 3
    with database.read() as view:
        made = view.scalars(select(Pairing)).all()
        assert {(one.mentee_id, one.mentor_id): one.fit for one in made} == wanted
        assert {(one.status, one.started_on, one.trial_until) for one in made} == {
            (PairingStatus.TRIAL, TODAY, TODAY + timedelta(days=30))
        }
        parts = view.scalars(select(Participant.status).where(Participant.id.in_(world.mentees)))
        assert set(parts) == {Status.ACTIVE}
        assert deciding.marks(view, world.cohort) == {}
    assert proposal_of(database, world).pairs == ()
    with pytest.raises(deciding.NothingToPublish):
        publish(database, world)


STALE: tuple[Callable[[Database, World], object], ...] = (
    lambda database, world: life.pair_by_hand(
        database, mentor=world.mentors[0], mentee=world.mentees[1], today=TODAY
    ),
    lambda database, world: change(database, world.mentors[0], capacity=1),
    lambda database, world: change(database, world.mentees[2], status=Status.WITHDRAWN),
    lambda database, world: change(database, world.mentors[1], status=Status.PAUSED),
    lambda database, world: ban_all(database, world, 0),
)


@pytest.mark.parametrize("at", range(len(STALE)))
def test_a_stale_proposal_is_refused_whole(database: Database, world: World, at: int) -> None:
    pairs = pairs_of(proposal_of(database, world))
    STALE[at](database, world)
    before = state(database)
    with pytest.raises(deciding.NoLongerOpen):
        deciding.publish(database, cohort=world.cohort, pairs=pairs, today=TODAY)
    assert state(database) == before


def test_who_goes_without_is_told_why(database: Database, world: World) -> None:
    change(database, world.mentors[0], capacity=1, manager_id=None, unit="North")
    change(database, world.mentors[1], unit="South")
    for mentee in world.mentees:
        change(database, mentee, unit="North")
    deciding.set_rule(database, cohort=world.cohort, rule="unit", value=1)
    proposal = proposal_of(database, world)
    assert [one.sentence() for one in proposal.unmatched] == ["1 in the same unit and 1 is full"] * 2
    assert look_at(database, world).full == 1


def test_without_any_mentor_nobody_is_matched(database: Database, world: World) -> None:
    for mentor in world.mentors:
        change(database, mentor, capacity=0)
    found = look_at(database, world)
    assert found.proposal.pairs == ()
    assert {one.mentee for one in found.proposal.unmatched} == set(world.mentees)
    assert (found.mentees, found.paired, found.full) == (3, 0, 3)


def test_a_look_counts_who_is_paired(database: Database, world: World) -> None:
    life.pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    change(database, world.mentees[2], status=Status.APPLIED)
    found = look_at(database, world)
    assert (found.mentees, found.paired, len(found.proposal.pairs)) == (2, 1, 1)
    assert found.faces[world.mentors[0]].name == "Tamar Levi"


def test_options_come_best_first_and_say_why_not(database: Database, world: World) -> None:
    lock(database, world, 1, 0)
    lock(database, world, 2, 0)
    found = options(proposal_of(database, world), world.mentees[1])
    assert [(one.mentor, one.free, one.has) for one in found] == [
        (world.mentors[1], False, (world.mentees[0],))
    ]
    ban(database, world, 1, 1)
    assert options(proposal_of(database, world), world.mentees[1])[0].against == (
        "This pair was banned by hand.",
    )


def test_hours_follow_the_clocks_through_the_cohort(database: Database, world: World) -> None:
    change(database, world.mentees[0], zone="Europe/Lisbon", week=weekdays(9, 12))
    change(database, world.mentors[0], zone="America/New_York", week=weekdays(4, 6))
    for other in (1, 2):
        ban(database, world, other, 0)
    ban(database, world, 0, 1)
    with database.read() as view:
        choice = deciding.Choice({"hours": 10}, NO_RULES)
        proposal = deciding.propose_pairs(view, world.cohort, choice=choice)
    hours = explain(proposal, world.mentees[0], world.mentors[0]).hours
    assert [(one.first, one.hours) for one in hours] == [
        (date(2026, 1, 5), 10.0),
        (date(2026, 3, 8), 5.0),
        (date(2026, 3, 29), 10.0),
    ]
    assert len(hours_sentences(hours)) == 2


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_order_of_decisions_takes_more_places_than_there_are(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    with Database.create(tmp_path_factory.mktemp("m") / "P.mentordesk") as database:
        world = make_world(database)
        for _step in range(data.draw(st.integers(1, 6))):
            mentee, mentor = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 2))
            act = data.draw(st.sampled_from((lock, ban, _pair, _resize)))
            _try(act, database, world, mentee, mentor)
        proposal = proposal_of(database, world)
        _try(lambda *_: publish(database, world), database, world, 0, 0)
        assert proposal.proved
        with database.read() as view:
            room = free_places(view, world.cohort)
        assert min(room.values()) >= 0


def _pair(database: Database, world: World, mentee: int, mentor: int) -> None:
    life.pair_by_hand(database, mentor=world.mentors[mentor], mentee=world.mentees[mentee], today=TODAY)


def _resize(database: Database, world: World, mentee: int, mentor: int) -> None:
    """More places, never fewer than are taken."""
    change(database, world.mentors[mentor], capacity=2 + mentee)


def _try(act: Callable[..., object], database: Database, world: World, mentee: int, mentor: int) -> None:
    with suppress(Refusal):
        act(database, world, mentee, mentor)


def test_marks_are_found_by_their_key(database: Database, world: World) -> None:
    lock(database, world, 0, 0)
    found = look_at(database, world)
    assert [(one.mentee, one.mentor, one.mark) for one in found.decided] == [
        (world.mentees[0], world.mentors[0], Mark.LOCK)
    ]
    with database.read() as view:
        assert view.get_one(PairMark, mark_key(world.mentees[0], world.mentors[0])).reason == ""


def test_details_that_cannot_hold_together_are_refused(database: Database, world: World) -> None:
    deciding.set_details(database, cohort=world.cohort, details={"gap most": 20})
    before = state(database)
    with pytest.raises(deciding.DetailsDoNotFit, match="must go up from “at least” to “at most”"):
        deciding.set_details(database, cohort=world.cohort, details={"gap best to": 25})
    assert state(database) == before
    with database.read() as view:
        assert deciding.choice_of(view, world.cohort).details == {"gap most": 20}
    assert proposal_of(database, world).proved


def test_details_from_elsewhere_that_do_not_hold_are_left_out() -> None:
    given = {"gap least": 50, "hours enough": 3, "of tomorrow": 1, "industry": 9, "role": 2}
    assert deciding.known_details(given) == {"hours enough": 3, "role": 2}
