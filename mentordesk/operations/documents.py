"""The documents of a programme: what kinds there are, and making one or many of them as PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import BinaryIO

from mentordesk.documents import CERTIFICATE, DOCUMENTS, Document
from mentordesk.domain.certificate import CertificateKind
from mentordesk.domain.programme import Audience
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, fold
from mentordesk.operations.certificate_candidates import candidates
from mentordesk.operations.certificates import Issue, earners, issue_certificates, register
from mentordesk.operations.document_files import distinct, safe_name, write_whole
from mentordesk.operations.document_orders import Draft, Order, drafts, issued_drafts
from mentordesk.operations.document_pairs import pairs
from mentordesk.operations.erasing import NobodyOfThatName, SeveralOfThatName
from mentordesk.operations.mentor_profiles import agreed_mentors
from mentordesk.operations.privacy import somebody
from mentordesk.operations.programme import current_cohort
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "section.edited": N_("Changed a section of the handbook"),
    "section.added": N_("Added a section to the handbook"),
    "section.hidden": N_("Left a section out of the handbook"),
    "section.shown": N_("Put a section back into the handbook"),
    "section.moved": N_("Moved a section of the handbook"),
    "section.reset": N_("Went back to the standard text of a section"),
    "sections.reset": N_("Went back to the standard text of the handbook"),
    "sections.template": N_("Began the handbook with the text of a kind of mentoring"),
    "certificates.issued": N_("Issued certificates: {n}"),
    "certificate.withdrawn": N_("Withdrew a certificate of {person}"),
    "certificate.rule": N_("Changed what earns a certificate"),
}

Progress = Callable[[float, str], None]

PAPERS = ("a4", "letter")
"""The papers documents are laid out for."""

PATTERN = "{kind} {name} {number}"
PLACES = ("name", "kind", "date", "number", "language", "programme", "cohort")
"""What a pattern for names of files may hold."""


class NoSuchDocument(Refusal):
    """There is no document {kind}. Nothing was made. Choose one of these: {kinds}."""


class NobodyCalled(Refusal):
    """Nobody in this cohort is called {name}. Nothing was made. Write the name as it stands in People."""


class NoCertificateOf(NobodyCalled):
    """Nobody in this cohort is called {name}, and no certificate has this number. Nothing was made. Write the
    name as it stands in People.
    """


class NotMadeFor(Refusal):
    """{name} takes part in this cohort, but no document of this kind is made for them. Nothing was made.
    Choose another name, or another kind.
    """


class MadeForAll(Refusal):
    """A document of this kind is made once for everybody, not for {name}. Nothing was made. Leave the name
    out.
    """


class UnknownPlace(Refusal):
    """A name of a file cannot hold {place}. No document was made. Use these, in braces: {places}."""


class Of(StrEnum):
    """Whom a document belongs to."""

    ROLE = "role"
    PERSON = "person"
    PAIRING = "pairing"
    MENTOR = "mentor"
    SOMEBODY = "somebody"
    COHORT = "cohort"


@dataclass(frozen=True)
class Kind:
    """A kind of document in the menu: its title, a line on what it is for, and whom it belongs to."""

    key: str
    words: str
    of: Of
    one_language: bool = True

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def document(self) -> Document:
        return next(one for one in DOCUMENTS if one.key == self.key)


KINDS = (
    Kind("handbook", N_("For mentors or mentees, in their language"), Of.ROLE),
    Kind(CERTIFICATE, N_("Numbered, signed, one page for each person"), Of.PERSON),
    Kind("agreement", N_("In both people's languages, to sign"), Of.PAIRING),
    Kind("session-sheet", N_("For the next session: agenda, goals, notes"), Of.PAIRING),
    Kind("introduction", N_("A letter to each of the two, about the other"), Of.PAIRING, one_language=False),
    Kind("note-card", N_("A card to print and sign"), Of.PAIRING),
    Kind("mentor-profile", N_("One page a mentor, what they agreed to show"), Of.MENTOR),
    Kind("mentor-booklet", N_("All mentors who agreed, with a cover"), Of.COHORT),
    Kind("matching-proposal", N_("For review: who gets whom, who goes without, what is proved"), Of.COHORT),
    Kind("pairing-report", N_("Sessions, goals and actions of one pairing"), Of.PAIRING),
    Kind("programme-report", N_("Figures and charts of the cohort"), Of.COHORT),
    Kind("attendance-list", N_("Everybody's name, with a place to sign"), Of.COHORT),
    Kind("person-data", N_("All that is kept about somebody, to hand to them"), Of.SOMEBODY),
)

DESIGNS = (
    ("classic", N_("Classic")),
    ("modern", N_("Modern")),
    ("letter", N_("Letter")),
    ("festive", N_("Festive")),
)
"""How certificates may look; the same as documents' own, which takes long to import."""

STANDING = ("classic", "festive")
"""Designs that may also be printed on a standing page; the letter always is."""


@dataclass(frozen=True)
class Subject:
    """Somebody, or two, a document may be of."""

    id: bytes
    name: str


@dataclass(frozen=True)
class Written:
    """Files that were written, how many were there already, and characters that stand as boxes in them."""

    paths: tuple[Path, ...]
    skipped: int = 0
    unwritten: tuple[str, ...] = ()


def kind_of(key: str) -> Kind:
    """The kind of this key; a refusal where there is none."""
    found = next((one for one in KINDS if one.key == key), None)
    if found is None:
        raise NoSuchDocument(kind=key, kinds=", ".join(one.key for one in KINDS))
    return found


def subjects(view: Work, kind: str, *, cohort: bytes) -> list[Subject]:
    """Who a document of this kind may be chosen for; nobody where it belongs to the cohort or a role."""
    of = kind_of(kind).of
    if of is Of.PAIRING:
        return [Subject(pair.pairing.id, pair.names) for pair in pairs(view, cohort=cohort)]
    if of is Of.MENTOR:
        return [Subject(who.participant, who.name) for who in agreed_mentors(view, cohort=cohort)]
    if of is Of.SOMEBODY:
        return [Subject(key, name) for key, name in somebody(view, cohort=cohort)]
    if of is Of.PERSON:
        return [Subject(one.id, one.name) for one in candidates(view, cohort=cohort)]
    return []


def printed(made: Sequence[Draft], order: Order, *, progress: Progress | None = None) -> bytes:
    """Documents as one PDF; `progress(share, words)` may raise to stop."""
    out = BytesIO()
    _write(out, made, order, _counted(progress, len(made)))
    return out.getvalue()


def write_together(
    made: Sequence[Draft], order: Order, *, file: Path, progress: Progress | None = None
) -> Written:
    """Write documents into one file; stopped, there is none."""
    lost: dict[str, int] = {}
    counted = _counted(progress, len(made))
    path = write_whole(file, lambda out: lost.update(_write(out, made, order, counted)))
    return Written((path,), 0, named_characters(lost))


def write_each(
    made: Sequence[Draft],
    order: Order,
    *,
    folder: Path,
    pattern: str = PATTERN,
    go_on: bool = False,
    progress: Progress | None = None,
) -> Written:
    """Write a file for each document into a folder, named by a pattern; stopped, it leaves the finished ones.

    To `go_on`, files that are there already are left: each is whole, for none is ever seen half written.
    """
    names = distinct([file_name(one, order, pattern) for one in made])
    written: list[Path] = []
    lost: dict[str, int] = {}
    for at, (one, name) in enumerate(zip(made, names, strict=True)):
        if progress:
            progress(at / len(made), name)
        if go_on and (folder / name).exists():
            continue
        written.append(_written(folder / name, one, order, lost))
    return Written(tuple(written), len(made) - len(written), named_characters(lost))


def _written(path: Path, draft: Draft, order: Order, lost: dict[str, int]) -> Path:
    """One document as a file; characters that were not written are added to `lost`."""
    return write_whole(path, lambda out: lost.update(_write(out, [draft], order, None)))


def file_name(draft: Draft, order: Order, pattern: str = PATTERN) -> str:
    """The name of one document's file by a pattern such as `{kind} {name} {date}`, safe on every system."""
    known = {
        "name": draft.name,
        "kind": draft.title,
        "date": order.today.isoformat(),
        "number": draft.number,
        "language": draft.language,
        "programme": draft.values.programme,
        "cohort": draft.values.cohort,
    }
    asked = [place for _text, place, _spec, _conversion in _parsed(pattern) if place is not None]
    for place in asked:
        if place not in known:
            raise _unknown(f"{{{place}}}")
    return safe_name(pattern.format(**known))


def _parsed(pattern: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(pattern))
    except ValueError as problem:
        raise _unknown(pattern) from problem


def _unknown(place: str) -> UnknownPlace:
    return UnknownPlace(place=place, places=" ".join(f"{{{one}}}" for one in PLACES), field="pattern")


def document(
    database: Database,
    kind: str,
    *,
    today: date,
    name: str | None = None,
    language: str | None = None,
    role: str = "mentee",
    certificate: str = "completion",
    design: str = "classic",
    paper: str = PAPERS[0],
    large: bool = False,
) -> tuple[list[Draft], Order]:
    """The documents that the words of a command line ask for, and how they are to be made.

    `name` is a person of the current cohort or the number of an issued certificate; without it they are of
    everybody. Certificates are issued, in one change, to who has earned one and has none yet.
    """
    kind_of(kind)
    issue = Issue(CertificateKind(certificate), today, design, language)
    with database.read() as view:
        cohort = current_cohort(view, today=today)
        order = Order(
            kind=kind,
            cohort=cohort.id if cohort else b"",
            today=today,
            language=language,
            paper=paper,
            large=large,
            role=Audience(role),
            issue=issue,
        )
        if kind == CERTIFICATE and name is not None:
            numbered = [row.id for row in register(view) if row.number == name]
            if numbered:
                return issued_drafts(view, numbered), order
        if name is not None:
            order = replace(order, chosen=_called(view, order, name))
    if kind == CERTIFICATE:
        order = _issued(database, order, issue)
    with database.read() as view:
        return drafts(view, order), order


def _issued(database: Database, order: Order, issue: Issue) -> Order:
    """The order for those who have earned a certificate, when each has one with a number."""
    with database.read() as view:
        chosen = earners(view, cohort=order.cohort, kind=issue.kind, chosen=order.chosen)
    issue_certificates(database, participants=chosen, issue=issue)
    return replace(order, chosen=tuple(chosen))


def _called(view: Work, order: Order, name: str) -> tuple[bytes, ...]:
    """Those of this name; a pairing is called by either of its people."""
    wanted = fold(name)
    cohort = b"" if kind_of(order.kind).of is Of.SOMEBODY else order.cohort
    found = [
        one.id
        for one in subjects(view, order.kind, cohort=cohort)
        if wanted in {fold(part) for part in (one.name, *one.name.split(" – "))}
    ]
    if not found:
        raise nobody(view, kind_of(order.kind).of, order.cohort, name)
    if kind_of(order.kind).of is Of.SOMEBODY and len(found) > 1:
        raise SeveralOfThatName(name=name, field="name")
    return tuple(found)


def nobody(view: Work, of: Of | None, cohort: bytes, name: str) -> Refusal:
    """Why there is no document of somebody of this name, where such documents are `of` whom."""
    if of in {Of.ROLE, Of.COHORT}:
        return MadeForAll(name=name, field="name")
    if of is Of.SOMEBODY:
        return NobodyOfThatName(name=name, field="name")
    if any(fold(who.name) == fold(name) for who in candidates(view, cohort=cohort)):
        return NotMadeFor(name=name, field="name")
    return (NoCertificateOf if of is Of.PERSON else NobodyCalled)(name=name, field="name")


def _write(
    out: BinaryIO, made: Sequence[Draft], order: Order, counted: Callable[[int], None] | None
) -> dict[str, int]:
    found: dict[str, int] = kind_of(order.kind).document.write(
        out,
        [one.values for one in made],
        paper=order.paper,
        large=order.large,
        progress=counted,
    )
    return found


def _counted(progress: Progress | None, total: int) -> Callable[[int], None] | None:
    if progress is None:
        return None
    return lambda n: progress(n / total, _("{n} of {total}").format(n=n, total=total))


def named_characters(lost: dict[str, int]) -> tuple[str, ...]:
    """Characters that no face could write, by their names."""
    if not lost:
        return ()
    from mentordesk.documents.text import character_names

    return tuple(character_names(lost))
