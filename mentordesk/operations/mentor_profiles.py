"""Mentors as they agreed to be shown: on a page each, or together in a booklet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from mentordesk.domain import names
from mentordesk.domain.participant import MATCHABLE, Participant, Role, Status
from mentordesk.domain.person import Channel, Level, Person, Photo
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.words import WORDS
from mentordesk.i18n import N_, Reader
from mentordesk.operations.bulk import chunks
from mentordesk.operations.document_pairs import words_for_roles
from mentordesk.operations.profile import Profile, profiles
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.mentor_booklet import MentorBookletText
    from mentordesk.documents.mentor_profile import MentorProfileText, Shown

LEAD = N_("These mentors take part and agreed to be shown here.")


@dataclass(frozen=True)
class Agreed:
    """A mentor who agreed to stand in the directory."""

    participant: bytes
    person: bytes
    name: str
    email: str


def agreed_mentors(view: Work, *, cohort: bytes) -> list[Agreed]:
    """The mentors of a cohort who agreed to be shown, by name."""
    rows = view.execute(
        select(Participant.id, Person.id, Person.name, Person.email)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.cohort_id == cohort, Participant.role.in_((Role.MENTOR, Role.BOTH)))
        .where(Participant.status.in_((*MATCHABLE, Status.PAUSED)), Person.consent_directory.is_(True))
        .order_by(Person.name, Participant.id)
    )
    return [Agreed(*row) for row in rows]


def shown(view: Work, people: Sequence[bytes], reader: Reader) -> "list[Shown]":
    """What each of these people agreed to show; the photo only where they agreed to that as well."""
    known = profiles(view, people)
    agreed = [key for key in people if key in known and known[key].columns["consent_photo"]]
    photos = {
        key: image
        for some in chunks(agreed)
        for key, image in view.execute(select(Photo.person_id, Photo.image).where(Photo.person_id.in_(some)))
    }
    return [_shown(known[key], photos.get(key), reader) for key in people if key in known]


def profile_text(
    view: Work, who: Agreed, *, cohort: Cohort, programme: Programme, reader: Reader
) -> "MentorProfileText":
    """A mentor's page."""
    from mentordesk.documents.mentor_profile import MentorProfileText

    return MentorProfileText(
        language=reader.language_code,
        programme=programme.name,
        cohort=cohort.name,
        logo=programme.logo,
        who=shown(view, [who.person], reader)[0],
        role_word=words_for_roles(programme, reader)[0],
    )


def booklet_text(
    view: Work, *, cohort: Cohort, programme: Programme, today: date, reader: Reader
) -> "MentorBookletText":
    """All mentors who agreed, in the reader's order of names."""
    from mentordesk.documents.mentor_booklet import MentorBookletText

    people = agreed_mentors(view, cohort=cohort.id)
    people.sort(key=lambda who: reader.sort_key(who.name))
    return MentorBookletText(
        language=reader.language_code,
        programme=programme.name,
        cohort=cohort.name,
        logo=programme.logo,
        mentors=tuple(shown(view, [who.person for who in people], reader)),
        issued_on=today,
        lead=reader.gettext(LEAD),
    )


def _shown(profile: Profile, photo: bytes | None, reader: Reader) -> "Shown":
    from mentordesk.documents.mentor_profile import Shown
    from mentordesk.documents.scripts import forms_used

    said = profile.columns
    return Shown(
        name=profile.name,
        initials=names.initials(profile.name, said["family_name"]),
        line=reader.line(
            (said["job_title"], said["industry"], place_words(said["city"], said["country"], reader))
        ),
        reading=said["reading"],
        forms=forms_used(said["document_language"], said["country"]),
        facts=tuple((reader.gettext(label), value) for label, value in _facts(profile, reader) if value),
        skills=tuple(sorted(profile.offered.items(), key=lambda one: (-one[1], reader.sort_key(one[0])))),
        interests=profile.interests,
        about=said["bio"],
        photo=photo,
    )


def place_words(city: str, country: str, reader: Reader) -> str:
    """City and country (an ISO code), as far as they are known."""
    land = reader.country(country) if country else ""
    if not city or not land:
        return city or land
    return reader.gettext("{city}, {country}").format(city=reader.isolated(city), country=land)


def zone_words(zone: str, reader: Reader) -> str:
    """The city that an IANA zone is named after, in the reader's language where it has a name there."""
    from babel.dates import get_timezone_location

    if not zone:
        return ""
    named = get_timezone_location(zone, locale=reader.locale, return_city=True) if "/" in zone else zone
    return reader.isolated(named.rpartition("/")[2])


def _facts(profile: Profile, reader: Reader) -> list[tuple[str, str]]:
    said = profile.columns
    spoken = [_spoken(code, level, reader) for code, level in profile.languages.items()]
    ways = [Channel(one) for one in said["channels"].split(",") if one in set(Channel)]
    months = said["experience_months"] or 0
    years = reader.ngettext("{n} year", "{n} years", months // 12).format(n=months // 12)
    return [
        (N_("Speaks"), reader.listing(spoken)),
        (N_("Experience"), years if months >= 12 else ""),  # noqa: PLR2004 - months of a year
        (N_("Free in a week"), _hours(said["week"], reader)),
        (N_("Meets by"), reader.line(reader.gettext(WORDS[Channel, way]) for way in ways)),
        (N_("Time zone"), zone_words(said["zone"], reader)),
    ]


def _spoken(code: str, level: Level | None, reader: Reader) -> str:
    name = reader.language(code)
    if level is None:
        return name
    return reader.gettext("{language} ({level})").format(
        language=name, level=reader.gettext(WORDS[Level, level])
    )


def _hours(week: bytes | None, reader: Reader) -> str:
    """How many hours of a week are free."""
    count = sum(byte.bit_count() for byte in week or b"")
    return reader.ngettext("{n} hour", "{n} hours", count).format(n=count) if count else ""
