"""A program that writes changes and tells of each, killed without warning, again and again on one file."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.storage.database import Database

WRITER = """
import os, sys
from pathlib import Path
from mentordesk.domain.person import Person
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label

def say(word):
    os.write(1, f"{word}\\n".encode())

def write(database, number):
    with database.change(Label.of("test")) as work:
        for key in work.new_keys(3):
            work.add(Person(id=key, name=str(number), notes="x" * (number % 9000)))

def write_on(path, number):
    with Database.open(path) as database:
        say(os.getpid())
        while True:
            write(database, number)
            say(number)
            if number % 5 == 0:
                database.undo()
                database.redo()
            number += 1

with Database.create(Path(sys.argv[1])) as warm:
    write(warm, 0)
    warm.undo()
    warm.redo()
for line in sys.stdin:
    first, _, path = line.strip().partition(" ")
    if os.fork() == 0:
        write_on(Path(path), int(first))
    os.wait()
    say("dead")
"""
"""Reads lines of a number and a file; for each it forks a writer that runs until it is killed."""


@dataclass
class Outcome:
    """What came of it; a change is a number, written as three people."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[int] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)


def killed_runs(folder: Path, count: int, *, seed: int = 1) -> Outcome:
    """Kill the writer `count` times at random moments; after each look whether all it told of is there.

    Every writer is killed in the middle of writing: some milliseconds after it began.
    """
    outcome, chance = Outcome(), random.Random(seed)  # noqa: S311 - the same moments each time
    command = [sys.executable, "-c", WRITER, str(folder / "warm.mentordesk")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        number = 1
        while outcome.kills < count:
            path = folder / f"{outcome.kills}.mentordesk"
            Database.create(path).close()
            for _ in range(min(25, count - outcome.kills)):
                told = _killed(server, f"{number} {path}", chance)
                outcome.kills += 1
                outcome.acknowledged += len(told)
                number = _look(path, told, outcome) + 1
            path.unlink()
        server.kill()
    return outcome


def _killed(server: "subprocess.Popen[bytes]", what: str, chance: random.Random) -> list[int]:
    """The numbers of the changes that the writer told of before it was killed, soon after one."""
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(what.encode() + b"\n")
    server.stdin.flush()
    writer = int(server.stdout.readline())
    told = [int(server.stdout.readline()) for _ in range(chance.randrange(3))]
    time.sleep(chance.uniform(0.0, 0.03))
    os.kill(writer, signal.SIGKILL)
    return told + [int(line) for line in iter(server.stdout.readline, b"dead\n")]


def _look(path: Path, told: list[int], outcome: Outcome) -> int:
    """Note what is missing or torn; returns the greatest number there is."""
    with Database.open(path) as database:
        with database.read() as view:
            names = [int(name) for name in view.scalars(select(Person.name))]
        whole = {number for number in set(names) if names.count(number) == 3}
        # An undo may have been cut off from its redo: then the change is there to be brought back.
        if database.redo_label():
            database.redo()
            with database.read() as view:
                whole |= {int(name) for name in view.scalars(select(Person.name))}
        outcome.lost += sorted(set(told) - whole)
        outcome.unsound += database.problems(deep=True)
        outcome.unsound += [f"half of {number}" for number in sorted(set(names) - whole)]
    return max([*names, *told, 0])
