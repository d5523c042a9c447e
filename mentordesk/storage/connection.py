"""The one way a connection to a programme file is made."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from sqlalchemy import Dialect, Engine, Pool, QueuePool, StaticPool, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.util import LRUCache

from mentordesk.domain.entity import normalised
from mentordesk.storage.packing import packed_cell, packed_joined, packed_lacks, packed_stripped
from mentordesk.storage.raw import raw_of
from mentordesk.storage.secrets import Key

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = EXTRA",
)

FUNCTIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    "normalised": (1, normalised),
    "packed_cell": (2, packed_cell),
    "packed_joined": (2, packed_joined),
    "packed_lacks": (2, packed_lacks),
    "packed_stripped": (2, packed_stripped),
}
"""What SQL of ours may call, and with how many values. All are there from the beginning: one that came later
would make SQLite read every statement anew.
"""


def driver_for(key: Key | None) -> ModuleType:
    """The SQLite library that reads a file: Python's own, or SQLCipher for one that is locked.

    A file is never open in both at once.
    """
    if key is None:
        return sqlite3
    return import_module("sqlcipher3.dbapi2")


def errors(name: str, *more: type[Exception]) -> tuple[type[Exception], ...]:
    """The exceptions of this name (PEP 249) of the libraries in use, and more, to catch."""
    drivers = (sys.modules.get("sqlite3"), sys.modules.get("sqlcipher3.dbapi2"))
    return (*(getattr(driver, name) for driver in drivers if driver), *more)


def plain(path: Path, *, readonly: bool = False, key: Key | None = None) -> sqlite3.Connection:
    """A bare connection in autocommit mode with every guard on; `path` must exist.

    To read only, the file is opened writable all the same where it can be: what a killed program left half
    written is rolled back by the first reader, and `query_only` keeps the rest from being written.
    """
    mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    connection = bare(f"{path.resolve().as_uri()}?mode={mode}", key)
    return guarded(connection, readonly=readonly)


def bare(uri: str, key: Key | None = None) -> sqlite3.Connection:
    """A connection with nothing set but the key."""
    connection: sqlite3.Connection = driver_for(key).connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=1024
    )
    if key:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(key.pragma)
    return connection


def memory(image: bytes | None = None) -> sqlite3.Connection:
    """A programme file in memory, with every guard on; empty, without tables, where no bytes are given."""
    connection = bare("file::memory:")
    if image is not None:
        connection.deserialize(image)
    return guarded(connection)


def guarded(connection: sqlite3.Connection, *, readonly: bool = False) -> sqlite3.Connection:
    """The connection with our pragmas and functions."""
    for pragma in (*PRAGMAS, *(("PRAGMA query_only = ON",) if readonly else ())):
        connection.execute(pragma)
    for name, (count, function) in FUNCTIONS.items():
        connection.create_function(name, count, function, deterministic=True)
    return connection


_COMPILED = LRUCache[Any, Any](1000)


@cache
def _dialect(driver: ModuleType) -> Dialect:
    """One for all files of a library, so that a statement compiled for one file serves every other."""
    return create_engine("sqlite://", module=driver).dialect


def _engine(pool: Pool, dialect: Dialect) -> Engine:
    return Engine(pool, dialect, make_url("sqlite://"), execution_options={"compiled_cache": _COMPILED})


def engine_for(connect: Callable[[], Any], driver: ModuleType = sqlite3) -> Engine:
    """An SQLAlchemy engine whose transactions begin as they are asked to: deferred, or IMMEDIATE to write."""
    dialect = _dialect(driver)
    engine = _engine(QueuePool(connect, pool_size=4, max_overflow=8, dialect=dialect), dialect)
    event.listen(engine, "connect", _plain_driver)
    event.listen(engine, "begin", _begin)
    return engine


def to_write(engine: Engine) -> Engine:
    """The same engine, whose transactions begin as those that will write."""
    return engine.execution_options(begin="BEGIN IMMEDIATE")


@contextmanager
def view_of(connection: sqlite3.Connection) -> Iterator[Connection]:
    """SQLAlchemy's view of a bare connection, which stays open."""
    dialect = _dialect(sqlite3)
    pool = StaticPool(cast("Any", lambda: connection), dialect=dialect)
    with _engine(pool, dialect).connect() as view:
        yield view


def _plain_driver(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    raw_of(connection).execute(connection.get_execution_options().get("begin", "BEGIN"))
