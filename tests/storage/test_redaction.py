"""A copy without some values or rows: its bytes hold nothing of them, and it comes back without blanking."""

import shutil
from pathlib import Path

from sqlalchemy import select

from mentordesk.domain.person import Person, PersonSkill, Skill
from mentordesk.domain.sharing import LeftOut
from mentordesk.operations.sharing import share
from mentordesk.storage import merge
from mentordesk.storage.connection import plain
from mentordesk.storage.database import Database
from mentordesk.storage.erasure_backups import still_there
from mentordesk.storage.label import Label
from mentordesk.storage.redaction import redact, withhold
from tests.storage.world import state

LABEL = Label.of("test")


def test_a_redacted_copy_comes_back_without_blanking_and_a_full_one_fills_it(tmp_path: Path) -> None:
    copy = tmp_path / "given.mentordesk"
    with Database.create(tmp_path / "ours.mentordesk") as ours:
        with ours.change(LABEL) as work:
            person, other, skill = work.new_keys(3)
            work.add(Person(id=person, name="Amira", phone="+4799887766", manager_id=other))
            work.add(Person(id=other, name="Bartholomew"))
            work.add(Skill(id=skill, name="Go"))
            work.add(PersonSkill(id=work.new_key(), person_id=other, skill_id=skill, offered=3))
        ours.save_copy(copy)
        given = plain(copy)
        redact(given, {"person": ["phone"]})
        withhold(given, "person", [other])
        given.execute("VACUUM")
        given.close()
        assert still_there(copy, ["+4799887766", "Bartholomew"]) == []
        with Database.open(copy) as theirs:
            assert theirs.problems(deep=True) == []
            with theirs.read() as view:
                assert [(one.phone, one.manager_id) for one in view.scalars(select(Person))] == [("", None)]
                assert view.scalars(select(PersonSkill)).all() == []
            with theirs.change(LABEL) as work:
                work.get_one(Person, person).city = "Oslo"
            merge.apply(ours, theirs.path)
            with ours.read() as view:
                back = view.get_one(Person, person)
                assert (back.phone, back.city, back.manager_id) == ("+4799887766", "Oslo", other)
            assert merge.apply(theirs, ours.path).filled > 0
            assert state(theirs) == state(ours)
            assert theirs.problems(deep=True) == []


def test_who_lives_again_by_a_value_that_is_left_out_lives_in_the_copy(tmp_path: Path) -> None:
    with Database.create(tmp_path / "ours.mentordesk") as ours:
        with ours.change(LABEL) as work:
            person = work.new_key()
            work.add(Person(id=person, name="Amira"))
        ours.save_copy(tmp_path / "theirs.mentordesk")
        with ours.change(LABEL) as work:
            work.bury(work.get_one(Person, person))
        with Database.open(tmp_path / "theirs.mentordesk") as theirs, theirs.change(LABEL) as work:
            work.get_one(Person, person).phone = "+4799887766"
        merge.apply(ours, tmp_path / "theirs.mentordesk")
        copy = share(ours, out=tmp_path / "given.mentordesk", without={LeftOut.CONTACTS})
        with Database.open(copy) as given, Database.create(tmp_path / "new.mentordesk") as new:
            assert given.problems(deep=True) == []
            merge.apply(new, copy)
            with new.read() as view:
                assert view.scalars(select(Person.name)).all() == ["Amira"]
            assert state(new) == state(given)
            merge.apply(given, tmp_path / "theirs.mentordesk")
            assert state(given) == state(ours)


def test_taking_back_a_merge_leaves_a_cell_whose_newest_word_is_not_known(tmp_path: Path) -> None:
    """Both words of a number came in one merge, the newer one left out: neither is overruled."""
    ours, theirs = tmp_path / "ours.mentordesk", tmp_path / "theirs.mentordesk"
    with Database.create(ours) as database, database.change(LABEL) as work:
        person = work.new_key()
        work.add(Person(id=person, name="Amira", phone="1"))
    shutil.copy(ours, theirs)
    with Database.open(theirs) as database:
        write_phone(database, person, "2")
        database.save_copy(tmp_path / "between.mentordesk")
        write_phone(database, person, "3")
        share(database, out=tmp_path / "given.mentordesk", without={LeftOut.CONTACTS})
    with Database.open(tmp_path / "between.mentordesk") as between:
        merge.apply(between, tmp_path / "given.mentordesk")
    with Database.open(ours) as database:
        merge.apply(database, tmp_path / "between.mentordesk")
        merged = state(database)
        database.undo()
        with database.read() as view:
            assert view.get_one(Person, person).phone == "2"
        database.redo()
        assert state(database) == merged
        assert database.problems(deep=True) == []


def write_phone(database: Database, person: bytes, phone: str) -> None:
    with database.change(LABEL) as work:
        work.get_one(Person, person).phone = phone
