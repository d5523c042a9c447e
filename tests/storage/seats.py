"""Programme files that stay open from one schedule to the next: reading their tables takes long."""

import random
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from mentordesk.domain.entity import Entity
from mentordesk.storage.catalogue import by_name
from mentordesk.storage.clock import Clock
from mentordesk.storage.connection import plain
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.raw import raw_of
from tests.storage.copies import LABEL, Copy, Hand

START = 1_800_000_000_000
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, where there is one

WRITES = count(1 << 20, 1 << 10)
"""By this number in its head SQLite sees that a file is another; each that we write has its own."""


def folder_in_memory() -> Path:
    return Path(tempfile.mkdtemp(dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))


class Seat(Database):
    """A file of ours in memory, of which nobody asks whether it would outlive a power cut.

    It is not written anew after erasing unless it is `thorough`: that takes longest of all.
    """

    thorough = True

    def _connect(self) -> sqlite3.Connection:
        """One connection does for all, and keeps what it has read of the file."""
        return self._anchor

    def vacuum(self) -> None:
        if self.thorough:
            super().vacuum()

    def fill(self, image: bytes, clock: Clock, *, thorough: bool) -> None:
        """Become another file, as if newly opened.

        The number of the tables' edition, which rises when a file is written anew, stays ours, as they lie
        where they lay: SQLite would read every statement again.
        """
        self._hold("NORMAL")
        number = struct.pack(">I", next(WRITES))
        with self.path.open("r+b") as file:
            head = image[:24] + number + image[28:40] + file.read(44)[40:] + image[44:92] + number
            file.seek(0)
            file.write(head + image[96:])
            file.truncate()
        self._hold("EXCLUSIVE")
        self.thorough = thorough
        self._clock = clock
        self._last = self._newest()

    def _hold(self, mode: str) -> None:
        """EXCLUSIVE is held from one statement to the next, and saves each a lock and a look at the disk."""
        self._anchor.execute(f"PRAGMA locking_mode = {mode}")
        self._anchor.execute("SELECT 1 FROM journal_control").fetchone()


class Seats:
    """Takes in copies, and their files back; use as a context manager. `image` is what copies begin as."""

    def __init__(self) -> None:
        self.folder = folder_in_memory()
        self._names = count(1)
        self._free: list[Seat] = []
        self.image = self._template()

    def take(self, image: bytes, clock: Clock, *, thorough: bool) -> Copy:
        seat = self._free.pop() if self._free else self._another()
        seat.fill(image, clock, thorough=thorough)
        return Copy(seat, clock)

    def give_back(self, seat: Database) -> None:
        assert isinstance(seat, Seat)
        self._free.append(seat)

    def close(self) -> None:
        for seat in self._free:
            seat.close()
        shutil.rmtree(self.folder)

    def _another(self) -> Seat:
        """Past the checks of `Database.open`, which the template has passed."""
        path = self.folder / f"{next(self._names)}.mentordesk"
        path.write_bytes(self.image)
        desk = Desk(actor=path.stem, device=path.stem)
        connection = plain(path)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        return Seat(path, desk, connection, readonly=False, clock=Clock())

    def _template(self) -> bytes:
        """A file with two rows of each class, its tables where `vacuum` puts them."""
        path = self.folder / "template.mentordesk"
        chance = random.Random(1)  # noqa: S311 - the same file each time
        clock = Clock(lambda: START, chance.randbytes)
        with Database.create(path, clock=clock) as database:
            for table in Entity.metadata.sorted_tables:
                with database.change(LABEL) as work:
                    for _ in range(2):
                        Hand(chance, clock, raw_of(work.connection())).insert(by_name()[table.name])
            database.vacuum()
        return path.read_bytes()


@contextmanager
def seats() -> Iterator[Seats]:
    found = Seats()
    try:
        yield found
    finally:
        found.close()
