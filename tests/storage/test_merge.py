"""Bringing in a copy: one example of each thing that a merge promises."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.domain.entity import derived_key
from mentordesk.domain.person import Person, Skill, skill_key
from mentordesk.storage import merge
from mentordesk.storage.clock import Clock, wall_ms
from mentordesk.storage.conflicts import Conflict, Way, open_conflicts, settle
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.storage.merge_plan import Fate
from mentordesk.storage.merge_refusals import FarAhead, OtherProgramme, SameFile
from tests.storage.world import everything, state

LABEL = Label.of("test")


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Database]:
    with Database.create(
        tmp_path / "ours.mentordesk", Desk("Noor", backups=tmp_path / "backups")
    ) as database:
        add(database, "Amira")
        yield database


@pytest.fixture
def theirs(ours: Database, tmp_path: Path) -> Iterator[Database]:
    ours.save_copy(tmp_path / "theirs.mentordesk")
    with Database.open(tmp_path / "theirs.mentordesk", Desk("Ben")) as database:
        yield database


def add(database: Database, name: str) -> bytes:
    with database.change(LABEL) as work:
        key = work.new_key()
        work.add(Person(id=key, name=name))
    return key


def amira(database: Database, **values: str) -> None:
    with database.change(LABEL) as work:
        person = work.scalars(select(Person).where(Person.name == "Amira")).one()
        for name, value in values.items():
            setattr(person, name, value)


def bury(database: Database) -> None:
    with database.change(LABEL) as work:
        work.bury(work.scalars(select(Person)).first() or Person(id=b"", name=""))


def person(database: Database) -> Person:
    with database.read() as view:
        return view.scalars(select(Person).order_by(Person.id)).first() or Person(id=b"", name="")


def waiting(database: Database) -> list[Conflict]:
    with database.read() as view:
        return open_conflicts(view)


def test_a_plan_tells_and_changes_nothing(ours: Database, theirs: Database) -> None:
    amira(ours, city="Rome")
    amira(theirs, city="Oslo", bio="Hello")
    new = add(theirs, "Chen")
    before = everything(ours)
    with Database.open(ours.path, readonly=True) as reader:
        plan = merge.plan(reader, theirs.path)
    assert everything(ours) == before
    assert {(row.fate, row.subject and row.subject.names) for row in plan.rows} == {
        (Fate.NEW, ("Chen",)),
        (Fate.CHANGED, ("Amira",)),
    }
    assert plan.by_table() == {"person": {Fate.NEW: 1, Fate.CHANGED: 1}}
    assert [change.actor for change in plan.changes] == ["Ben", "Ben"]
    ((conflict, _subject),) = plan.conflicts
    assert (conflict.mine.value, conflict.theirs.value, conflict.base) == ("Rome", "Oslo", "")
    merge.apply(ours, theirs.path)
    with ours.read() as view:
        assert view.get_one(Person, new).name == "Chen"


def test_both_sides_keep_what_they_wrote_and_exchange_comes_to_the_same(
    ours: Database, theirs: Database
) -> None:
    amira(ours, city="Rome")
    amira(theirs, bio="Hello")
    merged = merge.apply(ours, theirs.path)
    assert (merged.changes, merged.rows, merged.conflicts) == (1, 1, 0)
    assert merged.backup is not None
    merge.apply(theirs, ours.path)
    for database in (ours, theirs):
        assert (person(database).city, person(database).bio) == ("Rome", "Hello")
        assert database.problems(deep=True) == []
    assert state(ours) == state(theirs)


def test_nothing_new_leaves_no_trace(ours: Database, theirs: Database) -> None:
    before = everything(ours)
    assert merge.apply(ours, theirs.path).change is None
    assert everything(ours) == before
    assert merge.plan(ours, theirs.path).nothing


def test_undo_takes_back_what_came_and_redo_brings_it_again(ours: Database, theirs: Database) -> None:
    amira(ours, city="Rome")
    amira(theirs, city="Oslo", bio="Hello")
    add(theirs, "Chen")
    before = state(ours)
    merge.apply(ours, theirs.path)
    after = state(ours)
    assert len(waiting(ours)) == 1
    assert ours.undo() == Label.of("merge.done", n=2)
    assert state(ours) == before
    assert waiting(ours) == []
    ours.redo()
    assert state(ours) == after
    assert len(waiting(ours)) == 1


@pytest.mark.parametrize(
    ("way", "city"),
    [(Way.MINE, "Rome"), (Way.THEIRS, "Oslo"), (Way.NEWEST, "Oslo"), (Way.BOTH, "Rome\nOslo")],
)
def test_a_conflict_is_settled_in_each_way_and_undo_opens_it(
    ours: Database, theirs: Database, way: Way, city: str
) -> None:
    amira(ours, city="Rome")
    amira(theirs, city="Oslo")
    merge.apply(ours, theirs.path)
    (conflict,) = waiting(ours)
    settle(ours, [(conflict, way)])
    assert person(ours).city == city
    assert waiting(ours) == []
    merge.apply(theirs, ours.path)
    assert person(theirs).city == city
    assert waiting(theirs) == []
    ours.undo()
    assert waiting(ours) == [conflict]


def test_a_preference_settles_at_once_and_goes_with_the_merge(ours: Database, theirs: Database) -> None:
    amira(ours, city="Rome")
    amira(theirs, city="Oslo")
    assert merge.apply(ours, theirs.path, prefer=Way.MINE).settled == 1
    assert person(ours).city == "Rome"
    assert waiting(ours) == []
    ours.undo()
    assert person(ours).city == "Rome"


def test_what_is_written_later_revives_and_what_was_written_before_waits(
    ours: Database, theirs: Database
) -> None:
    bury(ours)
    amira(theirs, bio="Still here")
    merge.apply(ours, theirs.path)
    assert person(ours).bio == "Still here"
    bury(theirs)
    amira(ours, bio="Here")
    bury(theirs) if person(theirs).name else None
    assert waiting(ours) == []


def test_an_earlier_edit_of_what_was_deleted_later_waits(ours: Database, theirs: Database) -> None:
    amira(theirs, bio="Still here")
    bury(ours)
    merge.apply(ours, theirs.path)
    (conflict,) = waiting(ours)
    assert (conflict.cell.column, conflict.mine.value, conflict.theirs.value) == ("deleted", 1, 0)
    settle(ours, [(conflict, Way.THEIRS)])
    assert person(ours).bio == "Still here"


def test_a_row_that_both_make_is_one(ours: Database, theirs: Database) -> None:
    key = derived_key("skill", "python")
    for database in (ours, theirs):
        with database.change(LABEL) as work:
            work.put(Skill(id=key, name="Python"))
    merge.apply(ours, theirs.path)
    with ours.read() as view:
        assert view.scalars(select(Skill.name)).all() == ["Python"]
    assert waiting(ours) == []
    assert ours.problems(deep=True) == []


def test_another_programme_is_refused_and_an_empty_file_adopts(ours: Database, tmp_path: Path) -> None:
    with Database.create(tmp_path / "empty.mentordesk") as empty:
        assert merge.plan(empty, ours.path).adopts
        merge.apply(empty, ours.path)
        assert state(empty) == state(ours)
    with Database.create(tmp_path / "other.mentordesk") as other:
        add(other, "Somebody")
    before = everything(ours)
    with pytest.raises(OtherProgramme, match=r"other\.mentordesk"):
        merge.apply(ours, tmp_path / "other.mentordesk")
    with pytest.raises(SameFile, match=r"ours\.mentordesk"):
        merge.plan(ours, ours.path)
    assert everything(ours) == before


def test_changes_from_the_future_are_asked_about(ours: Database, tmp_path: Path) -> None:
    ours.save_copy(tmp_path / "ahead.mentordesk")
    with Database.open(
        tmp_path / "ahead.mentordesk", clock=Clock(lambda: wall_ms() + 3 * 86_400_000)
    ) as ahead:
        amira(ahead, city="Oslo")
    assert merge.plan(ours, tmp_path / "ahead.mentordesk").ahead is not None
    with pytest.raises(FarAhead, match="a clock was wrong"):
        merge.apply(ours, tmp_path / "ahead.mentordesk")
    assert person(ours).city == ""
    merge.apply(ours, tmp_path / "ahead.mentordesk", allow_ahead=True)
    assert person(ours).city == "Oslo"


def test_a_copy_of_an_older_format_comes_in_and_stays_as_it_was(tmp_path: Path, root: Path) -> None:
    old = root / "tests" / "files" / "schema_1.mentordesk"
    before = old.read_bytes()
    with Database.create(tmp_path / "new.mentordesk") as database:
        merge.apply(database, old)
        assert database.problems(deep=True) == []
        with database.read() as view:
            assert len(view.scalars(select(Person.name)).all()) == 2
    assert old.read_bytes() == before


def test_a_broken_reference_is_refused_and_nothing_comes(ours: Database, theirs: Database) -> None:
    raw = sqlite3.connect(theirs.path)
    raw.create_function("packed_cell", 2, lambda _data, _column: None)
    raw.execute("UPDATE journal_control SET current = -1")
    raw.execute("UPDATE journal_change SET actor = 'Mallory'")
    raw.commit()
    raw.close()
    before = everything(ours)
    with pytest.raises(Exception, match=r"theirs\.mentordesk"):
        merge.apply(ours, theirs.path)
    assert everything(ours) == before


def test_two_spellings_of_one_skill_are_nothing_to_decide(ours: Database, theirs: Database) -> None:
    for database, name in ((ours, "Public speaking"), (theirs, "PUBLIC  Speaking")):
        with database.change(LABEL) as work:
            work.put(Skill(id=skill_key(name), name=name))
    merge.apply(ours, theirs.path)
    merge.apply(theirs, ours.path)
    assert waiting(ours) == waiting(theirs) == []
    assert state(ours) == state(theirs)
    with ours.read() as view:
        assert view.scalars(select(Skill.name)).all() == ["PUBLIC  Speaking"]
