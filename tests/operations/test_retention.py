"""Who is due to be erased: counted by hand around the last pairing, the last cohort and the rule."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentordesk.domain.pairing import Outcome
from mentordesk.domain.participant import Participant, Status
from mentordesk.domain.programme import months_after
from mentordesk.operations.notices import DUE, notices
from mentordesk.operations.pairings import close_pairing, pair_by_hand
from mentordesk.operations.programme import edit_programme
from mentordesk.operations.retention import DueRow, due_for_erasure
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import END, TODAY, World, make_world


def due(database: Database, today: date) -> dict[str, DueRow]:
    with database.read() as view:
        return {row.name: row for row in due_for_erasure(view, today=today)}


def rule(database: Database, world: World, months: int | None) -> None:
    edit_programme(database, programme=world.programme, values={"retention_months": months})


@pytest.mark.parametrize("months", [None, 0])
def test_without_a_rule_nobody_is_due(database: Database, world: World, months: int | None) -> None:
    rule(database, world, months)
    assert due(database, date(2099, 1, 1)) == {}


def test_the_last_pairing_counts_and_else_the_cohort(
    database: Database, world: World, pairing: bytes
) -> None:
    rule(database, world, 6)
    close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    assert due(database, END) == {}
    found = due(database, date(2026, 9, 20))
    assert set(found) == {"Tamar Levi", "Zofia Wiśniewska"}
    tamar = found["Tamar Levi"]
    assert (tamar.ended_on, tamar.due_on, tamar.paired) == (TODAY, date(2026, 9, 20), True)
    late = due(database, date(2027, 1, 10))
    assert set(late) > set(found)
    assert (late["Björn Ek"].ended_on, late["Björn Ek"].paired) == (END, False)
    with database.read() as view:
        (notice,) = notices(view, today=date(2026, 9, 20))
    assert (notice.key, notice.words, notice.verb) == (DUE, "2 people are due to be erased", "See who")


def test_who_is_paired_is_never_due(database: Database, world: World, pairing: bytes) -> None:
    assert pairing
    rule(database, world, 1)
    assert "Tamar Levi" not in due(database, date(2099, 1, 1))


def test_who_left_a_running_cohort_is_due(database: Database, world: World, pairing: bytes) -> None:
    rule(database, world, 1)
    close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    assert due(database, date(2026, 5, 1)) == {}
    with database.change(Label.of("test")) as work:
        work.get_one(Participant, world.mentees[0]).status = Status.COMPLETED
    assert set(due(database, date(2026, 5, 1))) == {"Zofia Wiśniewska"}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 3, 20), 24, date(2028, 3, 20)),
    ],
)
def test_months_end_with_their_last_day(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(months=st.integers(1, 60), closed=st.integers(0, 400), looked=st.integers(0, 2500))
def test_once_due_always_due_and_never_while_paired(
    tmp_path_factory: pytest.TempPathFactory, months: int, closed: int, looked: int
) -> None:
    """Whenever the pairing ended: due from the rule's day on, once the cohort is over, and then for good."""
    with Database.create(tmp_path_factory.mktemp("due") / "a.mentordesk") as database:
        world = make_world(database)
        pairing = pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
        rule(database, world, months)
        day, now = TODAY + timedelta(days=closed), TODAY + timedelta(days=looked)
        assert "Tamar Levi" not in due(database, now)
        close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=day)
        wanted = now >= months_after(day, months) and now > END
        assert ("Tamar Levi" in due(database, now)) == wanted
        assert set(due(database, now)) <= set(due(database, now + timedelta(days=30)))
