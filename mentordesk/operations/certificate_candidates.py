"""Who may get a certificate, and what they did for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select

from mentordesk.domain.certificate import CertificateKind, Record, Unmet, unmet
from mentordesk.domain.form import FormPaper
from mentordesk.domain.goal import Goal, GoalStatus
from mentordesk.domain.pairing import Outcome, Pairing
from mentordesk.domain.participant import Participant, Role, Status
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Session, SessionStatus
from mentordesk.i18n import LANGUAGES
from mentordesk.operations.certificate_rules import rules
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class Candidate:
    """A participant with what certificates speak of: `minutes` in sessions `held`, `language` of papers.

    `missing` says for every kind what the programme's rule still asks for.
    """

    id: bytes
    person: bytes
    name: str
    family: str
    role: Role
    language: str
    completed: bool
    held: int
    minutes: int
    email: str = ""
    reading: str = ""
    forms: str = ""
    goals: int = 0
    missing: Mapping[CertificateKind, tuple[Unmet, ...]] = field(default_factory=dict)

    def has_earned(self, kind: CertificateKind) -> bool:
        return not self.missing[kind]


def candidates(view: Work, *, cohort: bytes) -> list[Candidate]:
    """Everybody in a cohort, by name, with what they did in it."""
    known = _Known(view, cohort)
    rows = view.execute(
        select(Participant, Person, Programme.language)
        .join(Person, Person.id == Participant.person_id)
        .join(Cohort, Cohort.id == Participant.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Participant.cohort_id == cohort)
        .order_by(Person.name, Participant.id)
    )
    return [known.candidate(who, person, usual) for who, person, usual in rows]


class _Known:
    """What everybody in a cohort did, read once."""

    def __init__(self, view: Work, cohort: bytes) -> None:
        self.met, self.done = _meetings(view, cohort), _completed(view, cohort)
        self.goals, self.answered = _goals(view, cohort), _answered(view, cohort)
        self.rules = rules(view)

    def candidate(self, who: Participant, person: Person, usual: str) -> Candidate:
        from mentordesk.documents.scripts import forms_used

        completed = who.status is Status.COMPLETED or who.id in self.done
        held, minutes = self.met.get(who.id, (0, 0))
        goals = self.goals.get(who.id, 0)
        answered = frozenset(self.answered.get(who.id, ()))
        record = Record(who.role.mentors, completed, held, goals, answered)
        return Candidate(
            who.id,
            person.id,
            person.name,
            person.family_name,
            who.role,
            language_for(person.document_language, usual),
            completed,
            held,
            minutes,
            person.email,
            person.reading,
            forms_used(person.document_language, person.country),
            goals,
            {kind: unmet(kind, self.rules[kind], record) for kind in CertificateKind},
        )


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


def _goals(view: Work, cohort: bytes) -> dict[bytes, int]:
    """Goals reached, by participant, on either side of a pairing."""
    found: Counter[bytes] = Counter()
    for side in (Pairing.mentor_id, Pairing.mentee_id):
        rows = view.execute(
            select(side, func.count(Goal.id))
            .join(Goal, Goal.pairing_id == Pairing.id)
            .where(Pairing.cohort_id == cohort, Goal.status == GoalStatus.REACHED)
            .group_by(side)
        )
        found.update(dict(rows.all()))
    return found


def _answered(view: Work, cohort: bytes) -> dict[bytes, set[bytes]]:
    """The forms that came back, by participant."""
    rows = view.execute(
        select(FormPaper.participant_id, FormPaper.form_id)
        .join(Participant, Participant.id == FormPaper.participant_id)
        .where(Participant.cohort_id == cohort, FormPaper.read_on.is_not(None))
    )
    found: dict[bytes, set[bytes]] = {}
    for participant, form in rows:
        if form is not None:
            found.setdefault(participant, set()).add(form)
    return found
