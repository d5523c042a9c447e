"""What changed, by whom and when: opening and sealing a change, and which one undo or redo would meet.

Everything here is SQL on an open transaction; Database decides when it is called.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from mentordesk.storage.catalogue import SCHEMA, by_number
from mentordesk.storage.clock import instant_of
from mentordesk.storage.label import Label

DO, UNDO, REDO, IMPORT, MERGE, ERASE = "do", "undo", "redo", "import", "merge", "erase"


@dataclass(frozen=True)
class Change:
    """One coordinator action; `id` is its identity, order and time."""

    n: int
    id: bytes
    device: str
    actor: str
    kind: str
    label: Label
    undoes: bytes | None

    @property
    def at(self) -> datetime:
        return instant_of(self.id)


_CHANGE = "SELECT n, id, device, actor, kind, label, undoes FROM journal_change"


def changes(raw: sqlite3.Connection, *, before: int | None = None, limit: int = -1) -> Iterable[Change]:
    """Changes, newest first, those numbered below `before` where given."""
    rows = raw.execute(f"{_CHANGE} WHERE n < ? ORDER BY n DESC LIMIT ?", (before or 1 << 62, limit))
    return map(_change, rows)


def _change(row: tuple[Any, ...]) -> Change:
    n, key, device, actor, kind, label, undoes = row
    return Change(n, key, device, actor, kind, Label.from_json(label), undoes)


@dataclass(frozen=True)
class Opening:
    """Who begins a change, and what it is called."""

    id: bytes
    device: str
    actor: str
    kind: str
    label: Label
    undoes: bytes | None = None


def begin(raw: sqlite3.Connection, opening: Opening) -> int:
    """Open a change: from here on every write is captured under the number returned."""
    (n,) = raw.execute(
        "INSERT INTO journal_change(id, device, actor, kind, label, undoes, schema) "
        "VALUES(?, ?, ?, ?, ?, ?, ?) RETURNING n",
        (
            opening.id,
            opening.device,
            opening.actor,
            opening.kind,
            opening.label.to_json(),
            opening.undoes,
            SCHEMA,
        ),
    ).fetchone()
    raw.execute("UPDATE journal_control SET current = ?", (n,))
    return int(n)


def seal(
    raw: sqlite3.Connection, n: int, *, keep: bool = False, beside: Collection[str] = ()
) -> frozenset[str]:
    """Close a change: note its digest; returns the tables it touched, those `beside` its own edits included.

    A change that touched nothing is dropped, unless it is to be kept: an undo counts in any case.
    """
    raw.execute("UPDATE journal_control SET current = NULL")
    touched = _touched(raw, n) | frozenset(beside)
    if touched or keep:
        note_digests(raw, [n])
    else:
        raw.execute("DELETE FROM journal_change WHERE n = ?", (n,))
    return touched


def _touched(raw: sqlite3.Connection, n: int) -> frozenset[str]:
    rows = raw.execute(
        "SELECT DISTINCT tbl FROM journal_edit INDEXED BY journal_edit_n JOIN journal_row USING(r) "
        "WHERE n = ?",
        (n,),
    )
    return frozenset(by_number()[number].name for (number,) in rows)


_DIGESTED = """
SELECT n, CAST(tbl || ' ' || key || ' ' || col || ' ' || state || ' ' || typeof(val) || ' '
  || coalesce(length(CAST(val AS BLOB)), 0) || ':' || coalesce(val, '') AS BLOB)
FROM journal_edit INDEXED BY journal_edit_n JOIN journal_row USING(r)
WHERE n BETWEEN ? AND ? ORDER BY n, tbl, key, col
"""

_DIGESTED_CHANGES = """SELECT n, id, device, actor, kind, label, undoes, schema FROM journal_change
WHERE n BETWEEN ? AND ? ORDER BY n"""


def digests(raw: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[int, bytes]]:
    """Of each change numbered `first` to `last`, the first 16 bytes of SHA-256 over it and its edits.

    Edits come in the order of table, key and column.
    """
    edits = groupby(raw.execute(_DIGESTED, (first, last)), key=itemgetter(0))
    n_edited, of_edited = next(edits, (None, ()))
    for n, *change in raw.execute(_DIGESTED_CHANGES, (first, last)):
        sums = hashlib.sha256(repr(tuple(change)).encode())
        if n == n_edited:
            for _n, edit in of_edited:
                sums.update(edit)
            n_edited, of_edited = next(edits, (None, ()))
        yield n, sums.digest()[:16]


def note_digests(raw: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Note the digests of changes as they are now."""
    noted = [pair for run in _runs(numbers) for pair in digests(raw, *run)]
    raw.executemany("INSERT OR REPLACE INTO journal_digest VALUES(?, ?)", noted)


def _runs(numbers: Collection[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers without a gap."""
    for _gap, run in groupby(enumerate(sorted(numbers)), key=lambda at: at[1] - at[0]):
        members = [n for _at, n in run]
        yield members[0], members[-1]


def to_undo(raw: sqlite3.Connection) -> Change | None:
    """The change that undo would take back: the newest of ours that is not taken back already."""
    gone: set[bytes] = set()
    for change in _own(raw):
        if change.id in gone:
            continue
        if change.undoes is not None:
            gone.add(change.undoes)
        if change.kind not in (UNDO, ERASE):
            return change
    return None


def to_redo(raw: sqlite3.Connection) -> Change | None:
    """The undo that redo would take back: the newest one with nothing but undos and redos after it."""
    gone: set[bytes] = set()
    for change in _own(raw):
        if change.id in gone:
            continue
        if change.kind == UNDO:
            return change
        if change.kind != REDO:
            return None
        if change.undoes is not None:
            gone.add(change.undoes)
    return None


def _own(raw: sqlite3.Connection) -> Iterable[Change]:
    rows = raw.execute(f"{_CHANGE} WHERE came_with IS NULL ORDER BY n DESC")
    return map(_change, rows)


def quiet(raw: sqlite3.Connection) -> frozenset[int]:
    """The numbers of changes that hold no more: taken back, what took them back, and what came with a merge
    that was taken back. A colleague's merge brought them what is our own, so its undo is an edit like others.
    """
    rows = raw.execute(
        "SELECT n, id, undoes FROM journal_change WHERE undoes IS NOT NULL AND undoes NOT IN "
        f"(SELECT id FROM journal_change WHERE kind = '{MERGE}' AND came_with IS NOT NULL) ORDER BY id DESC"
    ).fetchall()
    gone: set[bytes] = set()
    for _n, key, undoes in rows:
        if key not in gone:
            gone.add(undoes)
    numbers = {n for n, _key, _undoes in rows}
    for key in gone:
        found = raw.execute("SELECT n FROM journal_change WHERE id = ? OR came_with = ?", (key, key))
        numbers |= {n for (n,) in found}
    return frozenset(numbers)
