"""Cells of somebody else's table, only to be looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from mentordesk.ui.theme import theme

WIDE = 140
START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class PlainGrid(QTableWidget):
    """Headings and a few rows as they stand in the file."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(28))
        self.horizontalHeader().setDefaultSectionSize(theme().px(WIDE))
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setDefaultAlignment(START)
        self.setMinimumHeight(theme().px(280))

    def show_cells(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other cells."""
        self.clear()
        self.setColumnCount(len(headings))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([heading or "–" for heading in headings])
        for at, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                item = QTableWidgetItem(" ".join(cell.split()))
                item.setToolTip(cell)
                self.setItem(at, place, item)
