"""P7: 100,000 people in one change with the journal, against raw executemany without it: time and size.

python benchmarks/import_people.py [--quick]
"""

import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from _measure import BUILD, Figure, medians, quick, tell
from make_big import people_rows
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from mentordesk.domain.person import Person
from mentordesk.storage.catalogue import by_name
from mentordesk.storage.clock import Clock
from mentordesk.storage.connection import plain
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label


def journalled(path: Path, rows: list[dict[str, Any]]) -> None:
    with Database.open(path) as database, database.change(Label.of("import.applied", n=len(rows))) as work:
        work.insert_many(Person, rows)


def bare_file(path: Path) -> None:
    """The same table with the same indexes, and nothing else."""
    table = by_name()["person"].table
    path.touch()
    with closing(plain(path)) as connection:
        connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))


def raw(path: Path, rows: list[tuple[Any, ...]]) -> None:
    with closing(plain(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO person VALUES({', '.join('?' * len(rows[0]))})", rows)
        connection.execute("COMMIT")


def tuples(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Every column in its order, as the driver takes it."""
    columns = by_name()["person"].table.columns
    defaults = {c.name: c.default.arg if c.default is not None else None for c in columns}  # type: ignore[attr-defined]
    return [tuple(row.get(c.name, defaults[c.name]) for c in columns) for row in rows]


def compare(folder: Path, count: int, rounds: int) -> tuple[Figure, Figure]:
    rows = people_rows(Clock().many(count))
    flat = tuples(rows)
    ours, floor = folder / "ours.mentordesk", folder / "raw.db"
    Database.create(ours).close()
    bare_file(floor)
    empty = {path: path.read_bytes() for path in (ours, floor)}
    sizes: dict[Path, int] = {}

    def anew(path: Path) -> None:
        sizes[path] = path.stat().st_size
        path.write_bytes(empty[path])

    taken: dict[str, list[float]] = {"ours": [], "raw": []}
    for _ in range(rounds):
        for name, task in (("ours", lambda: journalled(ours, rows)), ("raw", lambda: raw(floor, flat))):
            taken[name].append(medians(1, {name: task})[name])
        anew(ours)
        anew(floor)
    middle = {name: sorted(times)[len(times) // 2] for name, times in taken.items()}
    return (
        Figure(f"{count} people in one change", middle["ours"], middle["raw"], "ms", 3.0),
        Figure("size of the file", sizes[ours] / 1e6, sizes[floor] / 1e6, "MB", 2.5),
    )


def main() -> int:
    small = quick()
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        return tell("P7 import", *compare(Path(folder), 5000 if small else 100_000, 3 if small else 5))


if __name__ == "__main__":
    sys.exit(main())
