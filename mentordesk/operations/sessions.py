"""What a coordinator does with sessions: log, plan, write anew, say what became of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select

from mentordesk.domain.pairing import Pairing
from mentordesk.domain.person import Channel
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.session import MOST_MINUTES, PULSES, Action, Party, Session, SessionStatus, instant_at
from mentordesk.i18n import N_
from mentordesk.operations.pairing_names import label_of
from mentordesk.operations.session_list import (
    PairingChoice,
    SessionFilter,
    SessionRow,
    count_sessions,
    pairing_choices,
    people_of,
    planned_between,
    session_row,
    sessions,
    sessions_of,
)
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

__all__ = [
    "LABELS",
    "Details",
    "NewAction",
    "PairingChoice",
    "SessionFilter",
    "SessionRow",
    "change_session",
    "count_sessions",
    "log_many",
    "log_session",
    "mark_session",
    "pairing_choices",
    "people_of",
    "plan_session",
    "planned_between",
    "remove_session",
    "session_row",
    "sessions",
    "sessions_of",
    "usual_minutes",
]

LABELS: dict[str, str] = {
    "session.logged": N_("Logged a session of {mentor} and {mentee}"),
    "session.logged_many": N_("Logged sessions: {n}"),
    "session.planned": N_("Planned a session of {mentor} and {mentee}"),
    "session.changed": N_("Changed a session of {mentor} and {mentee}"),
    "session.held": N_("Session held: {mentor} and {mentee}"),
    "session.missed": N_("Session missed: {mentor} and {mentee}"),
    "session.cancelled": N_("Session cancelled: {mentor} and {mentee}"),
    "session.planned_again": N_("Session planned again: {mentor} and {mentee}"),
    "session.removed": N_("Removed a session of {mentor} and {mentee}"),
}


class NobodyChosen(Refusal):
    """Nothing was saved, for no pairing is chosen. Type a name and choose one."""


class BadLength(Refusal):
    """{minutes} is not a length for a session. Nothing was saved. Give the minutes, from 1 to 1440."""


class NotHeldYet(Refusal):
    """{day} has not come yet. Nothing was saved. Give the day on which they met, or plan the session."""


class NotAPulse(Refusal):
    """{pulse} is not a pulse. Nothing was saved. Give a number from 1 to 5, or leave it empty."""


class UnknownZone(Refusal):
    """{zone} is not a time zone that this computer knows. Nothing was saved. Choose one from the list."""


class NoSuchTime(Refusal):
    """The clocks in {zone} jump over that time on {day}. Nothing was saved. Choose another time."""


class NothingSaid(Refusal):
    """Nothing was saved, for an action has no words. Write what is to be done, or take it out."""


@dataclass(frozen=True)
class Details:
    """What may be told of a session beside its day and length; pulses are 1 to 5 or empty."""

    channel: Channel | None = None
    place: str = ""
    mentor_came: bool = True
    mentee_came: bool = True
    agenda: str = ""
    notes: str = ""
    feedback: str = ""
    trouble: str = ""
    plan_b_used: bool = False
    mentor_pulse: int | None = None
    mentee_pulse: int | None = None


@dataclass(frozen=True)
class NewAction:
    """Something to do, or a roadblock, that came out of a session."""

    text: str
    party: Party = Party.BOTH
    due_on: date | None = None
    roadblock: bool = False


NO_DETAILS = Details()


def usual_minutes(view: Work, pairing: bytes) -> int:
    """How long a session of this pairing lasts unless somebody says otherwise."""
    return _programme(view, pairing).session_minutes


def log_session(
    database: Database,
    *,
    pairing: bytes,
    day: date,
    minutes: int,
    today: date,
    details: Details = NO_DETAILS,
    actions: Sequence[NewAction] = (),
) -> bytes:
    """Note that a pairing met, today or earlier, and what came of it; returns the session's key."""
    _check(day, minutes, today, details)
    with database.read() as view:
        label = label_of(view, "session.logged", pairing)
    with database.change(label) as work:
        key, zone = work.new_key(), _programme(work, pairing).zone
        work.add(Session(id=key, pairing_id=pairing, day=day, minutes=minutes, zone=zone, **_texts(details)))
        _add_actions(work, pairing, key, actions)
    return key


def log_many(
    database: Database,
    *,
    pairings: Sequence[bytes],
    day: date,
    minutes: int,
    today: date,
    details: Details = NO_DETAILS,
) -> list[bytes]:
    """Note that several pairings met on one day for the same time, in one change; returns the keys."""
    if not pairings:
        raise NobodyChosen(field="pairings")
    _check(day, minutes, today, details)
    with database.change(Label.of("session.logged_many", n=len(pairings))) as work:
        keys, zones = work.new_keys(len(pairings)), _zones(work)
        same = {"status": SessionStatus.HELD, "day": day, "minutes": minutes, **_texts(details)}
        work.insert_many(
            Session,
            [
                {"id": key, "pairing_id": pairing, "zone": zones[pairing], **same}
                for key, pairing in zip(keys, pairings, strict=True)
            ],
        )
    return keys


def plan_session(
    database: Database,
    *,
    pairing: bytes,
    day: date,
    at: time,
    zone: str,
    minutes: int,
    details: Details = NO_DETAILS,
) -> bytes:
    """Plan a session at a clock time of a zone; returns its key. A time the clocks jump over is refused."""
    starts_at = _instant(day, at, zone)
    _check_values(minutes, details)
    with database.read() as view:
        label = label_of(view, "session.planned", pairing)
    with database.change(label) as work:
        key = work.new_key()
        work.add(
            Session(
                id=key,
                pairing_id=pairing,
                status=SessionStatus.PLANNED,
                day=day,
                starts_at=starts_at,
                zone=zone,
                minutes=minutes,
                **_texts(details),
            )
        )
    return key


def change_session(
    database: Database, *, session: bytes, day: date, minutes: int, today: date, details: Details
) -> None:
    """Write a session anew. One with an hour keeps its clock time when its day moves."""
    with _changed(database, "session.changed", session) as (_work, found):
        if found.status is SessionStatus.HELD:
            _check(day, minutes, today, details)
        _check_values(minutes, details)
        if found.starts_at and day != found.day:
            clock = found.starts_at.astimezone(ZoneInfo(found.zone)).time()
            found.starts_at = _instant(day, clock, found.zone)
        found.day, found.minutes = day, minutes
        for name, value in _texts(details).items():
            setattr(found, name, value)


def mark_session(
    database: Database,
    *,
    session: bytes,
    status: SessionStatus,
    today: date,
    mentor_came: bool = True,
    mentee_came: bool = True,
) -> None:
    """Say what became of a session; one that was missed may say who came. Held ones cannot lie ahead."""
    label = "session.planned_again" if status is SessionStatus.PLANNED else f"session.{status}"
    with _changed(database, label, session) as (_work, found):
        if status is SessionStatus.HELD and found.day > today:
            raise NotHeldYet(day=found.day, field="day")
        found.status = status
        found.mentor_came, found.mentee_came = mentor_came, mentee_came


def remove_session(database: Database, *, session: bytes) -> None:
    """Delete a session that was a mistake, with what came out of it."""
    with _changed(database, "session.removed", session) as (work, found):
        for action in work.scalars(
            select(Action).where(Action.pairing_id == found.pairing_id, Action.session_id == session)
        ):
            work.bury(action)
        work.bury(found)


@contextmanager
def _changed(database: Database, key: str, session: bytes) -> Iterator[tuple[Work, Session]]:
    with database.read() as view:
        label = label_of(view, key, view.get_one(Session, session).pairing_id)
    with database.change(label) as work:
        yield work, work.get_one(Session, session)


def _add_actions(work: Work, pairing: bytes, session: bytes, actions: Sequence[NewAction]) -> None:
    for action in actions:
        if not action.text.strip():
            raise NothingSaid(field="actions")
        work.add(
            Action(
                id=work.new_key(),
                pairing_id=pairing,
                session_id=session,
                text=action.text.strip(),
                party=action.party,
                due_on=action.due_on,
                roadblock=action.roadblock,
            )
        )


def _texts(details: Details) -> dict[str, Any]:
    """The columns of the details, without spaces around."""
    values = asdict(details)
    return {name: value.strip() if type(value) is str else value for name, value in values.items()}


def _check(day: date, minutes: int, today: date, details: Details) -> None:
    if day > today:
        raise NotHeldYet(day=day, field="day")
    _check_values(minutes, details)


def _check_values(minutes: int, details: Details) -> None:
    if not 0 < minutes <= MOST_MINUTES:
        raise BadLength(minutes=minutes, field="minutes")
    for field in ("mentor_pulse", "mentee_pulse"):
        pulse = getattr(details, field)
        if pulse is not None and pulse not in PULSES:
            raise NotAPulse(pulse=pulse, field=field)


def _instant(day: date, at: time, zone: str) -> datetime:
    try:
        found = instant_at(day, at, zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownZone(zone=zone, field="zone") from error
    if found is None:
        raise NoSuchTime(day=day, zone=zone, field="at")
    return found


def _programme(view: Work, pairing: bytes) -> Programme:
    return view.scalars(
        select(Programme)
        .join(Cohort, Cohort.programme_id == Programme.id)
        .join(Pairing, Pairing.cohort_id == Cohort.id)
        .where(Pairing.id == pairing)
    ).one()


def _zones(view: Work) -> dict[bytes, str]:
    """The zone of the programme of each pairing."""
    rows = view.execute(
        select(Pairing.id, Programme.zone)
        .join(Cohort, Pairing.cohort_id == Cohort.id)
        .join(Programme, Cohort.programme_id == Programme.id)
    )
    return dict(iter(rows))
