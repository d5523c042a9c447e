"""P5: the table over 1,000,000 sessions: repainting, and resetting with painting.

The floor is a plain QTableView of the same size whose `data()` returns nothing.

    python benchmarks/session_table.py [--quick]
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

if not os.environ.get("DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from _measure import Figure, medians, quick, tell
from make_big import big
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from mentordesk.operations.session_list import SessionFilter, SessionRow, count_sessions, sessions
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import apply_theme, make_application

LIMIT = 8.0
ROOT = QModelIndex()
COLUMNS = (
    Column("day", "Day", lambda row: row.day.isoformat(), width=110),
    Column("mentor", "Mentor", lambda row: row.mentor.name, width=200),
    Column("mentee", "Mentee", lambda row: row.mentee.name, width=200),
    Column("minutes", "Minutes", lambda row: str(row.minutes), width=90, kind="number"),
    Column("status", "Status", lambda row: row.status.value, width=120),
)


@dataclass(frozen=True)
class Pages:
    """Sessions of the file, page by page."""

    view: Work
    number: int

    def count(self) -> int:
        return self.number

    def page(self, after_key: object | None, n: int) -> Sequence[SessionRow]:
        after = after_key if isinstance(after_key, bytes) else None
        return sessions(self.view, SessionFilter(), after=after, limit=n)


class Nothing(QAbstractTableModel):
    """As many rows and columns, and no data at all."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(  # noqa: N802 - Qt's name
        self, parent: QModelIndex | QPersistentModelIndex = ROOT
    ) -> int:
        return 0 if parent.isValid() else self.rows

    def columnCount(  # noqa: N802 - Qt's name
        self, parent: QModelIndex | QPersistentModelIndex = ROOT
    ) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(
        self, _index: QModelIndex | QPersistentModelIndex, _role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return None

    def reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()


def empty_table(model: Nothing) -> QTableView:
    """A plain view with the same size and the same heights."""
    shown = QTableView()
    shown.setModel(model)
    shown.verticalHeader().setDefaultSectionSize(36)
    shown.verticalHeader().hide()
    shown.setShowGrid(False)
    shown.resize(1200, 760)
    shown.show()
    return shown


def main() -> int:
    path = big(people=1000, sessions=10_000) if quick() else big()
    application = make_application([])
    apply_theme(application, "light", 1.0)
    with Database.open(path, readonly=True) as database, database.read() as view:
        number = count_sessions(view, SessionFilter())
        table = Table(COLUMNS)
        table.resize(1200, 760)
        table.show()
        table.show_pages(Pages(view, number))
        nothing = Nothing(number)
        floor = empty_table(nothing)

        def reset() -> None:
            table.model.show(table.model.rows)
            table.grid.viewport().grab()

        def reset_floor() -> None:
            nothing.reset()
            floor.viewport().grab()

        taken = medians(
            31,
            {
                "ours": table.grid.viewport().grab,
                "floor": floor.viewport().grab,
                "reset": reset,
                "reset floor": reset_floor,
            },
        )
    return tell(
        f"P5 table of {number} sessions",
        Figure("repaint", taken["ours"], taken["floor"], "ms", 1.6),
        Figure("reset and paint, against 8 ms", taken["reset"], LIMIT, "ms", 1.0),
        Figure("reset and paint, against an empty table", taken["reset"], taken["reset floor"], "ms"),
    )


if __name__ == "__main__":
    sys.exit(main())
