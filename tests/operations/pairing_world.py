"""A small cohort to pair people in: mentors with room for two, one and none, and three mentees."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text

from mentordesk.domain.entity import Entity, derived_key
from mentordesk.domain.participant import Participant, Role
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

TODAY = date(2026, 3, 20)
START, END = date(2026, 1, 5), date(2026, 7, 10)
MENTORS = (("Tamar Levi", 2), ("Björn Ek", 1), ("Full House", 0))
MENTEES = ("Zofia Wiśniewska", "سميرة النجار", "Nguyễn Thị Ánh")


@dataclass(frozen=True)
class World:
    """Keys of the cohort and of its participants."""

    programme: bytes
    cohort: bytes
    mentors: tuple[bytes, ...]
    mentees: tuple[bytes, ...]


def make_world(database: Database) -> World:
    with database.change(Label.of("test")) as work:
        programme = Programme(id=work.new_key(), name="Compass", zone="Europe/Lisbon")
        work.add(programme)
        cohort = Cohort(
            id=work.new_key(),
            programme_id=programme.id,
            name="Spring",
            starts_on=START,
            ends_on=END,
        )
        work.add(cohort)
        mentors = tuple(take_part(work, cohort.id, name, Role.MENTOR, room) for name, room in MENTORS)
        mentees = tuple(take_part(work, cohort.id, name, Role.MENTEE) for name in MENTEES)
    return World(programme.id, cohort.id, mentors, mentees)


def take_part(work: Work, cohort: bytes, name: str, role: Role, capacity: int = 1) -> bytes:
    """A new person in a cohort; returns the participant's key."""
    person = Person(id=work.new_key(), name=name, email=f"{name.split(maxsplit=1)[0].casefold()}@example.org")
    work.add(person)
    key = derived_key(cohort, person.id)
    work.put(Participant(id=key, cohort_id=cohort, person_id=person.id, role=role, capacity=capacity))
    return key


def state(database: Database) -> dict[str, dict[bytes, Any]]:
    """Every living row of every table, by key."""
    with database.read() as view:
        return {
            table.name: {
                row.id: tuple(row)
                for row in view.execute(text(f"SELECT * FROM {table.name} WHERE deleted = 0"))
            }
            for table in Entity.metadata.sorted_tables
        }
