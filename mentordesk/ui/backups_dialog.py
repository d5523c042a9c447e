"""The backups of the open file: when each was made, what differs, and the two ways back."""

from functools import partial

from PySide6.QtWidgets import QWidget

from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations import backups
from mentordesk.operations.backups import BackupRow
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.page import Desk
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState


class BackupsDialog(Dialog):
    """Lists them off the window's thread; going back is one step that undo takes back."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("Backups"), 760)
        self.desk = desk
        self.say(
            _("Made when the file opens, every half hour of work, and before an import."),
            "history",
        )
        empty = EmptyState(
            "history", _("No backup was made yet. The first comes with the next half hour of work.")
        )
        self.table = Table(self._columns(), key=lambda row: row.path, empty=empty, name=_("Backups"))
        self.table.actions_for_row(
            [
                Action(_("Go back to this"), "rotate-ccw", partial(self._way, back=True)),
                Action(_("Bring it in"), "git-merge", partial(self._way, back=False)),
            ]
        )
        self.body.addWidget(self.table, 1)
        self.resize(theme().px(760), theme().px(460))
        self.offer(_("Back up now"), self._back_up)
        self.offer(_("Bring it in"), partial(self._way, back=False))
        self.offer(_("Go back to this"), partial(self._way, back=True))
        self.offer(_("Close"), self.accept, primary=True)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what there is."""
        database = self.desk.database
        self.desk.do(
            lambda: backups.backups(database), done=self.table.show_rows, label=_("Looking at the backups")
        )

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("at", N_("When"), self._when, width=150, sort=lambda row: row.at),
            Column("holds", N_("Holds"), _holds, width=220, stretch=True),
            Column(
                "since",
                N_("Steps since"),
                _since,
                width=150,
                kind="number",
                sort=lambda row: row.changes_since,
            ),
            Column("size", N_("Size"), _size, width=90, kind="number", sort=lambda row: row.size),
        )

    def _when(self, row: BackupRow) -> str:
        return reader().instant(row.at, self.desk.zone)

    def _back_up(self) -> None:
        database = self.desk.database
        self.desk.do(lambda: backups.back_up(database), done=lambda _path: self.refresh())

    def _way(self, *, back: bool) -> None:
        """Make the file what the chosen backup was, or bring in what it has and the file has not."""
        row = self.table.chosen()
        if row is None or not row.readable:
            return
        database, way = self.desk.database, backups.restore if back else backups.restore_merged
        said = _("The file is as the backup was.") if back else _("The backup was brought in.")
        self.desk.do(lambda: way(database, backup=row.path), done=lambda _result: self.accept(), say=said)


def _holds(row: BackupRow) -> str:
    if not row.readable:
        return _("cannot be read")
    people = ngettext("{n} person", "{n} people", row.people).format(n=reader().number(row.people))
    pairings = ngettext("{n} pairing", "{n} pairings", row.pairings).format(n=reader().number(row.pairings))
    sessions = ngettext("{n} session", "{n} sessions", row.sessions).format(n=reader().number(row.sessions))
    return reader().listing((people, pairings, sessions))


def _since(row: BackupRow) -> str:
    return reader().number(row.changes_since) if row.readable else "–"


def _size(row: BackupRow) -> str:
    return _("{n} MB").format(n=reader().number(row.size / 1_000_000, 1))
