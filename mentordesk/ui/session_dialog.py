"""Logging and planning sessions from anywhere: type a name, Enter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, filled, ngettext, reader
from mentordesk.operations import sessions as ops
from mentordesk.operations.sessions import NobodyChosen, PairingChoice, SessionRow
from mentordesk.ui.dialogs import Dialog, FormDialog
from mentordesk.ui.form import Field, Form, align
from mentordesk.ui.page import Desk
from mentordesk.ui.pairing_finder import PairingFinder, in_words
from mentordesk.ui.session_form import (
    actions_of,
    agenda_fields,
    details_of,
    edit_fields,
    more_fields,
    plan_fields,
    values_of,
    when_fields,
)
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, scrolled

USUAL_MINUTES = 60
WEEK = timedelta(days=7)


class SessionDialog(Dialog):
    """Whom, when, how long; everything else is folded away. `save(pairing, values)` may refuse."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        forms: tuple[list[Field], list[Field]],
        save: Callable[[PairingChoice, dict[str, Any]], str],
        pairing: bytes | None = None,
    ) -> None:
        super().__init__(window_of(desk), title, 520)
        self.desk, self._save = desk, save
        with desk.database.read() as view:
            choices = ops.pairing_choices(view, cohort=desk.cohort)
        self.finder = PairingFinder(choices, pairing)
        self.form, self.more = Form(forms[0]), Form(forms[1])
        align(self.form, self.more)
        self.fold = button(_("More"), "chevron-down", "link", self.unfold)
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        self._folded = scrolled(self.more)
        self._folded.hide()
        for widget in (self.wrong, self.finder, self.form, self.fold, self._folded):
            self.body.addWidget(widget)
        self.offer(_("Cancel"), self.reject)
        self.offer(title, self.try_save, primary=True)
        self.finished.connect(self.deleteLater)
        self.finder.chosen_changed.connect(self._show_minutes)
        self._minutes_typed = False
        self.form.changed.connect(self._typed)
        self.finder.line.setFocus()

    def unfold(self) -> None:
        """Show the other fields."""
        self.fold.hide()
        self._folded.setMinimumHeight(theme().px(220))
        self._folded.show()
        self.resize(self.width(), max(self.height(), theme().px(680)))

    def try_save(self) -> None:
        """Save and leave; what is missing or refused is said beside its field."""
        self.wrong.hide()
        problems = self.form.problems()
        self.form.show_errors(problems)
        chosen = self.finder.chosen()
        if chosen is None:
            self.finder.show_error(str(NobodyChosen()))
        if chosen is None or problems:
            return
        try:
            said = self._save(chosen, self.form.values() | self.more.values())
        except Refusal as refusal:
            self._show(refusal)
        else:
            self.accept()
            self.desk.say(said)

    def _show(self, refusal: Refusal) -> None:
        field = str(refusal.values.get("field", ""))
        if self.form.has(field):
            self.form.show_errors({field: str(refusal)})
        elif self.more.has(field):
            self.unfold()
            self.more.show_errors({field: str(refusal)})
        else:
            self.wrong.setText(str(refusal))
            self.wrong.show()

    def _typed(self, key: str) -> None:
        self._minutes_typed = self._minutes_typed or key == "minutes"

    def _show_minutes(self) -> None:
        """The length that is usual in the programme of the pairing chosen, until one is typed."""
        chosen = self.finder.chosen()
        if chosen and not self._minutes_typed:
            with self.desk.database.read() as view:
                self._begin({"minutes": ops.usual_minutes(view, chosen.id)})

    def _begin(self, values: dict[str, Any]) -> None:
        self.form.load(self.form.values() | values)

    def show_values(self, values: dict[str, Any]) -> None:
        """What stands in the fields at the beginning."""
        self._begin({"minutes": USUAL_MINUTES} | values)
        self._show_minutes()


def log_session(desk: Desk, pairing: bytes | None = None) -> SessionDialog:
    """Ask for one session that was held: a name and Enter are enough."""

    def save(chosen: PairingChoice, values: dict[str, Any]) -> str:
        ops.log_session(
            desk.database,
            pairing=chosen.id,
            day=values["day"],
            minutes=values["minutes"],
            today=desk.today(),
            details=details_of(values),
            actions=actions_of(values),
        )
        return filled(_("Session logged: {pairing}"), pairing=in_words(chosen))

    dialog = SessionDialog(desk, _("Log session"), (when_fields(), more_fields()), save, pairing)
    dialog.show_values({"day": desk.today()})
    dialog.open()
    return dialog


def plan_session(desk: Desk, pairing: bytes | None = None) -> SessionDialog:
    """Ask for one session that lies ahead, with its hour and zone."""

    def save(chosen: PairingChoice, values: dict[str, Any]) -> str:
        ops.plan_session(
            desk.database,
            pairing=chosen.id,
            day=values["day"],
            at=values["at"],
            zone=values["zone"],
            minutes=values["minutes"],
            details=details_of(values),
        )
        return filled(_("Session planned: {pairing}."), pairing=in_words(chosen))

    dialog = SessionDialog(desk, _("Plan session"), (plan_fields(), agenda_fields()), save, pairing)
    dialog.show_values({"day": desk.today() + WEEK, "zone": desk.zone})
    dialog.open()
    return dialog


def log_many(desk: Desk) -> FormDialog:
    """Ask for the pairings that met on one day for the same time."""
    with desk.database.read() as view:
        choices = [(choice.id, in_words(choice)) for choice in ops.pairing_choices(view, cohort=desk.cohort)]

    def save(values: dict[str, Any]) -> int:
        chosen = values["pairings"]
        when = {"day": values["day"], "minutes": values["minutes"], "today": desk.today()}
        return len(ops.log_many(desk.database, pairings=chosen, details=details_of(values), **when))

    who = Field("pairings", _("Pairings"), "many", choices=choices, required=True)
    fields = [who, *when_fields(), agenda_fields()[0]]
    start = {"day": desk.today(), "minutes": USUAL_MINUTES}
    dialog = FormDialog(
        window_of(desk), _("Log many sessions"), fields, save, values=start, verb=_("Log them")
    )
    dialog.accepted.connect(lambda: desk.say(_logged(dialog.result_of_save)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def change_session(desk: Desk, row: SessionRow) -> FormDialog:
    """Ask what is to be changed of a session."""

    def save(values: dict[str, Any]) -> None:
        when = {"day": values["day"], "minutes": values["minutes"], "today": desk.today()}
        ops.change_session(desk.database, session=row.id, details=details_of(values), **when)

    dialog = FormDialog(window_of(desk), _("Change session"), edit_fields(), save, values=values_of(row))
    dialog.accepted.connect(lambda: desk.say(_("The session is changed.")))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def window_of(desk: Desk) -> QWidget | None:
    """The window a dialog stands over."""
    owner = desk.tasks.parent()
    return owner if isinstance(owner, QWidget) else None


def _logged(count: object) -> str:
    n = count if isinstance(count, int) else 0
    return ngettext("{n} session logged.", "{n} sessions logged.", n).format(n=reader().number(n))
