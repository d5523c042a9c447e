"""The copies kept of a file: what differs, going back to one, and the way back from a damaged file."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.storage import merge
from mentordesk.storage.backup import copies_in, problems
from mentordesk.storage.connection import errors, view_of
from mentordesk.storage.copying import write_locked
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.storage.merge import Merged
from mentordesk.storage.raw import raw_of
from mentordesk.storage.reasons import check_free, reason
from mentordesk.storage.refusals import DamagedFile
from mentordesk.storage.repair import Salvage, salvage
from mentordesk.storage.restore import opened_copy, write_state
from mentordesk.storage.secrets import Key
from mentordesk.storage.verify import differences

LABELS: dict[str, str] = {"backup.restored": N_("Went back to a backup")}


class NoBackupFolder(Refusal):
    """No backups are kept here. Nothing was written. Save a copy instead."""


class NothingToSave(Refusal):
    """Neither {file} nor a backup of it can be read. Everything was left as it is. Ask a colleague for their
    copy.
    """


@dataclass(frozen=True)
class BackupRow:
    """A copy and how it differs: steps of ours that it lacks, steps of its own that ours lacks.

    One that cannot be read, or has another passphrase, has `readable` False and counts nothing.
    """

    path: Path
    at: datetime
    size: int
    readable: bool
    people: int
    pairings: int
    sessions: int
    changes_since: int
    changes_lost: int


@dataclass(frozen=True)
class WayBack:
    """What there is for a file that does not open: the newest good backup, and whole steps after it."""

    backup: Path | None
    at: datetime | None
    changes_after: int
    changes_broken: int


@dataclass(frozen=True)
class Repaired:
    """The mended file, and what became of the steps; whether any of the damaged file's own could be read."""

    path: Path
    backup: Path | None
    brought: int
    broken: int
    sound: bool
    legible: bool


def back_up(database: Database) -> Path:
    """A copy in the backups folder, read back before it counts."""
    made = database.back_up()
    if made is None:
        raise NoBackupFolder
    return made


def backups(database: Database) -> list[BackupRow]:
    """The copies of an open file, the newest first."""
    copies = database.backups()
    with database.read() as view:
        ours = {key for (key,) in raw_of(view.connection()).execute(_IDS)}
    newest_first = sorted(copies.items(), key=lambda item: item[1], reverse=True)
    return [_row(path, at, database.key, ours) for path, at in newest_first]


_IDS = "SELECT id FROM journal_change"
_COUNTS = "SELECT {} FROM (SELECT 1)".format(
    ", ".join(f"(SELECT count(*) FROM {t} WHERE deleted = 0)" for t in ("person", "pairing", "session"))
)


def _row(path: Path, at: datetime, key: Key | None, ours: set[bytes]) -> BackupRow:
    size = path.stat().st_size
    try:
        with opened_copy(path, key) as copy:
            theirs = {one for (one,) in copy.execute(_IDS)}
            people, pairings, sessions = copy.execute(_COUNTS).fetchone()
    except errors("DatabaseError", OSError):
        return BackupRow(path, at, size, False, 0, 0, 0, 0, 0)
    return BackupRow(path, at, size, True, people, pairings, sessions, len(ours - theirs), len(theirs - ours))


def restore(database: Database, *, backup: Path) -> None:
    """Make everything as it was in a backup, as one change that undo takes back.

    A backup of now is made before. Whoever was erased since stays erased.
    """
    try:
        with opened_copy(backup, database.key) as copy:
            _check(copy, backup)
            # Only now, since thinning may take the chosen one away.
            database.back_up()
            with database.change(Label.of("backup.restored")) as work:
                write_state(raw_of(work.connection()), copy)
    except errors("DatabaseError") as error:
        raise DamagedFile(file=backup.name, why=reason(error)) from error


def restore_merged(database: Database, *, backup: Path) -> Merged:
    """Bring in what a backup has and the file has not, as one change that undo takes back."""
    with opened_copy(backup, database.key) as copy:
        _check(copy, backup)
        return merge.apply(database, copy, allow_ahead=True)


def _check(copy: sqlite3.Connection, backup: Path) -> None:
    """A damaged backup may read as an emptier one."""
    with view_of(copy) as view:
        found = [*problems(copy), *differences(view)]
    if found:
        raise DamagedFile(file=backup.name, why=found[0])


def way_back(path: Path, *, desk: Desk, passphrase: str | None = None) -> WayBack:
    """What could be saved of a file that does not open, without writing anything."""
    key, backup, at = _ground(path, desk, passphrase)
    found = _salvaged(path, key, backup)
    with closing(found.connection):
        ids = {one for (one,) in found.connection.execute(_IDS)}
    known = _known(backup, key)
    return WayBack(backup, at, len(ids - known), found.broken)


def repair(path: Path, *, desk: Desk, target: Path, passphrase: str | None = None) -> Repaired:
    """Write at `target` the newest good backup with every later step that can still be read.

    The damaged file stays as it is.
    """
    check_free(target)
    key, backup, _at = _ground(path, desk, passphrase)
    found = _salvaged(path, key, backup)
    with closing(found.connection):
        if backup is None and not found.whole:
            raise NothingToSave(file=path.name)
        brought = _lay(backup, target, key, found)
        with Database.open(target, Desk(desk.actor, desk.device), passphrase=passphrase) as database:
            if backup:
                brought = merge.apply(database, found.connection, allow_ahead=True).changes
            sound = not database.problems(deep=True)
    return Repaired(target, backup, brought, found.broken, sound, found.whole > 0)


def opens_newest(path: Path, *, desk: Desk, passphrase: str) -> bool:
    """Whether the newest backup of a file has this passphrase: then a file that has not is damaged."""
    copies = copies_in(desk.backups, path.stem)
    if not copies:
        return False
    try:
        Database.open(
            max(copies, key=lambda copy: copies[copy]), readonly=True, passphrase=passphrase
        ).close()
    except Refusal:
        return False
    return True


def _lay(backup: Path | None, target: Path, key: Key | None, found: Salvage) -> int:
    """What the repaired file begins as: the backup, else what was found; so many steps of the latter."""
    if backup is None:
        write_locked(found.connection, target, key)
        return found.whole
    with opened_copy(backup, key) as copy:
        write_locked(copy, target, key)
    return 0


def _ground(
    path: Path, desk: Desk, passphrase: str | None
) -> tuple[Key | None, Path | None, datetime | None]:
    """The key of a damaged file, as its backups have it, and the newest of them that is sound."""
    copies = copies_in(desk.backups, path.stem)
    for copy, at in sorted(copies.items(), key=lambda item: item[1], reverse=True):
        try:
            with Database.open(copy, readonly=True, passphrase=passphrase) as database:
                if not database.problems(deep=True):
                    return database.key, copy, at
        except Refusal:
            continue
    return None, None, None


def _salvaged(path: Path, key: Key | None, backup: Path | None) -> Salvage:
    if backup is None:
        return salvage(path, key, None)
    with opened_copy(backup, key) as copy:
        return salvage(path, key, copy)


def _known(backup: Path | None, key: Key | None) -> set[bytes]:
    if backup is None:
        return set()
    with opened_copy(backup, key) as copy:
        return {one for (one,) in copy.execute(_IDS)}
