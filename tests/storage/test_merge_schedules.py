"""Merging as coordinators do it, at random, over every class; and whether a bug would be noticed."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.planted import BUGS, Bug, found_by
from tests.storage.schedules import Schedule
from tests.storage.seats import seats

SECONDS = 20
PARTS = 3
"""A minute of schedules, in parts that may run side by side."""


@pytest.fixture(scope="module")
def start() -> Iterator[Seats]:
    with seats() as path:
        yield path


@pytest.mark.parametrize("part", range(PARTS))
def test_copies_come_to_the_same_and_lose_nothing(part: int, start: Seats) -> None:
    end = time.monotonic() + SECONDS
    seed = part
    while time.monotonic() < end:
        with Schedule(seed, start) as schedule:
            schedule.run()
        seed += PARTS
    assert seed > PARTS


@pytest.mark.parametrize("bug", BUGS[:6], ids=lambda bug: bug.words)
def test_planted_bugs_are_noticed(bug: Bug, start: Seats) -> None:
    assert found_by(bug, start, range(60)) is not None
