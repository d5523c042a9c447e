"""Numbered steps from any older programme file to today's.

A step is a function of a bare connection and knows nothing of today's classes. All steps run in one
transaction with foreign keys off (a batch ALTER would otherwise delete children), checked before it commits.
The journal's triggers are made anew from the catalogue after the last step.
"""

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial

from mentordesk.assets import resource
from mentordesk.storage.catalogue import SCHEMA, kept, triggers
from mentordesk.storage.packing import EMPTY

Step = Callable[[sqlite3.Connection], None]


def reshape(connection: sqlite3.Connection, number: int) -> None:
    """Make the tables and indexes of `resources/schema/NUMBER.sql`, one statement a paragraph.

    A table that was there keeps its rows; its new columns are empty, as the journal says of a cell it has
    nothing about: NULL, or '' or 0 where the column has no NULL. An index that was there is made anew.
    """
    script = resource(f"schema/{number}.sql").read_text("utf-8")
    for statement in script.strip().split("\n\n"):
        _make(connection, statement.removesuffix(";"))


def _make(connection: sqlite3.Connection, statement: str) -> None:
    name = statement.split("(", maxsplit=1)[0].split()[2]
    if statement.startswith("CREATE INDEX"):
        connection.execute(f"DROP INDEX IF EXISTS {name}")
    old = _columns(connection, name)
    if not old:
        connection.execute(statement)
        return
    connection.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    connection.execute(statement)
    new = _columns(connection, name)
    values = ", ".join(f'"{column}"' if column in old else empty for column, empty in new.items())
    names = ", ".join(f'"{column}"' for column in new)
    connection.execute(f"INSERT INTO {name}({names}) SELECT {values} FROM old_{name}")
    connection.execute(f"DROP TABLE old_{name}")


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table, each with the SQL of its empty value; none where there is no such table."""
    rows = connection.execute('SELECT name, type, "notnull" FROM pragma_table_info(?)', (table,))
    return {name: EMPTY[kind] if notnull else "NULL" for name, kind, notnull in rows}


STEPS: Mapping[int, Step] = {number: partial(reshape, number=number) for number in (2, 3, 4)}
"""Schema number reached -> the step that reaches it from the one before."""


def upgrade(connection: sqlite3.Connection, steps: Mapping[int, Step] = STEPS, target: int = SCHEMA) -> None:
    """Bring the file to `target` or leave it exactly as it was."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        connection.execute("UPDATE journal_control SET current = -1")
        _drop_triggers(connection)
        for number in range(version + 1, target + 1):
            steps[number](connection)
            connection.execute(f"PRAGMA user_version = {number}")
        for statement in (line for table in kept() for line in triggers(table)):
            connection.execute(statement)
        connection.execute("UPDATE journal_control SET current = NULL")
        _check_references(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA legacy_alter_table = OFF")
        connection.execute("PRAGMA foreign_keys = ON")


def _drop_triggers(connection: sqlite3.Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")


def _check_references(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        message = f"the upgrade would break a reference of {broken[0]}"
        raise sqlite3.IntegrityError(message)
