"""A stranger's file, opened: nothing in it is believed before it is checked.

It is read as bytes, and SQLite sees it in memory only: read with every defence on, within limits and a time,
its structure compared with ours before anything in it runs, its values with its history.
"""

import hashlib
import os
import sqlite3
import struct
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DatabaseError

from mentordesk.domain.refusal import Refusal
from mentordesk.storage.catalogue import SCHEMA
from mentordesk.storage.connection import errors, memory, plain, view_of
from mentordesk.storage.copying import carry
from mentordesk.storage.guard_values import strange_rows, strange_values
from mentordesk.storage.header import open_regular, schema_in
from mentordesk.storage.locked import opened
from mentordesk.storage.migrations import upgrade
from mentordesk.storage.reasons import reason
from mentordesk.storage.refusals import DamagedFile
from mentordesk.storage.secrets import PAGE, NeedsPassphrase, is_age, looks_locked, unlock
from mentordesk.storage.verify import differences, strange_parts

if TYPE_CHECKING:
    import apsw

LARGEST = 1 << 30
"""Bytes; a programme of 100,000 people and a million sessions has half as many."""

SECONDS, SECONDS_A_MEGABYTE = 4.0, 0.5
"""How long a check may work, at least and by size; on a busy machine, which makes it wait, no less."""

LIMITS = {
    "LENGTH": 50_000_000,
    "SQL_LENGTH": 200_000,
    "COLUMN": 200,
    "EXPR_DEPTH": 300,
    "COMPOUND_SELECT": 100,
    "VDBE_OP": 250_000,
    "FUNCTION_ARG": 32,
    "ATTACHED": 0,
    "LIKE_PATTERN_LENGTH": 100,
    "VARIABLE_NUMBER": 100,
    "TRIGGER_DEPTH": 5,
    "WORKER_THREADS": 0,
}

FINGERPRINTS = {
    1: "4c505db2c562ffe38b275068c7869a66048abc6a510a6943d022984d3eebde8f",
    2: "ee1d6c73301277111432d958d38b5301ac87910dd048cd7c211e9c2d75777033",
    3: "3437bee8c0c15f4745f594f38bf1e39023fe8da8608019295af279b400cc0934",
}
"""SHA-256 over the structure of each older format's files; today's is made from the catalogue."""


class TooLarge(Refusal):
    """{file} is larger than a programme file can be. It was left as it is. Ask for another copy."""


class HalfWritten(Refusal):
    """{file} was copied while somebody worked in it, so part of it is missing. It was left as it is. Ask for
    a copy made by Sharing.
    """


class Strange(Refusal):
    """{file} is not built as MentorDesk builds its files: {why}. Nothing was taken from it. Ask for a copy
    made by Sharing.
    """


class Altered(Refusal):
    """{file} was altered outside MentorDesk, and does not agree with its own history: {why}. Nothing was
    taken from it. Ask for another copy.
    """


class TooSlow(Refusal):
    """Checking {file} took too long, as it does with files made to do harm. Nothing was taken from it. Ask
    for a copy made by Sharing.
    """


def checked(path: Path, passphrase: str | None = None) -> sqlite3.Connection:
    """The file in memory, sound and with today's tables, to be read; the caller closes it.

    Takes plain files, files locked at rest and shares locked with age; raises a Refusal for everything else.
    """
    image = _image(path, passphrase)
    version = schema_in(image[:PAGE], len(image), name=path.name)
    _check_head(image, path.name)
    end = time.thread_time() + SECONDS + SECONDS_A_MEGABYTE * len(image) / 1e6
    try:
        _inspect(image, version, path.name, end)
        return _agreeing(image, version, path.name, end)
    except errors("Error", DatabaseError, ValueError, OverflowError) as error:
        if time.thread_time() > end:
            raise TooSlow(file=path.name) from error
        raise DamagedFile(file=path.name, why=reason(error)) from error


def _image(path: Path, passphrase: str | None) -> bytes:
    """The bytes of the file, unlocked."""
    with os.fdopen(open_regular(path), "rb") as file:
        head, size = file.read(PAGE), os.fstat(file.fileno()).st_size
        if size > LARGEST:
            raise TooLarge(file=path.name)
        if is_age(head):
            return _unlocked_share(head + file.read(LARGEST), path.name, passphrase)
        if not looks_locked(head, size):
            schema_in(head, size, name=path.name, half_written=_half_written(path))
            return head + file.read(LARGEST)
    return _unlocked_image(path, passphrase)


def _half_written(path: Path) -> bool:
    if path.with_name(f"{path.name}-journal").exists():
        raise HalfWritten(file=path.name)
    return False


def _unlocked_share(data: bytes, name: str, passphrase: str | None) -> bytes:
    if not passphrase:
        raise NeedsPassphrase(file=name)
    return unlock(data, passphrase, name=name)


def _unlocked_image(path: Path, passphrase: str | None) -> bytes:
    """A file locked at rest, row by row: SQLCipher has no other way into memory."""
    try:
        version, key = opened(path, passphrase)
        with closing(plain(path, readonly=True, key=key)) as source, closing(memory()) as copy:
            _check_shape(source, version, path.name)
            carry(source, copy)
            return copy.serialize()
    except errors("DatabaseError") as error:
        raise DamagedFile(file=path.name, why=reason(error)) from error


def _check_head(image: bytes, name: str) -> None:
    """What every file of ours has in its header, besides what tells that it is ours."""
    if b"\x02" in image[18:20]:
        raise HalfWritten(file=name)
    page, reserved = struct.unpack(">H", image[16:18])[0], image[20]
    vacuum, encoding = struct.unpack(">I", image[52:56])[0], struct.unpack(">I", image[56:60])[0]
    if (page, reserved, vacuum, encoding) != (PAGE, 0, 0, 1) or image[18:20] != b"\x01\x01":
        raise Strange(file=name, why="header")


def _inspect(image: bytes, version: int, name: str, end: float) -> None:
    """The structure is ours and nothing is broken, by a library that can be told to trust nothing."""
    import apsw

    connection = apsw.Connection(":memory:")
    try:
        connection.deserialize("main", image)
        _defend(connection, end)
        _check_shape(connection, version, name)
        found = [line for (line,) in connection.execute("PRAGMA integrity_check(3)") if line != "ok"]
        found += [f"{row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    except apsw.InterruptError as error:
        raise TooSlow(file=name) from error
    except (apsw.Error, UnicodeDecodeError) as error:
        raise DamagedFile(file=name, why=reason(error)) from error
    finally:
        connection.close(True)
    if found:
        raise DamagedFile(file=name, why=found[0].splitlines()[0])


def _defend(connection: "apsw.Connection", end: float) -> None:
    import apsw

    for setting, value in (
        (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
        (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
        (apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
        (apsw.SQLITE_DBCONFIG_ENABLE_VIEW, 0),
    ):
        connection.config(setting, value)
    for limit, most in LIMITS.items():
        connection.limit(getattr(apsw, f"SQLITE_LIMIT_{limit}"), most)
    connection.set_progress_handler(lambda: time.thread_time() > end, 20_000)
    for pragma in ("cell_size_check = ON", "query_only = ON", "temp_store = MEMORY", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    allowed = (apsw.SQLITE_SELECT, apsw.SQLITE_READ, apsw.SQLITE_PRAGMA)
    connection.authorizer = lambda what, *_: apsw.SQLITE_OK if what in allowed else apsw.SQLITE_DENY


def _agreeing(image: bytes, version: int, name: str, end: float) -> sqlite3.Connection:
    """The file with today's tables, once every value is one we write and the history says the same."""
    connection = memory(image)
    try:
        connection.set_progress_handler(lambda: time.thread_time() > end, 20_000)
        if version < SCHEMA:
            upgrade(connection)
        _check_content(connection, name)
        if time.thread_time() > end:
            raise TooSlow(file=name)  # noqa: TRY301 - the connection is closed below, as for any other
        connection.set_progress_handler(None, 0)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_content(connection: sqlite3.Connection, name: str) -> None:
    with view_of(connection) as view:
        found = next(strange_values(connection), None) or next(iter(differences(view)), None)
    found = found or next(strange_rows(connection), None)
    if found:
        raise Altered(file=name, why=found)


def _check_shape(connection: Any, version: int, name: str) -> None:
    """Tables, indexes and triggers are those that this version of the format has, no more and no less."""
    if version < SCHEMA:
        strange = [] if shape_of(connection) == FINGERPRINTS[version] else [f"format {version}"]
    else:
        strange = strange_parts(connection)
    if strange:
        raise Strange(file=name, why=", ".join(part[:_WORD] for part in strange[:3]))


_WORD = 60
"""Letters of a stranger's name that a sentence takes."""


def shape_of(connection: Any) -> str:
    """A word for the structure of a file: SHA-256 over the type, name and SQL of all its parts."""
    parts = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return hashlib.sha256(repr(sorted(map(tuple, parts))).encode()).hexdigest()
