"""What is wanted of the pairings: chips for the states and for the stuck, a name, list or board."""

from collections import Counter
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from mentordesk.domain.pairing import OPEN, PairingStatus
from mentordesk.domain.words import word
from mentordesk.i18n import _, reader
from mentordesk.operations.pairing_rows import PairingRow
from mentordesk.ui.flow import Flow
from mentordesk.ui.widgets import button, chip, find_field, row

EVERY, STUCK = "open", "stuck"


class PairingFilters(QWidget):
    """`changed` when other rows are wanted, `typed(text)` while typing, `switched(bool)` to the board."""

    changed: ClassVar[Signal] = Signal()
    typed: ClassVar[Signal] = Signal(str)
    switched: ClassVar[Signal] = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = EVERY
        self._counted: list[PairingRow] = []
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for key in (EVERY, STUCK, *PairingStatus):
            self.chips[key] = chip(_name(key), chosen=key == EVERY, slot=partial(self.want, key))
            self._group.addButton(self.chips[key])
        self.field = find_field(_("Find by name"))
        self.field.textChanged.connect(self.typed)
        self.switch = button(_("Board"), "columns-3", "plain")
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._switch)
        self.setLayout(row(Flow(*self.chips.values()), self.field, self.switch, stretch=0))

    def want(self, key: str) -> None:
        """Show the rows of a chip from now on."""
        self.wanted = key
        self.chips[key].setChecked(True)
        self.changed.emit()

    def keeps(self, found: PairingRow) -> bool:
        """Whether a pairing is among those wanted."""
        if self.wanted == EVERY:
            return found.status in OPEN
        return found.stuck if self.wanted == STUCK else found.status == self.wanted

    def count(self, rows: list[PairingRow]) -> None:
        """Write on each chip how many it would show; hide the empty ones, and all on the board."""
        self._counted = rows
        counts = Counter[str](found.status for found in rows)
        counts[EVERY] = sum(found.status in OPEN for found in rows)
        counts[STUCK] = sum(found.stuck for found in rows)
        for key, made in self.chips.items():
            made.setText(_("{state} {n}").format(state=_name(key), n=reader().number(counts[key])))
            wanted = key in {EVERY, self.wanted} or counts[key] > 0
            made.setVisible(wanted and not self.switch.isChecked())

    def _switch(self, board: bool) -> None:
        self.switch.setText(_("List") if board else _("Board"))
        self.switch.setAccessibleName(_("Show as a list") if board else _("Show as a board"))
        self.count(self._counted)
        self.switched.emit(board)


def _name(key: str) -> str:
    if key == EVERY:
        return _("Open")
    return _("Stuck") if key == STUCK else word(PairingStatus(key))
