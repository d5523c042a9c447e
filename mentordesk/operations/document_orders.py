"""What is asked for when documents are made, and the documents that this gives, each with whom it is for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mentordesk.domain.certificate import CertificateKind
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Audience, Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, Reader, autonym
from mentordesk.operations.agreements import agreement_text
from mentordesk.operations.certificate_candidates import candidates, language_for
from mentordesk.operations.certificates import (
    Issue,
    NobodyChosen,
    NobodyEarnedIt,
    certificate_texts,
    issued_texts,
)
from mentordesk.operations.document_pairs import Pair, pairs
from mentordesk.operations.handbook_sections import NoProgramme
from mentordesk.operations.handbook_text import handbook_text
from mentordesk.operations.introductions import introductions
from mentordesk.operations.matching_report import proposal_text
from mentordesk.operations.mentor_profiles import Agreed, agreed_mentors, booklet_text, profile_text
from mentordesk.operations.note_cards import OCCASIONS, note_card_text
from mentordesk.operations.privacy import person_data_text, somebody
from mentordesk.operations.programme_report import programme_report_text
from mentordesk.operations.reports import attendance_text, pairing_report_text
from mentordesk.operations.session_sheets import session_sheet_text
from mentordesk.storage.work import Work


class NothingToPrint(Refusal):
    """There is nothing to print: for those chosen this has not come about yet. No document was made. Choose
    others, or another occasion.
    """


class NoMentorAgreed(Refusal):
    """No mentor of this cohort agreed to be shown, so no document was made. Ask them, and tick “may stand in
    the directory” in People.
    """


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be made: a kind, of a cohort, for those chosen (for everybody where nobody is).

    `language` is one for all; empty for everybody's own. `issue` is what certificates say; `title`, `day` and
    `place` are those of a meeting.
    """

    kind: str
    cohort: bytes
    today: date
    chosen: tuple[bytes, ...] = ()
    language: str | None = None
    paper: str = "a4"
    large: bool = False
    role: Audience | None = None
    light: bool = False
    issue: Issue | None = None
    occasion: str = OCCASIONS[0].key
    title: str = ""
    day: date | None = None
    place: str = ""


@dataclass(frozen=True)
class Recipient:
    """Whom a document is sent to."""

    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Draft:
    """One document before it is drawn: its values, what it is called, and whom it is for."""

    values: Any
    title: str
    name: str
    to: tuple[Recipient, ...] = ()
    number: str = ""

    @property
    def language(self) -> str:
        return str(self.values.language)


def drafts(view: Work, order: Order) -> list[Draft]:
    """The documents of an order, in its order; a refusal where there is none."""
    made = SOURCES[order.kind](view, order)
    if not made:
        raise NothingToPrint(field="people")
    return made


def _handbooks(view: Work, order: Order) -> list[Draft]:
    """One of a role and a language; without a role, those that the cohort's people read."""
    people = candidates(view, cohort=order.cohort)
    roles = (order.role,) if order.role else (Audience.MENTOR, Audience.MENTEE)
    made = []
    for role in roles:
        readers = [
            who for who in people if (who.role.mentors if role is Audience.MENTOR else who.role.learns)
        ]
        spoken = sorted({who.language for who in readers})
        for code in (order.language,) if order.language else spoken or [_usual(view, order)]:
            values = handbook_text(view, role=role, language=code, today=order.today, cohort=order.cohort)
            to = tuple(
                Recipient(who.name, who.email, who.language) for who in readers if who.language == code
            )
            made.append(
                Draft(replace(values, light=order.light), values.header(Reader(code)), autonym(code), to)
            )
    return made


def _usual(view: Work, order: Order) -> str:
    return _frame(view, order)[1].language


def _certificates(view: Work, order: Order) -> list[Draft]:
    """For the chosen participants, without issuing anything."""
    issue = order.issue or Issue(CertificateKind.COMPLETION, order.today, language=order.language)
    people = {one.id: one for one in candidates(view, cohort=order.cohort)}
    chosen = order.chosen or tuple(key for key, one in people.items() if one.has_earned(issue.kind))
    texts = certificate_texts(view, participants=chosen, issue=issue)
    known = [people[key] for key in chosen if key in people]
    if not texts:
        raise NobodyChosen(field="people") if order.chosen else NobodyEarnedIt(field="people")
    return [
        certificate_draft(text, Recipient(who.name, who.email, who.language))
        for text, who in zip(texts, known, strict=False)
    ]


def issued_drafts(view: Work, certificates: Sequence[bytes]) -> list[Draft]:
    """Certificates of the register, to print them again."""
    return [certificate_draft(text) for text in issued_texts(view, certificates=certificates)]


def certificate_draft(text: Any, *to: Recipient) -> Draft:
    """One certificate as a draft."""
    return Draft(text, text.title(Reader(text.language)), text.name, to, text.number)


def _of_pairs(
    title: str, make: Callable[[Work, Pair, Order], Sequence[Any]]
) -> Callable[[Work, Order], list[Draft]]:
    """A source of documents that each belong to a pairing."""

    def source(view: Work, order: Order) -> list[Draft]:
        return [
            Draft(values, Reader(values.language).gettext(title), pair.names, _both(pair))
            for pair in pairs(view, cohort=order.cohort, chosen=order.chosen)
            for values in make(view, pair, order)
        ]

    return source


def _both(pair: Pair) -> tuple[Recipient, ...]:
    return (_recipient(pair.mentee, pair.programme), _recipient(pair.mentor, pair.programme))


def _recipient(person: Person, programme: Programme) -> Recipient:
    return Recipient(person.name, person.email, language_for(person.document_language, programme.language))


def _introductions(view: Work, order: Order) -> list[Draft]:
    """Two letters a pairing, each to its reader."""
    made = []
    for pair in pairs(view, cohort=order.cohort, chosen=order.chosen):
        to_mentee, to_mentor = introductions(view, pair.pairing.id, today=order.today)
        for values, person in ((to_mentee, pair.mentee), (to_mentor, pair.mentor)):
            title = Reader(values.language).gettext("Introduction letter")
            made.append(Draft(values, title, person.name, (_recipient(person, pair.programme),)))
    return made


def _cards(view: Work, pair: Pair, order: Order) -> Sequence[Any]:
    text = note_card_text(view, pair, occasion=order.occasion, language=order.language)
    return () if text is None else (text,)


def _profiles(view: Work, order: Order) -> list[Draft]:
    cohort, programme = _frame(view, order)
    reader = Reader(order.language or programme.language)
    title = reader.gettext("Mentor profile")
    return [
        Draft(
            profile_text(view, who, cohort=cohort, programme=programme, reader=reader),
            title,
            who.name,
            (Recipient(who.name, who.email, reader.language_code),),
        )
        for who in _agreed(view, order)
    ]


def _agreed(view: Work, order: Order) -> list[Agreed]:
    found = agreed_mentors(view, cohort=order.cohort)
    if not found:
        raise NoMentorAgreed
    return [who for who in found if not order.chosen or who.participant in order.chosen]


def _frame(view: Work, order: Order) -> tuple[Cohort, Programme]:
    cohort = view.get(Cohort, order.cohort)
    if cohort is None:
        raise NoProgramme
    return cohort, view.get_one(Programme, cohort.programme_id)


def _booklet(view: Work, order: Order) -> list[Draft]:
    cohort, programme = _frame(view, order)
    reader = Reader(order.language or programme.language)
    _agreed(view, order)
    values = booklet_text(view, cohort=cohort, programme=programme, today=order.today, reader=reader)
    return [Draft(values, reader.gettext("Our mentors"), cohort.name)]


def _programme_report(view: Work, order: Order) -> list[Draft]:
    cohort, programme = _frame(view, order)
    reader = Reader(order.language or programme.language)
    values = programme_report_text(view, cohort=cohort, programme=programme, today=order.today, reader=reader)
    return [Draft(values, reader.gettext("Programme report"), cohort.name)]


def _proposal(view: Work, order: Order) -> list[Draft]:
    cohort, programme = _frame(view, order)
    reader = Reader(order.language or programme.language)
    values = proposal_text(view, cohort=cohort, programme=programme, today=order.today, reader=reader)
    if not values.pairs and not values.without:
        raise NothingToPrint
    return [Draft(values, reader.gettext("Matching proposal"), cohort.name)]


def _attendance(view: Work, order: Order) -> list[Draft]:
    cohort, programme = _frame(view, order)
    reader = Reader(order.language or programme.language)
    values = attendance_text(
        view,
        cohort=cohort,
        programme=programme,
        reader=reader,
        occasion=order.title,
        day=order.day,
        place=order.place,
    )
    return [Draft(values, reader.gettext("Attendance list"), order.title or cohort.name)]


def _person_data(view: Work, order: Order) -> list[Draft]:
    made = []
    for person in order.chosen or [key for key, _name in somebody(view, cohort=order.cohort)]:
        values = person_data_text(view, person=person, today=order.today, language=order.language)
        title = Reader(values.language).gettext("Your data")
        made.append(Draft(values, title, values.name, (_reader_of(view, person, values.language),)))
    return made


def _reader_of(view: Work, person: bytes, language: str) -> Recipient:
    who = view.get_one(Person, person)
    return Recipient(who.name, who.email, language)


SOURCES: dict[str, Callable[[Work, Order], list[Draft]]] = {
    "handbook": _handbooks,
    "certificate": _certificates,
    "agreement": _of_pairs(
        N_("Mentoring agreement"), lambda _view, pair, order: (agreement_text(pair, language=order.language),)
    ),
    "session-sheet": _of_pairs(
        N_("Session sheet"),
        lambda view, pair, order: (
            session_sheet_text(view, pair, today=order.today, language=order.language),
        ),
    ),
    "introduction": _introductions,
    "note-card": _of_pairs(N_("Note card"), _cards),
    "mentor-profile": _profiles,
    "mentor-booklet": _booklet,
    "matching-proposal": _proposal,
    "pairing-report": _of_pairs(
        N_("Pairing report"),
        lambda view, pair, order: (
            pairing_report_text(view, pair, today=order.today, language=order.language),
        ),
    ),
    "programme-report": _programme_report,
    "attendance-list": _attendance,
    "person-data": _person_data,
}
"""What gives the documents of each kind."""
