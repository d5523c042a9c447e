"""A participant: a person in a cohort, in a role, with room for so many."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Word, derived_key, given, refers


class Role(StrEnum):
    """What somebody is in a cohort."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"

    @property
    def mentors(self) -> bool:
        return self is not Role.MENTEE

    @property
    def learns(self) -> bool:
        return self is not Role.MENTOR


class Status(StrEnum):
    """Where somebody stands in a cohort."""

    APPLIED = "applied"
    SCREENED = "screened"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


MATCHABLE = (Status.ACCEPTED, Status.WAITING, Status.ACTIVE)
"""Who may be matched: everybody let in who is neither away nor done."""


FURTHEST = (
    Status.ACTIVE,
    Status.PAUSED,
    Status.ACCEPTED,
    Status.WAITING,
    Status.SCREENED,
    Status.APPLIED,
    Status.COMPLETED,
    Status.WITHDRAWN,
)
"""What holds of somebody who stands in two places, the first of them: what goes on before what ended."""


class Participant(Entity):
    """A person in a cohort. Identity: derived from cohort and person, so nobody takes part twice.

    `capacity` is how many mentees a mentor has room for at once, 0 or more.
    """

    __tablename__ = "participant"

    cohort_id: Mapped[bytes] = refers("cohort")
    person_id: Mapped[bytes] = refers("person", owner=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    capacity: Mapped[int] = given(1)
    status: Mapped[Status] = given(Status.ACCEPTED, Word(Status))
    paused_until: Mapped[date | None] = given(None)
    reason: Mapped[str] = given("")
    trained: Mapped[bool] = given(False)
    joined_on: Mapped[date | None] = given(None)
    waiting_since: Mapped[date | None] = given(None)


class Wish(Entity):
    """Whom a participant would like (rank 1, 2, …) or must never be paired with.

    Identity: derived from participant and person.
    """

    __tablename__ = "wish"

    participant_id: Mapped[bytes] = refers("participant", owner=True)
    person_id: Mapped[bytes] = refers("person")
    rank: Mapped[int | None] = given(None)
    never: Mapped[bool] = given(False)


def participant_key(cohort: bytes, person: bytes) -> bytes:
    """The key of a person's part in a cohort."""
    return derived_key(cohort, person)


def wish_key(participant: bytes, person: bytes) -> bytes:
    """The key of what a participant wishes about a person."""
    return derived_key(participant, person)


def joined(one: Role, other: Role) -> Role:
    """The role of somebody who has both: the same, or both."""
    return one if one is other else Role.BOTH


def joined_parts(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """One part in a cohort out of two, by column: both roles, the greater room, trained if either is.

    The status is the first of FURTHEST, with the day that its pause ends; the days are the earlier ones.
    """
    both = (one, other)
    status = min((part["status"] for part in both), key=FURTHEST.index)
    rooms = [part["capacity"] for part in both if part["role"].mentors]
    pauses = [part["paused_until"] for part in both if part["status"] is status and part["paused_until"]]
    return {
        "role": joined(one["role"], other["role"]),
        "capacity": max(rooms, default=one["capacity"]),
        "status": status,
        "paused_until": max(pauses, default=None),
        "reason": "; ".join(dict.fromkeys(part["reason"] for part in both if part["reason"])),
        "trained": one["trained"] or other["trained"],
        **{
            day: min((part[day] for part in both if part[day]), default=None)
            for day in ("joined_on", "waiting_since")
        },
    }
