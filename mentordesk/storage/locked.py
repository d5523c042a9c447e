"""A file locked at rest, when it is opened: its key, and what only the key shows."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mentordesk.domain.refusal import Refusal
from mentordesk.storage.backup import copies_in
from mentordesk.storage.catalogue import APPLICATION_ID, SCHEMA
from mentordesk.storage.connection import driver_for, errors, plain
from mentordesk.storage.copying import lock_anew
from mentordesk.storage.header import LOCKED, half_written, schema_of
from mentordesk.storage.holder import Holder
from mentordesk.storage.refusals import NewerFile, NotOurs
from mentordesk.storage.secrets import Key, NeedsPassphrase, WrongPassphrase, key_of, new_key


def opened(path: Path, passphrase: str | None) -> tuple[int, Key | None]:
    """The schema number of a programme file, and its key where it is locked.

    Refuses what is not a programme file; asks for the passphrase, or says that it is another.
    """
    version = schema_of(path)
    if version != LOCKED:
        return _schema_within(path, None) if half_written(path) else version, None
    if not passphrase:
        raise NeedsPassphrase(file=path.name)
    key = key_of(path, passphrase)
    return _schema_within(path, key), key


@dataclass(frozen=True)
class Relocked:
    """The file has another lock, and so many of its backups; those that could not be read are named."""

    backups: int
    left: tuple[str, ...]


def relock(
    path: Path, *, old: str | None, new: str | None, backups: Path | None = None, actor: str = ""
) -> Relocked:
    """Set, change or remove the passphrase of a file nobody has open, and of its backups.

    Forgotten is forgotten: nothing but the passphrase opens the file afterwards.
    """
    before, key = opened(path, old)[1], new_key(new) if new else None
    holder = Holder(path, actor)
    try:
        lock_anew(path, before, key)
    finally:
        holder.release()
    copies = copies_in(backups, path.stem)
    left = [copy.name for copy in sorted(copies) if not _relocked(copy, old, key)]
    return Relocked(len(copies) - len(left), tuple(left))


def _relocked(copy: Path, old: str | None, key: Key | None) -> bool:
    """Lock a backup with the key of its file, so that the open file opens it."""
    try:
        lock_anew(copy, opened(copy, old)[1], key)
    except errors("DatabaseError", Refusal):
        return False
    return True


def _schema_within(path: Path, key: Key | None) -> int:
    """The schema number as SQLite tells it, once it has taken back what was left half written."""
    try:
        with closing(plain(path, readonly=True, key=key)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except driver_for(key).DatabaseError as error:
        if key is None or "not a database" not in str(error):
            raise
        raise WrongPassphrase(file=path.name) from error
    if application != APPLICATION_ID:
        raise NotOurs(file=path.name)
    if version > SCHEMA:
        raise NewerFile(file=path.name, theirs=version, ours=SCHEMA)
    return int(version)
