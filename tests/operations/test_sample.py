"""The sample programme is what it says: people, countries, scripts, cohorts, and a life of its own."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mentordesk.collation import script_of
from mentordesk.domain.pairing import OPEN, Pairing, PairingStatus
from mentordesk.domain.participant import Participant, Role
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort
from mentordesk.domain.session import Session
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database

TODAY = date(2026, 3, 17)


@pytest.fixture
def sample(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "sample.mentordesk")
    make_sample(database, today=TODAY)
    return database


def test_people_countries_and_scripts(sample: Database) -> None:
    with sample.read() as view:
        names = view.scalars(select(Person.name)).all()
        countries = set(view.scalars(select(Person.country)))
        roles = {
            role: set(view.scalars(select(Participant.person_id).where(Participant.role == role)))
            for role in (Role.MENTOR, Role.MENTEE)
        }
    assert len(countries) == 9
    assert {len(people) for people in roles.values()} == {40, 60}
    assert len({script_of(name[0]) for name in names}) >= 6
    sample.close()


def test_capacity_holds_and_something_needs_the_coordinator(sample: Database) -> None:
    with sample.read() as view:
        assert view.scalar(select(func.count()).select_from(Cohort)) == 2
        taken = select(Pairing.mentor_id, func.count()).where(Pairing.status.in_(OPEN))
        open_of = dict(view.execute(taken.group_by(Pairing.mentor_id)).all())
        room = dict(view.execute(select(Participant.id, Participant.capacity)).all())
        statuses = set(view.scalars(select(Pairing.status)))
        sessions = view.scalar(select(func.count()).select_from(Session)) or 0
    assert all(count <= room[mentor] for mentor, count in open_of.items())
    assert statuses >= {PairingStatus.TRIAL, PairingStatus.ACTIVE, PairingStatus.CLOSED}
    assert sessions > 300
    assert sample.problems(deep=True) == []
    sample.close()


def test_one_undo_takes_it_all_away(sample: Database) -> None:
    sample.undo()
    with sample.read() as view:
        assert view.scalars(select(Person.name)).all() == []
    sample.close()
