"""Jobs that write a file at one go, while the disk fails, is full, or loses its power at any call."""

import random
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from mentordesk.domain.refusal import Refusal
from tests.storage.disk import Disk, Fault, working_on
from tests.storage.disk_files import files_on
from tests.storage.killed_jobs import JOBS, Job

FAULTS: tuple[Fault, ...] = (apsw.IOError, apsw.FullError)


@dataclass
class Outcome:
    """How often the disk failed, how often the job was done in spite of it, and what was wrong afterwards."""

    faults: int = 0
    done: int = 0
    wrong: list[str] = field(default_factory=list)


class Failing:
    """One job in a folder of its own, done again and again on disks that fail."""

    def __init__(self, name: str, folder: Path) -> None:
        self.job: Job = JOBS[name]
        self.before, self.place = folder / "before", folder / "place"
        self.before.mkdir()
        self.job.prepare(self.before)
        self.outcome = Outcome()
        self.calls = self._calls()

    def fail(self, call: int, fault: Fault, *, for_good: bool) -> None:
        """The disk fails at a call; nothing but a sentence may be raised."""
        self._once(Disk(fail_at=call, fault=fault, for_good=for_good), None)

    def cut(self, call: int, chance: random.Random, *, lazy: bool = False) -> None:
        """The power goes at a call, and what was not made durable is there or not."""
        self._once(Disk(fail_at=call), chance, lazy=lazy)

    def _once(self, disk: Disk, chance: random.Random | None, *, lazy: bool = False) -> None:
        shutil.copytree(self.before, self.place)
        self.outcome.faults += 1
        with suppress(Refusal, OSError), working_on(disk), files_on(disk, lazy=lazy):
            self.job.do(self.place)
            self.outcome.done += 1
        if chance:
            disk.cut_power(chance)
        self.outcome.wrong += self.job.wrong(self.place)
        shutil.rmtree(self.place)

    def _calls(self) -> int:
        """How many calls the job makes where nothing fails."""
        disk = Disk()
        shutil.copytree(self.before, self.place)
        with working_on(disk), files_on(disk):
            self.job.do(self.place)
        assert self.job.wrong(self.place) == [], "the job itself"
        shutil.rmtree(self.place)
        return disk.calls


def failing(name: str, folder: Path, *, step: int = 1) -> Outcome:
    """A job on a disk that fails, or is full, at each `step`-th call from the last backwards."""
    job = Failing(name, folder)
    for call in range(job.calls, 0, -step):
        for fault in FAULTS:
            for for_good in (False, True):
                job.fail(call, fault, for_good=for_good)
    return job.outcome


def cut(name: str, folder: Path, seeds: Iterable[int], *, lazy: bool = False) -> Outcome:
    """A job on a disk that loses its power at some call, once for each seed."""
    job = Failing(name, folder)
    for seed in seeds:
        chance = random.Random(seed)  # noqa: S311 - the same moments each time
        job.cut(chance.randrange(1, job.calls + 1), chance, lazy=lazy)
    return job.outcome
