"""Check-ins: logging one, and when the next is due."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.domain.session import CheckIn
from mentordesk.operations import check_ins
from mentordesk.operations.pairings import pause_pairing
from mentordesk.operations.today_needs import NEEDS, find
from mentordesk.storage.database import Database, Desk
from tests.operations.pairing_world import TODAY, World, state

EVERY = timedelta(days=30)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.create(tmp_path / "Programme.mentordesk", Desk(actor="Noor")) as made:
        yield made


def due(database: Database, world: World, by: date) -> list[tuple[bytes, date]]:
    """What Today tells the day after."""
    found = overdue(database, world.cohort, by + timedelta(days=1))
    assert found == overdue(database, None, by + timedelta(days=1))
    assert overdue(database, b"other", by + timedelta(days=1)) == []
    return found


def overdue(database: Database, cohort: bytes | None, today: date) -> list[tuple[bytes, date]]:
    with database.read() as view:
        needs, _totals = find(view, cohort=cohort, today=today, shown=9)
    place = next(at for at, need in enumerate(NEEDS) if need.key == "check_in")
    return [(line.record, line.day) for line in needs[place].lines]


def test_the_next_is_due_after_the_last_or_the_beginning() -> None:
    assert check_ins.next_due(None, None, 30) is None
    assert check_ins.next_due(None, date(2026, 2, 1), 28) == date(2026, 3, 1)
    assert check_ins.next_due(date(2026, 2, 2), date(2026, 1, 1), 28) == date(2026, 3, 2)


def test_running_pairings_are_due_on_the_day_and_not_before(
    database: Database, world: World, pairing: bytes
) -> None:
    assert due(database, world, TODAY + EVERY - timedelta(days=1)) == []
    assert due(database, world, TODAY + EVERY) == [(pairing, TODAY + EVERY)]
    check_ins.log_check_in(database, pairing=pairing, day=TODAY, today=TODAY)
    asked = TODAY + timedelta(days=3)
    check_ins.log_check_in(database, pairing=pairing, day=asked, today=asked, pulse=4)
    assert due(database, world, asked + EVERY) == [(pairing, asked + EVERY)]
    with database.read() as view:
        assert check_ins.check_in_due(view, pairing=pairing) == asked + EVERY


def test_a_paused_pairing_is_not_asked(database: Database, world: World, pairing: bytes) -> None:
    pause_pairing(database, pairing=pairing, until=None, today=TODAY)
    assert due(database, world, TODAY + EVERY * 3) == []
    with database.read() as view:
        assert check_ins.check_in_due(view, pairing=pairing) is None


def test_a_check_in_keeps_who_asked(database: Database, pairing: bytes) -> None:
    check_ins.log_check_in(database, pairing=pairing, day=TODAY, today=TODAY, pulse=2, notes=" Tired ")
    with database.read() as view:
        asked = view.scalars(select(CheckIn)).one()
    assert (asked.day, asked.pulse, asked.notes, asked.asked_by) == (TODAY, 2, "Tired", "Noor")


@pytest.mark.parametrize("pulse", [0, 6, -1])
def test_a_pulse_is_from_one_to_five(database: Database, pairing: bytes, pulse: int) -> None:
    with pytest.raises(check_ins.NotAPulse, match=str(pulse)):
        check_ins.log_check_in(database, pairing=pairing, day=TODAY, today=TODAY, pulse=pulse)


def test_nobody_is_asked_tomorrow(database: Database, pairing: bytes) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(check_ins.NotYet):
        check_ins.log_check_in(database, pairing=pairing, day=tomorrow, today=TODAY)


def test_undo_takes_logging_and_removing_back(database: Database, pairing: bytes) -> None:
    before = state(database)
    key = check_ins.log_check_in(database, pairing=pairing, day=TODAY, today=TODAY, pulse=3)
    logged = state(database)
    database.undo()
    assert state(database) == before
    database.redo()
    check_ins.remove_check_in(database, check_in=key)
    assert state(database) == before
    database.undo()
    assert state(database) == logged
