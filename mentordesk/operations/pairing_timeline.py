"""Everything that happened in a pairing, and what lies ahead, as one list of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from mentordesk.domain.goal import Goal, GoalStatus, Milestone
from mentordesk.domain.pairing import Outcome, Pairing, PairingStatus
from mentordesk.domain.person import Channel
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Action, CheckIn, Session, SessionStatus
from mentordesk.operations.mediations import mediations
from mentordesk.storage.history import Entry as Written
from mentordesk.storage.history import history
from mentordesk.storage.journal import UNDO
from mentordesk.storage.work import Work


class Happening(StrEnum):
    """What kind of thing an entry tells of."""

    TRIAL = "trial"
    TRIAL_ENDS = "trial ends"
    ACTIVE = "active"
    SIGNED = "signed"
    PAUSED = "paused"
    RESUMED = "resumed"
    PAUSE_ENDS = "pause ends"
    CLOSED = "closed"
    SESSION = "session"
    PLANNED = "planned"
    MISSED = "missed"
    CANCELLED = "cancelled"
    GOAL_SET = "goal set"
    GOAL = "goal"
    MILESTONE = "milestone"
    CHECK_IN = "check-in"
    ACTION = "action"
    ROADBLOCK = "roadblock"
    MEDIATION = "mediation"
    MEDIATION_CLOSED = "mediation closed"


@dataclass(frozen=True)
class Entry:
    """One thing on a day; `key` is its record's.

    `number` counts the sessions held, planned ones going on from there; 0 for all else. `title` is what the
    record is called, `text` what was written about it. `pulses` are the mentor's and the mentee's.
    """

    kind: Happening
    day: date
    key: bytes
    ahead: bool = False
    title: str = ""
    text: str = ""
    number: int = 0
    minutes: int = 0
    starts_at: datetime | None = None
    channel: Channel | None = None
    pulses: tuple[int | None, int | None] = (None, None)
    outcome: Outcome | None = None


GOALS_SET = ("goal.added", "goal.carried")
"""The changes that set a goal; a sample or a copy says nothing of when its goals were set."""

_SESSIONS = {
    SessionStatus.HELD: Happening.SESSION,
    SessionStatus.PLANNED: Happening.PLANNED,
    SessionStatus.MISSED: Happening.MISSED,
    SessionStatus.CANCELLED: Happening.CANCELLED,
}


def timeline(view: Work, pairing: bytes, *, today: date) -> list[Entry]:
    """What lies ahead, soonest first, then what happened, newest first."""
    found = view.get_one(Pairing, pairing)
    zone = view.scalar(select(Programme.zone).join(Cohort).where(Cohort.id == found.cohort_id)) or "UTC"
    entries = [
        *_life(found, today),
        *_sessions(view, pairing, today),
        *_goals(view, pairing, zone),
        *_milestones(view, pairing),
        *_check_ins(view, pairing),
        *_actions(view, pairing),
        *_mediations(view, pairing),
        *_pauses(view, pairing, zone),
    ]
    ahead = sorted((entry for entry in entries if entry.ahead), key=_place)
    return ahead + sorted((entry for entry in entries if not entry.ahead), key=_place, reverse=True)


def _place(entry: Entry) -> tuple[date, int]:
    return entry.day, entry.number


def _life(found: Pairing, today: date) -> Iterable[Entry]:
    """Newest first, so that a stable sort leaves closing above beginning on one day."""
    key, status = found.id, found.status
    if found.ended_on:
        yield Entry(Happening.CLOSED, found.ended_on, key, text=found.reason, outcome=found.outcome)
    if found.paused_until and status is PairingStatus.PAUSED:
        yield Entry(Happening.PAUSE_ENDS, found.paused_until, key, ahead=found.paused_until >= today)
    if found.trial_until and status is PairingStatus.TRIAL:
        yield Entry(Happening.TRIAL_ENDS, found.trial_until, key, ahead=found.trial_until >= today)
    if found.agreement_signed_on:
        yield Entry(Happening.SIGNED, found.agreement_signed_on, key)
    if found.active_since:
        yield Entry(Happening.ACTIVE, found.active_since, key)
    if found.started_on and found.started_on != found.active_since:
        yield Entry(Happening.TRIAL, found.started_on, key)


def _sessions(view: Work, pairing: bytes, today: date) -> Iterable[Entry]:
    """Sessions in the order of their days and hours; a missed or cancelled one takes no number."""
    number = 0
    for session in view.scalars(_of(Session, pairing).order_by(Session.day, Session.starts_at, Session.id)):
        counts = session.status in (SessionStatus.HELD, SessionStatus.PLANNED)
        number += counts
        yield Entry(
            _SESSIONS[session.status],
            session.day,
            session.id,
            ahead=session.status is SessionStatus.PLANNED and session.day >= today,
            text=session.notes or session.feedback or session.agenda,
            number=number if counts else 0,
            minutes=session.minutes,
            starts_at=session.starts_at,
            channel=session.channel,
            pulses=(session.mentor_pulse, session.mentee_pulse),
        )


def _goals(view: Work, pairing: bytes, zone: str) -> Iterable[Entry]:
    """Goals when they were reached, and when they were set, as far as that was done here by hand."""
    for goal in view.scalars(_of(Goal, pairing)):
        *_later, born = history(view, table="goal", key=goal.id)
        if born.label.key in GOALS_SET:
            yield Entry(Happening.GOAL_SET, _day(born, zone), goal.id, title=goal.title, text=goal.measure)
        if goal.status is GoalStatus.REACHED and goal.reached_on:
            yield Entry(Happening.GOAL, goal.reached_on, goal.id, title=goal.title, text=goal.evidence)


def _milestones(view: Work, pairing: bytes) -> Iterable[Entry]:
    reached = (
        select(Milestone.id, Milestone.reached_on, Milestone.title, Goal.title)
        .join(Goal, Milestone.goal_id == Goal.id)
        .where(Goal.pairing_id == pairing, Milestone.reached_on.is_not(None))
    )
    for key, day, title, goal in view.execute(reached):
        if day:
            yield Entry(Happening.MILESTONE, day, key, title=title, text=goal)


def _check_ins(view: Work, pairing: bytes) -> Iterable[Entry]:
    for asked in view.scalars(_of(CheckIn, pairing)):
        yield Entry(Happening.CHECK_IN, asked.day, asked.id, text=asked.notes, pulses=(asked.pulse, None))


def _actions(view: Work, pairing: bytes) -> Iterable[Entry]:
    """Actions once they are done; a roadblock the same, when it is cleared."""
    for action in view.scalars(_of(Action, pairing).where(Action.done_on.is_not(None))):
        kind = Happening.ROADBLOCK if action.roadblock else Happening.ACTION
        if action.done_on:
            yield Entry(kind, action.done_on, action.id, title=action.text)


def _mediations(view: Work, pairing: bytes) -> Iterable[Entry]:
    """That there was one, and who held it; what it was about stays with the case."""
    for case in mediations(view, pairing=pairing):
        yield Entry(Happening.MEDIATION, case.opened_on, case.id, text=case.mediator)
        if case.closed_on:
            yield Entry(Happening.MEDIATION_CLOSED, case.closed_on, case.id)


def _pauses(view: Work, pairing: bytes, zone: str) -> Iterable[Entry]:
    """Pauses from the journal, by the programme's clock; one that was closed in says only when it began."""
    for start, end in pauses(history(view, table="pairing", key=pairing)):
        yield Entry(Happening.PAUSED, _day(start, zone), pairing)
        if end and end.after != PairingStatus.CLOSED:
            yield Entry(Happening.RESUMED, _day(end, zone), pairing)


def _day(written: Written, zone: str) -> date:
    return written.at.astimezone(ZoneInfo(zone)).date()


def pauses(written: Iterable[Written]) -> list[tuple[Written, Written | None]]:
    """When a pairing was paused and when it left that state, from its history, newest first as that comes.

    A pause that was taken back never was; leaving one that was taken back lets it last.
    """
    found: list[tuple[Written, Written | None]] = []
    for entry in reversed([one for one in written if one.column == "status" and one.before is not None]):
        if entry.after == PairingStatus.PAUSED:
            lasting = found.pop()[0] if entry.kind == UNDO and found else entry
            found.append((lasting, None))
        elif entry.before == PairingStatus.PAUSED and found:
            start, _end = found.pop()
            found += [] if entry.kind == UNDO else [(start, entry)]
    return found


def _of(kind: Any, pairing: bytes) -> Select[Any]:
    return select(kind).where(kind.pairing_id == pairing)
