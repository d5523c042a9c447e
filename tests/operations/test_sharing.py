"""A shared copy is whole, and goes its own way."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mentordesk.domain.person import Person
from mentordesk.operations.sample import make_sample
from mentordesk.operations.sharing import CopyOntoItself, NoSuchFolder, share
from mentordesk.storage.database import Database


def people(database: Database) -> int:
    with database.read() as view:
        return view.scalar(select(func.count()).select_from(Person)) or 0


def test_a_copy_is_whole_and_its_own(tmp_path: Path) -> None:
    with Database.create(tmp_path / "ours.mentordesk") as database:
        make_sample(database, today=date(2026, 3, 17))
        copy = share(database, out=tmp_path / "for Amira")
        with Database.open(copy) as theirs:
            assert people(theirs) == people(database)
            theirs.undo()
            assert people(theirs) == 0
        assert people(database) == 100


def test_never_onto_itself_nor_into_nowhere(tmp_path: Path) -> None:
    with Database.create(tmp_path / "ours.mentordesk") as database:
        with pytest.raises(CopyOntoItself):
            share(database, out=tmp_path / "ours.mentordesk")
        with pytest.raises(NoSuchFolder):
            share(database, out=tmp_path / "nowhere" / "copy.mentordesk")
