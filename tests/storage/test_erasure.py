"""Erasing somebody: gone from every byte, for ever, on every copy, and from the backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mentordesk.domain.person import Level, Person, PersonLanguage, Photo
from mentordesk.storage import merge
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.erasure import erase
from mentordesk.storage.erasure_backups import erase_in_backups, still_there
from mentordesk.storage.label import Label
from mentordesk.storage.secrets import PAGE
from tests.storage.world import state

LABEL = Label.of("test")
WORDS = ("Zebediah", "quixotic notes", "zeb@example.org")


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Database]:
    with Database.create(tmp_path / "ours.mentordesk", Desk(backups=tmp_path / "backups")) as database:
        yield database


@pytest.fixture
def key(ours: Database) -> bytes:
    with ours.change(LABEL) as work:
        key = work.new_key()
        work.add(Person(id=key, name="Zebediah", email="zeb@example.org"))
        work.add(Person(id=work.new_key(), name="Amira"))
        work.add(Photo(id=work.new_key(), person_id=key, image=b"photo of Zebediah"))
    with ours.change(LABEL) as work:
        work.get_one(Person, key).notes = "quixotic notes"
    return key


def test_everything_of_somebody_goes_and_undo_does_not_bring_it_back(ours: Database, key: bytes) -> None:
    assert still_there(ours.path, WORDS) == list(WORDS)
    assert erase(ours, table="person", key=key) == {"person": 1, "photo": 1}
    assert still_there(ours.path, WORDS) == []
    assert ours.problems(deep=True) == []
    ours.undo()
    ours.undo()
    with ours.read() as view:
        assert view.scalars(select(Person.name)).all() == []
    assert still_there(ours.path, WORDS) == []
    assert ours.problems(deep=True) == []


def test_what_an_erased_file_could_not_be_cut_of_goes_when_it_is_opened(ours: Database, key: bytes) -> None:
    """The last that is done to the file; a full disk or a kill may come before it."""
    before = ours.path.read_bytes()
    erase(ours, table="person", key=key)
    ours.close()
    after = ours.path.read_bytes()
    behind = before[-3 * PAGE :] + b"quixotic notes".ljust(PAGE, b".")
    ours.path.write_bytes(after + behind)
    Database.open(ours.path, readonly=True).close()
    assert still_there(ours.path, WORDS) != []
    with Database.open(ours.path) as opened:
        assert still_there(ours.path, WORDS) == []
        assert ours.path.stat().st_size == len(after)
        assert opened.problems(deep=True) == []


def test_what_a_colleague_writes_later_is_absorbed(ours: Database, key: bytes, tmp_path: Path) -> None:
    ours.save_copy(tmp_path / "theirs.mentordesk")
    erase(ours, table="person", key=key)
    with Database.open(tmp_path / "theirs.mentordesk") as theirs:
        with theirs.change(LABEL) as work:
            work.get_one(Person, key).bio = "Zebediah again"
            work.add(
                PersonLanguage(id=work.new_key(), person_id=key, code="cy", level=Level.NATIVE, position=0)
            )
        merge.apply(ours, theirs.path)
        assert still_there(ours.path, WORDS) == []
        assert merge.plan(theirs, ours.path).rows[0].subject is not None
        assert merge.apply(theirs, ours.path).erased >= 2
        assert still_there(theirs.path, WORDS) == []
        assert state(ours) == state(theirs)
        assert ours.problems(deep=True) == theirs.problems(deep=True) == []


def test_nobody_writes_to_the_erased_again(ours: Database, key: bytes) -> None:
    erase(ours, table="person", key=key)
    with pytest.raises(IntegrityError, match="it was erased"), ours.change(LABEL) as work:
        work.add(Photo(id=work.new_key(), person_id=key, image=b"again"))
    with pytest.raises(IntegrityError, match="it was erased"), ours.change(LABEL) as work:
        work.connection().exec_driver_sql("UPDATE person SET deleted = 0 WHERE id = ?", (key,))


def test_what_a_colleague_erased_goes_from_our_backups_too(
    ours: Database, key: bytes, tmp_path: Path
) -> None:
    """Also from the one that is made before the merge."""
    ours.back_up()
    theirs = tmp_path / "theirs.mentordesk"
    ours.save_copy(theirs)
    with Database.open(theirs) as other:
        erase(other, table="person", key=key)
    with ours.change(LABEL) as work:
        work.add(Person(id=work.new_key(), name="Noor"))
    merged = merge.apply(ours, theirs)
    assert merged.backup
    assert len(ours.backups()) > 1
    for path in ours.backups():
        assert still_there(path, WORDS) == []


def test_backups_lose_it_and_broken_ones_go(ours: Database, key: bytes) -> None:
    backup = ours.back_up()
    assert backup is not None
    broken = backup.with_name("ours 2020-01-01 000000.mentordesk")
    broken.write_bytes(b"Zebediah")
    erase(ours, table="person", key=key)
    done = erase_in_backups(ours)
    assert (done.erased, done.removed) == ((backup,), (broken,))
    assert still_there(backup, WORDS) == []
    with Database.open(backup) as database:
        assert database.problems(deep=True) == []
    assert erase_in_backups(ours).erased == ()
