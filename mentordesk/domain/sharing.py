"""Copies given out of hand, and what was left as it is after one came back."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped

from mentordesk.domain.entity import Entity, derived_key, given, refers


class LeftOut(StrEnum):
    """A kind of detail that a shared copy may go without."""

    CONTACTS = "contacts"
    NOTES = "notes"
    DEMOGRAPHICS = "demographics"
    MEDIATION = "mediation"


class SharedCopy(Entity):
    """A copy of the programme file that was given to somebody; erasing a person asks for these.

    `without` names the kinds of detail left out, `cohorts` the keys of those taken along in hexadecimal,
    all where it is empty; both separated by spaces. `newest` is the last change the copy holds.
    """

    __tablename__ = "shared_copy"

    programme_id: Mapped[bytes] = refers("programme", owner=True)
    given_to: Mapped[str]
    given_at: Mapped[datetime]
    file_name: Mapped[str] = given("")
    without: Mapped[str] = given("")
    cohorts: Mapped[str] = given("")
    locked: Mapped[bool] = given(False)
    note: Mapped[str] = given("")
    newest: Mapped[bytes | None] = given(None)
    recalled_on: Mapped[date | None] = given(None)


class LeftAsIs(Entity):
    """A review that a coordinator looked at and left. Identity: derived from kind and subject."""

    __tablename__ = "left_as_is"

    kind: Mapped[str]
    subject: Mapped[bytes]
    reason: Mapped[str] = given("")


def left_key(kind: str, subject: bytes) -> bytes:
    """The key of what was left as it is."""
    return derived_key(kind, subject)
