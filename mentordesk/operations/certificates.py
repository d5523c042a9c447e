"""Certificates: who has earned one, issuing with frozen words and a number, the register, printing again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from mentordesk.domain.certificate import Certificate, CertificateKind, next_numbers, spaced_code
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import Reader, reader
from mentordesk.operations.bulk import chunks
from mentordesk.operations.certificate_candidates import Candidate, candidates
from mentordesk.operations.certificate_check import code_of
from mentordesk.operations.certificate_rules import why_not
from mentordesk.operations.certificate_wording import frozen, pictures_kept, thawed
from mentordesk.operations.programme import signatories
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.certificate_words import CertificateText, Second


class NobodyChosen(Refusal):
    """Nobody is chosen, so no document was made. Choose at least one person."""


class NobodyEarnedIt(Refusal):
    """Nobody in this cohort has earned this certificate yet, so none was issued. Choose another kind, or
    change what earns it on the page Documents.
    """


class NotEarned(Refusal):
    """{name} has not earned this certificate yet: {why}. Nothing was issued. Choose another kind, or change
    what earns it on the page Documents.
    """


@dataclass(frozen=True)
class Issue:
    """What is given on one day: a kind in a design, in one language for all or in everybody's own.

    `second` is the language that follows, where it is another; `reason` stands for the sentence of the kind.
    """

    kind: CertificateKind
    today: date
    design: str = "classic"
    language: str | None = None
    second: str = ""
    portrait: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Issued:
    """A certificate in the register."""

    id: bytes
    participant: bytes
    person: bytes
    name: str
    family: str
    cohort: str
    number: str
    kind: CertificateKind
    design: str
    language: str
    issued_on: date
    code: str


def register(view: Work, *, cohort: bytes | None = None) -> list[Issued]:
    """The certificates that were issued, the newest first."""
    query = (
        select(Certificate, Person.id, Person.name, Person.family_name, Cohort.name)
        .join(Participant, Participant.id == Certificate.participant_id)
        .join(Person, Person.id == Participant.person_id)
        .join(Cohort, Cohort.id == Participant.cohort_id)
        .order_by(Certificate.issued_on.desc(), Certificate.number.desc())
    )
    rows = view.execute(query if cohort is None else query.where(Cohort.id == cohort))
    return [_issued(*row) for row in rows]


def certificate_texts(view: Work, *, participants: Sequence[bytes], issue: Issue) -> "list[CertificateText]":
    """What their certificates say, in the order given: as issued, else as they would be issued today."""
    given = _given(view, participants, issue.kind)
    drafts = _drafts(view, [one for one in participants if one not in given], issue)
    kept = pictures_kept(view) if given else {}
    return [
        thawed(given[one].wording, kept, spaced_code(given[one].check_code)) if one in given else drafts[one]
        for one in participants
        if one in given or one in drafts
    ]


def earners(view: Work, *, cohort: bytes, kind: CertificateKind, chosen: Sequence[bytes]) -> list[bytes]:
    """Who of the chosen, else of the cohort, has earned a certificate of a kind or has it already."""
    people = [one for one in candidates(view, cohort=cohort) if one.id in chosen or not chosen]
    given = _given(view, [one.id for one in people], kind) if chosen else {}
    found = [one.id for one in people if one.has_earned(kind) or one.id in given]
    if not found and chosen and people:
        raise NotEarned(name=people[0].name, why=why_not(people[0].missing[kind], reader()))
    if not found:
        raise NobodyEarnedIt
    return found


def issue_certificates(database: Database, *, participants: Sequence[bytes], issue: Issue) -> list[bytes]:
    """Give each of them a certificate of a kind with its number and frozen words, in one change.

    Who has one of this kind already keeps it. Returns the certificates' keys in the order given.
    """
    if not participants:
        raise NobodyChosen(field="people")
    with database.read() as view:
        given = _given(view, participants, issue.kind)
    fresh = [one for one in participants if one not in given]
    if not fresh:
        return [given[one].id for one in participants]
    with database.change(Label.of("certificates.issued", n=len(fresh))) as work:
        drafts = _drafts(work, fresh, issue)
        rows = list(_rows(work, drafts, issue))
        work.insert_many(Certificate, rows)
    keys = {one: row.id for one, row in given.items()} | dict(
        zip(drafts, (row["id"] for row in rows), strict=True)
    )
    return [keys[one] for one in participants if one in keys]


def withdraw_certificate(database: Database, *, certificate: bytes) -> None:
    """Take a certificate out of the register; its number is never given again."""
    with database.read() as view:
        person = view.scalars(
            select(Participant.person_id)
            .join(Certificate, Certificate.participant_id == Participant.id)
            .where(Certificate.id == certificate)
        ).one()
    with database.change(Label.of("certificate.withdrawn", person=person)) as work:
        work.bury(work.get_one(Certificate, certificate))


def issued_texts(view: Work, *, certificates: Sequence[bytes]) -> "list[CertificateText]":
    """The frozen words of certificates in the register, in the order given, to print them again."""
    columns = (Certificate.id, Certificate.wording, Certificate.check_code)
    kept, found = pictures_kept(view), {}
    for some in chunks(certificates):
        for key, wording, code in view.execute(select(*columns).where(Certificate.id.in_(some))):
            found[key] = thawed(wording, kept, spaced_code(code))
    return [found[key] for key in certificates if key in found]


def _rows(work: Work, drafts: "dict[bytes, CertificateText]", issue: Issue) -> Iterator[dict[str, Any]]:
    """Columns of new certificates; the first that shows a picture keeps it for all."""
    ever = work.scalars(select(Certificate.number).execution_options(include_deleted=True))
    keys, programmes = work.new_keys(len(drafts)), _programmes(work)
    numbers = next_numbers(ever, issue.today.year, keys)
    kept = set(pictures_kept(work))
    for key, number, (participant, text) in zip(keys, numbers, drafts.items(), strict=True):
        wording = frozen(text, number, kept)
        yield {
            "id": key,
            "participant_id": participant,
            "number": number,
            "kind": issue.kind,
            "design": text.design,
            "language": text.language,
            "issued_on": issue.today,
            "wording": wording,
            "check_code": code_of(number, wording, programmes[participant]),
        }


def _programmes(view: Work) -> dict[bytes, bytes]:
    """The programme of every participant."""
    rows = view.execute(
        select(Participant.id, Cohort.programme_id).join(Cohort, Cohort.id == Participant.cohort_id)
    )
    return dict(rows.all())


def _drafts(view: Work, participants: Sequence[bytes], issue: Issue) -> "dict[bytes, CertificateText]":
    cohorts = view.scalars(select(Participant.cohort_id).where(Participant.id.in_(participants)).distinct())
    known = {row.id: (row, cohort) for cohort in cohorts for row in candidates(view, cohort=cohort)}
    shared = _Shared(view, issue)
    return {
        one: shared.text(*known[one], issue.language or known[one][0].language)
        for one in participants
        if one in known
    }


class _Shared:
    """What the certificates of one issue have in common, read once."""

    def __init__(self, view: Work, issue: Issue) -> None:
        self.issue = issue
        self.programmes = {row.id: row for row in view.scalars(select(Programme))}
        self.cohorts = {row.id: row for row in view.scalars(select(Cohort))}
        from mentordesk.documents.certificate_words import Signatory

        self.signatories = tuple(
            Signatory(row.name, row.role, row.signature) for row in signatories(view)[:MOST_SIGNATORIES]
        )

    def text(self, who: Candidate, cohort: bytes, language: str) -> "CertificateText":
        from mentordesk.documents.certificate_words import CertificateText

        programme = self.programmes[self.cohorts[cohort].programme_id]
        return CertificateText(
            name=who.name,
            kind=self.issue.kind.value,
            programme=programme.name,
            language=language,
            issued_on=self.issue.today,
            cohort=self.cohorts[cohort].name,
            figures=figures(self.issue.kind, who, Reader(language)),
            place=programme.place,
            signatories=self.signatories,
            logo=programme.logo,
            design=self.issue.design,
            organisation=programme.organisation,
            reading=who.reading,
            forms=who.forms,
            portrait=self.issue.portrait,
            reason=self.issue.reason,
            second=self._second(who, language),
        )

    def _second(self, who: Candidate, language: str) -> "Second | None":
        from mentordesk.documents.certificate_words import Second

        other = self.issue.second
        if not other or other == language:
            return None
        return Second(other, figures(self.issue.kind, who, Reader(other)))


MOST_SIGNATORIES = 3
"""A certificate has room for so many signature lines."""
FRACTION = 100
"""The count whose plural form a fraction takes: that of a large round number, in every shipped language."""


def figures(kind: CertificateKind, who: Candidate, words: Reader) -> tuple[tuple[str, str], ...]:
    """What a certificate counts, in its language: sessions and hours to the half; nothing for taking part."""
    if kind is CertificateKind.PARTICIPATION or not who.held:
        return ()
    halves = round(who.minutes / 30)
    return (
        (words.number(who.held), words.ngettext("session", "sessions", who.held)),
        (words.number(halves / 2), words.ngettext("hour", "hours", FRACTION if halves % 2 else halves // 2)),
    )


def _given(view: Work, participants: Sequence[bytes], kind: CertificateKind) -> dict[bytes, Certificate]:
    wanted = (Certificate.participant_id.in_(participants), Certificate.kind == kind)
    rows = view.scalars(select(Certificate).where(*wanted).order_by(Certificate.id))
    return {row.participant_id: row for row in rows}


def _issued(row: Certificate, person: bytes, name: str, family: str, cohort: str) -> Issued:
    return Issued(
        row.id,
        row.participant_id,
        person,
        name,
        family,
        cohort,
        row.number,
        row.kind,
        row.design,
        row.language,
        row.issued_on,
        spaced_code(row.check_code),
    )
