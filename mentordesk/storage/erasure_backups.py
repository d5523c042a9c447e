"""Erasing in the backups of a file what was erased in it, and looking whether words are still in one."""

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mentordesk.storage.connection import errors, plain
from mentordesk.storage.copying import in_memory
from mentordesk.storage.database import Database
from mentordesk.storage.erasure import absorb
from mentordesk.storage.fold import Place
from mentordesk.storage.journal import note_digests
from mentordesk.storage.raw import capture_off, raw_of
from mentordesk.storage.reasons import writing
from mentordesk.storage.secrets import Key


@dataclass(frozen=True)
class Cleansed:
    """The backups in which something was erased, and those that went since they cannot be read."""

    erased: tuple[Path, ...]
    removed: tuple[Path, ...]


def erase_in_backups(database: Database) -> Cleansed:
    """Erase in every backup of a file whatever is erased in the file itself.

    One that cannot be read, or is of an older format, may hold what was erased, so it is removed.
    """
    with writing(database.path), database.read() as view:
        raw = raw_of(view.connection())
        places = [Place(*row) for row in raw.execute("SELECT tbl, key FROM journal_erased")]
    erased, removed = [], []
    for path in sorted(database.backups()) if places else ():
        try:
            if _erase_in(path, database.key, places):
                erased.append(path)
        except errors("DatabaseError", OSError):
            path.unlink(missing_ok=True)
            removed.append(path)
    return Cleansed(tuple(erased), tuple(removed))


def _erase_in(path: Path, key: Key | None, places: Collection[Place]) -> bool:
    """Whether there was anything to erase in a backup."""
    with closing(plain(path, key=key)) as copy:
        copy.execute("BEGIN IMMEDIATE")
        with capture_off(copy):
            gone, stale = absorb(copy, _known(copy, places))
        note_digests(copy, stale)
        copy.execute("COMMIT")
        if gone:
            copy.execute("VACUUM")
    return bool(gone)


def _known(copy: sqlite3.Connection, places: Iterable[Place]) -> list[Place]:
    """The rows that were there already when the backup was made."""
    known = "SELECT 1 FROM journal_row WHERE tbl = ? AND key = ?"
    return [place for place in places if copy.execute(known, place).fetchone()]


def still_there(path: Path, words: Iterable[str], key: Key | None = None) -> list[str]:
    """Which words a file holds in any of its bytes; in a locked one, those of all its rows, unlocked."""
    data = _unlocked(path, key) if key else path.read_bytes()
    return [word for word in words if word and word.encode() in data]


def _unlocked(path: Path, key: Key) -> bytes:
    with closing(plain(path, readonly=True, key=key)) as source, closing(in_memory(source, key)) as copy:
        return copy.serialize()
