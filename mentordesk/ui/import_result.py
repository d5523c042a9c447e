"""What an import would do, in numbers and row by row."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mentordesk.i18n import N_, _, reader
from mentordesk.operations.importing import FATE_WORDS, Fate, ImportPlan, ImportReport
from mentordesk.ui.marks import Pill
from mentordesk.ui.table import Column, Table
from mentordesk.ui.widgets import chip, emptied, label

TONES = {
    Fate.NEW: ("good", "user-plus"),
    Fate.UPDATED: ("good", "pencil"),
    Fate.SAME: ("quiet", "equal"),
    Fate.MERGED: ("quiet", "git-merge"),
    Fate.REFUSED: ("late", "circle-x"),
}


class ImportResult(QWidget):
    """Counts, and the rows of the file with what becomes of each."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self._pills = QHBoxLayout()
        self.only = chip(_("Only rows with remarks"), slot=self._narrow)
        self.head.addLayout(self._pills)
        self.head.addStretch(1)
        self.head.addWidget(self.only)
        outer.addLayout(self.head)
        self.beside = label("", wrap=True)
        self.beside.hide()
        outer.addWidget(self.beside)
        columns = (
            Column("line", N_("Line"), lambda row: reader().number(row.line), 56, "number", sort=_place),
            Column("sheet", N_("Sheet"), lambda row: row.sheet, 96),
            Column(
                "fate",
                N_("What happens"),
                lambda row: _(FATE_WORDS[row.fate]),
                128,
                "pill",
                tone=lambda row: TONES[row.fate][0],
                icon=lambda row: TONES[row.fate][1],
            ),
            Column("name", N_("Name"), lambda row: row.name, 168),
            Column("why", N_("Remarks"), _remarks, 240, stretch=True, tooltip=_remarks),
        )
        self.table = Table(columns, key=_place, search=lambda row: row.name, name=_("Rows of the table"))
        outer.addWidget(self.table, 1)

    def wait(self) -> None:
        """Nothing is known yet."""
        emptied(self._pills)
        self.beside.hide()
        self._pills.addWidget(label(_("Reading the table…"), "quiet"))
        self.table.show_rows([])

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what a plan would do."""
        emptied(self._pills)
        for fate, (tone, icon) in TONES.items():
            n = plan.count(fate)
            if n:
                words = _("{what}: {n}").format(what=_(FATE_WORDS[fate]), n=reader().number(n))
                self._pills.addWidget(Pill(words, tone, icon))
        self.beside.setText(" ".join(plan.beside))
        self.beside.setVisible(bool(plan.beside))
        self.table.show_rows(plan.reports)

    def _narrow(self) -> None:
        self.table.set_keep((lambda row: bool(row.remarks)) if self.only.isChecked() else None)


def _place(report: ImportReport) -> tuple[str, int]:
    return report.sheet, report.line


def _remarks(report: ImportReport) -> str:
    return " ".join(report.remarks)
