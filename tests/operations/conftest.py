"""A fresh programme file, empty, with a cohort, or with people to pair."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.programme import make_programme
from mentordesk.storage.database import Database
from tests.operations.pairing_world import END, START, TODAY, World, make_world


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty file."""
    with Database.create(tmp_path / "Compass.mentordesk") as made:
        yield made


@pytest.fixture
def cohort(database: Database) -> bytes:
    """The key of a cohort in a programme of `database`."""
    return make_programme(database, name="Compass", cohort="Spring", starts_on=START, ends_on=END)


@pytest.fixture
def world(database: Database) -> World:
    """A small cohort in `database`."""
    return make_world(database)


@pytest.fixture
def pairing(database: Database, world: World) -> bytes:
    """The first mentor and mentee of `world`, a trial that began today."""
    return pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
