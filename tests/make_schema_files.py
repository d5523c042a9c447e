"""Writes resources/schema/N.sql, what the newest format has over the one before, N.sha256, the digest of its
shape, and tests/files/schema_N.mentordesk: a small file as this version makes it, kept so that any later one
is tested on opening it. Run again while a format is being made, never after it was released.

    python -m tests.make_schema_files
"""

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.storage.catalogue import SCHEMA
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.storage.verify import shape_digest

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


def parts(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL AND type <> 'trigger'")
    return dict(rows.fetchall())


def write_step(target: Path) -> None:
    """The statements whose text the format before did not have, in the order of making."""
    with closing(sqlite3.connect(FILES / f"schema_{SCHEMA - 1}.mentordesk")) as connection:
        before = parts(connection)
    with closing(sqlite3.connect(FILES / f"schema_{SCHEMA}.mentordesk")) as connection:
        after = parts(connection)
    tables = [name for name, sql in after.items() if before.get(name) != sql]
    remade = [f" ON {name} (" for name in tables]
    indexes = [name for name, sql in after.items() if any(mark in sql for mark in remade)]
    lines = [after[name] for name in dict.fromkeys([*tables, *indexes])]
    target.write_text(";\n\n".join(lines) + ";\n", "utf-8")


def write_digest(target: Path) -> None:
    with closing(sqlite3.connect(FILES / f"schema_{SCHEMA}.mentordesk")) as connection:
        target.write_text(f"{shape_digest(connection)}\n", "ascii")


def main() -> int:
    path = FILES / f"schema_{SCHEMA}.mentordesk"
    path.unlink(missing_ok=True)
    write(path)
    folder = FILES.parents[1] / "resources" / "schema"
    write_step(folder / f"{SCHEMA}.sql")
    write_digest(folder / f"{SCHEMA}.sha256")
    return 0


if __name__ == "__main__":
    sys.exit(main())
