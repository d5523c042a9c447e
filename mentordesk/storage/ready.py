"""A file made ready to be worked on: written empty, brought to today's schema, looked over, cut to size."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from mentordesk.storage import backup
from mentordesk.storage.connection import errors, plain
from mentordesk.storage.copying import make_tables
from mentordesk.storage.migrations import upgrade
from mentordesk.storage.reasons import cannot_write
from mentordesk.storage.refusals import DamagedFile
from mentordesk.storage.secrets import PAGE, Key
from mentordesk.storage.verify import strange_parts


def writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def write_empty(path: Path, key: Key | None) -> None:
    """Every table, trigger and number of an empty file, in one transaction."""
    path.touch(exist_ok=False)
    try:
        with closing(plain(path, key=key)) as connection:
            make_tables(connection)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def check_shape(connection: sqlite3.Connection, name: str) -> None:
    """Tables, indexes and triggers are those of a file we made, so that opening it runs nothing else."""
    strange = strange_parts(connection)
    if strange:
        raise DamagedFile(file=name, why=", ".join(strange[:3]))


def cut_leftovers(connection: sqlite3.Connection, path: Path) -> None:
    """Drop what lies behind the last page, of somebody erased perhaps, where the file could not be cut then.

    It is no harm to whoever opens the file, so where it cannot be done now the next opening tries again.
    """
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if path.stat().st_size > pages * PAGE:
        with suppress(*errors("OperationalError")):
            connection.execute("VACUUM")


def bring_up_to_date(path: Path, backups: Path, key: Key | None) -> None:
    """Back the file up, then bring it to today's schema."""
    try:
        with closing(plain(path, key=key)) as connection:
            backup.backup_beside(connection, path, backups, datetime.now(UTC), key)
            upgrade(connection)
    except errors("OperationalError") as error:
        raise cannot_write(path.name, error) from error
