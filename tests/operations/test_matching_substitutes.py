"""Standing in for a mentor: who could, who does, and when nobody has to."""

import pytest

from mentordesk.domain.pairing import Outcome, Pairing, PairingStatus
from mentordesk.domain.participant import Participant
from mentordesk.operations import matching as deciding
from mentordesk.operations import matching_substitutes as standing
from mentordesk.operations import pairings as life
from mentordesk.operations.pairings import AlreadyPaired, NoRoom
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, state


@pytest.fixture
def paused(database: Database, world: World) -> bytes:
    """A pairing of the first mentor and the first mentee that rests."""
    made = life.pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    life.pause_pairing(database, pairing=made, until=None, today=TODAY)
    return made


def offers(database: Database, pairing: bytes) -> list[standing.StandIn]:
    with database.read() as view:
        return standing.stand_ins(view, pairing)


def test_mentors_with_a_place_come_best_first_banned_ones_last(
    database: Database, world: World, paused: bytes
) -> None:
    with database.change(Label.of("test")) as work:
        work.get_one(Participant, world.mentors[2]).capacity = 1
    assert {one.mentor for one in offers(database, paused)} == set(world.mentors[1:])
    deciding.ban_pair(database, cohort=world.cohort, mentee=world.mentees[0], mentor=world.mentors[1])
    found = offers(database, paused)
    assert [(one.name, bool(one.against)) for one in found] == [("Full House", False), ("Björn Ek", True)]


def test_a_stand_in_is_a_trial_that_says_for_whom(database: Database, world: World, paused: bytes) -> None:
    before = state(database)
    made = standing.appoint(database, pairing=paused, mentor=world.mentors[1], today=TODAY)
    with database.read() as view:
        found = view.get_one(Pairing, made)
        assert standing.stand_in_of(view, paused) == made
    assert (found.status, found.substitute_for_id, found.mentee_id) == (
        PairingStatus.TRIAL,
        paused,
        world.mentees[0],
    )
    after = state(database)
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_a_closed_pairing_can_be_stood_in_for_too(database: Database, world: World, paused: bytes) -> None:
    life.close_pairing(database, pairing=paused, outcome=Outcome.EARLY, reason="Moved", today=TODAY)
    assert [one.mentor for one in offers(database, paused)] == [world.mentors[1]]
    standing.appoint(database, pairing=paused, mentor=world.mentors[1], today=TODAY)


def test_one_stand_in_is_enough_and_a_running_pairing_needs_none(
    database: Database, world: World, paused: bytes
) -> None:
    made = standing.appoint(database, pairing=paused, mentor=world.mentors[1], today=TODAY)
    before = state(database)
    with pytest.raises(standing.HasStandIn, match="Somebody stands in with Zofia Wiśniewska already"):
        standing.appoint(database, pairing=paused, mentor=world.mentors[2], today=TODAY)
    with pytest.raises(standing.NoStandInNeeded, match="go on, so nobody has to stand in"):
        standing.appoint(database, pairing=made, mentor=world.mentors[2], today=TODAY)
    assert state(database) == before


def test_places_and_pairs_are_kept_to(database: Database, world: World, paused: bytes) -> None:
    with pytest.raises(NoRoom, match="Full House"):
        standing.appoint(database, pairing=paused, mentor=world.mentors[2], today=TODAY)
    with pytest.raises(AlreadyPaired):
        standing.appoint(database, pairing=paused, mentor=world.mentors[0], today=TODAY)


def test_pairings_that_rest_are_listed_until_somebody_stands_in(
    database: Database, world: World, paused: bytes
) -> None:
    with database.read() as view:
        (found,) = standing.resting(view, world.cohort)
    assert (found.id, found.mentor, found.mentee, found.until) == (
        paused,
        "Tamar Levi",
        "Zofia Wiśniewska",
        None,
    )
    standing.appoint(database, pairing=paused, mentor=world.mentors[1], today=TODAY)
    with database.read() as view:
        assert standing.resting(view, world.cohort) == []


def test_who_stood_in_has_done_so_when_the_pairing_goes_on(
    database: Database, world: World, paused: bytes
) -> None:
    made = standing.appoint(database, pairing=paused, mentor=world.mentors[1], today=TODAY)
    before = state(database)
    life.resume_pairing(database, pairing=paused, today=TODAY)
    with database.read() as view:
        ended = view.get_one(Pairing, made)
        assert (ended.status, ended.outcome, ended.ended_on) == (
            PairingStatus.CLOSED,
            Outcome.COMPLETED,
            TODAY,
        )
        assert view.get_one(Pairing, paused).status is not PairingStatus.PAUSED
    database.undo()
    assert state(database) == before


def test_a_pairing_that_ended_early_is_listed_while_its_mentee_is_alone(
    database: Database, world: World, pairing: bytes
) -> None:
    life.close_pairing(database, pairing=pairing, outcome=Outcome.EARLY, reason="Moved away", today=TODAY)
    with database.read() as view:
        (found,) = standing.resting(view, world.cohort)
    assert (found.id, found.ended) == (pairing, TODAY)
    standing.appoint(database, pairing=pairing, mentor=world.mentors[1], today=TODAY)
    with database.read() as view:
        assert standing.resting(view, world.cohort) == []
