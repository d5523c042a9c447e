"""One person with everything the panel beside the list says."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import Participant, participant_key
from mentordesk.domain.person import Person, Photo, photo_key
from mentordesk.operations.person_rows import PersonRow, people
from mentordesk.operations.profile import Part, Profile, part, profile
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class Partner:
    """Somebody a person is paired with."""

    pairing: bytes
    person: bytes
    name: str


@dataclass(frozen=True)
class PersonDetail:
    """A person, what they are in the cohort, whom they are paired with, and who leads them."""

    row: PersonRow
    profile: Profile
    part: Part | None
    partners: tuple[Partner, ...]
    manager: str
    photo: bytes | None
    names: dict[bytes, str]


def person_detail(view: Work, person: bytes, *, cohort: bytes | None, today: date) -> PersonDetail | None:
    """The person, in a cohort or in their newest one; None when there is no such person there."""
    row = next(iter(people(view, cohort=cohort, today=today, only=[person])), None)
    known = profile(view, person)
    if row is None or known is None:
        return None
    held = part(view, row.participant) if row.participant else None
    wanted = [*(held.wishes if held else ()), *(held.never if held else ())]
    manager = known.columns["manager_id"]
    names = names_of(view, [*wanted, *([manager] if manager else [])])
    return PersonDetail(
        row,
        known,
        held,
        _partners(view, row.participant),
        names.get(manager, ""),
        view.scalar(select(Photo.image).where(Photo.id == photo_key(person))),
        names,
    )


def part_of(view: Work, person: bytes, cohort: bytes) -> Part | None:
    """What a person is in a cohort."""
    return part(view, participant_key(cohort, person))


def photo_of(view: Work, person: bytes) -> bytes | None:
    """Somebody's picture."""
    return view.scalar(select(Photo.image).where(Photo.id == photo_key(person)))


def names_of(view: Work, people: list[bytes]) -> dict[bytes, str]:
    """The names of people by key."""
    rows = view.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return dict(rows.all())


def people_names(view: Work) -> list[tuple[bytes, str]]:
    """Everybody by key and name, for choosing one."""
    return [(key, name) for key, name in view.execute(select(Person.id, Person.name).order_by(Person.name))]


def _partners(view: Work, participant: bytes | None) -> tuple[Partner, ...]:
    found: list[Partner] = []
    for mine, theirs in ((Pairing.mentor_id, Pairing.mentee_id), (Pairing.mentee_id, Pairing.mentor_id)):
        other = aliased(Participant)
        query = select(Pairing.id, Person.id, Person.name).join(other, other.id == theirs)
        query = query.join(Person, Person.id == other.person_id)
        query = query.where(mine == participant, Pairing.status.in_(OPEN)).order_by(Pairing.id)
        found += [Partner(pairing, person, name) for pairing, person, name in view.execute(query)]
    return tuple(found)
