"""The file the large benchmarks work on: 100,000 people, 1,000,000 sessions, in build/.

Made once, in a few bulk changes, and used again as long as it lies there and the tables are those of today.

    python benchmarks/make_big.py [--quick]
"""

import random
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from _measure import BUILD, quick

from mentordesk.domain.entity import derived_key
from mentordesk.domain.pairing import Pairing, PairingStatus
from mentordesk.domain.participant import Participant, Role
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.session import Session, SessionStatus
from mentordesk.storage.catalogue import definitions
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label

PEOPLE, SESSIONS, PER_PAIRING = 100_000, 1_000_000, 25
BATCH = 250_000
FIRST = date(2025, 9, 1)
LABEL = Label.of("import.applied", n=1)

GIVEN = (
    "Amira Björn Chipo Dmytro Esperanza Fatuma Giorgos Hanako İlker Joanna Kwame Łucja Minh Noor Óscar Priya"
)
FAMILY = (
    "Nowak García Okafor Nguyễn Müller Yılmaz Haddad Kovács Silva Ito Cohen Petrov Diallo Larsen Rossi Khan"
)
CITIES = [
    "Kraków",
    "Lagos",
    "Lisboa",
    "Osaka",
    "Nairobi",
    "Lyon",
    "Pune",
    "Oslo",
    "Beirut",
    "Toronto",
    "Quito",
    "Izmir",
]


def big(*, people: int = PEOPLE, sessions: int = SESSIONS) -> Path:
    """Where the file lies; made now when it is not there, or is of other tables."""
    size = f"big-{people}-{sessions}"
    shape = zlib.crc32("".join(definitions()).encode())
    path = BUILD / f"{size}-{shape:08x}.mentordesk"
    if not path.exists():
        BUILD.mkdir(exist_ok=True)
        for old in BUILD.glob(f"{size}-*.mentordesk"):
            old.unlink()
        part = BUILD / f"{size}-part.mentordesk"
        with Database.create(part) as database:
            _fill(database, people, sessions)
        part.rename(path)
    return path


def people_rows(keys: list[bytes]) -> list[dict[str, Any]]:
    """People with names of many kinds, the same each time."""
    chance = random.Random(2026)
    given, family = GIVEN.split(), FAMILY.split()
    rows = []
    for number, key in enumerate(keys):
        last = chance.choice(family)
        rows.append(
            {
                "id": key,
                "name": f"{chance.choice(given)} {last}",
                "family_name": last,
                "email": f"person{number}@example.org",
                "city": chance.choice(CITIES),
                "country": "PL",
                "zone": "Europe/Warsaw",
                "job_title": "Engineer",
                "week": chance.randbytes(21),
            }
        )
    return rows


def _fill(database: Database, people: int, sessions: int) -> None:
    with database.change(LABEL) as work:
        programme, cohort = work.new_key(), work.new_key()
        work.add(Programme(id=programme, name="Compass"))
        work.add(
            Cohort(
                id=cohort,
                programme_id=programme,
                name="All",
                starts_on=FIRST,
                ends_on=FIRST + timedelta(days=700),
            )
        )
        keys = work.new_keys(people)
        work.insert_many(Person, people_rows(keys))
        work.insert_many(Participant, _participants(cohort, keys))
    pairs = _pairings(database, cohort, keys, sessions // PER_PAIRING)
    rows = _sessions(pairs, sessions)
    for start in range(0, sessions, BATCH):
        count = min(BATCH, sessions - start)
        with database.change(LABEL) as work:
            work.insert_many(Session, [{"id": key, **next(rows)} for key in work.new_keys(count)])


def _participants(cohort: bytes, people: list[bytes]) -> list[dict[str, Any]]:
    roles = (Role.MENTOR, Role.MENTEE)
    return [
        {
            "id": derived_key(cohort, person),
            "cohort_id": cohort,
            "person_id": person,
            "role": roles[at % 2],
            "capacity": 2,
        }
        for at, person in enumerate(people)
    ]


def _pairings(database: Database, cohort: bytes, people: list[bytes], count: int) -> list[bytes]:
    sides = [derived_key(cohort, person) for person in people]
    with database.change(LABEL) as work:
        keys = work.new_keys(count)
        work.insert_many(
            Pairing,
            [
                {
                    "id": key,
                    "cohort_id": cohort,
                    "mentor_id": sides[2 * at % len(sides)],
                    "mentee_id": sides[(2 * at + 1) % len(sides)],
                    "status": PairingStatus.ACTIVE,
                    "started_on": FIRST,
                }
                for at, key in enumerate(keys)
            ],
        )
    return keys


def _sessions(pairings: list[bytes], count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(7)
    noon = datetime(2025, 9, 1, 12, tzinfo=UTC)
    for number in range(count):
        at = noon + timedelta(days=chance.randrange(440))
        yield {
            "pairing_id": pairings[number % len(pairings)],
            "status": SessionStatus.HELD if chance.random() < 0.9 else SessionStatus.MISSED,
            "day": at.date(),
            "starts_at": at,
            "zone": "Europe/Warsaw",
            "minutes": chance.choice((30, 45, 60, 90)),
            "mentee_pulse": chance.randint(1, 5),
        }


def main() -> int:
    start = time.perf_counter()
    path = big(people=1000, sessions=10_000) if quick() else big()
    print(f"{path.name}: {path.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
