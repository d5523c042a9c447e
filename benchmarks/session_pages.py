"""P6: any page of 100 sessions out of 1,000,000, against 100 rows read one after another by their key.

python benchmarks/session_pages.py [--quick]
"""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing

from _measure import Figure, medians, quick, tell
from make_big import big
from sqlalchemy import bindparam, literal, select, tuple_

from mentordesk.domain.session import Session
from mentordesk.operations.session_list import SessionFilter, sessions
from mentordesk.storage.connection import plain
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work

ROWS = 100
PLACES = {"first": 0.0, "middle": 0.5, "last": 0.999}

_TABLE = Session.__table__
_SHOWN = ("id", "pairing_id", "status", "day", "starts_at", "minutes", "mentee_pulse")
_COLUMNS = [_TABLE.c[name] for name in _SHOWN]
_PAGE = (
    select(*_COLUMNS)
    .where(
        _TABLE.c.deleted == literal(0),
        tuple_(_TABLE.c.day, _TABLE.c.id) < tuple_(bindparam("d"), bindparam("k")),
    )
    .order_by(_TABLE.c.day.desc(), _TABLE.c.id.desc())
    .limit(ROWS)
)


def by_key(connection: sqlite3.Connection, start: bytes) -> Callable[[], object]:
    query = f"SELECT {', '.join(_SHOWN)} FROM session WHERE id >= ? ORDER BY id LIMIT {ROWS}"
    return lambda: connection.execute(query, (start,)).fetchall()


def through_core(view: Work, after: tuple[object, bytes]) -> Callable[[], object]:
    return lambda: view.connection().execute(_PAGE, {"d": after[0], "k": after[1]}).all()


def as_shown(view: Work, after: bytes) -> Callable[[], object]:
    """Through the operation: conditions, names of both people, values of the list."""
    return lambda: sessions(view, SessionFilter(), after=after, limit=ROWS)


def starts(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The key of the session before each place, by the order of days."""
    (count,) = connection.execute("SELECT count(*) FROM session").fetchone()
    query = "SELECT id FROM session ORDER BY day DESC, id DESC LIMIT 1 OFFSET ?"
    return {
        name: connection.execute(query, (int(part * count),)).fetchone()[0] for name, part in PLACES.items()
    }


def main() -> int:
    path = big(people=1000, sessions=10_000) if quick() else big()
    with (
        Database.open(path, readonly=True) as database,
        closing(plain(path, readonly=True)) as connection,
        database.read() as view,
    ):
        figures = []
        for name, key in starts(connection).items():
            day = view.get_one(Session, key).day
            floor = by_key(connection, key)
            # Apart from the page with names, which pushes the others out of the caches.
            taken = medians(201, {"key": floor, "core": through_core(view, (day, key))})
            figures.append(Figure(f"{name} page through Core", taken["core"], taken["key"], "ms", 3.0))
            taken = medians(51, {"key": floor, "shown": as_shown(view, key)})
            figures.append(Figure(f"{name} page with names, as shown", taken["shown"], taken["key"], "ms"))
    return tell("P6 pages of sessions", *figures)


if __name__ == "__main__":
    sys.exit(main())
