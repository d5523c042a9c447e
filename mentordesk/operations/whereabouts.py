"""Where else a person still is: copies that were given out, and the backups of the file."""

from pathlib import Path

from sqlalchemy import select

from mentordesk.domain.participant import Participant
from mentordesk.operations.sharing import CopyRow, shared_copies
from mentordesk.storage.catalogue import by_name
from mentordesk.storage.connection import errors
from mentordesk.storage.database import Database
from mentordesk.storage.restore import opened_copy
from mentordesk.storage.work import Work

_BORN = """SELECT min(c.id) FROM journal_row JOIN journal_edit e USING(r) JOIN journal_change c ON c.n = e.n
  WHERE tbl = ? AND key = ?"""

_HAS_VALUES = """SELECT 1 FROM journal_row WHERE tbl = ?1 AND key = ?2 AND NOT EXISTS (
  SELECT 1 FROM journal_erased WHERE tbl = ?1 AND key = ?2)"""


def copies_with(view: Work, *, person: bytes) -> list[CopyRow]:
    """Copies given out that hold a person, the newest first, those noted as deleted excepted.

    They were given after the person was added. One of chosen cohorts holds who ever took part in one of them.
    """
    place = (by_name()["person"].number, person)
    born = view.connection().exec_driver_sql(_BORN, place).scalar()
    parts = view.scalars(
        select(Participant.cohort_id).where(Participant.person_id == person),
        execution_options={"include_deleted": True},
    )
    cohorts = set(parts)
    return [
        copy
        for copy in shared_copies(view)
        if copy.recalled_on is None
        and (copy.newest is None or born is None or copy.newest >= born)
        and (not copy.cohort_ids or copy.cohort_ids & cohorts)
    ]


def backups_with(database: Database, *, person: bytes) -> list[Path]:
    """Backups of the file that hold a person, and those that cannot be read and so may."""
    copies = sorted(database.backups())
    return [path for path in copies if _holds(database, path, person)]


def _holds(database: Database, path: Path, person: bytes) -> bool:
    try:
        with opened_copy(path, database.key) as copy:
            place = (by_name()["person"].number, person)
            return copy.execute(_HAS_VALUES, place).fetchone() is not None
    except errors("DatabaseError", OSError):
        return True
