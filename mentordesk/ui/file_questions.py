"""What is asked when a file is begun, or opened while somebody else has it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _
from mentordesk.ui.dialogs import Dialog, FormDialog
from mentordesk.ui.form import Field

_HALF_A_YEAR = timedelta(days=182)


def ask_new(parent: QWidget, today: date, create: Callable[[dict[str, Any]], object]) -> None:
    """A name, a first cohort; `create(values)` then makes the file and may refuse."""
    fields = (
        Field("name", _("Programme"), required=True, placeholder=_("Compass Careers")),
        Field("cohort", _("First cohort"), required=True, default=str(today.year)),
        Field("starts_on", _("Starts"), "date", required=True, default=today),
        Field("ends_on", _("Ends"), "date", required=True, default=today + _HALF_A_YEAR),
    )
    FormDialog(parent, _("New programme"), fields, create, verb=_("Choose where to keep it…")).open()


def ask_held(
    parent: QWidget, refusal: Refusal, read: Callable[[], object], copy: Callable[[], object]
) -> None:
    """Somebody has the file: read it, work on a copy, or leave it."""
    dialog = Dialog(parent, _("The file is open elsewhere"), 520)
    dialog.say(str(refusal), "users", "attention")
    for words, slot in ((_("Cancel"), None), (_("Work on a copy…"), copy), (_("Open to read only"), read)):
        dialog.offer(words, _then(dialog, slot), primary=slot is read)
    dialog.open()


def _then(dialog: Dialog, slot: Callable[[], object] | None) -> Callable[[], object]:
    def chosen() -> None:
        dialog.accept()
        if slot:
            slot()

    return chosen
