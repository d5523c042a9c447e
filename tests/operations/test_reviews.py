"""What two copies together broke is found, shown, and left when somebody says so."""

from datetime import date

from mentordesk.domain.certificate import Certificate, CertificateKind
from mentordesk.domain.pairing import Pairing, PairingStatus
from mentordesk.domain.participant import Participant, Wish, wish_key
from mentordesk.domain.programme import Cohort
from mentordesk.operations.reviews import end_orphan, leave, reviews
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, state

LABEL = Label.of("test")


def pair(database: Database, world: World, mentor: int, mentee: int, **values: object) -> bytes:
    """A pairing as a merge may leave it: no rule was asked."""
    with database.change(LABEL) as work:
        key = work.new_key()
        work.add(
            Pairing(
                id=key,
                cohort_id=world.cohort,
                mentor_id=world.mentors[mentor],
                mentee_id=world.mentees[mentee],
                **values,  # type: ignore[arg-type]
            )
        )
    return key


def found(database: Database) -> list[tuple[str, str, str]]:
    with database.read() as view:
        return [(one.kind, one.name, one.words) for one in reviews(view)]


def test_a_sound_file_has_none(database: Database, world: World) -> None:
    pair(database, world, 0, 0)
    pair(database, world, 0, 1)
    assert found(database) == []


def test_a_mentor_in_more_pairings_than_room(database: Database, world: World) -> None:
    pair(database, world, 1, 0)
    pair(database, world, 1, 1)
    assert found(database) == [("capacity", "Björn Ek", "2 pairings, room for 1")]


def test_a_pair_that_was_ruled_out(database: Database, world: World) -> None:
    pair(database, world, 0, 0)
    with database.change(LABEL) as work:
        mentor = work.get_one(Participant, world.mentors[0])
        key = wish_key(world.mentees[0], mentor.person_id)
        work.put(Wish(id=key, participant_id=world.mentees[0], person_id=mentor.person_id, never=True))
    assert found(database) == [("never", "Tamar Levi – Zofia Wiśniewska", "one of them ruled the other out")]


def test_two_open_pairings_of_the_same_two(database: Database, world: World) -> None:
    pair(database, world, 0, 0)
    pair(database, world, 0, 0)
    assert [one[0] for one in found(database)] == ["twice"]


def test_days_that_cannot_be(database: Database, world: World) -> None:
    pair(database, world, 0, 0, started_on=TODAY, ended_on=date(2026, 1, 1))
    with database.change(LABEL) as work:
        work.get_one(Cohort, world.cohort).ends_on = date(2025, 1, 1)
    assert [(kind, words) for kind, _name, words in found(database)] == [
        ("days", "ends before it begins"),
        ("days", "ends before it begins"),
    ]


def test_a_pairing_with_somebody_removed(database: Database, world: World) -> None:
    pair(database, world, 0, 0)
    with database.change(LABEL) as work:
        work.bury(work.get_one(Participant, world.mentees[0]))
    assert [one[0] for one in found(database)] == ["gone"]


def test_one_number_on_two_certificates(database: Database, world: World) -> None:
    with database.change(LABEL) as work:
        for participant in world.mentees[:2]:
            work.add(
                Certificate(
                    id=work.new_key(),
                    participant_id=participant,
                    number="2026-0007",
                    kind=CertificateKind.COMPLETION,
                    design="classic",
                    language="en",
                    issued_on=TODAY,
                )
            )
    assert found(database) == [("number", "2026-0007", "2 certificates have it")]


def test_what_is_left_is_not_shown_again_until_undone(database: Database, world: World) -> None:
    pair(database, world, 1, 0)
    pair(database, world, 1, 1)
    before = state(database)
    with database.read() as view:
        (review,) = reviews(view)
    leave(database, review=review, reason="agreed")
    assert found(database) == []
    database.undo()
    assert state(database) == before
    assert len(found(database)) == 1


def test_a_pairing_with_somebody_gone_is_ended_from_its_review(database: Database, world: World) -> None:
    key = pair(database, world, 0, 0)
    with database.change(LABEL) as work:
        work.bury(work.get_one(Participant, world.mentors[0]))
    before = state(database)
    with database.read() as view:
        (review,) = reviews(view)
    assert review.is_orphan
    end_orphan(database, review=review, today=TODAY)
    with database.read() as view:
        assert reviews(view) == []
        assert view.get_one(Pairing, key).status is PairingStatus.CLOSED
    database.undo()
    assert state(database) == before
