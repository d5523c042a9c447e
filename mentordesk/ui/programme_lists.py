"""The programme's cohorts and signatories: short lists with what can be done to them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentordesk.domain.programme import Cohort
from mentordesk.i18n import _, ngettext, reader
from mentordesk.operations import programme as operations
from mentordesk.operations.programme import Signer
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, button, label, row

MOST_SIGN = 3


class CohortList(QWidget):
    """All intakes, the newest first; Enter changes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        columns = (
            Column("name", _("Cohort"), lambda cohort: cohort.name, width=240, stretch=True),
            _day("starts_on", _("First day")),
            _day("ends_on", _("Last day")),
        )
        empty = EmptyState("calendar-days", _("There is no cohort yet."), _("Add cohort"), self.add)
        self.table = Table(columns, empty=empty, name=_("Cohorts"))
        self.table.row_opened.connect(self.edit)
        self.table.actions_for_row(
            [
                Action(_("Edit…"), "pencil", lambda: self.edit(self.table.chosen())),
                Action(_("Remove"), "trash-2", self.remove, "Del"),
            ]
        )
        edit = button(_("Edit…"), "pencil", slot=lambda: self.edit(self.table.chosen()))
        remove = button(_("Remove"), "trash-2", slot=self.remove)
        _stack(self, self.table, row(button(_("Add cohort"), "plus", slot=self.add), edit, remove, None))

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            self.table.show_rows(operations.cohorts(view))

    def add(self) -> None:
        self._ask(_("Add a cohort"), {}, self._add)

    def edit(self, cohort: Cohort | None) -> None:
        if cohort is None:
            return
        values = {"name": cohort.name, "starts_on": cohort.starts_on, "ends_on": cohort.ends_on}
        save = partial(self._edit, cohort.id)
        self._ask(_("Edit the cohort"), values, save)

    def remove(self) -> None:
        cohort = self.table.chosen()
        if cohort is not None:
            self.desk.act(
                partial(operations.remove_cohort, self.desk.database, cohort=cohort.id),
                say=_("Removed {cohort}").format(cohort=cohort.name),
            )

    def _ask(self, title: str, values: dict[str, Any], save: Any) -> None:
        fields = (
            Field("name", _("Name"), required=True, placeholder=_("Such as Autumn 2026")),
            Field("starts_on", _("First day"), "date", required=True),
            Field("ends_on", _("Last day"), "date", required=True),
        )
        self.dialog = FormDialog(self, title, fields, save, values=values)
        self.dialog.open()

    def _add(self, values: dict[str, Any]) -> None:
        if self.desk.programme:
            operations.add_cohort(self.desk.database, programme=self.desk.programme, **values)
            self.desk.say(_("Added {cohort}").format(cohort=values["name"]))

    def _edit(self, cohort: bytes, values: dict[str, Any]) -> None:
        operations.edit_cohort(self.desk.database, cohort=cohort, **values)
        self.desk.say(_("Saved {cohort}").format(cohort=values["name"]))


class SignerList(QWidget):
    """Who signs certificates, in their order on paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        columns = (
            Column("name", _("Name"), lambda one: one[1].name, width=220, stretch=True),
            Column("role", _("What they are"), lambda one: one[1].role, width=220),
            Column(
                "signature",
                _("Signature"),
                lambda one: _("Picture") if one[1].signature else _("By hand"),
                width=110,
            ),
        )
        empty = EmptyState("pencil", _("Nobody signs certificates yet."), _("Add signatory"), self.add)
        self.table = Table(columns, key=lambda one: one[0], empty=empty, name=_("Who signs certificates"))
        self.table.row_opened.connect(lambda _one: self.edit())
        up = button(_("Move up"), "arrow-up", "tool", partial(self.shift, -1))
        down = button(_("Move down"), "arrow-down", "tool", partial(self.shift, 1))
        edit = button(_("Edit…"), "pencil", slot=self.edit)
        remove = button(_("Remove"), "trash-2", slot=self.remove)
        add = button(_("Add signatory"), "plus", slot=self.add)
        self.note = label("", "quiet", wrap=True)
        _stack(self, self.table, row(add, edit, remove, None, up, down))

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            found = operations.signatories(view)
        rows = [(n, Signer(one.name, one.role, one.signature)) for n, one in enumerate(found)]
        self.table.show_rows(rows)
        words = ngettext(
            "A certificate shows {n} signature.", "A certificate shows the first {n}.", MOST_SIGN
        )
        self.note.setText(words.format(n=MOST_SIGN) if len(rows) > MOST_SIGN else "")

    def signers(self) -> list[Signer]:
        return [signer for _n, signer in self.table.model.rows]

    def add(self) -> None:
        self._ask(_("Add a signatory"), len(self.signers()), {})

    def edit(self) -> None:
        if chosen := self.table.chosen():
            at, one = chosen
            values = {"name": one.name, "role": one.role, "signature": one.signature}
            self._ask(_("Edit the signatory"), at, values)

    def remove(self) -> None:
        if chosen := self.table.chosen():
            self._sign([one for n, one in enumerate(self.signers()) if n != chosen[0]])

    def shift(self, by: int) -> None:
        chosen, signers = self.table.chosen(), self.signers()
        if chosen and 0 <= chosen[0] + by < len(signers):
            at = chosen[0]
            signers[at], signers[at + by] = signers[at + by], signers[at]
            self._sign(signers)
            self.table.choose(at + by)

    def _ask(self, title: str, at: int, values: dict[str, Any]) -> None:
        fields = (
            Field("name", _("Name"), required=True),
            Field("role", _("What they are"), placeholder=_("Such as Director")),
            Field(
                "signature",
                _("Signature"),
                "photo",
                help=_("A picture of the signature; without one there is room to sign by hand."),
            ),
        )
        self.dialog = FormDialog(self, title, fields, partial(self._put, at), values=values)
        self.dialog.open()

    def _put(self, at: int, values: dict[str, Any]) -> None:
        signers = self.signers()
        self._sign([*signers[:at], Signer(**values), *signers[at + 1 :]])

    def _sign(self, signers: Sequence[Signer]) -> None:
        if self.desk.programme:
            operations.sign_with(self.desk.database, programme=self.desk.programme, signers=signers)
            self.desk.say(_("Changed who signs certificates"))


def _day(key: str, title: str) -> Column:
    return Column(
        key,
        title,
        lambda cohort: reader().date(getattr(cohort, key)),
        width=130,
        sort=lambda cohort: getattr(cohort, key),
    )


def _stack(holder: QWidget, table: Table, foot: Any) -> None:
    outer = QVBoxLayout(holder)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(theme().px(12))
    outer.addWidget(table, 1)
    outer.addLayout(foot)
