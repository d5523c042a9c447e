"""Believable people for the benchmarks of matching, the same for the same seed."""

import datetime as dt

import numpy as np

from mentordesk.matching.market import Integers
from mentordesk.matching.pool import Candidate, Pool

STARTS, ENDS = dt.date(2026, 1, 12), dt.date(2026, 12, 18)
ZONES = (
    "Europe/Lisbon",
    "Europe/Berlin",
    "Europe/Athens",
    "Asia/Kolkata",
    "America/New_York",
    "Africa/Lagos",
)
SHARES = (0.3, 0.3, 0.1, 0.1, 0.1, 0.1)
SKILLS = tuple(f"skill {number}" for number in range(30))
INTERESTS = tuple(f"interest {number}" for number in range(24))
INDUSTRIES = tuple(f"industry {number}" for number in range(12))
TITLES = (
    "nurse",
    "head nurse",
    "engineer",
    "site engineer",
    "teacher",
    "head of school",
    "analyst",
    "writer",
)
LEVELS = ("B1", "B2", "C1", "native")


def crowd(mentees: int, mentors: int, seed: int = 1) -> tuple[Pool, Integers]:
    """A pool, and each mentor's places, 1 to 5."""
    numbers = np.random.default_rng(seed)
    rows = [_person(numbers, 1, number, 60, 3) for number in range(mentees)]
    columns = [_person(numbers, 2, number, 300, 6) for number in range(mentors)]
    return Pool(rows, columns, STARTS, ENDS), numbers.integers(1, 6, mentors)


def _person(numbers: np.random.Generator, side: int, number: int, months: int, skills: int) -> Candidate:
    chosen = numbers.choice(len(SKILLS), skills, replace=False)
    free = np.zeros((7, 24), np.uint8)
    free[:5, 8:20] = numbers.random((5, 12)) < 0.5
    key = bytes([side]) + number.to_bytes(15, "big")
    return Candidate(
        key=key,
        person=key,
        name=f"Person {number}",
        skills={SKILLS[skill]: int(numbers.integers(1, 6)) for skill in chosen},
        industry=INDUSTRIES[numbers.integers(len(INDUSTRIES))],
        role_title=TITLES[numbers.integers(len(TITLES))],
        experience_months=int(numbers.integers(0, months)) if numbers.random() < 0.9 else None,
        interests=frozenset(INTERESTS[one] for one in numbers.choice(len(INTERESTS), 4, replace=False)),
        languages={"en": LEVELS[numbers.integers(len(LEVELS))]},
        zone=ZONES[numbers.choice(len(ZONES), p=SHARES)],
        week=np.packbits(free).tobytes() if numbers.random() < 0.9 else b"",
    )
