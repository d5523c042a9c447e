"""Steps from older files: all of them or none, after a backup; and every format there was still opens."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.storage.catalogue import SCHEMA
from mentordesk.storage.connection import plain
from mentordesk.storage.database import Database
from mentordesk.storage.migrations import STEPS, upgrade
from mentordesk.storage.verify import shape_digest, strange_parts


@pytest.fixture
def path(tmp_path: Path, root: Path) -> Path:
    return Path(shutil.copy(root / "tests" / "files" / "schema_1.mentordesk", tmp_path / "old.mentordesk"))


def add_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE person ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")


def rename_all(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE person SET nickname = name")


def fail(connection: sqlite3.Connection) -> None:
    rename_all(connection)
    raise ZeroDivisionError


def break_a_reference(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE cohort SET programme_id = x'00'")


def test_every_step_has_a_file_to_start_from(root: Path) -> None:
    assert sorted(STEPS) == list(range(2, SCHEMA + 1))
    for number in range(1, SCHEMA + 1):
        assert (root / "tests" / "files" / f"schema_{number}.mentordesk").exists()


def test_the_digest_beside_the_program_is_that_of_a_new_file(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "new.mentordesk"
    Database.create(path).close()
    with closing(sqlite3.connect(path)) as connection:
        digest = shape_digest(connection)
        connection.execute("CREATE INDEX strange ON person(city)")
        assert strange_parts(connection) == ["strange"]
        assert shape_digest(connection) != digest
    kept = root / "resources" / "schema" / f"{SCHEMA}.sha256"
    assert kept.read_text("ascii").strip() == digest, "run python -m tests.make_schema_files"


@pytest.mark.parametrize("number", range(1, SCHEMA + 1))
def test_a_file_of_every_format_opens_whole(number: int, tmp_path: Path, root: Path) -> None:
    path = tmp_path / "old.mentordesk"
    shutil.copy(root / "tests" / "files" / f"schema_{number}.mentordesk", path)
    with Database.open(path) as database:
        with database.read() as view:
            assert sorted(view.scalars(select(Person.name))) == ["Łukasz Nowak", "سميرة حداد"]
        assert database.problems(deep=True) == []
        assert database.redo_label() is not None


def test_steps_are_taken_in_order_without_a_trace_in_the_journal(path: Path) -> None:
    with closing(plain(path)) as connection:
        edits = connection.execute("SELECT count(*) FROM journal_edit").fetchone()
        upgrade(connection, {**STEPS, SCHEMA + 1: add_column, SCHEMA + 2: rename_all}, SCHEMA + 2)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA + 2,)
        assert connection.execute("SELECT count(*) FROM person WHERE nickname <> name").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM journal_edit").fetchone() == edits
        assert connection.execute("SELECT current FROM journal_control").fetchone() == (None,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with closing(plain(path)) as connection, pytest.raises(ZeroDivisionError):
        upgrade(connection, {**STEPS, SCHEMA + 1: add_column, SCHEMA + 2: fail}, SCHEMA + 2)
    assert path.read_bytes() == before


def test_a_step_that_breaks_a_reference_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with closing(plain(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="cohort"):
        upgrade(connection, {**STEPS, SCHEMA + 1: break_a_reference}, SCHEMA + 1)
    assert path.read_bytes() == before
