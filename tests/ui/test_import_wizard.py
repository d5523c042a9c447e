"""Bringing in a table by the wizard: file, columns, preview, and one step that undo takes back."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentordesk.domain.participant import Role
from mentordesk.operations import importing
from mentordesk.operations.import_fields import OWN
from mentordesk.operations.importing import Fate
from mentordesk.operations.person_rows import people
from mentordesk.storage.database import Database
from mentordesk.ui import import_file
from mentordesk.ui.editors import Choice
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


def read(wizard: ImportWizard, qtbot: QtBot, name: str | Path) -> None:
    wizard.read(FILES / name)
    ended(wizard, qtbot)


def ended(wizard: ImportWizard, qtbot: QtBot) -> None:
    """What the wizard had running is done."""
    qtbot.waitUntil(lambda: not wizard.desk.tasks.running)


def choose(choice: Choice, value: object) -> None:
    """As by hand."""
    choice.set_value(value)
    choice.edited.emit()


def to_the_plan(wizard: ImportWizard, qtbot: QtBot) -> None:
    wizard.next.click()
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.plan is not None)


def test_from_file_to_people_and_back(wizard: ImportWizard, database: Database, qtbot: QtBot) -> None:
    before = count(database)
    assert not wizard.next.isEnabled()
    read(wizard, qtbot, "form-export.csv")
    assert wizard.next.isEnabled()
    assert wizard.file.grid.rowCount() == 12
    to_the_plan(wizard, qtbot)
    assert len(wizard.outcome.table.shown()) == 49
    assert wizard.next.text() == "Bring in"
    wizard.next.click()
    qtbot.waitUntil(lambda: not wizard.isVisible())
    assert count(database) == before + 48
    database.undo()
    assert count(database) == before


def test_rows_left_out_are_shown_with_their_reason(wizard: ImportWizard, qtbot: QtBot) -> None:
    read(wizard, qtbot, "ragged.csv")
    to_the_plan(wizard, qtbot)
    wizard.outcome.only.click()
    assert [(row.line, row.fate) for row in wizard.outcome.table.shown()] == [
        (3, Fate.REFUSED),
        (4, Fate.NEW),
        (7, Fate.REFUSED),
        (8, Fate.REFUSED),
    ]


def test_columns_are_changed_and_remembered(wizard: ImportWizard, database: Database, qtbot: QtBot) -> None:
    read(wizard, qtbot, "ragged.csv")
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
    read(again, qtbot, "ragged.csv")
    again.next.click()
    assert again.columns[0].mapping()[3] == OWN
    assert again.columns[0].mapping()[4] == "interests"


def test_a_field_chosen_twice_leaves_the_first_column(wizard: ImportWizard, qtbot: QtBot) -> None:
    read(wizard, qtbot, "ragged.csv")
    wizard.next.click()
    (chooser,) = wizard.columns
    chooser.choose(3, "name")
    assert chooser.mapping()[3] == "name"
    assert 0 not in chooser.mapping()


def test_another_encoding_is_read_again(wizard: ImportWizard, qtbot: QtBot) -> None:
    read(wizard, qtbot, "people-cp1250.csv")
    table = wizard.file.table
    assert table is not None
    assert wizard.file.encoding.value() == "cp1250"
    assert table.book.sheets[0].rows[4].cells[0] == "Łukasz Źrebiec"
    other = next(one.name for one in table.encodings if one.name.startswith("iso"))
    choose(wizard.file.encoding, other)
    ended(wizard, qtbot)
    assert wizard.file.sheets()[0].rows[4].cells[0] != "Łukasz Źrebiec"


def test_what_is_no_table_is_said_beside_the_file(wizard: ImportWizard, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    read(wizard, qtbot, path)
    assert "broken.xlsx" in wizard.file.wrong.text()
    assert not wizard.next.isEnabled()


def test_a_workbook_shows_each_sheet(wizard: ImportWizard, qtbot: QtBot) -> None:
    read(wizard, qtbot, "people.xlsx")
    assert wizard.file.sheet_line.isVisible()
    wizard.next.click()
    assert [chooser.sheet.name for chooser in wizard.columns] == ["Mentors", "Mentees"]


def test_a_sheet_can_be_left_out(wizard: ImportWizard, qtbot: QtBot) -> None:
    read(wizard, qtbot, "people.xlsx")
    choose(wizard.file.sheet, 0)
    wizard.file.taken.click()
    ended(wizard, qtbot)
    assert [sheet.name for sheet in wizard.file.sheets()] == ["Mentees"]
    choose(wizard.file.sheet, 1)
    assert wizard.file.taken.isChecked()
    wizard.file.taken.click()
    ended(wizard, qtbot)
    assert not wizard.next.isEnabled()


def test_heading_row_and_delimiter_by_hand_with_what_they_lead_to(
    wizard: ImportWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Spring,intake,list\nName|E-mail,x,y\nAda|ada@example.org,1,2\n", "utf-8")
    read(wizard, qtbot, path)
    assert heads(wizard) == ["Spring", "intake", "list"]
    choose(wizard.file.heading, 2)
    ended(wizard, qtbot)
    assert heads(wizard) == ["Name|E-mail", "x", "y"]
    choose(wizard.file.delimiter, "|")
    ended(wizard, qtbot)
    assert heads(wizard) == ["Name", "E-mail,x,y"]
    first = wizard.file.grid.item(0, 0)
    assert first is not None
    assert first.text() == "Ada"


def heads(wizard: ImportWizard) -> list[str]:
    grid = wizard.file.grid
    items = [grid.horizontalHeaderItem(at) for at in range(grid.columnCount())]
    return [item.text() for item in items if item]


def test_how_a_file_was_read_is_remembered(
    wizard: ImportWizard, database: Database, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "march.csv"
    path.write_text("Intake,of,the spring\nName,E-mail,City\nAda,ada@example.org,Lund\n", "utf-8")
    read(wizard, qtbot, path)
    choose(wizard.file.heading, 2)
    ended(wizard, qtbot)
    wizard.next.click()
    wizard.role.set_value(Role.MENTOR)
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.plan is not None)
    wizard.next.click()
    qtbot.waitUntil(lambda: not wizard.isVisible())
    again = ImportWizard(None, wizard.desk)
    qtbot.addWidget(again)
    read(again, qtbot, path.rename(tmp_path / "april.csv"))
    assert heads(again) == ["Name", "E-mail", "City"]
    assert again.file.heading.value() == 2
    database.undo()
    read(again, qtbot, tmp_path / "april.csv")
    assert heads(again) == ["Intake", "of", "the spring"]


def test_stopping_while_it_is_written_takes_everything_back(
    wizard: ImportWizard, database: Database, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, reached, let = count(database), threading.Event(), threading.Event()

    def write_slowly(*_of: object) -> None:
        reached.set()
        let.wait(5)

    monkeypatch.setattr(importing, "write_words", write_slowly)
    read(wizard, qtbot, "form-export.csv")
    to_the_plan(wizard, qtbot)
    wizard.next.click()
    qtbot.waitUntil(reached.is_set)
    assert not wizard.next.isEnabled()
    wizard.cancel.click()
    let.set()
    ended(wizard, qtbot)
    assert wizard.isVisible()
    assert wizard.next.isEnabled()
    assert count(database) == before
    newest = database.undo_label()
    assert newest is not None
    assert newest.key == "sample.made"
    wizard.cancel.click()
    assert not wizard.isVisible()


def test_going_back_stops_the_reading(wizard: ImportWizard, qtbot: QtBot) -> None:
    read(wizard, qtbot, "form-export.csv")
    wizard.next.click()
    wizard.next.click()
    wizard.back.click()
    ended(wizard, qtbot)
    assert wizard.plan is None
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.plan is not None)


def test_after_a_table_is_chosen_enter_goes_on(
    wizard: ImportWizard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_file, "choose_file", lambda *_given: FILES / "form-export.csv")
    wizard.activateWindow()
    wizard.file.choose.setFocus()
    QTest.keyClick(wizard.file.choose, Qt.Key.Key_Space)
    ended(wizard, qtbot)
    assert wizard.focusWidget() is wizard.next
    QTest.keyClick(wizard.next, Qt.Key.Key_Return)
    assert wizard.at == 1


def test_reading_it_another_way_keeps_the_keyboard_there(wizard: ImportWizard, qtbot: QtBot) -> None:
    read(wizard, qtbot, "form-export.csv")
    box = wizard.file.encoding.focus_widget()
    box.setFocus()
    choose(wizard.file.encoding, wizard.file.encoding.value())
    ended(wizard, qtbot)
    assert wizard.focusWidget() is box


def test_without_a_cohort_nobody_is_brought_in(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk is not None
    window.desk.cohort = None
    window._take_in(FILES / "form-export.csv")
    assert not window.findChildren(ImportWizard)
    assert window.toast is not None
    assert "no cohort yet" in window.toast.words.text()
