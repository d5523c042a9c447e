"""Every table and column has a word, and every value of the sample can be said."""

from datetime import date
from pathlib import Path

from sqlalchemy import text

from mentordesk.operations.field_words import COLUMNS, TABLES, column_word, value_word
from mentordesk.operations.sample import make_sample
from mentordesk.storage.catalogue import by_name, kept
from mentordesk.storage.database import Database
from mentordesk.storage.packing import Value


def test_every_table_and_column_has_its_word_and_no_other() -> None:
    assert set(TABLES) == set(by_name())
    assert set(COLUMNS) == {column for table in kept() for column in table.columns} | {"deleted", "id"}


def test_every_value_can_be_said(tmp_path: Path) -> None:
    with Database.create(tmp_path / "sample.mentordesk") as database:
        make_sample(database, today=date(2026, 3, 17))
        with database.read() as view:
            for table in kept():
                for row in view.execute(text(f"SELECT * FROM {table.name} LIMIT 40")).mappings():
                    for column in table.columns:
                        assert value_word(view, table.name, column, row[column])


def test_words_of_a_few_values(tmp_path: Path) -> None:
    with Database.create(tmp_path / "Compass.mentordesk") as database, database.read() as view:
        said: dict[tuple[str, str, Value], str] = {
            ("person", "country", "FR"): "France",
            ("person", "week", bytes(20) + b"\x07"): "3 h a week",
            ("participant", "paused_until", "2026-05-01"): "1 May 2026",
            ("participant", "status", "waiting"): "Waiting",
            ("participant", "trained", 1): "yes",
            ("person", "manager_id", bytes(16)): "somebody erased",
            ("person", "city", ""): "–",
        }
        assert {key: value_word(view, *key) for key in said} == said
    assert column_word("deleted") == "Removed"
