"""What was: read of a change, a record and a person; one value, record or the whole file put back."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort
from mentordesk.operations import past, programme, sample
from mentordesk.operations.goals import add_goal
from mentordesk.operations.history import history
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.programme import make_programme
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, make_world, state

LABEL = Label.of("test")


@pytest.fixture
def zofia(database: Database, world: World) -> bytes:
    """A mentee who lived in Łódź, then in Gdańsk."""
    with database.read() as view:
        key = view.get_one(Participant, world.mentees[0]).person_id
    for city in ("Łódź", "Gdańsk"):
        with database.change(LABEL) as work:
            work.get_one(Person, key).city = city
    return key


def cities(database: Database, zofia: bytes) -> list[past.Entry]:
    with database.read() as view:
        return [
            entry for entry in past.record(view, table="person", key=zofia) if entry.cell.column == "city"
        ]


def test_a_change_tells_what_it_did(database: Database, zofia: bytes) -> None:
    with database.read() as view:
        newest = history(view)[0]
        (cell,) = past.what_it_did(view, n=newest.n)
    assert (cell.record, cell.field, cell.words) == ("Person: Zofia Wiśniewska", "City", ("Łódź", "Gdańsk"))


def test_a_value_comes_back_and_goes_again(database: Database, zofia: bytes) -> None:
    before = state(database)
    newest = cities(database, zofia)[0].cell
    past.put_back(database, cell=newest, value=newest.before)
    with database.read() as view:
        assert view.get_one(Person, zofia).city == "Łódź"
    database.undo()
    assert state(database) == before


def test_a_removed_record_comes_back_as_it_was(database: Database, zofia: bytes) -> None:
    oldest = cities(database, zofia)[-1].cell
    with database.change(LABEL) as work:
        work.bury(work.get_one(Person, zofia))
    before = state(database)
    past.put_record_back(database, table="person", key=zofia, change=oldest.change)
    with database.read() as view:
        assert view.get_one(Person, zofia).city == "Łódź"
    assert database.problems(deep=True) == []
    database.undo()
    assert state(database) == before


def test_what_was_done_about_somebody(database: Database, world: World, zofia: bytes) -> None:
    pairing = pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    add_goal(database, pairing=pairing, title="Speak up")
    with database.change(LABEL) as work:
        work.scalars(select(Person).where(Person.name == "Björn Ek")).one().city = "Umeå"
    with database.read() as view:
        about = past.changes_about(view, person=zofia)
        keys = [row.words for row in history(view) if row.n in about]
        tamar = view.get_one(Participant, world.mentors[0]).person_id
        assert len(past.changes_about(view, person=tamar)) == 3
    assert len(keys) == 5


def test_the_whole_file_as_it_was(database: Database, zofia: bytes, tmp_path: Path) -> None:
    before = state(database)
    with database.read() as view:
        then = history(view)[0].id
    with database.change(LABEL) as work:
        work.add(Person(id=work.new_key(), name="Later"))
        work.get_one(Person, zofia).city = "Sopot"
    copy = past.copy_as_of(database, change=then, target=tmp_path / "then.mentordesk")
    with Database.open(copy) as wound_back:
        assert state(wound_back) == before
        assert wound_back.problems(deep=True) == []
        wound_back.undo()
        assert wound_back.problems(deep=True) == []


def test_one_step_back_too_many_leaves_the_programme(tmp_path: Path) -> None:
    with Database.create(tmp_path / "new.mentordesk") as database:
        cohort = make_programme(
            database, name="Compass", cohort="Spring", starts_on=TODAY, ends_on=date(2026, 12, 1)
        )
        made = state(database)
        assert past.take_back(database) is None
        with database.change(LABEL) as work:
            work.get_one(Cohort, cohort).name = "Autumn"
        assert past.take_back(database) == LABEL
        assert past.take_back(database) is None
        assert state(database) == made
        database.redo()
        assert state(database) != made


def test_what_is_a_beginning_is_a_label() -> None:
    assert set(past.BEGINNINGS) <= {*programme.LABELS, *sample.LABELS}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(["city", "new", "bury", "undo", "redo"]), max_size=12),
    at=st.integers(0, 12),
)
def test_winding_back_is_being_there(
    steps: list[str], at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("past")
    with Database.create(folder / "a.mentordesk") as database:
        make_world(database)
        seen = {newest(database): state(database)}
        for n, step in enumerate(steps):
            take(database, step, n)
            seen[newest(database)] = state(database)
        then = sorted(seen)[min(at, len(seen) - 1)]
        copy = past.copy_as_of(database, change=then, target=folder / "then.mentordesk")
    with Database.open(copy) as wound_back:
        assert state(wound_back) == seen[then]
        assert wound_back.problems(deep=True) == []


def newest(database: Database) -> bytes:
    with database.read() as view:
        return max(row.id for row in history(view))


def take(database: Database, step: str, n: int) -> None:
    if step in {"undo", "redo"}:
        database.undo() if step == "undo" else database.redo()
        return
    with database.change(LABEL) as work:
        people = work.scalars(select(Person).order_by(Person.id)).all()
        if step == "new" or not people:
            work.add(Person(id=work.new_key(), name=f"Person {n}"))
        elif step == "city":
            people[n % len(people)].city = f"City {n}"
        else:
            work.bury(people[-1])


def test_a_copy_of_the_sample_in_its_middle(tmp_path: Path) -> None:
    with Database.create(tmp_path / "sample.mentordesk") as database:
        make_sample(database, today=date(2026, 3, 17))
        with database.read() as view:
            rows = history(view)
        past.copy_as_of(database, change=rows[len(rows) // 2].id, target=tmp_path / "then.mentordesk")
    with Database.open(tmp_path / "then.mentordesk") as copy:
        assert copy.problems(deep=True) == []
