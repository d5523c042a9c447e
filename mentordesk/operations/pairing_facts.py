"""One pairing with everything its page says beside the time line."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from mentordesk.domain.pairing import Outcome, Pairing
from mentordesk.domain.person import Level, Person, PersonLanguage
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Session, SessionStatus
from mentordesk.operations.pairing_rows import PairingRow, pairing_row
from mentordesk.operations.pairings import Who
from mentordesk.storage.work import Work

MONTHS_SHOWN = 12
"""A chart of the hours has room for so many months."""

SEASON_DAYS = 92


@dataclass(frozen=True)
class Side:
    """A person of a pairing as its page shows them; an empty `zone` of theirs is the programme's."""

    who: Who
    email: str
    zone: str
    city: str
    country: str
    languages: tuple[tuple[str, Level | None], ...]


@dataclass(frozen=True)
class PairingFacts:
    """One pairing; `row` is what the list shows of it.

    `ends_on` is the day it ended, or the cohort's last. `months` holds (first of the month, minutes held)
    for every month from the first to the last, newest last. `month_minutes` is empty for the programme's own.
    """

    row: PairingRow
    mentor: Side
    mentee: Side
    cohort: bytes
    started_on: date | None
    trial_until: date | None
    active_since: date | None
    ended_on: date | None
    ends_on: date
    outcome: Outcome | None
    reason: str
    agreement_signed_on: date | None
    month_minutes: int | None
    notes: str
    next_at: datetime | None
    last_minutes: int | None
    months: tuple[tuple[date, int], ...]


def pairing_facts(view: Work, pairing: bytes, *, today: date) -> PairingFacts | None:
    """One pairing; None when there is none of that key."""
    row = pairing_row(view, pairing, today=today)
    if row is None:
        return None
    found = view.get_one(Pairing, pairing)
    cohort = view.get_one(Cohort, found.cohort_id)
    zone = view.get_one(Programme, cohort.programme_id).zone
    return PairingFacts(
        row=row,
        mentor=_side(view, row.mentor, zone),
        mentee=_side(view, row.mentee, zone),
        cohort=cohort.id,
        started_on=found.started_on,
        trial_until=found.trial_until,
        active_since=found.active_since,
        ended_on=found.ended_on,
        ends_on=found.ended_on or cohort.ends_on,
        outcome=found.outcome,
        reason=found.reason,
        agreement_signed_on=found.agreement_signed_on,
        month_minutes=found.month_minutes,
        notes=found.notes,
        next_at=_next_at(view, pairing, row.next_day),
        last_minutes=_last_minutes(view, pairing, row.last_day),
        months=_months(view, pairing, found.started_on or today, found.ended_on or _ahead(cohort, today)),
    )


def months_between(first: date, last: date, most: int = MONTHS_SHOWN) -> list[date]:
    """The first day of every month from `first` to `last`, at most the newest `most` up to `last`."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(max(begin, end - most + 1), end + 1)]


def _ahead(cohort: Cohort, today: date) -> date:
    """The last day worth a column: the cohort's end, but no more than a season ahead, and never past."""
    return max(today, min(cohort.ends_on, today + timedelta(days=SEASON_DAYS)))


def _side(view: Work, who: Who, zone: str) -> Side:
    person = view.get_one(Person, who.person)
    spoken = view.execute(
        select(PersonLanguage.code, PersonLanguage.level)
        .where(PersonLanguage.person_id == who.person)
        .order_by(PersonLanguage.position, PersonLanguage.code)
    )
    languages = tuple((code, level) for code, level in spoken)
    return Side(who, person.email, person.zone or zone, person.city, person.country, languages)


def _next_at(view: Work, pairing: bytes, day: date | None) -> datetime | None:
    planned = (
        Session.pairing_id == pairing,
        Session.day == day,
        Session.status == SessionStatus.PLANNED,
    )
    return view.scalar(select(func.min(Session.starts_at)).where(*planned))


def _last_minutes(view: Work, pairing: bytes, day: date | None) -> int | None:
    held = (Session.pairing_id == pairing, Session.day == day, Session.status == SessionStatus.HELD)
    return view.scalar(select(func.sum(Session.minutes)).where(*held))


def _months(view: Work, pairing: bytes, first: date, last: date) -> tuple[tuple[date, int], ...]:
    rows = view.execute(
        select(Session.day, Session.minutes).where(
            Session.pairing_id == pairing, Session.status == SessionStatus.HELD
        )
    )
    sums = dict.fromkeys(months_between(first, last), 0)
    for day, minutes in rows:
        month = day.replace(day=1)
        if month in sums:
            sums[month] += minutes
    return tuple(sums.items())
