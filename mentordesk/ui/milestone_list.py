"""The milestones of a goal: ticked, moved and changed in their place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mentordesk.i18n import _, reader
from mentordesk.operations.goals import MilestoneRow
from mentordesk.ui.widgets import button, column, label, row


@dataclass(frozen=True)
class Changes:
    """What the list asks for; `order` gets the keys in their new order."""

    reach: Callable[[bytes, bool], object]
    order: Callable[[list[bytes]], object]
    change: Callable[[MilestoneRow], object]
    remove: Callable[[MilestoneRow], object]


def fill(box: QVBoxLayout, steps: Sequence[MilestoneRow], today: date, changes: Changes) -> None:
    """Put a line for each step into `box`."""
    keys = [step.id for step in steps]
    for at, step in enumerate(steps):
        box.addWidget(MilestoneLine(step, today, changes, keys, at))


class MilestoneLine(QWidget):
    """A tick, its day, and what can be done with it."""

    def __init__(self, step: MilestoneRow, today: date, changes: Changes, keys: list[bytes], at: int) -> None:
        super().__init__()
        self.tick = QCheckBox()
        self.tick.setChecked(step.reached_on is not None)
        self.tick.setAccessibleName(step.title)
        self.tick.toggled.connect(lambda on: changes.reach(step.id, on))
        when = label(_when(step), "late" if step.is_late(today) else "quiet", elide=True)
        words = column(label(step.title, elide=True), when, spacing=0)
        self.up = button(_("Move up"), "arrow-up", "tool", partial(self._move, changes, keys, at))
        self.up.setEnabled(at > 0)
        edit = button(_("Change milestone"), "pencil", "tool", lambda: changes.change(step))
        drop = button(_("Remove milestone"), "trash-2", "tool", lambda: changes.remove(step))
        self.setLayout(row(self.tick, words, self.up, edit, drop, stretch=1, spacing=4))

    @staticmethod
    def _move(changes: Changes, keys: list[bytes], at: int) -> None:
        changes.order([*keys[: at - 1], keys[at], keys[at - 1], *keys[at + 1 :]])


def _when(step: MilestoneRow) -> str:
    if step.reached_on:
        return _("reached on {day}").format(day=reader().date(step.reached_on))
    return _("due {day}").format(day=reader().date(step.due_on)) if step.due_on else ""
