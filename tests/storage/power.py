"""Power cuts in the middle of work: what was acknowledged must be there afterwards, and nothing by halves."""

import random
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.storage.disk import Disk, working_on

LABEL = Label.of("test")
ROWS = 3
CALLS = 600
"""The power goes at the latest after so many calls: some ten changes."""


@dataclass
class Losses:
    """What came of so many cuts, by count."""

    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    torn: int = 0
    corrupt: int = 0

    @property
    def bad(self) -> int:
        return self.lost + self.torn + self.corrupt


def cuts(folder: Path, seeds: range, *, synchronous: str | None = None) -> Losses:
    """Work, cut the power, open again with Python's own SQLite and look; once for each seed."""
    losses, path = Losses(), folder / "cut.mentordesk"
    Database.create(path).close()
    empty = path.read_bytes()
    for seed in seeds:
        for left in folder.iterdir():
            left.unlink()
        path.write_bytes(empty)
        chance = random.Random(seed)  # noqa: S311 - the same moments each time
        told = _work(path, chance, synchronous)
        losses.cuts += 1
        losses.acknowledged += len(told)
        _look(path, told, losses)
    return losses


def _work(path: Path, chance: random.Random, synchronous: str | None) -> list[int]:
    """Write numbered changes until the power goes; returns those that were acknowledged."""
    disk, told = Disk(), list[int]()
    with working_on(disk, synchronous=synchronous):
        database = Database.open(path)
        disk.fail_after(chance.randrange(1, CALLS))
        with suppress(Refusal):
            for number in range(CALLS):
                _write(database, number, chance)
                told.append(number)
        with suppress(Refusal):
            database.close()
    disk.cut_power(chance)
    return told


def _write(database: Database, number: int, chance: random.Random) -> None:
    with database.change(LABEL) as work:
        for key in work.new_keys(ROWS):
            work.add(Person(id=key, name=str(number), notes="x" * chance.randrange(6000)))


def _look(path: Path, told: list[int], losses: Losses) -> None:
    try:
        with Database.open(path) as database:
            with database.read() as view:
                names = [int(name) for name in view.scalars(select(Person.name))]
            found = database.problems(deep=True)
    except Refusal:
        losses.corrupt += 1
        return
    losses.lost += len(set(told) - set(names)) > 0
    losses.torn += any(names.count(name) != ROWS for name in set(names))
    losses.corrupt += bool(found)
