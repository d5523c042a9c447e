"""Handing the file to a colleague: a whole copy, complete or not there at all."""

from pathlib import Path

from mentordesk.domain.refusal import Refusal
from mentordesk.storage.database import Database


class CopyOntoItself(Refusal):
    """{file} is the file that is open. It was left as it is. Choose another name for the copy."""


class NoSuchFolder(Refusal):
    """There is no folder {folder}. Nothing was written. Choose a folder that exists."""


def share(database: Database, *, out: Path) -> Path:
    """Write a whole copy at `out`, replacing what is there; returns where it lies."""
    target = out if out.suffix else out.with_suffix(".mentordesk")
    if target.exists() and target.samefile(database.path):
        raise CopyOntoItself(file=target.name)
    if not target.parent.is_dir():
        raise NoSuchFolder(folder=str(target.parent))
    database.save_copy(target)
    return target
