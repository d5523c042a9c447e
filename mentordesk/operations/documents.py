"""The documents of a programme: what kinds there are, and making one or many of them as PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mentordesk.domain.certificate import CertificateKind
from mentordesk.domain.programme import Audience
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, Reader, _, autonym, fold
from mentordesk.operations.certificate_candidates import candidates
from mentordesk.operations.certificates import Issue, NobodyChosen, certificate_texts, issued_texts, register
from mentordesk.operations.document_files import distinct, safe_name, write_whole
from mentordesk.operations.handbook_text import handbook_text
from mentordesk.operations.programme import current_cohort
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.certificate_words import CertificateText

LABELS: dict[str, str] = {
    "section.edited": N_("Changed a section of the handbook"),
    "section.added": N_("Added a section to the handbook"),
    "section.hidden": N_("Left a section out of the handbook"),
    "section.shown": N_("Put a section back into the handbook"),
    "section.moved": N_("Moved a section of the handbook"),
    "section.reset": N_("Went back to the standard text of a section"),
    "sections.reset": N_("Went back to the standard text of the handbook"),
    "certificates.issued": N_("Issued certificates: {n}"),
    "certificate.withdrawn": N_("Withdrew a certificate of {person}"),
}

Progress = Callable[[float, str], None]

PAPERS = ("a4", "letter")
"""The papers documents are laid out for."""


class NoSuchDocument(Refusal):
    """There is no document {kind}. Nothing was made. Choose one of these: {kinds}."""


class NobodyCalled(Refusal):
    """Nobody in this cohort is called {name}, and no certificate has this number. Nothing was made. Write the
    name as it stands in People.
    """


@dataclass(frozen=True)
class Kind:
    """A kind of document in the menu: its title, and a line on what it is for."""

    key: str
    title: str
    words: str


KINDS = (
    Kind("handbook", N_("Handbook"), N_("For mentors or mentees, in their language")),
    Kind("certificate", N_("Certificate"), N_("Numbered, signed, one page for each person")),
)


DESIGNS = (("classic", N_("Classic")), ("modern", N_("Modern")))
"""How certificates may look; the same as documents' own, which takes long to import."""


@dataclass(frozen=True)
class Edition:
    """One handbook: for whom and in which language."""

    role: Audience
    language: str

    @property
    def file_name(self) -> str:
        words = Reader(self.language)
        title = "Handbook for mentors" if self.role is Audience.MENTOR else "Handbook for mentees"
        return safe_name(f"{words.gettext(title)} {autonym(self.language)}")


def editions(view: Work, *, cohort: bytes) -> list[Edition]:
    """The handbooks a cohort needs: each role in each language its people read."""
    found: set[Edition] = set()
    for who in candidates(view, cohort=cohort):
        for role, is_one in ((Audience.MENTOR, who.role.mentors), (Audience.MENTEE, who.role.learns)):
            if is_one:
                found.add(Edition(role, who.language))
    return sorted(found, key=lambda one: (one.role.value, one.language))


def print_handbook(
    view: Work, *, edition: Edition, today: date, cohort: bytes | None = None, paper: str = PAPERS[0]
) -> bytes:
    """A handbook as PDF bytes."""
    from mentordesk.documents.handbook import render
    from mentordesk.documents.layout import Paper

    text = handbook_text(view, role=edition.role, language=edition.language, today=today, cohort=cohort)
    return render(text, paper=Paper(paper))


def print_certificates(
    texts: "Sequence[CertificateText]", *, paper: str = PAPERS[0], progress: Progress | None = None
) -> bytes:
    """Certificates as one PDF; `progress(share, words)` may raise to stop."""
    from mentordesk.documents.certificate import certificates
    from mentordesk.documents.layout import Paper

    if not texts:
        raise NobodyChosen(field="people")
    return certificates(texts, paper=Paper(paper), progress=_counted(progress, len(texts)))


def write_handbooks(
    database: Database,
    *,
    editions: Sequence[Edition],
    folder: Path,
    today: date,
    cohort: bytes | None = None,
    paper: str = PAPERS[0],
    progress: Progress | None = None,
) -> list[Path]:
    """Write these handbooks into a folder, a file each; stopped, it leaves the finished ones."""
    names = distinct([one.file_name for one in editions])
    written = []
    for at, (edition, name) in enumerate(zip(editions, names, strict=True)):
        if progress:
            progress(at / len(editions), name)
        with database.read() as view:
            data = print_handbook(view, edition=edition, today=today, cohort=cohort, paper=paper)
        written.append(_whole(folder / name, data))
    return written


def write_certificates(
    texts: "Sequence[CertificateText]",
    *,
    folder: Path,
    paper: str = PAPERS[0],
    progress: Progress | None = None,
) -> list[Path]:
    """Write a file for each person into a folder; stopped, it leaves the finished ones."""
    if not texts:
        raise NobodyChosen(field="people")
    names = distinct([certificate_name(text) for text in texts])
    written = []
    for at, (text, name) in enumerate(zip(texts, names, strict=True)):
        if progress:
            progress(at / len(texts), name)
        written.append(_whole(folder / name, print_certificates([text], paper=paper)))
    return written


def write_together(
    texts: "Sequence[CertificateText]",
    *,
    file: Path,
    paper: str = PAPERS[0],
    progress: Progress | None = None,
) -> Path:
    """Write all certificates into one file; stopped, there is none."""
    from mentordesk.documents import certificate
    from mentordesk.documents.layout import Paper

    if not texts:
        raise NobodyChosen(field="people")
    size, counted = Paper(paper), _counted(progress, len(texts))
    return write_whole(
        file, lambda out: certificate.write_certificates(out, texts, paper=size, progress=counted)
    )


def certificate_name(text: "CertificateText") -> str:
    """The name of one certificate's file: its kind in its language, whose it is, and its number."""
    return safe_name(f"{text.title(Reader(text.language))} {text.name} {text.number}")


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
) -> bytes:
    """A document by the words of a command line, as PDF bytes.

    `name` is a person of the current cohort or the number of an issued certificate; without it certificates
    are of everybody who earned one. Nothing is issued: who has none yet gets a page without a number.
    """
    with database.read() as view:
        if kind == "handbook":
            edition = Edition(Audience(role), language or "en")
            return print_handbook(view, edition=edition, today=today, paper=paper)
        if kind != "certificate":
            raise NoSuchDocument(kind=kind, kinds=", ".join(one.key for one in KINDS))
        issue = Issue(CertificateKind(certificate), today, design, language)
        texts = _texts_called(view, name, issue)
    return print_certificates(texts, paper=paper)


def _texts_called(view: Work, name: str | None, issue: Issue) -> "list[CertificateText]":
    numbered = [row.id for row in register(view) if row.number == name]
    if numbered:
        return issued_texts(view, certificates=numbered)
    cohort = current_cohort(view, today=issue.today)
    people = candidates(view, cohort=cohort.id) if cohort else []
    if name is None:
        chosen = [one.id for one in people if one.has_earned(issue.kind)]
    else:
        chosen = [one.id for one in people if fold(one.name) == fold(name)]
        if not chosen:
            raise NobodyCalled(name=name, field="name")
    return certificate_texts(view, participants=chosen, issue=issue)


def _counted(progress: Progress | None, total: int) -> Callable[[int], None] | None:
    if progress is None:
        return None
    return lambda n: progress(n / total, _("{n} of {total}").format(n=n, total=total))


def _whole(path: Path, data: bytes) -> Path:
    return write_whole(path, lambda out: out.write(data))
