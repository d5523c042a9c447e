"""The column at the leading edge: what must hold, what counts, what was decided by hand."""

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mentordesk.i18n import _, reader
from mentordesk.operations.matching import Choice
from mentordesk.operations.matching_view import Matching
from mentordesk.ui.matching_objective import Objectives
from mentordesk.ui.matching_rules import Rules
from mentordesk.ui.matching_weights import Weights
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, row, rule, scrolled

WIDTH = 232
FIRST_OF_TERMS = 2
"""Rules and weights come after the objective and the line under it."""


class Terms(QFrame):
    """`looked_at(Choice)` while a slider moves; `weighed(key, points)`, `ruled(key, value)` and
    `aimed(Objective)` to be kept; `details_wanted` for all that can be set about the criteria.
    """

    looked_at: ClassVar[Signal] = Signal(object)
    weighed: ClassVar[Signal] = Signal(str, int)
    ruled: ClassVar[Signal] = Signal(str, object)
    aimed: ClassVar[Signal] = Signal(object)
    details_wanted: ClassVar[Signal] = Signal()
    match_wanted: ClassVar[Signal] = Signal()
    marks_wanted: ClassVar[Signal] = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setAccessibleName(_("What matching goes by"))
        self.rules: Rules | None = None
        self.weights: Weights | None = None
        self._choice = Choice({}, {})
        inner = QWidget()
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(*(theme().px(n) for n in (16, 12, 8, 12)))
        self._parts.setSpacing(theme().px(10))
        self.objectives = Objectives()
        self.objectives.chosen.connect(self.aimed)
        self.details = button(_("Details…"), "settings", "link", self.details_wanted.emit)
        for part in (self.objectives, rule()):
            self._parts.addWidget(part)
        self._parts.addLayout(row(self.details, None))
        self._parts.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, theme().px(16))
        outer.setSpacing(theme().px(8))
        outer.addWidget(scrolled(inner), 1)
        self.marks = button("", "ban", "link", self.marks_wanted.emit)
        self.match = button(_("Match the open part"), "play", "soft", self.match_wanted.emit)
        for made in (self.marks, self.match):
            foot = QVBoxLayout()
            foot.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
            foot.addWidget(made)
            outer.addLayout(foot)
        self.marks.hide()
        self.setFixedWidth(max(theme().px(WIDTH), self.match.sizeHint().width() + theme().px(32)))

    def show_matching(self, matching: Matching) -> None:
        """What holds now; the widgets are made when first needed, as they need the criteria."""
        if self.rules is None or self.weights is None:
            self.rules, self.weights = self._make()
        self._choice = matching.choice
        self.objectives.show_objective(matching.choice.objective)
        self.rules.show_rules(matching.choice.rules, matching.proposal.ruled_out)
        self.weights.show_weights(dict(matching.choice.weights))
        n = len(matching.decided)
        self.marks.setText(_("Decided by hand: {n}").format(n=reader().number(n)))
        self.marks.setAccessibleName(self.marks.text())
        self.marks.setVisible(n > 0)
        self._parts.activate()  # else what was just made may lie on itself till the next event

    def _make(self) -> tuple[Rules, Weights]:
        rules, weights = Rules(), Weights()
        for at, part in enumerate((rules, rule(), weights), FIRST_OF_TERMS):
            self._parts.insertWidget(at, part)
        rules.changed.connect(self.ruled)
        weights.settled.connect(self.weighed)
        weights.moved.connect(lambda: self.looked_at.emit(replace(self._choice, weights=weights.weights())))
        return rules, weights
