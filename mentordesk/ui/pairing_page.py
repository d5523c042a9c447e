"""One pairing's page: who they are, what happened and lies ahead, what is next."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QVBoxLayout, QWidget

from mentordesk.i18n import _, reader
from mentordesk.operations.actions import ActionRow, open_actions
from mentordesk.operations.goals import GoalRow, goals_of
from mentordesk.operations.mediations import MediationRow, mediations
from mentordesk.operations.pairing_facts import PairingFacts, pairing_facts
from mentordesk.operations.pairing_timeline import Entry, Happening, timeline
from mentordesk.operations.programme import programme_of, role_words
from mentordesk.ui.page import Desk
from mentordesk.ui.pairing_cards import ActionsCard, GoalsCard, hours_card, notes_card
from mentordesk.ui.pairing_head import PairingHead
from mentordesk.ui.pairing_mediation import mediation_card
from mentordesk.ui.pairing_moments import GROUPS, SESSIONS, moments
from mentordesk.ui.pairing_steps import Steps
from mentordesk.ui.session_dialog import log_session
from mentordesk.ui.theme import theme
from mentordesk.ui.timeline import Timeline
from mentordesk.ui.widgets import Card, boxed, chip, column, emptied, row, scrolled

SIDES = ((900, 336), (640, 280))
"""From so many points of width on, so many for the cards beside what happened; else they stand under it."""

STACKED = 320
"""Points of height for each of the two where one stands under the other."""

Direction = QBoxLayout.Direction


class PairingView(QWidget):
    """Shows one pairing after `open`; `gone` when it is no longer there, as after an undo."""

    gone: ClassVar[Signal] = Signal()

    def __init__(self, desk: Desk, steps: Steps) -> None:
        super().__init__()
        self.desk, self.steps = desk, steps
        self.key: bytes | None = None
        self.facts: PairingFacts | None = None
        self.shown = GROUPS[0][0]
        self.head = PairingHead(steps, self.log)
        self.happened = Timeline()
        self.happened.opened.connect(self._opened)
        self.next = ActionsCard(desk)
        self.goals = GoalsCard(lambda: desk.go("goals", pairing=self.key))
        self._more = QVBoxLayout()
        self._beside = scrolled(self._side())
        self._below = row(self._past(), self._beside, spacing=16, stretch=0)
        all_of_it = boxed(column(self.head, self._below, spacing=16, stretch=1))
        self.setLayout(column(scrolled(all_of_it), spacing=0))

    def open(self, key: bytes) -> None:
        """Show the pairing of a key."""
        self.key = key
        self.show_group(GROUPS[0][0])

    def log(self) -> None:
        """Log a session of this pairing."""
        log_session(self.desk, self.key)

    def show_group(self, group: str) -> None:
        """Leave one kind of thing on the time line."""
        self.shown = group
        self.refresh()

    def refresh(self) -> None:
        """Read the pairing anew."""
        if self.key is None:
            return
        today = self.desk.today()
        with self.desk.database.read() as view:
            self.facts = facts = pairing_facts(view, self.key, today=today)
            if facts is None:
                self.gone.emit()
                return
            entries = timeline(view, self.key, today=today)
            todo = open_actions(view, pairing=self.key, today=today)
            goals = goals_of(view, self.key)
            cases = mediations(view, pairing=self.key)
            roles = role_words(programme_of(view))
        self.head.show_facts(facts, roles, today)
        self._show_past(entries, facts)
        self._show_side(facts, todo, goals)
        self._show_cases(facts, cases)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        now, width = theme(), event.size().width()
        side = next((points for least, points in SIDES if width >= now.px(least)), 0)
        self._below.setDirection(Direction.LeftToRight if side else Direction.TopToBottom)
        self._beside.setMinimumWidth(now.px(side))
        self._beside.setMaximumWidth(now.px(side) if side else width)
        for part in (self._card, self._beside):
            part.setMinimumHeight(0 if side else now.px(STACKED))
        self._card.title.setVisible(side != SIDES[1][1])

    def _past(self) -> Card:
        self._card = made = Card(_("What happened"), " ")
        made.flush()
        self._chips: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for key, words, _kinds in GROUPS:
            self._chips[key] = chip(_(words), chosen=key == self.shown, slot=partial(self.show_group, key))
            group.addButton(self._chips[key])
            made.head.addWidget(self._chips[key])
        made.body.addWidget(scrolled(self.happened, _("What happened")), 1)
        return made

    def _side(self) -> QWidget:
        made = QWidget()
        made.setLayout(column(self.next, self.goals, self._more, None, spacing=16))
        return made

    def _show_past(self, entries: list[Entry], facts: PairingFacts) -> None:
        for key, words, kinds in GROUPS:
            n = sum(entry.kind in kinds for entry in entries)
            counted = _("{group} {n}").format(group=_(words), n=reader().number(n))
            self._chips[key].setText(_(words) if key == GROUPS[0][0] else counted)
            self._chips[key].setVisible(n > 0 or key == self.shown)
            self._chips[key].setChecked(key == self.shown)
        wanted = next(kinds for key, _words, kinds in GROUPS if key == self.shown)
        self.happened.show_moments(moments([entry for entry in entries if entry.kind in wanted], facts))

    def _show_side(self, facts: PairingFacts, todo: list[ActionRow], goals: list[GoalRow]) -> None:
        emptied(self._more)
        self.next.show_rows(facts.row, todo)
        self.goals.show_rows(goals, self.desk.today())
        self._more.addWidget(hours_card(facts))
        if facts.notes:
            self._more.addWidget(notes_card(facts, partial(self.steps.note, facts.row)))

    def _show_cases(self, facts: PairingFacts, cases: list[MediationRow]) -> None:
        if cases:
            change = partial(self.steps.mediate, facts.row)
            close = partial(self.steps.close_case, facts.row, cases[0])
            self._more.addWidget(mediation_card(cases, change, close))

    def _opened(self, what: tuple[Happening, bytes]) -> None:
        kind, key = what
        if kind in SESSIONS:
            self.desk.go("sessions", session=key)
        elif kind in (Happening.GOAL_SET, Happening.GOAL):
            self.desk.go("goals", goal=key)
