"""What a certificate says, in one language or in two."""

from dataclasses import dataclass
from datetime import date

from mentordesk.i18n import N_, Reader

TITLES = {
    "completion": N_("Certificate of completion"),
    "thanks": N_("Certificate of thanks"),
    "participation": N_("Certificate of participation"),
    "hours": N_("Certificate of mentoring hours"),
}
REASONS = {
    "completion": N_("for completing {programme}, {cohort}."),
    "thanks": N_("with thanks for the time and care given to {programme}, {cohort}."),
    "participation": N_("for taking part in {programme}, {cohort}."),
    "hours": N_("for the hours of mentoring given to {programme}, {cohort}."),
}
AWARDED = N_("This certificate is awarded to")
CHECKED = N_("Check it in MentorDesk, without internet: Documents, Check a certificate.")
CODE_HEAD = "MD1"

Figures = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Signatory:
    """Who signs: the name, what they are, and a picture of the signature when they gave one."""

    name: str
    role: str
    signature: bytes | None = None


@dataclass(frozen=True)
class Second:
    """The same in a second language; an empty reason is the sentence of the kind."""

    language: str
    figures: Figures = ()
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CertificateText:
    """The values of one certificate; `figures` are pairs of a value and its label, both already words.

    `reading` is the name in other letters, where its owner gave one, `forms` the language whose forms of
    ideographs it takes; `code` the check code, as AAAA-BBBB.
    """

    name: str
    kind: str
    programme: str
    language: str
    issued_on: date
    cohort: str = ""
    reason: str = ""
    figures: Figures = ()
    place: str = ""
    number: str = ""
    signatories: tuple[Signatory, ...] = ()
    logo: bytes | None = None
    design: str = "classic"
    organisation: str = ""
    reading: str = ""
    forms: str = ""
    code: str = ""
    portrait: bool = False
    second: Second | None = None

    @property
    def shared(self) -> tuple[object, ...]:
        """What all certificates of one issue have in common."""
        return (
            *(self.design, self.portrait, self.language, self.kind, self.programme, self.cohort),
            *(self.organisation, self.place, self.issued_on, self.signatories, self.logo),
            self.second and self.second.language,
        )

    @property
    def body(self) -> tuple[object, ...]:
        """What a certificate's reason is drawn from."""
        return (
            *(self.design, self.portrait, self.language, self.kind, self.programme, self.cohort),
            *(self.place, self.issued_on, self.reason, self.figures, self.second),
        )

    def file_title(self, reader: Reader) -> str:
        return self.title(reader)

    def title(self, reader: Reader) -> str:
        return reader.gettext(TITLES[self.kind])

    def reason_words(self, reader: Reader, reason: str | None = None) -> str:
        """The reason as given, else the sentence of its kind."""
        given = self.reason if reason is None else reason
        if given:
            return given
        sentence = reader.gettext(REASONS[self.kind])
        return sentence.format(programme=reader.isolated(self.programme), cohort=reader.isolated(self.cohort))

    def place_and_date(self, reader: Reader) -> str:
        day = reader.date(self.issued_on, style="long")
        return (
            reader.gettext("{place}, {day}").format(place=reader.isolated(self.place), day=day)
            if self.place
            else day
        )

    def number_words(self, reader: Reader) -> str:
        return reader.gettext("No. {number}").format(number=reader.code(self.number)) if self.number else ""

    @property
    def qr(self) -> str:
        """What the QR code says; empty before a certificate is issued."""
        return f"{CODE_HEAD}|{self.number}|{self.code.replace('-', '')}" if self.number and self.code else ""

    def versions(self) -> "tuple[Version, ...]":
        """What is said in each language, the recipient's first."""
        first = Version(self, Reader(self.language), self.figures, self.reason)
        if self.second is None or self.second.language == self.language:
            return (first,)
        reader = Reader(self.second.language)
        return (first, Version(self, reader, self.second.figures, self.second.reason))


@dataclass(frozen=True)
class Version:
    """A certificate's words in one language."""

    text: CertificateText
    reader: Reader
    figures: Figures
    reason: str

    @property
    def language(self) -> str:
        return self.reader.language_code

    @property
    def title(self) -> str:
        return self.text.title(self.reader)

    @property
    def awarded(self) -> str:
        return self.reader.gettext(AWARDED)

    @property
    def why(self) -> str:
        return self.text.reason_words(self.reader, self.reason)

    @property
    def counted(self) -> str:
        return self.reader.line(f"{value} {label}" for value, label in self.figures)

    @property
    def issued(self) -> str:
        return self.text.place_and_date(self.reader)
