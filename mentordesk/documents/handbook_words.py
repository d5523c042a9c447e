"""What a handbook says."""

from dataclasses import dataclass
from datetime import date

from mentordesk.i18n import N_, Reader

COVER_TITLE = N_("Handbook")
FOR_ROLE = {"mentor": N_("for mentors"), "mentee": N_("for mentees")}
HEADERS = {"mentor": N_("Handbook for mentors"), "mentee": N_("Handbook for mentees")}


@dataclass(frozen=True)
class Section:
    """One chapter as plain lines: `## ` begins a subhead, `- ` a list item, `1. ` a numbered one.

    Lines with `> ` are a box whose first line is bold, lines with `|` a table whose first row is its head.
    Empty lines part paragraphs; the first paragraph is its lead.
    """

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Contact:
    """Whom a reader may ask."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class HandbookText:
    """The values of one handbook; `role` is mentor or mentee, `role_word` the programme's own word for it."""

    programme: str
    role: str
    language: str
    sections: tuple[Section, ...]
    issued_on: date
    cohort: str = ""
    role_word: str = ""
    contacts: tuple[Contact, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    logo: bytes | None = None
    light: bool = False

    def file_title(self, reader: Reader) -> str:
        return reader.line((self.header(reader), self.programme))

    def subtitle(self, reader: Reader) -> str:
        return self.role_word or reader.gettext(FOR_ROLE[self.role])

    def header(self, reader: Reader) -> str:
        """The document's name, at the head of each page."""
        if not self.role_word:
            return reader.gettext(HEADERS[self.role])
        return reader.line((reader.gettext(COVER_TITLE), self.role_word))

    def edition(self, reader: Reader) -> str:
        return reader.gettext("Edition of {day}").format(day=reader.date(self.issued_on, style="long"))
