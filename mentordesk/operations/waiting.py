"""Who waits for a mentor: since when, and what their waiting counts in matching."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from mentordesk.domain.participant import Participant, Status
from mentordesk.domain.person import Person
from mentordesk.i18n import _, ngettext, reader
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class Waiting:
    """Somebody on the waiting list; `since` is None where nobody noted the day."""

    participant: bytes
    person: bytes
    name: str
    family_name: str
    since: date | None


def waiting_list(view: Work, cohort: bytes) -> list[Waiting]:
    """Everybody who waits, the longest first; since they joined where no other day is known."""
    since = func.coalesce(Participant.waiting_since, Participant.joined_on)
    rows = view.execute(
        select(
            Participant.id,
            Person.id,
            Person.name,
            Person.family_name,
            Participant.waiting_since,
            Participant.joined_on,
        )
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.cohort_id == cohort, Participant.status == Status.WAITING)
        .order_by(since.is_(None), since, Participant.id)
    )
    return [
        Waiting(key, person, name, family, since or joined)
        for key, person, name, family, since, joined in rows
    ]


def bonus(since: date | None, on: date) -> int:
    """The points that waiting adds to each of somebody's pairs alike: one every four weeks, ten at most."""
    from mentordesk.matching.propose import MOST_WAITING, WAITING_STEP_DAYS

    return 0 if since is None else min(max((on - since).days, 0) // WAITING_STEP_DAYS, MOST_WAITING)


def bonus_sentence(since: date | None, on: date) -> str:
    """What waiting counts, told in a sentence."""
    if since is None:
        return _("Waiting, nobody noted since when. It counts nothing.")
    text = ngettext(
        "Waiting since {day}: {n} point more for getting a place.",
        "Waiting since {day}: {n} points more for getting a place.",
        bonus(since, on),
    )
    return text.format(day=reader().date(since), n=reader().number(bonus(since, on)))
