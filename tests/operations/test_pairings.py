"""Pairings: what lists say, what each step changes, and the laws that hold under any of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from mentordesk.domain.goal import Goal
from mentordesk.domain.pairing import Mark, Outcome, Pairing, PairingStatus, PairMark, is_stuck, silent_days
from mentordesk.domain.participant import Participant, Role, Wish
from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.session import Action, CheckIn, Session, SessionStatus
from mentordesk.operations import pairings as life
from mentordesk.operations.goals import add_goal
from mentordesk.operations.pairing_facts import months_between, pairing_facts
from mentordesk.operations.pairing_rows import PairingRow, addresses, pairing_row, pairings
from mentordesk.operations.pairing_timeline import Happening, timeline
from mentordesk.operations.pairings import free_places
from mentordesk.operations.session_list import sessions_of
from mentordesk.storage.clock import instant_of
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, make_world, state, take_part

ACTIVE, TRIAL, PAUSED, CLOSED = (
    PairingStatus.ACTIVE,
    PairingStatus.TRIAL,
    PairingStatus.PAUSED,
    PairingStatus.CLOSED,
)
LABEL = Label.of("test")


def row_of(database: Database, pairing: bytes, today: date = TODAY) -> PairingRow:
    with database.read() as view:
        row = pairing_row(view, pairing, today=today)
    assert row is not None
    return row


def hold(
    database: Database,
    pairing: bytes,
    day: date,
    minutes: int = 60,
    status: SessionStatus = SessionStatus.HELD,
    pulses: tuple[int | None, int | None] = (None, None),
    notes: str = "",
    at: int | None = None,
) -> None:
    with database.change(LABEL) as work:
        met = Session(id=work.new_key(), pairing_id=pairing, day=day, minutes=minutes, status=status)
        met.mentor_pulse, met.mentee_pulse = pulses
        met.notes = notes
        met.starts_at = None if at is None else datetime(day.year, day.month, day.day, at, tzinfo=UTC)
        work.add(met)


def test_two_paired_by_hand_are_on_trial(database: Database, world: World, pairing: bytes) -> None:
    row = row_of(database, pairing)
    assert (row.mentor.name, row.mentee.name) == ("Tamar Levi", "Zofia Wiśniewska")
    assert (row.status, row.since, row.until) == (TRIAL, TODAY, TODAY + timedelta(days=30))
    assert (row.held, row.last_day, row.month_agreed) == (0, None, 120)
    with database.read() as view:
        assert [found.id for found in pairings(view, cohort=world.cohort, today=TODAY)] == [pairing]
        assert pairings(view, cohort=b"other", today=TODAY) == []
        assert len(pairings(view, cohort=None, today=TODAY)) == 1


def test_a_row_sums_up_its_sessions_actions_and_pulses(database: Database, pairing: bytes) -> None:
    hold(database, pairing, date(2026, 2, 20), 45, pulses=(4, 5))
    hold(database, pairing, date(2026, 3, 2), 50, pulses=(3, None))
    hold(database, pairing, date(2026, 3, 10), 999, status=SessionStatus.MISSED)
    hold(database, pairing, date(2026, 3, 26), status=SessionStatus.PLANNED)
    hold(database, pairing, date(2026, 3, 1), status=SessionStatus.PLANNED)
    with database.change(LABEL) as work:
        for due, done in ((date(2026, 3, 19), None), (TODAY, None), (None, TODAY)):
            work.add(Action(id=work.new_key(), pairing_id=pairing, text="x", due_on=due, done_on=done))
    row = row_of(database, pairing)
    assert (row.held, row.last_day, row.silent) == (2, date(2026, 3, 2), 18)
    assert (row.next_day, row.month_used) == (date(2026, 3, 26), 50)
    assert (row.open_actions, row.late_actions) == (2, 1)
    assert (row.pulse, row.trend) == (3, -1)
    with database.change(LABEL) as work:
        work.add(CheckIn(id=work.new_key(), pairing_id=pairing, day=date(2026, 3, 18), pulse=5))
    assert (row_of(database, pairing).pulse, row_of(database, pairing).trend) == (5, 1)


def test_silence_makes_a_running_pairing_stuck_on_the_day_of_the_limit(
    database: Database, pairing: bytes
) -> None:
    assert not row_of(database, pairing, TODAY + timedelta(days=20)).stuck
    assert row_of(database, pairing, TODAY + timedelta(days=21)).stuck
    life.pause_pairing(database, pairing=pairing, until=None, today=TODAY)
    assert not row_of(database, pairing, TODAY + timedelta(days=60)).stuck


def test_silence_is_counted_from_the_later_of_meeting_and_beginning() -> None:
    assert silent_days(None, None, TODAY) is None
    assert silent_days(date(2026, 3, 19), date(2026, 1, 1), TODAY) == 1
    assert silent_days(None, date(2026, 3, 30), TODAY) == 0
    assert not is_stuck(PairingStatus.PROPOSED, 100, 21)


def test_a_full_mentor_is_named_with_their_room(database: Database, world: World) -> None:
    life.pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[0], today=TODAY)
    before = state(database)
    with pytest.raises(life.NoRoom, match=r"Björn Ek has no room.*\(1\)"):
        life.pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[1], today=TODAY)
    with pytest.raises(life.NoRoom, match="Full House"):
        life.pair_by_hand(database, mentor=world.mentors[2], mentee=world.mentees[1], today=TODAY)
    assert state(database) == before


def test_who_cannot_be_paired_and_why(database: Database, world: World, pairing: bytes) -> None:
    mentor, (first, second, third) = world.mentors[0], world.mentees
    with pytest.raises(life.AlreadyPaired, match="Zofia"):
        life.pair_by_hand(database, mentor=mentor, mentee=first, today=TODAY)
    with pytest.raises(life.SamePerson, match="Tamar"):
        life.pair_by_hand(database, mentor=mentor, mentee=mentor, today=TODAY)
    with pytest.raises(life.NotInRole, match="Nguyễn"):
        life.pair_by_hand(database, mentor=third, mentee=second, today=TODAY)
    with database.change(LABEL) as work:
        work.get_one(Participant, third).status = life.GONE[0]
        disliked = work.get_one(Participant, mentor).person_id
        work.add(Wish(id=work.new_key(), participant_id=second, person_id=disliked, never=True))
    with pytest.raises(life.NoLongerTakesPart, match="Nguyễn"):
        life.pair_by_hand(database, mentor=mentor, mentee=third, today=TODAY)
    with pytest.raises(life.NeverTogether, match="سميرة"):
        life.pair_by_hand(database, mentor=mentor, mentee=second, today=TODAY)


def test_people_of_two_cohorts_are_not_paired(database: Database, world: World) -> None:
    elsewhere = make_world(database)
    with pytest.raises(life.OtherCohort):
        life.pair_by_hand(database, mentor=world.mentors[0], mentee=elsewhere.mentees[0], today=TODAY)


def test_a_trial_becomes_active_rests_goes_on_and_closes(database: Database, pairing: bytes) -> None:
    life.make_active(database, pairing=pairing, today=TODAY)
    assert (row_of(database, pairing).status, row_of(database, pairing).since) == (ACTIVE, TODAY)
    until = TODAY + timedelta(days=14)
    life.pause_pairing(database, pairing=pairing, until=until, today=TODAY)
    assert (row_of(database, pairing).status, row_of(database, pairing).until) == (PAUSED, until)
    life.resume_pairing(database, pairing=pairing, today=TODAY)
    assert (row_of(database, pairing).status, row_of(database, pairing).until) == (ACTIVE, None)
    life.close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    assert (row_of(database, pairing).status, row_of(database, pairing).since) == (CLOSED, TODAY)


def test_a_paused_trial_is_a_trial_again(database: Database, pairing: bytes) -> None:
    life.pause_pairing(database, pairing=pairing, until=None, today=TODAY)
    life.resume_pairing(database, pairing=pairing, today=TODAY)
    assert row_of(database, pairing).status is TRIAL
    with pytest.raises(life.WrongStep):
        life.resume_pairing(database, pairing=pairing, today=TODAY)


def test_declining_bans_the_two_until_reopened(database: Database, pairing: bytes) -> None:
    with pytest.raises(life.ReasonMissing):
        life.decline_pairing(database, pairing=pairing, reason=" ", today=TODAY)
    life.decline_pairing(database, pairing=pairing, reason="No time", today=TODAY)
    with database.read() as view:
        mark = view.scalars(select(PairMark)).one()
        assert (mark.mark, mark.reason) == (Mark.BAN, "No time")
        assert view.get_one(Pairing, pairing).outcome is Outcome.DECLINED
    life.reopen_pairing(database, pairing=pairing, today=TODAY)
    with database.read() as view:
        assert view.scalars(select(PairMark)).all() == []
        assert view.get_one(Pairing, pairing).outcome is None


def test_steps_that_do_not_follow_are_refused(database: Database, pairing: bytes) -> None:
    life.make_active(database, pairing=pairing, today=TODAY)
    before = state(database)
    with pytest.raises(life.WrongStep, match="Tamar Levi and Zofia"):
        life.make_active(database, pairing=pairing, today=TODAY)
    with pytest.raises(life.WrongStep):
        life.decline_pairing(database, pairing=pairing, reason="Late", today=TODAY)
    with pytest.raises(life.WrongStep):
        life.reopen_pairing(database, pairing=pairing, today=TODAY)
    with pytest.raises(life.DayTooEarly):
        life.pause_pairing(database, pairing=pairing, until=TODAY, today=TODAY)
    with pytest.raises(life.ReasonMissing):
        life.close_pairing(database, pairing=pairing, outcome=Outcome.EARLY, today=TODAY)
    with pytest.raises(life.BadMinutes):
        life.agree_time(database, pairing=pairing, month_minutes=0)
    assert state(database) == before
    life.close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    with pytest.raises(life.WrongStep):
        life.make_active(database, pairing=pairing, today=TODAY)


def test_a_closed_pairing_comes_back_only_while_there_is_room(database: Database, world: World) -> None:
    mentor, (first, second, _third) = world.mentors[1], world.mentees
    closed = life.pair_by_hand(database, mentor=mentor, mentee=first, today=TODAY)
    life.close_pairing(database, pairing=closed, outcome=Outcome.COMPLETED, today=TODAY)
    life.pair_by_hand(database, mentor=mentor, mentee=second, today=TODAY)
    with pytest.raises(life.NoRoom):
        life.reopen_pairing(database, pairing=closed, today=TODAY)


def test_free_places_count_open_pairings_only(database: Database, world: World, pairing: bytes) -> None:
    with database.read() as view:
        assert free_places(view, world.cohort) == dict(zip(world.mentors, (1, 1, 0), strict=True))
    life.close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    with database.read() as view:
        assert free_places(view, world.cohort)[world.mentors[0]] == 2


def test_facts_hold_both_people_and_the_hours_of_each_month(database: Database, pairing: bytes) -> None:
    hold(database, pairing, TODAY, 40)
    hold(database, pairing, TODAY, 20)
    life.agree_time(database, pairing=pairing, month_minutes=180)
    life.sign_agreement(database, pairing=pairing, day=TODAY)
    life.note_pairing(database, pairing=pairing, notes=" Both like trains \n")
    with database.read() as view:
        facts = pairing_facts(view, pairing, today=TODAY)
        assert pairing_facts(view, b"none", today=TODAY) is None
    assert facts is not None
    assert (facts.mentor.email, facts.mentee.zone) == ("tamar@example.org", "Europe/Lisbon")
    assert facts.months[0] == (date(2026, 3, 1), 60)
    assert [month.month for month, _minutes in facts.months] == [3, 4, 5, 6]
    assert (facts.row.month_agreed, facts.agreement_signed_on, facts.notes) == (
        180,
        TODAY,
        "Both like trains",
    )
    assert (facts.last_minutes, facts.ends_on) == (60, date(2026, 7, 10))


def test_a_proposal_begins_on_trial(database: Database, pairing: bytes) -> None:
    with pytest.raises(life.WrongStep):
        life.begin_trial(database, pairing=pairing, today=TODAY)
    with database.change(LABEL) as work:
        work.get_one(Pairing, pairing).status = PairingStatus.PROPOSED
    before, later = state(database), TODAY + timedelta(days=5)
    life.begin_trial(database, pairing=pairing, today=later)
    row = row_of(database, pairing, later)
    assert (row.status, row.since, row.until) == (TRIAL, later, later + timedelta(days=30))
    database.undo()
    assert state(database) == before


def test_addresses_come_once_and_only_where_there_are_any(
    database: Database, world: World, pairing: bytes
) -> None:
    other = life.pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[2], today=TODAY)
    with database.change(LABEL) as work:
        person = work.get_one(Participant, world.mentees[0]).person_id
        work.get_one(Person, person).email = ""
    with database.read() as view:
        found = addresses(view, pairings=[pairing, other])
    assert found == [("Nguyễn Thị Ánh", "nguyễn@example.org"), ("Tamar Levi", "tamar@example.org")]


def test_months_cross_the_year_and_are_at_most_twelve() -> None:
    assert months_between(date(2025, 12, 31), date(2026, 2, 1)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert len(months_between(date(2020, 1, 1), TODAY)) == 12


def test_the_time_line_tells_what_is_ahead_first_and_then_backwards(
    database: Database, pairing: bytes
) -> None:
    hold(database, pairing, TODAY - timedelta(days=2), pulses=(4, None), notes="Went well")
    hold(database, pairing, TODAY - timedelta(days=1), status=SessionStatus.MISSED)
    hold(database, pairing, TODAY + timedelta(days=6), status=SessionStatus.PLANNED)
    with database.read() as view:
        entries = timeline(view, pairing, today=TODAY)
    assert [(entry.kind, entry.ahead, entry.number) for entry in entries] == [
        (Happening.PLANNED, True, 2),
        (Happening.TRIAL_ENDS, True, 0),
        (Happening.TRIAL, False, 0),
        (Happening.MISSED, False, 0),
        (Happening.SESSION, False, 1),
    ]
    assert (entries[-1].pulses, entries[-1].text) == ((4, None), "Went well")


def test_sessions_of_one_day_stand_by_their_hours(database: Database, pairing: bytes) -> None:
    for hour in (15, 9, None, 11):
        hold(database, pairing, TODAY, notes=str(hour), at=hour)
    with database.read() as view:
        entries = timeline(view, pairing, today=TODAY)
        rows = sessions_of(view, pairing)
    told = [(entry.number, entry.text) for entry in entries if entry.kind is Happening.SESSION]
    assert told == [(4, "15"), (3, "11"), (2, "9"), (1, "None")]
    assert [row.notes for row in rows] == ["15", "11", "9", "None"]


def test_a_goal_stands_in_the_time_line_from_the_day_it_was_set(database: Database, pairing: bytes) -> None:
    key = add_goal(database, pairing=pairing, title="A talk")
    with database.change(LABEL) as work:
        work.add(Goal(id=work.new_key(), pairing_id=pairing, title="As the sample has it"))
    with database.read() as view:
        found = [one for one in timeline(view, pairing, today=TODAY) if one.kind is Happening.GOAL_SET]
    assert [(one.key, one.day, one.title) for one in found] == [
        (key, instant_of(key).astimezone(ZoneInfo("Europe/Lisbon")).date(), "A talk")
    ]


CHANGES: tuple[Callable[[Database, bytes], None], ...] = (
    lambda database, pairing: life.make_active(database, pairing=pairing, today=TODAY),
    lambda database, pairing: life.decline_pairing(database, pairing=pairing, reason="No", today=TODAY),
    lambda database, pairing: life.pause_pairing(
        database, pairing=pairing, until=TODAY + timedelta(days=1), today=TODAY
    ),
    lambda database, pairing: life.close_pairing(
        database, pairing=pairing, outcome=Outcome.EARLY, reason="Moved", today=TODAY
    ),
    lambda database, pairing: life.agree_time(database, pairing=pairing, month_minutes=90),
    lambda database, pairing: life.sign_agreement(database, pairing=pairing, day=TODAY),
    lambda database, pairing: life.note_pairing(database, pairing=pairing, notes="Word"),
)


@pytest.mark.parametrize("change", CHANGES)
def test_undo_takes_each_change_back(
    database: Database, pairing: bytes, change: Callable[[Database, bytes], None]
) -> None:
    before = state(database)
    change(database, pairing)
    after = state(database)
    assert after != before
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_undo_takes_pairing_resuming_and_reopening_back(database: Database, world: World) -> None:
    empty = state(database)
    pairing = life.pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    database.undo()
    assert state(database) == empty
    database.redo()
    life.pause_pairing(database, pairing=pairing, until=None, today=TODAY)
    paused = state(database)
    life.resume_pairing(database, pairing=pairing, today=TODAY)
    database.undo()
    assert state(database) == paused
    life.close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    closed = state(database)
    life.reopen_pairing(database, pairing=pairing, today=TODAY)
    database.undo()
    assert state(database) == closed


@pytest.mark.parametrize("key", life.LABELS)
def test_labels_name_both_people(key: str) -> None:
    assert "{mentor}" in life.LABELS[key]
    assert "{mentee}" in life.LABELS[key]


class Life(RuleBasedStateMachine):
    """Any sequence of steps, by hand, undone and redone: no mentor ever has more than their room."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.database = Database.create(Path(self.folder.name) / "Programme.mentordesk")
        self.world = make_world(self.database)
        self.steps = 0
        self.known: list[bytes] = []

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    @rule(mentor=st.integers(0, 2), mentee=st.integers(0, 2))
    def pair(self, mentor: int, mentee: int) -> None:
        one, other = self.world.mentors[mentor], self.world.mentees[mentee]
        try:
            key = life.pair_by_hand(self.database, mentor=one, mentee=other, today=TODAY)
        except Refusal:
            return
        self.known.append(key)
        self.steps += 1

    @rule(which=st.integers(0, 20), step=st.integers(0, 4))
    def move(self, which: int, step: int) -> None:
        if not self.known:
            return
        pairing = self.known[which % len(self.known)]
        with self.database.read() as view:
            if view.get(Pairing, pairing) is None or view.get_one(Pairing, pairing).deleted:
                return
        before = state(self.database)
        try:
            self._step(step, pairing)
        except Refusal:
            assert state(self.database) == before
            return
        self.steps += 1
        self.database.undo()
        assert state(self.database) == before
        self.database.redo()

    def _step(self, step: int, pairing: bytes) -> None:
        if step == 0:
            life.make_active(self.database, pairing=pairing, today=TODAY)
        elif step == 1:
            life.decline_pairing(self.database, pairing=pairing, reason="No", today=TODAY)
        elif step == 2:
            life.pause_pairing(self.database, pairing=pairing, until=None, today=TODAY)
        elif step == 3:
            life.close_pairing(self.database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
        else:
            life.reopen_pairing(self.database, pairing=pairing, today=TODAY)

    @rule()
    def undo(self) -> None:
        if self.steps:
            self.database.undo()
            self.steps -= 1

    @rule()
    def redo(self) -> None:
        if self.database.redo() is not None:
            self.steps += 1

    @invariant()
    def nobody_has_more_than_their_room(self) -> None:
        with self.database.read() as view:
            assert min(free_places(view, self.world.cohort).values()) >= 0


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_who_is_both_mentors_and_learns(database: Database, world: World) -> None:
    with database.change(LABEL) as work:
        both = take_part(work, world.cohort, "Ana Brandão", Role.BOTH)
    life.pair_by_hand(database, mentor=both, mentee=world.mentees[0], today=TODAY)
    life.pair_by_hand(database, mentor=world.mentors[0], mentee=both, today=TODAY)
    with database.read() as view:
        assert free_places(view, world.cohort)[both] == 0


def test_a_pause_stays_on_the_time_line_unless_it_was_taken_back(database: Database, pairing: bytes) -> None:
    def told() -> list[Happening]:
        with database.read() as view:
            entries = timeline(view, pairing, today=TODAY)
        return [entry.kind for entry in entries if entry.kind in (Happening.PAUSED, Happening.RESUMED)]

    life.pause_pairing(database, pairing=pairing, until=None, today=TODAY)
    assert told() == [Happening.PAUSED]
    database.undo()
    assert told() == []
    database.redo()
    life.resume_pairing(database, pairing=pairing, today=TODAY)
    assert sorted(told()) == [Happening.PAUSED, Happening.RESUMED]
    database.undo()
    assert told() == [Happening.PAUSED]
    database.redo()
    life.pause_pairing(database, pairing=pairing, until=None, today=TODAY)
    life.close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    assert sorted(told()) == [Happening.PAUSED, Happening.PAUSED, Happening.RESUMED]
