"""What a coordinator does with people: add, edit, pause, move on, take out, remember views, write to them.

Nobody's open pairings lose their ground here: capacity, role and cohort change only where they allow it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select, update

from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import Participant, Role, Status, Wish, participant_key
from mentordesk.domain.person import Person, Photo, photo_key
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.bulk import bury_many, chunks, put_many
from mentordesk.operations.own_names import own_names
from mentordesk.operations.people_checks import check_part, check_profile
from mentordesk.operations.profile import Part, Profile
from mentordesk.operations.profile_rows import (
    OWNED,
    part_row,
    profile_rows,
    replace_owned,
    write_part,
    write_words,
)
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "person.added": N_("Added {person}"),
    "person.edited": N_("Changed {person}"),
    "person.paused": N_("Paused {person}"),
    "person.removed": N_("Removed {person}"),
    "people.removed": N_("Removed people: {n}"),
    "people.status": N_("Changed the status of people: {n}"),
    "people.role": N_("Changed the role of people: {n}"),
    "people.capacity": N_("Changed the capacity of people: {n}"),
    "people.joined": N_("Added people to the cohort {cohort}: {n}"),
    "people.left": N_("Took people out of the cohort {cohort}: {n}"),
    "view.saved": N_("Saved a view of people"),
    "view.removed": N_("Removed a view of people"),
}


class StillPaired(Refusal):
    """{person} is still paired. Nothing was changed. Close the pairing first."""


class PairedInRole(Refusal):
    """{person} has pairings in the other role. Nothing was changed. Close them first, or choose both."""


class MorePairedThanPlaces(Refusal):
    """{person} has more pairings ({n}) than that. Nothing was changed. Close one first, or allow more."""


class BadCapacity(Refusal):
    """{capacity} is not a number of mentees. Nothing was changed. Give one from 0 to 100."""


class PauseEndsEarly(Refusal):
    """The pause would end on {day}, which is not ahead. Nothing was changed. Choose a later day."""


MOST_PLACES = 100
KEPT = b""
"""Instead of a picture: the one that is there stays."""


def add_person(
    database: Database,
    *,
    profile: Profile,
    cohort: bytes | None = None,
    part: Part | None = None,
    photo: bytes | None = None,
) -> bytes:
    """Somebody new, in a cohort when `part` says what as; returns the person's key."""
    with database.read() as view:
        key = view.new_key()
    with database.change(Label.of("person.added", person=key)) as work:
        _save(work, key, profile, cohort, part)
        if photo:
            put_photo(work, key, photo)
    return key


def edit_person(
    database: Database,
    *,
    person: bytes,
    profile: Profile,
    cohort: bytes | None = None,
    part: Part | None = None,
    photo: bytes | None = KEPT,
) -> None:
    """Make a person, and what they are in a cohort, exactly this; without `part` that stays as it is."""
    with database.change(Label.of("person.edited", person=person)) as work:
        _save(work, person, profile, cohort, part)
        if photo != KEPT:
            put_photo(work, person, photo)


def set_photo(database: Database, *, person: bytes, image: bytes | None) -> None:
    """Keep somebody's picture, or none."""
    with database.change(Label.of("person.edited", person=person)) as work:
        put_photo(work, person, image)


def put_photo(work: Work, person: bytes, image: bytes | None) -> None:
    """The same inside an open change."""
    if image is None:
        bury_many(work, Photo, [photo_key(person)])
    else:
        put_many(work, Photo, [{"id": photo_key(person), "person_id": person, "image": image}])


def _save(work: Work, person: bytes, profile: Profile, cohort: bytes | None, part: Part | None) -> None:
    check_profile(work, person, profile)
    rows = profile_rows([(person, profile)], own_names(work))
    put_many(work, Person, rows[Person])
    write_words(work, rows)
    replace_owned(work, person, rows)
    if cohort is not None and part is not None:
        check_part(work, participant_key(cohort, person), profile.name, part)
        write_part(work, cohort, person, part)


def pause_person(database: Database, *, participant: bytes, until: date | None, today: date) -> None:
    """Let somebody rest until a day, or for now; they are not matched meanwhile."""
    if until is not None and until <= today:
        raise PauseEndsEarly(day=until, field="until")
    with database.read() as view:
        person = view.get_one(Participant, participant).person_id
    with database.change(Label.of("person.paused", person=person)) as work:
        row = work.get_one(Participant, participant)
        row.status, row.paused_until = Status.PAUSED, until


def remove_people(database: Database, *, people: Sequence[bytes]) -> None:
    """Remove people whose pairings are all closed, with everything that was theirs alone."""
    label = Label.of("people.removed", n=len(people))
    if len(people) == 1:
        label = Label.of("person.removed", person=people[0])
    with database.change(label) as work:
        for some in chunks(people):
            parts = list(work.scalars(select(Participant.id).where(Participant.person_id.in_(some))))
            _check_unpaired(work, parts)
            for kind in (*OWNED, Photo):
                bury_many(work, kind, list(work.scalars(select(kind.id).where(kind.person_id.in_(some)))))
            _bury_parts(work, parts)
            bury_many(work, Wish, list(work.scalars(select(Wish.id).where(Wish.person_id.in_(some)))))
            work.execute(update(Person).where(Person.manager_id.in_(some)).values(manager_id=None))
            bury_many(work, Person, some)


def set_status(
    database: Database, *, participants: Sequence[bytes], status: Status, today: date, reason: str = ""
) -> None:
    """Give many participants a status; a pause that was set ends, and waiting begins today or goes on."""
    since = func.coalesce(Participant.waiting_since, today) if status is Status.WAITING else None
    _set(
        database,
        "people.status",
        participants,
        {"status": status, "paused_until": None, "reason": reason.strip(), "waiting_since": since},
    )


def set_capacity(database: Database, *, participants: Sequence[bytes], capacity: int) -> None:
    """Give many mentors room for so many; refused where more pairings are open."""
    if not 0 <= capacity <= MOST_PLACES:
        raise BadCapacity(capacity=capacity, field="capacity")
    with database.read() as view:
        over = _first(view, _paired(Pairing.mentor_id, participants), least=capacity + 1)
    if over:
        raise MorePairedThanPlaces(person=over[0], n=over[1], field="capacity")
    _set(database, "people.capacity", participants, {"capacity": capacity})


def set_role(database: Database, *, participants: Sequence[bytes], role: Role) -> None:
    """Give many participants a role; refused for whoever is paired in one they would lose."""
    with database.read() as view:
        for side, kept in ((Pairing.mentor_id, role.mentors), (Pairing.mentee_id, role.learns)):
            held = None if kept else _first(view, _paired(side, participants), least=1)
            if held:
                raise PairedInRole(person=held[0], field="role")
    _set(database, "people.role", participants, {"role": role})


def join_cohort(
    database: Database, *, people: Sequence[bytes], cohort: bytes, role: Role, today: date
) -> None:
    """Add people to a cohort; who is in it already stays as they are."""
    with database.change(Label.of("people.joined", cohort=cohort, n=len(people))) as work:
        inside = set(work.scalars(select(Participant.person_id).where(Participant.cohort_id == cohort)))
        part = Part(role, joined_on=today)
        put_many(
            work, Participant, [part_row(cohort, person, part) for person in people if person not in inside]
        )


def leave_cohort(database: Database, *, participants: Sequence[bytes], cohort: bytes) -> None:
    """Take participants without open pairings out of a cohort; the people stay."""
    with database.change(Label.of("people.left", cohort=cohort, n=len(participants))) as work:
        _check_unpaired(work, participants)
        _bury_parts(work, participants)


def mailing_list(view: Work, people: Sequence[bytes]) -> str:
    """Names and addresses for the field of a mail program; who has no address is left out."""
    found: list[str] = []
    for some in chunks(people):
        query = select(Person.name, Person.email).where(Person.id.in_(some), Person.email != "")
        found += [f"{_quoted(name)} <{email}>" for name, email in view.execute(query.order_by(Person.name))]
    return ", ".join(found)


def _quoted(name: str) -> str:
    """A display name as RFC 5322 wants it: quoted where it holds one of its special characters."""
    if not any(sign in name for sign in '()<>[]:;@\\,."'):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _set(database: Database, label: str, participants: Sequence[bytes], values: Mapping[str, Any]) -> None:
    with database.change(Label.of(label, n=len(participants))) as work:
        for some in chunks(participants):
            work.execute(
                update(Participant)
                .where(Participant.id.in_(some))
                .values(**values)
                .execution_options(synchronize_session=False)
            )


def _bury_parts(work: Work, parts: Sequence[bytes]) -> None:
    for some in chunks(parts):
        bury_many(work, Wish, list(work.scalars(select(Wish.id).where(Wish.participant_id.in_(some)))))
    bury_many(work, Participant, parts)


def _paired(side: Any, participants: Sequence[bytes]) -> Any:
    """Names with how many open pairings, of the participants on one side."""
    query = select(Person.name, func.count()).select_from(Pairing)
    query = query.join(Participant, Participant.id == side).join(Person, Person.id == Participant.person_id)
    return query.where(side.in_(participants), Pairing.status.in_(OPEN)).group_by(side)


def _first(view: Work, query: Any, *, least: int) -> tuple[str, int] | None:
    row = view.execute(query.having(func.count() >= least).limit(1)).first()
    return (str(row[0]), int(row[1])) if row else None


def _check_unpaired(work: Work, parts: Sequence[bytes]) -> None:
    for some in chunks(parts):
        query = select(Person.name).join(Participant, Participant.person_id == Person.id)
        mine = or_(Pairing.mentor_id == Participant.id, Pairing.mentee_id == Participant.id)
        query = query.join(Pairing, mine).where(Participant.id.in_(some), Pairing.status.in_(OPEN))
        name = work.scalar(query.limit(1))
        if name:
            raise StillPaired(person=name)
