"""The figures at the head of Today, each with its formula, and the days on which clocks change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
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
from mentordesk.domain.pairing import OPEN, Pairing, PairingStatus
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import apart, zone_shift
from mentordesk.operations.goal_list import on_track_counts
from mentordesk.operations.session_list import SessionRow, planned_between
from mentordesk.operations.tables import PAIRING, in_cohort
from mentordesk.operations.today_needs import how_many_learn
from mentordesk.operations.today_running import Totals
from mentordesk.storage.work import Work

CLOCK_DAYS = timedelta(days=14)
WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Zones:
    """Where the two of a pairing are: their zones and cities; the programme's zone where one is unknown."""

    mentor: str
    mentee: str
    mentor_city: str
    mentee_city: str


@dataclass(frozen=True)
class PlacedSession:
    """A planned session and where its two people are."""

    row: SessionRow
    zones: Zones


@dataclass(frozen=True)
class ClockChange:
    """The clocks of `zones` change on `day`; `sessions` move by an hour for one of their two."""

    day: date
    zones: tuple[str, ...]
    sessions: tuple[SessionRow, ...]


def figures(view: Work, sums: Totals, *, cohort: bytes | None, today: date, waiting: int) -> list[Figure]:
    """The strip, in its order; `sums` and how many are `waiting` come from what needs somebody."""
    return [
        _active(view, cohort),
        _check_ins(sums),
        _goals_on_track(view, cohort, today),
        _hours(sums),
        _pulse(sums),
        _waiting(how_many_learn(view, cohort), waiting),
    ]


def planned_sessions(view: Work, *, cohort: bytes | None, today: date) -> list[PlacedSession]:
    """What is planned from today on, as far ahead as a change of clocks is told, in order."""
    rows = planned_between(view, cohort=cohort, first=today, last=today + 2 * CLOCK_DAYS)
    zones = zones_of(view, {row.pairing for row in rows}) if rows else {}
    return [PlacedSession(row, zones[row.pairing]) for row in rows if row.pairing in zones]


def sessions_this_week(planned: Sequence[PlacedSession], *, today: date) -> list[PlacedSession]:
    """Those from today on for seven days."""
    return [session for session in planned if session.row.day <= today + WEEK]


def clock_changes(planned: Sequence[PlacedSession], *, today: date) -> list[ClockChange]:
    """The clock changes of the next two weeks that move a planned session for one of its two, by day.

    A session is moved when its two people's clocks are further apart, or nearer, at its hour than today;
    one without an hour counts at noon of its day, UTC.
    """
    last = today + CLOCK_DAYS
    every = {zone for session in planned for zone in (session.zones.mentor, session.zones.mentee)}
    shifts = {zone: day for zone in sorted(every) if (day := zone_shift(zone, today, last))}
    return [
        ClockChange(day, tuple(zone for zone in shifts if shifts[zone] == day), moved)
        for day in sorted(set(shifts.values()))
        if (moved := tuple(one.row for one in planned if _moves(one.row, one.zones, day, shifts)))
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
    status = PAIRING.c.status
    query = select(status, func.count()).where(in_cohort(PAIRING, cohort), status.in_(OPEN)).group_by(status)
    counts: dict[PairingStatus, int] = dict(iter(view.rows(query)))
    every = sum(counts.values())
    return Figure("active", counts.get(PairingStatus.ACTIVE, 0), every, every)


def _check_ins(sums: Totals) -> Figure:
    """Running pairings asked this month, of those asked or due to be asked by the month's end."""
    return Figure("check_ins", share(sums.asked, sums.due), 1.0, sums.due, CHECK_IN_TARGET)


def _goals_on_track(view: Work, cohort: bytes | None, today: date) -> Figure:
    """Goals of open pairings that are reached, or open with nothing overdue, of those open or reached."""
    good, n = on_track_counts(view, cohort=cohort, today=today)
    return Figure("goals", share(good, n), 1.0, n, GOAL_TARGET)


def _hours(sums: Totals) -> Figure:
    """Hours held in the last 30 days, as the mean of the running pairings, against the mean agreed."""
    target = mean(sums.agreed / 60, sums.pairings)
    value = mean(sums.minutes / 60, sums.pairings)
    most = max(target or 0, value or 0) * 1.25
    return Figure("hours", value, most, sums.pairings, target)


def _pulse(sums: Totals) -> Figure:
    """The mean of all pulses of the last 30 days: both sides of sessions, and check-ins."""
    return Figure("pulse", mean(sums.pulses, sums.told, FEWEST_PULSES), 5.0, sums.told, PULSE_TARGET)


def _waiting(learners: int, waiting: int) -> Figure:
    """Those who learn, may be matched and have no open pairing, of all who learn and may be matched."""
    return Figure("waiting", waiting, learners, learners, 0.0, fewer=True)
