"""Who is due to be erased by the programme's rule, each with the way to do it."""

from PySide6.QtWidgets import QWidget

from mentordesk.i18n import _, reader
from mentordesk.operations.retention import DueRow, due_for_erasure
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.page import Desk
from mentordesk.ui.person_privacy import EraseDialog, save_data
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState


class DueDialog(Dialog):
    """The people, the longest due first; each is erased by itself."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("Due to be erased"), 640)
        self._desk = desk
        self.say(_("By the rule on the page Programme. Nobody is erased before you do it."), "eraser")
        columns = (
            Column("name", _("Name"), lambda one: one.name, width=200, stretch=True),
            Column("why", _("Why"), _why, width=230, stretch=True),
            Column(
                "due",
                _("Due since"),
                lambda one: reader().date(one.due_on),
                width=110,
                sort=lambda one: one.due_on,
            ),
        )
        empty = EmptyState("circle-check", _("Nobody is due to be erased."))
        self.table = Table(columns, empty=empty, name=_("Due to be erased"))
        self.table.actions_for_row(
            [
                Action(_("Erase…"), "eraser", self.erase),
                Action(_("Save this person’s data…"), "download", self._save),
            ]
        )
        self.table.row_opened.connect(lambda _one: self.erase())
        self.body.addWidget(self.table, 1)
        self.resize(theme().px(640), theme().px(420))
        self.offer(_("Save this person’s data…"), self._save)
        self.offer(_("Erase…"), self.erase)
        self.offer(_("Close"), self.accept, primary=True)
        self.refresh()

    def refresh(self) -> None:
        """Read anew who is due."""
        with self._desk.database.read() as view:
            self.table.show_rows(due_for_erasure(view, today=self._desk.today()))

    def erase(self) -> None:
        """Ask for the chosen one; afterwards they are not in the list any more."""
        chosen = self.table.chosen()
        if chosen is not None:
            self.erasing = EraseDialog(self, self._desk, chosen.id, chosen.name, done=self.refresh)
            self.erasing.open()

    def _save(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None:
            save_data(self, self._desk, chosen.id, chosen.name)


def _why(one: DueRow) -> str:
    day = reader().date(one.ended_on)
    words = _("last pairing ended {day}") if one.paired else _("last cohort ended {day}")
    return words.format(day=day)
