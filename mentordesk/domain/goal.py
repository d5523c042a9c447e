"""A goal of a pairing and the milestones on the way."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped

from mentordesk.domain.entity import Entity, Word, given, may_refer, refers


class GoalStatus(StrEnum):
    """Where a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class Goal(Entity):
    """What the mentee works towards; `progress` is 0 to 100."""

    __tablename__ = "goal"

    pairing_id: Mapped[bytes] = refers("pairing", owner=True)
    title: Mapped[str]
    description: Mapped[str] = given("")
    measure: Mapped[str] = given("")
    skill_id: Mapped[bytes | None] = may_refer("skill")
    due_on: Mapped[date | None] = given(None)
    progress: Mapped[int] = given(0)
    status: Mapped[GoalStatus] = given(GoalStatus.OPEN, Word(GoalStatus))
    reached_on: Mapped[date | None] = given(None)
    evidence: Mapped[str] = given("")


class Milestone(Entity):
    """A step on the way to a goal; reached once `reached_on` is set."""

    __tablename__ = "milestone"

    goal_id: Mapped[bytes] = refers("goal", owner=True)
    title: Mapped[str]
    due_on: Mapped[date | None] = given(None)
    reached_on: Mapped[date | None] = given(None)
    position: Mapped[int] = given(0)


def progress_of(own: int, reached: int, steps: int) -> int:
    """A goal's progress from 0 to 100: the share of its milestones reached, its own figure without any."""
    return own if steps == 0 else 100 * reached // steps


def is_late(status: GoalStatus, due_on: date | None, today: date) -> bool:
    """Whether a goal is still open after its day."""
    return status is GoalStatus.OPEN and due_on is not None and due_on < today


def is_on_track(status: GoalStatus, due_on: date | None, step_due: date | None, today: date) -> bool:
    """Reached; or open with neither its own day nor that of its earliest open milestone passed."""
    if status is not GoalStatus.OPEN:
        return status is GoalStatus.REACHED
    return all(day is None or day >= today for day in (due_on, step_due))
