"""Erasing a person by name: the file and its backups; who is not there, or there twice, is refused."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.cli import main
from mentordesk.domain.person import Person
from mentordesk.operations.erasing import NobodyOfThatName, SeveralOfThatName, erase_person, person_called
from mentordesk.operations.labels import sentence
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.erasure_backups import still_there
from mentordesk.storage.label import Label

SECRET = "ruvo-kemi-tabo"  # noqa: S105 - of a test


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


def test_somebody_is_known_by_the_mail_address_too(database: Database) -> None:
    """And nobody by an empty one."""
    with database:
        with database.change(Label.of("test")) as work:
            work.add(Person(id=work.new_key(), name="Noor"))
        with database.read() as view:
            assert person_called(view, "Zebediah@example.org") == person_called(view, "Zebediah")
            with pytest.raises(NobodyOfThatName):
                person_called(view, "")


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


def test_two_of_one_name_are_told_apart_by_the_place(database: Database) -> None:
    """The words that are left are those of the other, whose record is named."""
    with database:
        with database.read() as view:
            one = view.scalars(select(Person.id).where(Person.name == "Amira").limit(1)).one()
        gone = erase_person(database, person=one, today=date(2026, 11, 24))
        assert (gone.proved, gone.left) == (False, ("Amira", "Amira@example.org"))
        assert [place.replace("\u2068", "").replace("\u2069", "") for place in gone.places] == [
            "Person · Amira · Name",
            "Person · Amira · E-mail",
        ]


def test_a_locked_file_and_its_backups_are_searched_unlocked(tmp_path: Path) -> None:
    desk = Desk(backups=tmp_path / "backups")
    with Database.create(tmp_path / "[x].mentordesk", desk, passphrase=SECRET) as locked:
        with locked.change(Label.of("test")) as work:
            key, other = work.new_keys(2)
            work.add(Person(id=key, name="Zebediah", email="z@example.org"))
            work.add(Person(id=other, name="Noor", notes="A friend of Zebediah"))
        backup = locked.back_up()
        assert backup
        for path in (locked.path, backup):
            assert still_there(path, ["z@example.org", "Nobody"], locked.key) == ["z@example.org"]
        gone = erase_person(locked, person=key, today=date(2026, 11, 24))
        assert (gone.searched, gone.left, gone.proved) == (2, ("Zebediah",), False)
        assert erase_person(locked, person=other, today=date(2026, 11, 24)).proved
        for path in (locked.path, backup):
            assert still_there(path, ["Zebediah", "z@example.org"], locked.key) == []
