"""A session: one meeting of a pairing, planned or held, and what came of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from mentordesk.domain.entity import STRICT, Entity, Word, given, may_refer, refers
from mentordesk.domain.person import Channel


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
        Index("session_by_pairing", "pairing_id", "status", "day", "minutes"),
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
