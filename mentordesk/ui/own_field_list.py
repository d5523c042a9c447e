"""The programme's own fields: what is asked of people beside the usual, and which of it tells identity."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentordesk.domain.person import OwnField
from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.operations.own_fields import (
    add_own_field,
    answers,
    edit_own_field,
    own_fields,
    remove_own_field,
)
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, button, row


class OwnFieldList(QWidget):
    """All own fields with how many people answered; Enter changes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.answers: dict[bytes, int] = {}
        columns = (
            Column("name", _("Own field"), lambda field: field.name, width=240, stretch=True),
            Column("demographic", _("Tells identity"), _told, width=160),
            Column(
                "answers",
                _("Answers"),
                lambda field: reader().number(self._count(field)),
                width=110,
                kind="number",
                sort=self._count,
            ),
        )
        empty = EmptyState("list", _("There are no own fields yet."), _("Add own field"), self.add)
        self.table = Table(columns, empty=empty, name=_("Own fields"))
        self.table.row_opened.connect(self.edit)
        edit = button(_("Edit…"), "pencil", slot=lambda: self.edit(self.table.chosen()))
        remove = button(_("Remove"), "trash-2", slot=self.remove)
        self.table.actions_for_row(
            [
                Action(_("Edit…"), "pencil", lambda: self.edit(self.table.chosen())),
                Action(_("Remove"), "trash-2", self.remove, "Del"),
            ]
        )
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme().px(12))
        inner.addWidget(self.table, 1)
        inner.addLayout(row(button(_("Add own field"), "plus", slot=self.add), edit, remove, None))

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            self.answers = answers(view)
            self.table.show_rows(own_fields(view))

    def add(self) -> None:
        self._ask(_("Add own field"), {}, self._add)

    def edit(self, field: OwnField | None) -> None:
        if field is not None:
            values = {"name": field.name, "demographic": field.demographic}
            self._ask(_("Edit own field"), values, partial(self._edit, field.id))

    def remove(self) -> None:
        """Remove the chosen field, and say how many answers went with it."""
        field = self.table.chosen()
        if field is None:
            return
        n = self._count(field)
        words = ngettext(
            "Removed {field}, which {n} person had answered",
            "Removed {field}, which {n} people had answered",
            n,
        )
        self.desk.act(
            partial(remove_own_field, self.desk.database, field=field.id),
            say=words.format(field=isolate(field.name), n=reader().number(n)),
        )

    def _count(self, field: OwnField) -> int:
        return self.answers.get(field.id, 0)

    def _ask(self, title: str, values: dict[str, Any], save: Any) -> None:
        fields = (Field("name", _("Name"), required=True), _identity())
        self.dialog = FormDialog(self, title, fields, save, values=values)
        self.dialog.open()

    def _add(self, values: dict[str, Any]) -> None:
        add_own_field(self.desk.database, **values)
        self.desk.say(_("Added {field}").format(field=values["name"]))

    def _edit(self, field: bytes, values: dict[str, Any]) -> None:
        edit_own_field(self.desk.database, field=field, **values)
        self.desk.say(_("Saved {field}").format(field=values["name"]))


def _told(field: OwnField) -> str:
    return _("yes") if field.demographic else ""


def _identity() -> Field:
    words = _(
        "Left out of copies without background, pronouns and needs."
        " A mentee may ask for a mentor alike in it."
    )
    return Field("demographic", _("Tells identity"), "check", help=words)
