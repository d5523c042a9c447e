"""What is wrong with a person as somebody wants to save them."""

from zoneinfo import available_timezones

from sqlalchemy import ColumnElement, func, select

from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.interchange.contacts import parse_email
from mentordesk.interchange.refusals import NotAnAddress
from mentordesk.operations.profile import Part, Profile
from mentordesk.storage.work import Work

MOST_PLACES = 100
MOST_LEVEL = 5


class NameMissing(Refusal):
    """The name is missing. Nothing was saved. Write it as its owner does."""


class BadAddress(Refusal):
    """“{email}” is not an e-mail address. Nothing was saved. Correct it or leave it empty."""


class AddressTaken(Refusal):
    """{person} has the address {email} already. Nothing was saved. Give another one, or edit {person}."""


class UnknownZone(Refusal):
    """{zone} is not a time zone. Nothing was saved. Choose one from the list."""


class OwnManager(Refusal):
    """{person} cannot be their own manager, not through others either. Nothing was saved. Choose another."""


class FamilyNameElsewhere(Refusal):
    """“{family}” is not part of the name. Nothing was saved. Write it as it stands in the name."""


class NotAPart(Refusal):
    """{capacity} is not a number of mentees. Nothing was saved. Give one from 0 to 100."""


class PlacesTaken(Refusal):
    """{person} is a mentor in more pairings ({n}) than that. Nothing was saved. Close one, or allow more."""


class TakenAsMentee(Refusal):
    """{person} is paired as mentee. Nothing was saved. Close that pairing first, or choose both roles."""


class WishesThemselves(Refusal):
    """{person} cannot wish for themselves. Nothing was saved. Choose other people."""


def check_profile(work: Work, person: bytes, profile: Profile) -> None:
    """Raise the first refusal there is; its `field` names the column."""
    if not profile.name.strip():
        raise NameMissing(field="name")
    family = str(profile.columns.get("family_name") or "").strip()
    if family and family not in profile.name:
        raise FamilyNameElsewhere(family=family, field="family_name")
    zone = profile.columns.get("zone") or ""
    if zone and zone not in available_timezones():
        raise UnknownZone(zone=zone, field="zone")
    _check_email(work, person, str(profile.columns.get("email") or "").strip())
    _check_manager(work, person, profile)


def check_part(work: Work, participant: bytes, name: str, part: Part) -> None:
    """Raise when open pairings would lose their place."""
    if not 0 <= part.capacity <= MOST_PLACES:
        raise NotAPart(capacity=part.capacity, field="capacity")
    as_mentor = _open(work, Pairing.mentor_id == participant)
    if as_mentor > (part.capacity if part.role.mentors else 0):
        raise PlacesTaken(person=name, n=as_mentor, field="capacity" if part.role.mentors else "role")
    if not part.role.learns and _open(work, Pairing.mentee_id == participant):
        raise TakenAsMentee(person=name, field="role")


def _open(work: Work, whose: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Pairing).where(whose, Pairing.status.in_(OPEN))
    return work.scalar(query) or 0


def _check_email(work: Work, person: bytes, email: str) -> None:
    if not email:
        return
    try:
        parse_email(email)
    except NotAnAddress as error:
        raise BadAddress(email=email, field="email") from error
    same = select(Person.name).where(func.lower(Person.email) == email.lower(), Person.id != person)
    other = work.scalar(same.limit(1))
    if other is not None:
        raise AddressTaken(person=other, email=email, field="email")


def _check_manager(work: Work, person: bytes, profile: Profile) -> None:
    """Nobody leads themselves, along the whole line."""
    at = profile.columns.get("manager_id")
    seen: set[bytes] = set()
    while at is not None and at not in seen:
        if at == person:
            raise OwnManager(person=profile.name, field="manager_id")
        seen.add(at)
        at = work.scalar(select(Person.manager_id).where(Person.id == at))
