"""The driver's own connection beneath SQLAlchemy's, over which rows flow from one file to another."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy.engine import Connection


def raw_of(connection: Connection) -> sqlite3.Connection:
    """The bare connection, in the same transaction."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


@contextmanager
def capture_off(raw: sqlite3.Connection) -> Iterator[int]:
    """Write tables past the journal, which is written by hand meanwhile; gives the open change's number."""
    (n,) = raw.execute("SELECT current FROM journal_control").fetchone()
    raw.execute("UPDATE journal_control SET current = -1")
    yield n
    raw.execute("UPDATE journal_control SET current = ?", (n,))
