"""Jobs that write a file at one go, killed without warning at any moment.

`python -m tests.storage.killed_jobs` reads lines of a job and a folder, and forks for each; the fork tells
its number and, if it comes so far, its end.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from mentordesk.domain.entity import derived_key
from mentordesk.domain.person import Person
from mentordesk.interchange.files import write_file
from mentordesk.operations.sharing import share
from mentordesk.storage import merge
from mentordesk.storage.backup import copies_in
from mentordesk.storage.catalogue import SCHEMA
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.erasure import erase
from mentordesk.storage.erasure_backups import erase_in_backups
from mentordesk.storage.guard import checked
from mentordesk.storage.label import Label
from tests.conftest import ROOT

LABEL = Label.of("test")
PEOPLE = 400
SOONER = 0.8
"""A job that had ended before its kill is killed so much sooner the next time, however busy the machine."""
NOOR, SECRET = derived_key("Noor"), "Nobody else says this"
OLD, NEW = b"old," * 100_000, b"new," * 200_000


@dataclass(frozen=True)
class Job:
    """What is there before, what is done, and what is wrong with what is found after a kill."""

    prepare: Callable[[Path], object]
    do: Callable[[Path], object]
    wrong: Callable[[Path], list[str]]


def ours_in(folder: Path) -> Path:
    return folder / "Compass.mentordesk"


def _people(path: Path) -> None:
    with Database.create(path) as database, database.change(LABEL) as work:
        work.insert_many(Person, [{"id": work.new_key(), "name": f"N{n}"} for n in range(PEOPLE)])


def _two_copies(folder: Path) -> None:
    """A programme, and a copy in which everybody has moved."""
    theirs = folder / "theirs.mentordesk"
    _people(ours_in(folder))
    shutil.copy(ours_in(folder), theirs)
    with Database.open(theirs) as database, database.change(LABEL) as work:
        work.connection().exec_driver_sql("UPDATE person SET city = 'Oslo'")


def _merge(folder: Path) -> None:
    with Database.open(ours_in(folder), Desk(backups=folder / "backups")) as database:
        merge.apply(database, folder / "theirs.mentordesk")


def _half_merged(folder: Path) -> list[str]:
    with Database.open(ours_in(folder)) as database:
        found = database.problems(deep=True)
        with database.read() as view:
            sql = "SELECT count(*), sum(city = 'Oslo') FROM person WHERE deleted = 0"
            people, moved = view.connection().exec_driver_sql(sql).one()
    if (people, moved) not in ((PEOPLE, 0), (PEOPLE, PEOPLE)):
        found.append(f"{moved} of {people} have moved")
    if moved and not copies_in(folder / "backups", "Compass"):
        found.append("merged without a backup")
    return found


def _one_given(folder: Path) -> None:
    """A programme, and an empty one where its copy is to lie."""
    _people(ours_in(folder))
    Database.create(folder / "given.mentordesk").close()


def _share(folder: Path) -> None:
    with Database.open(ours_in(folder)) as database:
        share(database, out=folder / "given.mentordesk", replace=True)


def _half_given(folder: Path) -> list[str]:
    with closing(checked(folder / "given.mentordesk")) as given:
        (people,) = given.execute("SELECT count(*) FROM person").fetchone()
    return [] if people in (0, PEOPLE) else [f"{people} people were given"]


def _one_exported(folder: Path) -> None:
    (folder / "people.csv").write_bytes(OLD)


def _export(folder: Path) -> None:
    write_file(folder / "people.csv", NEW)


def _half_exported(folder: Path) -> list[str]:
    return [] if (folder / "people.csv").read_bytes() in (OLD, NEW) else ["half an export"]


def _old_file(folder: Path) -> None:
    shutil.copy(ROOT / "tests" / "files" / "schema_1.mentordesk", ours_in(folder))


def _upgrade(folder: Path) -> None:
    Database.open(ours_in(folder), Desk(backups=folder / "backups")).close()


def _half_upgraded(folder: Path) -> list[str]:
    _upgrade(folder)
    with Database.open(ours_in(folder)) as database:
        found = database.problems(deep=True)
        with database.read() as view:
            (version,) = view.connection().exec_driver_sql("PRAGMA user_version").one()
    if version != SCHEMA:
        found.append(f"the format is {version}")
    if not copies_in(folder / "backups", "Compass"):
        found.append("upgraded without a backup")
    return found


def _some_people(folder: Path) -> None:
    """A programme with somebody who has a word of their own, in the file and in its backup."""
    _people(ours_in(folder))
    with Database.open(ours_in(folder), _desk(folder)) as database:
        with database.change(LABEL) as work:
            work.add(Person(id=NOOR, name=SECRET, notes=SECRET * 900))
        database.back_up()


def _erase(folder: Path) -> None:
    with Database.open(ours_in(folder), _desk(folder)) as database:
        erase(database, table="person", key=NOOR)
        erase_in_backups(database)


def _half_erased(folder: Path) -> list[str]:
    """Somebody who is erased is in no byte; of one who is not, every word is there."""
    with Database.open(ours_in(folder), _desk(folder)) as database:
        found = database.problems(deep=True)
        with database.read() as view:
            noor = view.get(Person, NOOR)
            if noor and noor.notes != SECRET * 900:
                found.append("half erased")
        if noor is None:
            database.vacuum()
            erase_in_backups(database)
    if noor is None:
        left = (path for path in folder.rglob("*.mentordesk") if SECRET.encode() in path.read_bytes())
        found += [f"still in {path.name}" for path in left]
    return found


def _desk(folder: Path) -> Desk:
    return Desk(backups=folder / "backups")


JOBS = {
    "merge": Job(_two_copies, _merge, _half_merged),
    "erase": Job(_some_people, _erase, _half_erased),
    "share": Job(_one_given, _share, _half_given),
    "export": Job(_one_exported, _export, _half_exported),
    "upgrade": Job(_old_file, _upgrade, _half_upgraded),
}


@dataclass
class Outcome:
    """How often a job was killed, how often it had already ended by then, and what was wrong afterwards."""

    kills: int = 0
    ended: int = 0
    wrong: list[str] = field(default_factory=list)


class Server:
    """Forks a job for each line; use as a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.killed_jobs"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def begin(self, name: str, folder: Path) -> int:
        """The number of the process that has begun."""
        assert self._process.stdin
        self._process.stdin.write(f"{name} {folder}\n")
        self._process.stdin.flush()
        return int(self._line())

    def ended(self) -> bool:
        """Wait for the end; False where it was killed before it had done everything."""
        done = self._line() == "done"
        assert not done or self._line() == "dead"
        return done

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def killed_jobs(name: str, folder: Path, count: int, *, seed: int = 1) -> Outcome:
    """Do a job `count` times, each killed at a random moment of the time it takes, and look after each.

    The second time it is done to its end tells how long it takes: the first has more to read in.
    """
    job, outcome, chance = JOBS[name], Outcome(), random.Random(seed)  # noqa: S311 - the same each time
    before, place = folder / "before", folder / "place"
    before.mkdir()
    job.prepare(before)
    with Server() as server:
        lasts = 0.0
        for number in range(-1, count + 1):
            shutil.copytree(before, place)
            begun = time.monotonic()
            process = server.begin(name, place)
            if number > 0:
                time.sleep(chance.uniform(0, lasts))
                with suppress(ProcessLookupError):  # it has ended meanwhile
                    os.kill(process, signal.SIGKILL)
                outcome.kills += 1
                if server.ended():
                    outcome.ended += 1
                    lasts *= SOONER
            else:
                assert server.ended(), "the job itself"
                lasts = time.monotonic() - begun
            outcome.wrong += job.wrong(place)
            shutil.rmtree(place)
    return outcome


def _say(word: object) -> None:
    os.write(1, f"{word}\n".encode())


def _serve() -> None:
    for line in sys.stdin:
        name, _, folder = line.strip().partition(" ")
        if os.fork() == 0:
            _say(os.getpid())
            JOBS[name].do(Path(folder))
            _say("done")
            os._exit(0)
        os.wait()
        _say("dead")


if __name__ == "__main__":
    _serve()
