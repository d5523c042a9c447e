"""Who a row is about: the same person twice in a table, or somebody known already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.i18n import fold
from mentordesk.operations.import_rows import Reading, merged
from mentordesk.storage.work import Work


@dataclass
class Register:
    """Keys by address, and by name and country; a name that several people have finds nobody."""

    by_email: dict[str, bytes] = field(default_factory=dict)
    by_name: dict[tuple[str, str], bytes | None] = field(default_factory=dict)
    addressed: set[bytes] = field(default_factory=set)

    def add(self, key: bytes, name: str, country: str, email: str) -> None:
        if email:
            self.by_email.setdefault(email.casefold(), key)
            self.addressed.add(key)
        for place in {country, ""}:
            same = (fold(name.strip()), place)
            self.by_name[same] = key if self.by_name.get(same, key) == key else None

    def find(self, name: str, country: str, email: str) -> bytes | None:
        """By address; else by name and country, unless both have addresses that differ."""
        if email and email.casefold() in self.by_email:
            return self.by_email[email.casefold()]
        found = self.by_name.get((fold(name.strip()), country))
        return None if found is None or (email and found in self.addressed) else found

    def named(self, words: str) -> bytes | None:
        """Whom a cell means by an address or a name that only one person has."""
        return self.by_email.get(words.casefold()) or self.by_name.get((fold(words.strip()), ""))


@dataclass(frozen=True)
class Group:
    """All rows of one person: merged into one reading, with the key that person has or will have."""

    key: bytes
    known: bool
    reading: Reading
    rows: tuple[Reading, ...]

    @cached_property
    def in_cohorts(self) -> dict[bytes, Reading]:
        """What the rows say of the person in each cohort that they are about."""
        found: dict[bytes, Reading] = {}
        for row in self.rows:
            if row.cohort is not None:
                found[row.cohort] = merged(found[row.cohort], row) if row.cohort in found else row
        return found


def known_people(view: Work) -> Register:
    """Everybody in the file."""
    register = Register()
    for key, name, country, email in view.execute(
        select(Person.id, Person.name, Person.country, Person.email).order_by(Person.id)
    ):
        register.add(key, name, country, email)
    return register


def grouped(view: Work, rows: Sequence[Reading], known: Register) -> list[Group]:
    """The rows by person, in the order in which each comes first; new people get keys."""
    keys = iter(view.new_keys(len(rows)))
    inside = Register()
    groups: dict[bytes, Group] = {}
    for row in rows:
        identity = (row.name, str(row.values.get("country", "")), row.email)
        theirs = known.find(*identity)
        key = theirs or inside.find(*identity) or next(keys)
        group = groups.get(key)
        groups[key] = _joined(group, row) if group else Group(key, theirs is not None, row, (row,))
        inside.add(key, *identity)
    return list(groups.values())


def _joined(group: Group, row: Reading) -> Group:
    return Group(group.key, group.known, merged(group.reading, row), (*group.rows, row))


def everybody(known: Register, groups: Iterable[Group]) -> Register:
    """The known people and those of the table, for cells that name somebody."""
    for group in groups:
        reading = group.reading
        known.add(group.key, reading.name, str(reading.values.get("country", "")), reading.email)
    return known
