"""What happened to the file: every change in words, and what each one did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from mentordesk.operations.labels import sentence
from mentordesk.storage import journal
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class ChangeRow:
    """One change as it is shown; `n` is its place in this file, `taken_back` when an undo holds."""

    n: int
    id: bytes
    at: datetime
    actor: str
    kind: str
    words: str
    taken_back: bool


def history(view: Work, *, limit: int = 500, before: int | None = None) -> Sequence[ChangeRow]:
    """The newest changes first, `limit` of them, those numbered below `before` where given."""
    connection = view.connection()
    gone = _taken_back(view)
    return [
        ChangeRow(
            change.n,
            change.id,
            change.at,
            change.actor,
            change.kind,
            sentence(view, change.label, change.id),
            change.id in gone,
        )
        for change in journal.changes(connection, before=before, limit=limit)
    ]


def _taken_back(view: Work) -> set[bytes]:
    """Changes that an undo holds against: an undo that was itself taken back counts no more."""
    rows = view.connection().exec_driver_sql(
        "SELECT id, undoes FROM journal_change WHERE undoes IS NOT NULL ORDER BY n DESC"
    )
    gone: set[bytes] = set()
    for key, undoes in rows:
        if key not in gone:
            gone.add(cast("bytes", undoes))
    return gone
