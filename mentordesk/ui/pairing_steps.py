"""What a coordinator can do with a pairing, offered alike by the list, the board and its page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from mentordesk.domain.pairing import Outcome, PairingStatus
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, filled
from mentordesk.operations import check_ins, pairing_bulk, pairings
from mentordesk.operations.mediations import MediationRow
from mentordesk.operations.pairing_facts import PairingFacts, pairing_facts
from mentordesk.operations.pairing_rows import PairingRow, addresses
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk
from mentordesk.ui.pairing_many import USUAL_EXTENSION, USUAL_PAUSE
from mentordesk.ui.pairing_mediation import close_case, mediate
from mentordesk.ui.pairing_words import both, title

PROPOSED, TRIAL, ACTIVE, PAUSED, CLOSED = PairingStatus
OPEN = (PROPOSED, TRIAL, ACTIVE, PAUSED)
ANY = (*OPEN, CLOSED)


@dataclass(frozen=True)
class Step:
    """One thing to do: its verb, its icon, and the states in which it is offered."""

    words: str
    icon: str
    offered: tuple[PairingStatus, ...]
    do: Callable[["Steps", PairingRow], object]


@dataclass(frozen=True)
class _Question:
    """A form to fill in before a step is done: its verb, what it saves, what is said then."""

    verb: str
    fields: list[Field]
    save: Callable[[dict[str, Any]], object]
    said: str
    values: dict[str, Any] = field(default_factory=dict)


class Steps:
    """Does the steps at a desk; each says what happened and can be undone."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self.desk, self.parent = desk, parent

    def begin_trial(self, row: PairingRow) -> None:
        self._act(pairings.begin_trial, row, _("{mentor} and {mentee} are on trial now."))

    def make_active(self, row: PairingRow) -> None:
        self._act(pairings.make_active, row, _("{mentor} and {mentee} are active now."))

    def reopen(self, row: PairingRow) -> None:
        self._act(pairings.reopen_pairing, row, _("{mentor} and {mentee} are active again."))

    def resume(self, row: PairingRow) -> None:
        said = filled(_("{mentor} and {mentee} go on."), **both(row))
        self.desk.act(
            lambda: pairings.resume_pairing(self.desk.database, pairing=row.id, today=self.desk.today()), said
        )

    def pause(self, row: PairingRow) -> None:
        until = Field("until", _("Until"), "date", _("Leave it empty when nobody knows yet."))
        question = _Question(
            _("Pause"),
            [until],
            lambda values: pairings.pause_pairing(
                self.desk.database, pairing=row.id, until=values["until"], today=self.desk.today()
            ),
            _("{mentor} and {mentee} are paused."),
            {"until": self.desk.today() + USUAL_PAUSE},
        )
        self._ask(row, question)

    def close(self, row: PairingRow) -> None:
        ways = [(outcome, word(outcome)) for outcome in (Outcome.COMPLETED, Outcome.EARLY)]
        fields = [
            Field("outcome", _("How it ended"), "choice", choices=ways, default=Outcome.COMPLETED),
            Field("reason", _("Why"), "long", _("Needed when it ends early.")),
        ]
        question = _Question(
            _("Close"),
            fields,
            lambda values: pairings.close_pairing(
                self.desk.database, pairing=row.id, today=self.desk.today(), **values
            ),
            _("{mentor} and {mentee} are closed."),
        )
        self._ask(row, question)

    def decline(self, row: PairingRow) -> None:
        why = Field("reason", _("Why"), "long", _("The two are not proposed to each other again."))
        question = _Question(
            _("Decline"),
            [why],
            lambda values: pairings.decline_pairing(
                self.desk.database, pairing=row.id, today=self.desk.today(), **values
            ),
            _("Declined: {mentor} and {mentee}."),
        )
        self._ask(row, question)

    def sign(self, row: PairingRow) -> None:
        facts = self._facts(row)
        question = _Question(
            _("Save"),
            [Field("day", _("Signed by both on"), "date")],
            lambda values: pairings.sign_agreement(self.desk.database, pairing=row.id, **values),
            _("The agreement of {mentor} and {mentee} is noted."),
            {"day": facts.agreement_signed_on or self.desk.today()},
        )
        self._ask(row, question)

    def agree_time(self, row: PairingRow) -> None:
        help_text = _("Leave it empty for the programme's own time.")
        question = _Question(
            _("Save"),
            [Field("month_minutes", _("Minutes a month"), "number", help_text)],
            lambda values: pairings.agree_time(self.desk.database, pairing=row.id, **values),
            _("The agreed time of {mentor} and {mentee} is changed."),
            {"month_minutes": self._facts(row).month_minutes},
        )
        self._ask(row, question)

    def note(self, row: PairingRow) -> None:
        question = _Question(
            _("Save"),
            [Field("notes", _("Notes"), "long", _("Only coordinators see them."))],
            lambda values: pairings.note_pairing(self.desk.database, pairing=row.id, **values),
            _("The notes on {mentor} and {mentee} are saved."),
            {"notes": self._facts(row).notes},
        )
        self._ask(row, question)

    def extend(self, row: PairingRow) -> None:
        question = _Question(
            _("Extend the trial"),
            [Field("until", _("The trial ends on"), "date", required=True)],
            lambda values: pairing_bulk.extend_trials(
                self.desk.database, pairings=[row.id], today=self.desk.today(), **values
            ),
            _("The trial of {mentor} and {mentee} is longer."),
            {"until": self.desk.today() + USUAL_EXTENSION},
        )
        self._ask(row, question)

    def mediate(self, row: PairingRow) -> None:
        mediate(self.desk, self.parent, row)

    def close_case(self, row: PairingRow, case: MediationRow) -> None:
        close_case(self.desk, self.parent, row, case)

    def check_in(self, row: PairingRow) -> None:
        pulse = [(None, _("not asked"))] + [(n, str(n)) for n in check_ins.PULSES]
        fields = [
            Field("day", _("Asked on"), "date", required=True),
            Field("pulse", _("Pulse"), "choice", _("From 1, badly, to 5, very well."), choices=pulse),
            Field("notes", _("What they said"), "long"),
        ]
        question = _Question(
            _("Log check-in"),
            fields,
            lambda values: check_ins.log_check_in(
                self.desk.database, pairing=row.id, today=self.desk.today(), **values
            ),
            _("The check-in with {mentor} and {mentee} is logged."),
            {"day": self.desk.today()},
        )
        self._ask(row, question)

    def write(self, row: PairingRow) -> None:
        """Copy both addresses and open the mail program with them."""
        found = self.copy_addresses([row])
        if found:
            to = ",".join(quote(email, safe="@") for _name, email in found)
            QDesktopServices.openUrl(QUrl(f"mailto:{to}"))

    def copy_addresses(self, rows: list[PairingRow]) -> list[tuple[str, str]]:
        """Put the names and addresses of all these people on the clipboard; returns them."""
        with self.desk.database.read() as view:
            found = addresses(view, pairings=[row.id for row in rows])
        if not found:
            self.desk.say(_("Nobody here has an e-mail address."), undoable=False)
            return []
        QGuiApplication.clipboard().setText(", ".join(f'"{name}" <{email}>' for name, email in found))
        self.desk.say(_("Addresses copied: {n}").format(n=len(found)), undoable=False)
        return found

    def move(self, row: PairingRow, status: PairingStatus) -> None:
        """Take a pairing to another column of the board, by the step that leads there."""
        step = MOVES.get((row.status, status))
        if step:
            step(self, row)
        elif status is not row.status:
            self.desk.refuse(pairings.WrongStep(mentor=row.mentor.name, mentee=row.mentee.name))

    def _act(self, change: Callable[..., object], row: PairingRow, said: str) -> None:
        today = self.desk.today()
        self.desk.act(
            lambda: change(self.desk.database, pairing=row.id, today=today), filled(said, **both(row))
        )

    def _ask(self, row: PairingRow, question: _Question) -> None:
        dialog = FormDialog(
            self.parent,
            title(row),
            question.fields,
            question.save,
            values=question.values,
            verb=question.verb,
        )
        dialog.accepted.connect(lambda: self.desk.say(filled(question.said, **both(row))))
        dialog.open()

    def _facts(self, row: PairingRow) -> PairingFacts:
        with self.desk.database.read() as view:
            found = pairing_facts(view, row.id, today=self.desk.today())
        assert found is not None  # noqa: S101 - the row was read from the same file
        return found


STEPS: tuple[Step, ...] = (
    Step(N_("Begin the trial"), "hourglass", (PROPOSED,), Steps.begin_trial),
    Step(N_("Make active"), "circle-check", (PROPOSED, TRIAL), Steps.make_active),
    Step(N_("Extend the trial…"), "calendar-plus", (TRIAL,), Steps.extend),
    Step(N_("Pause…"), "pause", (TRIAL, ACTIVE), Steps.pause),
    Step(N_("Resume"), "play", (PAUSED,), Steps.resume),
    Step(N_("Decline…"), "ban", (PROPOSED, TRIAL), Steps.decline),
    Step(N_("Close…"), "flag", OPEN, Steps.close),
    Step(N_("Reopen"), "rotate-ccw", (CLOSED,), Steps.reopen),
    Step(N_("Log check-in…"), "message-square-text", (TRIAL, ACTIVE, PAUSED), Steps.check_in),
    Step(N_("Agreement signed…"), "file-text", ANY, Steps.sign),
    Step(N_("Agreed time…"), "clock-3", OPEN, Steps.agree_time),
    Step(N_("Notes…"), "pencil", ANY, Steps.note),
    Step(N_("Mediation…"), "lock", ANY, Steps.mediate),
    Step(N_("Write to both"), "mail", ANY, Steps.write),
)
"""In the order of the menus."""

MOVES: dict[tuple[PairingStatus, PairingStatus], Callable[[Steps, PairingRow], object]] = {
    (PROPOSED, TRIAL): Steps.begin_trial,
    (PROPOSED, ACTIVE): Steps.make_active,
    (PROPOSED, CLOSED): Steps.decline,
    (TRIAL, ACTIVE): Steps.make_active,
    (TRIAL, PAUSED): Steps.pause,
    (TRIAL, CLOSED): Steps.close,
    (ACTIVE, PAUSED): Steps.pause,
    (ACTIVE, CLOSED): Steps.close,
    (PAUSED, TRIAL): Steps.resume,
    (PAUSED, ACTIVE): Steps.resume,
    (PAUSED, CLOSED): Steps.close,
    (CLOSED, ACTIVE): Steps.reopen,
}
"""The step that leads from one column of the board to another."""


def steps_for(row: PairingRow) -> list[Step]:
    """The steps that a pairing's state allows."""
    return [step for step in STEPS if row.status in step.offered]
