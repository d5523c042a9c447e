"""P17: merge of two copies of 500,000 rows, 5 % changed on each side, against the least there is to do.

The floor is ATTACH, replacing the changed rows, known beforehand, and appending the journal to ours: no
difference is looked for, no conflict, no winner. Then, without a floor: 2,000 changes into 100,000 people, a
merge that brings nothing, and a plan. The copy is open already; opening a stranger's file is another figure.

    python benchmarks/merge.py [--quick]
"""

import random
import shutil
import sys
import tempfile
from contextlib import closing
from functools import partial
from pathlib import Path

from _measure import BUILD, Figure, medians, quick, tell, timed
from make_big import people_rows

from mentordesk.domain.person import Person
from mentordesk.storage import merge
from mentordesk.storage.clock import Clock
from mentordesk.storage.connection import plain
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label

LABEL = Label.of("test")
SHARE = 20
ROUNDS = 5


def make(path: Path, count: int) -> list[bytes]:
    """A file of `count` people, brought in by one change; their keys."""
    keys = Clock().many(count)
    with Database.create(path) as database, database.change(LABEL) as work:
        work.insert_many(Person, people_rows(keys))
    return keys


def change(path: Path, chosen: list[bytes], city: str, *, at_once: bool) -> None:
    """Give some people another city: in one change, or in one each."""
    sql = "UPDATE person SET city = ? WHERE id = ?"
    with Database.open(path) as database:
        for part in [chosen] if at_once else [[key] for key in chosen]:
            with database.change(LABEL) as work:
                work.connection().exec_driver_sql(sql, [(city, key) for key in part])


ATTACHED = """
BEGIN IMMEDIATE;
UPDATE main.journal_control SET current = -1;
INSERT INTO main.journal_change SELECT 1000000 + n, id, device, actor, kind, label, undoes, schema, x'00'
  FROM theirs.journal_change WHERE n > 1;
INSERT INTO main.journal_edit SELECT r, col, 1000000 + n, state, val
  FROM theirs.journal_edit INDEXED BY journal_edit_n WHERE n > 1;
REPLACE INTO main.person SELECT p.* FROM theirs.journal_edit e INDEXED BY journal_edit_n
  JOIN theirs.journal_row w USING(r)
  JOIN theirs.person p ON p.id = w.key WHERE e.n > 1;
UPDATE main.journal_control SET current = NULL;
COMMIT;
"""


def attached(ours: Path, theirs: Path) -> None:
    with closing(plain(ours)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA recursive_triggers = OFF")
        connection.execute("ATTACH ? AS theirs", (str(theirs),))
        connection.executescript(ATTACHED)


def merged(ours: Path, theirs: Path) -> None:
    with Database.open(ours) as database, closing(plain(theirs, readonly=True)) as other:
        merge.apply(database, other)


def against_floor(folder: Path, count: int) -> Figure:
    """Both begin from fresh copies, made outside the measured time."""
    base, theirs = folder / "base.mentordesk", folder / "theirs.mentordesk"
    keys = make(base, count)
    shutil.copy(base, theirs)
    chance = random.Random(1)
    change(base, chance.sample(keys, count // SHARE), "Rome", at_once=True)
    change(theirs, chance.sample(keys, count // SHARE), "Oslo", at_once=True)
    taken: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(ROUNDS):
        for name, task in (("ours", merged), ("floor", attached)):
            target = folder / "target.mentordesk"
            shutil.copy(base, target)
            taken[name].append(timed(partial(task, target, theirs)))
    middle = {name: sorted(times)[ROUNDS // 2] for name, times in taken.items()}
    return Figure(f"merge, {count:,} rows, 5 % changed each", middle["ours"], middle["floor"], "ms", 2)


def many_changes(folder: Path, count: int, changes: int) -> list[Figure]:
    """The limits of RELIABILITY.md stand where the floor is."""
    ours, theirs = folder / "few.mentordesk", folder / "many.mentordesk"
    keys = make(ours, count)
    shutil.copy(ours, theirs)
    change(theirs, random.Random(2).sample(keys, changes), "Oslo", at_once=False)
    with Database.open(ours) as database, closing(plain(theirs, readonly=True)) as other:
        plan = medians(3, {"plan": lambda: merge.plan(database, other)})["plan"]
        whole = timed(lambda: merge.apply(database, other))
        nothing = medians(5, {"nothing": lambda: merge.apply(database, other)})["nothing"]
    return [
        Figure(f"plan of {changes:,} changes into {count:,}", plan, 1000, "ms", 1),
        Figure(f"merge of {changes:,} changes into {count:,}", whole, 2000, "ms", 1),
        Figure("merge that brings nothing", nothing, 1000, "ms", 1),
    ]


def main() -> int:
    small = quick()
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        folder = Path(name)
        figures = many_changes(folder, 5_000 if small else 100_000, 100 if small else 2_000)
        figures.append(against_floor(folder, 10_000 if small else 500_000))
    return tell("P17 merge (of the first three, the limit stands as floor)", *figures)


if __name__ == "__main__":
    sys.exit(main())
