"""What Today reads by one statement is what a walk through every record comes to, buried ones left out."""

import random
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from mentordesk.domain.entity import Entity
from mentordesk.domain.goal import Goal, GoalStatus
from mentordesk.domain.pairing import OPEN, RUNNING, Pairing, PairingStatus
from mentordesk.domain.participant import MATCHABLE, Participant, Role, Status
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import LOW_PULSE, Action, CheckIn, Session, SessionStatus
from mentordesk.operations.person_rows import first_people, how_many, people
from mentordesk.operations.today import look
from mentordesk.operations.today_needs import AHEAD, NEEDS, find
from mentordesk.operations.today_running import MONTH
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work
from tests.operations.pairing_world import END, START, TODAY

Record = TypeVar("Record", bound=Entity)
Late = list[tuple[int, bytes]]


def day(chance: random.Random, least: int = -70, most: int = 20) -> date:
    return TODAY + timedelta(days=chance.randint(least, most))


def perhaps(chance: random.Random, value: Any) -> Any:
    return value if chance.random() < 0.8 else None


def fill(work: Work, chance: random.Random) -> None:
    """Two cohorts of people in every state, with pairings, and some of everything buried."""
    for name in ("Compass", "Bridge"):
        programme = work.new_key()
        work.add(
            Programme(
                id=programme,
                name=name,
                stuck_days=chance.randint(3, 40),
                check_in_days=chance.randint(3, 40),
                trial_days=chance.randint(3, 40),
                month_minutes=chance.choice((60, 120)),
            )
        )
        cohort = work.new_key()
        work.add(Cohort(id=cohort, programme_id=programme, name=name, starts_on=START, ends_on=END))
        parts = [take_part(work, chance, cohort) for _number in range(6)]
        for _number in range(5):
            pair(work, chance, cohort, *chance.sample(parts, 2))


def take_part(work: Work, chance: random.Random, cohort: bytes) -> bytes:
    person, key = work.new_keys(2)
    work.add(Person(id=person, name=chance.choice("ABC") + chance.choice("xyz")))
    work.add(
        Participant(
            id=key,
            cohort_id=cohort,
            person_id=person,
            role=chance.choice(list(Role)),
            status=chance.choice((*MATCHABLE, *Status)),
            joined_on=perhaps(chance, day(chance)),
            deleted=chance.random() < 0.1,
        )
    )
    return key


def pair(work: Work, chance: random.Random, cohort: bytes, mentor: bytes, mentee: bytes) -> None:
    key = work.new_key()
    work.add(
        Pairing(
            id=key,
            cohort_id=cohort,
            mentor_id=mentor,
            mentee_id=mentee,
            status=chance.choice((*RUNNING, *PairingStatus)),
            started_on=perhaps(chance, day(chance)),
            trial_until=perhaps(chance, day(chance)),
            month_minutes=perhaps(chance, 90),
            deleted=chance.random() < 0.1,
        )
    )
    for make in (session, check_in, goal, action):
        for _number in range(chance.randint(0, 5)):
            made = make(chance, work.new_key(), key)
            made.deleted = chance.random() < 0.2
            work.add(made)


def session(chance: random.Random, key: bytes, pairing: bytes) -> Entity:
    status = chance.choice((SessionStatus.HELD, *SessionStatus))
    pulses = {
        side: perhaps(chance, chance.choice((1, 2, 2, 3, 5))) for side in ("mentor_pulse", "mentee_pulse")
    }
    return Session(id=key, pairing_id=pairing, status=status, day=day(chance, -33, 2), minutes=45, **pulses)


def check_in(chance: random.Random, key: bytes, pairing: bytes) -> Entity:
    return CheckIn(
        id=key, pairing_id=pairing, day=day(chance, -33, 0), pulse=perhaps(chance, chance.randint(1, 5))
    )


def goal(chance: random.Random, key: bytes, pairing: bytes) -> Entity:
    due = perhaps(chance, day(chance))
    return Goal(id=key, pairing_id=pairing, title="Talk", status=chance.choice(list(GoalStatus)), due_on=due)


def action(chance: random.Random, key: bytes, pairing: bytes) -> Entity:
    due, done = perhaps(chance, day(chance)), chance.choice((None, TODAY))
    return Action(id=key, pairing_id=pairing, text="Send", due_on=due, done_on=done)


@dataclass
class Walk:
    """Every living record of a cohort, or of all, looked at one by one."""

    view: Work
    cohort: bytes | None

    def every(self, kind: type[Record]) -> list[Record]:
        return list(self.view.query(kind))

    @property
    def pairings(self) -> list[Pairing]:
        return [one for one in self.every(Pairing) if self.cohort in (None, one.cohort_id)]

    @property
    def running(self) -> Iterator[tuple[Pairing, Programme]]:
        for pairing in self.pairings:
            if pairing.status in RUNNING:
                yield pairing, self.rules(pairing.cohort_id)

    def rules(self, cohort: bytes) -> Programme:
        return self.view.get_one(Programme, self.view.get_one(Cohort, cohort).programme_id)

    def of(self, kind: type[Record], pairing: Pairing) -> list[Record]:
        return [one for one in self.every(kind) if getattr(one, "pairing_id") == pairing.id]  # noqa: B009 - of any kind

    def held(self, pairing: Pairing) -> list[Session]:
        return [one for one in self.of(Session, pairing) if one.status is SessionStatus.HELD]

    def asked(self, pairing: Pairing) -> date | None:
        return max((one.day for one in self.of(CheckIn, pairing)), default=None)

    def stuck(self) -> Late:
        found: Late = []
        for pairing, rules in self.running:
            since = max((one.day for one in self.held(pairing)), default=pairing.started_on)
            if since and (TODAY - since).days >= rules.stuck_days:
                found.append(((TODAY - since).days - rules.stuck_days, pairing.id))
        return found

    def check_in(self) -> Late:
        found: Late = []
        for pairing, rules in self.running:
            since = self.asked(pairing) or pairing.started_on
            late = (TODAY - since).days - rules.check_in_days if since else 0
            found += [(late, pairing.id)] if late > 0 else []
        return found

    def pulse(self) -> Late:
        found: Late = []
        for pairing, _rules in self.running:
            newest = max((one.day for one in self.held(pairing)), default=None)
            if newest is None or not TODAY - MONTH <= newest <= TODAY:
                continue
            told = [one for one in self.held(pairing) if one.day == newest]
            pulses = [side for one in told for side in (one.mentor_pulse, one.mentee_pulse) if side]
            if min(pulses, default=9) <= LOW_PULSE and (self.asked(pairing) or date.min) < newest:
                found.append(((TODAY - newest).days, pairing.id))
        return found

    def trial(self) -> Late:
        ends = ((one.trial_until, one) for one in self.pairings if one.status is PairingStatus.TRIAL)
        return [((TODAY - day).days, one.id) for day, one in ends if day and day <= TODAY + AHEAD]

    def goal(self) -> Late:
        goals = [one for pairing in self.pairings if pairing.status in OPEN for one in self.of(Goal, pairing)]
        due = ((one.due_on, one) for one in goals if one.status is GoalStatus.OPEN)
        return [((TODAY - day).days, one.id) for day, one in due if day and day <= TODAY + AHEAD]

    def action(self) -> Late:
        open_ones = [pairing for pairing in self.pairings if pairing.status in OPEN]
        actions = [one for pairing in open_ones for one in self.of(Action, pairing)]
        due = ((one.due_on, one) for one in actions if one.done_on is None)
        return [((TODAY - day).days, one.id) for day, one in due if day and day < TODAY]

    @property
    def learners(self) -> list[Participant]:
        every = (one for one in self.every(Participant) if self.cohort in (None, one.cohort_id))
        return [one for one in every if one.role is not Role.MENTOR and one.status in MATCHABLE]

    def unmatched(self) -> Late:
        taken = {one.mentee_id for one in self.every(Pairing) if one.status in OPEN}
        found: Late = []
        for one in self.learners:
            waited = (
                (TODAY - one.joined_on).days - self.rules(one.cohort_id).trial_days if one.joined_on else 0
            )
            found += [(waited, one.id)] if one.id not in taken else []
        return found

    def totals(self) -> tuple[int, ...]:
        running = list(self.running)
        lately = [s for p, _r in running for s in self.held(p) if TODAY - MONTH < s.day <= TODAY]
        pulses = [side for one in lately for side in (one.mentor_pulse, one.mentee_pulse) if side]
        for pairing, _rules in running:
            checks = (one for one in self.of(CheckIn, pairing) if TODAY - MONTH < one.day <= TODAY)
            pulses += [one.pulse for one in checks if one.pulse]
        first, following = date(2026, 3, 1), date(2026, 4, 1)
        asked = {p.id for p, _r in running for one in self.of(CheckIn, p) if first <= one.day < following}
        since = [(p, self.asked(p) or p.started_on, rules) for p, rules in running]
        due = {p.id for p, day, r in since if day and day + timedelta(days=r.check_in_days) < following}
        return (
            len(running),
            sum(p.month_minutes or rules.month_minutes for p, rules in running),
            sum(one.minutes for one in lately),
            sum(pulses),
            len(pulses),
            len(asked),
            len(asked | due),
        )


@given(st.randoms(use_true_random=True))
@settings(max_examples=25, deadline=None)
def test_one_statement_finds_what_a_walk_finds(chance: random.Random) -> None:
    with TemporaryDirectory() as folder, Database.create(Path(folder) / "world.mentordesk") as database:
        with database.change(Label.of("test")) as work:
            fill(work, chance)
        with database.read() as view:
            for cohort in (None, *(one.id for one in view.query(Cohort))):
                walk = Walk(view, cohort)
                found, totals = find(view, cohort=cohort, today=TODAY, shown=3)
                assert astuple(totals) == walk.totals()
                for need, one in zip(NEEDS, found, strict=True):
                    every: Callable[[], Late] = getattr(walk, need.key)
                    lines = sorted(every(), key=lambda line: (-line[0], line[1]))
                    assert [(line.late, line.record) for line in one.lines] == lines[:3], need.key
                    assert (one.count, one.late) == (len(lines), sum(late > 0 for late, _key in lines))
                waiting = next(
                    one for one in look(view, cohort=cohort, today=TODAY).figures if one.key == "waiting"
                )
                assert (waiting.value, waiting.n) == (found[-1].count, len(walk.learners))


@given(st.randoms(use_true_random=True), st.integers(1, 13))
@settings(max_examples=15, deadline=None)
def test_the_first_people_are_the_first_by_name(chance: random.Random, most: int) -> None:
    with TemporaryDirectory() as folder, Database.create(Path(folder) / "world.mentordesk") as database:
        with database.change(Label.of("test")) as work:
            fill(work, chance)
        with database.read() as view:
            for cohort in (None, *(one.id for one in view.query(Cohort))):
                every = people(view, cohort=cohort, today=TODAY)
                first = first_people(view, cohort=cohort, today=TODAY, most=most)
                wanted = sorted(every, key=lambda row: (row.name, row.id))[:most]
                assert sorted(first, key=lambda row: (row.name, row.id)) == wanted
                assert how_many(view, cohort) == len(every)
