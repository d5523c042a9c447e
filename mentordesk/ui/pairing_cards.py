"""The cards beside a pairing's time line: next actions, goals, hours a month, notes."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mentordesk.domain.goal import GoalStatus
from mentordesk.domain.session import Party
from mentordesk.domain.words import word
from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.operations import actions
from mentordesk.operations.actions import ActionRow
from mentordesk.operations.goals import GoalRow
from mentordesk.operations.pairing_facts import PairingFacts
from mentordesk.operations.pairing_rows import PairingRow
from mentordesk.ui.charts import Columns, Progress
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.marks import Pill
from mentordesk.ui.page import Desk
from mentordesk.ui.pairing_words import late_words, on_day, open_words, short
from mentordesk.ui.widgets import Card, Slot, button, column, emptied, label, row


class ActionsCard(Card):
    """What is open, each with a box to tick it off; adding and changing in a small form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Next actions"), " ")
        self.desk = desk

    def show_rows(self, found: PairingRow, rows: Sequence[ActionRow]) -> None:
        emptied(self.body)
        self.pairing = found
        late = sum(entry.late for entry in rows)
        self.trailing.setText(open_words(len(rows), late) if rows else "")
        for entry in rows:
            self.body.addWidget(self._line(entry))
        if not rows:
            self.body.addWidget(label(_("Nothing is open."), "state"))
        self.add = button(_("Add action"), "plus", "link", self.ask)
        self.body.addLayout(row(self.add, None))

    def ask(self) -> None:
        """Ask for a new action."""
        save = partial(actions.add_action, self.desk.database, pairing=self.pairing.id)
        self._ask(
            _("Add action"),
            save,
            {"party": Party.BOTH, "due_on": self.desk.today()},
            _("The action is added."),
        )

    def _change(self, entry: ActionRow) -> None:
        values = {
            "text": entry.text,
            "party": entry.party,
            "due_on": entry.due_on,
            "roadblock": entry.roadblock,
        }
        save = partial(actions.change_action, self.desk.database, action=entry.id)
        self._ask(_("Change action"), save, values, _("The action is changed."))

    def _ask(self, title: str, save: Any, values: dict[str, Any], said: str) -> None:
        owners = [(party, _owner(party, self.pairing)) for party in Party]
        fields = [
            Field("text", _("What is to be done"), required=True),
            Field("party", _("By whom"), "choice", choices=owners),
            Field("due_on", _("By"), "date"),
            Field("roadblock", _("It is a roadblock"), "check"),
        ]
        dialog = FormDialog(self, title, fields, lambda found: save(**found), values=values)
        dialog.accepted.connect(lambda: self.desk.say(said))
        dialog.open()

    def _line(self, entry: ActionRow) -> QWidget:
        box = QCheckBox()
        box.setAccessibleName(entry.text)
        box.setToolTip(_("Tick it off"))
        box.toggled.connect(lambda _on: self._finish(entry))
        who = label(_("{who}, {day}").format(who=_owner(entry.party, self.pairing), day=self._due(entry)))
        who.setProperty("kind", "late" if entry.late else "quiet")
        words = column(label(entry.text, wrap=True), row(who, None), spacing=2)
        if entry.roadblock:
            words.insertLayout(0, row(Pill(_("Roadblock"), "attention", "triangle-alert"), None))
        change = button(_("Change action"), "pencil", "tool", partial(self._change, entry))
        made = QWidget()
        line = row(box, words, change, stretch=1)
        line.setAlignment(box, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(change, Qt.AlignmentFlag.AlignTop)
        made.setLayout(line)
        return made

    def _due(self, entry: ActionRow) -> str:
        if entry.due_on is None:
            return _("no day set")
        if entry.late:
            days = (self.desk.today() - entry.due_on).days
            return ngettext("{n} day late", "{n} days late", days).format(n=reader().number(days))
        return _("by {day}").format(day=on_day(entry.due_on))

    def _finish(self, entry: ActionRow) -> None:
        today = self.desk.today()
        finish = partial(actions.finish_action, self.desk.database, action=entry.id, today=today)
        self.desk.act(finish, _("Done: {action}").format(action=isolate(entry.text)))


class GoalsCard(Card):
    """Each goal with its progress; the Goals page does the rest."""

    def __init__(self, opening: Slot) -> None:
        super().__init__(_("Goals"), " ")
        self._opening = opening

    def show_rows(self, rows: Sequence[GoalRow], today: date) -> None:
        emptied(self.body)
        late = sum(goal.is_late(today) for goal in rows)
        self.trailing.setText(late_words(late) if late else "")
        for goal in rows:
            if goal.status is not GoalStatus.DROPPED:
                self.body.addLayout(_goal(goal, today))
        if not rows:
            self.body.addWidget(label(_("No goal is set yet."), "state"))
        self.body.addLayout(row(button(_("Open goals"), "target", "link", self._opening), None))


def hours_card(facts: PairingFacts) -> Card:
    """The hours of each month as columns, with the agreed time drawn in."""
    agreed = facts.row.month_agreed / 60
    told = reader().number(round(agreed, 1))
    made = Card(_("Hours a month"), _("agreed {hours}").format(hours=told))
    names = reader().locale.months["stand-alone"]["abbreviated"]
    values = [(str(names[first.month]), minutes / 60 or None) for first, minutes in facts.months]
    chart = Columns(values, agreed, lambda value: reader().number(value, 1), name=_("Hours a month"))
    made.body.addWidget(chart)
    return made


def notes_card(facts: PairingFacts, change: Slot) -> Card:
    """The coordinator's own notes."""
    made = Card(_("Notes"), _("only for coordinators"))
    made.body.addWidget(label(facts.notes, wrap=True))
    made.body.addLayout(row(button(_("Change…"), "pencil", "link", change), None))
    return made


def _goal(goal: GoalRow, today: date) -> QVBoxLayout:
    reached = goal.status is GoalStatus.REACHED
    tone = "good" if reached else "late" if goal.is_late(today) else "accent"
    steps = _("{n} of {of}").format(n=goal.steps_reached, of=goal.steps)
    told = word(goal.status) if reached else steps if goal.steps else reader().percent(goal.progress / 100)
    title = label(goal.title, elide=True)
    head = row(title, label(told, "good" if reached else "quiet"), stretch=0)
    return column(head, Progress(goal.progress / 100, tone=tone, name=goal.title), spacing=4)


def _owner(party: Party, found: PairingRow) -> str:
    if party is Party.MENTOR:
        return isolate(short(found.mentor))
    if party is Party.MENTEE:
        return isolate(short(found.mentee))
    return _("you") if party is Party.COORDINATOR else word(party)
