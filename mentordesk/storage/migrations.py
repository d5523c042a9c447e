"""Numbered steps from any older programme file to today's.

A step is a function of a bare connection and knows nothing of today's classes. All steps run in one
transaction with foreign keys off (a batch ALTER would otherwise delete children), checked before it commits.
"""

import sqlite3
from collections.abc import Callable, Mapping

from mentordesk.storage.catalogue import SCHEMA

Step = Callable[[sqlite3.Connection], None]

STEPS: Mapping[int, Step] = {}
"""Schema number reached -> the step that reaches it from the one before."""


def upgrade(connection: sqlite3.Connection, steps: Mapping[int, Step] = STEPS, target: int = SCHEMA) -> None:
    """Bring the file to `target` or leave it exactly as it was."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        connection.execute("UPDATE journal_control SET current = -1")
        for number in range(version + 1, target + 1):
            steps[number](connection)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("UPDATE journal_control SET current = NULL")
        _check_references(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _check_references(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        message = f"the upgrade would break a reference of {broken[0]}"
        raise sqlite3.IntegrityError(message)
