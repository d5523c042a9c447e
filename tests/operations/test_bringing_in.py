"""What a copy would bring: what is removed is said as that, and what was taken back is remembered."""

from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.domain.goal import Goal
from mentordesk.domain.pairing import Pairing
from mentordesk.domain.person import Person
from mentordesk.operations.bringing_in import Line, NothingNew, TakenBack, bring_in, look_at
from mentordesk.operations.bulk import bury_many
from mentordesk.operations.goals import add_goal
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.people import remove_people
from mentordesk.operations.sharing import share
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.storage.merge_plan import Fate
from tests.operations.pairing_world import TODAY, World

LABEL = Label.of("test")
NOOR = Desk("Noor", "noor")


@pytest.fixture
def copy(database: Database, world: World, tmp_path: Path) -> Path:
    """A copy of a world with two pairings, one of them with two goals."""
    for mentee in world.mentees[:2]:
        pairing = pair_by_hand(database, mentor=world.mentors[0], mentee=mentee, today=TODAY)
    for title in ("Speak up", "Write"):
        add_goal(database, pairing=pairing, title=title)
    return share(database, out=tmp_path / "copy")


def lines(database: Database, copy: Path) -> dict[tuple[str, ...], Line]:
    return {line.names: line for line in look_at(database, copy).lines}


def test_what_is_removed_is_named_and_said_as_that(database: Database, copy: Path) -> None:
    with Database.open(copy, NOOR) as theirs:
        with theirs.read() as view:
            first = view.scalars(select(Pairing.id).order_by(Pairing.id)).first()
            goal = view.scalars(select(Goal.id)).first()
            full = view.scalars(select(Person.id).where(Person.name == "Full House")).one()
        assert first is not None
        assert goal is not None
        with theirs.change(LABEL) as work:
            bury_many(work, Pairing, [first])
            bury_many(work, Goal, [goal])
        remove_people(theirs, people=[full])
    found = lines(database, copy)
    gone, less = found["Tamar Levi", "Zofia Wiśniewska"], found["Tamar Levi", "سميرة النجار"]
    assert (gone.fate, gone.words) == (Fate.DELETED, "is removed")
    assert (less.fate, less.words) == (Fate.CHANGED, "1 entry removed")
    person = found["Full House",]
    assert (person.fate, person.words) == (Fate.DELETED, "is removed with 1 entry")


def test_a_merge_that_was_taken_back_is_remembered(database: Database, copy: Path) -> None:
    with pytest.raises(NothingNew) as nothing:
        look_at(database, copy)
    assert not isinstance(nothing.value, TakenBack)
    with Database.open(copy, NOOR) as theirs, theirs.change(LABEL) as work:
        work.add(Person(id=work.new_key(), name="Ada Park"))
    bring_in(database, look_at(database, copy))
    with pytest.raises(NothingNew, match="not here already"):
        look_at(database, copy)
    database.undo()
    with pytest.raises(TakenBack, match=r"taken back.*Do again"):
        look_at(database, copy)
    database.redo()
    with pytest.raises(NothingNew, match="not here already"):
        look_at(database, copy)
    with database.read() as view:
        assert "Ada Park" in list(view.scalars(select(Person.name)))
