"""What needs the coordinator, the figures, and the clocks, on cases small enough to count by hand."""

from datetime import date, time, timedelta

from mentordesk.domain.metrics import Figure, mean, share
from mentordesk.domain.pairing import Outcome
from mentordesk.domain.person import Person
from mentordesk.operations import actions, check_ins, goals, pairings, sessions
from mentordesk.operations.sample import make_sample
from mentordesk.operations.sessions import Details
from mentordesk.operations.today import Facts, Group, look
from mentordesk.operations.today_needs import NEEDS
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World

DAY = timedelta(days=1)


def facts(database: Database, today: date = TODAY, cohort: bytes | None = None) -> Facts:
    with database.read() as view:
        return look(view, cohort=cohort, today=today)


def needs(database: Database, today: date, cohort: bytes | None = None) -> dict[str, Group]:
    return {group.key: group for group in facts(database, today, cohort).groups}


def figure(database: Database, key: str, today: date = TODAY) -> Figure:
    return next(found for found in facts(database, today).figures if found.key == key)


def hold(database: Database, pairing: bytes, day: date, details: Details | None = None) -> bytes:
    return sessions.log_session(
        database, pairing=pairing, day=day, minutes=90, today=day, details=details or Details()
    )


def zone(database: Database, who: str, name: str) -> None:
    with database.change(Label.of("test")) as work:
        person = next(found for found in work.query(Person) if found.name == who)
        person.zone = name


def test_a_pairing_is_stuck_from_the_programmes_days_on(database: Database, pairing: bytes) -> None:
    assert "stuck" not in needs(database, TODAY + 20 * DAY)
    (line,) = needs(database, TODAY + 24 * DAY)["stuck"].items
    assert (line.pairing, line.late, line.what, line.action) == (
        pairing,
        3,
        "first session never held",
        "write",
    )
    assert [who.name for who in line.people] == ["Tamar Levi", "Zofia Wiśniewska"]
    session = hold(database, pairing, TODAY + 10 * DAY)
    assert "stuck" not in needs(database, TODAY + 24 * DAY)
    (line,) = needs(database, TODAY + 31 * DAY)["stuck"].items
    assert (line.late, line.what) == (0, "no session for 21 days")
    sessions.remove_session(database, session=session)
    assert needs(database, TODAY + 31 * DAY)["stuck"].items[0].late == 10


def test_a_closed_pairing_needs_nothing(database: Database, pairing: bytes) -> None:
    pairings.close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    assert set(needs(database, TODAY + 60 * DAY)) == {"unmatched"}


def test_a_check_in_is_overdue_the_day_after(database: Database, pairing: bytes) -> None:
    assert "check_in" not in needs(database, TODAY + 30 * DAY)
    (line,) = needs(database, TODAY + 31 * DAY)["check_in"].items
    assert (line.late, line.action) == (1, "check_in")
    assert line.what.startswith("first, due")
    asked = TODAY + 31 * DAY
    check_ins.log_check_in(database, pairing=pairing, day=asked, today=asked)
    assert "check_in" not in needs(database, asked)


def test_a_low_pulse_needs_asking_until_somebody_asked(database: Database, pairing: bytes) -> None:
    hold(database, pairing, TODAY, Details(mentor_pulse=4, mentee_pulse=2))
    (line,) = needs(database, TODAY + DAY)["pulse"].items
    assert line.what == "pulse 2 of 5"
    check_ins.log_check_in(database, pairing=pairing, day=TODAY + DAY, today=TODAY + DAY)
    assert "pulse" not in needs(database, TODAY + DAY)


def test_a_better_session_since_says_that_it_is_well_again(database: Database, pairing: bytes) -> None:
    hold(database, pairing, TODAY, Details(mentee_pulse=1))
    hold(database, pairing, TODAY + DAY, Details(mentee_pulse=5))
    assert "pulse" not in needs(database, TODAY + DAY)


def test_a_trial_shows_two_weeks_before_its_end(database: Database, pairing: bytes) -> None:
    assert "trial" not in needs(database, TODAY + 15 * DAY)
    assert needs(database, TODAY + 16 * DAY)["trial"].items[0].late == -14
    assert needs(database, TODAY + 32 * DAY)["trial"].late == 1
    pairings.make_active(database, pairing=pairing, today=TODAY)
    assert "trial" not in needs(database, TODAY + 32 * DAY)


def test_goals_and_actions(database: Database, pairing: bytes) -> None:
    steps = [("One", None), ("Two", None)]
    goal = goals.add_goal(database, pairing=pairing, title="A talk", due_on=TODAY + DAY, steps=steps)
    action = actions.add_action(database, pairing=pairing, text="Send it", due_on=TODAY - DAY)
    actions.add_action(database, pairing=pairing, text="Later", due_on=TODAY)
    found = needs(database, TODAY)
    assert (found["goal"].items[0].record, found["goal"].items[0].what) == (goal, "A talk, 0 of 2")
    assert [(line.record, line.what, line.late) for line in found["action"].items] == [(action, "Send it", 1)]
    goals.reach_goal(database, goal=goal, today=TODAY)
    actions.finish_action(database, action=action, today=TODAY)
    assert not {"goal", "action"} & set(needs(database, TODAY))


def test_who_waits_for_a_mentor(database: Database, world: World, pairing: bytes) -> None:
    found = needs(database, TODAY)["unmatched"]
    assert {line.record for line in found.items} == set(world.mentees[1:])
    assert {line.action for line in found.items} == {"match"}
    waiting = figure(database, "waiting")
    assert (waiting.value, waiting.most, waiting.reached) == (2, 3, False)


def test_another_cohort_is_left_alone(database: Database, pairing: bytes) -> None:
    assert needs(database, TODAY + 90 * DAY, cohort=b"0" * 16) == {}


def test_lines_beyond_those_shown_are_counted(database: Database, world: World) -> None:
    with database.read() as view:
        (group,) = look(view, cohort=None, today=TODAY, shown=2).groups
    assert (group.count, len(group.items)) == (3, 2)


def test_the_figures_by_hand(database: Database, pairing: bytes) -> None:
    pairings.make_active(database, pairing=pairing, today=TODAY)
    hold(database, pairing, TODAY, Details(mentor_pulse=5, mentee_pulse=4))
    hold(database, pairing, TODAY, Details(mentor_pulse=5, mentee_pulse=4))
    assert figure(database, "pulse").value is None
    check_ins.log_check_in(database, pairing=pairing, day=TODAY, today=TODAY, pulse=2)
    assert (figure(database, "pulse").value, figure(database, "pulse").n) == (4.0, 5)
    assert (figure(database, "hours").value, figure(database, "hours").target) == (3.0, 2.0)
    assert figure(database, "check_ins").value == 1.0
    assert (figure(database, "active").value, figure(database, "active").most) == (1, 1)
    goals.add_goal(database, pairing=pairing, title="Late", due_on=TODAY - DAY)
    goals.add_goal(database, pairing=pairing, title="Open")
    assert figure(database, "goals").value == 0.5


def test_a_figure_of_nothing_is_unknown(database: Database) -> None:
    known = {found.key: found.value for found in facts(database).figures}
    assert known == {
        "active": 0,
        "check_ins": None,
        "goals": None,
        "hours": None,
        "pulse": None,
        "waiting": 0,
    }


def test_shares_and_means() -> None:
    assert (share(1, 4), share(0, 0)) == (0.25, None)
    assert (mean(9, 3), mean(9, 3, fewest=4), mean(0, 0)) == (3.0, None, None)
    full = Figure("x", 6.0, 5.0, 9, 4.0)
    assert (full.share, full.target_share, full.reached) == (1.0, 0.8, True)
    assert Figure("x", 1.0, 0.0, 9).share == 0.0


def test_a_clock_change_moves_a_session_for_one_of_the_two(database: Database, pairing: bytes) -> None:
    zone(database, "Tamar Levi", "Europe/Lisbon")
    zone(database, "Zofia Wiśniewska", "Asia/Tokyo")
    after = sessions.plan_session(
        database, pairing=pairing, day=date(2026, 3, 30), at=time(9), zone="Europe/Lisbon", minutes=60
    )
    sessions.plan_session(
        database, pairing=pairing, day=date(2026, 3, 27), at=time(9), zone="Europe/Lisbon", minutes=60
    )
    (change,) = facts(database).clocks
    assert facts(database, date(2026, 4, 1)).clocks == []
    assert (change.day, change.zones) == (date(2026, 3, 29), ("Europe/Lisbon",))
    assert [row.id for row in change.sessions] == [after]
    zone(database, "Zofia Wiśniewska", "Europe/Warsaw")
    assert facts(database).clocks == []


def test_the_week_ahead(database: Database, pairing: bytes) -> None:
    zone(database, "Tamar Levi", "Asia/Tokyo")
    for ahead in (0, 6, 7):
        sessions.plan_session(
            database, pairing=pairing, day=TODAY + ahead * DAY, at=time(9), zone="Europe/Lisbon", minutes=60
        )
    week = facts(database).week
    assert [found.row.day for found in week] == [TODAY, TODAY + 6 * DAY]
    assert (week[0].zones.mentor, week[0].zones.mentee) == ("Asia/Tokyo", "Europe/Lisbon")


def test_every_need_is_found_in_the_sample(database: Database) -> None:
    make_sample(database, today=TODAY)
    found = needs(database, TODAY)
    assert list(found) == [need.key for need in NEEDS if need.key in found]
    assert {"stuck", "check_in", "trial", "goal", "action", "unmatched"} <= set(found)
    for group in found.values():
        assert [line.late for line in group.items] == sorted(
            (line.late for line in group.items), reverse=True
        )
