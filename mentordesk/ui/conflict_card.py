"""A cell that two copies wrote differently: the value both knew, both values, and which one is to hold."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout

from mentordesk.i18n import _, reader
from mentordesk.operations.bringing_in import ConflictWords, SideWords
from mentordesk.storage.conflicts import Way
from mentordesk.ui.marks import Pill
from mentordesk.ui.widgets import card, emptied, label, row

Chosen = Callable[[ConflictWords, Way | None], None]


class ConflictCard(QFrame):
    """Shows one conflict; `chosen(conflict, way)` of each choice, None for deciding later."""

    def __init__(self, words: ConflictWords, zone: str, chosen: Chosen, way: Way | None = None) -> None:
        super().__init__()
        self.words = words
        self._zone = zone
        self._chosen = chosen
        self.choices = QButtonGroup(self)
        self.choices.setExclusive(True)
        self.radios: dict[Way | None, QRadioButton] = {}
        self._state = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        title = label(words.field, "strong", wrap=True)
        about = label(words.about, "quiet", elide=True)
        box.addLayout(row(title, about, None, self._state))
        sides = [self._base(), self._side(words.mine, _("Mine")), self._side(words.theirs, self._from())]
        line = row(*sides, spacing=12)
        for at in range(len(sides)):
            line.setStretch(at, 1)
        box.addLayout(line)
        box.addLayout(row(*self._others(), None, label(_("Left open, the newer value holds."), "quiet")))
        self.show_way(way)

    def show_way(self, way: Way | None) -> None:
        """Which choice holds."""
        self.radios[way].setChecked(True)
        emptied(self._state)
        if way is None:
            self._state.addWidget(Pill(_("still open"), "attention", "circle-alert"))
        else:
            self._state.addWidget(Pill(_("decided"), "good", "check"))

    def _from(self) -> str:
        actor = self.words.theirs.actor
        return _("From {name}’s copy").format(name=actor) if actor else _("From the copy")

    def _base(self) -> QFrame:
        made = card()
        made.body.addWidget(label(_("Before"), "quiet"))
        made.body.addWidget(label(self.words.base, wrap=True))
        made.body.addWidget(label(_("what both had"), "quiet"))
        made.body.addStretch(1)
        return made

    def _side(self, side: SideWords, title: str) -> QFrame:
        made = card()
        made.body.addWidget(self._radio(side.way, title, side.value))
        made.body.addWidget(label(side.value, wrap=True))
        when = reader().instant(side.at, self._zone)
        made.body.addWidget(label(reader().line((side.actor, when)), "quiet", wrap=True))
        made.body.addStretch(1)
        return made

    def _others(self) -> list[QRadioButton]:
        made = [self._radio(None, _("Decide later"), "")]
        if self.words.conflict.joinable:
            made.append(self._radio(Way.BOTH, _("Keep both"), ""))
        return made

    def _radio(self, way: Way | None, title: str, value: str) -> QRadioButton:
        made = QRadioButton(title)
        made.setAccessibleName(reader().line((self.words.field, title, value)))
        made.clicked.connect(lambda _on=False: self._clicked(way))
        self.choices.addButton(made)
        self.radios[way] = made
        return made

    def _clicked(self, way: Way | None) -> None:
        self.show_way(way)
        self._chosen(self.words, way)
