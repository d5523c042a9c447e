"""The waiting list, and that waiting first is what matching does."""

from datetime import date

import pytest

from mentordesk.domain.participant import Participant, Status
from mentordesk.operations import matching as deciding
from mentordesk.operations.people import set_status
from mentordesk.operations.waiting import bonus, bonus_sentence, waiting_list
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World

EARLIER, LATER = date(2025, 11, 3), date(2026, 4, 20)


def wait(database: Database, participant: bytes, today: date) -> None:
    set_status(database, participants=[participant], status=Status.WAITING, today=today)


def since(database: Database, participant: bytes) -> date | None:
    with database.read() as view:
        return view.get_one(Participant, participant).waiting_since


def test_waiting_begins_once_and_ends_with_another_status(database: Database, world: World) -> None:
    one = world.mentees[0]
    wait(database, one, EARLIER)
    wait(database, one, LATER)
    assert since(database, one) == EARLIER
    set_status(database, participants=[one], status=Status.ACCEPTED, today=LATER)
    assert since(database, one) is None
    database.undo()
    assert since(database, one) == EARLIER


def test_the_list_starts_with_who_waits_longest(database: Database, world: World) -> None:
    wait(database, world.mentees[2], LATER)
    wait(database, world.mentees[1], EARLIER)
    with database.change(Label.of("test")) as work:
        row = work.get_one(Participant, world.mentees[0])
        row.status, row.joined_on = Status.WAITING, TODAY
    with database.read() as view:
        found = waiting_list(view, world.cohort)
    assert [one.participant for one in found] == [world.mentees[1], world.mentees[0], world.mentees[2]]
    assert [one.since for one in found] == [EARLIER, TODAY, LATER]


def test_who_waits_longer_gets_the_one_place_and_waits_no_more(database: Database, world: World) -> None:
    with database.change(Label.of("test")) as work:
        for mentor in world.mentors[1:]:
            work.get_one(Participant, mentor).capacity = 0
        work.get_one(Participant, world.mentors[0]).capacity = 1
    wait(database, world.mentees[2], EARLIER)
    with database.read() as view:
        (pair,) = deciding.propose_pairs(view, world.cohort).pairs
    assert pair.mentee == world.mentees[2]
    pairs = {(pair.mentee, pair.mentor): pair.fit}
    deciding.publish(database, cohort=world.cohort, pairs=pairs, today=TODAY)
    assert since(database, world.mentees[2]) is None
    with database.read() as view:
        assert waiting_list(view, world.cohort) == []


@pytest.mark.parametrize(
    ("start", "points"), [(None, 0), (LATER, 0), (date(2026, 2, 20), 1), (date(2020, 1, 1), 10)]
)
def test_waiting_counts_a_point_every_four_weeks_ten_at_most(start: date | None, points: int) -> None:
    assert bonus(start, TODAY) == points


def test_the_bonus_is_said() -> None:
    assert bonus_sentence(EARLIER, TODAY) == "Waiting since 3 Nov 2025: 4 points more for getting a place."
    assert bonus_sentence(None, TODAY) == "Waiting, nobody noted since when. It counts nothing."


def test_waiting_within_a_running_cohort_counts_to_today(database: Database, world: World) -> None:
    wait(database, world.mentees[1], date(2026, 1, 19))
    with database.read() as view:
        part = deciding.open_part(view, world.cohort, TODAY)
        early = deciding.open_part(view, world.cohort)
    assert part.waiting == {world.mentees[1]: date(2026, 1, 19)}
    assert (part.counted_to, early.counted_to) == (TODAY, date(2026, 1, 5))
    (waiting,) = [one for one in part.mentees if one.waiting_since]
    assert waiting.waiting_since is not None
    assert bonus(waiting.waiting_since, part.starts) == bonus(date(2026, 1, 19), TODAY) == 2
