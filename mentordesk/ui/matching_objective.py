"""What a matching is to be best at: four ways, and what the chosen one means in a sentence."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from mentordesk.domain.scenario import Objective
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import label

MEANINGS: dict[Objective, str] = {
    Objective.MOST: N_(
        "As many people as possible get a partner; of all such ways, the one that suits best."
    ),
    Objective.TOTAL: N_("The highest total fit, even if somebody goes without a mentor for it."),
    Objective.FAIR: N_("The pair that suits least suits as well as can be, then the next, and so on."),
    Objective.STABLE: N_("No mentee and mentor would both rather have each other than whom they got."),
}


class Objectives(QWidget):
    """`chosen(Objective)` when a coordinator takes another."""

    chosen: ClassVar[Signal] = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What counts first"))
        self.meaning = label("", "quiet", wrap=True)
        self._group = QButtonGroup(self)
        self.buttons = {one: self._button(one) for one in MEANINGS}
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme().px(4))
        inner.addWidget(label(_("What counts first"), "strong"))
        for made in self.buttons.values():
            inner.addWidget(made)
        inner.addWidget(self.meaning)

    def show_objective(self, objective: Objective) -> None:
        """What holds now."""
        self.buttons[objective].setChecked(True)
        self.meaning.setText(_(MEANINGS[objective]))

    def _button(self, objective: Objective) -> QRadioButton:
        made = QRadioButton(word(objective))
        made.setToolTip(_(MEANINGS[objective]))
        made.setAccessibleDescription(_(MEANINGS[objective]))
        made.clicked.connect(lambda: self.chosen.emit(objective))
        self._group.addButton(made)
        return made
