"""Actions and roadblocks: adding, changing, ticking off; what is open and what is late."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mentordesk.domain.session import Action, Party
from mentordesk.operations import actions
from mentordesk.operations.pairing_timeline import Happening, timeline
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.storage.database import Database
from tests.operations.pairing_world import TODAY, make_world, state


@pytest.fixture
def pairing(database: Database) -> bytes:
    world = make_world(database)
    return pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)


@pytest.fixture
def action(database: Database, pairing: bytes) -> bytes:
    return actions.add_action(
        database, pairing=pairing, text=" Send the minutes ", party=Party.MENTEE, due_on=TODAY
    )


def open_rows(database: Database, pairing: bytes, later: int = 0) -> list[actions.ActionRow]:
    with database.read() as view:
        return actions.open_actions(view, pairing=pairing, today=TODAY + timedelta(days=later))


def test_an_action_is_late_from_the_day_after(database: Database, pairing: bytes, action: bytes) -> None:
    (row,) = open_rows(database, pairing)
    assert (row.id, row.text, row.party, row.due_on) == (action, "Send the minutes", Party.MENTEE, TODAY)
    assert not row.late
    assert open_rows(database, pairing, later=1)[0].late


def test_open_actions_come_by_day_and_those_without_last(database: Database, pairing: bytes) -> None:
    for text, days in (("c", None), ("b", 5), ("a", 1)):
        due = None if days is None else TODAY + timedelta(days=days)
        actions.add_action(database, pairing=pairing, text=text, due_on=due, roadblock=text == "b")
    rows = open_rows(database, pairing)
    assert [(row.text, row.roadblock) for row in rows] == [("a", False), ("b", True), ("c", False)]


def test_done_and_open_again(database: Database, pairing: bytes, action: bytes) -> None:
    actions.finish_action(database, action=action, today=TODAY)
    actions.finish_action(database, action=action, today=TODAY + timedelta(days=3))
    assert open_rows(database, pairing) == []
    with database.read() as view:
        assert [row.done_on for row in actions.done_actions(view, pairing=pairing, today=TODAY)] == [TODAY]
        assert Happening.ACTION in {entry.kind for entry in timeline(view, pairing, today=TODAY)}
    actions.reopen_action(database, action=action)
    assert [row.id for row in open_rows(database, pairing)] == [action]


def test_an_action_without_words_is_refused(database: Database, pairing: bytes, action: bytes) -> None:
    before = state(database)
    with pytest.raises(actions.NothingToDo):
        actions.add_action(database, pairing=pairing, text="  ")
    with pytest.raises(actions.NothingToDo):
        _rewrite(database, action, "")
    assert state(database) == before


def test_actions_of_another_session_stay_apart(database: Database, pairing: bytes, action: bytes) -> None:
    with database.read() as view:
        assert actions.actions_of_session(view, session=b"none", today=TODAY) == []


def _rewrite(database: Database, action: bytes, text: str = "Other words") -> None:
    actions.change_action(database, action=action, text=text, party=Party.BOTH, due_on=None, roadblock=True)


def _add(database: Database, action: bytes) -> None:
    with database.read() as view:
        pairing = view.get_one(Action, action).pairing_id
    actions.add_action(database, pairing=pairing, text="More")


CHANGES: tuple[Callable[[Database, bytes], None], ...] = (
    _add,
    _rewrite,
    lambda database, action: actions.finish_action(database, action=action, today=TODAY),
    lambda database, action: actions.remove_action(database, action=action),
)


@pytest.mark.parametrize("change", CHANGES)
def test_undo_takes_each_change_back(
    database: Database, action: bytes, change: Callable[[Database, bytes], None]
) -> None:
    before = state(database)
    change(database, action)
    after = state(database)
    assert after != before
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_undo_ticks_again(database: Database, action: bytes) -> None:
    actions.finish_action(database, action=action, today=TODAY)
    before = state(database)
    actions.reopen_action(database, action=action)
    assert state(database) != before
    database.undo()
    assert state(database) == before
