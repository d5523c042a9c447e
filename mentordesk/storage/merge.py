"""Bringing in another copy of the programme: first what would happen, then one change that undo takes back.

Two journals are sets; their union, folded, is the result, whatever the order, grouping and repetition.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mentordesk.storage.catalogue import by_number
from mentordesk.storage.clock import instant_of
from mentordesk.storage.conflicts import Cell, Way, open_in, settle_in
from mentordesk.storage.database import Database
from mentordesk.storage.erasure import absorb
from mentordesk.storage.erasure_backups import erase_in_backups
from mentordesk.storage.fold import ERASED, Place
from mentordesk.storage.journal import MERGE, note_digests, quiet
from mentordesk.storage.label import Label
from mentordesk.storage.merge_conflicts import find_conflicts
from mentordesk.storage.merge_fold import find_writes
from mentordesk.storage.merge_gather import Difference, gather
from mentordesk.storage.merge_other import Other, name_of, opened, scratch, sentences
from mentordesk.storage.merge_plan import Plan, read_plan
from mentordesk.storage.merge_refusals import FarAhead, OtherProgramme, SameFile
from mentordesk.storage.merge_tables import empty_tables
from mentordesk.storage.merge_union import unite
from mentordesk.storage.raw import capture_off, raw_of
from mentordesk.storage.work import Work

Prefer = Way | Mapping[Cell, Way]
"""How conflicts are settled: all in one way, or each cell in its own; cells that are not named stay open."""

PATIENCE = timedelta(hours=24)
"""How far ahead of this desk's clock another's may be before it is asked about."""


@dataclass(frozen=True)
class Merged:
    """What was brought in; `change` is the id to undo, None when there was nothing new."""

    change: bytes | None
    changes: int
    rows: int
    conflicts: int
    settled: int
    filled: int
    erased: int
    backup: Path | None


def plan(database: Database, other: Other, *, passphrase: str | None = None) -> Plan:
    """What a merge would do; nothing is written anywhere. A passphrase opens the other where it is locked."""
    _check_other(database, other)
    with database.read() as view, sentences(database.path, other), opened(other, passphrase) as theirs:
        ours = raw_of(view.connection())
        with scratch(ours):
            found = gather(ours, theirs)
            _check_programme(found, other)
            fresh = find_writes(ours)
            find_conflicts(ours)
            made = read_plan(
                ours,
                theirs,
                fresh,
                ahead=_too_late(found.newest) if found.newest else None,
                adopts=not found.common and not found.unseen,
                taken_back=_was_taken_back(ours, theirs),
            )
            empty_tables(ours)
        # Were it rolled back, SQLite would forget our temporary tables, and with them every other.
        view.commit()
    return made


def _was_taken_back(ours: sqlite3.Connection, theirs: sqlite3.Connection) -> bool:
    """Whether the other has a change that came here with a merge of ours which was taken back."""
    gone = quiet(ours)
    came = ours.execute(
        "SELECT m.n, c.id FROM journal_change m JOIN journal_change c ON c.came_with = m.id "
        "WHERE m.came_with IS NULL"
    )
    known = "SELECT 1 FROM journal_change WHERE id = ?"
    return bool(gone) and any(theirs.execute(known, (key,)).fetchone() for n, key in came if n in gone)


def apply(
    database: Database,
    other: Other,
    *,
    passphrase: str | None = None,
    prefer: Prefer | None = None,
    allow_ahead: bool = False,
) -> Merged:
    """Bring everything in, as one change; conflicts are settled as `prefer` says, or wait to be settled.

    A backup is made before; what the other erased goes from all backups. Changes dated more than a day ahead
    are refused unless allowed.
    """
    _check_other(database, other)
    with sentences(database.path, other), opened(other, passphrase) as theirs:
        _see(database, theirs, other, allow_ahead=allow_ahead)
        with database.change(Label.of("merge.done", n=0), kind=MERGE) as work:
            merged = _bring_in(database, work, theirs, other, prefer)
    if merged.erased:
        database.vacuum()
        erase_in_backups(database)
    return merged


def _see(database: Database, theirs: sqlite3.Connection, other: Other, *, allow_ahead: bool) -> None:
    """Make the merge later than all that it brings, unless that is dated too far ahead."""
    (newest,) = theirs.execute("SELECT max(id) FROM journal_change").fetchone()
    if newest is None:
        return
    if (ahead := _too_late(newest)) and not allow_ahead and not _knows(database, newest):
        raise FarAhead(file=name_of(other), day=ahead.date())
    database.see(newest)


def _knows(database: Database, change: bytes) -> bool:
    with database.read() as view:
        found = raw_of(view.connection()).execute("SELECT 1 FROM journal_change WHERE id = ?", (change,))
        return found.fetchone() is not None


def _bring_in(
    database: Database, work: Work, theirs: sqlite3.Connection, other: Other, prefer: Prefer | None
) -> Merged:
    ours = raw_of(work.connection())
    found = gather(ours, theirs)
    _check_programme(found, other)
    fresh = find_writes(ours)
    find_conflicts(ours)
    if not (found.missing or found.erased or found.filled):
        empty_tables(ours)
        return Merged(None, 0, 0, 0, 0, 0, 0, None)
    copy = database.back_up()
    with capture_off(ours) as n:
        (change,) = ours.execute("SELECT id FROM journal_change WHERE n = ?", (n,)).fetchone()
        unite(ours, theirs, fresh, change)
        gone, stale = absorb(ours, [Place(*row) for row in ours.execute("SELECT tbl, key FROM merge_erased")])
    note_digests(ours, stale | _stale(ours))
    tables = {by_number()[tbl].name for (tbl,) in ours.execute("SELECT DISTINCT tbl FROM merge_row")}
    work.beside |= tables | gone.keys()
    label = Label.of("merge.done", n=found.missing).to_json()
    ours.execute("UPDATE journal_change SET label = ? WHERE n = ?", (label, n))
    settled = _settle(work, ours, prefer) if prefer else 0
    merged = Merged(
        change if work.beside else None,
        found.missing,
        _count(ours, "merge_row"),
        _count(ours, "merge_conflict"),
        settled,
        found.filled,
        gone.total(),
        copy,
    )
    empty_tables(ours)
    return merged


def _count(ours: sqlite3.Connection, table: str) -> int:
    return int(ours.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


_STALE = f"""SELECT n FROM merge_fill UNION SELECT c.n FROM merge_edit e JOIN journal_change c USING(id)
  WHERE e.state = {ERASED} OR NOT EXISTS (SELECT 1 FROM merge_change m WHERE m.id = e.id)
  UNION SELECT c.n FROM merge_change m JOIN journal_change c USING(id) WHERE m.digest IS NULL"""


def _stale(ours: sqlite3.Connection) -> set[int]:
    """Changes that are not what they were over there, or here, so that their digests are to be noted anew."""
    return {n for (n,) in ours.execute(_STALE)}


def _settle(work: Work, ours: sqlite3.Connection, prefer: Prefer) -> int:
    """Settle what this merge found, all of it or the cells that were decided."""
    found = {tuple(row) for row in ours.execute("SELECT tbl, key, col FROM merge_conflict")}
    met = [conflict for conflict in open_in(ours) if conflict.place in found]
    if isinstance(prefer, Way):
        chosen = [(conflict, prefer) for conflict in met]
    else:
        chosen = [(conflict, prefer[conflict.cell]) for conflict in met if conflict.cell in prefer]
    settle_in(work, chosen)
    return len(chosen)


def _check_other(database: Database, other: Other) -> None:
    if isinstance(other, Path) and other.exists() and other.samefile(database.path):
        raise SameFile(file=other.name)


def _check_programme(found: Difference, other: Other) -> None:
    if found.foreign:
        raise OtherProgramme(file=name_of(other))


def _too_late(newest: bytes) -> datetime | None:
    """When a change is dated, where that is too far ahead."""
    at = instant_of(newest)
    return at if at > datetime.now(UTC) + PATIENCE else None
