"""Another copy of a programme, open to be read: a file, checked before it is believed, or one in memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from mentordesk.storage.connection import errors
from mentordesk.storage.guard import checked
from mentordesk.storage.reasons import cannot_write, reason
from mentordesk.storage.refusals import DamagedFile

Other = Path | sqlite3.Connection
"""A file, or a connection that `guard.checked` gave; its owner closes it."""


def name_of(other: Other) -> str:
    """What a copy is called in sentences; one in memory has no name."""
    return other.name if isinstance(other, Path) else "MentorDesk"


@contextmanager
def opened(other: Other, passphrase: str | None = None) -> Iterator[sqlite3.Connection]:
    """The copy, sound and with today's tables."""
    if isinstance(other, Path):
        with closing(checked(other, passphrase)) as connection, scratch(connection):
            yield connection
    else:
        with scratch(other):
            yield other


@contextmanager
def sentences(ours: Path, other: Other) -> Iterator[None]:
    """What the disk refuses, and what is wrong with the copy, as a refusal."""
    try:
        yield
    except errors("OperationalError") as error:
        raise cannot_write(ours.name, error) from error
    except errors("DatabaseError", IntegrityError, UnicodeDecodeError) as error:
        raise DamagedFile(file=name_of(other), why=reason(error)) from error


@contextmanager
def scratch(connection: sqlite3.Connection) -> Iterator[None]:
    """Allow temporary tables on a connection that is to read only; they lie in memory."""
    (guarded,) = connection.execute("PRAGMA query_only").fetchone()
    if not guarded:
        yield
        return
    connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA query_only = ON")
