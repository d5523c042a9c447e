"""What matching is told of people: own fields, how earlier pairings went, who declined, who waits."""

from dataclasses import replace

from mentordesk.domain.entity import derived_key
from mentordesk.domain.pairing import Outcome
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import OwnField, OwnValue, field_key
from mentordesk.domain.session import Session
from mentordesk.operations.candidates import candidates, everybody
from mentordesk.operations.candidates_history import declined_pairs, past_pairings
from mentordesk.operations.matching import free_pair, propose_pairs, set_weight
from mentordesk.operations.matching_view import any_pair
from mentordesk.operations.pairings import close_pairing, decline_pairing, pair_by_hand
from mentordesk.operations.people import edit_person
from mentordesk.operations.profile import profile
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World


def person_of(database: Database, participant: bytes) -> bytes:
    with database.read() as view:
        return view.get_one(Participant, participant).person_id


def met(database: Database, world: World, mentor: int, mentee: int, *pulses: tuple[int, int]) -> bytes:
    """A closed pairing with sessions that felt so to the mentor and the mentee."""
    made = pair_by_hand(database, mentor=world.mentors[mentor], mentee=world.mentees[mentee], today=TODAY)
    with database.change(Label.of("test")) as work:
        for by_mentor, by_mentee in pulses:
            key = work.new_key()
            work.add(
                Session(id=key, pairing_id=made, day=TODAY, mentor_pulse=by_mentor, mentee_pulse=by_mentee)
            )
    close_pairing(database, pairing=made, outcome=Outcome.COMPLETED, today=TODAY)
    return made


def test_earlier_pairings_are_told_from_both_sides(database: Database, world: World) -> None:
    met(database, world, 0, 0, (5, 3), (5, 5))
    met(database, world, 0, 1, (1, 2))
    mentor, first, second = (
        person_of(database, key) for key in (world.mentors[0], world.mentees[0], world.mentees[1])
    )
    with database.read() as view:
        past = past_pairings(view)
        mentees, mentors = candidates(view, world.cohort)
    assert past.gave == {first: {mentor: 0.75}, second: {mentor: 0.25}, mentor: {first: 1.0, second: 0.0}}
    assert past.ratings == {mentor: 0.5, first: 1.0, second: 0.0}
    told = {one.key: one for one in (*mentees, *mentors)}
    assert told[world.mentors[0]].rating == 0.5
    assert told[world.mentees[0]].past == {mentor: 0.75}
    assert told[world.mentors[1]].rating is None


def test_open_pairings_and_silent_sessions_say_nothing(database: Database, world: World) -> None:
    pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    met(database, world, 1, 1)
    with database.read() as view:
        past = past_pairings(view)
    assert (past.gave, past.ratings) == ({}, {})


def test_a_good_past_counts_once_it_has_a_weight(database: Database, world: World) -> None:
    met(database, world, 1, 0, (5, 5))
    set_weight(database, cohort=world.cohort, criterion="rating", points=100)
    mentee, others = world.mentees[0], world.mentees[1]
    with database.read() as view:
        proposal = propose_pairs(view, world.cohort)
    known = any_pair(proposal, mentee, world.mentors[1])
    assert known.scores["rating"] == 100
    strangers = any_pair(proposal, others, world.mentors[0])
    assert strangers.scores["rating"] == 50
    assert known.fit > strangers.fit


def test_own_fields_are_told_by_name_and_empty_answers_are_not(database: Database, world: World) -> None:
    with database.change(Label.of("test")) as work:
        field = field_key("Site")
        work.put(OwnField(id=field, name="Site"))
        for key, value in ((world.mentees[0], " North "), (world.mentees[1], " ")):
            person = work.get_one(Participant, key).person_id
            row = OwnValue(id=derived_key(person, field), person_id=person, field_id=field, value=value)
            work.put(row)
    with database.read() as view:
        told = {one.part.id: one.learning().own for one in everybody(view, world.cohort)}
    assert told[world.mentees[0]] == {"Site": "North"}
    assert told[world.mentees[1]] == {}


def test_a_wish_for_the_same_is_kept_without_an_answer_of_ones_own(database: Database, world: World) -> None:
    person = person_of(database, world.mentees[0])
    with database.read() as view:
        before = profile(view, person)
    assert before is not None
    edit_person(database, person=person, profile=replace(before, same_wanted=("Faith",)))
    with database.read() as view:
        kept = profile(view, person)
        told = {one.part.id: one.learning() for one in everybody(view, world.cohort)}
    assert kept is not None
    assert kept.same_wanted == ("Faith",)
    assert told[world.mentees[0]].same_wanted == {"Faith"}
    assert told[world.mentees[0]].own == told[world.mentees[1]].own == {}


def test_who_declined_is_told_until_the_pair_is_freed(database: Database, world: World) -> None:
    pairing = pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    decline_pairing(database, pairing=pairing, reason="Another field", today=TODAY)
    pair = world.mentees[0], world.mentors[0]
    with database.read() as view:
        assert declined_pairs(view, world.cohort) == {pair}
        (mentee,) = [one for one in candidates(view, world.cohort)[0] if one.key == pair[0]]
        table = propose_pairs(view, world.cohort).grounds.forbidden["declined"]
    assert mentee.declined == {person_of(database, pair[1])}
    assert int(table.sum()) == 1
    free_pair(database, mentee=pair[0], mentor=pair[1])
    with database.read() as view:
        assert declined_pairs(view, world.cohort) == set()
