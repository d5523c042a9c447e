"""Choosing the table to bring in and how to read it, with its first rows as they are read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, isolate
from mentordesk.interchange.delimited import DELIMITERS
from mentordesk.interchange.tables import Sheet
from mentordesk.operations.import_tables import Manner, TableFile, open_table, read_again
from mentordesk.ui.dialogs import choose_file
from mentordesk.ui.editors import Choice
from mentordesk.ui.page import Desk
from mentordesk.ui.plain_grid import PlainGrid
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, button, column, label, row

PREVIEW = 12
HEADING_CELLS = 4
SIGNS = {",": N_("Comma"), ";": N_("Semicolon"), "\t": N_("Tabulator"), "|": N_("Vertical line")}


class FileStep(QWidget):
    """A file, and what was guessed of it, each guess open to change; `changed` when it was read anew."""

    changed: ClassVar[Signal] = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.table: TableFile | None = None
        self._manner = Manner()
        self.choose = button(_("Choose a file…"), "file-spreadsheet", "primary", self._ask)
        self.named = label(_("CSV or XLSX, as it is."), "quiet", elide=True)
        self.wrong = label("", "late", wrap=True)
        self.encoding = _choice(_("Encoding"), self._encoding_chosen, 220)
        self.delimiter = _choice(_("Cells are divided by"), self._delimiter_chosen, 140)
        self.sheet = _choice(_("Sheet"), self._show_sheet, 220)
        self.taken = QCheckBox(_("Bring this sheet in"))
        self.taken.clicked.connect(self._sheet_taken)
        self.heading = _choice(_("The headings are in"), self._heading_chosen, 320)
        self.grid = PlainGrid(_("The first rows"))
        self._lay_out()

    def sheets(self) -> list[Sheet]:
        """What is to be brought in."""
        return self.table.sheets if self.table else []

    def read(self, path: Path) -> None:
        """Take a file, guessing how it is written, or as one like it was read before."""
        self.named.setText(isolate(path.name))

        def work() -> TableFile:
            with self.desk.database.read() as view:
                return open_table(view, path)

        self._run(work)

    def _lay_out(self) -> None:
        self.text_line = _line(_("Encoding"), self.encoding, _("Cells are divided by"), self.delimiter)
        self.sheet_line = _line(_("Sheet"), self.sheet, self.taken)
        self.heading_line = _line(_("The headings are in"), self.heading)
        hidden = (self.wrong, self.text_line, self.sheet_line, self.heading_line, self.grid)
        for widget in hidden:
            widget.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        top = row(self.choose, self.named, stretch=1)
        inner = column(top, *hidden, None)
        inner.setStretch(len(hidden), 20)  # the room is the table's once it is shown
        outer.addLayout(inner)

    def _ask(self) -> None:
        path = choose_file(self, _("Choose the table"), _("Tables (*.csv *.tsv *.txt *.xlsx)"), "import")
        if path:
            self.read(path)

    def _encoding_chosen(self) -> None:
        self._again(replace(self._manner, encoding=self.encoding.value()))

    def _delimiter_chosen(self) -> None:
        self._again(replace(self._manner, delimiter=self.delimiter.value()))

    def _heading_chosen(self) -> None:
        rows = {**self._manner.heading_rows, self.sheet.value(): self.heading.value()}
        self._again(replace(self._manner, heading_rows=rows))

    def _sheet_taken(self) -> None:
        sheet = self._sheet()
        if sheet:
            others = [name for name in self._manner.left_out if name != sheet.name]
            out = others if self.taken.isChecked() else [*others, sheet.name]
            self._again(replace(self._manner, left_out=tuple(out)))

    def _again(self, manner: Manner) -> None:
        table, self._manner = self.table, manner
        if table:
            self._run(lambda: read_again(table, manner))

    def _run(self, work: Callable[[], TableFile]) -> None:
        self.desk.tasks.run(work, label=_("Reading the table"), done=self._taken_in, refused=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        """The file stays chosen where only the manner does not fit it."""
        self.table = replace(self.table, manner=self._manner) if self.table else None
        self._say(str(refusal))
        self.grid.hide()
        self.changed.emit()

    def _taken_in(self, table: TableFile) -> None:
        self.table, self._manner = table, table.manner
        book, before = table.book, self.sheet.value()
        self._say("")
        self.encoding.offer([(one.name, one.label) for one in table.encodings])
        self.encoding.set_value(book.encoding)
        self.delimiter.offer([(sign, _(SIGNS[sign])) for sign in DELIMITERS])
        self.delimiter.set_value(book.delimiter)
        self.sheet.offer([(at, sheet.name) for at, sheet in enumerate(book.sheets)])
        self.sheet.set_value(before if before is not None and before < len(book.sheets) else 0)
        self.text_line.setVisible(bool(book.encoding))
        self.sheet_line.setVisible(len(book.sheets) > 1)
        self._show_sheet()
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _sheet(self) -> Sheet | None:
        at = self.sheet.value()
        return self.table.book.sheets[at] if self.table and at is not None else None

    def _show_sheet(self) -> None:
        sheet = self._sheet()
        for widget in (self.heading_line, self.grid):
            widget.setVisible(sheet is not None)
        if sheet:
            self.taken.setChecked(sheet.name not in self._manner.left_out)
            self.heading.offer([(line.line, _row_words(line.line, line.cells)) for line in sheet.top])
            self.heading.set_value(sheet.heading_line)
            self.grid.show_cells(sheet.headings, [line.cells for line in sheet.rows[:PREVIEW]])


def _row_words(line: int, cells: tuple[str, ...]) -> str:
    shown = [" ".join(cell.split()) for cell in cells if cell.strip()][:HEADING_CELLS]
    return _("Line {n}: {cells}").format(n=line, cells=isolate(" | ".join(shown)))


def _choice(name: str, slot: Callable[[], object], width: int) -> Choice:
    made = Choice(())
    made.setAccessibleName(name)
    made.setFixedWidth(theme().px(width))
    made.edited.connect(slot)
    return made


def _line(*parts: Any) -> QWidget:
    """Words before what they name, at the start of a line."""
    widgets = [label(part, "quiet") if isinstance(part, str) else part for part in parts]
    return boxed(row(*widgets, None))
