"""Bringing in a table of people in three steps: the file, what its columns are, what becomes of each row."""

from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from mentordesk.domain.participant import Role
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, ngettext, reader
from mentordesk.operations.exporting import save_table
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
from mentordesk.operations.progress import Progress
from mentordesk.ui.dialogs import INPUTS, choose_save, refuse
from mentordesk.ui.editors import Choice
from mentordesk.ui.import_columns import ColumnChooser
from mentordesk.ui.import_file import FileStep
from mentordesk.ui.import_result import ImportResult
from mentordesk.ui.page import Desk
from mentordesk.ui.tasks import Task
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, button, column, emptied, label, row
from mentordesk.ui.wizard import Step, Wizard

STEPS = 1000


class ImportWizard(Wizard):
    """Nothing is written before the last step; then all of it is one change, which can be stopped."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        self.desk = desk
        self.plan: ImportPlan | None = None
        self.columns: list[ColumnChooser] = []
        self._task: Task | None = None
        self._writing = False
        self.file = FileStep(desk)
        self.file.changed.connect(self._read)
        steps = (
            Step(_("Choose the table"), self.file, lambda: bool(self.file.sheets()), self._leave),
            Step(_("Say what its columns are"), self._columns_step(), entered=self._show_columns),
            Step(_("Look before it is written"), self._plan_step(), self._ready, entered=self._decide),
        )
        super().__init__(parent, _("Bring in people"), steps, _("Bring in"), self._apply)
        self.foot.insertWidget(0, self.bar, 1)
        desk.tasks.moved.connect(self._moved)
        desk.tasks.idle.connect(self._idle)

    def read(self, path: Path) -> None:
        """Take a file, guessing how it is written."""
        self.file.read(path)

    def sources(self) -> list[Source]:
        """The tables with what their columns were said to be."""
        return [Source(chooser.sheet, chooser.mapping()) for chooser in self.columns]

    def reject(self) -> None:
        """Stop what runs; while people are written, that is all, and what was written goes back."""
        self._leave()
        if not self._writing:
            super().reject()

    def _columns_step(self) -> QWidget:
        self.hint = label("", "quiet", wrap=True)
        self.role = Choice(())
        self.role.setAccessibleName(_("Role of rows without one"))
        self.role.setMinimumWidth(theme().px(200))
        role = row(label(_("Role of rows without one"), "quiet"), self.role, None)
        self._choosers = column()
        return boxed(column(self.hint, role, boxed(self._choosers), stretch=2))

    def _plan_step(self) -> QWidget:
        self.outcome = ImportResult()
        self.save = button(_("Save the report…"), "download", slot=self._save_report)
        self.outcome.head.addWidget(self.save)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        return self.outcome

    def _read(self) -> None:
        """The file was read anew, so its columns are other ones; Enter goes on, unless a field is at work."""
        self.columns, self.plan = [], None
        self.look()
        if self.next.isEnabled() and not isinstance(self.focusWidget(), INPUTS):
            self.next.setFocus()

    def _show_columns(self) -> None:
        self._leave()
        if self.columns:
            return
        sheets = self.file.sheets()
        with self.desk.database.read() as view:
            programme = programme_of(view)
            mappings = [suggested_mapping(view, sheet) for sheet in sheets]
        self.columns = [ColumnChooser(*pair) for pair in zip(sheets, mappings, strict=True)]
        emptied(self._choosers)
        for chooser in self.columns:
            self._choosers.addWidget(chooser, 1)
        self.hint.setText(
            _("Columns were recognised by their headings. Change what is wrong; it is remembered.")
        )
        self.role.offer([(None, _("Leave them out")), *((role, role_word(role, programme)) for role in Role)])

    def _decide(self) -> None:
        """Work out the plan away from the window; the step is ready when it is there."""
        self.plan = None
        self.outcome.wait()
        sources, cohort, today = self.sources(), self.desk.cohort, self.desk.today()
        role = self.role.value()

        def decide(progress: Progress) -> ImportPlan:
            with self.desk.database.read() as view:
                return plan_import(
                    view, sources, cohort=cohort, today=today, role_default=role, progress=progress
                )

        self._task = self.desk.tasks.run(decide, done=self._decided, label=_("Reading the table"))

    def _decided(self, plan: ImportPlan) -> None:
        if self._task is None or self._task.stopped.is_set():
            return
        self.plan = plan
        self.outcome.show_plan(plan)
        self.look()

    def _ready(self) -> bool:
        plan = self.plan
        if plan is None or self._writing:
            return False
        return bool(plan.count(Fate.NEW) + plan.count(Fate.UPDATED))

    def _apply(self) -> None:
        plan, table = self.plan, self.file.table
        if plan is None:
            return

        def write(progress: Progress) -> None:
            apply_import(self.desk.database, plan, table=table, progress=progress)

        self._writing = True
        self.look()
        self.back.setEnabled(False)
        self._task = self.desk.tasks.run(
            write, done=self._applied, refused=self._refused, label=_("Bringing in people")
        )

    def _refused(self, refusal: Refusal) -> None:
        refuse(self, refusal)

    def _applied(self, _done: object) -> None:
        plan, self._writing = self.plan, False
        n = plan.count(Fate.NEW) + plan.count(Fate.UPDATED) if plan else 0
        self.accept()
        words = ngettext("Brought in {n} person", "Brought in {n} people", n)
        self.desk.say(words.format(n=reader().number(n)))

    def _moved(self, share: float, words: str) -> None:
        self.bar.setRange(0, STEPS)
        self.bar.setValue(round(share * STEPS))
        self.bar.setAccessibleDescription(words)
        self.bar.show()

    def _idle(self) -> None:
        """Nothing runs any more: it came to its end, was refused, or was stopped."""
        self.bar.hide()
        self._writing = False
        self.back.setEnabled(True)
        self.look()

    def _leave(self) -> None:
        """Stop what this dialog has running."""
        if self._task:
            self._task.stopped.set()

    def _save_report(self) -> None:
        filters = _("Table (*.csv);;Workbook (*.xlsx)")
        path = choose_save(self, _("Save the report"), _("import-report.csv"), filters, "export")
        plan = self.plan
        if path and plan:
            self.desk.act(lambda: save_table(path, *report_table(plan)))


def bring_in_people(parent: QWidget, desk: Desk, table: Path | None = None) -> None:
    """Open the wizard, on a table where one is given; says so where there is no cohort to take them in."""
    if desk.cohort is None:
        desk.say(_("There is no cohort yet. Add one in Programme."), undoable=False)
        return
    wizard = ImportWizard(parent, desk)
    if table:
        wizard.read(table)
    wizard.open()
