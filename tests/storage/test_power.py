"""A disk that loses its power, fails or is full: what was acknowledged is there, and nothing by halves."""

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.storage import erasure, merge
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.storage.copies import State
from tests.storage.disk import Disk, working_on
from tests.storage.power import cuts
from tests.storage.world import state

LABEL = Label.of("test")
PARTS, CUTS, WEAKER = 4, 250, 60
STEP = 11
"""Every eleventh call is made to fail, from the last one backwards."""

Act = Callable[[Database, Path, bytes], object]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_acknowledged_change_is_lost_by_a_power_cut(tmp_path: Path, part: int) -> None:
    losses = cuts(tmp_path, range(part * CUTS, (part + 1) * CUTS))
    assert losses.acknowledged > CUTS
    assert losses.bad == 0


def test_the_model_sees_what_a_weaker_setting_loses(tmp_path: Path) -> None:
    assert cuts(tmp_path, range(WEAKER), synchronous="NORMAL").lost > 0


def save(database: Database, _other: Path, key: bytes) -> None:
    with database.change(LABEL) as work:
        work.get_one(Person, key).notes = "long " * 2000
        work.add(Person(id=work.new_key(), name="New"))


def bring_in(database: Database, other: Path, _key: bytes) -> None:
    merge.apply(database, other)


def erase(database: Database, _other: Path, key: bytes) -> None:
    erasure.erase(database, table="person", key=key)


@pytest.mark.parametrize("for_good", [False, True])
@pytest.mark.parametrize("fault", [apsw.IOError, apsw.FullError])
@pytest.mark.parametrize("act", [save, bring_in, erase])
def test_a_disk_that_fails_at_any_call_leaves_before_or_after(
    tmp_path: Path, act: Act, fault: type[Exception], *, for_good: bool
) -> None:
    path, other, key = two_copies(tmp_path)
    sound = path.read_bytes()
    before, after, calls = done(path, other, key, act)
    assert calls > 0
    for call in range(calls, 0, -STEP):
        path.write_bytes(sound)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        failing(path, other, key, act, Disk(fault=fault, for_good=for_good), call)
        with Database.open(path) as database:
            assert shape(state(database)) in (before, after), call
            assert database.problems(deep=True) == [], call


def two_copies(folder: Path) -> tuple[Path, Path, bytes]:
    """A file with people in it, a copy with work of its own, and somebody who is in both."""
    path, other = folder / "ours.mentordesk", folder / "theirs.mentordesk"
    with Database.create(path) as database:
        with database.change(LABEL) as work:
            keys = work.new_keys(20)
            for number, key in enumerate(keys):
                work.add(Person(id=key, name=f"Person {number}", notes="n" * 900))
        database.save_copy(other)
    with Database.open(other) as database, database.change(LABEL) as work:
        work.get_one(Person, keys[1]).city = "Lyon"
        work.add(Person(id=work.new_key(), name="Theirs"))
    return path, other, keys[0]


def done(path: Path, other: Path, key: bytes, act: Act) -> tuple[object, object, int]:
    """What the file holds before and after, and how many calls lie between, when nothing fails."""
    disk = Disk()
    with working_on(disk), Database.open(path) as database:
        before, calls = shape(state(database)), disk.calls
        act(database, other, key)
        return before, shape(state(database)), disk.calls - calls


def failing(path: Path, other: Path, key: bytes, act: Act, disk: Disk, call: int) -> None:
    """Do it while the disk fails; the only thing that may be raised is a sentence."""
    with working_on(disk):
        database = Database.open(path)
        disk.fail_after(call)
        try:
            act(database, other, key)
        except Refusal as refusal:
            assert path.name in str(refusal) or other.name in str(refusal)  # noqa: PT017 - it may also succeed
        finally:
            database.close()


def shape(held: State) -> object:
    """What is in a file apart from keys, which are new each time."""
    return sorted(repr((row[0], row[2:])) for row in held)
