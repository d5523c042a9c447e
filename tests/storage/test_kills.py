"""What was acknowledged outlives the program, whenever it is killed."""

import os
from pathlib import Path

import pytest

from tests.storage.kills import killed_runs

KILLS = 100

pytestmark = pytest.mark.timeout(900)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is forked")
def test_no_acknowledged_change_is_lost_by_a_kill(tmp_path: Path) -> None:
    outcome = killed_runs(tmp_path, KILLS)
    assert outcome.kills == KILLS
    assert outcome.acknowledged > 0
    assert outcome.lost == []
    assert outcome.unsound == []
