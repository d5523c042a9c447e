"""Copies: whole or not at all, and not more of them than are of use."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentordesk.domain.person import Person
from mentordesk.storage import backup
from mentordesk.storage.backup import thin, to_keep
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.storage.refusals import CannotWrite
from tests.storage.world import state

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 2**31).map(lambda second: datetime.fromtimestamp(second, UTC)), unique=True)


def test_two_years_of_hourly_copies_come_down_to_days_weeks_and_months() -> None:
    keep = sorted(to_keep(NOON - timedelta(hours=hours) for hours in range(24 * 730)))
    days = [NOON, *((NOON - timedelta(days=d)).replace(hour=23) for d in range(1, 12))]
    assert keep[-12:] == [NOON - timedelta(hours=hours) for hours in range(12)][::-1]
    assert sorted({moment.date(): moment for moment in keep}.values())[-12:] == days[::-1]
    assert len(keep) == 11 + 12 + 8 + 7
    assert NOON - keep[0] < timedelta(days=31 * 9)


@given(MOMENTS)
def test_thinning_keeps_the_newest_and_never_too_many(moments: list[datetime]) -> None:
    keep = to_keep(moments)
    assert keep <= set(moments)
    assert len(keep) <= 12 + 12 + 10 + 9
    assert not moments or max(moments) in keep
    assert to_keep(keep) == keep


@given(MOMENTS)
def test_no_day_of_the_last_twelve_with_copies_is_left_without_one(moments: list[datetime]) -> None:
    days = sorted({moment.date() for moment in moments})[-12:]
    assert set(days) <= {moment.date() for moment in to_keep(moments)}


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    names = [f"Compass 2026-01-01 08{minute:02}00 0a1b2c.mentordesk" for minute in range(12)]
    names = ["Compass 2026-01-01 070000.mentordesk", *names]
    others = ["Compass.mentordesk", "Other 2026-01-01 080000.mentordesk", "Compass 2026-01-01 080000.txt"]
    others += ["Compass 2026-01-01 060000 ffffff.mentordesk", "Compass 2026-01-01 060000 0a1b2.mentordesk"]
    for name in names + others:
        (tmp_path / name).touch()
    assert thin(tmp_path, "Compass", "0a1b2c") == [tmp_path / names[0]]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names[1:], *others])


def test_two_programmes_called_alike_have_their_own_copies(tmp_path: Path) -> None:
    desk, paths = Desk(backups=tmp_path / "backups"), [tmp_path / name / "p.mentordesk" for name in "ab"]
    made = []
    for path in paths:
        path.parent.mkdir()
        with Database.create(path, desk) as database:
            add(database, path.parent.name)
            made.append(database.back_up())
    old = tmp_path / "backups" / "p 2025-01-01 080000.mentordesk"
    old.write_bytes(paths[0].read_bytes())
    for path, own in zip(paths, made, strict=True):
        with Database.open(path, desk) as database:
            assert set(database.backups()) == {own, old}


def test_what_was_made_before_an_import_outlives_the_next_copies(tmp_path: Path) -> None:
    folder, now = tmp_path / "backups", datetime(2026, 3, 20, 9, tzinfo=UTC)
    with Database.create(tmp_path / "p.mentordesk") as database:
        for half_hours in range(12):
            backup.backup_beside(
                database._anchor, database.path, folder, now + timedelta(minutes=30 * half_hours)
            )
        assert min(backup.copies_in(folder, "p").values()) == now


def test_a_desk_with_a_backup_folder_gets_a_whole_copy(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with Database.create(tmp_path / "100 % ours.mentordesk", Desk(backups=folder)) as database:
        add(database, "Amira")
        copy = database.back_up()
        assert copy is not None
        assert copy.parent == folder
        was = state(database)
    with Database.open(copy) as database:
        assert state(database) == was
        assert database.problems(deep=True) == []


def add(database: Database, name: str) -> None:
    with database.change(Label.of("test")) as work:
        work.add(Person(id=work.new_key(), name=name))


def test_a_desk_without_one_keeps_none(tmp_path: Path) -> None:
    with Database.create(tmp_path / "a.mentordesk") as database:
        assert database.back_up() is None


def test_a_copy_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "copy.mentordesk"
    target.write_bytes(b"precious")
    monkeypatch.setattr(backup, "PATIENCE", 0.1)
    with Database.create(tmp_path / "a.mentordesk") as database:
        with pytest.raises(CannotWrite, match=r"nowhere\.mentordesk"):
            database.save_copy(tmp_path / "no folder" / "nowhere.mentordesk")
        busy = sqlite3.connect(database.path)
        busy.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotWrite):
            database.save_copy(target)
        busy.close()
    assert target.read_bytes() == b"precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mentordesk", "copy.mentordesk"]


def test_a_copy_replaces_what_is_there(tmp_path: Path) -> None:
    target = tmp_path / "copy.mentordesk"
    with Database.create(tmp_path / "a.mentordesk") as database:
        database.save_copy(target)
        add(database, "Amira")
        database.save_copy(target)
        was = state(database)
    with Database.open(target, readonly=True) as database:
        assert state(database) == was


def test_a_backup_of_the_work_since_the_last_one(tmp_path: Path) -> None:
    desk = Desk(backups=tmp_path / "backups")
    with Database.create(tmp_path / "a.mentordesk", desk) as database:
        assert database.back_up_changes() is not None
        assert database.back_up_changes() is None
        add(database, "Amira")
        copy = database.back_up_changes()
        assert copy is not None
        assert database.back_up_changes() is None
        database.undo()
        assert database.back_up_changes() is not None


def test_copies_made_in_one_moment_have_names_in_their_order(tmp_path: Path) -> None:
    """The second is named a second later; the third must not be older than it."""
    folder, now = tmp_path / "backups", datetime(2026, 3, 20, 9, 0, 0, 500, tzinfo=UTC)
    with Database.create(tmp_path / "p.mentordesk") as database:
        made = [
            backup.backup_beside(database._anchor, database.path, folder, now + timedelta(seconds=later))
            for later in (0, 0, 0, 1)
        ]
    assert len(set(made)) == len(made)
    assert sorted(folder.iterdir()) == made
