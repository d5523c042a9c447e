"""A disk that loses its power, fails or fills up at a moment of our choosing, under the product's own code.

SQLite's calls to the system go through a layer of ours (a VFS, of apsw) to real files. The model of power
loss: what was synchronised is there; of every write after that each sector of 512 bytes is there or not, as
chance has it; a file is there once it was synchronised; a removal holds once the folder was, or the next
file.
"""

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urlparse

import apsw

from mentordesk.storage.connection import FUNCTIONS, PRAGMAS

SECTOR = 512
HALF = 0.5
"""The chance of what nobody promised."""


@dataclass
class Inode:
    """A file: what is surely on disk of it, and what was written since."""

    durable: bytearray
    linked: bool
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def settle(self) -> None:
        """Everything written is on disk."""
        for at, data in self.pending:
            _put(self.durable, at, data)
        self.pending.clear()
        self.linked = True

    def after_cut(self, chance: random.Random) -> bytes:
        """What may be on disk after the power was cut."""
        image = bytearray(self.durable)
        for at, data in self.pending:
            if data is None:
                _put(image, at, None) if chance.random() < HALF else None
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < HALF:
                    _put(image, at + start, data[start : start + SECTOR])
        return bytes(image)


def _put(image: bytearray, at: int, data: bytes | None) -> None:
    """Write data at a place, or cut the file there where there is none."""
    if data is None:
        del image[at:]
        return
    image.extend(bytes(max(0, at - len(image))))
    image[at : at + len(data)] = data


Fault = Callable[[], Exception]


class Disk:
    """What happens to the files of one folder; `calls` counts what asked the disk to do something."""

    def __init__(
        self, *, fail_at: int | None = None, fault: Fault = apsw.IOError, for_good: bool = True
    ) -> None:
        self.files: dict[str, Inode] = {}
        self.removed: list[tuple[str, Inode]] = []
        self.renamed: list[tuple[str, Inode]] = []
        self.calls = 0
        self.failed = False
        self._fail_at = fail_at
        self._fault = fault
        self._for_good = for_good
        self._peace = False

    @contextmanager
    def at_peace(self) -> Iterator[None]:
        """While this lasts nothing fails: apsw cannot tell of what goes wrong in some of its calls."""
        self._peace = True
        yield
        self._peace = False

    def fail_after(self, calls: int) -> None:
        """Fail at so many calls from now."""
        self._fail_at = self.calls + calls

    def ask(self) -> None:
        """Count a call; raises the fault where it is time, and from then on where it is for good."""
        self.calls += 1
        due = self._fail_at is not None and self.calls >= self._fail_at and not self._peace
        if due and (self._for_good or not self.failed):
            self.failed = True
            raise self._fault()

    def inode(self, path: str) -> Inode:
        if path not in self.files:
            there = Path(path)
            known = there.exists() and there.stat().st_size > 0
            self.files[path] = Inode(bytearray(there.read_bytes() if known else b""), linked=known)
        return self.files[path]

    def sync(self, path: str) -> None:
        """A file is on disk, and so are the removals before it."""
        self.files[path].settle()
        self.removed.clear()

    def remove(self, path: str, *, durable: bool) -> None:
        inode = self.files.pop(path, None)
        if durable:
            self.removed.clear()
        elif inode is not None:
            self.removed.append((path, inode))

    def sync_whole(self, path: str) -> None:
        """A file that Python wrote is on disk."""
        self.files[path] = Inode(bytearray(Path(path).read_bytes()), linked=True)

    def rename(self, path: str, target: str) -> None:
        """A file takes the place of another; which is there is sure once the folder is synchronised."""
        data = Path(path).read_bytes()
        moved = self.files.pop(path, None) or Inode(bytearray(), linked=True, pending=[(0, data)])
        if Path(target).exists():
            self.renamed.append((target, self.inode(target)))
        self.files[target] = moved

    def sync_folder(self) -> None:
        self.removed.clear()
        self.renamed.clear()

    def cut_power(self, chance: random.Random) -> None:
        """Leave in the real files what a disk without power may have kept."""
        kept = {path: inode for path, inode in self.removed if inode.linked and chance.random() < HALF}
        kept |= {p: inode for p, inode in self.files.items() if inode.linked or chance.random() < HALF}
        kept |= {path: inode for path, inode in reversed(self.renamed) if chance.random() < HALF}
        for path in {**self.files, **dict(self.removed)}:
            Path(path).unlink(missing_ok=True)
        for path, inode in kept.items():
            Path(path).write_bytes(inode.after_cut(chance))


class FaultyFile(apsw.VFSFile):
    """A file of the layer; real, but for the synchronising, which the model does."""

    def __init__(self, disk: Disk, filename: Any, flags: list[int]) -> None:
        super().__init__("", filename, flags)
        self._disk = disk
        self._path = filename.filename() if isinstance(filename, apsw.URIFilename) else str(filename or "")
        self._inode = disk.inode(self._path)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        self._disk.ask()
        super().xWrite(data, offset)
        self._inode.pending.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.ask()
        super().xTruncate(size)
        self._inode.pending.append((size, None))

    def xSync(self, _flags: int) -> None:  # noqa: N802
        self._disk.ask()
        self._disk.sync(self._path)

    def xDeviceCharacteristics(self) -> int:  # noqa: N802 - a disk that promises nothing
        return 0

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR


class Layer(apsw.VFS):
    """The layer between SQLite and the system."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, base="")
        self.vfs_name = name
        self.disk = disk

    def xOpen(self, name: Any, flags: list[int]) -> FaultyFile:  # noqa: N802
        return FaultyFile(self.disk, name, flags)

    def xDelete(self, path: str, syncdir: bool) -> None:  # noqa: N802
        self.disk.ask()
        super().xDelete(path, False)
        self.disk.remove(path, durable=bool(syncdir))


class Cursor:
    """As much of PEP 249 as the product asks for, over apsw."""

    def __init__(self, connection: "Faulty") -> None:
        self.connection = connection
        self.description: tuple[Any, ...] | None = None
        self.rowcount = -1
        self.lastrowid = 0
        self.arraysize = 1
        self._rows: Iterator[tuple[Any, ...]] = iter(())

    def execute(self, sql: str, values: Any = ()) -> "Cursor":
        apsw_cursor = self.connection.apsw.cursor()
        apsw_cursor.exec_trace = self._traced
        with _as_sqlite3():
            self._rows = iter(apsw_cursor.execute(sql, values or None).fetchall())
        self.rowcount = self.connection.apsw.changes() if self.description is None else -1
        self.lastrowid = self.connection.apsw.last_insert_rowid()
        return self

    def _traced(self, cursor: Any, _sql: str, _values: Any) -> bool:
        self.description = (
            tuple((*one, None, None, None, None, None)[:7] for one in cursor.get_description()) or None
        )
        return True

    def executemany(self, sql: str, rows: Iterable[Any]) -> "Cursor":
        done = 0
        for values in rows:
            done += self.execute(sql, values).rowcount
        self.rowcount = done
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def close(self) -> None:
        self._rows = iter(())


class Faulty:
    """A connection over the layer that looks like one of Python's sqlite3."""

    isolation_level = None

    def __init__(self, path: Path, layer: "Layer", pragmas: Sequence[str]) -> None:
        self.disk = layer.disk
        flags = apsw.SQLITE_OPEN_READWRITE
        with _as_sqlite3():
            self.apsw = apsw.Connection(str(path.resolve()), flags=flags, vfs=layer.vfs_name)
        self.apsw.set_busy_timeout(5000)
        for pragma in pragmas:
            self.execute(pragma)
        for name, (values, function) in FUNCTIONS.items():
            self.create_function(name, values, function)

    @property
    def total_changes(self) -> int:
        return int(self.apsw.total_changes())

    @property
    def in_transaction(self) -> bool:
        return bool(self.apsw.in_transaction)

    def cursor(self, *_: Any) -> Cursor:
        return Cursor(self)

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        return Cursor(self).execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Cursor:
        return Cursor(self).executemany(sql, rows)

    def backup(self, target: Any, **_: object) -> None:
        """A whole copy in another connection: over the layer, or in memory."""
        if not isinstance(target, Faulty):
            target.deserialize(self.apsw.serialize("main"))
            return
        copying = target.apsw.backup("main", self.apsw, "main")
        try:
            with _as_sqlite3():
                copying.step()
        finally:
            with target.disk.at_peace():
                copying.close(True)

    def create_function(self, name: str, count_: int, function: Any, *, deterministic: bool = True) -> None:
        self.apsw.create_scalar_function(name, function, count_, deterministic=deterministic)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        with suppress(apsw.Error):
            self.apsw.close(True)


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    """What apsw raises, as Python's sqlite3 would."""
    try:
        yield
    except apsw.ConstraintError as error:
        raise sqlite3.IntegrityError(str(error)) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise sqlite3.DatabaseError(str(error)) from error
    except apsw.Error as error:
        raise sqlite3.OperationalError(str(error) or type(error).__name__) from error


_numbers = count()


@contextmanager
def working_on(disk: Disk, *, synchronous: str | None = None) -> Iterator[None]:
    """While this lasts, programme files are opened over the layer, as safe as they are or `synchronous`."""
    layer = Layer(f"faulty-{next(_numbers)}", disk)
    weaker = [f"PRAGMA synchronous = {synchronous}"] if synchronous else []
    pragmas = [*PRAGMAS, *weaker]

    def bare(uri: str, key: object = None) -> Faulty:
        assert key is None
        return Faulty(Path(unquote(urlparse(uri).path)), layer, [])

    def connect(path: Path, *, readonly: bool = False, key: object = None) -> Faulty:
        assert key is None
        query_only = ["PRAGMA query_only = ON"] if readonly else []
        return Faulty(path, layer, [*pragmas, *query_only])

    try:
        with (
            patch("mentordesk.storage.database.plain", connect),
            patch("mentordesk.storage.ready.plain", connect),
            patch("mentordesk.storage.backup.bare", bare),
        ):
            yield
    finally:
        layer.unregister()
