"""Copies to work on; and backups that follow the passphrase of their file."""

from pathlib import Path

import pytest

from mentordesk.domain.person import Person
from mentordesk.operations.backups import backups, opens_newest, restore, restore_merged
from mentordesk.operations.sharing import relock
from mentordesk.operations.work_copies import copy_name, free_name, is_copy_of, steps_ahead
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from tests.operations.pairing_world import state

SECRET, OTHER = "Lighthouse keeper 31", "Paper boats at seven"
LABEL = Label.of("person.added")


def add(database: Database, name: str) -> None:
    with database.change(LABEL) as work:
        work.add(Person(id=work.new_key(), name=name))


def test_a_name_is_free_and_stays_in_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "Compass.mentordesk"
    assert copy_name(path, "Amina").name == "Compass – copy of Amina.mentordesk"
    assert copy_name(path, "../../etc").parent == tmp_path
    copy_name(path, "").touch()
    assert copy_name(path, "").name == "Compass – copy 2.mentordesk"
    assert free_name(path, "Compass (mended)").name == "Compass (mended).mentordesk"


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_the_steps_of_a_copy_that_are_not_here_are_counted(tmp_path: Path, passphrase: str | None) -> None:
    path, copy = tmp_path / "ours.mentordesk", tmp_path / "copy.mentordesk"
    with Database.create(path, passphrase=passphrase) as ours:
        add(ours, "Ada Park")
        ours.save_copy(copy)
        with Database.open(copy, passphrase=passphrase) as theirs:
            add(theirs, "Ben Ito")
            add(theirs, "Chidi Okafor")
        add(ours, "Dana Levi")
        assert steps_ahead(ours, copy) == 2
        copy.write_bytes(b"no programme")
        assert steps_ahead(ours, copy) == 0
        copy.unlink()
        assert steps_ahead(ours, copy) == 0


def test_copies_know_each_other_and_no_other_programme(tmp_path: Path) -> None:
    with (
        Database.create(tmp_path / "ours.mentordesk") as ours,
        Database.create(tmp_path / "other.mentordesk") as other,
    ):
        assert not is_copy_of(ours, other)
        add(ours, "Ada Park")
        add(other, "Ada Park")
        ours.save_copy(tmp_path / "copy.mentordesk")
        with Database.open(tmp_path / "copy.mentordesk") as copy:
            add(copy, "Ben Ito")
            assert is_copy_of(ours, copy)
            assert is_copy_of(copy, ours)
            assert not is_copy_of(ours, other)


def test_backups_are_locked_with_their_file_and_open_with_it(tmp_path: Path) -> None:
    path, desk = tmp_path / "ours.mentordesk", Desk("Noor", backups=tmp_path / "backups")
    with Database.create(path, desk) as database:
        add(database, "Ada Park")
        was = state(database)
        database.back_up()
        add(database, "Ben Ito")
    for old, new in ((None, SECRET), (SECRET, OTHER)):
        relock(path, desk=desk, old=old, new=new)
    assert opens_newest(path, desk=desk, passphrase=OTHER)
    assert not opens_newest(path, desk=desk, passphrase=SECRET)
    assert not opens_newest(tmp_path / "other.mentordesk", desk=desk, passphrase=OTHER)
    with Database.open(path, desk, passphrase=OTHER) as database:
        (row,) = backups(database)
        assert (row.readable, row.people, row.changes_since) == (True, 1, 1)
        assert restore_merged(database, backup=row.path).change is None
        restore(database, backup=row.path)
        assert state(database) == was
        assert backups(database)[0].people == 2
