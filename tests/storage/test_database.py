"""A programme file: changes, undo and redo, and what it refuses."""

import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from mentordesk.domain.entity import derived_key
from mentordesk.domain.person import Person, PersonSkill, Skill
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.refusals import (
    AlreadyThere,
    DamagedFile,
    HeldElsewhere,
    MissingFile,
    NewerFile,
    NotOurs,
    ReadOnly,
    ReplacedFile,
)

LABEL = Label.of("test", n=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Programme.mentordesk"


def names(database: Database) -> list[str]:
    with database.read() as view:
        return sorted(view.scalars(select(Person.name)))


def add(database: Database, name: str) -> bytes:
    with database.change(LABEL) as work:
        key = work.new_key()
        work.add(Person(id=key, name=name))
    return key


def add_half_a_person(database: Database) -> None:
    with database.change(LABEL) as work:
        work.add(Person(id=work.new_key(), name="Half"))
        work.flush()
        raise ZeroDivisionError


def test_what_is_written_is_there_again(path: Path) -> None:
    with Database.create(path) as database, database.change(LABEL) as work:
        programme = Programme(id=work.new_key(), name="Compass")
        work.add(programme)
        work.add(
            Cohort(
                id=work.new_key(),
                programme_id=programme.id,
                name="Spring",
                starts_on=date(2026, 1, 5),
                ends_on=date(2026, 7, 10),
            )
        )
    with Database.open(path) as database, database.read() as view:
        assert view.scalars(select(Cohort)).one().starts_on == date(2026, 1, 5)
        assert database.problems(deep=True) == []


def test_undo_and_redo_survive_closing(path: Path) -> None:
    with Database.create(path) as database:
        key = add(database, "Amira")
        with database.change(LABEL) as work:
            work.get_one(Person, key).name = "سميرة"
        add(database, "Björn")
    with Database.open(path) as database:
        assert database.undo() == LABEL
        assert names(database) == ["سميرة"]
        database.undo()
        assert names(database) == ["Amira"]
        database.undo()
        assert names(database) == []
        assert database.undo() is None
    with Database.open(path) as database:
        for _ in range(3):
            assert database.redo() == LABEL
        assert names(database) == ["Björn", "سميرة"]
        assert database.redo() is None


def test_a_new_change_ends_what_could_be_redone(path: Path) -> None:
    with Database.create(path) as database:
        add(database, "A")
        database.undo()
        add(database, "B")
        assert database.redo_label() is None
        database.undo()
        database.redo()
        database.undo()
        assert names(database) == []
        assert database.undo_label() is None


def test_deleting_is_undone_with_every_value(path: Path) -> None:
    with Database.create(path) as database:
        key = add(database, "Łukasz")
        skill = derived_key("skill", "python")
        with database.change(LABEL) as work:
            work.put(Skill(id=skill, name="Python"))
            work.put(PersonSkill(id=derived_key(key, skill), person_id=key, skill_id=skill, offered=4))
        with database.change(LABEL) as work:
            work.bury(work.get_one(Person, key))
            for row in work.scalars(select(PersonSkill)):
                work.bury(row)
        assert names(database) == []
        database.undo()
        assert names(database) == ["Łukasz"]
        with database.read() as view:
            assert view.scalars(select(PersonSkill.offered)).all() == [4]


def test_a_row_that_says_what_it_is_comes_back_when_put_again(path: Path) -> None:
    with Database.create(path) as database:
        skill = derived_key("skill", "python")
        for _ in range(2):
            with database.change(LABEL) as work:
                work.put(Skill(id=skill, name="Python"))
            with database.change(LABEL) as work:
                work.bury(work.get_one(Skill, skill))
        with database.change(LABEL) as work:
            work.put(Skill(id=skill, name="python"))
        with database.read() as view:
            assert view.scalars(select(Skill.name)).all() == ["python"]


def test_bytes_come_back_exactly(path: Path) -> None:
    week, other = bytes(range(21)), bytes(21)
    with Database.create(path) as database:
        with database.change(LABEL) as work:
            key = work.new_key()
            work.add(Person(id=key, name="N", week=week))
        with database.change(LABEL) as work:
            work.get_one(Person, key).week = other
        database.undo()
        with database.read() as view:
            assert view.get_one(Person, key).week == week


def test_bulk_changes_are_journalled_and_undone(path: Path) -> None:
    with Database.create(path) as database:
        with database.change(LABEL) as work:
            rows = [{"id": key, "name": f"P{i}"} for i, key in enumerate(work.new_keys(500))]
            assert work.insert_many(Person, rows) == 500
        with database.change(LABEL) as work:
            work.execute(update(Person).values(city="Kraków"))
        with database.read() as view:
            assert set(view.scalars(select(Person.city))) == {"Kraków"}
        database.undo()
        with database.read() as view:
            assert set(view.scalars(select(Person.city))) == {""}
        database.undo()
        assert names(database) == []


def test_all_or_nothing(path: Path) -> None:
    with Database.create(path) as database:
        with pytest.raises(ZeroDivisionError):
            add_half_a_person(database)
        assert names(database) == []
        assert database.undo_label() is None


def test_a_change_that_changes_nothing_leaves_no_trace(path: Path) -> None:
    told: list[frozenset[str]] = []
    with Database.create(path) as database:
        database.listen(told.append)
        with database.change(LABEL):
            pass
        assert database.undo_label() is None
        add(database, "A")
    assert told == [frozenset({"person"})]


def test_a_write_outside_a_change_aborts(path: Path) -> None:
    with Database.create(path) as database:
        key = add(database, "A")
        for statement in (
            "UPDATE person SET name = 'B'",
            "DELETE FROM person",
            "INSERT INTO skill(id, name, deleted) VALUES(x'00', 'x', 0)",
        ):
            with database.read() as view, pytest.raises(IntegrityError):
                view.execute(text(statement))
        with database.change(LABEL) as work, pytest.raises(IntegrityError):
            work.execute(text("UPDATE person SET id = x'01' WHERE id = :key"), {"key": key})
        assert names(database) == ["A"]


def test_opening_twice_is_refused_by_name_and_reading_allowed(path: Path) -> None:
    from mentordesk.storage.database import Desk

    with Database.create(path, Desk(actor="Noor")) as database:
        add(database, "A")
        with pytest.raises(HeldElsewhere, match="Noor"):
            Database.open(path)
        with Database.open(path, readonly=True) as reader:
            assert names(reader) == ["A"]
            with pytest.raises(ReadOnly):
                add(reader, "B")
    with Database.open(path):
        pass


def test_a_replaced_file_is_noticed_and_our_work_rescued(path: Path) -> None:
    with Database.create(path) as database:
        add(database, "Ours")
        other = path.with_name("other.mentordesk")
        with Database.create(other) as second:
            add(second, "Theirs")
        other.replace(path)
        with pytest.raises(ReplacedFile):
            add(database, "Later")
    rescued = next(path.parent.glob("*rescued*"))
    with Database.open(rescued) as database:
        assert names(database) == ["Ours"]
    with Database.open(path) as database:
        assert names(database) == ["Theirs"]


def test_a_replaced_file_is_noticed_before_anything_is_written(path: Path) -> None:
    told: list[ReplacedFile] = []
    with Database.create(path) as database:
        database.on_replaced(told.append)
        add(database, "Ours")
        database.check_in_place()
        other = path.with_name("other.mentordesk")
        database.save_copy(other)
        path.rename(path.with_name("away.mentordesk"))
        database.check_in_place()
        other.replace(path)
        with pytest.raises(ReplacedFile):
            database.check_in_place()
        database.check_in_place()
        assert (len(told), database.readonly) == (1, True)
    with Database.open(next(path.parent.glob("*rescued*"))) as database:
        assert names(database) == ["Ours"]


def test_nobody_asks_whether_a_file_was_replaced_while_it_is_written(path: Path) -> None:
    with Database.create(path) as database:
        add(database, "Ours")
        with database.change(LABEL):
            asked = threading.Thread(target=database.check_in_place)
            asked.start()
            asked.join(20)
            assert not asked.is_alive()
        assert names(database) == ["Ours"]


def test_what_is_not_a_programme_file_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        Database.open(path)
    path.write_bytes(b"name,email\nAda,ada@example.org\n" * 20)
    with pytest.raises(NotOurs):
        Database.open(path)
    whole = tmp_path / "whole.mentordesk"
    with Database.create(whole) as database:
        add(database, "A")
    data = whole.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(DamagedFile):
        Database.open(path)
    path.write_bytes(data[:60] + (99).to_bytes(4, "big") + data[64:])
    with pytest.raises(NewerFile, match="99"):
        Database.open(path)
    with pytest.raises(AlreadyThere):
        Database.create(path)


def test_a_saved_copy_is_whole(path: Path) -> None:
    with Database.create(path) as database:
        add(database, "A")
        copy = path.with_name("copy.mentordesk")
        database.save_copy(copy)
        add(database, "B")
    with Database.open(copy) as database:
        assert names(database) == ["A"]
        assert database.problems(deep=True) == []
