"""Taking values, or whole rows, out of a copy that somebody else is given.

What was taken out stays known as taken out: merging the copy back blanks nothing, merging a full one into it
fills everything in again. Never done to a file that is worked in.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from mentordesk.storage.catalogue import BIRTH, Kept, by_name, kept, referred
from mentordesk.storage.fold import FULL, REDACTED
from mentordesk.storage.journal import note_digests
from mentordesk.storage.raw import capture_off


def redact(
    copy: sqlite3.Connection, columns: Mapping[str, Collection[str]], spared: bytes | None = None
) -> None:
    """Take the values of columns, by table, out of the rows and the history of a copy, one row `spared`."""
    with _rewriting(copy):
        for name, wanted in columns.items():
            copy.execute("DELETE FROM taken_row")
            copy.execute(
                "INSERT INTO taken_row SELECT r FROM journal_row WHERE tbl = ? AND key IS NOT ?",
                (by_name()[name].number, spared),
            )
            _strip(copy, by_name()[name], frozenset(by_name()[name].numbers[column] for column in wanted))


def withhold(copy: sqlite3.Connection, table: str, keys: Collection[bytes]) -> None:
    """Take rows out of a copy, and all that cannot be without them; what can be loses its reference."""
    with _rewriting(copy):
        number = by_name()[table].number
        copy.executemany("INSERT OR IGNORE INTO taken_key VALUES(?, ?)", ((number, key) for key in keys))
        while any([_take_along(copy, entry) for entry in kept()]):  # noqa: C419 - every table has its turn
            pass
        for entry in kept():
            for column in _loose(entry):
                _lose_reference(copy, entry, column)
        _drop(copy)


_TABLES = (
    "taken_row(r INTEGER PRIMARY KEY)",
    "taken_key(tbl INTEGER, key BLOB, PRIMARY KEY(tbl, key))",
    "taken_change(n INTEGER PRIMARY KEY)",
)
"""The rows at hand; the rows that go, by table and key; the changes that are not what they were."""


@contextmanager
def _rewriting(copy: sqlite3.Connection) -> Iterator[None]:
    """One transaction past the journal's capture; afterwards the digests of what was touched are right."""
    copy.execute("BEGIN IMMEDIATE")
    try:
        for table in _TABLES:
            copy.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table}")
            copy.execute(f"DELETE FROM {table.split('(')[0]}")
        with capture_off(copy):
            yield
        note_digests(copy, [n for (n,) in copy.execute("SELECT n FROM taken_change")])
        copy.execute("COMMIT")
    except BaseException:
        copy.execute("ROLLBACK")
        raise


def _strip(copy: sqlite3.Connection, table: Kept, numbers: frozenset[int]) -> None:
    """Take some columns out of the rows of `taken_row`, which are of one table, and out of their edits."""
    marks = ",".join(map(str, sorted(numbers)))
    which = f"""r IN (SELECT r FROM taken_row) AND (col IN ({marks}) AND state = {FULL}
      OR col = {BIRTH} AND state IN ({FULL}, {REDACTED}))"""
    copy.execute(f"INSERT OR IGNORE INTO taken_change SELECT n FROM journal_edit WHERE {which}")
    copy.execute(
        f"UPDATE journal_edit SET state = {REDACTED}, "
        f"val = iif(col = {BIRTH}, packed_stripped(val, '{marks}'), NULL) WHERE {which}"
    )
    blank = ", ".join(f'"{table.column(number)}" = {table.empty(number)}' for number in sorted(numbers))
    copy.execute(
        f"UPDATE {table.name} SET {blank} WHERE id IN (SELECT key FROM taken_row JOIN journal_row USING(r))"
    )


def _take_along(copy: sqlite3.Connection, table: Kept) -> int:
    """Rows that refer to one that goes and cannot be without it go too; how many."""
    before = copy.total_changes
    for number in table.bound:
        column = table.column(number)
        target = by_name()[referred(table.table.columns[column])].number
        copy.execute(
            f"INSERT OR IGNORE INTO taken_key SELECT {table.number}, id FROM {table.name} "
            f'WHERE "{column}" IN (SELECT key FROM taken_key WHERE tbl = {target})'
        )
    return copy.total_changes - before


def _loose(table: Kept) -> list[int]:
    """The references that a row can be without."""
    columns = table.table.columns
    return [n for name, n in table.numbers.items() if columns[name].foreign_keys and n not in table.bound]


def _lose_reference(copy: sqlite3.Connection, table: Kept, number: int) -> None:
    """Strip a reference wherever one of its values, now or before, is a row that goes."""
    target = by_name()[referred(table.table.columns[table.column(number)])].number
    copy.execute("DELETE FROM taken_row")
    copy.execute(
        f"INSERT INTO taken_row SELECT DISTINCT r FROM journal_row w JOIN journal_edit e USING(r) "
        f"WHERE w.tbl = {table.number} AND e.col IN ({number}, {BIRTH}) "
        "AND EXISTS (SELECT 1 FROM taken_key x "
        f"WHERE x.tbl = {target} AND x.key = iif(e.col = {BIRTH}, packed_cell(e.val, {number}), e.val))"
    )
    if copy.execute("SELECT 1 FROM taken_row").fetchone():
        _strip(copy, table, frozenset({number}))


def _drop(copy: sqlite3.Connection) -> None:
    """Remove the rows of `taken_key` and their edits; the changes that made them stay."""
    copy.execute("DELETE FROM taken_row")
    copy.execute("INSERT INTO taken_row SELECT r FROM taken_key JOIN journal_row USING(tbl, key)")
    edits = "FROM journal_edit WHERE r IN (SELECT r FROM taken_row)"
    copy.execute(f"INSERT OR IGNORE INTO taken_change SELECT n {edits}")
    copy.execute(f"DELETE {edits}")
    for table in kept():
        copy.execute(
            f"DELETE FROM {table.name} WHERE id IN (SELECT key FROM taken_key WHERE tbl = ?)", (table.number,)
        )
    copy.execute("DELETE FROM journal_conflict WHERE (tbl, key) IN (SELECT tbl, key FROM taken_key)")
    copy.execute("DELETE FROM journal_row WHERE r IN (SELECT r FROM taken_row)")
