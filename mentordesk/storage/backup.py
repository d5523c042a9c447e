"""Copies of a programme file, made by SQLite's backup, never by copying bytes of a live file."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mentordesk import beside
from mentordesk.storage.connection import bare, errors
from mentordesk.storage.reasons import cannot_write, reason
from mentordesk.storage.secrets import Key

PATIENCE = 5.0
"""Seconds to wait for a file that another program has locked."""

_STAMP = "%Y-%m-%d %H%M%S"


def copy_to(source: sqlite3.Connection, target: Path, key: Key | None = None) -> None:
    """A whole, checked copy at `target`, made page by page; `key` is that of the source."""

    def fill(part: Path) -> None:
        with closing(bare(part.as_uri(), key)) as copy:
            source.backup(copy, progress=_patience(time.monotonic() + PATIENCE))
            copy.execute("PRAGMA journal_mode = DELETE")
            _verify(copy)

    write_beside(target, fill)


def write_beside(target: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` write an empty file beside `target`, then rename it: the target is whole, or as it was."""
    try:
        beside.write(target, fill)
    except OSError as error:
        raise cannot_write(target.name, error) from error
    except errors("DatabaseError") as error:
        raise cannot_write(target.name, error) from error


def _verify(copy: sqlite3.Connection) -> None:
    """What was written reads back sound."""
    found = problems(copy)
    if found:
        raise sqlite3.DatabaseError(found[0])


def _patience(until: float) -> Callable[[int, int, int], None]:
    """Python's backup would try a locked file for ever."""

    def look(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            message = "database is locked"
            raise sqlite3.OperationalError(message)

    return look


def backup_beside(
    source: sqlite3.Connection, path: Path, folder: Path, now: datetime, key: Key | None = None
) -> Path:
    """A copy of `path` in `folder`, named by the moment and the programme; older ones are thinned.

    Returns where it lies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mark = mark_of(source)
    now = _after_others(now.replace(microsecond=0), copies_in(folder, path.stem, mark).values())
    target = folder / f"{path.stem} {now.strftime(_STAMP)} {mark}.mentordesk"
    copy_to(source, target, key)
    thin(folder, path.stem, mark)
    return target


def mark_of(source: sqlite3.Connection) -> str:
    """Six letters that all copies of a programme share, of its first change: another may be called alike."""
    (first,) = source.execute("SELECT min(id) FROM journal_change").fetchone()
    return bytes(first or 3)[-3:].hex()


def _after_others(now: datetime, others: Iterable[datetime]) -> datetime:
    """A moment later than those of the copies that were made in the same few seconds: the newest is kept."""
    close = [moment for moment in others if now <= moment < now + timedelta(minutes=1)]
    return max(close) + timedelta(seconds=1) if close else now


KEPT = (("%Y-%m-%d %H%M%S", 12), ("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9))
"""Of how many moments, days, weeks and months the newest copy is kept."""


def to_keep(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Of copies made at these moments: the newest 12, and the newest of 12 days, 10 weeks and 9 months."""
    newest_first = sorted(moments, reverse=True)
    keep: set[datetime] = set()
    for period, count in KEPT:
        newest: dict[str, datetime] = {}
        for moment in newest_first:
            newest.setdefault(moment.strftime(period), moment)
        keep.update(list(newest.values())[:count])
    return frozenset(keep)


def copies_in(folder: Path | None, stem: str, mark: str = "") -> dict[Path, datetime]:
    """The copies of `stem` in a folder, and when each was made; none where no folder is kept.

    Given the mark of a programme, only its own, and those from before copies were marked.
    """
    files = folder.iterdir() if folder and folder.is_dir() else ()
    return {path: moment for path in files if (moment := _moment_of(path, stem, mark))}


def thin(folder: Path, stem: str, mark: str = "") -> list[Path]:
    """Remove the copies of `stem` that are no longer to be kept; returns which. Other files are left."""
    copies = copies_in(folder, stem, mark)
    keep = to_keep(copies.values())
    beside.sweep(folder.glob(f".*{beside.ENDING}"))
    gone = [path for path, moment in copies.items() if moment not in keep]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return gone


_NAME = re.compile(r" (\d{4}-\d\d-\d\d \d{6})(?: ([0-9a-f]{6}))?\.mentordesk").fullmatch


def _moment_of(path: Path, stem: str, mark: str) -> datetime | None:
    """When a copy was made, by its name; None for anything else."""
    name = _NAME(path.name.removeprefix(stem)) if path.name.startswith(stem) else None
    if name is None or (mark and name[2] and name[2] != mark):
        return None
    try:
        return datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


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
    except errors("DatabaseError") as error:
        return [reason(error)]
    return [line for line in found if line != "ok"] + broken
