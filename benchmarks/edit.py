"""P8: one edit of one person, journalled, durable commit, against the same UPDATE and commit without journal.

Both go through the ORM with the same settings of SQLite. What the journal adds by itself is the second line:
the same statements on a bare connection.

    python benchmarks/edit.py [--quick]
"""

import itertools
import sys
import tempfile
from pathlib import Path

from _measure import BUILD, Figure, medians, quick, tell
from import_people import bare_file, raw, tuples
from make_big import people_rows

from mentordesk.domain.person import Person
from mentordesk.storage.clock import Clock
from mentordesk.storage.connection import engine_for, plain, to_write
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work


def compare(folder: Path, count: int, rounds: int) -> Figure:
    clock = Clock()
    keys = clock.many(count)
    rows = people_rows(keys)
    path = folder / "bare.db"
    bare_file(path)
    raw(path, tuples(rows))
    engine = engine_for(lambda: plain(path))
    number, writing = itertools.count(), to_write(engine)
    with Database.create(folder / "ours.mentordesk") as database:
        with database.change(Label.of("import.applied", n=count)) as work:
            work.insert_many(Person, rows)

        def ours() -> None:
            with database.change(Label.of("person.changed")) as work:
                work.get_one(Person, keys[next(number) * 7919 % count]).city = f"City {next(number)}"

        def bare() -> None:
            with Work(writing, clock) as work:
                work.get_one(Person, keys[next(number) * 7919 % count]).city = f"City {next(number)}"
                work.commit()

        taken = medians(rounds, {"ours": ours, "bare": bare})
    engine.dispose()
    return Figure("one edit, durable", taken["ours"], taken["bare"], "ms", 1.35)


def main() -> int:
    small = quick()
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        return tell("P8 edit", compare(Path(folder), 1000 if small else 20_000, 20 if small else 300))


if __name__ == "__main__":
    sys.exit(main())
