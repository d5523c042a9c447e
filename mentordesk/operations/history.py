"""What happened to the file: every change in words, and what each one did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from mentordesk.i18n import N_, _
from mentordesk.operations.labels import sentence
from mentordesk.storage import journal
from mentordesk.storage.journal import DO, ERASE, IMPORT, MERGE, REDO, UNDO
from mentordesk.storage.raw import raw_of
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

    @property
    def kind_words(self) -> str:
        """What kind of step it is, in a word or two."""
        return _(STEPS[self.kind])

    @property
    def step(self) -> str:
        """Its kind, or that it was taken back, which matters more."""
        return _("Taken back") if self.taken_back else self.kind_words


STEPS = {
    DO: N_("Change"),
    UNDO: N_("Undo"),
    REDO: N_("Done again"),
    IMPORT: N_("Import"),
    MERGE: N_("Copy brought in"),
    ERASE: N_("Erased"),
}
"""What the kinds of step are called."""


def history(view: Work, *, limit: int = 500, before: int | None = None) -> Sequence[ChangeRow]:
    """The newest changes first, `limit` of them, those numbered below `before` where given."""
    raw = raw_of(view.connection())
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
        for change in journal.changes(raw, before=before, limit=limit)
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
