"""A fresh programme file with one cohort, and what is in a file, to compare before and after."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from mentordesk.domain.entity import Entity
from mentordesk.operations.programme import make_programme
from mentordesk.storage.database import Database

TODAY = date(2026, 3, 20)
START, END = date(2026, 1, 5), date(2026, 7, 10)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty file."""
    with Database.create(tmp_path / "Compass.mentordesk") as made:
        yield made


@pytest.fixture
def cohort(database: Database) -> bytes:
    """The key of a cohort in a programme of `database`."""
    return make_programme(database, name="Compass", cohort="Spring", starts_on=START, ends_on=END)


def state(database: Database) -> dict[str, dict[bytes, Any]]:
    """Every living row of every table, by key."""
    with database.read() as view:
        return {
            table.name: {
                row.id: tuple(row)
                for row in view.execute(text(f"SELECT * FROM {table.name} WHERE deleted = 0"))
            }
            for table in Entity.metadata.sorted_tables
        }
