"""The running pairings with all that Today asks of them, in one pass over their sessions and check-ins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
)

from mentordesk.domain.pairing import RUNNING
from mentordesk.domain.session import SessionStatus
from mentordesk.operations.tables import (
    CHECK_IN,
    COHORT,
    PAIRING,
    PROGRAMME,
    SESSION,
    days_since,
    in_cohort,
    living,
)

MONTH = timedelta(days=30)
"""What counts as lately: for hours and pulses, and for a pulse so low that it needs asking."""

UNTOLD = 9
"""Stands for a pulse that nobody told: more than any."""


_SESSION, _CHECK_IN = SESSION.c, CHECK_IN.c


@dataclass(frozen=True)
class Totals:
    """What all running pairings come to: `due` were asked this month or are due by its end.

    Minutes agreed are of a month, minutes used and pulses of the last 30 days.
    """

    pairings: int
    agreed: int
    minutes: int
    pulses: int
    told: int
    asked: int
    due: int


def running(cohort: bytes | None, today: date) -> CTE:
    """A row for each running pairing of a cohort, or of all, with the rules of its programme.

    Days are told as days ago: when it `began`, the last session held (`met`), the last check-in (`asked`);
    each is NULL for none. `mood` is ten times the days since the newest session of the month, and the lowest
    pulse told on that day, UNTOLD where none was; below 0 for a day ahead.
    """
    pairing, programme, check_ins = PAIRING.c, PROGRAMME.c, _check_ins(today)
    held = and_(
        _SESSION.pairing_id == pairing.id,
        _SESSION.status == SessionStatus.HELD,
        living(SESSION),
    )
    since = today - MONTH
    earlier = select(_SESSION.day).where(held).order_by(_SESSION.day.desc()).limit(1)
    met = func.coalesce(func.max(_SESSION.day), earlier.correlate(PAIRING).scalar_subquery())
    lately = and_(_SESSION.day > since, _SESSION.day <= today)
    sides = (_SESSION.mentor_pulse, _SESSION.mentee_pulse)
    return (
        select(
            pairing.id,
            days_since(pairing.started_on, today).label("began"),
            programme.stuck_days,
            programme.check_in_days,
            func.coalesce(pairing.month_minutes, programme.month_minutes).label("agreed"),
            days_since(met, today).label("met"),
            _sum(lately, _SESSION.minutes).label("minutes"),
            sum((_sum(lately, side) for side in sides), func.coalesce(check_ins.c.pulses, 0)).label("pulses"),
            sum((_count(lately, side) for side in sides), func.coalesce(check_ins.c.told, 0)).label("told"),
            func.min(10 * days_since(_SESSION.day, today) + _lowest(sides)).label("mood"),
            days_since(check_ins.c.asked, today).label("asked"),
            check_ins.c.this_month,
        )
        .select_from(PAIRING)
        .join(COHORT, and_(pairing.cohort_id == COHORT.c.id, living(COHORT)))
        .join(PROGRAMME, and_(COHORT.c.programme_id == programme.id, living(PROGRAMME)))
        .outerjoin(check_ins, check_ins.c.pairing_id == pairing.id)
        .outerjoin(SESSION, and_(held, _SESSION.day >= since))
        .where(in_cohort(PAIRING, cohort), pairing.status.in_(RUNNING))
        .group_by(pairing.id)
        .cte("running")
        .prefix_with("MATERIALIZED")
    )


def totals(table: CTE, today: date) -> Select[*tuple[Any, ...]]:
    """`Totals` of `running`, in one row."""
    every = table.c
    asked = every.this_month > 0
    left = (_month(today)[1] - today).days
    due = func.coalesce(every.asked, every.began) + left > every.check_in_days
    sums = (func.coalesce(func.sum(column), 0) for column in (every.agreed, every.minutes, every.pulses))
    return select(
        func.count().label("pairings"),
        *sums,
        func.coalesce(func.sum(every.told), 0),
        func.count(case((asked, 1))),
        func.count(case((or_(asked, due), 1))),
    )


def _lowest(sides: Sequence[ColumnElement[int | None]]) -> ColumnElement[int]:
    return func.min(*(func.coalesce(side, UNTOLD) for side in sides))


def _check_ins(today: date) -> Subquery:
    """Of every pairing that was ever asked: when last, how often this month, and its pulses lately."""
    first, following = _month(today)
    lately = and_(_CHECK_IN.day > today - MONTH, _CHECK_IN.day <= today)
    in_month = and_(_CHECK_IN.day >= first, _CHECK_IN.day < following)
    return (
        select(
            _CHECK_IN.pairing_id,
            func.max(_CHECK_IN.day).label("asked"),
            func.count(case((in_month, 1))).label("this_month"),
            _sum(lately, _CHECK_IN.pulse).label("pulses"),
            _count(lately, _CHECK_IN.pulse).label("told"),
        )
        .where(living(CHECK_IN))
        .group_by(_CHECK_IN.pairing_id)
        .subquery()
    )


def _month(today: date) -> tuple[date, date]:
    """The first day of this month and of the next."""
    first = today.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)


def _sum(when: ColumnElement[bool], column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((when, column))), 0)


def _count(when: ColumnElement[bool], column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.count(case((when, column)))
