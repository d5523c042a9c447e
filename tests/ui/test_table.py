"""Tables: what is shown, found, sorted, chosen, checked and read on."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.table_model import PAGE, TableModel
from mentordesk.ui.theme import the_app
from mentordesk.ui.widgets import EmptyState


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    age: int = 0


ROWS = (Row(1, "Zoë", 30), Row(2, "Ana", 9), Row(3, "Élodie", 100))
COLUMNS = (
    Column("name", "Name", lambda row: row.name, 200, "person", stretch=True),
    Column("age", "Age", lambda row: str(row.age), 60, "number", sort=lambda row: row.age),
    Column("state", "State", lambda _row: "late", 90, "pill", tone=lambda _row: "late"),
    Column("last", "Last", lambda _row: "today", 90, "date", align="end", tone=lambda _row: "late"),
    Column("two", "Two", lambda _row: "one\ntwo", 90, "two_line"),
    Column("dots", "Level", lambda _row: "3", 90, "dots"),
)


def widths(table: Table) -> list[int]:
    head = table.grid.horizontalHeader()
    return [head.sectionSize(at) for at in range(head.count())]


def test_a_column_stays_as_wide_as_it_was_drawn(qtbot: QtBot, table: Table) -> None:
    before = widths(table)
    head = table.grid.horizontalHeader()
    head.resizeSection(2, before[2] + 50)
    table.resize(900, 400)
    assert widths(table)[2] == before[2] + 50
    again = Table(COLUMNS, checks=True)
    qtbot.addWidget(again)
    again.resize(800, 400)
    again.show_rows(ROWS)
    again.show()
    assert widths(again)[2] == before[2] + 50
    assert sum(widths(again)) == sum(before)  # the one that grows gives way
    again.grid.horizontalHeader().sectionHandleDoubleClicked.emit(2)
    assert widths(again) == before


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(COLUMNS, checks=True, empty=EmptyState("users", "Nobody is here yet.", "Add person"))
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show_rows(ROWS)
    made.show()
    return made


def names(table: Table) -> list[str]:
    return [row.name for row in table.shown()]


def test_the_model_keeps_the_rules(qtbot: QtBot) -> None:
    model = TableModel(COLUMNS, lambda row: row.id, lambda row: row.name)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(ROWS)
    model.filter("an")
    model.filter("")
    model.sort_by(COLUMNS[1], descending=True)
    model.set_checked({1})
    model.show(())


def test_cells_speak_their_words(table: Table) -> None:
    index = table.model.index(0, 1)
    assert index.data() == "Zoë"
    assert table.model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert index.data(Qt.ItemDataRole.DecorationRole) is None


def test_filter_ignores_case_and_accents(table: Table) -> None:
    table.filter("ELO")
    assert names(table) == ["Élodie"]
    table.set_keep(lambda row: row.age < 50)
    assert names(table) == []
    table.filter("")
    assert names(table) == ["Zoë", "Ana"]


def test_sort_by_words_as_the_reader_does_and_by_numbers(table: Table) -> None:
    table.sort_by("name")
    assert names(table) == ["Ana", "Élodie", "Zoë"]
    table.sort_by("age", descending=True)
    assert names(table) == ["Élodie", "Zoë", "Ana"]


def test_the_choice_survives_new_rows_and_ends_with_its_row(table: Table) -> None:
    heard: list[Row | None] = []
    table.row_chosen.connect(heard.append)
    assert table.choose(2)
    table.show_rows((*ROWS, Row(4, "Bo")))
    assert table.chosen() == ROWS[1]
    table.filter("bo")
    assert table.chosen() is None
    assert heard[-1] is None
    assert not table.choose(99)


def test_rows_can_be_chosen_right_to_left(qtbot: QtBot) -> None:
    the_app().setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        table = Table((Column("name", "Name", lambda row: row.name, 60),))
        qtbot.addWidget(table)
        table.resize(500, 200)
        table.show_rows(ROWS)
        table.show()
        assert table.choose(3)
        assert table.chosen() == ROWS[2]
        table.grab()
    finally:
        the_app().setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_keys_open_check_and_find(qtbot: QtBot, table: Table) -> None:
    opened: list[Row] = []
    table.row_opened.connect(opened.append)
    table.choose(1)
    QTest.keyClick(table.grid, Qt.Key.Key_Return)
    QTest.keyClick(table.grid, Qt.Key.Key_Space)
    QTest.keyClicks(table.grid, "el")
    assert opened == [ROWS[0]]
    assert table.checked() == [ROWS[0]]
    assert table.chosen() == ROWS[2]


def test_the_bar_stands_for_the_checked_rows(table: Table) -> None:
    done: list[int] = []
    table.bar_actions([Action("Write", "mail", lambda: done.append(len(table.checked())))])
    assert table._bar.isHidden()
    table.set_checked({1, 3})
    assert not table._bar.isHidden()
    table._head_clicked(0)
    assert len(table.checked()) == 3
    table._head_clicked(0)
    assert table.checked() == []


def test_an_empty_table_offers_the_first_step(table: Table) -> None:
    table.show_rows(())
    assert table._stack.currentWidget() is table._empty
    table.show_rows(ROWS)
    table.filter("nobody like this")
    assert table._stack.currentWidget() is table._nothing


def test_every_kind_of_cell_is_drawn(table: Table) -> None:
    table.choose(1)
    shown = table.grid.grab().toImage()
    colours = {
        shown.pixelColor(x, y).name() for x in range(0, shown.width(), 3) for y in range(0, shown.height(), 3)
    }
    assert len(colours) > 8


class Million:
    """A source of a million rows that counts what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def count(self) -> int:
        return 1_000_000

    def page(self, after_key: object | None, n: int) -> Sequence[Row]:
        self.asked.append(after_key)
        start = int(str(after_key)) + 1 if after_key is not None else 0
        return [Row(at, str(at)) for at in range(start, start + n)]


def test_a_million_rows_are_read_by_key_as_one_scrolls(table: Table) -> None:
    source = Million()
    table.show_pages(source)
    first = len(table.model.rows)
    table.model.fetchMore(table.model.index(-1, -1))
    assert source.asked[:2] == [None, PAGE - 1]
    assert len(table.model.rows) == first + PAGE
    assert len(table.model.rows) < 5 * PAGE
