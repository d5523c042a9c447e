"""The first rows of a programme file by bare sqlite3: the window shows people before the ORM is loaded."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

ROWS = 100

_PEOPLE = "SELECT name, city FROM person WHERE deleted = 0 ORDER BY id LIMIT ?"
_COHORT = """
SELECT c.name, p.name FROM cohort c JOIN programme p ON p.id = c.programme_id
WHERE c.deleted = 0 ORDER BY (date('now') BETWEEN c.starts_on AND c.ends_on) DESC, c.starts_on DESC LIMIT 1
"""


class Glance(NamedTuple):
    """The programme, the cohort, and name and city of the first people, in the words of the file."""

    programme: str
    cohort: str
    people: list[tuple[str, str]]


def glance(path: Path) -> Glance | None:
    """The first look at a file; None where it cannot be had, which opening the file will explain."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            cohort, programme = connection.execute(_COHORT).fetchone() or ("", "")
            people = connection.execute(_PEOPLE, (ROWS,)).fetchall()
    except sqlite3.Error:
        return None
    return Glance(programme, cohort, people)
