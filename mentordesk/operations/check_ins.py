"""The coordinator asking a pairing how it goes, and when that is due again."""

from datetime import date, timedelta

from sqlalchemy import func, select

from mentordesk.domain.pairing import RUNNING, Pairing
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.session import CheckIn
from mentordesk.i18n import N_
from mentordesk.operations.pairing_names import label_of
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "check_in.logged": N_("Logged a check-in with {mentor} and {mentee}"),
    "check_in.removed": N_("Removed a check-in with {mentor} and {mentee}"),
}

PULSES = range(1, 6)


class NotAPulse(Refusal):
    """{pulse} is not a pulse. Nothing was saved. Give a number from 1 to 5, or leave it empty."""


class NotYet(Refusal):
    """{day} has not come yet. Nothing was saved. Give the day on which you asked."""


def next_due(last: date | None, began: date | None, every: int) -> date | None:
    """`every` days after the last check-in, or after the beginning; None for what has not begun."""
    since = last or began
    return None if since is None else since + timedelta(days=every)


def check_in_due(view: Work, *, pairing: bytes) -> date | None:
    """When one pairing should be asked next; None unless it is running."""
    found = view.get_one(Pairing, pairing)
    if found.status not in RUNNING:
        return None
    last = view.scalar(select(func.max(CheckIn.day)).where(CheckIn.pairing_id == pairing))
    every = view.scalars(
        select(Programme.check_in_days)
        .join(Cohort, Cohort.programme_id == Programme.id)
        .where(Cohort.id == found.cohort_id)
    ).one()
    return next_due(last, found.started_on, every)


def log_check_in(
    database: Database,
    *,
    pairing: bytes,
    day: date,
    today: date,
    pulse: int | None = None,
    notes: str = "",
) -> bytes:
    """Note that a pairing was asked how it goes, by whoever works at this desk; returns the key."""
    if pulse is not None and pulse not in PULSES:
        raise NotAPulse(pulse=pulse, field="pulse")
    if day > today:
        raise NotYet(day=day, field="day")
    with database.read() as view:
        label = label_of(view, "check_in.logged", pairing)
    with database.change(label) as work:
        key = work.new_key()
        asked_by = database.desk.actor
        row = CheckIn(
            id=key, pairing_id=pairing, day=day, pulse=pulse, notes=notes.strip(), asked_by=asked_by
        )
        work.add(row)
    return key


def remove_check_in(database: Database, *, check_in: bytes) -> None:
    """Delete a check-in that was a mistake."""
    with database.read() as view:
        label = label_of(view, "check_in.removed", view.get_one(CheckIn, check_in).pairing_id)
    with database.change(label) as work:
        work.bury(work.get_one(CheckIn, check_in))
