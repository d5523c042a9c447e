"""Working on a copy while somebody else has the file open, and what of it is still to be brought back."""

from itertools import count
from pathlib import Path

from mentordesk.i18n import _
from mentordesk.storage.connection import errors
from mentordesk.storage.database import Database
from mentordesk.storage.raw import raw_of
from mentordesk.storage.restore import opened_copy

_IDS = "SELECT id FROM journal_change"


def copy_name(path: Path, actor: str) -> Path:
    """Where somebody's copy of a file goes: beside it, under a name that is not taken."""
    words = _("{file} – copy of {name}") if actor else _("{file} – copy")
    return free_name(path, words.format(file=path.stem, name=actor))


def free_name(path: Path, stem: str) -> Path:
    """A programme file beside `path` that is not there yet; numbered from 2 where the name is taken."""
    safe = stem.replace("/", "-").replace("\\", "-")
    names = (f"{safe}.mentordesk" if n == 1 else f"{safe} {n}.mentordesk" for n in count(1))
    return next(target for name in names if not (target := path.with_name(name)).exists())


def steps_ahead(database: Database, copy: Path) -> int:
    """How many steps of a copy, locked as `database` is, the open file has not; 0 where it cannot be read."""
    try:
        with opened_copy(copy, database.key) as theirs:
            ids = {key for (key,) in theirs.execute(_IDS)}
    except errors("DatabaseError"):
        return 0
    with database.read() as view:
        ours = {key for (key,) in raw_of(view.connection()).execute(_IDS)}
    return len(ids - ours)


def is_copy_of(one: Database, other: Database) -> bool:
    """Whether two files are of one programme: the first step of either is in the other."""
    return _first_is_in(one, other) or _first_is_in(other, one)


def _first_is_in(one: Database, other: Database) -> bool:
    with one.read() as view, other.read() as theirs:
        first = raw_of(view.connection()).execute(f"{_IDS} ORDER BY n LIMIT 1").fetchone()
        found = raw_of(theirs.connection()).execute(f"{_IDS} WHERE id = ?", first or (b"",))
        return found.fetchone() is not None
