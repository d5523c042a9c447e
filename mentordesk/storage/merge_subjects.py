"""Whom rows are about: the person or the pairing that owns them, found over the owners of the tables."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from mentordesk.storage.catalogue import Kept, by_number
from mentordesk.storage.fold import Place


class Subject(NamedTuple):
    """A person, or a pairing with the mentor's name first."""

    table: str
    key: bytes
    names: tuple[str, ...]


_NAMES = {
    "person": ("", 's."name"'),
    "pairing": (
        "JOIN participant a ON a.id = s.mentor_id JOIN person pa ON pa.id = a.person_id "
        "JOIN participant b ON b.id = s.mentee_id JOIN person pb ON pb.id = b.person_id",
        "pa.name, pb.name",
    ),
}
"""How the names of a subject are found: what is joined, what is read."""


def subjects(connection: sqlite3.Connection, places: Iterable[Place]) -> dict[Place, Subject]:
    """The subjects of rows, as this copy has them; rows that are about nobody, or not there, are left out."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS merge_about(tbl INTEGER, key BLOB, PRIMARY KEY(tbl, key))"
    )
    connection.execute("DELETE FROM merge_about")
    connection.executemany("INSERT OR IGNORE INTO merge_about VALUES(?, ?)", places)
    found: dict[Place, Subject] = {}
    for (tbl,) in connection.execute("SELECT DISTINCT tbl FROM merge_about").fetchall():
        if sql := _about(tbl):
            rows = connection.execute(sql, (tbl,))
            found |= {Place(tbl, key): Subject(name, about, tuple(rest)) for key, name, about, *rest in rows}
    return found


def _about(tbl: int) -> str:
    """The SQL of the subjects of one table's rows; empty where they have none."""
    path = _path(by_number()[tbl])
    if path[-1].name not in _NAMES:
        return ""
    steps = [f"JOIN {path[0].name} t0 ON t0.id = q.key"]
    steps += [
        f'JOIN {table.name} t{at} ON t{at}.id = t{at - 1}."{path[at - 1].owner}"'
        for at, table in enumerate(path[1:], 1)
    ]
    steps.append(f"JOIN {path[-1].name} s ON s.id = t{len(path) - 1}.id")
    joined, names = _NAMES[path[-1].name]
    return (
        f"SELECT q.key, '{path[-1].name}', s.id, {names} FROM merge_about q {' '.join(steps)} {joined} "
        "WHERE q.tbl = ?"
    )


def _path(table: Kept) -> list[Kept]:
    """A table, its owner's table, and so on up to people and pairings."""
    path = [table]
    while path[-1].name not in _NAMES and (parent := path[-1].parent):
        path.append(parent)
    return path
