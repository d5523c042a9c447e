"""Goals and milestones: progress that follows, what is refused, and every change taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from mentordesk.domain.goal import GoalStatus, is_late, is_on_track, progress_of
from mentordesk.domain.pairing import Outcome
from mentordesk.domain.refusal import Refusal
from mentordesk.operations import goals as ops
from mentordesk.operations.pairings import close_pairing, pair_by_hand
from mentordesk.operations.today import look
from mentordesk.storage.database import Database
from tests.operations.pairing_world import TODAY, World, state

WEEK = timedelta(days=7)


@pytest.fixture
def goal(database: Database, pairing: bytes) -> bytes:
    steps = [("Read", TODAY - WEEK), ("Write", TODAY + WEEK), ("Show", None)]
    return ops.add_goal(
        database, pairing=pairing, title=" A talk ", skill="Speaking", due_on=TODAY + WEEK, steps=steps
    )


def row(database: Database, goal: bytes) -> ops.GoalRow:
    with database.read() as view:
        found = ops.goal_row(view, goal)
    assert found is not None
    return found


def steps(database: Database, goal: bytes) -> list[ops.MilestoneRow]:
    with database.read() as view:
        return ops.milestones(view, goal)


def test_a_goal_with_its_steps(database: Database, pairing: bytes, goal: bytes) -> None:
    found = row(database, goal)
    assert (found.title, found.skill, found.progress, found.steps) == ("A talk", "Speaking", 0, 3)
    assert (found.mentor.name, found.mentee.name) == ("Tamar Levi", "Zofia Wiśniewska")
    assert [step.title for step in steps(database, goal)] == ["Read", "Write", "Show"]
    assert found.step_due == TODAY - WEEK
    assert not found.is_late(TODAY)
    assert not found.is_on_track(TODAY)
    with database.read() as view:
        assert ops.goals_of(view, pairing) == ops.goals(view, cohort=None) == [found]
        assert ops.goals(view, cohort=b"0" * 16) == []


def test_progress_follows_the_milestones(database: Database, goal: bytes) -> None:
    first, second, _third = steps(database, goal)
    ops.reach_milestone(database, milestone=first.id, on=TODAY)
    ops.reach_milestone(database, milestone=second.id, on=TODAY)
    assert (row(database, goal).progress, row(database, goal).steps_reached) == (66, 2)
    assert row(database, goal).is_on_track(TODAY)
    ops.add_milestone(database, goal=goal, title="Again")
    assert row(database, goal).progress == 50
    ops.reach_milestone(database, milestone=first.id, on=None)
    ops.remove_milestone(database, milestone=second.id)
    assert row(database, goal).progress == 0
    with pytest.raises(ops.FollowsMilestones):
        ops.set_progress(database, goal=goal, progress=30)


def test_without_milestones_progress_is_written_down(database: Database, pairing: bytes) -> None:
    key = ops.add_goal(database, pairing=pairing, title="Alone")
    ops.set_progress(database, goal=key, progress=35)
    assert row(database, key).progress == 35
    with pytest.raises(ops.BadProgress):
        ops.set_progress(database, goal=key, progress=101)


def test_order_of_milestones(database: Database, goal: bytes) -> None:
    keys = [step.id for step in steps(database, goal)]
    ops.order_milestones(database, goal=goal, order=keys[::-1])
    assert [step.id for step in steps(database, goal)] == keys[::-1]
    with pytest.raises(ops.OtherGoal):
        ops.order_milestones(database, goal=goal, order=keys[:2])


def test_reached_dropped_and_open_again(database: Database, goal: bytes) -> None:
    ops.reach_goal(database, goal=goal, today=TODAY, evidence="The recording")
    found = row(database, goal)
    assert (found.status, found.reached_on, found.evidence) == (GoalStatus.REACHED, TODAY, "The recording")
    with pytest.raises(ops.NotOpen, match="A talk"):
        ops.drop_goal(database, goal=goal)
    ops.reopen_goal(database, goal=goal)
    assert row(database, goal).reached_on is None
    ops.drop_goal(database, goal=goal)
    with pytest.raises(ops.NotOpen):
        ops.add_milestone(database, goal=goal, title="Late")


def test_a_goal_goes_on_in_another_pairing_of_the_same_mentee(
    database: Database, world: World, pairing: bytes, goal: bytes
) -> None:
    ops.reach_milestone(database, milestone=steps(database, goal)[0].id, on=TODAY)
    elsewhere = pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[1], today=TODAY)
    with pytest.raises(ops.OtherMentee):
        ops.carry_over(database, goal=goal, pairing=elsewhere)
    with pytest.raises(ops.OtherMentee):
        ops.carry_over(database, goal=goal, pairing=pairing)
    close_pairing(database, pairing=elsewhere, outcome=Outcome.COMPLETED, today=TODAY)
    with pytest.raises(ops.NoPlaceForGoals):
        ops.carry_over(database, goal=goal, pairing=elsewhere)
    following = pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[0], today=TODAY)
    key = ops.carry_over(database, goal=goal, pairing=following, due_on=TODAY + 9 * WEEK)
    assert row(database, goal).status is GoalStatus.DROPPED
    carried = row(database, key)
    assert (carried.pairing, carried.progress, carried.due_on) == (following, 33, TODAY + 9 * WEEK)
    assert [step.title for step in steps(database, key)] == ["Read", "Write", "Show"]


def test_a_goal_needs_words_and_an_open_pairing(database: Database, pairing: bytes, goal: bytes) -> None:
    before = state(database)
    refused: list[tuple[type[Refusal], Callable[[], object]]] = [
        (ops.NoTitle, lambda: ops.add_goal(database, pairing=pairing, title=" ")),
        (ops.NoTitle, lambda: ops.add_milestone(database, goal=goal, title="")),
        (ops.NoTitle, lambda: ops.change_goal(database, goal=goal, title="")),
    ]
    for kind, change in refused:
        with pytest.raises(kind):
            change()
    assert state(database) == before
    close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=TODAY)
    with pytest.raises(ops.NoPlaceForGoals):
        ops.add_goal(database, pairing=pairing, title="Too late")


CHANGES: dict[str, Callable[[Database, bytes, bytes], object]] = {
    "add": lambda database, pairing, _goal: ops.add_goal(
        database, pairing=pairing, title="More", skill="Writing", steps=[("One", TODAY)]
    ),
    "change": lambda database, _pairing, goal: ops.change_goal(database, goal=goal, title="Other"),
    "reach": lambda database, _pairing, goal: ops.reach_goal(database, goal=goal, today=TODAY),
    "drop": lambda database, _pairing, goal: ops.drop_goal(database, goal=goal),
    "remove": lambda database, _pairing, goal: ops.remove_goal(database, goal=goal),
    "step": lambda database, _pairing, goal: ops.add_milestone(database, goal=goal, title="Step"),
    "reach step": lambda database, _pairing, goal: ops.reach_milestone(
        database, milestone=steps(database, goal)[0].id, on=TODAY
    ),
    "change step": lambda database, _pairing, goal: ops.change_milestone(
        database, milestone=steps(database, goal)[0].id, title="Else", due_on=None
    ),
    "remove step": lambda database, _pairing, goal: ops.remove_milestone(
        database, milestone=steps(database, goal)[0].id
    ),
    "order": lambda database, _pairing, goal: ops.order_milestones(
        database, goal=goal, order=[step.id for step in reversed(steps(database, goal))]
    ),
}


def test_undoing_what_needs_another_state_first(
    database: Database, world: World, pairing: bytes, goal: bytes
) -> None:
    alone = ops.add_goal(database, pairing=pairing, title="Alone")
    following = pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[0], today=TODAY)
    dropped = ops.add_goal(database, pairing=pairing, title="Dropped")
    ops.drop_goal(database, goal=dropped)
    for change in (
        lambda: ops.set_progress(database, goal=alone, progress=40),
        lambda: ops.reopen_goal(database, goal=dropped),
        lambda: ops.carry_over(database, goal=goal, pairing=following, due_on=TODAY + WEEK),
    ):
        before = state(database)
        change()
        after = state(database)
        assert after != before
        database.undo()
        assert state(database) == before
        database.redo()
        assert state(database) == after


@pytest.mark.parametrize("change", CHANGES)
def test_undoing_leaves_what_was_there_before(
    database: Database, pairing: bytes, goal: bytes, change: str
) -> None:
    before = state(database)
    CHANGES[change](database, pairing, goal)
    after = state(database)
    assert after != before
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_what_is_due_and_on_track(database: Database, pairing: bytes, goal: bytes) -> None:
    late = ops.add_goal(database, pairing=pairing, title="Late", due_on=TODAY - WEEK)
    reached = ops.add_goal(database, pairing=pairing, title="Reached", due_on=TODAY - WEEK)
    ops.reach_goal(database, goal=reached, today=TODAY)
    with database.read() as view:
        (due,) = (group for group in look(view, cohort=None, today=TODAY).groups if group.key == "goal")
        assert [(line.record, line.late, line.pairing) for line in due.items] == [
            (late, 7, pairing),
            (goal, -7, pairing),
        ]
        assert ops.on_track_counts(view, cohort=None, today=TODAY) == (1, 3)
        assert row(database, late).is_late(TODAY)
        assert list(ops.goals_by_key(view, [late])) == [late]


@pytest.mark.parametrize(
    ("own", "reached", "of", "expected"), [(40, 0, 0, 40), (40, 1, 3, 33), (0, 3, 3, 100)]
)
def test_progress(own: int, reached: int, of: int, expected: int) -> None:
    assert progress_of(own, reached, of) == expected


def test_lateness_is_for_open_goals() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert is_late(GoalStatus.OPEN, yesterday, TODAY)
    assert not is_late(GoalStatus.OPEN, TODAY, TODAY)
    assert not is_late(GoalStatus.REACHED, yesterday, TODAY)
    assert is_on_track(GoalStatus.REACHED, yesterday, None, TODAY)
    assert not is_on_track(GoalStatus.DROPPED, date.max, None, TODAY)
    assert not is_on_track(GoalStatus.OPEN, None, yesterday, TODAY)
