"""A person's data, whole: no mapped class that hangs on a person can be left out of it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import Column, insert

from mentordesk.cli import main
from mentordesk.domain.entity import Day, Entity, Flag, Instant, Word
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.operations.document_orders import Order, drafts
from mentordesk.operations.documents import printed, subjects
from mentordesk.operations.erasing import NobodyOfThatName, erase_person, what_goes
from mentordesk.operations.personal_rows import ALSO_BELONGS, belongings, mentions
from mentordesk.operations.privacy import person_data, person_json, save_person_data
from mentordesk.storage.catalogue import Kept, by_name, kept, referred
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


def reachable() -> set[str]:
    """Tables that hang on a person, by owners and as the other half of a pairing."""
    found = {"person"}
    while more := {table.name for table in kept() if table.parent and table.parent.name in found} - found:
        found |= more
    return found


def filled(database: Database) -> tuple[bytes, dict[str, bytes]]:
    """A row of every table, all of them of one person where they can be; the person, and keys by table."""
    keys: dict[str, bytes] = {}
    with database.change(Label.of("test")) as work:
        for at, name in enumerate(table.name for table in Entity.metadata.sorted_tables):
            keys[name] = bytes([at + 1]) * 16
        for name, key in keys.items():
            table = Entity.metadata.tables[name]
            row = {column.name: value(column, keys, key) for column in table.columns}
            work.connection().execute(insert(table).values(**row))
    return keys["person"], keys


def value(column: Column[Any], keys: dict[str, bytes], key: bytes) -> Any:
    """Something for each kind of column; text says where it stands."""
    if column.name == "id":
        return key
    if column.foreign_keys:
        return None if column.nullable and referred(column) == column.table.name else keys[referred(column)]
    if isinstance(column.type, Word):
        return next(iter(column.type.words))
    plain = {int: 7, bytes: PICTURE, str: f"{column.table.name} {column.name}"}
    kinds = {Flag: False, Day: TODAY, Instant: datetime(2026, 3, 1, tzinfo=UTC)}
    special = {"week": bytes(20) + b"\x01", "subject": key, "newest": key, "language": "en", "code": "fr"}
    special["document_language"] = "es"
    of_its_kind = (
        kinds.get(type(column.type)) if type(column.type) in kinds else plain[column.type.python_type]
    )
    return special.get(column.name, of_its_kind)


def test_every_class_that_hangs_on_a_person_is_in_their_data(database: Database) -> None:
    person, keys = filled(database)
    with database.read() as view:
        found = json.loads(person_json(view, person_data(view, person=person, today=TODAY)))
    rows = {row["table"]: row for row in every(found["person"])}
    assert set(rows) == reachable()
    for name, row in rows.items():
        assert row["id"] == keys[name].hex()
        assert set(row["values"]) == set(by_name()[name].columns)
    assert rows["person"]["values"]["week"] == [167]
    assert rows["person"]["values"]["consent_story"] is False
    assert rows["session"]["values"]["notes"] == "session notes"
    assert rows["person_skill"]["in_words"][words("skill_id", "es")] == "skill name"
    assert found["language"] == "es"


def words(column: str, language: str) -> str:
    from mentordesk.i18n import Reader
    from mentordesk.operations.field_words import COLUMNS

    return Reader(language).gettext(COLUMNS[column])


def every(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield row
    for parts in row.get("parts", {}).values():
        for part in parts:
            yield from every(part)


def test_every_reference_to_a_person_is_held_or_mentioned(database: Database) -> None:
    """Each column of the schema that can point at something of a person's is looked at."""
    person, _keys = filled(database)
    own = reachable()
    with database.change(Label.of("test")) as work:
        work.add(Person(id=b"\xf0" * 16, name="Somebody else", manager_id=person))
        others = [
            (table, column)
            for table in kept()
            for column in table.table.columns
            if column.foreign_keys and referred(column) in own and not is_owner(table, column.name)
        ]
    with database.read() as view:
        held = belongings(view, person)
        seen = {row.table.name for row in held.everything()}
        told = {(one.table.name, one.column) for one in mentions(view, held)}
    assert ("person", "manager_id") in told
    for table, column in others:
        assert table.name in seen or (table.name, column.name) in told


def is_owner(table: Kept, column: str) -> bool:
    return table.owner == column or (table.name, column) in {
        (child, name) for _parent, child, name in ALSO_BELONGS
    }


def test_a_mentor_gets_their_pairings_and_who_wished_for_them(
    database: Database, pairing: bytes, world: World
) -> None:
    mentor = person_of(database, world.mentors[0])
    wish(database, world.mentees[1], mentor)
    with database.read() as view:
        data = person_data(view, person=mentor, today=TODAY)
        found = json.loads(person_json(view, data))
    assert pairing.hex() in {row["id"] for row in every(found["person"])}
    (said,) = found["in_records_of_others"]
    assert (said["table"], said["refers_by"], said["values"]["rank"]) == ("wish", "person_id", 1)


def person_of(database: Database, participant: bytes) -> bytes:
    with database.read() as view:
        return view.get_one(Participant, participant).person_id


def wish(database: Database, participant: bytes, person: bytes) -> None:
    from mentordesk.domain.participant import Wish, wish_key

    with database.change(Label.of("test")) as work:
        work.put(Wish(id=wish_key(participant, person), participant_id=participant, person_id=person, rank=1))


@pytest.mark.parametrize("language", [None, "ar"])
def test_the_document_says_every_text_of_theirs(database: Database, language: str | None) -> None:
    person, keys = filled(database)
    with database.read() as view:
        order = Order(kind="person-data", cohort=b"", today=TODAY, chosen=(person,), language=language)
        (draft,) = made = drafts(view, order)
        assert subjects(view, "person-data", cohort=keys["cohort"]) == subjects(
            view, "person-data", cohort=b""
        )
    assert draft.language == (language or "es")
    read = PdfReader(BytesIO(printed(made, order)))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for name in ("person name", "session notes", "check_in notes", "mediation reason", "answer value"):
        assert name in text


def test_from_the_command_line_as_json_and_pdf(
    database: Database, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert world
    path = str(database.path)
    database.close()
    out = tmp_path / "tamar.json"
    assert main(["document", path, "person-data", "--for", "Tamar Levi", "--out", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["person"]["values"]["email"] == "tamar@example.org"
    assert (
        main(["document", path, "person-data", "--for", "tamar levi", "--out", str(out.with_suffix(".pdf"))])
        == 0
    )
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert main(["document", path, "person-data", "--for", "Nobody", "--out", str(out)]) == 1
    assert str(NobodyOfThatName(name="Nobody")) in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["document", path, "person-data", "--out", str(out)])


def test_json_is_written_whole(database: Database, tmp_path: Path) -> None:
    person, _keys = filled(database)
    with database.read() as view:
        out = save_person_data(view, person=person, out=tmp_path / "all.json", today=date(2026, 3, 1))
    assert json.loads(out.read_text("utf-8"))["made_on"] == "2026-03-01"


def test_what_goes_is_what_is_erased(database: Database) -> None:
    person, _keys = filled(database)
    with database.read() as view:
        goes = what_goes(view, person=person)
    assert set(goes) == reachable()
    assert erase_person(database, person=person, today=TODAY).kinds == goes
