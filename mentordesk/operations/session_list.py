"""Sessions as lists show them: newest first, in pages of any depth, of a million as of ten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, func, literal, select, tuple_

from mentordesk.domain.pairing import OPEN, RUNNING, PairingStatus
from mentordesk.domain.person import Channel
from mentordesk.domain.session import SessionStatus
from mentordesk.i18n import _
from mentordesk.operations.pairings import Who
from mentordesk.operations.tables import NO_KEY, PAIRING, PARTICIPANT, PERSON, SESSION, living
from mentordesk.storage.work import Work


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


_SESSION, _PAIRING = SESSION.c, PAIRING.c
_Query = Select[*tuple[Any, ...]]

_COLUMNS = (
    _SESSION.id,
    _SESSION.pairing_id,
    _SESSION.status,
    _SESSION.day,
    _SESSION.starts_at,
    _SESSION.zone,
    _SESSION.minutes,
    _SESSION.channel,
    _SESSION.place,
    _SESSION.mentor_came,
    _SESSION.mentee_came,
    _SESSION.agenda,
    _SESSION.notes,
    _SESSION.feedback,
    _SESSION.trouble,
    _SESSION.plan_b_used,
    _SESSION.mentor_pulse,
    _SESSION.mentee_pulse,
)


_LIVING = living(SESSION)


def _with_people() -> tuple[_Query, tuple[FromClause, ...]]:
    """Pairings with the names of both people; and the tables that this asks."""
    pairing, part, person = PAIRING, PARTICIPANT, PERSON
    mentor, one, mentee, other = part.alias(), person.alias(), part.alias(), person.alias()
    both = ((mentor, one), (mentee, other))
    sides = [column for part, who in both for column in (part.c.id, who.c.id, who.c.name, who.c.family_name)]
    named = (column.label(f"who{at}") for at, column in enumerate(sides))
    joined = (
        pairing.join(mentor, mentor.c.id == _PAIRING.mentor_id)
        .join(one, one.c.id == mentor.c.person_id)
        .join(mentee, mentee.c.id == _PAIRING.mentee_id)
        .join(other, other.c.id == mentee.c.person_id)
    )
    query = select(_PAIRING.id, _PAIRING.status, *named).select_from(joined)
    return query, (pairing, mentor, one, mentee, other)


_NAMES, _SIDES = _with_people()


def sessions(
    view: Work, wanted: SessionFilter, *, after: bytes | None = None, limit: int = 100
) -> list[SessionRow]:
    """A page of sessions, newest first, those older than the session `after`.

    Any page of any number costs the same: it starts in the index of days at the place of `after`.
    """
    query = select(*_COLUMNS).where(*_wanted(wanted)).order_by(_SESSION.day.desc(), _SESSION.id.desc())
    if after is not None:
        query = query.where(tuple_(_SESSION.day, _SESSION.id) < tuple_(literal(_day_of(view, after)), after))
    return named(view, view.rows(query.limit(limit)))


def count_sessions(view: Work, wanted: SessionFilter) -> int:
    """How many sessions there are; one pass over them, so not for the window's own thread."""
    return view.scalar(select(func.count()).select_from(SESSION).where(*_wanted(wanted))) or 0


def sessions_of(view: Work, pairing: bytes) -> list[SessionRow]:
    """Every session of one pairing, newest first, by day and hour."""
    query = select(*_COLUMNS).where(*_wanted(SessionFilter(pairings=(pairing,))))
    order = (_SESSION.day.desc(), _SESSION.starts_at.desc(), _SESSION.id.desc())
    return named(view, view.rows(query.order_by(*order)))


def session_row(view: Work, session: bytes) -> SessionRow | None:
    """One session; None when there is none of that key."""
    return next(iter(named(view, view.rows(select(*_COLUMNS).where(_LIVING, _SESSION.id == session)))), None)


def planned_between(view: Work, *, cohort: bytes | None, first: date, last: date) -> list[SessionRow]:
    """The sessions planned from one day to another, in the order of their days and hours."""
    wanted = SessionFilter(cohort, SessionStatus.PLANNED, first=first, last=last)
    ordered = (
        select(*_COLUMNS).where(*_wanted(wanted)).order_by(_SESSION.day, _SESSION.starts_at, _SESSION.id)
    )
    return named(view, view.rows(ordered))


def pairing_choices(view: Work, *, cohort: bytes | None, closed: bool = False) -> list[PairingChoice]:
    """The pairings to choose from by name: those running first; closed ones only where asked for."""
    query = _NAMES.where(living(*_SIDES)).order_by(_PAIRING.id)
    if not closed:
        query = query.where(_PAIRING.status.in_(OPEN))
    if cohort is not None:
        query = query.where(_PAIRING.cohort_id == cohort)
    rows = view.rows(query)
    found = [PairingChoice(key, Who(*who[:4]), Who(*who[4:]), status) for key, status, *who in rows]
    return sorted(found, key=lambda choice: choice.status not in RUNNING)


def people_of(view: Work, pairings: Iterable[bytes]) -> dict[bytes, tuple[Who, Who]]:
    """Mentor and mentee of these pairings, also of buried ones; an erased one is called so."""
    found = view.rows(_NAMES.where(_PAIRING.id.in_(set(pairings))))
    return {key: (_who(*who[:4]), _who(*who[4:])) for key, _status, *who in found}


def _who(participant: bytes, person: bytes, name: str, family_name: str) -> Who:
    return Who(participant, person, name or _("somebody erased"), family_name)


def named(view: Work, found: Sequence[Row[*tuple[Any, ...]]]) -> list[SessionRow]:
    """Rows of `_COLUMNS` with the names of their people, read for these rows only."""
    people = people_of(view, (row.pairing_id for row in found))
    return [_row((*row, *people[row.pairing_id])) for row in found]


def _row(values: tuple[Any, ...]) -> SessionRow:
    return SessionRow(*values)


def _day_of(view: Work, session: bytes) -> date:
    """The day of a session, buried or not, so that a list can go on below it."""
    found: date = view.rows(select(_SESSION.day).where(_SESSION.id == session))[0][0]
    return found


def _wanted(wanted: SessionFilter) -> list[ColumnElement[bool]]:
    """The conditions of a filter.

    A cohort is asked for behind `coalesce`, so that pages go along the index of days instead of gathering
    and sorting a whole cohort.
    """
    found: list[ColumnElement[bool]] = [_LIVING]
    if wanted.cohort is not None:
        of_cohort = select(_PAIRING.id).where(_PAIRING.cohort_id == wanted.cohort, living(PAIRING))
        found.append(func.coalesce(_SESSION.pairing_id, NO_KEY).in_(of_cohort))
    if wanted.pairings is not None:
        found.append(_SESSION.pairing_id.in_(wanted.pairings))
    if wanted.status is not None:
        found.append(_SESSION.status == wanted.status)
    if wanted.first is not None:
        found.append(_SESSION.day >= wanted.first)
    if wanted.last is not None:
        found.append(_SESSION.day <= wanted.last)
    return found
