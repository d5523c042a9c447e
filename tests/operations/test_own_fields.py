"""The programme's own fields: added, said to tell identity, offered to the coordinator, and taken back."""

import pytest

from mentordesk.domain.person import field_key
from mentordesk.operations.matching_view import own_choices
from mentordesk.operations.own_fields import add_own_field, edit_own_field, own_fields
from mentordesk.operations.profile_words import known_words
from mentordesk.operations.programme import NameMissing
from mentordesk.storage.database import Database
from tests.operations.pairing_world import World, state


def told(database: Database) -> list[tuple[str, bool]]:
    with database.read() as view:
        return [(one.name, one.demographic) for one in own_fields(view)]


def test_a_field_is_added_once_in_its_first_spelling(database: Database, world: World) -> None:
    add_own_field(database, name=" First  to study; at home ", demographic=False)
    add_own_field(database, name="FIRST to study, at home", demographic=True)
    assert told(database) == [("First to study, at home", True)]
    with database.read() as view:
        assert known_words(view).identity == ["First to study, at home"]
        assert [one.identity for one in own_choices(view)] == [True]
    with pytest.raises(NameMissing):
        add_own_field(database, name=" ", demographic=True)


def test_adding_and_changing_a_field_are_undone(database: Database, world: World) -> None:
    empty = state(database)
    add_own_field(database, name="Gender", demographic=False)
    before = state(database)
    edit_own_field(database, field=field_key("Gender"), demographic=True)
    after = state(database)
    assert told(database) == [("Gender", True)]
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after
    database.undo()
    database.undo()
    assert state(database) == empty
