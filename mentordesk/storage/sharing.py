"""A copy for somebody else: whole or without what is not theirs to see, open or locked.

It is made in memory, so that what is left out touches no disk on the way.
"""

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from mentordesk.domain.sharing import LeftOut
from mentordesk.storage.backup import write_beside
from mentordesk.storage.redaction import redact, withhold
from mentordesk.storage.secrets import lock

COLUMNS: dict[LeftOut, dict[str, tuple[str, ...]]] = {
    LeftOut.CONTACTS: {"person": ("email", "phone", "backup_line")},
    LeftOut.NOTES: {
        "person": ("notes",),
        "participant": ("reason",),
        "pairing": ("reason", "notes"),
        "pair_mark": ("reason",),
        "session": ("agenda", "notes", "feedback", "trouble"),
        "check_in": ("notes",),
        "answer": ("value",),
        "shared_copy": ("note",),
        "left_as_is": ("reason",),
    },
    LeftOut.DEMOGRAPHICS: {"person": ("pronouns", "access_needs")},
}
"""What is stripped of a value, by kind of detail and table."""

ROWS: dict[LeftOut, dict[str, str]] = {
    LeftOut.DEMOGRAPHICS: {
        "own_value": "SELECT id FROM own_value WHERE field_id IN "
        "(SELECT id FROM own_field WHERE demographic = 1)",
        "person_tag": "SELECT id FROM person_tag WHERE tag_id IN "
        "(SELECT id FROM tag WHERE kind = 'background')",
        "tag": "SELECT id FROM tag WHERE kind = 'background'",
    },
    LeftOut.MEDIATION: {"mediation": "SELECT id FROM mediation"},
}
"""What is left out row by row, as queries for the keys."""

PERSONAL = {"saved_view": "SELECT id FROM saved_view", "saved_mapping": "SELECT id FROM saved_mapping"}
"""A desk's own habits, which may hold words it searched for: in whole copies only."""

COHORTS: dict[str, str] = {
    "cohort": "SELECT id FROM cohort WHERE hex(id) NOT IN ({chosen})",
    "person": "SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM participant)",
    "skill": "SELECT id FROM skill WHERE id NOT IN (SELECT skill_id FROM person_skill "
    "UNION SELECT skill_id FROM goal WHERE skill_id IS NOT NULL)",
    "tag": "SELECT id FROM tag WHERE id NOT IN (SELECT tag_id FROM person_tag)",
    "left_as_is": "SELECT id FROM left_as_is",
}
"""What does not belong to the chosen cohorts, in an order in which each sees what went before."""


@dataclass(frozen=True)
class Selection:
    """What a copy goes without, and whose cohorts it holds; all of them where none is named."""

    without: frozenset[LeftOut] = frozenset()
    cohorts: frozenset[bytes] = frozenset()

    @property
    def whole(self) -> bool:
        return not (self.without or self.cohorts)


def select(copy: sqlite3.Connection, selection: Selection, noted: bytes | None = None) -> None:
    """Leave out of `copy`, a file in memory, what does not go along; nothing of it stays in its bytes.

    The row that notes this very copy, `noted`, keeps what was written to its reader.
    """
    if selection.whole:
        return
    for table, query in _rows(selection):
        withhold(copy, table, [key for (key,) in copy.execute(query)])
    redact(copy, _columns(selection.without), noted)
    copy.execute("VACUUM")


def write(copy: sqlite3.Connection, target: Path, passphrase: str = "") -> None:
    """Write a file in memory to `target`, whole or not at all; locked by age where there is a passphrase."""
    data = copy.serialize()
    written = lock(data, passphrase) if passphrase else data
    write_beside(target, lambda part: part.write_bytes(written))


def _rows(selection: Selection) -> Iterator[tuple[str, str]]:
    """The tables that lose rows, each with the query for their keys."""
    yield from PERSONAL.items()
    for kind in LeftOut:
        if kind in selection.without:
            yield from ROWS.get(kind, {}).items()
    if selection.cohorts:
        chosen = ", ".join(f"'{key.hex().upper()}'" for key in sorted(selection.cohorts))
        yield from ((table, query.format(chosen=chosen)) for table, query in COHORTS.items())


def _columns(without: Collection[LeftOut]) -> dict[str, list[str]]:
    """The columns to strip, by table."""
    found: dict[str, list[str]] = {}
    for kind in without:
        for table, columns in COLUMNS.get(kind, {}).items():
            found.setdefault(table, []).extend(columns)
    return found
