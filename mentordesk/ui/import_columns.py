"""What each column of a table is: a line a column, with what stands in it and a choice of fields."""

from collections.abc import Mapping
from itertools import islice

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from mentordesk.i18n import _
from mentordesk.interchange.tables import Sheet
from mentordesk.operations.import_fields import IMPORT_FIELDS, OWN
from mentordesk.ui.editors import Choice
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import label, scrolled

EXAMPLES = 3


class ColumnChooser(QFrame):
    """The columns of one sheet; a field that is taken twice leaves the first column."""

    def __init__(self, sheet: Sheet, mapping: Mapping[int, str]) -> None:
        super().__init__()
        self.sheet = sheet
        self.setProperty("card", True)
        self.choices: dict[int, Choice] = {}
        outer = QVBoxLayout(self)
        outer.addWidget(label(sheet.name, "strong", elide=True))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, theme().px(8), 0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        for at, heading in enumerate(sheet.headings):
            self._add(grid, at, heading, mapping.get(at))
        grid.setRowStretch(len(sheet.headings), 1)
        outer.addWidget(scrolled(inner), 1)

    def mapping(self) -> dict[int, str]:
        """Column number to field; columns that are left out are not in it."""
        return {at: choice.value() for at, choice in self.choices.items() if choice.value()}

    def choose(self, at: int, field: str | None) -> None:
        """Say what a column is, as by hand."""
        self.choices[at].set_value(field)
        self._taken(at)

    def _add(self, grid: QGridLayout, at: int, heading: str, field: str | None) -> None:
        named = heading or _("Column {n}").format(n=at + 1)
        filled = (" ".join(line.cells[at].split()) for line in self.sheet.rows if line.cells[at].strip())
        cells = list(islice(filled, EXAMPLES))
        choice = Choice(_fields())
        choice.set_value(field)
        choice.focus_widget().setAccessibleName(named)
        choice.edited.connect(lambda: self._taken(at))
        self.choices[at] = choice
        grid.addWidget(label(named, elide=True), at, 0)
        grid.addWidget(label("  |  ".join(cells), "quiet", elide=True), at, 1)
        grid.addWidget(choice, at, 2)

    def _taken(self, at: int) -> None:
        field = self.choices[at].value()
        for other, choice in self.choices.items():
            if other != at and field and field != OWN and choice.value() == field:
                choice.set_value(None)


def _fields() -> list[tuple[str | None, str]]:
    return [
        (None, _("Leave out")),
        (OWN, _("Keep as a field of our own")),
        *((field.key, _(field.title)) for field in IMPORT_FIELDS),
    ]
