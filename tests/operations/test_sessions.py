"""Sessions: logged, planned, changed, marked, paged; and every change taken back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select, text

from mentordesk.domain.person import Channel
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.session import (
    Action,
    Party,
    Session,
    SessionStatus,
    apart,
    instant_at,
    zone_shift,
)
from mentordesk.operations import sessions as ops
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.sessions import Details, NewAction, SessionFilter
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, state

HELD, PLANNED, MISSED = SessionStatus.HELD, SessionStatus.PLANNED, SessionStatus.MISSED


@pytest.fixture
def other(database: Database, world: World, pairing: bytes) -> bytes:
    return pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[1], today=TODAY)


def log(database: Database, pairing: bytes, ago: int = 0, minutes: int = 60) -> bytes:
    day = TODAY - timedelta(days=ago)
    return ops.log_session(database, pairing=pairing, day=day, minutes=minutes, today=TODAY)


def row(database: Database, session: bytes) -> ops.SessionRow:
    with database.read() as view:
        found = ops.session_row(view, session)
    assert found is not None
    return found


def test_a_session_is_logged_with_all_that_came_of_it(database: Database, pairing: bytes) -> None:
    details = Details(
        channel=Channel.PHONE,
        notes="  Read the draft. ",
        trouble="The line broke twice",
        plan_b_used=True,
        mentor_pulse=5,
        mentee_pulse=3,
        mentee_came=False,
    )
    key = ops.log_session(
        database,
        pairing=pairing,
        day=date(2025, 12, 31),
        minutes=45,
        today=TODAY,
        details=details,
        actions=[NewAction("Send the draft", Party.MENTEE, TODAY), NewAction("No room", roadblock=True)],
    )
    found = row(database, key)
    assert (found.status, found.day, found.minutes, found.zone) == (
        HELD,
        date(2025, 12, 31),
        45,
        "Europe/Lisbon",
    )
    assert (found.notes, found.channel, found.plan_b_used) == ("Read the draft.", Channel.PHONE, True)
    assert (found.mentor_pulse, found.mentee_pulse, found.mentee_came) == (5, 3, False)
    assert (found.mentor.name, found.mentee.name) == ("Tamar Levi", "Zofia Wiśniewska")
    with database.read() as view:
        rows = view.execute(select(Action.text, Action.roadblock).where(Action.session_id == key))
        assert sorted(rows) == [("No room", True), ("Send the draft", False)]


def test_many_at_once_are_one_change(database: Database, pairing: bytes, other: bytes) -> None:
    before = state(database)
    keys = ops.log_many(database, pairings=[pairing, other], day=TODAY, minutes=30, today=TODAY)
    assert [row(database, key).pairing for key in keys] == [pairing, other]
    assert {row(database, key).minutes for key in keys} == {30}
    assert database.undo_label() == Label.of("session.logged_many", n=2)
    database.undo()
    assert state(database) == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": TODAY + timedelta(days=1)}, "day"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"details": Details(mentor_pulse=6)}, "mentor_pulse"),
        ({"details": Details(mentee_pulse=0)}, "mentee_pulse"),
        ({"actions": [NewAction("  ")]}, "actions"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(
    database: Database, pairing: bytes, values: dict[str, object], field: str
) -> None:
    before = state(database)
    given: dict[str, object] = {"pairing": pairing, "day": TODAY, "minutes": 60, "today": TODAY}
    logging: Callable[..., bytes] = ops.log_session
    with pytest.raises(Refusal) as refused:
        logging(database, **(given | values))
    assert refused.value.values["field"] == field
    assert state(database) == before


def test_nobody_chosen_is_refused(database: Database, world: World) -> None:
    with pytest.raises(ops.NobodyChosen):
        ops.log_many(database, pairings=[], day=TODAY, minutes=60, today=TODAY)


def plan(database: Database, pairing: bytes, day: date, at: time, zone: str = "Europe/Lisbon") -> bytes:
    return ops.plan_session(database, pairing=pairing, day=day, at=at, zone=zone, minutes=60)


def test_a_plan_is_an_instant_in_a_zone(database: Database, pairing: bytes) -> None:
    summer = plan(database, pairing, date(2026, 3, 30), time(9, 30))
    assert row(database, summer).starts_at == datetime(2026, 3, 30, 8, 30, tzinfo=UTC)
    ops.change_session(
        database, session=summer, day=date(2026, 3, 27), minutes=60, today=TODAY, details=Details()
    )
    assert row(database, summer).starts_at == datetime(2026, 3, 27, 9, 30, tzinfo=UTC)


def test_a_time_the_clocks_jump_over_is_refused(database: Database, pairing: bytes) -> None:
    with pytest.raises(ops.NoSuchTime):
        plan(database, pairing, date(2026, 3, 29), time(1, 30))
    with pytest.raises(ops.UnknownZone):
        plan(database, pairing, date(2026, 3, 29), time(9), zone="Mars/Olympus")


def test_clocks() -> None:
    assert instant_at(date(2026, 10, 25), time(1, 30), "Europe/Lisbon") == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert zone_shift("Europe/Lisbon", date(2026, 3, 20), date(2026, 4, 3)) == date(2026, 3, 29)
    assert zone_shift("Asia/Tokyo", date(2026, 1, 1), date(2026, 12, 31)) is None
    assert apart("Europe/Lisbon", "Asia/Tokyo", datetime(2026, 3, 20, tzinfo=UTC)) == timedelta(hours=-9)


def test_what_became_of_a_session_can_be_said_and_said_again(database: Database, pairing: bytes) -> None:
    key = plan(database, pairing, TODAY + timedelta(days=3), time(9))
    with pytest.raises(ops.NotHeldYet):
        ops.mark_session(database, session=key, status=HELD, today=TODAY)
    ops.mark_session(database, session=key, status=MISSED, today=TODAY + timedelta(days=3), mentee_came=False)
    assert (row(database, key).status, row(database, key).mentee_came) == (MISSED, False)
    ops.mark_session(database, session=key, status=PLANNED, today=TODAY)
    ops.mark_session(database, session=key, status=SessionStatus.CANCELLED, today=TODAY)
    assert row(database, key).status is SessionStatus.CANCELLED


CHANGES: dict[str, Callable[[Database, bytes, bytes], object]] = {
    "log": lambda database, pairing, _session: ops.log_session(
        database, pairing=pairing, day=TODAY, minutes=60, today=TODAY, actions=[NewAction("Read")]
    ),
    "plan": lambda database, pairing, _session: plan(database, pairing, TODAY, time(17)),
    "change": lambda database, _pairing, session: ops.change_session(
        database, session=session, day=TODAY, minutes=5, today=TODAY, details=Details(notes="x")
    ),
    "mark": lambda database, _pairing, session: ops.mark_session(
        database, session=session, status=MISSED, today=TODAY
    ),
    "remove": lambda database, _pairing, session: ops.remove_session(database, session=session),
}


@pytest.mark.parametrize("change", CHANGES)
def test_undoing_leaves_what_was_there_before(database: Database, pairing: bytes, change: str) -> None:
    key = ops.log_session(
        database, pairing=pairing, day=TODAY, minutes=50, today=TODAY, actions=[NewAction("Write")]
    )
    before = state(database)
    CHANGES[change](database, pairing, key)
    after = state(database)
    assert after != before
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_removing_takes_what_came_of_it_along(database: Database, pairing: bytes) -> None:
    key = ops.log_session(
        database, pairing=pairing, day=TODAY, minutes=50, today=TODAY, actions=[NewAction("Write")]
    )
    ops.remove_session(database, session=key)
    with database.read() as view:
        assert view.scalars(select(Action.id)).all() == []
        assert ops.sessions_of(view, pairing) == []


def everything(database: Database, wanted: SessionFilter, size: int) -> list[bytes]:
    found: list[bytes] = []
    with database.read() as view:
        while page := ops.sessions(view, wanted, after=found[-1] if found else None, limit=size):
            found += [entry.id for entry in page]
    return found


def test_pages_put_together_are_the_whole(database: Database, pairing: bytes, other: bytes) -> None:
    keys = [log(database, (pairing, other)[n % 2], ago=n // 3) for n in range(23)]
    days = dict(zip(keys, [n // 3 for n in range(23)], strict=True))
    wanted = sorted(sorted(keys, reverse=True), key=lambda key: days[key])
    for size in (1, 4, 100):
        assert everything(database, SessionFilter(), size) == wanted


def test_a_page_goes_on_below_a_session_that_is_gone(database: Database, pairing: bytes) -> None:
    keys = [log(database, pairing, ago=n) for n in range(4)]
    ops.remove_session(database, session=keys[1])
    with database.read() as view:
        assert [found.id for found in ops.sessions(view, SessionFilter(), after=keys[1])] == keys[2:]


def test_filters(database: Database, world: World, pairing: bytes, other: bytes) -> None:
    keys = [log(database, (pairing, other)[n % 2], ago=10 * n) for n in range(6)]
    ops.mark_session(database, session=keys[3], status=MISSED, today=TODAY)
    filters = {
        SessionFilter(cohort=world.cohort): keys,
        SessionFilter(cohort=b"0" * 16): [],
        SessionFilter(pairings=(other,)): keys[1::2],
        SessionFilter(status=MISSED): [keys[3]],
        SessionFilter(first=TODAY - timedelta(days=30), last=TODAY - timedelta(days=10)): keys[1:4],
    }
    for wanted, expected in filters.items():
        assert everything(database, wanted, 2) == expected
        with database.read() as view:
            assert ops.count_sessions(view, wanted) == len(expected)


def test_pages_go_along_the_index_of_days(database: Database, world: World, pairing: bytes) -> None:
    key = log(database, pairing)
    told: list[str] = []
    with database.read() as view:
        connection = view.connection().connection.driver_connection
        assert connection is not None
        connection.set_trace_callback(told.append)
        ops.sessions(view, SessionFilter(cohort=world.cohort), after=key)
        connection.set_trace_callback(None)
        (page,) = [sql for sql in told if "ORDER BY session.day" in sql]
        plan_of = " ".join(str(line) for line in view.execute(text(f"EXPLAIN QUERY PLAN {page}")))
    assert "SEARCH session USING INDEX session_by_day" in plan_of
    assert "TEMP B-TREE" not in plan_of


def test_pairings_to_choose_from_have_both_names(database: Database, world: World, pairing: bytes) -> None:
    with database.read() as view:
        (choice,) = ops.pairing_choices(view, cohort=world.cohort)
        assert ops.usual_minutes(view, pairing) == 60
        assert ops.pairing_choices(view, cohort=b"0" * 16) == []
    assert choice.names == "Tamar Levi Zofia Wiśniewska"


def test_what_is_planned_comes_in_order(database: Database, world: World, pairing: bytes) -> None:
    later = plan(database, pairing, TODAY + timedelta(days=1), time(15))
    sooner = plan(database, pairing, TODAY + timedelta(days=1), time(9))
    plan(database, pairing, TODAY + timedelta(days=9), time(9))
    with database.read() as view:
        rows = ops.planned_between(view, cohort=world.cohort, first=TODAY, last=TODAY + timedelta(days=6))
    assert [found.id for found in rows] == [sooner, later]


def test_a_session_needs_a_row_of_its_own(database: Database, pairing: bytes) -> None:
    with database.read() as view:
        assert ops.session_row(view, pairing) is None
        assert view.scalars(select(Session.id)).all() == []
