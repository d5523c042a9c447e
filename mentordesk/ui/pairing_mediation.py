"""A pairing's mediation on its page: the cases as a card, and the forms to open, write on and close one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.i18n import _, isolate
from mentordesk.operations import mediations
from mentordesk.operations.mediations import MediationRow
from mentordesk.operations.pairing_rows import PairingRow
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk
from mentordesk.ui.pairing_words import on_day, title
from mentordesk.ui.widgets import Card, Slot, button, column, label, row


def mediate(desk: Desk, parent: QWidget, found: PairingRow) -> FormDialog:
    """Open a case, or write on the open one."""
    with desk.database.read() as view:
        case = next((one for one in mediations.mediations(view, pairing=found.id) if one.is_open), None)
    if case:
        note = partial(mediations.note_mediation, desk.database, mediation=case.id)
        values = {"mediator": case.mediator, "reason": case.reason}
        return _ask(desk, parent, found, _fields(), save=note, values=values, verb=_("Save"))
    begin = partial(mediations.open_mediation, desk.database, pairing=found.id, today=desk.today())
    return _ask(desk, parent, found, _fields(), save=begin, values={}, verb=_("Open the mediation"))


def close_case(desk: Desk, parent: QWidget, found: PairingRow, case: MediationRow) -> FormDialog:
    """Ask what came of a case."""
    fields = [
        Field("outcome", _("What came of it"), "long", _help(), required=True),
        Field("day", _("Closed on"), "date", required=True),
    ]
    save = partial(mediations.close_mediation, desk.database, mediation=case.id)
    values = {"day": desk.today()}
    return _ask(desk, parent, found, fields, save=save, values=values, verb=_("Close the mediation"))


def mediation_card(cases: Sequence[MediationRow], change: Slot, close: Slot) -> Card:
    """What the cases were about, newest first; the open one can be written on and closed."""
    made = Card(_("Mediation"), _("only for coordinators"))
    for case in cases:
        made.body.addLayout(_case(case))
    if cases[0].is_open:
        links = (
            button(_("Change…"), "pencil", "link", change),
            button(_("Close…"), "lock", "link", close),
        )
        made.body.addLayout(row(*links, None))
    return made


def _case(case: MediationRow) -> Any:
    when = _("{day}, open").format(day=on_day(case.opened_on))
    if case.closed_on:
        when = _("{day} to {end}").format(day=on_day(case.opened_on), end=on_day(case.closed_on))
    told = [case.reason, *([case.outcome] if case.outcome else [])]
    held = [label(_("Held by {name}").format(name=isolate(case.mediator)), "quiet")] if case.mediator else []
    return column(label(when, "quiet"), *held, *(label(words, wrap=True) for words in told), spacing=2)


def _fields() -> list[Field]:
    return [
        Field("reason", _("What it is about"), "long", _help(), required=True),
        Field("mediator", _("Who holds it")),
    ]


def _help() -> str:
    return _("Only coordinators see it. It is in no document and no export.")


def _ask(
    desk: Desk,
    parent: QWidget,
    found: PairingRow,
    fields: Sequence[Field],
    *,
    save: Callable[..., object],
    values: dict[str, Any],
    verb: str,
) -> FormDialog:
    dialog = FormDialog(
        parent, title(found), list(fields), lambda given: save(**given), values=values, verb=verb
    )
    dialog.accepted.connect(lambda: desk.say(_("The mediation is saved.")))
    dialog.open()
    return dialog
