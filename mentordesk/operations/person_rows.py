"""People as the list shows them, read in a handful of queries whatever their number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select, union_all

from mentordesk.domain.pairing import OPEN, RUNNING, Pairing
from mentordesk.domain.participant import Participant, Role, Status
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import CheckIn, Session, SessionStatus
from mentordesk.operations.bulk import chunks
from mentordesk.operations.tables import NO_KEY, PARTICIPANT, PERSON, in_cohort, living
from mentordesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody as a list shows them; who takes part in no cohort has no role and no status.

    `paired` of `places` are taken: a mentor's capacity, and one for a mentee; `led` are those taken as a
    mentee. `last_day` is that of the last session or check-in; `silent` says that it is too long ago for
    somebody whose pairing runs.
    """

    id: bytes
    participant: bytes | None
    name: str
    family_name: str
    reading: str
    email: str
    role: Role | None
    status: Status | None
    paused_until: date | None
    paired: int
    places: int
    led: int
    city: str
    country: str
    zone: str
    last_day: date | None
    silent: bool

    @property
    def search(self) -> str:
        """What the list is searched by."""
        return f"{self.name} {self.reading} {self.email} {self.city}"


@dataclass
class _Facts:
    """What pairings say of a participant."""

    paired: int = 0
    led: int = 0
    runs: bool = False
    since: date | None = None
    last_day: date | None = None


_COLUMNS = (
    Person.id,
    Person.name,
    Person.family_name,
    Person.reading,
    Person.email,
    Person.city,
    Person.country,
    Person.zone,
    Participant.id,
    Participant.role,
    Participant.status,
    Participant.paused_until,
    Participant.capacity,
)


def people(
    view: Work, *, cohort: bytes | None, today: date, only: Collection[bytes] | None = None
) -> list[PersonRow]:
    """Everybody in a cohort, or everybody with their newest part, in the order they came in.

    `only` are the people to read, where a few are enough.
    """
    facts = _facts(view, _pairings(cohort, only))
    late = view.scalar(select(Programme.stuck_days).limit(1)) or Programme.__table__.c.stuck_days.default.arg
    query = _query(cohort) if only is None else _query_of(cohort, only)
    seen: dict[bytes, PersonRow] = {}
    for row in view.execute(query):
        if row[0] not in seen:
            seen[row[0]] = _row(row, facts.get(row[8], _Facts()), today, late)
    return list(seen.values())


def how_many(view: Work, cohort: bytes | None) -> int:
    """How many people `people` reads."""
    counted = PERSON if cohort is None else PARTICIPANT
    wanted = living(PERSON) if cohort is None else in_cohort(PARTICIPANT, cohort)
    return int(view.rows(select(func.count()).select_from(counted).where(wanted))[0][0])


def first_people(view: Work, *, cohort: bytes | None, today: date, most: int) -> list[PersonRow]:
    """As many as fill a screen, those whose names come first as they are written; the rest is read later."""
    return people(view, cohort=cohort, today=today, only=_first_keys(view, cohort, most))


def _first_keys(view: Work, cohort: bytes | None, most: int) -> list[bytes]:
    """Whose names come first: of the first of the file, ever more of them, those who are in the cohort.

    A pass over the names is quick; to look for each whether they are in the cohort takes ten times as long.
    """
    looked_at, person, part = most, PERSON.c, PARTICIPANT.c
    while True:
        query = select(person.id).where(living(PERSON)).order_by(person.name, person.id).limit(looked_at)
        keys = [row.id for row in view.rows(query)]
        inside = select(part.person_id).where(in_cohort(PARTICIPANT, cohort))
        known = {key for some in chunks(keys) for (key,) in view.rows(inside.where(part.person_id.in_(some)))}
        found = [key for key in keys if cohort is None or key in known][:most]
        if len(found) == most or len(keys) < looked_at:
            return found
        looked_at *= 8


def _query(cohort: bytes | None) -> Select[*tuple[Any, ...]]:
    if cohort is not None:
        query = select(*_COLUMNS).join(Participant, Participant.person_id == Person.id)
        return query.where(Participant.cohort_id == cohort).order_by(Person.id)
    query = select(*_COLUMNS).outerjoin(Participant, Participant.person_id == Person.id)
    query = query.outerjoin(Cohort, Cohort.id == Participant.cohort_id)
    return query.order_by(Person.id, Cohort.starts_on.desc())


def _query_of(cohort: bytes | None, only: Collection[bytes]) -> Select[*tuple[Any, ...]]:
    """By their keys: the cohort is asked for behind `coalesce`, past its index of everybody in it."""
    query = _query(None).where(Person.id.in_(only))
    return query if cohort is None else query.where(func.coalesce(Participant.cohort_id, NO_KEY) == cohort)


def _pairings(cohort: bytes | None, only: Collection[bytes] | None) -> Select[bytes] | None:
    """The keys of the pairings that matter; None for all there are."""
    query = select(Pairing.id)
    if only is not None:
        mine = select(Participant.id).where(Participant.person_id.in_(only)).scalar_subquery()
        return query.where(or_(Pairing.mentor_id.in_(mine), Pairing.mentee_id.in_(mine)))
    return None if cohort is None else query.where(Pairing.cohort_id == cohort)


def _row(row: Any, facts: _Facts, today: date, late: int) -> PersonRow:
    key, name, family, reading, email, city, country, zone, part, role, status, until, capacity = row
    spoken = facts.last_day or facts.since
    silent = facts.runs and spoken is not None and (today - spoken).days > late
    return PersonRow(
        key,
        part,
        name,
        family,
        reading,
        email,
        role,
        status,
        until,
        facts.paired,
        _places(role, capacity),
        facts.led,
        city,
        country,
        zone,
        facts.last_day,
        silent,
    )


def _places(role: Role | None, capacity: int | None) -> int:
    if role is None:
        return 0
    return (capacity or 0 if role.mentors else 0) + (1 if role.learns else 0)


def _facts(view: Work, wanted: Select[bytes] | None) -> dict[bytes, _Facts]:
    """What pairings say of every participant who has had one."""
    contacts = _contacts(view, wanted)
    columns = (Pairing.id, Pairing.mentor_id, Pairing.mentee_id, Pairing.status, Pairing.started_on)
    query = select(*columns)
    if wanted is not None:
        query = query.where(Pairing.id.in_(wanted))
    found: dict[bytes, _Facts] = {}
    for key, mentor, mentee, status, since in view.execute(query):
        for participant in (mentor, mentee):
            _count(found.setdefault(participant, _Facts()), status, since, contacts.get(key))
        found[mentee].led += status in OPEN
    return found


def _count(facts: _Facts, status: Any, since: date | None, last: date | None) -> None:
    facts.paired += status in OPEN
    if status in RUNNING:
        facts.runs = True
        facts.since = _later(facts.since, since)
    facts.last_day = _later(facts.last_day, last)


def _contacts(view: Work, wanted: Select[bytes] | None) -> dict[bytes, date]:
    """The day of the last session held or check-in of each pairing."""
    held = select(Session.pairing_id, func.max(Session.day)).where(Session.status == SessionStatus.HELD)
    asked = select(CheckIn.pairing_id, func.max(CheckIn.day))
    if wanted is not None:
        held = held.where(Session.pairing_id.in_(wanted))
        asked = asked.where(CheckIn.pairing_id.in_(wanted))
    both = union_all(held.group_by(Session.pairing_id), asked.group_by(CheckIn.pairing_id))
    return _newest(view.execute(both))


def _newest(rows: Iterable[Any]) -> dict[bytes, date]:
    found: dict[bytes, date] = {}
    for key, day in rows:
        found[key] = max(found.get(key, day), day)
    return found


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)
