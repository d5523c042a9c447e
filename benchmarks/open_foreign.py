"""Opening a stranger's file of 100,000 people: read, told sound, each value compared with its history.

The floor is what SQLite itself takes to look the same bytes through in memory: integrity_check and
foreign_key_check, which see neither a changed name nor a strange trigger. Then the check of our own file.

    python benchmarks/open_foreign.py [--quick]
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from _measure import Figure, medians, quick, tell
from make_big import big

from mentordesk.storage.connection import memory
from mentordesk.storage.database import Database
from mentordesk.storage.guard import checked


def looked_through(path: Path) -> None:
    with closing(memory(path.read_bytes())) as connection:
        sound: list[sqlite3.Row] = connection.execute("PRAGMA integrity_check").fetchall()
        assert [tuple(row) for row in sound] == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None


def main() -> int:
    small = quick()
    path = big(people=1_000, sessions=2_000) if small else big(people=100_000, sessions=10_000)
    with Database.open(path, readonly=True) as ours:
        taken = medians(
            3,
            {
                "stranger": lambda: checked(path).close(),
                "floor": lambda: looked_through(path),
                "deep": lambda: ours.problems(deep=True),
            },
        )
    return tell(
        "Somebody else's file",
        Figure("a stranger's file, checked", taken["stranger"], taken["floor"], "ms"),
        Figure("our own, check --deep", taken["deep"], taken["floor"], "ms"),
    )


if __name__ == "__main__":
    sys.exit(main())
