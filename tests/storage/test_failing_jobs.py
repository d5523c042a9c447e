"""Merge, erasure, share, export and upgrade on a disk that fails, is full or loses its power: done or not."""

from pathlib import Path

import pytest

from tests.storage.failing_jobs import cut, failing
from tests.storage.killed_jobs import JOBS

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


def test_the_model_sees_a_rename_before_its_file_is_durable(tmp_path: Path) -> None:
    assert cut("export", tmp_path, range(CUTS), lazy=True).wrong
