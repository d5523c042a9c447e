"""One open programme file: reading it, changing it – all or nothing, one undo step – and taking back."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy.exc import DatabaseError, OperationalError

from mentordesk.storage import backup, journal, undo
from mentordesk.storage.catalogue import SCHEMA, kept
from mentordesk.storage.clock import Clock
from mentordesk.storage.connection import driver_for, engine_for, errors, plain, to_write
from mentordesk.storage.copying import in_memory
from mentordesk.storage.holder import Holder
from mentordesk.storage.label import Label
from mentordesk.storage.locked import opened
from mentordesk.storage.moved import identity_of, open_at
from mentordesk.storage.raw import raw_of
from mentordesk.storage.ready import bring_up_to_date, check_shape, cut_leftovers, writable, write_empty
from mentordesk.storage.reasons import cannot_write, check_free, damage_of, reason, writing
from mentordesk.storage.refusals import (
    DamagedFile,
    MovedFile,
    ReadOnly,
    ReplacedFile,
)
from mentordesk.storage.rescue import rescued
from mentordesk.storage.secrets import Key, key_from, new_key
from mentordesk.storage.verify import differences
from mentordesk.storage.work import Work

Listener = Callable[[frozenset[str]], None]
Finding = Callable[[sqlite3.Connection], journal.Change | None]


@dataclass(frozen=True)
class Desk:
    """Who works here, and where copies of files are kept."""

    actor: str = ""
    device: str = ""
    backups: Path | None = None


class Database:
    """A programme file, open. Use as a context manager, or call `close`."""

    def __init__(
        self,
        path: Path,
        desk: Desk,
        anchor: sqlite3.Connection,
        *,
        readonly: bool,
        clock: Clock,
        key: Key | None = None,
    ) -> None:
        """`anchor` stays open so that what we opened can be copied even after the file was replaced."""
        self.path = path
        self.readonly = readonly
        self._desk = desk
        self._clock = clock
        self._listeners: list[Listener] = []
        self._told_of_replacing: list[Callable[[ReplacedFile], object]] = []
        self._writing = threading.RLock()
        self._key = key
        self._engine = engine_for(self._connect, driver_for(key))
        self._engine_to_write = to_write(self._engine)
        self._holder = None if readonly else Holder(path, desk.actor)
        self._anchor = anchor
        self._identity = identity_of(path)
        self._version = self._data_version()
        self._last = self._newest()
        self._backed_up: bytes | None = b""
        self._mark = backup.mark_of(anchor)

    @classmethod
    def create(
        cls,
        path: Path,
        desk: Desk | None = None,
        *,
        clock: Clock | None = None,
        passphrase: str | None = None,
    ) -> Self:
        """A new, empty programme file, locked where there is a passphrase; refuses to overwrite anything."""
        check_free(path)
        with writing(path):
            write_empty(path, new_key(passphrase) if passphrase else None)
        return cls.open(path, desk, clock=clock, passphrase=passphrase)

    @classmethod
    def open(
        cls,
        path: Path,
        desk: Desk | None = None,
        *,
        readonly: bool = False,
        clock: Clock | None = None,
        passphrase: str | None = None,
    ) -> Self:
        """Open a programme file; an older one is upgraded after a backup, a foreign one refused.

        A file or folder that cannot be written opens to read only, whatever was asked. Of a file that has no
        passphrase it does not matter which is given.
        """
        desk = desk or Desk()
        try:
            version, key = opened(path, passphrase)
            readonly = readonly or not writable(path)
            if version < SCHEMA:
                bring_up_to_date(path, desk.backups or path.parent, key)
            with _handed_on(plain(path, readonly=readonly, key=key)) as anchor:
                check_shape(anchor, path.name)
                if not readonly:
                    cut_leftovers(anchor, path)
                return cls(path, desk, anchor, readonly=readonly, clock=clock or Clock(), key=key)
        except errors("DatabaseError", UnicodeDecodeError) as error:
            raise DamagedFile(file=path.name, why=reason(error)) from error

    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def locked(self) -> bool:
        """Whether the file has a passphrase."""
        return self._key is not None

    @property
    def key(self) -> Key | None:
        """What opens the file, for its backups: they are locked as it is."""
        return self._key

    @property
    def state(self) -> object:
        """Equal as long as nothing was written that was told to listeners."""
        return self._last, self._version

    def opens_with(self, passphrase: str) -> bool:
        """Whether the file is locked with this passphrase."""
        return self._key is not None and key_from(passphrase, self._key.salt) == self._key

    def found_at(self) -> Path | None:
        """Where the file lies after its folder was moved or renamed; None where that is not known."""
        return open_at(self._identity)

    def close(self) -> None:
        self._engine.dispose()
        self._anchor.close()
        if self._holder:
            self._holder.release()
            self._holder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the names of the tables touched, after each change."""
        self._listeners.append(listener)

    def on_replaced(self, listener: Callable[[ReplacedFile], object]) -> None:
        """Call `listener`, in the thread that noticed it, when the file turns out to be another one."""
        self._told_of_replacing.append(listener)

    def forget(self, listener: Listener) -> None:
        self._listeners.remove(listener)

    def look_again(self) -> None:
        """Tell listeners of every table when another program wrote into a file that is only read here."""
        before, self._version = self._version, self._data_version()
        if before != self._version:
            for listener in tuple(self._listeners):
                listener(frozenset(table.name for table in kept()))

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A view of the file as it is now; damage that it meets is a refusal."""
        view = Work(self._engine, self._clock)
        try:
            with damage_of(self.path):
                yield view
        finally:
            view.close()

    @contextmanager
    def change(self, label: Label, *, kind: str = journal.DO) -> Iterator[Work]:
        """One named change: all of it is kept, or nothing. A change that changes nothing leaves no trace."""
        with self._transaction(label, kind) as work:
            yield work

    def undo(self) -> Label | None:
        """Take the newest change back; returns what it was, or None when there is none."""
        return self._take_back(journal.to_undo, journal.UNDO)

    def redo(self) -> Label | None:
        """Take the newest undo back; returns what comes again, or None when there is none."""
        return self._take_back(journal.to_redo, journal.REDO)

    def undo_label(self) -> Label | None:
        return self._label(journal.to_undo)

    def redo_label(self) -> Label | None:
        return self._label(journal.to_redo)

    def save_copy(self, target: Path) -> None:
        """A whole copy at `target`, which replaces what is there; it is complete or not there at all."""
        backup.copy_to(self._anchor, target, self._key)

    def in_memory(self) -> sqlite3.Connection:
        """The whole file in memory, unlocked; the caller closes it."""
        with closing(plain(self.path, readonly=True, key=self._key)) as source:
            return in_memory(source, self._key)

    def problems(self, *, deep: bool = False) -> list[str]:
        """What is wrong with the file, empty when sound.

        Deep reads everything, and compares each value with the journal: a minute's work for a large file.
        """
        found = backup.problems(self._anchor, deep=deep)
        return found if found or not deep else self._differences()

    def _differences(self) -> list[str]:
        try:
            with self.read() as view:
                return differences(view.connection())
        except DamagedFile as refusal:
            return [str(refusal.values["why"])]
        except (DatabaseError, ValueError) as error:
            return [reason(error.orig if isinstance(error, DatabaseError) else error)]

    def back_up(self) -> Path | None:
        """A copy in the backups folder; None when this desk keeps none."""
        if self._desk.backups is None:
            return None
        newest = self._last
        made = backup.backup_beside(self._anchor, self.path, self._desk.backups, datetime.now(UTC), self._key)
        self._backed_up, self._mark = newest, backup.mark_of(self._anchor)
        return made

    def backups(self) -> dict[Path, datetime]:
        """The copies of this file in the backups folder, and when each was made."""
        return backup.copies_in(self._desk.backups, self.path.stem, self._mark)

    def back_up_changes(self) -> Path | None:
        """As `back_up`; None also when nothing changed since the last backup of this opening."""
        return None if self._backed_up == self._last else self.back_up()

    def see(self, key: bytes) -> None:
        """Make every change from now on later than `key`, which somebody else made."""
        self._clock.see(key)

    def sign(self, actor: str) -> None:
        """What is done from now on is done by somebody of this name."""
        self._desk = replace(self._desk, actor=actor)

    def vacuum(self) -> None:
        """Write the file anew, so that no byte of it is left of what was there before.

        Where a full disk forbids it, what was there is overwritten with zeros all the same.
        """
        with self._writing, suppress(*errors("OperationalError")):
            self._anchor.execute("VACUUM")

    @contextmanager
    def _transaction(self, label: Label, kind: str, undoes: bytes | None = None) -> Iterator[Work]:
        if self.readonly:
            raise ReadOnly(file=self.path.name)
        self._check_there()
        with self._writing, self._sentences():
            work = Work(self._engine_to_write, self._clock)
            try:
                raw = raw_of(work.connection())
                key, n = self._begin(raw, label, kind, undoes)
                yield work
                work.flush()
                touched = journal.seal(raw, n, keep=undoes is not None, beside=work.beside)
                work.commit()
                self._last = key if touched or undoes else self._last
            finally:
                work.close()
        for listener in tuple(self._listeners if touched else ()):
            listener(touched)

    def _begin(
        self, raw: sqlite3.Connection, label: Label, kind: str, undoes: bytes | None
    ) -> tuple[bytes, int]:
        newest, known = raw.execute(_NEWEST, (self._last,)).fetchone()
        self._check_not_replaced(raw, known=self._last is None or known)
        if newest:
            self._clock.see(newest)
        key = self._clock.next()
        opening = journal.Opening(key, self._desk.device, self._desk.actor, kind, label, undoes)
        return key, journal.begin(raw, opening)

    def _connect(self) -> sqlite3.Connection:
        self._check_there()
        return plain(self.path, readonly=self.readonly, key=self._key)

    def _check_there(self) -> None:
        if identity_of(self.path) is None:
            raise MovedFile(file=self.path.name, folder=str(self.path.parent))

    def check_in_place(self) -> None:
        """Ask what each write asks first, as when the coordinator comes back to the window.

        Not while something is written here, nor while there is no file: the next write says so.
        """
        if self.readonly or identity_of(self.path) is None or not self._writing.acquire(blocking=False):
            return
        try:
            with self.read() as view:
                raw = raw_of(view.connection())
                _newest, known = raw.execute(_NEWEST, (self._last,)).fetchone()
                self._check_not_replaced(raw, known=self._last is None or known)
        finally:
            self._writing.release()

    def _check_not_replaced(self, raw: sqlite3.Connection, *, known: bool) -> None:
        """The file at our path is the one we opened, and our last change is in it."""
        same = identity_of(self.path) == self._identity
        if same and known:
            return
        raw.execute("ROLLBACK")
        self.readonly = True
        refusal = rescued(self.path, self.backups(), self.save_copy, overwritten=same)
        for listener in tuple(self._told_of_replacing):
            listener(refusal)
        raise refusal

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """What the disk refuses, as a refusal."""
        try:
            yield
        except OperationalError as error:
            raise cannot_write(self.path.name, error.orig) from error
        except errors("OperationalError") as error:
            raise cannot_write(self.path.name, error) from error

    def _take_back(self, find: Finding, kind: str) -> Label | None:
        with self.read() as view:
            change = find(raw_of(view.connection()))
        if change is None:
            return None
        with self._transaction(change.label, kind, undoes=change.id) as work:
            undo.take_back(raw_of(work.connection()), change)
        return change.label

    def _label(self, find: Finding) -> Label | None:
        with self.read() as view:
            change = find(raw_of(view.connection()))
        return change.label if change else None

    def _data_version(self) -> int:
        """A number that is another one after another connection has written."""
        return int(self._anchor.execute("PRAGMA data_version").fetchone()[0])

    def _newest(self) -> bytes | None:
        (newest,) = self._anchor.execute("SELECT max(id) FROM journal_change").fetchone()
        return bytes(newest) if newest else None


_NEWEST = """SELECT (SELECT max(id) FROM journal_change),
  EXISTS (SELECT 1 FROM journal_change WHERE id = ?)"""


@contextmanager
def _handed_on(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The connection, closed only where opening the file fails."""
    try:
        yield connection
    except BaseException:
        connection.close()
        raise
