"""Copies of a programme file, made by SQLite's backup, never by copying bytes of a live file."""

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from mentordesk.storage.refusals import CannotWrite


def copy_to(source: sqlite3.Connection, target: Path) -> None:
    """Write a whole, checked copy at `target`: beside it first, then renamed, so that it is there or not."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        _to_disk(part)
        part.replace(target)
        _to_disk(target.parent)
    except OSError as error:
        raise CannotWrite(file=target.name, why=error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        raise CannotWrite(file=target.name, why=str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def backup_beside(source: sqlite3.Connection, path: Path, folder: Path, now: datetime) -> Path:
    """A copy of `path` in `folder`, named by the moment; returns where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem} {now:%Y-%m-%d %H%M%S}.mentordesk"
    copy_to(source, target)
    return target


def problems(source: sqlite3.Connection, *, deep: bool = False) -> list[str]:
    """What SQLite finds wrong with a file, in its own words; empty when sound.

    Deep reads every index entry as well and takes about ten times as long.
    """
    check = "integrity_check" if deep else "quick_check"
    try:
        found = [str(row[0]) for row in source.execute(f"PRAGMA {check}(20)")]
        broken = [
            f"{row[0]} refers to a missing {row[2]}" for row in source.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + broken
