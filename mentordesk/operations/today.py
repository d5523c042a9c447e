"""What needs the coordinator today: groups of lines, each with whom, what, how late, and what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from mentordesk.domain.pairing import OPEN, RUNNING, Pairing, PairingStatus
from mentordesk.domain.participant import MATCHABLE, Participant, Role
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import LOW_PULSE, Action, CheckIn, Session, SessionStatus
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.check_ins import check_ins_due
from mentordesk.operations.goal_list import goals_by_key, goals_due
from mentordesk.operations.pairings import Who
from mentordesk.operations.session_list import people_of
from mentordesk.storage.work import Work

AHEAD = timedelta(days=14)
"""What falls due within so many days is told before it is late."""

PULSE_DAYS = timedelta(days=30)
"""A pulse that low needs asking for so long."""

SHOWN = 50
"""So many lines of a group are made; more are only counted."""


@dataclass(frozen=True)
class Item:
    """One line: `late` days past its day, below 0 for days ahead; `record` is what the action is done to."""

    need: str
    pairing: bytes | None
    people: tuple[Who, ...]
    what: str
    late: int
    action: str
    record: bytes


@dataclass(frozen=True)
class Group:
    """The lines of one need, most urgent first; `count` may be more than the lines made."""

    key: str
    title: str
    icon: str
    tone: str
    count: int
    late: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class _Found:
    """A line before names are looked up: of a pairing, or of a participant alone."""

    pairing: bytes | None
    late: int
    record: bytes
    value: Any = None


@dataclass(frozen=True)
class Need:
    """A kind of thing that needs the coordinator: how it is found, worded and answered."""

    key: str
    title: str
    icon: str
    tone: str
    action: str
    find: Callable[[Work, bytes | None, date], list[_Found]]
    words: Callable[[_Found, Any], str]
    look_up: Callable[[Work, Sequence[_Found]], dict[bytes, Any]] = lambda _view, _found: {}


_Query = Select[*tuple[Any, ...]]


def what_needs_you(view: Work, *, cohort: bytes | None, today: date, shown: int = SHOWN) -> list[Group]:
    """The groups that have lines, in the order of NEEDS.

    Every need is found by one set-based statement; names are read for the lines shown only.
    """
    groups = (_group(view, need, need.find(view, cohort, today), shown) for need in NEEDS)
    return [group for group in groups if group.count]


def how_many_need_you(view: Work, *, cohort: bytes | None, today: date) -> int:
    """How many lines `what_needs_you` has in all."""
    return sum(len(need.find(view, cohort, today)) for need in NEEDS)


def _group(view: Work, need: Need, found: list[_Found], shown: int) -> Group:
    first = sorted(found, key=lambda line: (-line.late, line.record))[:shown]
    pairs = people_of(view, [line.pairing for line in first if line.pairing])
    alone = _people(view, [line.record for line in first if not line.pairing])
    known = need.look_up(view, first)
    items = tuple(
        Item(
            need.key,
            line.pairing,
            pairs[line.pairing] if line.pairing else alone[line.record],
            need.words(line, known.get(line.record)),
            line.late,
            need.action,
            line.record,
        )
        for line in first
    )
    late = sum(line.late > 0 for line in found)
    return Group(need.key, _(need.title), need.icon, need.tone, len(found), late, items)


def _people(view: Work, participants: list[bytes]) -> dict[bytes, tuple[Who, ...]]:
    query = (
        select(Participant.id, Person.id, Person.name, Person.family_name)
        .join(Person, Participant.person_id == Person.id)
        .where(Participant.id.in_(participants))
    )
    return {row[0]: (Who(*row),) for row in view.execute(query)}


def _stuck(view: Work, cohort: bytes | None, today: date) -> list[_Found]:
    """Running pairings without a session for the programme's days; late by the days beyond."""
    last = (
        select(Session.day)
        .where(Session.pairing_id == Pairing.id, Session.status == SessionStatus.HELD)
        .order_by(Session.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = _running(select(Pairing.id, Pairing.started_on, Programme.stuck_days, last), cohort)
    found = []
    for key, began, limit, met in view.execute(query):
        since = met or began
        silent = (today - since).days if since else 0
        if since and silent >= limit:
            found.append(_Found(key, silent - limit, key, (met, silent)))
    return found


def _stuck_words(line: _Found, _known: Any) -> str:
    met, silent = line.value
    if met is None:
        return _("first session never held")
    words = ngettext("no session for {n} day", "no session for {n} days", silent)
    return words.format(n=reader().number(silent))


def _unasked(view: Work, cohort: bytes | None, today: date) -> list[_Found]:
    """Running pairings whose check-in was due before today."""
    due = check_ins_due(view, cohort=cohort, by=today - timedelta(days=1))
    return [_Found(row.pairing, (today - row.due_on).days, row.pairing, row) for row in due]


def _unasked_words(line: _Found, _known: Any) -> str:
    day = reader().date(line.value.due_on)
    return (_("next, due {day}") if line.value.last else _("first, due {day}")).format(day=day)


def _low(view: Work, cohort: bytes | None, today: date) -> list[_Found]:
    """Running pairings whose newest session of the last days felt low, and nobody has asked since."""
    low = or_(Session.mentor_pulse <= LOW_PULSE, Session.mentee_pulse <= LOW_PULSE)
    asked = select(CheckIn.id).where(CheckIn.pairing_id == Pairing.id, CheckIn.day >= Session.day)
    newest = (
        select(func.max(Session.day))
        .where(Session.pairing_id == Pairing.id, Session.status == SessionStatus.HELD)
        .correlate(Pairing)
        .scalar_subquery()
    )
    query = (
        _running(select(Pairing.id, Session.day, Session.mentor_pulse, Session.mentee_pulse), cohort)
        .join(Session, Session.pairing_id == Pairing.id)
        .where(
            Session.status == SessionStatus.HELD,
            Session.day >= today - PULSE_DAYS,
            Session.day <= today,
            low,
            ~asked.exists(),
            Session.day == newest,
        )
    )
    lowest = {key: (day, min(side for side in sides if side)) for key, day, *sides in view.execute(query)}
    return [_Found(key, (today - day).days, key, pulse) for key, (day, pulse) in lowest.items()]


def _low_words(line: _Found, _known: Any) -> str:
    return _("pulse {pulse} of 5").format(pulse=line.value)


def _trials(view: Work, cohort: bytes | None, today: date) -> list[_Found]:
    """Trials that end within the days ahead, or should have ended."""
    query = select(Pairing.id, Pairing.trial_until).where(
        Pairing.status == PairingStatus.TRIAL, Pairing.trial_until <= today + AHEAD
    )
    rows = view.execute(_in_cohort(query, cohort))
    return [_Found(key, (today - day).days, key, day) for key, day in rows if day]


def _trial_words(line: _Found, _known: Any) -> str:
    day = reader().date(line.value)
    return (_("ended {day}") if line.late > 0 else _("ends {day}")).format(day=day)


def _goals(view: Work, cohort: bytes | None, today: date) -> list[_Found]:
    """Open goals of open pairings whose day comes within the days ahead, or has passed."""
    found = goals_due(view, cohort=cohort, by=today + AHEAD)
    return [_Found(pairing, (today - day).days, goal) for goal, day, pairing in found]


def _goal_facts(view: Work, found: Sequence[_Found]) -> dict[bytes, Any]:
    return dict(goals_by_key(view, [line.record for line in found]))


def _goal_words(_line: _Found, goal: Any) -> str:
    if not goal.steps:
        return str(goal.title)
    return _("{goal}, {n} of {all}").format(goal=goal.title, n=goal.steps_reached, all=goal.steps)


def _actions(view: Work, cohort: bytes | None, today: date) -> list[_Found]:
    """Open actions and roadblocks of open pairings whose day has passed."""
    query = (
        select(Action.id, Action.pairing_id, Action.due_on, Action.text)
        .join(Pairing, Action.pairing_id == Pairing.id)
        .where(Action.done_on.is_(None), Action.due_on < today, Pairing.status.in_(OPEN))
    )
    rows = view.execute(_in_cohort(query, cohort))
    return [_Found(pairing, (today - day).days, key, text) for key, pairing, day, text in rows if day]


def _action_words(line: _Found, _known: Any) -> str:
    return str(line.value)


def _unmatched(view: Work, cohort: bytes | None, today: date) -> list[_Found]:
    """Those who learn, may be matched and have no open pairing; late once they have waited a trial's time."""
    taken = select(Pairing.id).where(Pairing.mentee_id == Participant.id, Pairing.status.in_(OPEN))
    query = (
        select(Participant.id, Participant.joined_on, Programme.trial_days)
        .join(Cohort, Participant.cohort_id == Cohort.id)
        .join(Programme, Cohort.programme_id == Programme.id)
        .where(Participant.role != Role.MENTOR, Participant.status.in_(MATCHABLE), ~taken.exists())
    )
    if cohort is not None:
        query = query.where(Participant.cohort_id == cohort)
    return [
        _Found(None, (today - joined).days - days if joined else 0, key, joined)
        for key, joined, days in view.execute(query)
    ]


def _unmatched_words(line: _Found, _known: Any) -> str:
    if line.value is None:
        return _("waiting for a mentor")
    return _("waiting since {day}").format(day=reader().date(line.value))


def _running(query: _Query, cohort: bytes | None) -> _Query:
    """Only pairings that should meet, with the rules of their programme."""
    joined = (
        query.select_from(Pairing)
        .join(Cohort, Pairing.cohort_id == Cohort.id)
        .join(Programme, Cohort.programme_id == Programme.id)
        .where(Pairing.status.in_(RUNNING))
    )
    return _in_cohort(joined, cohort)


def _in_cohort(query: _Query, cohort: bytes | None) -> _Query:
    return query if cohort is None else query.where(Pairing.cohort_id == cohort)


NEEDS: tuple[Need, ...] = (
    Need("stuck", N_("Stuck pairings"), "clock-alert", "late", "write", _stuck, _stuck_words),
    Need(
        "check_in",
        N_("Overdue check-ins"),
        "message-circle",
        "attention",
        "check_in",
        _unasked,
        _unasked_words,
    ),
    Need("pulse", N_("Low pulse"), "circle-alert", "attention", "check_in", _low, _low_words),
    Need("trial", N_("Trials ending"), "hourglass", "quiet", "activate", _trials, _trial_words),
    Need("goal", N_("Goals due"), "target", "quiet", "goal", _goals, _goal_words, _goal_facts),
    Need(
        "action",
        N_("Overdue actions"),
        "square-check",
        "quiet",
        "done",
        _actions,
        lambda line, _known: line.value,
    ),
    Need("unmatched", N_("Waiting for a mentor"), "user", "quiet", "match", _unmatched, _unmatched_words),
)
"""What Today shows, in its order."""
