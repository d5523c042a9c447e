"""Bringing in a table by the wizard: file, columns, preview, and one step that undo takes back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mentordesk.operations.import_fields import OWN
from mentordesk.operations.importing import Fate
from mentordesk.operations.person_rows import people
from mentordesk.storage.database import Database
from mentordesk.ui.import_wizard import ImportWizard
from mentordesk.ui.main_window import MainWindow
from tests.ui.conftest import TODAY

FILES = Path(__file__).parents[1] / "files"


@pytest.fixture
def wizard(window: MainWindow) -> ImportWizard:
    window.go("people")
    assert window.desk is not None
    made = ImportWizard(window.page("people"), window.desk)
    made.show()
    return made


def count(database: Database) -> int:
    with database.read() as view:
        return len(people(view, cohort=None, today=TODAY))


def to_the_plan(wizard: ImportWizard, qtbot: QtBot) -> None:
    wizard.next.click()
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.plan is not None)


def test_from_file_to_people_and_back(wizard: ImportWizard, database: Database, qtbot: QtBot) -> None:
    before = count(database)
    assert not wizard.next.isEnabled()
    wizard.read(FILES / "form-export.csv")
    assert wizard.next.isEnabled()
    assert wizard.grid.rowCount() == 12
    to_the_plan(wizard, qtbot)
    assert len(wizard.outcome.table.shown()) == 49
    assert wizard.next.text() == "Bring in"
    wizard.next.click()
    qtbot.waitUntil(lambda: not wizard.isVisible())
    assert count(database) == before + 48
    database.undo()
    assert count(database) == before


def test_rows_left_out_are_shown_with_their_reason(wizard: ImportWizard, qtbot: QtBot) -> None:
    wizard.read(FILES / "ragged.csv")
    to_the_plan(wizard, qtbot)
    wizard.outcome.only.click()
    assert [(row.line, row.fate) for row in wizard.outcome.table.shown()] == [
        (3, Fate.REFUSED),
        (4, Fate.NEW),
        (7, Fate.REFUSED),
        (8, Fate.REFUSED),
    ]


def test_columns_are_changed_and_remembered(wizard: ImportWizard, database: Database, qtbot: QtBot) -> None:
    wizard.read(FILES / "ragged.csv")
    wizard.next.click()
    (chooser,) = wizard.columns
    assert chooser.mapping()[3] == "background"
    chooser.choose(3, OWN)
    chooser.choose(4, "interests")
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.plan is not None)
    wizard.next.click()
    qtbot.waitUntil(lambda: not wizard.isVisible())
    again = ImportWizard(None, wizard.desk)
    qtbot.addWidget(again)
    again.read(FILES / "ragged.csv")
    again.next.click()
    assert again.columns[0].mapping()[3] == OWN
    assert again.columns[0].mapping()[4] == "interests"


def test_a_field_chosen_twice_leaves_the_first_column(wizard: ImportWizard) -> None:
    wizard.read(FILES / "ragged.csv")
    wizard.next.click()
    (chooser,) = wizard.columns
    chooser.choose(3, "name")
    assert chooser.mapping()[3] == "name"
    assert 0 not in chooser.mapping()


def test_another_encoding_is_read_again(wizard: ImportWizard) -> None:
    wizard.read(FILES / "people-cp1250.csv")
    assert wizard.encoding.value() == "cp1250"
    assert wizard.book.sheets[0].rows[4].cells[0] == "Łukasz Źrebiec"
    other = next(name for name in wizard.encoding._values if name.startswith("iso"))
    wizard.encoding.set_value(other)
    wizard.encoding.edited.emit()
    assert wizard.book.sheets[0].rows[4].cells[0] != "Łukasz Źrebiec"


def test_what_is_no_table_is_said_beside_the_file(wizard: ImportWizard, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    wizard._attempt(lambda: wizard.read(path))
    assert "broken.xlsx" in wizard.wrong.text()
    assert not wizard.next.isEnabled()


def test_a_workbook_shows_each_sheet(wizard: ImportWizard) -> None:
    wizard.read(FILES / "people.xlsx")
    assert wizard.sheets.isVisible()
    wizard.next.click()
    assert [chooser.sheet.name for chooser in wizard.columns] == ["Mentors", "Mentees"]
