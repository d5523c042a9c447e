"""Erasing a person by name: the file and its backups; who is not there, or there twice, is refused."""

from datetime import date
from pathlib import Path

import pytest

from mentordesk.cli import main
from mentordesk.domain.person import Person
from mentordesk.operations.erasing import NobodyOfThatName, SeveralOfThatName, erase_person, person_called
from mentordesk.operations.labels import sentence
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.mentordesk", Desk(backups=tmp_path / "backups"))
    with made.change(Label.of("test")) as work:
        for name in ("Zebediah", "Amira", "Amira"):
            work.add(Person(id=work.new_key(), name=name, email=f"{name}@example.org"))
    return made


def test_one_of_that_name_goes_from_file_and_backups(database: Database) -> None:
    with database:
        backup = database.back_up()
        with database.read() as view:
            key = person_called(view, "Zebediah")
        gone = erase_person(database, person=key, today=date(2026, 11, 24))
        assert (gone.records, gone.backups, gone.removed, gone.left) == (1, 1, 0, ())
        assert backup is not None
        assert b"Zebediah" not in backup.read_bytes() + database.path.read_bytes()
        with database.read() as view:
            assert sentence(view, Label.of("person.erased")) == "Erased somebody"


def test_nobody_or_several_of_that_name_are_refused(database: Database) -> None:
    with database, database.read() as view:
        with pytest.raises(NobodyOfThatName, match="nobody called"):
            person_called(view, "Nobody")
        with pytest.raises(SeveralOfThatName, match="more than one person"):
            person_called(view, "Amira")


def test_merge_and_erase_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MENTORDESK_HOME", str(tmp_path / "home"))
    ours, theirs = tmp_path / "ours.mentordesk", tmp_path / "theirs.mentordesk"
    with Database.create(ours) as database:
        make_sample(database, today=date(2026, 11, 24))
        database.save_copy(theirs)
    with Database.open(theirs) as database, database.change(Label.of("test")) as work:
        work.add(Person(id=work.new_key(), name="Zebediah"))
    assert main(["merge", str(ours), str(theirs), "--plan"]) == 0
    assert "New: 1." in capsys.readouterr().out
    assert main(["merge", str(ours), str(theirs), "--prefer", "mine"]) == 0
    assert "Steps brought in: 1." in capsys.readouterr().out
    assert main(["erase", str(ours), "Zebediah"]) == 0
    assert "Records: 1." in capsys.readouterr().out
    assert main(["erase", str(ours), "Zebediah"]) == 1
    assert b"Zebediah" not in ours.read_bytes()
