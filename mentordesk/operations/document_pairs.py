"""The two people of a pairing as its documents need them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.i18n import Reader
from mentordesk.operations.certificate_candidates import language_for
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class Pair:
    """A pairing with its people, its cohort and its programme."""

    pairing: Pairing
    mentor: Person
    mentee: Person
    cohort: Cohort
    programme: Programme

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the mentee's and the mentor's documents, each once, the mentee's first."""
        usual = self.programme.language
        both = (self.mentee.document_language, self.mentor.document_language)
        return tuple(dict.fromkeys(language_for(one, usual) for one in both))

    @property
    def names(self) -> str:
        return f"{self.mentee.name} – {self.mentor.name}"


def pairs(view: Work, *, cohort: bytes, chosen: Sequence[bytes] = ()) -> list[Pair]:
    """The chosen pairings, or every open one of a cohort, oldest first."""
    mentor, mentee, one, other = aliased(Participant), aliased(Participant), aliased(Person), aliased(Person)
    query = (
        select(Pairing, one, other, Cohort, Programme)
        .join(mentor, mentor.id == Pairing.mentor_id)
        .join(one, one.id == mentor.person_id)
        .join(mentee, mentee.id == Pairing.mentee_id)
        .join(other, other.id == mentee.person_id)
        .join(Cohort, Cohort.id == Pairing.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .order_by(Pairing.id)
    )
    wanted = Pairing.id.in_(chosen) if chosen else (Pairing.cohort_id == cohort) & Pairing.status.in_(OPEN)
    return [Pair(*row) for row in view.execute(query.where(wanted))]


def words_for_roles(programme: Programme, reader: Reader) -> tuple[str, str]:
    """What mentor and mentee are called here, in a reader's language where the programme has no own words."""
    return (
        programme.mentor_word or reader.gettext("Mentor"),
        programme.mentee_word or reader.gettext("Mentee"),
    )


def by_day(day: date | None, reader: Reader) -> str:
    """A day as a date to be kept; empty for none."""
    return reader.gettext("by {day}").format(day=reader.date(day)) if day else ""


def minutes(count: int, reader: Reader) -> str:
    return reader.ngettext("{n} minute", "{n} minutes", count).format(n=reader.number(count))
