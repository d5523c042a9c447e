"""Merging as coordinators do it, at random, over every class; and whether a bug would be noticed."""

from collections.abc import Iterator

import pytest

from tests.storage.planted import BUGS, Bug, found_by
from tests.storage.schedules import THOROUGH, Schedule
from tests.storage.seats import Seats, seats

PARTS, SCHEDULES = 20, 250
"""5,000 in parts that run side by side; after 500 of them no byte may be left of what was erased."""

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def start() -> Iterator[Seats]:
    with seats() as found:
        yield found


@pytest.mark.parametrize("part", range(PARTS))
def test_copies_come_to_the_same_and_lose_nothing(part: int, start: Seats) -> None:
    merged = thorough = 0
    for seed in range(part * SCHEDULES, (part + 1) * SCHEDULES):
        with Schedule(seed, start) as schedule:
            schedule.run()
        merged, thorough = merged + schedule.merged, thorough + schedule.thorough
    assert merged > SCHEDULES
    assert thorough == SCHEDULES // THOROUGH


@pytest.mark.parametrize("bug", BUGS[:6], ids=lambda bug: bug.words)
def test_planted_bugs_are_noticed(bug: Bug, start: Seats) -> None:
    assert found_by(bug, start, range(60)) is not None
