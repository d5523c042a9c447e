"""The life of one sample pairing: its sessions, check-ins, actions and goals, as rows to write."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mentordesk.domain.entity import Entity
from mentordesk.domain.goal import Goal, GoalStatus, Milestone
from mentordesk.domain.pairing import Outcome, Pairing, PairingStatus
from mentordesk.domain.person import Channel
from mentordesk.domain.session import Action, CheckIn, Party, Session, SessionStatus

Row = tuple[type[Entity], dict[str, Any]]
Words = dict[str, Any]

_TRIAL = timedelta(days=30)
_CLOSED_AFTER = timedelta(days=175)
_STUCK_EVERY = 8


@dataclass(frozen=True)
class Pair:
    """A mentor and a mentee of a cohort; `index` decides what befalls them."""

    cohort: bytes
    mentor: bytes
    mentee: bytes
    index: int
    start: date
    closed: bool

    @property
    def end(self) -> date:
        return self.start + _CLOSED_AFTER


@dataclass(frozen=True)
class _Life:
    pair: Pair
    pairing: bytes
    rng: random.Random
    today: date
    words: Words
    key: Callable[[], bytes]

    def row(self, kind: type[Entity], **values: Any) -> Row:
        return kind, {"id": self.key(), "pairing_id": self.pairing, **values}


def pairing_rows(
    pair: Pair, *, rng: random.Random, today: date, words: Words, key: Callable[[], bytes]
) -> Iterator[Row]:
    """The pairing, then all that belongs to it."""
    life = _Life(pair, key(), rng, today, words, key)
    yield _pairing(life)
    yield from _sessions(life)
    yield from _check_ins(life)
    yield from _actions(life)
    yield from _goals(life)


def _pairing(life: _Life) -> Row:
    pair, today = life.pair, life.today
    trial = not pair.closed and pair.start + _TRIAL > today
    status = PairingStatus.CLOSED if pair.closed else PairingStatus.TRIAL if trial else PairingStatus.ACTIVE
    early = pair.closed and pair.index % 7 == 3  # noqa: PLR2004 - one in seven ends early
    outcome = (Outcome.EARLY if early else Outcome.COMPLETED) if pair.closed else None
    return Pairing, {
        "id": life.pairing,
        "cohort_id": pair.cohort,
        "mentor_id": pair.mentor,
        "mentee_id": pair.mentee,
        "status": status,
        "started_on": pair.start,
        "trial_until": pair.start + _TRIAL,
        "active_since": None if trial else pair.start + _TRIAL,
        "ended_on": pair.end if pair.closed else None,
        "outcome": outcome,
        "reason": life.words["closing"][pair.index % 3] if pair.closed else "",
        "fit": life.rng.randint(68, 96),
        "agreement_signed_on": None if trial else pair.start + timedelta(days=8),
    }


def _days(life: _Life) -> Iterator[date]:
    """When they met: every two to four weeks, till the end, or till they fell silent."""
    silent = not life.pair.closed and life.pair.index % _STUCK_EVERY == _STUCK_EVERY // 2
    last = life.pair.end if life.pair.closed else life.today - timedelta(days=33 if silent else 1)
    day = life.pair.start + timedelta(days=life.rng.randint(4, 12))
    while day <= last:
        yield min(_weekday(day), last)
        day += timedelta(days=life.rng.randint(13, 20))


def _sessions(life: _Life) -> Iterator[Row]:
    for day in _days(life):
        missed = life.rng.random() < 0.06  # noqa: PLR2004 - few sessions fall through
        yield _session(life, day, SessionStatus.MISSED if missed else SessionStatus.HELD)
    if not life.pair.closed and life.pair.index % 3 == 0:
        yield _session(
            life, _weekday(life.today + timedelta(days=life.rng.randint(0, 12))), SessionStatus.PLANNED
        )


def _weekday(day: date) -> date:
    """The day itself, or the Monday after its weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)  # noqa: PLR2004 - Friday


def _session(life: _Life, day: date, status: SessionStatus) -> Row:
    rng, words, held = life.rng, life.words, status is SessionStatus.HELD
    trouble = rng.choice(words["troubles"]) if held and rng.random() < 0.08 else ""  # noqa: PLR2004
    return life.row(
        Session,
        status=status,
        day=day,
        starts_at=datetime.combine(day, time(rng.randint(8, 17), rng.choice([0, 30]), tzinfo=UTC)),
        zone="Europe/Lisbon",
        minutes=rng.choice([45, 60, 60, 75]),
        channel=rng.choice([Channel.VIDEO, Channel.VIDEO, Channel.PHONE, Channel.IN_PERSON]),
        mentor_came=status is not SessionStatus.MISSED,
        mentee_came=status is not SessionStatus.MISSED or rng.random() > 0.5,  # noqa: PLR2004
        agenda=rng.choice(words["agendas"]),
        notes=rng.choice(words["notes"]) if held else "",
        trouble=trouble,
        plan_b_used=bool(trouble),
        mentor_pulse=rng.choice([3, 4, 4, 5, 5]) if held else None,
        mentee_pulse=rng.choice([2, 3, 4, 4, 5, 5]) if held else None,
    )


def _check_ins(life: _Life) -> Iterator[Row]:
    day = life.pair.start + timedelta(days=28)
    late = timedelta(days=40 if life.pair.index % 9 == 4 else 0)  # noqa: PLR2004 - one in nine was forgotten
    last = life.pair.end if life.pair.closed else life.today - late
    while day <= last:
        pulse = life.rng.choice([3, 4, 4, 5])
        notes = life.rng.choice(life.words["check_ins"])
        yield life.row(CheckIn, day=day, pulse=pulse, notes=notes, asked_by="Noor Haddad")
        day += timedelta(days=30)


def _actions(life: _Life) -> Iterator[Row]:
    for text in life.rng.sample(life.words["actions"], 3):
        due = life.today - timedelta(days=life.rng.randint(-20, 60))
        done = life.pair.closed or (due < life.today and life.pair.index % 7 > 0)
        yield _action(life, text, due, done=done, roadblock=False)
    if life.pair.index % 5 == 0:
        text = life.rng.choice(life.words["roadblocks"])
        yield _action(life, text, life.today + timedelta(days=9), done=life.pair.closed, roadblock=True)


def _action(life: _Life, text: str, due: date, *, done: bool, roadblock: bool) -> Row:
    if life.pair.closed:
        due = life.pair.end - timedelta(days=life.rng.randint(5, 90))
    return life.row(
        Action,
        roadblock=roadblock,
        text=text,
        party=life.rng.choice(list(Party)),
        due_on=due,
        done_on=due - timedelta(days=1) if done else None,
    )


def _goals(life: _Life) -> Iterator[Row]:
    for goal in life.rng.sample(life.words["goal"], life.rng.randint(1, 2)):
        steps = len(goal["steps"])
        reached = life.rng.choice([steps, steps, 1]) if life.pair.closed else life.rng.randint(0, steps)
        yield from _goal(life, goal, reached)


def _goal(life: _Life, goal: dict[str, Any], reached: int) -> Iterator[Row]:
    """The goal and its milestones, the first `reached` of them done."""
    steps, done = goal["steps"], reached == len(goal["steps"])
    due = life.pair.end if life.pair.closed else life.today + timedelta(days=life.rng.randint(-3, 110))
    dropped = life.pair.closed and not done
    status = GoalStatus.REACHED if done else GoalStatus.DROPPED if dropped else GoalStatus.OPEN
    when = min(due, life.today) - timedelta(days=life.rng.randint(2, 30))
    kind, values = life.row(
        Goal,
        title=goal["title"],
        measure=goal["measure"],
        due_on=due,
        progress=100 * reached // len(steps),
        status=status,
        reached_on=when if done else None,
    )
    yield kind, values
    for position, title in enumerate(steps):
        done_on = when - timedelta(days=18 * (reached - position)) if position < reached else None
        yield (
            Milestone,
            {
                "id": life.key(),
                "goal_id": values["id"],
                "title": title,
                "due_on": due - timedelta(days=20 * (len(steps) - position - 1)),
                "reached_on": done_on,
                "position": position,
            },
        )
