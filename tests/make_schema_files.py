"""Writes tests/files/schema_N.mentordesk: a small file as this version makes it, kept so that any later
one is tested on opening it. Run once before a format is released, never again for the same number.

    python -m tests.make_schema_files
"""

import sys
from datetime import date
from pathlib import Path

from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.storage.catalogue import SCHEMA
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label

FILES = Path(__file__).resolve().parent / "files"
LABEL = Label.of("test")


def write(path: Path) -> None:
    """A programme, a cohort, two people, an edit that was taken back."""
    with Database.create(path, Desk(actor="Noor")) as database:
        with database.change(LABEL) as work:
            programme, amira = work.new_keys(2)
            work.add(Programme(id=programme, name="Compass"))
            work.add(
                Cohort(
                    id=work.new_key(),
                    programme_id=programme,
                    name="Spring",
                    starts_on=date(2026, 1, 5),
                    ends_on=date(2026, 7, 10),
                )
            )
            work.add(Person(id=amira, name="سميرة حداد", week=bytes(range(21))))
            work.add(Person(id=work.new_key(), name="Łukasz Nowak", experience_months=0))
        with database.change(LABEL) as work:
            work.get_one(Person, amira).city = "Lyon"
        database.undo()


def main() -> int:
    path = FILES / f"schema_{SCHEMA}.mentordesk"
    path.unlink(missing_ok=True)
    write(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
