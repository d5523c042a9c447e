"""What is kept about a person, to hand to them: everything in every table, in words and as values."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from mentordesk.domain.entity import Flag
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.i18n import N_, Reader
from mentordesk.operations.certificate_candidates import language_for
from mentordesk.operations.document_files import write_whole
from mentordesk.operations.field_words import COLUMNS, TABLES, value_word
from mentordesk.operations.labels import name_of
from mentordesk.operations.personal_rows import Held, Mention, belongings, mentions
from mentordesk.operations.programme import programme_of
from mentordesk.storage.catalogue import by_name, kept
from mentordesk.storage.packing import Value
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.person_data import PersonDataText

FORMAT = "mentordesk person data 1"
Cells = dict[str, Value | None]
_NOTHING: tuple[Value | None, ...] = (None, "", b"")

NAMING = (
    *("title", "number", "day", "opened_on", "form_id", "question_id", "skill_id", "tag_id", "field_id"),
    *("code", "group_id", "text", "cohort_id", "mentor_id"),
)
"""The columns a record is called by, the first that it has."""

LEAD = N_("This is everything that the programme keeps about you. Please say so if anything is wrong.")


@dataclass(frozen=True)
class PersonData:
    """A person's rows, and the rows of others that name them."""

    name: str
    programme: str
    logo: bytes | None
    made_on: date
    words: Reader
    held: Held
    mentions: tuple[Mention, ...]


def somebody(view: Work, *, cohort: bytes) -> list[tuple[bytes, str]]:
    """The people of a cohort, of the whole file where that is empty, by name: keys and names."""
    query = select(Person.id, Person.name).order_by(Person.name, Person.id)
    if cohort:
        taking_part = select(Participant.person_id).where(Participant.cohort_id == cohort)
        query = query.where(Person.id.in_(taking_part))
    return [(key, name) for key, name in view.execute(query)]


def person_data(view: Work, *, person: bytes, today: date, language: str | None = None) -> PersonData:
    """Everything about a person, in their own language where none is named."""
    who, programme = view.get_one(Person, person), programme_of(view)
    usual = programme.language if programme else "en"
    held = belongings(view, person)
    return PersonData(
        who.name,
        programme.name if programme else "",
        programme.logo if programme else None,
        today,
        Reader(language or language_for(who.document_language, usual)),
        held,
        tuple(mentions(view, held)),
    )


def person_json(view: Work, data: PersonData) -> str:
    """All of it as one object: `values` as the file has them, `in_words` as read, `parts` by table."""
    words = data.words
    others = [
        _row_object(view, one.table.name, one.key, _told(one), words) | {"refers_by": one.column}
        for one in data.mentions
    ]
    found = {
        "format": FORMAT,
        "programme": data.programme,
        "made_on": data.made_on.isoformat(),
        "language": words.language_code,
        "person": _as_object(view, data.held, words),
        "in_records_of_others": others,
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def save_person_data(
    view: Work, *, person: bytes, out: Path, today: date, language: str | None = None
) -> Path:
    """Write everything about a person as JSON, whole or not at all."""
    data = person_json(view, person_data(view, person=person, today=today, language=language)).encode()
    return write_whole(out, lambda file: file.write(data))


def person_data_text(
    view: Work, *, person: bytes, today: date, language: str | None = None
) -> "PersonDataText":
    """Everything about a person as the words of a document."""
    from mentordesk.documents.person_data import Chapter, PersonDataText

    data = person_data(view, person=person, today=today, language=language)
    words = data.words
    photo = next((row.cells["image"] for row in data.held.everything() if row.table.name == "photo"), None)
    chapters = [Chapter(words.gettext(TABLES["person"]), (_record(view, data.held, words, 0),))]
    for table, parts in groupby(data.held.parts, key=lambda part: part.table.name):
        records = tuple(one for part in parts for one in _records(view, part, words, 0))
        chapters.append(Chapter(words.gettext(TABLES[table]), records))
    if data.mentions:
        named = tuple(_mentioned(view, one, words) for one in data.mentions)
        chapters.append(Chapter(words.gettext("In the records of others"), named))
    return PersonDataText(
        language=words.language_code,
        programme=data.programme,
        logo=data.logo,
        name=data.name,
        subtitle=words.gettext("As of {day}").format(day=words.date(today, "long")),
        lead=words.gettext(LEAD),
        photo=photo if isinstance(photo, bytes) else None,
        chapters=tuple(chapters),
    )


def _records(view: Work, held: Held, words: Reader, depth: int) -> Iterator[Any]:
    """A row, then all below it, one level deeper each."""
    yield _record(view, held, words, depth)
    for part in held.parts:
        yield from _records(view, part, words, depth + 1)


def _record(view: Work, held: Held, words: Reader, depth: int) -> Any:
    from mentordesk.documents.person_data import Record

    table = held.table
    named_by = _named_by(held)
    called = _called(view, held, named_by, words)
    kind = words.gettext(TABLES[table.name])
    shown = (name for name in table.columns if name not in {table.owner, "position", named_by})
    fields = tuple(
        (words.gettext(COLUMNS[name]), _words(view, table.name, name, held.cells[name], words))
        for name in shown
        if held.cells[name] not in _NOTHING
    )
    both = words.line((kind, words.isolated(called)))
    return Record(both if depth and called else called or kind, fields, depth)


def _called(view: Work, held: Held, named_by: str, words: Reader) -> str:
    if held.table.name == "pairing":
        return name_of(view, held.key)
    return _words(view, held.table.name, named_by, held.cells[named_by], words) if named_by else ""


def _named_by(held: Held) -> str:
    """The column that a row is called by; a person's own values have none."""
    if held.table.name == "person":
        return ""
    return next((name for name in NAMING if held.cells.get(name)), "")


def _mentioned(view: Work, one: Mention, words: Reader) -> Any:
    from mentordesk.documents.person_data import Record

    table, cells, owner = one.table.name, _told(one), one.table.owner
    whose = one.cells[owner] if owner else None
    named = name_of(view, whose if isinstance(whose, bytes) else one.key)
    fields = tuple(
        (words.gettext(COLUMNS[name]), _words(view, table, name, value, words))
        for name, value in cells.items()
        if name not in {owner, "position"} and value not in _NOTHING
    )
    return Record(words.line((words.gettext(TABLES[table]), words.isolated(named))), fields)


def _told(one: Mention) -> Cells:
    """Of a row that others hang on, such as a person, only that it refers; of all others everything."""
    if any(child.parent is one.table for child in kept()):
        return {one.column: one.cells[one.column]}
    return one.cells


def _words(view: Work, table: str, column: str, value: Value | None, words: Reader) -> str:
    return value_word(view, table, column, value, words=words, longest=None)


def _as_object(view: Work, held: Held, words: Reader) -> dict[str, Any]:
    found = _row_object(view, held.table.name, held.key, held.cells, words)
    parts = {
        table: [_as_object(view, part, words) for part in parts]
        for table, parts in groupby(held.parts, key=lambda part: part.table.name)
    }
    return found | {"parts": parts} if parts else found


def _row_object(view: Work, table: str, key: bytes, cells: Cells, words: Reader) -> dict[str, Any]:
    return {
        "table": table,
        "id": key.hex(),
        "values": {name: _plain(table, name, value) for name, value in cells.items()},
        "in_words": {
            words.gettext(COLUMNS[name]): _words(view, table, name, value, words)
            for name, value in cells.items()
            if value not in _NOTHING
        },
    }


def _plain(table: str, column: str, value: Value | None) -> Any:
    """Keys in hexadecimal, free hours as their numbers from Monday 0:00, pictures in Base64, yes and no."""
    its = by_name()[table].table.columns[column]
    if isinstance(value, bytes):
        if its.foreign_keys:
            return value.hex()
        return _hours(value) if column == "week" else b64encode(value).decode()
    return bool(value) if isinstance(its.type, Flag) and value is not None else value


def _hours(week: bytes) -> list[int]:
    return [hour for hour in range(8 * len(week)) if week[hour // 8] >> (7 - hour % 8) & 1]
