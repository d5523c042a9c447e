"""The one way a connection to a programme file is made."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from mentordesk.storage.packing import packed_cell

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = EXTRA",
)


def plain(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """A bare connection in autocommit mode with every guard on; `path` must exist.

    To read only, the file is opened writable all the same where it can be: what a killed program left half
    written is rolled back by the first reader, and `query_only` keeps the rest from being written.
    """
    mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )
    for pragma in (*PRAGMAS, *(("PRAGMA query_only = ON",) if readonly else ())):
        connection.execute(pragma)
    connection.create_function("packed_cell", 2, packed_cell, deterministic=True)
    return connection


def engine_for(connect: Callable[[], sqlite3.Connection]) -> Engine:
    """An SQLAlchemy engine whose transactions begin as they are asked to: deferred, or IMMEDIATE to write."""
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=8)
    event.listen(engine, "connect", _plain_driver)
    event.listen(engine, "begin", _begin)
    return engine


def _plain_driver(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
