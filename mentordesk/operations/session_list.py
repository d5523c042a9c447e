"""Sessions as lists show them: newest first, in pages of any depth, of a million as of ten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from mentordesk.domain.pairing import OPEN, RUNNING, Pairing, PairingStatus
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Channel, Person
from mentordesk.domain.session import Session, SessionStatus
from mentordesk.operations.pairings import Who
from mentordesk.storage.work import Work

_NO_KEY = b""


@dataclass(frozen=True)
class SessionRow:
    """One session as a list shows it; `day` is the day in `zone`, pulses are 1 to 5."""

    id: bytes
    pairing: bytes
    status: SessionStatus
    day: date
    starts_at: datetime | None
    zone: str
    minutes: int
    channel: Channel | None
    place: str
    mentor_came: bool
    mentee_came: bool
    agenda: str
    notes: str
    feedback: str
    trouble: str
    plan_b_used: bool
    mentor_pulse: int | None
    mentee_pulse: int | None
    mentor: Who
    mentee: Who


@dataclass(frozen=True)
class SessionFilter:
    """Which sessions are wanted; empty fields ask for nothing. `first` and `last` are both included."""

    cohort: bytes | None = None
    status: SessionStatus | None = None
    pairings: tuple[bytes, ...] | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class PairingChoice:
    """A pairing to choose by either name."""

    id: bytes
    mentor: Who
    mentee: Who
    status: PairingStatus

    @property
    def names(self) -> str:
        return f"{self.mentor.name} {self.mentee.name}"


_Query = Select[*tuple[Any, ...]]

_COLUMNS = (
    Session.id,
    Session.pairing_id,
    Session.status,
    Session.day,
    Session.starts_at,
    Session.zone,
    Session.minutes,
    Session.channel,
    Session.place,
    Session.mentor_came,
    Session.mentee_came,
    Session.agenda,
    Session.notes,
    Session.feedback,
    Session.trouble,
    Session.plan_b_used,
    Session.mentor_pulse,
    Session.mentee_pulse,
)


def sessions(
    view: Work, wanted: SessionFilter, *, after: bytes | None = None, limit: int = 100
) -> list[SessionRow]:
    """A page of sessions, newest first, those older than the session `after`.

    Any page of any number costs the same: it starts in the index of days at the place of `after`.
    """
    query = select(*_COLUMNS).where(*_wanted(wanted)).order_by(Session.day.desc(), Session.id.desc())
    if after is not None:
        query = query.where(tuple_(Session.day, Session.id) < tuple_(literal(_day_of(view, after)), after))
    return named(view, view.execute(query.limit(limit)).all())


def count_sessions(view: Work, wanted: SessionFilter) -> int:
    """How many sessions there are; one pass over them, so not for the window's own thread."""
    return view.scalar(select(func.count()).select_from(Session).where(*_wanted(wanted))) or 0


def sessions_of(view: Work, pairing: bytes) -> list[SessionRow]:
    """Every session of one pairing, newest first."""
    return sessions(view, SessionFilter(pairings=(pairing,)), limit=-1)


def session_row(view: Work, session: bytes) -> SessionRow | None:
    """One session; None when there is none of that key."""
    return next(iter(named(view, view.execute(select(*_COLUMNS).where(Session.id == session)).all())), None)


def planned_between(view: Work, *, cohort: bytes | None, first: date, last: date) -> list[SessionRow]:
    """The sessions planned from one day to another, in the order of their days and hours."""
    wanted = SessionFilter(cohort, SessionStatus.PLANNED, first=first, last=last)
    ordered = select(*_COLUMNS).where(*_wanted(wanted)).order_by(Session.day, Session.starts_at, Session.id)
    return named(view, view.execute(ordered).all())


def pairing_choices(view: Work, *, cohort: bytes | None, closed: bool = False) -> list[PairingChoice]:
    """The pairings to choose from by name: those running first; closed ones only where asked for."""
    query = _with_people().order_by(Pairing.id)
    if not closed:
        query = query.where(Pairing.status.in_(OPEN))
    if cohort is not None:
        query = query.where(Pairing.cohort_id == cohort)
    rows = view.execute(query)
    found = [PairingChoice(key, Who(*who[:4]), Who(*who[4:]), status) for key, status, *who in rows]
    return sorted(found, key=lambda choice: choice.status not in RUNNING)


def people_of(view: Work, pairings: Iterable[bytes]) -> dict[bytes, tuple[Who, Who]]:
    """Mentor and mentee of these pairings, also of buried ones."""
    query = _with_people().where(Pairing.id.in_(set(pairings)))
    found = view.execute(query, execution_options={"include_deleted": True})
    return {key: (Who(*who[:4]), Who(*who[4:])) for key, _status, *who in found}


def named(view: Work, found: Sequence[Row[*tuple[Any, ...]]]) -> list[SessionRow]:
    """Rows of `_COLUMNS` with the names of their people, read for these rows only."""
    people = people_of(view, (row.pairing_id for row in found))
    return [_row((*row, *people[row.pairing_id])) for row in found]


def _row(values: tuple[Any, ...]) -> SessionRow:
    return SessionRow(*values)


def _with_people() -> _Query:
    mentor, mentee = aliased(Participant), aliased(Participant)
    one, other = aliased(Person), aliased(Person)
    sides = (mentor.id, one.id, one.name, one.family_name, mentee.id, other.id, other.name, other.family_name)
    return (
        select(Pairing.id, Pairing.status, *(column.label(f"who{at}") for at, column in enumerate(sides)))
        .join(mentor, Pairing.mentor_id == mentor.id)
        .join(one, mentor.person_id == one.id)
        .join(mentee, Pairing.mentee_id == mentee.id)
        .join(other, mentee.person_id == other.id)
    )


def _day_of(view: Work, session: bytes) -> date:
    """The day of a session, buried or not, so that a list can go on below it."""
    query = select(Session.day).where(Session.id == session)
    return view.scalars(query, execution_options={"include_deleted": True}).one()


def _wanted(wanted: SessionFilter) -> list[ColumnElement[bool]]:
    """The conditions of a filter.

    A cohort is asked for behind `coalesce`, so that pages go along the index of days instead of gathering
    and sorting a whole cohort.
    """
    found: list[ColumnElement[bool]] = []
    if wanted.cohort is not None:
        of_cohort = select(Pairing.id).where(Pairing.cohort_id == wanted.cohort)
        found.append(func.coalesce(Session.pairing_id, _NO_KEY).in_(of_cohort))
    if wanted.pairings is not None:
        found.append(Session.pairing_id.in_(wanted.pairings))
    if wanted.status is not None:
        found.append(Session.status == wanted.status)
    if wanted.first is not None:
        found.append(Session.day >= wanted.first)
    if wanted.last is not None:
        found.append(Session.day <= wanted.last)
    return found
