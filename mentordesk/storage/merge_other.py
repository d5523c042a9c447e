"""Another copy of a programme, open to be read: a file, or one that is in memory already."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from mentordesk.storage.catalogue import SCHEMA
from mentordesk.storage.connection import PRAGMAS, plain
from mentordesk.storage.header import schema_of
from mentordesk.storage.migrations import upgrade
from mentordesk.storage.packing import packed_cell
from mentordesk.storage.refusals import CannotWrite, DamagedFile
from mentordesk.storage.verify import strange_parts

Other = Path | sqlite3.Connection


def name_of(other: Other) -> str:
    """What a copy is called in sentences; one in memory has no name."""
    return other.name if isinstance(other, Path) else "MentorDesk"


@contextmanager
def opened(other: Other) -> Iterator[sqlite3.Connection]:
    """The copy, with today's tables; an older file is brought to them in memory and stays as it is."""
    if isinstance(other, Path):
        with closing(_open(other)) as connection, scratch(connection):
            yield connection
    else:
        with scratch(other):
            yield other


@contextmanager
def sentences(ours: Path, other: Other) -> Iterator[None]:
    """What the disk refuses, and what is wrong with the copy, as a refusal."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise CannotWrite(file=ours.name, why=str(error)) from error
    except (sqlite3.DatabaseError, IntegrityError, UnicodeDecodeError) as error:
        raise DamagedFile(file=name_of(other), why=str(error)) from error


def _open(path: Path) -> sqlite3.Connection:
    old = schema_of(path) < SCHEMA
    connection = plain(path, readonly=True)
    if old:
        with closing(connection):
            connection = _upgraded(connection)
    strange = strange_parts(connection)
    if strange:
        connection.close()
        raise DamagedFile(file=path.name, why=", ".join(strange[:3]))
    return connection


def _upgraded(old: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        copy.execute(pragma)
    copy.create_function("packed_cell", 2, packed_cell, deterministic=True)
    old.backup(copy)
    upgrade(copy)
    return copy


@contextmanager
def scratch(connection: sqlite3.Connection) -> Iterator[None]:
    """Allow temporary tables on a connection that is to read only; they lie in memory."""
    (guarded,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only = {guarded}")
