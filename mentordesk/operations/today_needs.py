"""The kinds of thing that need the coordinator: how each is found, worded and answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from mentordesk.domain.goal import GoalStatus
from mentordesk.domain.pairing import OPEN, PairingStatus
from mentordesk.domain.participant import MATCHABLE, Role
from mentordesk.domain.session import LOW_PULSE
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.goal_list import goals_by_key
from mentordesk.operations.tables import (
    ACTION,
    COHORT,
    GOAL,
    PAIRING,
    PARTICIPANT,
    PROGRAMME,
    days_since,
    in_cohort,
    living,
)
from mentordesk.operations.today_running import Totals, running, totals
from mentordesk.storage.work import Work

AHEAD = timedelta(days=14)
"""What falls due within so many days is told before it is late."""

_Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Line:
    """A line before names are looked up: of a pairing, or of a participant alone; late since `day`."""

    pairing: bytes | None
    record: bytes
    late: int
    value: Any
    day: date


@dataclass(frozen=True)
class Found:
    """The most urgent lines of one need; `count` is of all there are, `late` of those that are late."""

    lines: tuple[Line, ...] = ()
    count: int = 0
    late: int = 0


@dataclass(frozen=True)
class Asked:
    """Of whom and when something is asked; `running` are the pairings that run."""

    cohort: bytes | None
    today: date
    running: CTE


@dataclass(frozen=True)
class Need:
    """A kind of thing that needs the coordinator.

    `rows` gives pairing, record, days late and a value for the words, of every line there is.
    """

    key: str
    title: str
    icon: str
    tone: str
    action: str
    rows: Callable[[Asked], _Query]
    words: Callable[[Line, Any], str]
    look_up: Callable[[Work, Sequence[Line]], dict[bytes, Any]] = lambda _view, _lines: {}


def find(view: Work, *, cohort: bytes | None, today: date, shown: int) -> tuple[list[Found], Totals]:
    """What there is of each of NEEDS, `shown` lines at most of one; and the totals of the running pairings.

    All by one statement, so that the file is passed once, and what is shown is all that comes out of it.
    """
    asked = Asked(cohort, today, running(cohort, today))
    sums = totals(asked.running, today).subquery()
    lines = union_all(*(_most_urgent(at, need, asked, shown) for at, need in enumerate(NEEDS))).subquery()
    order = (lines.c.need, lines.c.late.desc(), lines.c.record)
    query = select(sums, lines).select_from(sums.outerjoin(lines, true())).order_by(*order)
    rows, width = view.rows(query), len(sums.c)
    found = [Found()] * len(NEEDS)
    for at in {row.need for row in rows if row.need is not None}:
        found[at] = _found([row for row in rows if row.need == at], today)
    return found, Totals(*rows[0][:width])


def _most_urgent(at: int, need: Need, asked: Asked, shown: int) -> _Query:
    every = need.rows(asked).subquery()
    pairing, record, late, value = every.c
    first = (
        select(
            literal(at).label("need"),
            pairing.label("pairing"),
            record.label("record"),
            late.label("late"),
            value.label("value"),
            func.count().over().label("count"),
            func.count(case((late > 0, 1))).over().label("late_count"),
        )
        .order_by(late.desc(), record)
        .limit(shown)
    )
    return select(first.subquery())


def _found(rows: Sequence[Any], today: date) -> Found:
    lines = tuple(
        Line(row.pairing, row.record, row.late, row.value, today - timedelta(days=row.late)) for row in rows
    )
    return Found(lines, rows[0].count, rows[0].late_count)


def _stuck(asked: Asked) -> _Query:
    """Running pairings without a session for the programme's days; late by the days beyond."""
    every = asked.running.c
    late = func.coalesce(every.met, every.began) - every.stuck_days
    return select(every.id, every.id, late, every.met).where(late >= literal(0))


def _stuck_words(line: Line, _known: Any) -> str:
    if line.value is None:
        return _("first session never held")
    words = ngettext("no session for {n} day", "no session for {n} days", line.value)
    return words.format(n=reader().number(line.value))


def _unasked(asked: Asked) -> _Query:
    """Running pairings whose check-in was due before today."""
    every = asked.running.c
    late = func.coalesce(every.asked, every.began) - every.check_in_days
    return select(every.id, every.id, late, every.asked).where(late > literal(0))


def _unasked_words(line: Line, _known: Any) -> str:
    day = reader().near_date(line.day)
    return (_("first, due {day}") if line.value is None else _("next, due {day}")).format(day=day)


def _low(asked: Asked) -> _Query:
    """Running pairings whose newest session of the last days felt low, and nobody has asked since."""
    every = asked.running.c
    ago, lowest = every.mood // 10, every.mood % 10
    unanswered = or_(every.asked.is_(None), every.asked > ago)
    return select(every.id, every.id, ago, lowest).where(every.mood >= 0, lowest <= LOW_PULSE, unanswered)


def _low_words(line: Line, _known: Any) -> str:
    return _("pulse {pulse} of 5").format(pulse=line.value)


def _trials(asked: Asked) -> _Query:
    """Trials that end within the days ahead, or should have ended."""
    pairing = PAIRING.c
    return select(pairing.id, pairing.id, days_since(pairing.trial_until, asked.today), null()).where(
        in_cohort(PAIRING, asked.cohort),
        pairing.status == PairingStatus.TRIAL,
        pairing.trial_until <= asked.today + AHEAD,
    )


def _trial_words(line: Line, _known: Any) -> str:
    return (_("ended {day}") if line.late > 0 else _("ends {day}")).format(day=reader().near_date(line.day))


def _goals(asked: Asked) -> _Query:
    """Open goals of open pairings whose day comes within the days ahead, or has passed."""
    goal = GOAL.c
    query = select(goal.pairing_id, goal.id, days_since(goal.due_on, asked.today), null())
    return query.join(PAIRING, _open_pairing(goal.pairing_id, asked.cohort)).where(
        living(GOAL), goal.status == GoalStatus.OPEN, goal.due_on <= asked.today + AHEAD
    )


def _goal_facts(view: Work, lines: Sequence[Line]) -> dict[bytes, Any]:
    return dict(goals_by_key(view, [line.record for line in lines]))


def _goal_words(_line: Line, goal: Any) -> str:
    if not goal.steps:
        return str(goal.title)
    return _("{goal}, {n} of {all}").format(goal=goal.title, n=goal.steps_reached, all=goal.steps)


def _actions(asked: Asked) -> _Query:
    """Open actions and roadblocks of open pairings whose day has passed."""
    action = ACTION.c
    query = select(action.pairing_id, action.id, days_since(action.due_on, asked.today), action.text)
    return query.join(PAIRING, _open_pairing(action.pairing_id, asked.cohort)).where(
        living(ACTION), action.done_on.is_(None), action.due_on < asked.today
    )


def _action_words(line: Line, _known: Any) -> str:
    return str(line.value)


def learners(cohort: bytes | None) -> ColumnElement[bool]:
    """Participants who learn and may be matched."""
    part = PARTICIPANT.c
    return and_(in_cohort(PARTICIPANT, cohort), part.role != Role.MENTOR, part.status.in_(MATCHABLE))


def how_many_learn(view: Work, cohort: bytes | None) -> int:
    """How many participants learn and may be matched, whether they wait or not."""
    return int(view.rows(select(func.count()).select_from(PARTICIPANT).where(learners(cohort)))[0][0])


def _unmatched(asked: Asked) -> _Query:
    """Those who learn, may be matched and have no open pairing; late once they have waited a trial's time."""
    part = PARTICIPANT.c
    taken = select(PAIRING.c.mentee_id).where(living(PAIRING), PAIRING.c.status.in_(OPEN))
    waited = days_since(part.joined_on, asked.today) - PROGRAMME.c.trial_days
    return (
        select(null(), part.id, func.coalesce(waited, 0), part.joined_on)
        .join(COHORT, and_(part.cohort_id == COHORT.c.id, living(COHORT)))
        .join(PROGRAMME, and_(COHORT.c.programme_id == PROGRAMME.c.id, living(PROGRAMME)))
        .where(learners(asked.cohort), part.id.not_in(taken))
    )


def _unmatched_words(line: Line, _known: Any) -> str:
    if line.value is None:
        return _("waiting for a mentor")
    return _("waiting since {day}").format(day=reader().date(date.fromisoformat(line.value)))


def _open_pairing(key: ColumnElement[bytes], cohort: bytes | None) -> ColumnElement[bool]:
    return and_(key == PAIRING.c.id, in_cohort(PAIRING, cohort), PAIRING.c.status.in_(OPEN))


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
    Need("action", N_("Overdue actions"), "square-check", "quiet", "done", _actions, _action_words),
    Need("unmatched", N_("Waiting for a mentor"), "user", "quiet", "match", _unmatched, _unmatched_words),
)
"""What Today shows, in its order."""
