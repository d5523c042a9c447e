"""A mediation case of a pairing: opened, written on, closed. Private: no document and no export has it.

The history of changes tells of a private note, and not of what kind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mentordesk.domain.mediation import Mediation
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.pairing_names import label_of
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {"private.noted": N_("Wrote a private note on {mentor} and {mentee}")}


class CaseOpen(Refusal):
    """A mediation of these two is open already. Nothing was saved. Write on that one, or close it first."""


class CaseClosed(Refusal):
    """This mediation is closed. Nothing was saved. Open a new one."""


class ReasonMissing(Refusal):
    """Nothing was saved, for it is not said what the mediation is about. Say it in a few words."""


class OutcomeMissing(Refusal):
    """Nothing was saved, for it is not said what came of it. Say it in a few words."""


class ClosedTooEarly(Refusal):
    """{day} is before the mediation was opened. Nothing was saved. Choose a later day."""


@dataclass(frozen=True, slots=True)
class MediationRow:
    """One case; `closed_on` is None while it is open."""

    id: bytes
    opened_on: date
    mediator: str
    reason: str
    outcome: str
    closed_on: date | None

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


def mediations(view: Work, *, pairing: bytes) -> list[MediationRow]:
    """The cases of a pairing, newest first."""
    columns = (
        *(Mediation.id, Mediation.opened_on, Mediation.mediator),
        *(Mediation.reason, Mediation.outcome, Mediation.closed_on),
    )
    found = view.execute(select(*columns).where(Mediation.pairing_id == pairing))
    return sorted(
        (MediationRow(*values) for values in found), key=lambda row: (row.opened_on, row.id), reverse=True
    )


def open_mediation(database: Database, *, pairing: bytes, mediator: str, reason: str, today: date) -> bytes:
    """Open a case, at most one at a time; returns its key."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with database.read() as view:
        label = label_of(view, "private.noted", pairing)
    with database.change(label) as work:
        if any(row.is_open for row in mediations(work, pairing=pairing)):
            raise CaseOpen
        key = work.new_key()
        case = Mediation(id=key, pairing_id=pairing, opened_on=today)
        case.mediator, case.reason = mediator.strip(), reason.strip()
        work.add(case)
    return key


def note_mediation(database: Database, *, mediation: bytes, mediator: str, reason: str) -> None:
    """Replace who holds an open case and what it is about."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with _open_case(database, mediation) as case:
        case.mediator, case.reason = mediator.strip(), reason.strip()


def close_mediation(database: Database, *, mediation: bytes, outcome: str, day: date) -> None:
    """Close a case with what came of it."""
    if not outcome.strip():
        raise OutcomeMissing(field="outcome")
    with _open_case(database, mediation) as case:
        if day < case.opened_on:
            raise ClosedTooEarly(day=day, field="day")
        case.outcome, case.closed_on = outcome.strip(), day


def remove_mediation(database: Database, *, mediation: bytes) -> None:
    """Delete a case that was a mistake, open or closed."""
    with _case(database, mediation) as (work, case):
        work.bury(case)


@contextmanager
def _open_case(database: Database, mediation: bytes) -> Iterator[Mediation]:
    with _case(database, mediation) as (_work, case):
        if case.closed_on is not None:
            raise CaseClosed
        yield case


@contextmanager
def _case(database: Database, mediation: bytes) -> Iterator[tuple[Work, Mediation]]:
    with database.read() as view:
        label = label_of(view, "private.noted", view.get_one(Mediation, mediation).pairing_id)
    with database.change(label) as work:
        yield work, work.get_one(Mediation, mediation)
