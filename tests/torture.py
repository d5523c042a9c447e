"""Break off writing a programme file at every moment, and look what is left: `python3 run.py torture`.

The long form of what tests/storage does in passing: 10,000 kills instead of some, 50,000 power cuts, 10,000
damages, 100,000 schedules of merging, and 600 for each bug planted in it. Prints a line for each and ends
with 1 when anything was lost. With `--first` what is numbered goes on where another sitting ended.
"""

import argparse
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.exc import SQLAlchemyError

from mentordesk.domain.refusal import Refusal
from tests.fuzz import broken, readers
from tests.storage.failing_jobs import cut, failing
from tests.storage.killed_jobs import JOBS, killed_jobs
from tests.storage.kills import Outcome, killed_runs
from tests.storage.machine import Copies, thorough
from tests.storage.planted import BUGS, found_by
from tests.storage.power import cuts
from tests.storage.schedules import Schedule
from tests.storage.seats import seats
from tests.storage.test_damage import DAMAGES, sample_file, silent_damages

BLOCK = 500
"""How many of what is numbered are told of together."""


def kills(wanted: range) -> int:
    with tempfile.TemporaryDirectory() as folder:
        outcome = killed_runs(Path(folder), len(wanted))
    _say(f"kill -9: {outcome.kills} kills, {outcome.acknowledged} acknowledged changes", _bad(outcome))
    return _bad(outcome)


def _bad(outcome: Outcome) -> int:
    return len(outcome.lost) + len(outcome.unsound)


def job_kills(wanted: range) -> int:
    """As many kills of each job that writes a file at one go."""
    bad = 0
    for name in JOBS:
        with tempfile.TemporaryDirectory() as folder:
            outcome = killed_jobs(name, Path(folder), len(wanted))
        _say(f"kill -9 of {name}: {outcome.kills} kills, {outcome.ended} too late", len(outcome.wrong))
        bad += len(outcome.wrong)
    return bad


def job_faults(wanted: range) -> int:
    """Each job on a disk that fails, or is full, at calls so far apart."""
    bad = 0
    for name in JOBS:
        with tempfile.TemporaryDirectory() as folder:
            outcome = failing(name, Path(folder), step=len(wanted))
        _say(f"failing disk under {name}: {outcome.faults} faults, {outcome.done} done", len(outcome.wrong))
        bad += len(outcome.wrong)
    return bad


def job_cuts(wanted: range) -> int:
    """As many power cuts of each job."""
    bad = 0
    for name in JOBS:
        with tempfile.TemporaryDirectory() as folder:
            outcome = cut(name, Path(folder), wanted)
        _say(f"power cuts of {name}: {outcome.faults}, {outcome.done} done", len(outcome.wrong))
        bad += len(outcome.wrong)
    return bad


def damages(wanted: range) -> int:
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        sound = sample_file(Path(folder) / "sound.mentordesk")
        for damage in DAMAGES:
            found[damage.__name__] = len(
                silent_damages(damage, sound, Path(folder), len(wanted) // len(DAMAGES))
            )
    _say(f"damaged files: {len(wanted)}", found.total())
    return found.total()


def power_cuts(wanted: range) -> int:
    """Cuts under our setting, and a twentieth under a weaker one, of which some must be seen to lose."""
    with tempfile.TemporaryDirectory() as folder:
        ours = cuts(Path(folder), wanted)
    with tempfile.TemporaryDirectory() as folder:
        weaker = cuts(Path(folder), range(max(60, len(wanted) // 20)), synchronous="NORMAL")
    _say(f"power cuts: {ours.cuts}, {ours.acknowledged} acknowledged changes", ours.bad)
    unseen = int(not weaker.lost)
    _say(f"with a weaker setting {weaker.lost} of {weaker.cuts} power cuts lose something", unseen)
    return ours.bad + unseen


def schedules(wanted: range) -> int:
    """Random work on copies of every class, and whether they come to the same; tells which went wrong."""
    wrong, merges, conflicts = 0, 0, 0
    with seats() as start:
        for number in wanted:
            with Schedule(number, start) as schedule:
                try:
                    schedule.run()
                except (AssertionError, SQLAlchemyError, sqlite3.Error, Refusal) as error:
                    wrong += 1
                    _say(f"schedule {number}: {error}", 1)
            merges, conflicts = merges + schedule.merged, conflicts + schedule.conflicts
            if (number + 1) % BLOCK == 0:
                _say(f"merge schedules up to {number}: {merges} merges, {conflicts} conflicts", wrong)
    _say(f"merge schedules: {len(wanted)}, {merges} merges, {conflicts} conflicts", wrong)
    return wrong


def bugs(wanted: range) -> int:
    """Bugs put into the merge that so many schedules do not notice; tells which notices each."""
    missed = 0
    with seats() as start:
        for bug in BUGS:
            found = found_by(bug, start, wanted)
            missed += found is None
            _say(f"planted: {bug.words}, noticed by schedule {found}", int(found is None))
    return missed


def state_machine(wanted: range) -> int:
    """Copies under everything that is done to them, a block at a time; tells the steps to what goes wrong."""
    wrong = 0
    for first in range(wanted.start, wanted.stop, BLOCK):
        count = min(BLOCK, wanted.stop - first)
        machine = seed(first)(type("Copies", (Copies,), {}))
        try:
            run_state_machine_as_test(machine, settings=thorough(count))
        except (AssertionError, SQLAlchemyError, sqlite3.Error, Refusal) as error:
            wrong += 1
            _say("\n".join((str(error), *getattr(error, "__notes__", ()))), 1)
        _say(f"state machine: examples {first} to {first + count - 1}", wrong)
    return wrong


def _say(what: str, bad: int) -> None:
    sys.stdout.write(f"{what}: {bad} bad\n")
    sys.stdout.flush()


def fuzz(minutes: range) -> int:
    """Files that nobody wrote, so long for all readers together, beyond those of the tests."""
    end, bad, number = time.monotonic() + 60 * len(minutes), 0, 1_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = readers(folder)
        while time.monotonic() < end:
            number += 1
            for kind, reader in found.items():
                wrong = broken(kind, reader, folder, number)
                if wrong:
                    bad += 1
                    _say(wrong, 1)
    _say(f"files that nobody wrote: {number - 1_000} for each of {len(found)} readers", bad)
    return bad


PARTS = (
    ("kills", kills, 10_000, "kills of a writer"),
    ("job-kills", job_kills, 1_000, "kills of each job"),
    ("job-faults", job_faults, 1, "fail at every so many calls of each job"),
    ("job-cuts", job_cuts, 1_000, "power cuts of each job"),
    ("cuts", power_cuts, 50_000, "power cuts"),
    ("damages", damages, 10_000, "damaged files"),
    ("fuzz", fuzz, 60, "minutes of files that nobody wrote"),
    ("schedules", schedules, 100_000, "merge schedules"),
    ("machine", state_machine, 10_000, "examples of the state machine"),
    ("bugs", bugs, 600, "schedules for each planted bug"),
)
"""What is done, how often unless told otherwise, and what is counted."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, _part, count, words in PARTS:
        parser.add_argument(f"--{name}", dest=name, type=int, default=count, help=words)
    parser.add_argument("--first", type=int, default=0, help="the number to begin with")
    given = vars(parser.parse_args())
    first = given["first"]
    bad = sum(part(range(first, first + given[name])) for name, part, *_ in PARTS if given[name])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
