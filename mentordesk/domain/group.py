"""People who are mentored together: group mentoring, peer circles and buddies."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Word, derived_key, given, refers


class GroupKind(StrEnum):
    """How a group is made up: with one or two mentors, of equals, or of two."""

    GROUP = "group"
    CIRCLE = "circle"
    BUDDIES = "buddies"


class Group(Entity):
    """Three to eight people, or two buddies; `slot` is their weekly hour, 0 to 167 from Monday 0:00 UTC."""

    __tablename__ = "mentoring_group"

    cohort_id: Mapped[bytes] = refers("cohort", owner=True)
    kind: Mapped[GroupKind] = mapped_column(Word(GroupKind))
    name: Mapped[str]
    slot: Mapped[int | None] = given(None)
    started_on: Mapped[date | None] = given(None)
    ended_on: Mapped[date | None] = given(None)


class GroupMember(Entity):
    """A participant in a group. Identity: derived from group and participant."""

    __tablename__ = "group_member"

    group_id: Mapped[bytes] = refers("mentoring_group")
    participant_id: Mapped[bytes] = refers("participant", owner=True)
    leads: Mapped[bool] = given(False)


def member_key(group: bytes, participant: bytes) -> bytes:
    """The key of somebody's place in a group."""
    return derived_key(group, participant)
