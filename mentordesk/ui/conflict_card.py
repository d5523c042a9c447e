"""A cell that two copies wrote differently: the value both knew, both values, and which one is to hold."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QRadioButton, QVBoxLayout

from mentordesk.i18n import _, reader
from mentordesk.operations.bringing_in import ConflictWords, SideWords
from mentordesk.storage.conflicts import Way
from mentordesk.ui.marks import Pill
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import Card, card, emptied, label, row, set_kind

BESIDE = 540
"""The width from which the values stand side by side."""

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
        self.values: dict[Way, QFrame] = {}
        self._state = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        title = label(words.field, "strong", wrap=True)
        about = label(words.about, "quiet", elide=True)
        box.addLayout(row(title, about, None, self._state))
        sides = [self._base(), self._side(words.mine, _("Mine")), self._side(words.theirs, self._from())]
        self._sides = row(*sides, spacing=12)
        for at in range(len(sides)):
            self._sides.setStretch(at, 1)
        box.addLayout(self._sides)
        newer = label(_("Left open, the newer value holds."), "quiet", elide=True)
        box.addLayout(row(*self._others(), newer))
        self.show_way(way)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one of the values, for then they stand one below another."""
        return QSize(theme().px(BESIDE // 3), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The values stand side by side where there is room."""
        super().resizeEvent(event)
        beside = self.width() >= theme().px(BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() is not direction:
            self._sides.setDirection(direction)

    def show_way(self, way: Way | None) -> None:
        """Which choice holds."""
        self.radios[way].setChecked(True)
        for side, made in self.values.items():
            set_kind(made, "card", "chosen" if way in {side, Way.BOTH} else "true")
        emptied(self._state)
        if way is None:
            self._state.addWidget(Pill(_("still open"), "attention", "circle-alert"))
        else:
            self._state.addWidget(Pill(_("decided"), "good", "check"))

    def _from(self) -> str:
        actor = self.words.theirs.actor
        return _("From {name}’s copy").format(name=actor) if actor else _("From the copy")

    def _base(self) -> QFrame:
        made = Card(tone="sunken")
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
        self.values[side.way] = made
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
