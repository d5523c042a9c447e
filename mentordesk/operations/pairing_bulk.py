"""One step for many pairings: each that can take it does, in one change; the others stay as they are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from mentordesk.domain.pairing import OPEN, RUNNING, Outcome, Pairing, PairingStatus
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.bulk import change_many, chunks
from mentordesk.operations.pairings import DayTooEarly, ReasonMissing
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "pairings.trial": N_("Began trials: {n}"),
    "pairings.active": N_("Made pairings active: {n}"),
    "pairings.paused": N_("Paused pairings: {n}"),
    "pairings.extended": N_("Extended trials: {n}"),
    "pairings.closed": N_("Closed pairings: {n}"),
}

Values = Callable[[Any], Mapping[str, Any]]


class NoneFits(Refusal):
    """For none of these pairings this step follows from where they stand. Nothing was changed."""


class TrialTooShort(Refusal):
    """The trials would end on {day}, which is not ahead. Nothing was changed. Choose a later day."""


def begin_trials(database: Database, *, pairings: Sequence[bytes], today: date) -> int:
    """Let proposals begin, on trial from today; returns how many, as all of these do."""
    return _take(
        database,
        "pairings.trial",
        pairings,
        (PairingStatus.PROPOSED,),
        lambda row: {
            "status": PairingStatus.TRIAL,
            "started_on": today,
            "trial_until": today + timedelta(days=row.trial_days),
        },
    )


def make_all_active(database: Database, *, pairings: Sequence[bytes], today: date) -> int:
    """Let proposals and trials become active."""
    return _take(
        database,
        "pairings.active",
        pairings,
        (PairingStatus.PROPOSED, PairingStatus.TRIAL),
        lambda row: {
            "status": PairingStatus.ACTIVE,
            "started_on": row.started_on or today,
            "active_since": today,
        },
    )


def pause_all(database: Database, *, pairings: Sequence[bytes], until: date | None, today: date) -> int:
    """Let running pairings rest until a day, or for now."""
    if until is not None and until <= today:
        raise DayTooEarly(day=until, field="until")
    values = {"status": PairingStatus.PAUSED, "paused_until": until}
    return _take(database, "pairings.paused", pairings, RUNNING, lambda _row: values)


def extend_trials(database: Database, *, pairings: Sequence[bytes], until: date, today: date) -> int:
    """Let trials last until another day."""
    if until <= today:
        raise TrialTooShort(day=until, field="until")
    trial = (PairingStatus.TRIAL,)
    return _take(database, "pairings.extended", pairings, trial, lambda _row: {"trial_until": until})


def close_all(
    database: Database, *, pairings: Sequence[bytes], outcome: Outcome, today: date, reason: str = ""
) -> int:
    """End open pairings, completed or early; ending early wants a reason."""
    if outcome is not Outcome.COMPLETED and not reason.strip():
        raise ReasonMissing(field="reason")
    values = {
        "status": PairingStatus.CLOSED,
        "paused_until": None,
        "ended_on": today,
        "outcome": outcome,
        "reason": reason.strip(),
    }
    return _take(database, "pairings.closed", pairings, OPEN, lambda _row: values)


def _take(
    database: Database,
    label: str,
    pairings: Sequence[bytes],
    states: tuple[PairingStatus, ...],
    values: Values,
) -> int:
    with database.read() as view:
        count = len(_found(view, pairings, states))
    if not count:
        raise NoneFits
    with database.change(Label.of(label, n=count)) as work:
        change_many(work, Pairing, [{"id": row.id, **values(row)} for row in _found(work, pairings, states)])
    return count


def _found(view: Work, pairings: Sequence[bytes], states: tuple[PairingStatus, ...]) -> list[Any]:
    """Those of the pairings in one of the states, with how long a trial lasts in their programme."""
    query = (
        select(Pairing.id, Pairing.started_on, Programme.trial_days)
        .join(Cohort, Pairing.cohort_id == Cohort.id)
        .join(Programme, Cohort.programme_id == Programme.id)
        .where(Pairing.status.in_(states))
    )
    return [row for some in chunks(pairings) for row in view.execute(query.where(Pairing.id.in_(some)))]
