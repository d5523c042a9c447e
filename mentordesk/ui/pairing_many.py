"""Steps for the pairings ticked in the list; those that can take a step do."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.domain.pairing import Outcome
from mentordesk.domain.words import word
from mentordesk.i18n import _, ngettext, reader
from mentordesk.operations import pairing_bulk
from mentordesk.operations.pairing_rows import PairingRow
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk
from mentordesk.ui.table import Action

USUAL_PAUSE, USUAL_EXTENSION = timedelta(days=28), timedelta(days=14)


class ManySteps:
    """What the bar of the list offers; each is one change."""

    def __init__(self, desk: Desk, parent: QWidget, chosen: Callable[[], Sequence[PairingRow]]) -> None:
        self.desk, self.parent, self._chosen = desk, parent, chosen

    def actions(self) -> list[Action]:
        """The buttons of the bar."""
        return [
            Action(_("Begin the trial"), "hourglass", self.begin),
            Action(_("Make active"), "circle-check", self.activate),
            Action(_("Extend the trial…"), "calendar-plus", self.extend),
            Action(_("Pause…"), "pause", self.pause),
            Action(_("Close…"), "flag", self.close),
        ]

    def begin(self) -> None:
        self._act(lambda: pairing_bulk.begin_trials(self.desk.database, **self._these()))

    def activate(self) -> None:
        self._act(lambda: pairing_bulk.make_all_active(self.desk.database, **self._these()))

    def extend(self) -> None:
        field = Field("until", _("The trial ends on"), "date", required=True)
        values = {"until": self.desk.today() + USUAL_EXTENSION}
        self._ask(_("Extend the trial"), [field], pairing_bulk.extend_trials, values)

    def pause(self) -> None:
        field = Field("until", _("Until"), "date", _("Leave it empty when nobody knows yet."))
        values = {"until": self.desk.today() + USUAL_PAUSE}
        self._ask(_("Pause"), [field], pairing_bulk.pause_all, values)

    def close(self) -> None:
        ways = [(outcome, word(outcome)) for outcome in (Outcome.COMPLETED, Outcome.EARLY)]
        fields = [
            Field("outcome", _("How it ended"), "choice", choices=ways, default=Outcome.COMPLETED),
            Field("reason", _("Why"), "long", _("Needed when it ends early.")),
        ]
        self._ask(_("Close"), fields, pairing_bulk.close_all, {})

    def _these(self) -> dict[str, Any]:
        return {"pairings": [row.id for row in self._chosen()], "today": self.desk.today()}

    def _ask(
        self, verb: str, fields: list[Field], change: Callable[..., int], values: dict[str, Any]
    ) -> None:
        these, taken = self._these(), []

        def save(given: dict[str, Any]) -> None:
            taken.append(change(self.desk.database, **these, **given))

        n = len(these["pairings"])
        title = ngettext("{n} pairing", "{n} pairings", n).format(n=reader().number(n))
        dialog = FormDialog(self.parent, title, fields, save, values=values, verb=verb)
        dialog.accepted.connect(lambda: self._say(taken[-1]))
        dialog.open()

    def _act(self, change: Callable[[], int]) -> None:
        taken: list[int] = []
        if self.desk.act(lambda: taken.append(change())):
            self._say(taken[-1])

    def _say(self, n: int) -> None:
        words = ngettext("Changed {n} pairing", "Changed {n} pairings", n)
        self.desk.say(words.format(n=reader().number(n)))
