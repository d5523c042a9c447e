"""What the handbook of a programme says to a role in a language: sections, rules, people, contact."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mentordesk.documents.handbook_words import Contact, HandbookText, Section
from mentordesk.domain.participant import MATCHABLE, Participant, Role, Status
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Audience, Cohort, Programme
from mentordesk.i18n import Reader
from mentordesk.operations.handbook_sections import NoProgramme, handbook_sections
from mentordesk.operations.programme import current_cohort, programme_of
from mentordesk.storage.work import Work

Fact = tuple[str, str]


def handbook_text(
    view: Work, *, role: Audience, language: str, today: date, cohort: bytes | None = None
) -> HandbookText:
    """The handbook for mentors or mentees; of the current cohort where none is given."""
    programme = programme_of(view)
    if programme is None:
        raise NoProgramme
    intake = view.get(Cohort, cohort) if cohort else current_cohort(view, today=today)
    words = Reader(language)
    return HandbookText(
        programme=programme.name,
        role=role.value,
        language=language,
        sections=(*_sections(view, language, role), *_directory(view, intake, words)),
        issued_on=today,
        cohort=intake.name if intake else "",
        role_word=programme.mentor_word if role is Audience.MENTOR else programme.mentee_word,
        contacts=_contacts(programme, words),
        logo=programme.logo,
        facts=(*_about(programme, intake, words), *_rules(programme, words)),
    )


def _sections(view: Work, language: str, role: Audience) -> list[Section]:
    rows = handbook_sections(view, language=language, audience=role)
    return [Section(row.title, tuple(row.body.split("\n"))) for row in rows if row.shown]


def _contacts(programme: Programme, words: Reader) -> tuple[Contact, ...]:
    if not programme.contact_name:
        return ()
    role = words.gettext("Programme coordinator")
    return (Contact(programme.contact_name, role, programme.contact_email, programme.contact_phone),)


def _about(programme: Programme, cohort: Cohort | None, words: Reader) -> list[Fact]:
    facts = [
        (words.gettext("Organisation"), programme.organisation),
        (words.gettext("What it is for"), programme.purpose),
    ]
    if cohort:
        days = words.gettext("{first} to {last}").format(
            first=words.date(cohort.starts_on, "long"), last=words.date(cohort.ends_on, "long")
        )
        facts.append((words.gettext("Cohort"), words.line((cohort.name, days))))
    return [(label, value) for label, value in facts if value]


def _rules(programme: Programme, words: Reader) -> list[Fact]:
    """The programme's rules, in days and minutes."""
    return [
        (words.gettext("A session"), _minutes(programme.session_minutes, words)),
        (words.gettext("Time together in a month"), _minutes(programme.month_minutes, words)),
        (words.gettext("The trial"), _days(programme.trial_days, words)),
        (words.gettext("The coordinator asks how it goes"), _every(programme.check_in_days, words)),
        (words.gettext("The coordinator asks after a silence of"), _days(programme.stuck_days, words)),
    ]


def _minutes(n: int, words: Reader) -> str:
    return words.ngettext("{n} minute", "{n} minutes", n).format(n=n)


def _days(n: int, words: Reader) -> str:
    return words.ngettext("{n} day", "{n} days", n).format(n=n)


def _every(n: int, words: Reader) -> str:
    return words.ngettext("every day", "every {n} days", n).format(n=n)


def _directory(view: Work, cohort: Cohort | None, words: Reader) -> list[Section]:
    """The mentors who agreed to be in it; none where nobody did."""
    if cohort is None:
        return []
    rows = view.execute(
        select(Person.name, Person.family_name, Person.job_title, Person.city)
        .join(Participant, Participant.person_id == Person.id)
        .where(Participant.cohort_id == cohort.id, Participant.role.in_((Role.MENTOR, Role.BOTH)))
        .where(Participant.status.in_((*MATCHABLE, Status.PAUSED)), Person.consent_directory.is_(True))
    )
    people = sorted((_Listed(*row) for row in rows), key=lambda one: words.sort_key(one.name))
    if not people:
        return []
    lead = words.gettext("These mentors take part and agreed to be named here.")
    return [Section(words.gettext("Who the mentors are"), (lead, *(one.line(words) for one in people)))]


@dataclass(frozen=True)
class _Listed:
    """Somebody in the directory."""

    name: str
    family: str
    job: str
    city: str

    def line(self, words: Reader) -> str:
        return f"- {words.line((self.name, self.job, self.city))}"
