"""Who may get a certificate, and what they did for it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from mentordesk.domain.certificate import CertificateKind, earned
from mentordesk.domain.pairing import Outcome, Pairing
from mentordesk.domain.participant import Participant, Role, Status
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Session, SessionStatus
from mentordesk.i18n import LANGUAGES
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class Candidate:
    """A participant with what certificates speak of: `minutes` in sessions `held`, `language` of papers."""

    id: bytes
    person: bytes
    name: str
    family: str
    role: Role
    language: str
    completed: bool
    held: int
    minutes: int

    def has_earned(self, kind: CertificateKind) -> bool:
        return earned(kind, mentors=self.role.mentors, completed=self.completed, held=self.held)


def candidates(view: Work, *, cohort: bytes) -> list[Candidate]:
    """Everybody in a cohort, by name, with what they did in it."""
    met, done = _meetings(view, cohort), _completed(view, cohort)
    rows = view.execute(
        select(Participant, Person, Programme.language)
        .join(Person, Person.id == Participant.person_id)
        .join(Cohort, Cohort.id == Participant.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Participant.cohort_id == cohort)
        .order_by(Person.name, Participant.id)
    )
    return [
        Candidate(
            who.id,
            person.id,
            person.name,
            person.family_name,
            who.role,
            language_for(person.document_language, usual),
            who.status is Status.COMPLETED or who.id in done,
            *met.get(who.id, (0, 0)),
        )
        for who, person, usual in rows
    ]


def language_for(wanted: str, usual: str) -> str:
    """The language of somebody's documents: their own where MentorDesk writes it, else the programme's."""
    return wanted if wanted in LANGUAGES else usual


def _meetings(view: Work, cohort: bytes) -> dict[bytes, tuple[int, int]]:
    """Sessions held and their minutes, by participant, on either side of a pairing."""
    met: dict[bytes, tuple[int, int]] = {}
    for side, came in ((Pairing.mentor_id, Session.mentor_came), (Pairing.mentee_id, Session.mentee_came)):
        rows = view.execute(
            select(side, func.count(Session.id), func.sum(Session.minutes))
            .join(Session, Session.pairing_id == Pairing.id)
            .where(Pairing.cohort_id == cohort, Session.status == SessionStatus.HELD, came.is_(True))
            .group_by(side)
        )
        for participant, held, minutes in rows:
            before = met.get(participant, (0, 0))
            met[participant] = before[0] + held, before[1] + minutes
    return met


def _completed(view: Work, cohort: bytes) -> set[bytes]:
    rows = view.execute(
        select(Pairing.mentor_id, Pairing.mentee_id).where(
            Pairing.cohort_id == cohort, Pairing.outcome == Outcome.COMPLETED
        )
    )
    return {participant for row in rows for participant in row}
