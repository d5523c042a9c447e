"""Many rows at once: new ones in, known ones changed, buried ones revived, and all of it taken back."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from mentordesk.domain.person import Skill, skill_key
from mentordesk.operations.bulk import CHUNK, bury_many, change_many, put_many
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work
from tests.operations.pairing_world import state

LABEL = Label.of("test")
NAMES = ("Python", "Writing", "Speaking")


def rows(*names: str) -> list[dict[str, object]]:
    return [{"id": skill_key(name), "name": name} for name in names]


def keys(*names: str) -> list[bytes]:
    return [skill_key(name) for name in names]


def put_some(work: Work) -> None:
    """One as it is, one spelled anew, one that was buried, one unheard of, and one of those twice."""
    put_many(work, Skill, rows("Python", "WRITING", "Buried", "New", "NEW"))


def change_some(work: Work) -> None:
    """A living one and a buried one."""
    change_many(work, Skill, rows("PYTHON", "BURIED"))


def bury_some(work: Work) -> None:
    """Two that live, one that is buried already, one that never was."""
    bury_many(work, Skill, keys("Python", "Writing", "Buried", "Unheard of"))


@pytest.fixture
def skills(database: Database) -> Database:
    with database.change(LABEL) as work:
        put_many(work, Skill, rows(*NAMES, "Buried"))
    with database.change(LABEL) as work:
        bury_many(work, Skill, keys("Buried"))
    return database


def names(database: Database) -> list[str]:
    with database.read() as view:
        return sorted(view.scalars(select(Skill.name)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put_some, ["Buried", "NEW", "Python", "Speaking", "WRITING"]),
        (change_some, ["BURIED", "PYTHON", "Speaking", "Writing"]),
        (bury_some, ["Speaking"]),
    ],
)
def test_undo_takes_them_back_and_redo_brings_them_again(
    skills: Database, change: Callable[[Work], None], expected: list[str]
) -> None:
    before = state(skills)
    with skills.change(LABEL) as work:
        change(work)
    after = state(skills)
    assert names(skills) == expected
    skills.undo()
    assert state(skills) == before
    skills.redo()
    assert state(skills) == after


def test_the_same_rows_leave_no_trace(skills: Database) -> None:
    with skills.change(Label.of("again")) as work:
        put_many(work, Skill, rows(*NAMES))
        bury_many(work, Skill, keys("Buried"))
        change_many(work, Skill, [])
        put_many(work, Skill, [])
    assert skills.undo_label() == LABEL


def test_more_rows_than_one_statement_takes(database: Database) -> None:
    many = [f"Skill {n}" for n in range(CHUNK + 10)]
    with database.change(LABEL) as work:
        put_many(work, Skill, rows(*many))
    with database.change(LABEL) as work:
        put_many(work, Skill, rows(*many, "One more"))
        bury_many(work, Skill, keys(*many))
    assert names(database) == ["One more"]
    database.undo()
    assert len(names(database)) == CHUNK + 10
