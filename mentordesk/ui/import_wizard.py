"""Bringing in a table of people in three steps: the file, what its columns are, what becomes of each row."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mentordesk.domain.participant import Role
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.interchange.encodings import encodings_for
from mentordesk.interchange.tables import Sheet, Workbook
from mentordesk.operations.exporting import save_table
from mentordesk.operations.import_tables import read_book
from mentordesk.operations.importing import (
    Fate,
    ImportPlan,
    Source,
    apply_import,
    plan_import,
    report_table,
    suggested_mapping,
)
from mentordesk.operations.person_words import role_word
from mentordesk.operations.programme import programme_of
from mentordesk.ui.dialogs import choose_file, choose_save
from mentordesk.ui.editors import Choice
from mentordesk.ui.import_columns import ColumnChooser
from mentordesk.ui.import_result import ImportResult
from mentordesk.ui.page import Desk
from mentordesk.ui.plain_grid import PlainGrid
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, button, column, label, row
from mentordesk.ui.wizard import Step, Wizard

PREVIEW = 12


class ImportWizard(Wizard):
    """Nothing is written before the last step; then all of it is one change."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        self.desk = desk
        self.path: Path | None = None
        self.book = Workbook(())
        self.plan: ImportPlan | None = None
        self.columns: list[ColumnChooser] = []
        steps = (
            Step(_("Choose the table"), self._file_step(), lambda: bool(self._sheets())),
            Step(_("Say what its columns are"), self._columns_step(), entered=self._show_columns),
            Step(_("Look before it is written"), self._plan_step(), self._ready, entered=self._decide),
        )
        super().__init__(parent, _("Bring in people"), steps, _("Bring in"), self._apply)

    def read(self, path: Path) -> None:
        """Take a file, guessing how it is written."""
        self.path = path
        self._take(read_book(path))
        if self.book.encoding:
            found = encodings_for(path.read_bytes())
            self.encoding.offer([(one.name, one.label) for one in found])
            self.encoding.set_value(self.book.encoding)

    def sources(self) -> list[Source]:
        """The tables with what their columns were said to be."""
        return [Source(chooser.sheet, chooser.mapping()) for chooser in self.columns]

    def _file_step(self) -> QWidget:
        self.choose = button(_("Choose a file…"), "file-spreadsheet", "primary", self._ask)
        self.named = label(_("CSV or XLSX, as it is."), "quiet", elide=True)
        self.wrong = label("", "late", wrap=True)
        self.encoding = Choice(())
        self.encoding.setAccessibleName(_("Encoding"))
        self.encoding.setMinimumWidth(theme().px(280))
        self.encoding.edited.connect(self._read_again)
        self.sheet = Choice(())
        self.sheet.setAccessibleName(_("Sheet"))
        self.sheet.edited.connect(self._preview)
        self.reading = boxed(row(label(_("Encoding"), "quiet"), self.encoding, None))
        self.sheets = boxed(row(label(_("Sheet"), "quiet"), self.sheet, None))
        self.grid = PlainGrid(_("The first rows"))
        for hidden in (self.wrong, self.reading, self.sheets, self.grid):
            hidden.hide()
        top = row(self.choose, self.named, stretch=1)
        return boxed(column(top, self.wrong, self.reading, self.sheets, self.grid, None, stretch=4))

    def _columns_step(self) -> QWidget:
        self.hint = label("", "quiet", wrap=True)
        self.role = Choice(())
        self.role.setAccessibleName(_("Role of rows without one"))
        self.role.setMinimumWidth(theme().px(200))
        self.role_line = boxed(row(label(_("Role of rows without one"), "quiet"), self.role, None))
        self._choosers = column()
        return boxed(column(self.hint, self.role_line, boxed(self._choosers), stretch=2))

    def _plan_step(self) -> QWidget:
        self.outcome = ImportResult()
        self.save = button(_("Save the report…"), "download", slot=self._save_report)
        self.outcome.head.addWidget(self.save)
        return self.outcome

    def _ask(self) -> None:
        filters = _("Tables (*.csv *.tsv *.txt *.xlsx)")
        path = choose_file(self, _("Choose the table"), filters, "import")
        if path:
            self._attempt(lambda: self.read(path))

    def _read_again(self) -> None:
        path = self.path
        if path:
            self._attempt(lambda: self._take(read_book(path, encoding=self.encoding.value())))

    def _attempt(self, read: Callable[[], object]) -> None:
        """Read, or say why that cannot be done."""
        try:
            read()
            words = ""
        except Refusal as refusal:
            self.book, words = Workbook(()), str(refusal)
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self._show_file()

    def _take(self, book: Workbook) -> None:
        self.book, self.columns, self.plan = book, [], None
        self.sheet.offer([(at, sheet.name) for at, sheet in enumerate(book.sheets)])
        self.sheet.set_value(0)
        self._show_file()

    def _show_file(self) -> None:
        self.named.setText(isolate(self.path.name) if self.path else "")
        self.reading.setVisible(bool(self.book.encoding))
        self.sheets.setVisible(len(self.book.sheets) > 1)
        self._preview()
        self.look()

    def _preview(self) -> None:
        at = self.sheet.value()
        sheet = self.book.sheets[at] if self.book.sheets and at is not None else None
        self.grid.setVisible(sheet is not None)
        if sheet:
            self.grid.show_cells(sheet.headings, [line.cells for line in sheet.rows[:PREVIEW]])

    def _sheets(self) -> list[Sheet]:
        return [sheet for sheet in self.book.sheets if sheet.rows]

    def _show_columns(self) -> None:
        if self.columns:
            return
        with self.desk.database.read() as view:
            programme = programme_of(view)
            mappings = [suggested_mapping(view, sheet) for sheet in self._sheets()]
        self.columns = [ColumnChooser(*pair) for pair in zip(self._sheets(), mappings, strict=True)]
        while item := self._choosers.takeAt(0):
            widget = item.widget()
            if widget:
                widget.deleteLater()
        for chooser in self.columns:
            self._choosers.addWidget(chooser, 1)
        self.hint.setText(
            _("Columns were recognised by their headings. Change what is wrong; it is remembered.")
        )
        self.role.offer([(None, _("Leave them out")), *((role, role_word(role, programme)) for role in Role)])
        self.role_line.setVisible(self.desk.cohort is not None)

    def _decide(self) -> None:
        """Work out the plan away from the window; the step is ready when it is there."""
        self.plan = None
        self.outcome.wait()
        sources, cohort, today = self.sources(), self.desk.cohort, self.desk.today()
        role = self.role.value()

        def decide() -> ImportPlan:
            with self.desk.database.read() as view:
                return plan_import(view, sources, cohort=cohort, today=today, role_default=role)

        self.desk.do(decide, done=self._decided, label=_("Reading the table"))

    def _decided(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.outcome.show_plan(plan)
        self.look()

    def _ready(self) -> bool:
        return self.plan is not None and bool(self.plan.count(Fate.NEW) + self.plan.count(Fate.UPDATED))

    def _apply(self) -> None:
        plan = self.plan
        if plan is None:
            return
        self.next.setEnabled(False)
        self.setCursor(Qt.CursorShape.BusyCursor)
        self.desk.do(
            lambda: apply_import(self.desk.database, plan), done=self._applied, label=_("Bringing in people")
        )

    def _applied(self, _done: object) -> None:
        plan = self.plan
        n = plan.count(Fate.NEW) + plan.count(Fate.UPDATED) if plan else 0
        self.accept()
        words = ngettext("Brought in {n} person", "Brought in {n} people", n)
        self.desk.say(words.format(n=reader().number(n)))

    def _save_report(self) -> None:
        filters = _("Table (*.csv);;Workbook (*.xlsx)")
        path = choose_save(self, _("Save the report"), _("import-report.csv"), filters, "export")
        plan = self.plan
        if path and plan:
            self.desk.act(lambda: save_table(path, *report_table(plan)))
