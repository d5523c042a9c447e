"""The programme's own fields: added, said to tell identity, offered to the coordinator, and taken back."""

import json
from datetime import UTC, datetime

import pytest

from mentordesk.domain.person import OwnField, field_key
from mentordesk.domain.scenario import Objective, Scenario
from mentordesk.operations.matching import choice_of, set_details
from mentordesk.operations.matching_view import own_choices
from mentordesk.operations.own_fields import (
    FieldThere,
    add_own_field,
    answers,
    edit_own_field,
    own_fields,
    remove_own_field,
)
from mentordesk.operations.people import add_person, edit_person
from mentordesk.operations.profile import Profile, profile
from mentordesk.operations.profile_words import known_words
from mentordesk.operations.programme import NameMissing
from mentordesk.operations.scenarios import choice_of_draft
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import World, state

LABEL = Label.of("test")


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
    edit_own_field(database, field=field_key("Gender"), name="Gender", demographic=True)
    after = state(database)
    assert told(database) == [("Gender", True)]
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after
    database.undo()
    database.undo()
    assert state(database) == empty


def person(name: str, **own: str) -> Profile:
    return Profile({"name": name}, own=own)


def own_of(database: Database, key: bytes) -> dict[str, str]:
    with database.read() as view:
        found = profile(view, key)
        assert found is not None
        return dict(found.own)


def set_aside_with(database: Database, cohort: bytes, details: dict[str, int]) -> bytes:
    with database.change(LABEL) as work:
        said = json.dumps({"details": details})
        draft = Scenario(
            id=work.new_key(),
            cohort_id=cohort,
            name="A",
            objective=Objective.MOST,
            settings=said,
            made_at=datetime(2026, 3, 2, tzinfo=UTC),
        )
        work.add(draft)
    return draft.id


def test_a_field_is_renamed_with_its_answers_and_what_matching_makes_of_it(
    database: Database, world: World
) -> None:
    ada = add_person(database, profile=person("Ada", Shirt="M"))
    set_details(database, cohort=world.cohort, details={"own Shirt": 1})
    draft = set_aside_with(database, world.cohort, {"own Shirt": 2, "industry": 0})
    before = state(database)
    edit_own_field(database, field=field_key("Shirt"), name="T-shirt size", demographic=False)
    assert own_of(database, ada) == {"T-shirt size": "M"}
    with database.read() as view:
        assert choice_of(view, world.cohort).details == {"own T-shirt size": 1}
        assert choice_of_draft(view, draft).details == {"own T-shirt size": 2, "industry": 0}
    edit_person(database, person=ada, profile=person("Ada", **{"t-shirt  size": "L"}))
    assert own_of(database, ada) == {"T-shirt size": "L"}
    database.undo()
    database.undo()
    assert state(database) == before


def test_a_name_that_is_free_again_makes_another_field(database: Database, world: World) -> None:
    add_own_field(database, name="Shirt", demographic=False)
    edit_own_field(database, field=field_key("Shirt"), name="Blouse", demographic=False)
    other = add_own_field(database, name="shirt", demographic=True)
    assert told(database) == [("Blouse", False), ("shirt", True)]
    ada = add_person(database, profile=person("Ada", Shirt="M", Blouse="S"))
    assert own_of(database, ada) == {"Blouse": "S", "shirt": "M"}
    for name in ("BLOUSE", " "):
        with pytest.raises((FieldThere, NameMissing)):
            edit_own_field(database, field=other, name=name, demographic=True)


def test_a_field_is_removed_with_its_answers_and_comes_back_with_them(
    database: Database, world: World
) -> None:
    ada = add_person(database, profile=person("Ada", Shirt="M", Gender="f"))
    add_person(database, profile=person("Bo", Shirt=""))
    before = state(database)
    with database.read() as view:
        assert answers(view) == {field_key("Shirt"): 1, field_key("Gender"): 1}
    remove_own_field(database, field=field_key("Shirt"))
    assert own_of(database, ada) == {"Gender": "f"}
    assert told(database) == [("Gender", False)]
    database.undo()
    assert state(database) == before
    database.redo()
    add_own_field(database, name="Shirt", demographic=False)
    assert own_of(database, ada) == {"Gender": "f"}


def test_two_fields_called_alike_become_one_person_by_person(database: Database, world: World) -> None:
    """As where one copy renamed a field to what another copy made anew."""
    ada = add_person(database, profile=person("Ada", Shirt="M"))
    bo = add_person(database, profile=person("Bo", Size="L"))
    with database.change(LABEL) as work:
        work.get_one(OwnField, field_key("Shirt")).name = "Size"
    assert (own_of(database, ada), own_of(database, bo)) == ({"Size": "M"}, {"Size": "L"})
    for key, profile_as_shown in ((ada, person("Ada", Size="M")), (bo, person("Bo", Size="L"))):
        edit_person(database, person=key, profile=profile_as_shown)
        assert own_of(database, key) == dict(profile_as_shown.own)
    with database.read() as view:
        assert known_words(view).own == ["Size"]
        assert list(answers(view).values()) == [2]
