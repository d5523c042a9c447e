"""Two entries of one person: found in any script, made one with all that belonged to both, and undone."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from mentordesk.domain.entity import derived_key
from mentordesk.domain.goal import Goal
from mentordesk.domain.pairing import Pairing
from mentordesk.domain.participant import Participant, Role, Status, Wish, joined_parts, wish_key
from mentordesk.domain.person import OwnField, OwnValue, Person, PersonSkill, Skill, field_key, skill_key
from mentordesk.domain.session import Session, SessionStatus
from mentordesk.operations.duplicates import PairedWithEachOther, join_up, leave_two, twins
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, state, take_part

LABEL = Label.of("test")


def person_of(database: Database, participant: bytes) -> bytes:
    with database.read() as view:
        return view.get_one(Participant, participant).person_id


def add(database: Database, world: World, name: str, role: Role = Role.MENTEE) -> tuple[bytes, bytes]:
    """A person and their part in the cohort."""
    with database.change(LABEL) as work:
        part = take_part(work, world.cohort, name, role)
    return person_of(database, part), part


def found(database: Database) -> list[tuple[tuple[str, str], tuple[str, ...]]]:
    with database.read() as view:
        return [(twin.names, twin.same) for twin in twins(view)]


def test_names_addresses_and_phones_are_compared(database: Database, world: World) -> None:
    add(database, world, "wisniewska ZOFIA")
    one, _part = add(database, world, "A. One")
    other, _part = add(database, world, "B. Other")
    with database.change(LABEL) as work:
        work.get_one(Person, one).phone = "+48 22 555 01 00"
        work.get_one(Person, other).phone = "0048 (22) 5550100"
    assert found(database) == [
        (("A. One", "B. Other"), ("phone",)),
        (("Zofia Wiśniewska", "wisniewska ZOFIA"), ("name",)),
    ]


def test_two_people_stay_two_when_somebody_says_so(database: Database, world: World) -> None:
    add(database, world, "Zofia Wiśniewska")
    before = state(database)
    with database.read() as view:
        (twin,) = twins(view)
    leave_two(database, twin=twin)
    assert found(database) == []
    database.undo()
    assert state(database) == before


@pytest.fixture
def pair(database: Database, world: World) -> bytes:
    """The second entry of Zofia, with a pairing, a session, a goal and a skill."""
    gone, part = add(database, world, "Zofia W.")
    pairing = pair_by_hand(database, mentor=world.mentors[0], mentee=part, today=TODAY)
    with database.change(LABEL) as work:
        work.add(Session(id=work.new_key(), pairing_id=pairing, day=TODAY, status=SessionStatus.HELD))
        work.add(Goal(id=work.new_key(), pairing_id=pairing, title="Speak up"))
        skill = skill_key("Law")
        work.put(Skill(id=skill, name="Law"))
        work.put(PersonSkill(id=derived_key(gone, skill), person_id=gone, skill_id=skill, offered=4))
        work.get_one(Person, gone).city = "Łódź"
    return gone


def test_everything_of_both_belongs_to_one(database: Database, world: World, pair: bytes) -> None:
    keep = person_of(database, world.mentees[0])
    join_up(database, keep=keep, gone=pair, columns={"city": "Łódź"})
    with database.read() as view:
        assert view.get(Person, pair) is None
        assert view.get_one(Person, keep).city == "Łódź"
        (pairing,) = view.scalars(select(Pairing))
        assert pairing.mentee_id == world.mentees[0]
        assert [one.pairing_id for one in view.scalars(select(Session))] == [pairing.id]
        assert [one.title for one in view.scalars(select(Goal).where(Goal.pairing_id == pairing.id))] == [
            "Speak up"
        ]
        assert [one.person_id for one in view.scalars(select(PersonSkill))] == [keep]
    assert database.problems(deep=True) == []


def part(**values: Any) -> dict[str, Any]:
    """A participant's cells."""
    usual = {
        "role": Role.MENTOR,
        "capacity": 1,
        "status": Status.ACCEPTED,
        "paused_until": None,
        "reason": "",
        "trained": False,
        "joined_on": None,
        "waiting_since": None,
    }
    return usual | values


def test_two_parts_in_a_cohort_become_one_that_loses_nothing(database: Database, world: World) -> None:
    keep, key = add(database, world, "Ada P.", Role.MENTOR)
    gone, other = add(database, world, "Ada Park", Role.MENTEE)
    with database.change(LABEL) as work:
        mentor, mentee = work.get_one(Participant, key), work.get_one(Participant, other)
        mentor.capacity, mentor.status, mentor.joined_on = 3, Status.WITHDRAWN, date(2026, 2, 1)
        mentee.capacity, mentee.status, mentee.trained = 9, Status.WAITING, True
        mentee.waiting_since, mentee.joined_on = date(2026, 3, 1), date(2026, 1, 20)
        friend = person_of(database, world.mentors[0])
        work.put(Wish(id=wish_key(key, friend), participant_id=key, person_id=friend, rank=2))
        work.put(Wish(id=wish_key(other, friend), participant_id=other, person_id=friend, never=True))
        field = field_key("Shirt")
        work.put(OwnField(id=field, name="Shirt"))
        for person, said in ((keep, "M"), (gone, "L")):
            work.put(OwnValue(id=derived_key(person, field), person_id=person, field_id=field, value=said))
    before = state(database)
    join_up(database, keep=keep, gone=gone, columns={})
    with database.read() as view:
        found = view.get_one(Participant, key)
        assert (found.role, found.capacity, found.status) == (Role.BOTH, 3, Status.WAITING)
        assert (found.trained, found.joined_on, found.waiting_since) == (
            True,
            date(2026, 1, 20),
            date(2026, 3, 1),
        )
        wish = view.get_one(Wish, wish_key(key, friend))
        assert (wish.rank, wish.never) == (2, True)
        assert view.scalars(select(OwnValue.value)).all() == ["M; L"]
    assert database.problems(deep=True) == []
    database.undo()
    assert state(database) == before


@given(st.sampled_from(Role), st.sampled_from(Role), st.sampled_from(Status), st.sampled_from(Status))
def test_who_is_first_does_not_matter(one: Role, other: Role, this: Status, that: Status) -> None:
    first = part(role=one, status=this, capacity=2, reason="a", paused_until=date(2026, 5, 1))
    second = part(role=other, status=that, capacity=0, paused_until=date(2026, 6, 1))
    both = joined_parts(first, second)
    assert both["role"].mentors == (one.mentors or other.mentors)
    assert both["role"].learns == (one.learns or other.learns)
    if both["role"].mentors:
        assert both == joined_parts(second, first)
    assert joined_parts(both, second) == both


def test_undo_makes_two_again(database: Database, world: World, pair: bytes) -> None:
    before = state(database)
    join_up(database, keep=person_of(database, world.mentees[0]), gone=pair, columns={})
    assert state(database) != before
    database.undo()
    assert state(database) == before


def test_a_mentors_pairings_and_reports_follow(database: Database, world: World) -> None:
    gone, part = add(database, world, "Tamar L.", Role.MENTOR)
    pairing = pair_by_hand(database, mentor=part, mentee=world.mentees[0], today=TODAY)
    led = person_of(database, world.mentees[1])
    with database.change(LABEL) as work:
        work.get_one(Person, led).manager_id = gone
    keep = person_of(database, world.mentors[0])
    join_up(database, keep=keep, gone=gone, columns={})
    with database.read() as view:
        assert view.get_one(Pairing, pairing).mentor_id == world.mentors[0]
        assert view.get_one(Person, led).manager_id == keep


def test_two_who_are_paired_with_each_other_are_two(database: Database, world: World) -> None:
    pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    one, other = (person_of(database, part) for part in (world.mentors[0], world.mentees[0]))
    before = state(database)
    with pytest.raises(PairedWithEachOther, match="are paired with each other"):
        join_up(database, keep=one, gone=other, columns={})
    assert state(database) == before
