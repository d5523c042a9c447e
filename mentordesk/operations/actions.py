"""What somebody of a pairing has to do by a day, and the roadblocks in their way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from mentordesk.domain.refusal import Refusal
from mentordesk.domain.session import Action, Party
from mentordesk.i18n import N_
from mentordesk.operations.pairing_names import label_of
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "action.added": N_("Added an action for {mentor} and {mentee}"),
    "action.changed": N_("Changed an action of {mentor} and {mentee}"),
    "action.done": N_("Action done: {mentor} and {mentee}"),
    "action.reopened": N_("Action open again: {mentor} and {mentee}"),
    "action.removed": N_("Removed an action of {mentor} and {mentee}"),
}


class NothingToDo(Refusal):
    """Nothing was saved, for the action has no words yet. Write what is to be done."""


@dataclass(frozen=True)
class ActionRow:
    """An action or roadblock; `late` when its day has passed and it is still open."""

    id: bytes
    pairing: bytes
    text: str
    party: Party
    roadblock: bool
    due_on: date | None
    done_on: date | None
    late: bool


def open_actions(view: Work, *, pairing: bytes, today: date) -> list[ActionRow]:
    """What is open in a pairing: by day, those without one last."""
    return _rows(view, (Action.pairing_id == pairing) & Action.done_on.is_(None), today)


def done_actions(view: Work, *, pairing: bytes, today: date) -> list[ActionRow]:
    """What was done in a pairing, newest first."""
    rows = _rows(view, (Action.pairing_id == pairing) & Action.done_on.is_not(None), today)
    return sorted(rows, key=lambda row: row.done_on or today, reverse=True)


def actions_of_session(view: Work, *, session: bytes, today: date) -> list[ActionRow]:
    """What came out of one session, open and done."""
    return _rows(view, Action.session_id == session, today)


def add_action(
    database: Database,
    *,
    pairing: bytes,
    text: str,
    party: Party = Party.BOTH,
    due_on: date | None = None,
    roadblock: bool = False,
    session: bytes | None = None,
) -> bytes:
    """Add an action or roadblock, perhaps from a session; returns its key."""
    with database.read() as view:
        label = label_of(view, "action.added", pairing)
    with database.change(label) as work:
        key = work.new_key()
        work.add(
            Action(
                id=key,
                pairing_id=pairing,
                session_id=session,
                text=_worded(text),
                party=party,
                due_on=due_on,
                roadblock=roadblock,
            )
        )
    return key


def change_action(
    database: Database, *, action: bytes, text: str, party: Party, due_on: date | None, roadblock: bool
) -> None:
    """Write an action anew; whether it is done stays."""
    with _changed(database, "action.changed", action) as (_work, found):
        found.text, found.party = _worded(text), party
        found.due_on, found.roadblock = due_on, roadblock


def finish_action(database: Database, *, action: bytes, today: date) -> None:
    """Tick an action off; one that is done keeps its day."""
    with _changed(database, "action.done", action) as (_work, found):
        found.done_on = found.done_on or today


def reopen_action(database: Database, *, action: bytes) -> None:
    """Take the tick away."""
    with _changed(database, "action.reopened", action) as (_work, found):
        found.done_on = None


def remove_action(database: Database, *, action: bytes) -> None:
    """Delete an action that was a mistake."""
    with _changed(database, "action.removed", action) as (work, found):
        work.bury(found)


@contextmanager
def _changed(database: Database, key: str, action: bytes) -> Iterator[tuple[Work, Action]]:
    with database.read() as view:
        label = label_of(view, key, view.get_one(Action, action).pairing_id)
    with database.change(label) as work:
        yield work, work.get_one(Action, action)


def _rows(view: Work, wanted: ColumnElement[bool], today: date) -> list[ActionRow]:
    found = view.scalars(
        select(Action).where(wanted).order_by(Action.due_on.is_(None), Action.due_on, Action.id)
    )
    return [_row(action, today) for action in found]


def _row(action: Action, today: date) -> ActionRow:
    late = action.done_on is None and action.due_on is not None and action.due_on < today
    return ActionRow(
        action.id,
        action.pairing_id,
        action.text,
        action.party,
        action.roadblock,
        action.due_on,
        action.done_on,
        late,
    )


def _worded(text: str) -> str:
    if not text.strip():
        raise NothingToDo(field="text")
    return text.strip()
