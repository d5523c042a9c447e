"""What a coordinator does with goals and the milestones on the way.

A goal's progress follows its milestones where it has any: each change to them writes the share reached into
the goal. Without any it is what the coordinator wrote down.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import func, select

from mentordesk.domain.goal import Goal, GoalStatus, Milestone, progress_of
from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Skill, skill_key
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.goal_list import (
    GoalRow,
    MilestoneRow,
    goal_row,
    goals,
    goals_by_key,
    goals_of,
    milestones,
    on_track_counts,
)
from mentordesk.operations.pairing_names import label_of
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

__all__ = [
    "LABELS",
    "GoalRow",
    "MilestoneRow",
    "add_goal",
    "add_milestone",
    "carry_over",
    "change_goal",
    "change_milestone",
    "drop_goal",
    "goal_row",
    "goals",
    "goals_by_key",
    "goals_of",
    "milestones",
    "on_track_counts",
    "order_milestones",
    "reach_goal",
    "reach_milestone",
    "remove_goal",
    "remove_milestone",
    "reopen_goal",
    "set_progress",
]

LABELS: dict[str, str] = {
    "goal.added": N_("Added a goal for {mentor} and {mentee}"),
    "goal.changed": N_("Changed the goal {goal}"),
    "goal.reached": N_("Goal reached: {goal}"),
    "goal.dropped": N_("Dropped the goal {goal}"),
    "goal.reopened": N_("Goal open again: {goal}"),
    "goal.progress": N_("Progress of the goal {goal}"),
    "goal.carried": N_("Carried the goal {goal} over"),
    "goal.removed": N_("Removed the goal {goal}"),
    "milestone.added": N_("Added a milestone to {goal}"),
    "milestone.changed": N_("Changed a milestone of {goal}"),
    "milestone.reached": N_("Milestone reached in {goal}"),
    "milestone.reopened": N_("Milestone open again in {goal}"),
    "milestone.removed": N_("Removed a milestone of {goal}"),
    "milestone.ordered": N_("Put the milestones of {goal} in order"),
}

FULL = 100


class NoTitle(Refusal):
    """Nothing was saved, for a title is missing. Say in a few words what is to be reached."""


class BadProgress(Refusal):
    """{progress} is not a progress. Nothing was saved. Give a number from 0 to 100."""


class FollowsMilestones(Refusal):
    """Nothing was saved: the progress of this goal follows its milestones. Tick those instead."""


class NotOpen(Refusal):
    """{title} is not open any more. Nothing was changed. Open the goal again first."""


class NoPlaceForGoals(Refusal):
    """This pairing is closed. Nothing was saved. Open the pairing again, or choose another."""


class OtherMentee(Refusal):
    """Nothing was carried over: the other pairing is not of the same mentee, or is the same pairing."""


class OtherGoal(Refusal):
    """Nothing was changed: the order must name every milestone of the goal once."""


def add_goal(
    database: Database,
    *,
    pairing: bytes,
    title: str,
    description: str = "",
    measure: str = "",
    skill: str = "",
    due_on: date | None = None,
    steps: Sequence[tuple[str, date | None]] = (),
) -> bytes:
    """Add a goal with its milestones, as title and day, in order; returns its key."""
    with database.read() as view:
        label = label_of(view, "goal.added", pairing)
    with database.change(label) as work:
        _check_open(work, pairing)
        key = work.new_key()
        work.add(
            Goal(
                id=key,
                pairing_id=pairing,
                title=_titled(title),
                description=description.strip(),
                measure=measure.strip(),
                skill_id=_skill(work, skill),
                due_on=due_on,
            )
        )
        for position, (step, day) in enumerate(steps):
            _add_step(work, key, step, day, position)
    return key


def change_goal(
    database: Database,
    *,
    goal: bytes,
    title: str,
    description: str = "",
    measure: str = "",
    skill: str = "",
    due_on: date | None = None,
    evidence: str = "",
) -> None:
    """Write a goal anew; where it stands and its milestones stay."""
    with _changed(database, "goal.changed", goal) as (work, found):
        found.title, found.description = _titled(title), description.strip()
        found.measure, found.evidence = measure.strip(), evidence.strip()
        found.skill_id, found.due_on = _skill(work, skill), due_on


def set_progress(database: Database, *, goal: bytes, progress: int) -> None:
    """Write down how far an open goal without milestones is, 0 to 100."""
    if not 0 <= progress <= FULL:
        raise BadProgress(progress=progress, field="progress")
    with _changed(database, "goal.progress", goal) as (work, found):
        _check_status(found)
        if _counts(work, goal)[1]:
            raise FollowsMilestones(field="progress")
        found.progress = progress


def reach_goal(database: Database, *, goal: bytes, today: date, evidence: str = "") -> None:
    """An open goal is reached, today, with what shows it."""
    with _changed(database, "goal.reached", goal) as (_work, found):
        _check_status(found)
        found.status, found.reached_on = GoalStatus.REACHED, today
        found.evidence = evidence.strip() or found.evidence


def drop_goal(database: Database, *, goal: bytes) -> None:
    """An open goal is given up; it stays in the list."""
    with _changed(database, "goal.dropped", goal) as (_work, found):
        _check_status(found)
        found.status = GoalStatus.DROPPED


def reopen_goal(database: Database, *, goal: bytes) -> None:
    """A reached or dropped goal is open again."""
    with _changed(database, "goal.reopened", goal) as (_work, found):
        found.status, found.reached_on = GoalStatus.OPEN, None


def remove_goal(database: Database, *, goal: bytes) -> None:
    """Delete a goal that was a mistake, with its milestones."""
    with _changed(database, "goal.removed", goal) as (work, found):
        for step in work.scalars(select(Milestone).where(Milestone.goal_id == goal)):
            work.bury(step)
        work.bury(found)


def carry_over(database: Database, *, goal: bytes, pairing: bytes, due_on: date | None = None) -> bytes:
    """Go on with an open goal in another open pairing of the same mentee; returns the new goal's key.

    Milestones, reached ones too, and progress come along; the old goal is dropped.
    """
    with _changed(database, "goal.carried", goal) as (work, found):
        _check_status(found)
        _check_open(work, pairing)
        if pairing == found.pairing_id or _mentee(work, pairing) != _mentee(work, found.pairing_id):
            raise OtherMentee(field="pairing")
        key = work.new_key()
        work.add(_copy(found, key, pairing, due_on))
        for step in work.scalars(select(Milestone).where(Milestone.goal_id == goal)).all():
            work.add(_copied_step(step, work.new_key(), key))
        found.status = GoalStatus.DROPPED
    return key


def add_milestone(database: Database, *, goal: bytes, title: str, due_on: date | None = None) -> bytes:
    """Add a step at the end of an open goal; returns its key."""
    with _changed(database, "milestone.added", goal) as (work, found):
        _check_status(found)
        last = work.scalar(select(func.max(Milestone.position)).where(Milestone.goal_id == goal))
        key = _add_step(work, goal, title, due_on, 0 if last is None else last + 1)
        _follow(work, found)
    return key


def change_milestone(database: Database, *, milestone: bytes, title: str, due_on: date | None) -> None:
    """Write a step anew."""
    with _step(database, "milestone.changed", milestone) as (_work, _goal, step):
        step.title, step.due_on = _titled(title), due_on


def reach_milestone(database: Database, *, milestone: bytes, on: date | None) -> None:
    """A step is reached on a day; None takes the tick away."""
    label = "milestone.reopened" if on is None else "milestone.reached"
    with _step(database, label, milestone) as (work, goal, step):
        step.reached_on = on
        _follow(work, goal)


def remove_milestone(database: Database, *, milestone: bytes) -> None:
    """Delete a step."""
    with _step(database, "milestone.removed", milestone) as (work, goal, step):
        work.bury(step)
        _follow(work, goal)


def order_milestones(database: Database, *, goal: bytes, order: Sequence[bytes]) -> None:
    """Put the steps of a goal in this order; it must name each of them once."""
    with _changed(database, "milestone.ordered", goal) as (work, _found):
        steps = {step.id: step for step in work.scalars(select(Milestone).where(Milestone.goal_id == goal))}
        if sorted(order) != sorted(steps):
            raise OtherGoal
        for position, key in enumerate(order):
            steps[key].position = position


@contextmanager
def _changed(database: Database, key: str, goal: bytes) -> Iterator[tuple[Work, Goal]]:
    with database.change(Label.of(key, goal=goal)) as work:
        yield work, work.get_one(Goal, goal)


@contextmanager
def _step(database: Database, key: str, milestone: bytes) -> Iterator[tuple[Work, Goal, Milestone]]:
    with database.read() as view:
        goal = view.get_one(Milestone, milestone).goal_id
    with _changed(database, key, goal) as (work, found):
        yield work, found, work.get_one(Milestone, milestone)


def _add_step(work: Work, goal: bytes, title: str, due_on: date | None, position: int) -> bytes:
    key = work.new_key()
    work.add(Milestone(id=key, goal_id=goal, title=_titled(title), due_on=due_on, position=position))
    return key


def _copy(goal: Goal, key: bytes, pairing: bytes, due_on: date | None) -> Goal:
    return Goal(
        id=key,
        pairing_id=pairing,
        title=goal.title,
        description=goal.description,
        measure=goal.measure,
        skill_id=goal.skill_id,
        due_on=due_on or goal.due_on,
        progress=goal.progress,
        evidence=goal.evidence,
    )


def _copied_step(step: Milestone, key: bytes, goal: bytes) -> Milestone:
    return Milestone(
        id=key,
        goal_id=goal,
        title=step.title,
        due_on=step.due_on,
        reached_on=step.reached_on,
        position=step.position,
    )


def _follow(work: Work, goal: Goal) -> None:
    """Write the share of milestones reached into the goal."""
    work.flush()
    goal.progress = progress_of(goal.progress, *_counts(work, goal.id))


def _counts(work: Work, goal: bytes) -> tuple[int, int]:
    """How many milestones are reached, of how many."""
    query = select(func.count(Milestone.reached_on), func.count(Milestone.id))
    return work.execute(query.where(Milestone.goal_id == goal)).one()


def _skill(work: Work, name: str) -> bytes | None:
    """The key of a skill by name, made where it is new; None without a name."""
    if not name.strip():
        return None
    key = skill_key(name)
    if work.get(Skill, key) is None:
        work.put(Skill(id=key, name=name.strip()))
    return key


def _mentee(work: Work, pairing: bytes) -> bytes:
    """The person who learns in a pairing."""
    query = select(Participant.person_id).join(Pairing, Pairing.mentee_id == Participant.id)
    return work.scalars(query.where(Pairing.id == pairing)).one()


def _check_open(work: Work, pairing: bytes) -> None:
    if work.get_one(Pairing, pairing).status not in OPEN:
        raise NoPlaceForGoals(field="pairing")


def _check_status(goal: Goal) -> None:
    if goal.status is not GoalStatus.OPEN:
        raise NotOpen(title=goal.title)


def _titled(title: str) -> str:
    if not title.strip():
        raise NoTitle(field="title")
    return title.strip()
