"""The history of one record."""

from pathlib import Path

from mentordesk.domain.person import Person
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.history import history
from mentordesk.storage.label import Label


def test_every_value_a_person_had_newest_first(tmp_path: Path) -> None:
    with Database.create(tmp_path / "a.mentordesk", Desk(actor="Noor")) as database:
        with database.change(Label.of("added")) as work:
            key = work.new_key()
            work.add(Person(id=key, name="Amira", city="Lyon"))
            work.add(Person(id=work.new_key(), name="Somebody else"))
        with database.change(Label.of("moved")) as work:
            work.get_one(Person, key).city = "Oslo"
        with database.change(Label.of("deleted")) as work:
            work.bury(work.get_one(Person, key))
        database.undo()
        with database.read() as view:
            entries = history(view, table="person", key=key)
    assert [(e.kind, e.label.key, e.column, e.before, e.after) for e in entries] == [
        ("undo", "deleted", "deleted", 1, 0),
        ("do", "deleted", "deleted", None, 1),
        ("do", "moved", "city", "Lyon", "Oslo"),
        ("do", "added", "city", None, "Lyon"),
        ("do", "added", "name", None, "Amira"),
    ]
    assert {entry.actor for entry in entries} == {"Noor"}
    assert entries[0].at >= entries[-1].at


def test_what_is_not_there_has_no_history(tmp_path: Path) -> None:
    with Database.create(tmp_path / "a.mentordesk") as database, database.read() as view:
        assert history(view, table="person", key=bytes(16)) == []
