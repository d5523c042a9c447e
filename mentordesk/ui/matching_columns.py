"""The columns of the Matching page, and which of them are seen in how much room."""

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from mentordesk.i18n import N_, _
from mentordesk.ui.flow import Flow
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, chip, column, row

ROOMY, NARROW = 1000, 640
"""From the first width on rules and chosen pair stand beside the list; below it they take turns, and below
the second one all three do.
"""
WIDEST = (1 << 24) - 1
PARTS = (
    ("terms", N_("What matching goes by")),
    ("list", N_("Proposals")),
    ("pair", N_("The chosen pair")),
)


class Columns(QWidget):
    """Rules, list and chosen pair, with a foot under the last two; `toggle` is of the pair, where it and the
    rules take turns.
    """

    def __init__(
        self, terms: QWidget, middle: QWidget, panel: QWidget, foot: QWidget, toggle: QPushButton
    ) -> None:
        super().__init__()
        self.turn = "list"
        self.parts = {"terms": terms, "list": middle, "pair": panel}
        self.toggle = toggle
        self.chips = {key: chip(_(words), slot=partial(self.show_part, key)) for key, words in PARTS}
        turns = row(boxed(Flow(*self.chips.values())), stretch=0)
        self.turns = boxed(turns)
        turns.setContentsMargins(*(theme().px(n) for n in (8, 0, 8, 8)))
        self.beside = boxed(column(row(middle, panel, spacing=0, stretch=0), foot, spacing=0, stretch=0))
        across = row(terms, self.beside, spacing=0, stretch=1)
        self.setLayout(column(self.turns, across, spacing=0, stretch=1))
        toggle.clicked.connect(lambda on: self.show_part("pair" if on else "list"))

    def show_part(self, key: str) -> None:
        """Let this one be seen, whatever the room."""
        self.turn = key
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def seen(self, key: str) -> bool:
        """Whether there is room for a part at this width."""
        if self.width() >= theme().px(ROOMY):
            return True
        if self.width() < theme().px(NARROW):
            return key == self.turn
        return key == "list" or (key == "pair") == (self.turn == "pair")

    def _fold(self) -> None:
        narrow = self.width() < theme().px(NARROW)
        self.turns.setVisible(narrow)
        self.toggle.setVisible(not narrow and self.width() < theme().px(ROOMY))
        self.toggle.setChecked(self.turn == "pair")
        for key, part in self.parts.items():
            self.chips[key].setChecked(key == self.turn)
            part.setVisible(self.seen(key))
            if key != "list":
                part.setMaximumWidth(WIDEST if narrow else part.minimumWidth())
        self.beside.setVisible(not narrow or self.turn != "terms")
