"""A session: one meeting of a pairing, planned or held, and what came of it."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from mentordesk.domain.entity import STRICT, Entity, Word, given, may_refer, refers
from mentordesk.domain.person import Channel

MOST_MINUTES = 24 * 60
"""A session is shorter than a day."""

PULSES = range(1, 6)
"""How a session or a pairing felt, from 1 to 5."""

LOW_PULSE = 2
"""A pulse up to here needs somebody to ask."""


class SessionStatus(StrEnum):
    """What became of a session."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Session(Entity):
    """A meeting. `day` is the day in `zone`; `starts_at` is empty where only the day is known.

    Pulses are 1 to 5, how the mentor and the mentee felt about it.
    """

    __tablename__ = "session"
    __table_args__ = (
        Index("session_by_day", "day", "id"),
        # All that Today asks of a pairing's sessions, so that it looks nowhere else (PERFORMANCE.md, P3).
        Index(
            "session_by_pairing",
            *("pairing_id", "status", "deleted", "day", "minutes", "mentor_pulse", "mentee_pulse"),
        ),
        STRICT,
    )

    pairing_id: Mapped[bytes] = refers("pairing", owner=True, index=False)
    status: Mapped[SessionStatus] = given(SessionStatus.HELD, Word(SessionStatus))
    day: Mapped[date]
    starts_at: Mapped[datetime | None] = given(None)
    zone: Mapped[str] = given("UTC")
    minutes: Mapped[int] = given(60)
    channel: Mapped[Channel | None] = given(None, Word(Channel))
    place: Mapped[str] = given("")
    mentor_came: Mapped[bool] = given(True)
    mentee_came: Mapped[bool] = given(True)
    agenda: Mapped[str] = given("")
    notes: Mapped[str] = given("")
    feedback: Mapped[str] = given("")
    trouble: Mapped[str] = given("")
    plan_b_used: Mapped[bool] = given(False)
    mentor_pulse: Mapped[int | None] = given(None)
    mentee_pulse: Mapped[int | None] = given(None)


class Party(StrEnum):
    """Who has something to do."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"
    COORDINATOR = "coordinator"


class Action(Entity):
    """Something to do by a day, or a roadblock to clear; done once `done_on` is set."""

    __tablename__ = "action"

    pairing_id: Mapped[bytes] = refers("pairing", owner=True)
    session_id: Mapped[bytes | None] = may_refer("session")
    roadblock: Mapped[bool] = given(False)
    text: Mapped[str]
    party: Mapped[Party] = given(Party.BOTH, Word(Party))
    due_on: Mapped[date | None] = given(None)
    done_on: Mapped[date | None] = given(None)


class CheckIn(Entity):
    """The coordinator asked a pairing how it goes; pulse 1 to 5."""

    __tablename__ = "check_in"

    pairing_id: Mapped[bytes] = refers("pairing", owner=True)
    day: Mapped[date]
    pulse: Mapped[int | None] = given(None)
    notes: Mapped[str] = given("")
    asked_by: Mapped[str] = given("")


def instant_at(day: date, at: time, zone: str) -> datetime | None:
    """The moment when the clocks of an IANA zone show a time on a day, in UTC.

    The first of the two where the clocks are set back; None where they jump over it. An unknown zone raises
    ZoneInfoNotFoundError.
    """
    moment = datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
    shown = moment.astimezone(ZoneInfo(zone))
    return moment if shown.replace(tzinfo=None) == datetime.combine(day, at) else None


def zone_shift(zone: str, first: date, last: date) -> date | None:
    """The first day from `first` to `last` on which the clocks of a zone are changed; None for none."""
    place = ZoneInfo(zone)
    day = first
    while day <= last:
        begin, end = (datetime.combine(one, time(), place) for one in (day, day + timedelta(days=1)))
        if begin.utcoffset() != end.utcoffset():
            return day
        day += timedelta(days=1)
    return None


def apart(one: str, other: str, moment: datetime) -> timedelta:
    """How far the clocks of the first zone are ahead of the second's at a moment."""
    here, there = (moment.astimezone(ZoneInfo(zone)).utcoffset() for zone in (one, other))
    return (here or timedelta()) - (there or timedelta())
