"""People for the tests of matching."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import numpy as np

from mentordesk.matching.pool import Candidate, Pool

STARTS, ENDS = dt.date(2026, 1, 12), dt.date(2026, 12, 18)
SKILLS = ("design", "law", "maths", "planning", "sales", "writing")
ZONES = ("Europe/Lisbon", "Asia/Kathmandu", "America/New_York", "Europe/London")


def week(*hours: Iterable[int]) -> bytes:
    """A week whose days, from Monday, are free in these hours; the other days are not."""
    bits = np.zeros(168, np.uint8)
    for day, free in enumerate(hours):
        bits[[day * 24 + hour for hour in free]] = 1
    return np.packbits(bits).tobytes()


def weekdays(first: int, last: int) -> bytes:
    """Free from first to last o'clock, Monday to Friday."""
    return week(*[range(first, last)] * 5)


def mentee(number: int = 1, **values: Any) -> Candidate:
    key = bytes([1]) + number.to_bytes(15, "big")
    return Candidate(**{"key": key, "person": person(number), "name": f"Mentee {number}", **values})


def mentor(number: int = 101, **values: Any) -> Candidate:
    key = bytes([2]) + number.to_bytes(15, "big")
    return Candidate(**{"key": key, "person": person(number), "name": f"Mentor {number}", **values})


def person(number: int) -> bytes:
    return bytes([9]) + number.to_bytes(15, "big")


def pool(mentees: Candidate | list[Candidate], mentors: Candidate | list[Candidate]) -> Pool:
    """A pool of one or many on each side."""
    rows = mentees if isinstance(mentees, list) else [mentees]
    columns = mentors if isinstance(mentors, list) else [mentors]
    return Pool(rows, columns, STARTS, ENDS)


def crowd(mentees: int, mentors: int, seed: int = 1) -> tuple[list[Candidate], list[Candidate]]:
    """Believable people, the same for the same seed."""
    numbers = np.random.default_rng(seed)
    rows = [mentee(number, **_traits(numbers, 60)) for number in range(mentees)]
    columns = [
        mentor(10_000 + number, capacity=int(numbers.integers(1, 4)), **_traits(numbers, 300))
        for number in range(mentors)
    ]
    return rows, columns


def _traits(numbers: np.random.Generator, months: int) -> dict[str, Any]:
    free = numbers.random((5, 10)) < 0.5
    return {
        "skills": {
            str(skill): int(numbers.integers(1, 6)) for skill in numbers.choice(SKILLS, 3, replace=False)
        },
        "industry": str(numbers.choice(["Health", "Energy", ""])),
        "unit": str(numbers.choice(["North", "South", "East"])),
        "experience_months": int(numbers.integers(0, months)),
        "interests": frozenset(
            map(str, numbers.choice(["chess", "film", "food", "hills"], 2, replace=False))
        ),
        "languages": {
            "en": str(numbers.choice(["A2", "B1", "B2", "C1"])),
            str(numbers.choice(["ne", "pt"])): "native",
        },
        "zone": str(numbers.choice(ZONES)),
        "week": week(*[[8 + int(hour) for hour in np.flatnonzero(day)] for day in free]),
    }
