"""Erasing a person for ever: in the file and in its backups, with proof; what stays are figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from glob import escape
from itertools import islice
from pathlib import Path

from sqlalchemy import Select, Text, or_, select

from mentordesk.domain.entity import Json
from mentordesk.domain.pairing import OPEN, Outcome, Pairing, PairingStatus
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.session import Session, SessionStatus
from mentordesk.i18n import N_, Reader, isolate, reader
from mentordesk.operations.bringing_in import about_of
from mentordesk.operations.field_words import column_word, table_word
from mentordesk.operations.pairings import end
from mentordesk.operations.personal_rows import Held, belongings
from mentordesk.operations.programme import programme_of
from mentordesk.storage.catalogue import kept
from mentordesk.storage.conflicts import Cell
from mentordesk.storage.database import Database
from mentordesk.storage.erasure import erase
from mentordesk.storage.erasure_backups import erase_in_backups, still_there
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {"person.erased": N_("Erased somebody")}

WHY = N_("The data of one of the two was erased.")
"""The reason of a pairing that ended with it, in the programme's language."""


class NobodyOfThatName(Refusal):
    """There is nobody called “{name}” in this file. Nothing was changed. Look how the name is written."""


class SeveralOfThatName(Refusal):
    """“{name}” is the name of more than one person. Nothing was changed. Choose one of them on the
    page People.
    """


@dataclass(frozen=True)
class Gone:
    """What was erased, and how it was proved.

    `kinds` counts the records of every table, `closed` the open pairings that ended with it; `backups` were
    cleansed, `removed` could not be read. Then every byte of `searched` files was looked at: `left` are words
    of theirs that are still there, `places` the records of others that have them now. A locked file is
    searched unlocked, in memory. Sizes are in bytes.
    """

    kinds: dict[str, int]
    closed: int
    backups: int
    removed: int
    searched: int
    searched_bytes: int
    left: tuple[str, ...]
    places: tuple[str, ...]
    size_before: int
    size_after: int

    @property
    def records(self) -> int:
        return sum(self.kinds.values())

    @property
    def proved(self) -> bool:
        """Whether nothing was found."""
        return not self.left


def person_called(view: Work, name: str) -> bytes:
    """The key of the one person of this name or mail address."""
    found = view.scalars(select(Person.id).where(or_(Person.name == name, Person.email == name))).all()
    if not (name and found):
        raise NobodyOfThatName(name=name)
    if len(found) > 1:
        raise SeveralOfThatName(name=name)
    return found[0]


def what_goes(view: Work, *, person: bytes) -> dict[str, int]:
    """How many records of each table are erased with a person, in the order of the file's tables."""
    found: Counter[str] = Counter()
    _count(belongings(view, person), found)
    return {table.name: found[table.name] for table in kept() if found[table.name]}


def _count(held: Held, found: Counter[str]) -> None:
    """Count a row and its parts; a pairing stays with the mentee, who owns it."""
    found[held.table.name] += 1
    for part in held.parts:
        if part.table.owner and part.cells[part.table.owner] == held.key:
            _count(part, found)


def pairings_left(view: Work, *, person: bytes) -> int:
    """How many open pairings end with a person's erasing, of mentees who stay."""
    return len(view.scalars(_mentored(person)).all())


def _mentored(person: bytes) -> Select[bytes]:
    mentor = select(Participant.id).where(Participant.person_id == person)
    return select(Pairing.id).where(
        Pairing.mentor_id.in_(mentor), Pairing.mentee_id.not_in(mentor), Pairing.status.in_(OPEN)
    )


def erase_person(database: Database, *, person: bytes, today: date) -> Gone:
    """Erase a person and all that belongs to them, here and in the backups; nothing brings it back.

    The pairings they were the mentor of belong to their mentees and stay, for the figures; open ones end in
    the same step, proposals go.
    """
    with database.read() as view:
        row = view.get_one(Person, person, execution_options={"include_deleted": True})
        words = [word for word in (row.name, row.email, row.phone) if word]
        closed = pairings_left(view, person=person)
    before = database.path.stat().st_size
    kinds = erase(database, table="person", key=person, first=partial(_end_pairings, person, today))
    cleansed = erase_in_backups(database)
    files = _files(database)
    found = {word for path in files for word in still_there(path, words, database.key)}
    with database.read() as view:
        places = tuple(islice(_places(view, words), MOST_PLACES)) if words else ()
    return Gone(
        kinds,
        closed,
        len(cleansed.erased),
        len(cleansed.removed),
        len(files),
        sum(path.stat().st_size for path in files),
        tuple(word for word in words if word in found),
        places,
        before,
        database.path.stat().st_size,
    )


def _end_pairings(person: bytes, today: date, work: Work) -> None:
    programme = programme_of(work)
    reason = Reader(programme.language if programme else "en").gettext(WHY)
    for key in work.scalars(_mentored(person)).all():
        pairing = work.get_one(Pairing, key)
        if pairing.status is PairingStatus.PROPOSED:
            work.bury(pairing)
            continue
        end(pairing, Outcome.EARLY, today, reason)
        planned = select(Session).where(Session.pairing_id == key, Session.status == SessionStatus.PLANNED)
        for session in work.scalars(planned):
            session.status = SessionStatus.CANCELLED


def _files(database: Database) -> list[Path]:
    """The file, what the database keeps beside it where that can be read, and its backups."""
    beside = [] if database.locked else database.path.parent.glob(f"{escape(database.path.name)}-*")
    return [database.path, *sorted(beside), *sorted(database.backups())]


def _places(view: Work, words: Iterable[str]) -> Iterable[str]:
    """Where living records of others hold the words: what, of whom, in which field."""
    for table in kept():
        columns = [column.name for column in table.table.columns if isinstance(column.type, Text | Json)]
        for column in columns:
            cell = table.table.columns[column]
            holds = or_(*(cell.contains(word, autoescape=True) for word in words))
            found = view.connection().execute(
                select(table.table.c.id).where(holds, table.table.c.deleted.is_(False)).limit(MOST_PLACES)
            )
            for (key,) in found.all():
                whose = isolate(about_of(view, Cell(table.name, key, column)))
                yield reader().line((table_word(table.name), whose, column_word(column)))


MOST_PLACES = 8
"""So many records are named."""
