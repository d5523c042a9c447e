"""A programme, its cohorts, and what it says of itself on screen and paper."""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped

from mentordesk.domain.entity import Entity, Word, derived_key, given, refers


class Programme(Entity):
    """A mentoring scheme with its own words and rules; times in minutes, spans in days.

    `retention_months` after their last pairing ended people are to be erased; empty or 0 for never.
    `paper` is letter, or empty for A4.
    """

    __tablename__ = "programme"

    name: Mapped[str]
    organisation: Mapped[str] = given("")
    purpose: Mapped[str] = given("")
    mentor_word: Mapped[str] = given("")
    mentee_word: Mapped[str] = given("")
    language: Mapped[str] = given("en")
    zone: Mapped[str] = given("UTC")
    place: Mapped[str] = given("")
    logo: Mapped[bytes | None] = given(None)
    contact_name: Mapped[str] = given("")
    contact_email: Mapped[str] = given("")
    contact_phone: Mapped[str] = given("")
    session_minutes: Mapped[int] = given(60)
    month_minutes: Mapped[int] = given(120)
    check_in_days: Mapped[int] = given(30)
    stuck_days: Mapped[int] = given(21)
    trial_days: Mapped[int] = given(30)
    closing_days: Mapped[int] = given(90)
    paper: Mapped[str] = given("")
    retention_months: Mapped[int | None] = given(None)


class Cohort(Entity):
    """One intake of a programme, from its first day to its last."""

    __tablename__ = "cohort"

    programme_id: Mapped[bytes] = refers("programme", owner=True)
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class Signatory(Entity):
    """Somebody who signs certificates."""

    __tablename__ = "signatory"

    programme_id: Mapped[bytes] = refers("programme", owner=True)
    name: Mapped[str]
    role: Mapped[str] = given("")
    signature: Mapped[bytes | None] = given(None)
    position: Mapped[int] = given(0)


class Audience(StrEnum):
    """Whom a text is for."""

    BOTH = "both"
    MENTOR = "mentor"
    MENTEE = "mentee"


class HandbookSection(Entity):
    """A section of the handbook in one language, as the coordinator edited it.

    `key` names the standard section it replaces, or is its own for one that was added.
    Identity: derived from programme, language, audience and key.
    """

    __tablename__ = "handbook_section"

    programme_id: Mapped[bytes] = refers("programme", owner=True)
    language: Mapped[str]
    audience: Mapped[Audience] = given(Audience.BOTH, Word(Audience))
    key: Mapped[str]
    title: Mapped[str]
    body: Mapped[str] = given("")
    position: Mapped[int] = given(0)
    shown: Mapped[bool] = given(True)


def months_after(day: date, months: int) -> date:
    """So many months later, on the same day of the month, or its last where it has none such."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def section_key(programme: bytes, language: str, audience: Audience, key: str) -> bytes:
    """The key of what was changed in a section."""
    return derived_key(programme, language, audience.value, key)
