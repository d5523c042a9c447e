"""What is written to whoever gets a copy: it travels in the copy and is shown where that arrives."""

from sqlalchemy import select

from mentordesk.domain.sharing import SharedCopy
from mentordesk.i18n import _, isolate
from mentordesk.storage.journal import changes
from mentordesk.storage.raw import raw_of
from mentordesk.storage.work import Work

SHARED = "copy.shared"
"""The change that notes a copy, the newest one that the copy itself holds."""


def letter(view: Work, *, device: str) -> str:
    """What came with the copy that this file is; '' for its giver, and once a step was made in it."""
    newest = next(iter(changes(raw_of(view.connection()), limit=1)), None)
    if newest is None or newest.label.key != SHARED or newest.device == device:
        return ""
    order = SharedCopy.given_at.desc(), SharedCopy.id.desc()
    note = view.scalars(select(SharedCopy.note).order_by(*order)).first()
    return written(newest.actor, note) if note else ""


def written(name: str, note: str) -> str:
    """A note in a sentence."""
    if not name:
        return _("With this copy came: “{note}”").format(note=isolate(note))
    return _("{name} wrote with this copy: “{note}”").format(name=isolate(name), note=isolate(note))
