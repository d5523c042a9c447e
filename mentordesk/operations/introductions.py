"""Letters that introduce the two of a pairing to each other, each in its reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from mentordesk.domain.pairing import Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import (
    Channel,
    Person,
    PersonLanguage,
    PersonSkill,
    PersonTag,
    Skill,
    Tag,
    TagKind,
)
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Party
from mentordesk.i18n import N_, Reader
from mentordesk.operations.certificate_candidates import language_for
from mentordesk.operations.mentor_profiles import place_words, zone_words
from mentordesk.operations.programme import signatories
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.introduction import IntroductionText, Reach

AGENDA = (
    N_("Who are you, and what brought you here? Ten minutes each."),
    N_("What do you hope for? Name two or three things that should be different at the end."),
    N_("How will you work together: how often, how long, where, and how do you reach each other?"),
    N_("What stays between the two of you?"),
    N_("Settle the day of the next session, and one small thing to do until then."),
)
"""What a first session is for, in the order of an hour."""


@dataclass(frozen=True)
class _Side:
    """One of the two, with what the other may want to know: skills offered and wanted by name, and tags."""

    person: Person
    languages: tuple[str, ...]
    offered: frozenset[str]
    wanted: frozenset[str]
    interests: frozenset[str]


@dataclass(frozen=True)
class _Pair:
    """A pairing as its letters see it."""

    pairing: Pairing
    programme: Programme
    cohort: Cohort
    mentor: _Side
    mentee: _Side
    signer: tuple[str, str]


def introductions(view: Work, pairing: bytes, *, today: date) -> "tuple[IntroductionText, IntroductionText]":
    """The letter to the mentee about the mentor, and the one to the mentor about the mentee."""
    pair = _pair(view, pairing)
    return _letter(pair, Party.MENTEE, today), _letter(pair, Party.MENTOR, today)


def _letter(pair: _Pair, to: Party, today: date) -> "IntroductionText":
    """The letter to one of the two, in that person's language; without one, in the programme's."""
    from mentordesk.documents.introduction import IntroductionText

    mine, other = (pair.mentee, pair.mentor) if to is Party.MENTEE else (pair.mentor, pair.mentee)
    code = language_for(mine.person.document_language, pair.programme.language)
    reader = Reader(code)
    return IntroductionText(
        language=code,
        programme=pair.programme.name,
        cohort=pair.cohort.name,
        logo=pair.programme.logo,
        to=mine.person.name,
        about=other.person.name,
        role_line=_role_line(pair, to, reader),
        opening=_opening(other, reader),
        reasons=tuple(words for make in REASONS if (words := make(pair, reader))),
        facts=_facts(other, reader),
        reach=_reach(other.person, reader),
        agenda=tuple(reader.gettext(line) for line in AGENDA),
        next_step=_next_step(pair, to, reader),
        signer=pair.signer[0],
        signer_role=pair.signer[1],
        day=reader.date(today, "long"),
    )


def _role_line(pair: _Pair, to: Party, reader: Reader) -> str:
    mentor = pair.programme.mentor_word or reader.gettext("Mentor")
    mentee = pair.programme.mentee_word or reader.gettext("Mentee")
    template = N_("Your {role} in {programme}")
    role = mentor if to is Party.MENTEE else mentee
    return reader.gettext(template).format(role=role, programme=reader.isolated(pair.programme.name))


def _opening(other: _Side, reader: Reader) -> str:
    said = N_("You and {other} are a pairing now. Here is why you suit each other, and how you may begin.")
    return reader.filled(reader.gettext(said), other=reader.isolated(other.person.name))


def _shared_skills(pair: _Pair, reader: Reader) -> str:
    shared = sorted(pair.mentee.wanted & pair.mentor.offered, key=reader.sort_key)
    said = N_("{mentor} offers what {mentee} wants to learn: {skills}.")
    if not shared:
        return ""
    return reader.gettext(said).format(**_names(pair, reader), skills=reader.listing(shared))


def _shared_field(pair: _Pair, reader: Reader) -> str:
    mine, theirs = pair.mentee.person.industry.strip(), pair.mentor.person.industry.strip()
    if not mine or mine.casefold() != theirs.casefold():
        return ""
    return reader.filled(reader.gettext(N_("You both work in {industry}.")), industry=reader.isolated(theirs))


def _shared_interests(pair: _Pair, reader: Reader) -> str:
    shared = sorted(pair.mentee.interests & pair.mentor.interests, key=reader.sort_key)
    if not shared:
        return ""
    return reader.gettext(N_("You share an interest in {interests}.")).format(
        interests=reader.listing(shared)
    )


def _shared_languages(pair: _Pair, reader: Reader) -> str:
    shared = [code for code in pair.mentee.languages if code in pair.mentor.languages]
    if not shared:
        return ""
    names = reader.listing([reader.language(code) for code in shared])
    return reader.gettext(N_("You can talk in {languages}.")).format(languages=names)


def _shared_hours(pair: _Pair, reader: Reader) -> str:
    from mentordesk.matching.week import stretches

    mine, theirs = pair.mentee.person, pair.mentor.person
    found = stretches(
        mine.week or b"",
        mine.zone,
        theirs.week or b"",
        theirs.zone,
        starts=pair.cohort.starts_on,
        ends=pair.cohort.ends_on,
    )
    least = min((one.hours for one in found), default=0)
    if least < 1:
        return ""
    said = reader.ngettext(
        "Your weeks have {n} hour in common.", "Your weeks have {n} hours in common.", int(least)
    )
    return said.format(n=reader.number(int(least)))


REASONS: tuple[Callable[[_Pair, Reader], str], ...] = (
    _shared_skills,
    _shared_field,
    _shared_interests,
    _shared_languages,
    _shared_hours,
)
"""Why the two suit each other, the strongest reason first; each is empty where there is nothing to say."""


def _facts(other: _Side, reader: Reader) -> tuple[tuple[str, str], ...]:
    person = other.person
    told = (
        (N_("Works as"), person.job_title),
        (N_("Field"), person.industry),
        (N_("Lives in"), place_words(person.city, person.country, reader)),
        (N_("Time zone"), zone_words(person.zone, reader)),
        (N_("Speaks"), reader.listing([reader.language(code) for code in other.languages])),
        (N_("Interests"), reader.listing(sorted(other.interests, key=reader.sort_key))),
    )
    return tuple((reader.gettext(label), value) for label, value in told if value)


def _reach(person: Person, reader: Reader) -> "tuple[Reach, ...]":
    """The address, and the number where the person may be called; the preferred way first."""
    from mentordesk.documents.introduction import Reach

    by_phone = person.phone if Channel.PHONE in person.channels.split(",") else ""
    found = [(Channel.EMAIL, N_("E-mail"), person.email), (Channel.PHONE, N_("Phone"), by_phone)]
    found.sort(key=lambda way: way[0] is not person.preferred_channel)
    return tuple(Reach(reader.gettext(label), value) for _channel, label, value in found if value)


def _next_step(pair: _Pair, to: Party, reader: Reader) -> str:
    told = {
        Party.MENTEE: N_("Write to {other} within a week, and propose two hours for a first session."),
        Party.MENTOR: N_("{other} writes to you within a week. Answer with an hour that suits you."),
    }
    other = pair.mentor if to is Party.MENTEE else pair.mentee
    return reader.gettext(told[to]).format(other=reader.isolated(other.person.name))


def _names(pair: _Pair, reader: Reader) -> dict[str, str]:
    return {
        "mentor": reader.isolated(pair.mentor.person.name),
        "mentee": reader.isolated(pair.mentee.person.name),
    }


def _pair(view: Work, key: bytes) -> _Pair:
    pairing = view.get_one(Pairing, key)
    cohort = view.get_one(Cohort, pairing.cohort_id)
    first = next(iter(signatories(view)), None)
    programme = view.get_one(Programme, cohort.programme_id)
    signer = (first.name, first.role) if first else (programme.contact_name, "")
    mentor, mentee = _side(view, pairing.mentor_id), _side(view, pairing.mentee_id)
    return _Pair(pairing, programme, cohort, mentor, mentee, signer)


def _side(view: Work, participant: bytes) -> _Side:
    person = view.get_one(Person, view.get_one(Participant, participant).person_id)
    spoken = select(PersonLanguage.code).where(PersonLanguage.person_id == person.id)
    skills = view.execute(
        select(Skill.name, PersonSkill.offered, PersonSkill.wanted)
        .join(PersonSkill, PersonSkill.skill_id == Skill.id)
        .where(PersonSkill.person_id == person.id)
    ).all()
    tags = (
        select(Tag.name)
        .join(PersonTag, PersonTag.tag_id == Tag.id)
        .where(PersonTag.person_id == person.id, Tag.kind == TagKind.INTEREST)
    )
    return _Side(
        person=person,
        languages=tuple(view.scalars(spoken.order_by(PersonLanguage.position, PersonLanguage.id))),
        offered=frozenset(name for name, offered, _wanted in skills if offered),
        wanted=frozenset(name for name, _offered, wanted in skills if wanted),
        interests=frozenset(view.scalars(tags)),
    )
