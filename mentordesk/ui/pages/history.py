"""History: everything that was done, by whom and when; the newest step is taken back from here too."""

from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.history import ChangeRow, history
from mentordesk.ui.page import Page
from mentordesk.ui.table import Table
from mentordesk.ui.table_model import Column
from mentordesk.ui.widgets import EmptyState

SHOWN = 1000

KINDS = {
    "do": (N_("Change"), "pencil"),
    "undo": (N_("Undo"), "undo-2"),
    "redo": (N_("Done again"), "redo-2"),
    "import": (N_("Import"), "upload"),
    "merge": (N_("Copy brought in"), "git-merge"),
    "erase": (N_("Erased"), "eraser"),
}


class HistoryPage(Page):
    """The changes of the file, newest first."""

    key = "history"
    title = N_("History")
    icon = "history"
    shows = frozenset({"*"})

    def build(self) -> None:
        self.add_button(_("Do again"), "redo-2", lambda: self.desk.ask("redo"))
        self.add_primary(_("Undo"), "undo-2", lambda: self.desk.ask("undo"))
        empty = EmptyState(
            "history", _("Nothing was done yet. Each step will stand here, and can be taken back.")
        )
        columns = (
            Column("words", _("What"), lambda row: row.words, width=420, stretch=True),
            Column("kind", _("Step"), _kind, kind="pill", width=150, tone=_tone, icon=_icon),
            Column("actor", _("Who"), lambda row: row.actor, width=150),
            Column("at", _("When"), self._when, width=180, align="end", sort=lambda row: row.n),
        )
        self.table = Table(columns, key=lambda row: row.id, search=lambda row: row.words, empty=empty)
        self.body.addWidget(self.table, 1)

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            rows = history(view, limit=SHOWN)
        self.table.show_rows(rows)
        count = len(rows)
        words = ngettext("{n} step", "{n} steps", count).format(n=reader().number(count))
        more = ngettext("the newest {n} step", "the newest {n} steps", count).format(n=reader().number(count))
        self.say_state(more if count == SHOWN else words)

    def touched(self, kinds: frozenset[str]) -> None:
        """Every change belongs here."""
        super().touched(kinds | self.shows)

    def _when(self, row: ChangeRow) -> str:
        return reader().instant(row.at, self.desk.zone)


def _kind(row: ChangeRow) -> str:
    return _("Taken back") if row.taken_back else _(KINDS[row.kind][0])


def _tone(row: ChangeRow) -> str:
    return "attention" if row.taken_back else "quiet"


def _icon(row: ChangeRow) -> str:
    return "undo-2" if row.taken_back else KINDS[row.kind][1]


page_class = HistoryPage
