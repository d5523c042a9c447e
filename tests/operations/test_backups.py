"""Going back to a backup loses nothing that undo does not bring again; damage, only what it hit."""

import random
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.operations.backups import (
    NoBackupFolder,
    NothingToSave,
    back_up,
    backups,
    repair,
    restore,
    restore_merged,
    way_back,
)
from mentordesk.operations.sample import make_sample
from mentordesk.storage import erasure
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.storage.refusals import AlreadyThere, DamagedFile
from tests.operations.pairing_world import state

TODAY = date(2026, 3, 17)
LABEL = Label.of("test")
WORDS = "Lighthouse keeper 31"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(actor="Noor", backups=tmp_path / "backups")


def made(path: Path, desk: Desk, passphrase: str | None = None) -> Path:
    """The sample programme, and a backup of it."""
    with Database.create(path, desk, passphrase=passphrase) as database:
        make_sample(database, today=TODAY)
        return back_up(database)


def work_on(database: Database, times: int) -> None:
    """Add people, rename some, bury one, each a change."""
    for number in range(times):
        with database.change(LABEL) as work:
            work.add(Person(id=work.new_key(), name=f"Newcomer {number}", notes="n" * 500))
            first = work.scalars(select(Person).order_by(Person.id)).first()
            assert first is not None
            first.city = f"City {number}"
    with database.change(LABEL) as work:
        work.bury(work.scalars(select(Person).where(Person.name == "Newcomer 0")).one())


def test_the_list_says_what_differs(tmp_path: Path, desk: Desk) -> None:
    copy = made(tmp_path / "ours.mentordesk", desk)
    (copy.with_name("ours 2026-01-01 080000.mentordesk")).write_bytes(b"nothing of ours")
    with Database.open(tmp_path / "ours.mentordesk", desk) as database:
        work_on(database, 4)
        good, bad = backups(database)
        assert (good.path, good.readable, good.people) == (copy, True, 100)
        assert (good.changes_since, good.changes_lost) == (5, 0)
        assert (bad.readable, bad.people, bad.size) == (False, 0, 15)


@pytest.mark.parametrize("passphrase", [None, WORDS])
def test_going_back_is_one_step_that_undo_takes_back(
    tmp_path: Path, desk: Desk, passphrase: str | None
) -> None:
    copy = made(tmp_path / "ours.mentordesk", desk, passphrase)
    with Database.open(tmp_path / "ours.mentordesk", desk, passphrase=passphrase) as database:
        then = state(database)
        work_on(database, 4)
        now = state(database)
        restore(database, backup=copy)
        assert state(database) == then
        assert database.undo() == Label.of("backup.restored")
        assert state(database) == now
        database.redo()
        assert state(database) == then
        assert database.problems(deep=True) == []


def test_whoever_was_erased_since_stays_erased(tmp_path: Path, desk: Desk) -> None:
    copy = made(tmp_path / "ours.mentordesk", desk)
    with Database.open(tmp_path / "ours.mentordesk", desk) as database:
        with database.read() as view:
            mentee = view.scalars(select(Person).order_by(Person.id)).all()[50]
        erasure.erase(database, table="person", key=mentee.id)
        restore(database, backup=copy)
        assert mentee.id not in state(database)["person"]
        assert database.problems(deep=True) == []
    assert mentee.name.encode() not in (tmp_path / "ours.mentordesk").read_bytes()


def test_a_backup_of_another_time_is_brought_in_as_well(tmp_path: Path, desk: Desk) -> None:
    """A file that was replaced by an older one gets back what only the backup has."""
    path = tmp_path / "ours.mentordesk"
    older = made(path, desk)
    with Database.open(path, desk) as database:
        work_on(database, 3)
        newest, want = tmp_path / "newest.mentordesk", state(database)
        database.save_copy(newest)
    path.write_bytes(older.read_bytes())
    with Database.open(path, desk) as database:
        was = state(database)
        assert restore_merged(database, backup=newest).changes == 4
        assert state(database) == want
        database.undo()
        assert state(database) == was


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    with Database.create(tmp_path / "ours.mentordesk") as database:
        assert backups(database) == []
        with pytest.raises(NoBackupFolder, match="No backups are kept here"):
            back_up(database)


def test_a_backup_that_cannot_be_read_changes_nothing(tmp_path: Path, desk: Desk) -> None:
    copy = made(tmp_path / "ours.mentordesk", desk)
    data = bytearray(copy.read_bytes())
    data[8192 : len(data) // 2] = bytes(len(data) // 2 - 8192)
    copy.write_bytes(data)
    with Database.open(tmp_path / "ours.mentordesk", desk) as database:
        was = state(database)
        with pytest.raises(DamagedFile):
            restore(database, backup=copy)
        assert state(database) == was


def damaged(path: Path, seed: int, pages: int) -> None:
    """Zeros over some pages, wherever chance has it."""
    chance, data = random.Random(seed), bytearray(path.read_bytes())  # noqa: S311 - the same each time
    for _ in range(pages):
        at = chance.randrange(len(data) // 4096) * 4096
        data[at : at + 4096] = bytes(4096)
    path.write_bytes(data)


@pytest.mark.parametrize(("seed", "passphrase"), [(1, None), (2, None), (3, None), (4, WORDS)])
def test_a_damaged_file_comes_back_with_all_that_is_whole(
    tmp_path: Path, desk: Desk, seed: int, passphrase: str | None
) -> None:
    path, target = tmp_path / "ours.mentordesk", tmp_path / "mended.mentordesk"
    copy = made(path, desk, passphrase)
    with Database.open(path, desk, passphrase=passphrase) as database:
        work_on(database, 30)
        want = state(database)
    damaged(path, seed, 3)
    data = path.read_bytes()
    found = way_back(path, desk=desk, passphrase=passphrase)
    assert found.backup == copy
    mended = repair(path, desk=desk, target=target, passphrase=passphrase)
    assert (mended.brought, mended.sound) == (found.changes_after, True)
    assert path.read_bytes() == data
    with Database.open(target, desk, passphrase=passphrase) as database:
        have = state(database)
    assert {key: row for key, row in have["person"].items() if key not in want["person"]}.keys() <= {
        key for key, row in have["person"].items() if "Newcomer 0" in row
    }
    with pytest.raises(AlreadyThere):
        repair(path, desk=desk, target=target, passphrase=passphrase)


def test_one_broken_page_of_a_table_costs_nothing(tmp_path: Path, desk: Desk) -> None:
    """The tables are made again from the history."""
    path, target = tmp_path / "ours.mentordesk", tmp_path / "mended.mentordesk"
    made(path, desk)
    with Database.open(path, desk) as database:
        work_on(database, 10)
        want = state(database)
        with database.read() as view:
            page = (
                view.connection()
                .exec_driver_sql("SELECT rootpage FROM sqlite_schema WHERE name = 'person'")
                .scalar_one()
            )
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    data[:100] = bytes(100)
    path.write_bytes(data)
    with pytest.raises(Refusal):
        Database.open(path, desk)
    mended = repair(path, desk=desk, target=target)
    assert (mended.brought, mended.broken, mended.sound) == (11, 0, True)
    with Database.open(target, desk) as database:
        assert state(database) == want


def test_without_a_backup_the_whole_steps_are_a_file(tmp_path: Path) -> None:
    path, desk = tmp_path / "ours.mentordesk", Desk()
    with Database.create(path, desk) as database:
        make_sample(database, today=TODAY)
        want = state(database)
    data = bytearray(path.read_bytes())
    data[:100] = b"x" * 100
    path.write_bytes(data)
    mended = repair(path, desk=desk, target=tmp_path / "mended.mentordesk")
    assert mended.sound
    with Database.open(mended.path) as database:
        assert state(database) == want


def test_of_nothing_nothing_can_be_made(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "ours.mentordesk"
    path.write_bytes(bytes(40 * 4096))
    with pytest.raises(NothingToSave, match=r"Neither ours\.mentordesk nor a backup"):
        repair(path, desk=desk, target=tmp_path / "mended.mentordesk")
    assert not (tmp_path / "mended.mentordesk").exists()
