"""Merge, erasure, share, export and upgrade on a disk that fails, is full or loses its power: done or not."""

import shutil
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.storage.database import Database
from tests.storage.disk import Disk, working_on
from tests.storage.disk_files import files_on
from tests.storage.failing_jobs import Failing, cut, failing
from tests.storage.killed_jobs import JOBS, NOOR, SECRET, ours_in

STEP, CUTS = 23, 40
"""Every 23rd call is made to fail, from the last one backwards; power cuts of each job."""


@pytest.mark.parametrize("job", JOBS)
def test_a_job_whose_disk_failed_was_done_or_not(job: str, tmp_path: Path) -> None:
    outcome = failing(job, tmp_path, step=STEP)
    assert outcome.done < outcome.faults
    assert outcome.wrong == []


@pytest.mark.parametrize("job", JOBS)
def test_a_job_that_lost_its_power_was_done_or_not(job: str, tmp_path: Path) -> None:
    outcome = cut(job, tmp_path, range(CUTS))
    assert outcome.done < outcome.faults == CUTS
    assert outcome.wrong == []


def test_whoever_a_full_disk_lets_us_erase_goes_from_the_backups_too(tmp_path: Path) -> None:
    """Refused when it was done already, nobody would be there to erase, and the backups keep the name."""
    job = Failing("erase", tmp_path)
    for number, call in enumerate(range(job.calls, 0, -STEP)):
        folder = tmp_path / str(number)
        shutil.copytree(job.before, folder)
        disk = Disk(fail_at=call, fault=apsw.FullError, for_good=False)
        with suppress(Refusal), working_on(disk), files_on(disk):
            job.job.do(folder)
        with Database.open(ours_in(folder)) as database, database.read() as view:
            erased = view.get(Person, NOOR) is None
        held = [path.name for path in folder.rglob("*.mentordesk") if SECRET.encode() in path.read_bytes()]
        assert len(held) == (0 if erased else 2), (call, held)


def test_the_model_sees_a_rename_before_its_file_is_durable(tmp_path: Path) -> None:
    assert cut("export", tmp_path, range(CUTS), lazy=True).wrong
