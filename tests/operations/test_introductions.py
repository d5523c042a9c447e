"""Introduction letters: each in its reader's language, with what the two share and a first agenda."""

import pytest

from mentordesk.domain.entity import derived_key
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import (
    Channel,
    Person,
    PersonLanguage,
    PersonSkill,
    PersonTag,
    Skill,
    Tag,
    TagKind,
    skill_key,
    tag_key,
)
from mentordesk.operations.introductions import AGENDA, introductions
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.programme import Signer, sign_with
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.matching.people import weekdays
from tests.operations.pairing_world import TODAY, World, make_world


@pytest.fixture
def world(database: Database) -> World:
    made = make_world(database)
    sign_with(database, programme=made.programme, signers=[Signer("Ngozi Okafor", "Coordinator")])
    return made


@pytest.fixture
def pairing(database: Database, world: World) -> bytes:
    """The first two, who share a skill, an interest, a language and hours; the mentee reads Spanish."""
    with database.change(Label.of("test")) as work:
        people = [
            work.get_one(Person, work.get_one(Participant, key).person_id)
            for key in (world.mentors[0], world.mentees[0])
        ]
        work.put(Skill(id=skill_key("Contract law"), name="Contract law"))
        work.put(Tag(id=tag_key(TagKind.INTEREST, "Chess"), name="Chess"))
        for person, offered, wanted in zip(people, (4, None), (None, 3), strict=True):
            person.zone, person.week = "Europe/Lisbon", weekdays(9, 10)
            person.industry, person.city, person.country = "Health", "Lisbon", "PT"
            skill, tag = skill_key("Contract law"), tag_key(TagKind.INTEREST, "Chess")
            work.put(
                PersonSkill(
                    id=derived_key(person.id, skill),
                    person_id=person.id,
                    skill_id=skill,
                    offered=offered,
                    wanted=wanted,
                )
            )
            work.put(PersonTag(id=derived_key(person.id, tag), person_id=person.id, tag_id=tag))
            work.put(PersonLanguage(id=derived_key(person.id, "pt"), person_id=person.id, code="pt"))
        people[0].phone, people[0].channels = "+351 555 0101", Channel.PHONE.value
        people[0].preferred_channel = Channel.PHONE
        people[1].document_language, people[1].phone = "es", "+351 555 0102"
    return pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)


def test_each_is_told_of_the_other_and_why(database: Database, pairing: bytes) -> None:
    with database.read() as view:
        to_mentee, to_mentor = introductions(view, pairing, today=TODAY)
    assert (to_mentee.language, to_mentee.to, to_mentee.about) == ("es", "Zofia Wiśniewska", "Tamar Levi")
    assert (to_mentor.language, to_mentor.to, to_mentor.about) == ("en", "Tamar Levi", "Zofia Wiśniewska")
    assert to_mentor.role_line == "Your Mentee in Compass"
    assert to_mentor.reasons == (
        "Tamar Levi offers what Zofia Wiśniewska wants to learn: Contract law.",
        "You both work in Health.",
        "You share an interest in Chess.",
        "You can talk in Portuguese.",
        "Your weeks have 5 hours in common.",
    )
    assert to_mentor.agenda == AGENDA
    assert (to_mentor.signer, to_mentor.signer_role) == ("Ngozi Okafor", "Coordinator")
    assert to_mentor.next_step.startswith("Zofia Wiśniewska writes to you")
    assert to_mentor.day == "20 March 2026"
    assert "marzo" in to_mentee.day
    assert ("Speaks", "Portuguese") in to_mentor.facts
    assert ("Lives in", "Lisbon, Portugal") in to_mentor.facts


def test_a_number_is_given_only_by_who_wants_to_be_called(database: Database, pairing: bytes) -> None:
    with database.read() as view:
        to_mentee, to_mentor = introductions(view, pairing, today=TODAY)
    assert [one.value for one in to_mentee.reach] == ["+351 555 0101", "tamar@example.org"]
    assert [one.value for one in to_mentor.reach] == ["zofia@example.org"]


def test_who_shares_nothing_known_is_introduced_without_reasons(database: Database, world: World) -> None:
    made = pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[2], today=TODAY)
    with database.read() as view:
        letters = introductions(view, made, today=TODAY)
    assert [letter.reasons for letter in letters] == [(), ()]
    assert all(len(letter.agenda) == 5 for letter in letters)
    assert letters[0].facts == ()
