"""Erasing a person for ever: in the file, and in the backups of it."""

from dataclasses import dataclass

from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.storage.database import Database
from mentordesk.storage.erasure import erase
from mentordesk.storage.erasure_backups import erase_in_backups, still_there
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {"person.erased": N_("Erased somebody")}


class NobodyOfThatName(Refusal):
    """There is nobody called “{name}” in this file. Nothing was changed. Look how the name is written."""


class SeveralOfThatName(Refusal):
    """“{name}” is the name of more than one person. Nothing was changed. Erase them on the page People."""


@dataclass(frozen=True)
class Gone:
    """What was erased: records in the file, backups it was erased in or that were removed.

    `left` are words of theirs that the file still holds, written in the record of somebody else.
    """

    records: int
    backups: int
    removed: int
    left: tuple[str, ...]


def person_called(view: Work, name: str) -> bytes:
    """The key of the one person of this name."""
    found = view.scalars(select(Person.id).where(Person.name == name)).all()
    if not found:
        raise NobodyOfThatName(name=name)
    if len(found) > 1:
        raise SeveralOfThatName(name=name)
    return found[0]


def erase_person(database: Database, *, person: bytes) -> Gone:
    """Erase a person and all that belongs to them, here and in the backups; nothing brings it back."""
    with database.read() as view:
        row = view.get_one(Person, person, execution_options={"include_deleted": True})
        words = [row.name, row.email, row.phone]
    records = erase(database, table="person", key=person)
    cleansed = erase_in_backups(database)
    left = still_there(database.path, words)
    return Gone(sum(records.values()), len(cleansed.erased), len(cleansed.removed), tuple(left))
