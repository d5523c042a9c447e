"""The programme's own fields: what is asked of people beside the usual, and which of it tells identity."""

from collections.abc import Sequence

from sqlalchemy import func, select

from mentordesk.domain.entity import normalised
from mentordesk.domain.person import OwnField, OwnValue
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.bulk import bury_many
from mentordesk.operations.matching_choice import rename_own_details
from mentordesk.operations.own_names import own_names
from mentordesk.operations.profile_rows import word
from mentordesk.operations.programme import NameMissing
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS = {
    "own_field.added": N_("Added the own field {field}"),
    "own_field.edited": N_("Changed the own field {field}"),
    "own_field.removed": N_("Removed the own field {field}"),
}


class FieldThere(Refusal):
    """There is an own field {name} already. Nothing was changed. Choose another name."""


def own_fields(view: Work) -> Sequence[OwnField]:
    """All of them, in their order."""
    return view.scalars(select(OwnField).order_by(OwnField.position, OwnField.name)).all()


def answers(view: Work) -> dict[bytes, int]:
    """How many people have said something in each own field; fields without answers are left out."""
    query = select(OwnValue.field_id, func.count()).where(OwnValue.value != "")
    return dict(view.execute(query.group_by(OwnValue.field_id)).all())


def add_own_field(database: Database, *, name: str, demographic: bool) -> bytes:
    """Ask people for something more; one that is called so already is changed. Returns its key."""
    spelled = _spelled(name)
    with database.read() as view:
        names = own_names(view)
        meant = names.key(spelled)
        renamed = meant in names.names and normalised(spelled) not in names.keys
        key = view.new_key() if renamed else meant
    with database.change(Label.of("own_field.added", field=key)) as work:
        work.put(OwnField(id=key, name=names.names.get(key, spelled), demographic=demographic))
    return key


def edit_own_field(database: Database, *, field: bytes, name: str, demographic: bool) -> None:
    """Rename a field, answers and all, and say whether it tells identity: then it is left out of copies
    without demographics, and a mentee may ask for a mentor alike in it.
    """
    spelled = _spelled(name)
    with database.change(Label.of("own_field.edited", field=field)) as work:
        if own_names(work).keys.get(normalised(spelled), field) != field:
            raise FieldThere(name=spelled, field="name")
        row = work.get_one(OwnField, field)
        rename_own_details(work, row.name, spelled)
        row.name, row.demographic = spelled, demographic


def remove_own_field(database: Database, *, field: bytes) -> None:
    """Ask for it no longer; the answers go with it, and come back with it when that is undone."""
    with database.change(Label.of("own_field.removed", field=field)) as work:
        bury_many(work, OwnValue, list(work.scalars(select(OwnValue.id).where(OwnValue.field_id == field))))
        work.bury(work.get_one(OwnField, field))


def _spelled(name: str) -> str:
    spelled = word(name)
    if not spelled:
        raise NameMissing(field="name")
    return spelled
