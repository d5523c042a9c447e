"""P4: keystroke to painted list of 100,000 people, against QSortFilterProxyModel over the same rows.

Our figure is the median over every query of 0 to 20 letters of some names, typed one letter after another;
the proxy, which needs seconds, gets a few of them.

    python benchmarks/people_list.py [--quick]
"""

import os
import statistics
import sys
from datetime import date

if not os.environ.get("DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from _measure import Figure, quick, tell, timed
from make_big import big
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QTableView

from mentordesk.operations.person_rows import PersonRow, people
from mentordesk.storage.database import Database
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import apply_theme, make_application

TYPED = ("Esperanza García, Os", "fatuma okafor@exampl", "person99999@example.", "łucja nguyễn kraków.")
LIMIT = 16.0
COLUMNS = (
    Column("name", "Name", lambda row: row.name, width=220),
    Column("email", "E-mail", lambda row: row.email, width=220),
    Column("city", "City", lambda row: row.city, width=160),
    Column("country", "Country", lambda row: row.country, width=90),
)


def queries() -> list[str]:
    return [text[:length] for text in TYPED for length in range(21)]


def rows() -> list[PersonRow]:
    path = big(people=1000, sessions=10_000) if quick() else big()
    with Database.open(path, readonly=True) as database, database.read() as view:
        return people(view, cohort=None, today=date(2026, 11, 23))


def ours(found: list[PersonRow]) -> list[float]:
    table = Table(COLUMNS, search=lambda row: row.search)
    table.resize(1200, 760)
    table.show()
    table.show_rows(found)
    table.filter("warm")

    def type_in(text: str) -> None:
        table.filter(text)
        table.grid.viewport().grab()

    return [timed(lambda text=text: type_in(text)) for text in queries()]  # type: ignore[misc]


def proxy(found: list[PersonRow]) -> list[float]:
    table = Table(COLUMNS, search=lambda row: row.search)
    table.show_rows(found)
    filtered = QSortFilterProxyModel()
    filtered.setSourceModel(table.model)
    filtered.setFilterKeyColumn(-1)
    filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    shown = QTableView()
    shown.setModel(filtered)
    shown.resize(1200, 760)
    shown.show()

    def type_in(text: str) -> None:
        filtered.setFilterFixedString(text)
        shown.viewport().grab()

    return [timed(lambda text=text: type_in(text)) for text in queries()[1:10:2]]  # type: ignore[misc]


def main() -> int:
    application = make_application([])
    apply_theme(application, "light", 1.0)
    found = rows()
    mine, other = ours(found), proxy(found)
    middle = statistics.median(mine)
    return tell(
        f"P4 finding among {len(found)} people",
        Figure("a keystroke, against the proxy", middle, statistics.median(other), "ms", 1 / 150),
        Figure("the same, against 16 ms", middle, LIMIT, "ms", 1.0),
        Figure("the slowest keystroke", max(mine), LIMIT, "ms"),
    )


if __name__ == "__main__":
    sys.exit(main())
