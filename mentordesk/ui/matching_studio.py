"""What the Matching page opens beside itself: drafts, how groups fare, and more about what counts."""

from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from mentordesk.i18n import _
from mentordesk.operations import matching as deciding
from mentordesk.operations import matching_substitutes as standing
from mentordesk.operations import scenarios
from mentordesk.operations.fairness import Audit, Side, audit, groupings
from mentordesk.operations.matching_view import Matching, own_choices
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.matching_details import details_dialog
from mentordesk.ui.matching_drafts import DraftsDialog
from mentordesk.ui.matching_fairness import FairnessDialog
from mentordesk.ui.matching_stand_ins import StandInsDialog
from mentordesk.ui.page import Desk

D = TypeVar("D", FormDialog, DraftsDialog, FairnessDialog, StandInsDialog)


class Studio:
    """Dialogs over one matching; each is opened on `parent` and returned."""

    def __init__(self, parent: QWidget, desk: Desk, cohort: bytes, matching: Matching) -> None:
        self._parent, self._desk, self._cohort, self._matching = parent, desk, cohort, matching

    def set_aside(self) -> FormDialog:
        """Ask for a name, and keep the proposal under it."""
        matching = self._matching

        def save(values: dict[str, object]) -> None:
            scenarios.set_aside(
                self._desk.database,
                cohort=self._cohort,
                name=str(values["name"] or ""),
                proposal=matching.proposal,
                choice=matching.choice,
                now=datetime.now(UTC),
            )
            self._desk.say(_("Set aside. Compare drafts to see them side by side."))

        fields = [Field("name", _("Name of the draft"), required=True)]
        return _opened(
            FormDialog(self._parent, _("Set this proposal aside"), fields, save, verb=_("Set aside"))
        )

    def on_paper(self) -> None:
        """Go to where the proposal is made a document."""
        self._desk.go("documents", kind="matching-proposal")

    def drafts(self) -> DraftsDialog:
        """All drafts beside the proposal as it stands."""
        database, matching = self._desk.database, self._matching

        def read() -> list[scenarios.Draft]:
            now = scenarios.present(
                matching.proposal, matching.choice.objective, _("The proposal as it stands")
            )
            with database.read() as view:
                kept = scenarios.drafts(view, self._cohort)
                return [now, *scenarios.with_verdicts(view, self._cohort, kept, today=self._desk.today())]

        def adopt(draft: bytes) -> None:
            scenarios.adopt(database, draft=draft)
            self._desk.say(_("Adopted: its pairs are locked. Publish them when they are settled."))

        return _opened(
            DraftsDialog(
                self._parent,
                read,
                matching.faces,
                zone=self._desk.zone,
                adopt=adopt,
                remove=lambda draft: scenarios.remove_draft(database, draft=draft),
            )
        )

    def fairness(self) -> FairnessDialog:
        """How groups fare with the pairings there are and those proposed."""

        def look(by: str, side: Side) -> Audit:
            with self._desk.database.read() as view:
                return audit(view, self._cohort, by=by, side=side, proposal=self._matching.proposal)

        with self._desk.database.read() as view:
            ways = groupings(view)
        return _opened(FairnessDialog(self._parent, ways, look, self._matching.words))

    def stand_ins(self) -> StandInsDialog:
        """Pairings that rest, and who could go on with the mentee."""
        database, today = self._desk.database, self._desk.today()

        def resting() -> list[standing.Resting]:
            with database.read() as view:
                return standing.resting(view, self._cohort)

        def offers(pairing: bytes) -> list[standing.StandIn]:
            with database.read() as view:
                return standing.stand_ins(view, pairing)

        def appoint(pairing: bytes, mentor: bytes) -> None:
            standing.appoint(database, pairing=pairing, mentor=mentor, today=today)
            self._desk.say(_("A stand-in goes on with the mentee, on trial."))

        return _opened(StandInsDialog(self._parent, resting, offers, appoint))

    def details(self) -> FormDialog:
        """Ask for all that can be set about the criteria."""
        with self._desk.database.read() as view:
            own = own_choices(view)
        save = partial(deciding.set_details, self._desk.database, cohort=self._cohort)
        return _opened(
            details_dialog(
                self._parent, self._matching.choice.details, own, lambda changed: save(details=changed)
            )
        )


def _opened(dialog: D) -> D:
    dialog.open()
    return dialog
