"""The first rows of a programme file by bare sqlite3: the window shows people before the ORM is loaded."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROWS = 100

_PEOPLE = """
SELECT p.id, p.name, p.family_name, coalesce(a.role, ''), coalesce(a.status, ''), p.city
FROM person p LEFT JOIN participant a ON a.person_id = p.id AND a.cohort_id = ? AND a.deleted = 0
WHERE p.deleted = 0 ORDER BY p.id LIMIT ?
"""
_COHORT = """
SELECT c.id, c.name, p.name FROM cohort c JOIN programme p ON p.id = c.programme_id
WHERE c.deleted = 0 ORDER BY (date('now') BETWEEN c.starts_on AND c.ends_on) DESC, c.starts_on DESC LIMIT 1
"""


@dataclass(frozen=True)
class GlancePerson:
    """What the list shows of somebody at first; the words are those of the file."""

    id: bytes
    name: str
    family_name: str
    role: str
    status: str
    city: str


@dataclass(frozen=True)
class Glance:
    """The programme, the cohort and the first people of a file."""

    programme: str
    cohort: str
    people: tuple[GlancePerson, ...]


def glance(path: Path) -> Glance | None:
    """The first look at a file; None where it cannot be had, which opening the file will explain."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            cohort, name, programme = connection.execute(_COHORT).fetchone() or (b"", "", "")
            people = connection.execute(_PEOPLE, (cohort, ROWS)).fetchall()
    except sqlite3.Error:
        return None
    return Glance(programme, name, tuple(GlancePerson(*row) for row in people))
