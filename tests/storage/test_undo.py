"""Undo where several changes met the same cell: what was taken back no longer stands in the way."""

from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.refusals import ReadOnly

LABEL = Label.of("test")


def rename(database: Database, key: bytes, name: str) -> None:
    with database.change(LABEL) as work:
        work.get_one(Person, key).name = name


def names(database: Database) -> list[str]:
    with database.read() as view:
        return sorted(view.scalars(select(Person.name)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.mentordesk"


def test_one_cell_written_often_goes_back_step_by_step(path: Path) -> None:
    with Database.create(path) as database:
        with database.change(LABEL) as work:
            key = work.new_key()
            work.add(Person(id=key, name="0"))
        for name in "123":
            rename(database, key, name)
        for name in "210":
            database.undo()
            assert names(database) == [name]
        for name in "12":
            database.redo()
            assert names(database) == [name]
        rename(database, key, "9")
        for name in "210":
            database.undo()
            assert names(database) == [name]


def test_a_person_deleted_and_brought_back_can_still_be_unadded(path: Path) -> None:
    with Database.create(path) as database:
        with database.change(LABEL) as work:
            key = work.new_key()
            work.add(Person(id=key, name="Amira"))
        with database.change(LABEL) as work:
            work.bury(work.get_one(Person, key))
        database.undo()
        database.undo()
        assert names(database) == []
        database.redo()
        assert names(database) == ["Amira"]


def test_a_readonly_file_has_labels_but_takes_nothing_back(path: Path) -> None:
    with Database.create(path) as database, database.change(LABEL) as work:
        work.add(Person(id=work.new_key(), name="Amira"))
    with Database.open(path, readonly=True) as database:
        assert database.undo_label() == LABEL
        with pytest.raises(ReadOnly):
            database.undo()
        assert names(database) == ["Amira"]
