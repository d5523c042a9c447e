"""Pairings as the list and the board show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select, true
from sqlalchemy.orm import aliased

from mentordesk.domain.pairing import Pairing, PairingStatus, is_stuck, silent_days
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Action, CheckIn, Session, SessionStatus
from mentordesk.operations.pairings import Who
from mentordesk.storage.work import Work

PULSE_DAYS = 120
"""How far back a pulse still says something about today."""


@dataclass(frozen=True)
class PairingRow:
    """A pairing as a list shows it; times in minutes.

    `since` is the day its present status began where that is known, `until` when a trial or a pause ends.
    `silent` counts the days since the last session, or since the beginning. `pulse` is the lower side's
    newest answer of the last four months, `trend` 1, 0 or -1 against the one before.
    """

    id: bytes
    mentor: Who
    mentee: Who
    status: PairingStatus
    since: date | None
    until: date | None
    fit: int | None
    last_day: date | None
    silent: int | None
    stuck: bool
    held: int
    next_day: date | None
    month_used: int
    month_agreed: int
    open_actions: int
    late_actions: int
    pulse: int | None
    trend: int


@dataclass(frozen=True)
class _Meetings:
    held: int = 0
    last_day: date | None = None
    next_day: date | None = None
    month_used: int = 0


@dataclass(frozen=True)
class _Counts:
    """What is counted of every pairing, by its key."""

    meetings: dict[bytes, _Meetings]
    actions: dict[bytes, tuple[int, int]]
    pulses: dict[bytes, tuple[int, int]]


_Wanted = ColumnElement[bool]
_Query = Select[*tuple[Any, ...]]

_COLUMNS = (
    Pairing.id,
    Pairing.status,
    Pairing.started_on,
    Pairing.trial_until,
    Pairing.active_since,
    Pairing.paused_until,
    Pairing.ended_on,
    Pairing.fit,
    Pairing.month_minutes,
    Programme.month_minutes.label("usual_minutes"),
    Programme.stuck_days,
)


def pairings(view: Work, *, cohort: bytes | None, today: date) -> list[PairingRow]:
    """Every pairing of a cohort, or of all where none is given, oldest first."""
    return _rows(view, true() if cohort is None else Pairing.cohort_id == cohort, today)


def pairing_row(view: Work, pairing: bytes, *, today: date) -> PairingRow | None:
    """One pairing as a list would show it; None when there is none of that key."""
    return next(iter(_rows(view, Pairing.id == pairing, today)), None)


def addresses(view: Work, *, pairings: Sequence[bytes]) -> list[tuple[str, str]]:
    """(name, e-mail) of everybody in these pairings who has an address, each once, by name."""
    both = or_(Pairing.mentor_id == Participant.id, Pairing.mentee_id == Participant.id)
    rows = view.execute(
        select(Person.name, Person.email)
        .join(Participant, Participant.person_id == Person.id)
        .join(Pairing, both)
        .where(Pairing.id.in_(pairings), Person.email != "")
        .distinct()
    )
    return sorted((name, email) for name, email in rows)


def _rows(view: Work, wanted: _Wanted, today: date) -> list[PairingRow]:
    counts = _Counts(
        _meetings(view, wanted, today), _open_actions(view, wanted, today), _pulses(view, wanted, today)
    )
    return [_row(found, counts, today) for found in view.execute(_with_people(wanted))]


def _with_people(wanted: _Wanted) -> _Query:
    mentor, mentee = aliased(Participant), aliased(Participant)
    one, other = aliased(Person), aliased(Person)
    sides = (mentor.id, one.id, one.name, one.family_name, mentee.id, other.id, other.name, other.family_name)
    return (
        select(*_COLUMNS, *(column.label(f"who{place}") for place, column in enumerate(sides)))
        .join(mentor, Pairing.mentor_id == mentor.id)
        .join(one, mentor.person_id == one.id)
        .join(mentee, Pairing.mentee_id == mentee.id)
        .join(other, mentee.person_id == other.id)
        .join(Cohort, Pairing.cohort_id == Cohort.id)
        .join(Programme, Cohort.programme_id == Programme.id)
        .where(wanted)
        .order_by(Pairing.id)
    )


def _row(found: Row[*tuple[Any, ...]], counts: _Counts, today: date) -> PairingRow:
    met = counts.meetings.get(found.id, _Meetings())
    open_actions, late_actions = counts.actions.get(found.id, (0, 0))
    pulse, trend = counts.pulses.get(found.id, (None, 0))
    silent = silent_days(met.last_day, found.started_on, today)
    return PairingRow(
        id=found.id,
        mentor=Who(*found[-8:-4]),
        mentee=Who(*found[-4:]),
        status=found.status,
        since=_since(found),
        until=_until(found),
        fit=found.fit,
        last_day=met.last_day,
        silent=silent,
        stuck=is_stuck(found.status, silent, found.stuck_days),
        held=met.held,
        next_day=met.next_day,
        month_used=met.month_used,
        month_agreed=found.usual_minutes if found.month_minutes is None else found.month_minutes,
        open_actions=open_actions,
        late_actions=late_actions,
        pulse=pulse,
        trend=trend,
    )


def _since(found: Row[*tuple[Any, ...]]) -> date | None:
    """The day the status began; for a pause, which keeps no first day, the day the pairing did."""
    begins = {PairingStatus.CLOSED: found.ended_on, PairingStatus.ACTIVE: found.active_since}
    day: date | None = begins.get(found.status, found.started_on)
    return day


def _until(found: Row[*tuple[Any, ...]]) -> date | None:
    ends = {PairingStatus.TRIAL: found.trial_until, PairingStatus.PAUSED: found.paused_until}
    return ends.get(found.status)


def _meetings(view: Work, wanted: _Wanted, today: date) -> dict[bytes, _Meetings]:
    held = Session.status == SessionStatus.HELD
    ahead = (Session.status == SessionStatus.PLANNED) & (Session.day >= today)
    this_month = held & (Session.day >= today.replace(day=1)) & (Session.day <= today)
    rows = view.execute(
        select(
            Session.pairing_id,
            func.count(case((held, 1))),
            func.max(case((held, Session.day))),
            func.min(case((ahead, Session.day))),
            func.coalesce(func.sum(case((this_month, Session.minutes))), 0),
        )
        .join(Pairing, Session.pairing_id == Pairing.id)
        .where(wanted)
        .group_by(Session.pairing_id)
    )
    return {key: _Meetings(*values) for key, *values in rows}


def _open_actions(view: Work, wanted: _Wanted, today: date) -> dict[bytes, tuple[int, int]]:
    rows = view.execute(
        select(Action.pairing_id, func.count(), func.count(case((Action.due_on < today, 1))))
        .join(Pairing, Action.pairing_id == Pairing.id)
        .where(wanted, Action.done_on.is_(None))
        .group_by(Action.pairing_id)
    )
    return {key: (count, late) for key, count, late in rows}


def _pulses(view: Work, wanted: _Wanted, today: date) -> dict[bytes, tuple[int, int]]:
    """The newest pulse of each pairing and whether it rose or fell."""
    given: dict[bytes, list[tuple[date, int]]] = {}
    for key, day, *sides in view.execute(_session_pulses(wanted, today)):
        given.setdefault(key, []).append((day, min(side for side in sides if side is not None)))
    for key, day, pulse in view.execute(_check_in_pulses(wanted, today)):
        given.setdefault(key, []).append((day, pulse))
    return {key: _trend([pulse for _day, pulse in sorted(answers)]) for key, answers in given.items()}


def _session_pulses(wanted: _Wanted, today: date) -> _Query:
    return (
        select(Session.pairing_id, Session.day, Session.mentor_pulse, Session.mentee_pulse)
        .join(Pairing, Session.pairing_id == Pairing.id)
        .where(
            wanted,
            Session.day >= today - timedelta(days=PULSE_DAYS),
            or_(Session.mentor_pulse.is_not(None), Session.mentee_pulse.is_not(None)),
        )
    )


def _check_in_pulses(wanted: _Wanted, today: date) -> _Query:
    return (
        select(CheckIn.pairing_id, CheckIn.day, CheckIn.pulse)
        .join(Pairing, CheckIn.pairing_id == Pairing.id)
        .where(wanted, CheckIn.day >= today - timedelta(days=PULSE_DAYS), CheckIn.pulse.is_not(None))
    )


def _trend(pulses: list[int]) -> tuple[int, int]:
    newest, before = pulses[-1], pulses[-2:][0]
    return newest, (newest > before) - (newest < before)
