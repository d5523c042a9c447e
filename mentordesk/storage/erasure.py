"""Erasing somebody: their rows, and all that belongs to them, stay valueless for ever, on every copy.

The set of what was erased only grows and absorbs: what a colleague writes later to an erased row, or adds to
its owner, is erased when it comes in. References that a row cannot be without stay, as they are no words.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection
from functools import lru_cache

from mentordesk.storage.catalogue import Kept, by_name, by_number, kept
from mentordesk.storage.database import Database
from mentordesk.storage.fold import ERASED, Place, folded, scrubbed
from mentordesk.storage.journal import ERASE, note_digests
from mentordesk.storage.label import Label
from mentordesk.storage.merge_union import write_rows
from mentordesk.storage.raw import capture_off, raw_of
from mentordesk.storage.work import Work


def erase(
    database: Database, *, table: str, key: bytes, first: Callable[[Work], object] | None = None
) -> dict[str, int]:
    """Erase a row and all that belongs to it, for ever; how many rows of each table.

    What else is to change with it, `first` writes in the same change. No undo brings it back. Afterwards the
    file is written anew, so that no byte of it holds what was there.
    """
    with database.change(Label.of(f"{table}.erased"), kind=ERASE) as work:
        if first:
            first(work)
            work.flush()
        raw = raw_of(work.connection())
        with capture_off(raw):
            gone, stale = absorb(raw, [Place(by_name()[table].number, key)])
        note_digests(raw, stale)
        work.beside |= gone.keys()
    database.vacuum()
    return dict(gone)


def absorb(raw: sqlite3.Connection, places: Collection[Place]) -> tuple[Counter[str], set[int]]:
    """Erase rows and what belongs to them, capture off.

    Returns how many rows of each table were not erased yet, and the changes whose digests are stale.
    """
    fresh = _close(raw, places) if places or raw.execute("SELECT 1 FROM journal_erased").fetchone() else []
    stale = _scrub(raw) if fresh else set()
    return Counter(by_number()[place.table].name for place in fresh), stale


def _close(raw: sqlite3.Connection, places: Collection[Place]) -> list[Place]:
    """Note rows, and all that belongs to erased ones, as erased; returns those that were not.

    These are in the table `erased_fresh` too.
    """
    raw.execute("CREATE TEMP TABLE IF NOT EXISTS erased_fresh(tbl INTEGER, key BLOB, PRIMARY KEY(tbl, key))")
    raw.execute("DELETE FROM erased_fresh")
    raw.executemany(
        "INSERT OR IGNORE INTO erased_fresh SELECT ?1, ?2 WHERE NOT EXISTS "
        "(SELECT 1 FROM journal_erased WHERE tbl = ?1 AND key = ?2)",
        places,
    )
    raw.execute("INSERT INTO journal_erased SELECT tbl, key FROM erased_fresh")
    owners = {tbl for (tbl,) in raw.execute("SELECT DISTINCT tbl FROM journal_erased")}
    for table in _owned():
        if table.parent and table.parent.number in owners and raw.execute(_belonging(table)).rowcount:
            raw.execute("INSERT OR IGNORE INTO journal_erased SELECT tbl, key FROM erased_fresh")
            owners.add(table.number)
    return [Place(*row) for row in raw.execute("SELECT tbl, key FROM erased_fresh")]


@lru_cache
def _owned() -> list[Kept]:
    """The tables whose rows belong to others, owners first."""
    return sorted((table for table in kept() if table.owner), key=_depth)


def _depth(table: Kept) -> int:
    return 1 + _depth(table.parent) if table.parent else 0


def _belonging(table: Kept) -> str:
    parent = table.parent
    assert parent is not None  # noqa: S101 - only tables with an owner are asked for
    return (
        f"INSERT INTO erased_fresh SELECT {table.number}, t.id FROM journal_erased x JOIN {table.name} t "
        f'ON t."{table.owner}" = x.key WHERE x.tbl = {parent.number} AND NOT EXISTS '
        f"(SELECT 1 FROM journal_erased y WHERE y.tbl = {table.number} AND y.key = t.id)"
    )


_EDITS = """SELECT tbl, key, c.id, e.col, e.state, e.val, e.r, e.n FROM erased_fresh
  JOIN journal_row USING(tbl, key) JOIN journal_edit e USING(r) JOIN journal_change c USING(n)
  ORDER BY tbl, key"""


def _scrub(raw: sqlite3.Connection) -> set[int]:
    """Take the values from the edits and rows of `erased_fresh`; returns the changes that made them."""
    edits = raw.execute(_EDITS).fetchall()
    raw.executemany(
        f"UPDATE journal_edit SET state = {ERASED}, val = ? WHERE r = ? AND col = ? AND n = ?",
        ((scrubbed(by_number()[e[0]], e[3], e[5]), e[6], e[3], e[7]) for e in edits),
    )
    gone = frozenset(Place(*edit[:2]) for edit in edits)
    write_rows(raw, folded((edit[:6] for edit in edits), gone))
    raw.execute("DELETE FROM journal_conflict WHERE (tbl, key) IN (SELECT tbl, key FROM erased_fresh)")
    return {edit[7] for edit in edits}
