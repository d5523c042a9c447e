"""The figures at the head of Today, each with its formula, and the days on which clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from mentordesk.domain.metrics import (
    CHECK_IN_TARGET,
    FEWEST_PULSES,
    GOAL_TARGET,
    PULSE_TARGET,
    Figure,
    mean,
    share,
)
from mentordesk.domain.pairing import OPEN, RUNNING, Pairing, PairingStatus
from mentordesk.domain.participant import MATCHABLE, Participant, Role
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import CheckIn, Session, SessionStatus, apart, zone_shift
from mentordesk.operations.check_ins import check_ins_due
from mentordesk.operations.goal_list import on_track_counts
from mentordesk.operations.session_list import SessionRow, planned_between
from mentordesk.storage.work import Work

MONTH = timedelta(days=30)
CLOCK_DAYS = 14
WEEK = timedelta(days=6)

_Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Zones:
    """Where the two of a pairing are: their zones and cities; the programme's zone where one is unknown."""

    mentor: str
    mentee: str
    mentor_city: str
    mentee_city: str


@dataclass(frozen=True)
class WeekSession:
    """A planned session and where its two people are."""

    row: SessionRow
    zones: Zones


@dataclass(frozen=True)
class ClockChange:
    """The clocks of `zones` change on `day`; `sessions` move by an hour for one of their two."""

    day: date
    zones: tuple[str, ...]
    sessions: tuple[SessionRow, ...]


def figures(view: Work, *, cohort: bytes | None, today: date) -> list[Figure]:
    """The strip, in its order."""
    return [
        _active(view, cohort),
        _check_ins(view, cohort, today),
        _goals_on_track(view, cohort, today),
        _hours(view, cohort, today),
        _pulse(view, cohort, today),
        _waiting(view, cohort),
    ]


def sessions_this_week(view: Work, *, cohort: bytes | None, today: date) -> list[WeekSession]:
    """What is planned from today on for seven days, in order."""
    rows = planned_between(view, cohort=cohort, first=today, last=today + WEEK)
    zones = zones_of(view, {row.pairing for row in rows})
    return [WeekSession(row, zones[row.pairing]) for row in rows if row.pairing in zones]


def clock_changes(view: Work, *, cohort: bytes | None, today: date) -> list[ClockChange]:
    """The clock changes of the next two weeks that move a planned session for one of its two, by day.

    A session is moved when its two people's clocks are further apart, or nearer, at its hour than today;
    one without an hour counts at noon of its day, UTC.
    """
    rows = planned_between(view, cohort=cohort, first=today, last=today + 2 * timedelta(days=CLOCK_DAYS))
    places = zones_of(view, {row.pairing for row in rows})
    rows = [row for row in rows if row.pairing in places]
    last = today + timedelta(days=CLOCK_DAYS)
    every = {zone for place in places.values() for zone in (place.mentor, place.mentee)}
    shifts = {zone: day for zone in sorted(every) if (day := zone_shift(zone, today, last))}
    return [
        ClockChange(day, tuple(zone for zone in shifts if shifts[zone] == day), moved)
        for day in sorted(set(shifts.values()))
        if (moved := tuple(row for row in rows if _moves(row, places[row.pairing], day, shifts)))
    ]


def _moves(row: SessionRow, place: Zones, day: date, shifts: dict[str, date]) -> bool:
    """Whether this day's change comes before the session and parts the two clocks."""
    if row.day < day or day not in (shifts.get(place.mentor), shifts.get(place.mentee)):
        return False
    before = datetime.combine(day, time(12), UTC) - timedelta(days=1)
    after = before + timedelta(days=2)
    return apart(place.mentor, place.mentee, before) != apart(place.mentor, place.mentee, after)


def zones_of(view: Work, pairings: set[bytes]) -> dict[bytes, Zones]:
    """Where the people of these pairings are, both of whom still take part."""
    mentor, mentee, one, other = aliased(Participant), aliased(Participant), aliased(Person), aliased(Person)
    columns = (one.zone.label("a"), other.zone.label("b"), one.city.label("c"), other.city.label("d"))
    query = (
        select(Pairing.id, Programme.zone, *columns)
        .join(mentor, Pairing.mentor_id == mentor.id)
        .join(one, mentor.person_id == one.id)
        .join(mentee, Pairing.mentee_id == mentee.id)
        .join(other, mentee.person_id == other.id)
        .join(Cohort, Pairing.cohort_id == Cohort.id)
        .join(Programme, Cohort.programme_id == Programme.id)
        .where(Pairing.id.in_(pairings))
    )
    return {key: Zones(a or zone, b or zone, c, d) for key, zone, a, b, c, d in view.execute(query)}


def _active(view: Work, cohort: bytes | None) -> Figure:
    """Active pairings, of all that are open (proposed, on trial, active, paused)."""
    query = select(Pairing.status, func.count()).where(Pairing.status.in_(OPEN)).group_by(Pairing.status)
    counts: dict[PairingStatus, int] = dict(iter(view.execute(_in_cohort(query, cohort))))
    every = sum(counts.values())
    return Figure("active", counts.get(PairingStatus.ACTIVE, 0), every, every)


def _check_ins(view: Work, cohort: bytes | None, today: date) -> Figure:
    """Running pairings asked this month, of those asked or due to be asked by the month's end."""
    first = today.replace(day=1)
    next_month = (first + timedelta(days=31)).replace(day=1)
    asked_now = select(CheckIn.id).where(
        CheckIn.pairing_id == Pairing.id, CheckIn.day >= first, CheckIn.day < next_month
    )
    query = select(Pairing.id).where(Pairing.status.in_(RUNNING), asked_now.exists())
    asked = set(view.scalars(_in_cohort(query, cohort)))
    due = {row.pairing for row in check_ins_due(view, cohort=cohort, by=next_month - timedelta(days=1))}
    n = len(asked | due)
    return Figure("check_ins", share(len(asked), n), 1.0, n, CHECK_IN_TARGET)


def _goals_on_track(view: Work, cohort: bytes | None, today: date) -> Figure:
    """Goals of open pairings that are reached, or open with nothing overdue, of those open or reached."""
    good, n = on_track_counts(view, cohort=cohort, today=today)
    return Figure("goals", share(good, n), 1.0, n, GOAL_TARGET)


def _hours(view: Work, cohort: bytes | None, today: date) -> Figure:
    """Hours held in the last 30 days, as the mean of the running pairings, against the mean agreed."""
    agreed = func.coalesce(Pairing.month_minutes, Programme.month_minutes)
    query = select(func.count(), func.sum(agreed)).select_from(Pairing).where(Pairing.status.in_(RUNNING))
    n, minutes = view.execute(_in_cohort(_with_rules(query), cohort)).one()
    used = view.scalar(_in_cohort(_lately(select(func.sum(Session.minutes)), today), cohort))
    target = (minutes or 0) / 60 / n if n else None
    value = mean((used or 0) / 60, n)
    most = max(target or 0, value or 0) * 1.25
    return Figure("hours", value, most, n, target)


def _pulse(view: Work, cohort: bytes | None, today: date) -> Figure:
    """The mean of all pulses of the last 30 days: both sides of sessions, and check-ins."""
    columns = [
        part
        for side in (Session.mentor_pulse, Session.mentee_pulse)
        for part in (func.coalesce(func.sum(side), 0), func.count(side))
    ]
    one, n_one, other, n_other = view.execute(_in_cohort(_lately(select(*columns), today), cohort)).one()
    asked = (
        select(func.coalesce(func.sum(CheckIn.pulse), 0), func.count(CheckIn.pulse))
        .join(Pairing, CheckIn.pairing_id == Pairing.id)
        .where(Pairing.status.in_(RUNNING), CheckIn.day > today - MONTH, CheckIn.day <= today)
    )
    told, n_told = view.execute(_in_cohort(asked, cohort)).one()
    n = n_one + n_other + n_told
    return Figure("pulse", mean(one + other + told, n, FEWEST_PULSES), 5.0, n, PULSE_TARGET)


def _waiting(view: Work, cohort: bytes | None) -> Figure:
    """Those who learn, may be matched and have no open pairing, of all who learn and may be matched."""
    learners = select(func.count()).where(Participant.role != Role.MENTOR, Participant.status.in_(MATCHABLE))
    if cohort is not None:
        learners = learners.where(Participant.cohort_id == cohort)
    taken = select(Pairing.id).where(Pairing.mentee_id == Participant.id, Pairing.status.in_(OPEN))
    n = view.scalar(learners) or 0
    return Figure("waiting", view.scalar(learners.where(~taken.exists())) or 0, n, n, 0.0, fewer=True)


def _lately(query: _Query, today: date) -> _Query:
    """Of sessions held by running pairings in the last 30 days."""
    return (
        query.select_from(Session)
        .join(Pairing, Session.pairing_id == Pairing.id)
        .where(
            Pairing.status.in_(RUNNING),
            Session.status == SessionStatus.HELD,
            Session.day > today - MONTH,
            Session.day <= today,
        )
    )


def _with_rules(query: _Query) -> _Query:
    return query.join(Cohort, Pairing.cohort_id == Cohort.id).join(
        Programme, Cohort.programme_id == Programme.id
    )


def _in_cohort(query: _Query, cohort: bytes | None) -> _Query:
    return query if cohort is None else query.where(Pairing.cohort_id == cohort)
