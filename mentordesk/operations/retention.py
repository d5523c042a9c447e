"""Who is due to be erased by the programme's rule, and since when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select

from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import Participant, Status
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, months_after
from mentordesk.operations.programme import programme_of
from mentordesk.storage.work import Work

DONE = (Status.COMPLETED, Status.WITHDRAWN)
"""Who takes no part in a cohort any more, though it still runs."""


@dataclass(frozen=True)
class DueRow:
    """Somebody to be erased from `due_on` on; a pairing of theirs `ended_on` a day, or a cohort."""

    id: bytes
    name: str
    family_name: str
    ended_on: date
    due_on: date
    paired: bool


def due_for_erasure(view: Work, *, today: date) -> list[DueRow]:
    """Everybody who is due, the longest due first; nobody without a rule.

    The time runs from the end of the last pairing; for who never had one, from the end of the last cohort.
    Who is paired, or takes part in a cohort that still runs, is not due.
    """
    programme = programme_of(view)
    months = programme.retention_months if programme else None
    if not months:
        return []
    ends = _last_pairings(view)
    rows = view.execute(
        select(Person.id, Person.name, Person.family_name, func.max(Cohort.ends_on))
        .join(Participant, Participant.person_id == Person.id)
        .join(Cohort, Cohort.id == Participant.cohort_id)
        .where(Person.id.not_in(_busy(today)))
        .group_by(Person.id)
    )
    found = []
    for key, name, family, cohort_end in rows:
        ended = ends.get(key) or date.fromisoformat(str(cohort_end))
        due = months_after(ended, months)
        if due <= today:
            found.append(DueRow(key, name, family, ended, due, key in ends))
    return sorted(found, key=lambda row: (row.due_on, row.name, row.id))


def _busy(today: date) -> Select[bytes]:
    """Who is paired now, or takes part in a cohort that runs."""
    part = select(Participant.person_id).join(Cohort, Cohort.id == Participant.cohort_id)
    open_one = select(Pairing.id).where(
        or_(Pairing.mentor_id == Participant.id, Pairing.mentee_id == Participant.id),
        Pairing.status.in_(OPEN),
    )
    running = (Cohort.ends_on >= today) & Participant.status.not_in(DONE)
    return part.where(or_(running, open_one.exists()))


def _last_pairings(view: Work) -> dict[bytes, date]:
    """When the last pairing of each person ended, with its cohort where no day was noted."""
    ended = func.max(func.coalesce(Pairing.ended_on, Cohort.ends_on))
    rows = view.execute(
        select(Participant.person_id, ended)
        .join(Pairing, or_(Pairing.mentor_id == Participant.id, Pairing.mentee_id == Participant.id))
        .join(Cohort, Cohort.id == Pairing.cohort_id)
        .group_by(Participant.person_id)
    )
    return {key: date.fromisoformat(str(day)) for key, day in rows}
