"""What was acknowledged outlives the program, whenever it is killed, and no file is half there."""

import os
from pathlib import Path

import pytest

from tests.storage.killed_jobs import JOBS, killed_jobs
from tests.storage.kills import killed_runs

KILLS, OF_EACH_JOB = 300, 20

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is forked"),
]


def test_no_acknowledged_change_is_lost_by_a_kill(tmp_path: Path) -> None:
    outcome = killed_runs(tmp_path, KILLS)
    assert outcome.kills == KILLS
    assert outcome.acknowledged > 0
    assert outcome.lost == []
    assert outcome.unsound == []


@pytest.mark.parametrize("job", JOBS)
def test_a_job_that_was_killed_was_done_or_not(job: str, tmp_path: Path) -> None:
    outcome = killed_jobs(job, tmp_path, OF_EACH_JOB)
    assert outcome.kills == OF_EACH_JOB
    assert outcome.ended < outcome.kills
    assert outcome.wrong == []
