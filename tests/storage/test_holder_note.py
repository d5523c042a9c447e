"""What the note beside a file says of who holds it."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mentordesk.storage.database import Database
from mentordesk.storage.holder import Holder
from mentordesk.storage.holder_note import held_on_this_machine, note_of
from mentordesk.storage.refusals import CannotWrite, HeldElsewhere

HERE = socket.gethostname()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Compass.mentordesk"


def note(path: Path, **said: object) -> None:
    note_of(path).write_text(json.dumps(said), encoding="utf-8")


def test_a_file_without_a_note_is_not_held(path: Path) -> None:
    assert not held_on_this_machine(path)


def test_a_program_of_this_machine_that_runs_holds_it(path: Path) -> None:
    note(path, host=HERE, pid=os.getpid())
    assert held_on_this_machine(path)


def test_a_program_of_another_machine_is_not_asked(path: Path) -> None:
    note(path, host=f"not-{HERE}", pid=os.getpid())
    assert not held_on_this_machine(path)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux lists what runs")
def test_a_program_that_was_killed_holds_nothing(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    note(path, host=HERE, pid=ended.pid)
    assert not held_on_this_machine(path)


def test_a_note_that_says_nothing_of_use_holds_nothing(path: Path) -> None:
    note_of(path).write_text("[1]", encoding="utf-8")
    assert not held_on_this_machine(path)


def test_a_note_that_cannot_be_written_keeps_nobody_out(path: Path) -> None:
    """As on a full disk, on which the file is read and taken care of all the same."""
    note_of(path).mkdir()
    with Database.create(path) as database:
        assert not database.readonly
        with pytest.raises(HeldElsewhere):
            Database.open(path)


def test_a_lock_that_cannot_be_made_is_said(path: Path) -> None:
    (path.parent / f".{path.name}.lock").mkdir()
    with pytest.raises(CannotWrite, match="a folder has this name"):
        Holder(path, "Noor")
