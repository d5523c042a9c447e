"""Goals as the list and a pairing's page show them, with their milestones."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select, true

from mentordesk.domain.goal import Goal, GoalStatus, Milestone, is_late, is_on_track, progress_of
from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.person import Skill
from mentordesk.operations.pairings import Who
from mentordesk.operations.session_list import people_of
from mentordesk.operations.tables import NO_KEY
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class GoalRow:
    """One goal as a list shows it.

    `progress` is 0 to 100, from its milestones where there are any, else as written down. `step_due` is the
    day of its earliest open milestone.
    """

    id: bytes
    pairing: bytes
    title: str
    description: str
    measure: str
    skill: str
    due_on: date | None
    progress: int
    status: GoalStatus
    reached_on: date | None
    evidence: str
    steps_reached: int
    steps: int
    step_due: date | None
    mentor: Who
    mentee: Who

    def is_late(self, today: date) -> bool:
        return is_late(self.status, self.due_on, today)

    def is_on_track(self, today: date) -> bool:
        return is_on_track(self.status, self.due_on, self.step_due, today)


@dataclass(frozen=True)
class MilestoneRow:
    """A step on the way to a goal; reached once `reached_on` is set."""

    id: bytes
    title: str
    due_on: date | None
    reached_on: date | None
    position: int

    def is_late(self, today: date) -> bool:
        return self.reached_on is None and self.due_on is not None and self.due_on < today


def goals(view: Work, *, cohort: bytes | None) -> list[GoalRow]:
    """Every goal of a cohort's pairings, or of all: by day, those without one last."""
    return _rows(view, true() if cohort is None else Pairing.cohort_id == cohort)


def goals_of(view: Work, pairing: bytes) -> list[GoalRow]:
    """Every goal of one pairing, by day."""
    return _rows(view, Goal.pairing_id == pairing)


def goal_row(view: Work, goal: bytes) -> GoalRow | None:
    """One goal; None when there is none of that key."""
    return next(iter(_rows(view, Goal.id == goal)), None)


def goals_by_key(view: Work, keys: list[bytes]) -> dict[bytes, GoalRow]:
    """These goals by their keys; few enough to be shown."""
    return {row.id: row for row in _rows(view, Goal.id.in_(keys))}


def on_track_counts(view: Work, *, cohort: bytes | None, today: date) -> tuple[int, int]:
    """How many goals of open pairings are on track, of how many that are open or reached."""
    steps = _steps()
    query = (
        select(Goal.status, Goal.due_on, steps.c.due)
        .join(Pairing, Goal.pairing_id == Pairing.id)
        .outerjoin(steps, steps.c.goal_id == Goal.id)
        .where(Goal.status != GoalStatus.DROPPED, Pairing.status.in_(OPEN))
    )
    if cohort is not None:
        query = query.where(func.coalesce(Pairing.cohort_id, NO_KEY) == cohort)  # begins with the goals
    rows = view.execute(query)
    found = [is_on_track(status, due_on, step_due, today) for status, due_on, step_due in rows]
    return sum(found), len(found)


def milestones(view: Work, goal: bytes) -> list[MilestoneRow]:
    """The steps of a goal in their order."""
    columns = (Milestone.id, Milestone.title, Milestone.due_on, Milestone.reached_on, Milestone.position)
    query = select(*columns).where(Milestone.goal_id == goal).order_by(Milestone.position, Milestone.id)
    return [MilestoneRow(*row) for row in view.execute(query)]


def _steps() -> Any:
    """Of every goal: how many milestones, how many reached, the day of the earliest open one."""
    still_open = case((Milestone.reached_on.is_(None), Milestone.due_on))
    return (
        select(
            Milestone.goal_id,
            func.count().label("all"),
            func.count(Milestone.reached_on).label("reached"),
            func.min(still_open).label("due"),
        )
        .group_by(Milestone.goal_id)
        .subquery()
    )


def _rows(view: Work, wanted: ColumnElement[bool]) -> list[GoalRow]:
    steps = _steps()
    query = (
        select(Goal, steps.c.all, steps.c.reached, steps.c.due, Skill.name)
        .join(Pairing, Goal.pairing_id == Pairing.id)
        .outerjoin(steps, steps.c.goal_id == Goal.id)
        .outerjoin(Skill, Skill.id == Goal.skill_id)
        .where(wanted)
        .order_by(Goal.due_on.is_(None), Goal.due_on, Goal.id)
    )
    found = view.execute(query).all()
    people = people_of(view, {row[0].pairing_id for row in found})
    return [_row(row, people[row[0].pairing_id]) for row in found]


def _row(found: Row[*tuple[Any, ...]], people: tuple[Who, Who]) -> GoalRow:
    goal, steps, reached, step_due, skill = found
    return GoalRow(
        id=goal.id,
        pairing=goal.pairing_id,
        title=goal.title,
        description=goal.description,
        measure=goal.measure,
        skill=skill or "",
        due_on=goal.due_on,
        progress=progress_of(goal.progress, reached or 0, steps or 0),
        status=goal.status,
        reached_on=goal.reached_on,
        evidence=goal.evidence,
        steps_reached=reached or 0,
        steps=steps or 0,
        step_due=step_due,
        mentor=people[0],
        mentee=people[1],
    )
