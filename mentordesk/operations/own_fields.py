"""The programme's own fields: what is asked of people beside the usual, and which of it tells identity."""

from collections.abc import Sequence

from sqlalchemy import select

from mentordesk.domain.person import OwnField, field_key
from mentordesk.i18n import N_
from mentordesk.operations.profile_rows import word
from mentordesk.operations.programme import NameMissing
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS = {
    "own_field.added": N_("Added the own field {field}"),
    "own_field.edited": N_("Changed the own field {field}"),
}


def own_fields(view: Work) -> Sequence[OwnField]:
    """All of them, in their order."""
    return view.scalars(select(OwnField).order_by(OwnField.position, OwnField.name)).all()


def add_own_field(database: Database, *, name: str, demographic: bool) -> bytes:
    """Ask people for something more; one that is called so already is changed. Returns its key."""
    spelled = word(name)
    if not spelled:
        raise NameMissing
    key = field_key(spelled)
    with database.change(Label.of("own_field.added", field=key)) as work:
        known = work.get(OwnField, key)
        work.put(OwnField(id=key, name=known.name if known else spelled, demographic=demographic))
    return key


def edit_own_field(database: Database, *, field: bytes, demographic: bool) -> None:
    """Say whether a field tells identity: then it is left out of copies without demographics, and a mentee
    may ask for a mentor alike in it.
    """
    with database.change(Label.of("own_field.edited", field=field)) as work:
        work.get_one(OwnField, field).demographic = demographic
