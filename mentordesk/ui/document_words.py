"""Words for the choices of documents."""

from mentordesk.domain.certificate import CertificateKind
from mentordesk.domain.programme import Audience
from mentordesk.i18n import LANGUAGES, N_, _, autonym
from mentordesk.operations.documents import DESIGNS

CERTIFICATES = {
    CertificateKind.COMPLETION: N_("Completion"),
    CertificateKind.THANKS: N_("Thanks to mentors"),
    CertificateKind.PARTICIPATION: N_("Participation"),
    CertificateKind.HOURS: N_("Hours of mentoring"),
}
PAPERS = {"a4": N_("A4"), "letter": N_("Letter")}
AUDIENCES = {
    Audience.BOTH: N_("Everybody"),
    Audience.MENTOR: N_("Mentors"),
    Audience.MENTEE: N_("Mentees"),
}
Choices = tuple[tuple[object, str], ...]


def certificate_kinds() -> Choices:
    return tuple((kind, _(words)) for kind, words in CERTIFICATES.items())


def designs() -> Choices:
    return tuple((key, _(words)) for key, words in DESIGNS)


def papers() -> Choices:
    return tuple((key, _(words)) for key, words in PAPERS.items())


def languages() -> Choices:
    """The languages MentorDesk writes documents in, each by its own name."""
    return tuple((code, autonym(code)) for code in LANGUAGES)


def audience_word(audience: Audience) -> str:
    return _(AUDIENCES[audience])
