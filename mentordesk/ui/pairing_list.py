"""The list of pairings: its columns, its filters, and the bar for the many chosen."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentordesk.domain.pairing import PairingStatus
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, reader
from mentordesk.operations.pairing_rows import PairingRow
from mentordesk.ui.page import Desk
from mentordesk.ui.pairing_many import ManySteps
from mentordesk.ui.pairing_steps import Steps, steps_for
from mentordesk.ui.pairing_words import (
    hours,
    icon,
    initials,
    last_met,
    open_words,
    pulse,
    status_line,
    tone,
    used_of_agreed,
)
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState

FAR = date.max
GIVES_WAY = (("fit", 960), ("actions", 960), ("pulse", 960), ("held", 840))
"""Columns that are left out where the list is narrower than so many pixels."""


class PairingList(QWidget):
    """Emits `opened(row)` on Enter or a double click."""

    opened: ClassVar[Signal] = Signal(object)

    def __init__(self, desk: Desk, steps: Steps, pair: Callable[[], None]) -> None:
        super().__init__()
        self.desk, self.steps = desk, steps
        nothing = EmptyState(
            "handshake",
            _("Pairings stand here once people are matched."),
            _("Pair two people by hand"),
            pair,
        )
        self.table = Table(
            columns(desk.today), search=searched, empty=nothing, checks=True, name=_("Pairings")
        )
        self.table.row_opened.connect(self.opened)
        self.table.row_chosen.connect(self._offer)
        self.many = ManySteps(desk, self, self.table.checked)
        self.table.bar_actions([*self.many.actions(), Action(_("Copy addresses"), "copy", self._copy)])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)

    def show_rows(self, rows: list[PairingRow]) -> None:
        self.table.show_rows(rows)
        self._offer(self.table.chosen())

    def _offer(self, row: PairingRow | None) -> None:
        """The context menu holds what the chosen pairing's state allows."""
        if row is None:
            self.table.actions_for_row([])
            return
        opening = Action(_("Open the pairing"), "eye", lambda: self.opened.emit(row))
        offered = [
            Action(_(step.words), step.icon, partial(step.do, self.steps, row)) for step in steps_for(row)
        ]
        self.table.actions_for_row([opening, *offered])

    def _copy(self) -> None:
        self.steps.copy_addresses(self.table.checked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for key, width in GIVES_WAY:
            self.table.show_column(key, shown=event.size().width() >= theme().px(width))


def searched(row: PairingRow) -> str:
    return f"{row.mentor.name} {row.mentee.name}"


def columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """What the list shows of a pairing."""
    return (*_who(), *_when(today), *_how_much())


def _who() -> tuple[Column, ...]:
    return (
        Column(
            "mentor",
            N_("Mentor"),
            lambda row: row.mentor.name,
            width=136,
            kind="person",
            stretch=True,
            initials=lambda row: initials(row.mentor),
            row_key=lambda row: row.mentor.person,
        ),
        Column(
            "mentee",
            N_("Mentee"),
            lambda row: row.mentee.name,
            width=136,
            kind="person",
            stretch=True,
            initials=lambda row: initials(row.mentee),
            row_key=lambda row: row.mentee.person,
        ),
        Column(
            "status",
            N_("Status"),
            lambda row: word(row.status),
            width=104,
            kind="pill",
            tone=tone,
            icon=icon,
            sort=lambda row: list(PairingStatus).index(row.status),
            tooltip=status_line,
        ),
    )


def _when(today: Callable[[], date]) -> tuple[Column, ...]:
    return (
        Column(
            "last",
            N_("Last met"),
            lambda row: last_met(row, today()),
            width=112,
            kind="date",
            tone=lambda row: "late" if row.stuck else "",
            sort=lambda row: row.last_day or row.since or FAR,
            tooltip=lambda row: reader().date(row.last_day, "full") if row.last_day else _("never"),
        ),
        Column(
            "next",
            N_("Next"),
            lambda row: reader().relative_day(row.next_day, today()) if row.next_day else "",
            width=92,
            kind="date",
            sort=lambda row: row.next_day or FAR,
            tooltip=lambda row: reader().date(row.next_day, "full") if row.next_day else "",
        ),
    )


def _how_much() -> tuple[Column, ...]:
    return (
        Column("held", N_("Sessions"), lambda row: str(row.held), width=68, kind="number", sort=_held),
        Column(
            "hours",
            N_("This month"),
            used_of_agreed,
            width=88,
            kind="number",
            sort=lambda row: row.month_used,
            tooltip=lambda row: _("{used} of {agreed} h agreed a month").format(
                used=hours(row.month_used), agreed=hours(row.month_agreed)
            ),
        ),
        Column(
            "actions",
            N_("Actions"),
            lambda row: str(row.open_actions or ""),
            width=64,
            kind="number",
            sort=lambda row: row.open_actions,
            tooltip=lambda row: open_words(row.open_actions, row.late_actions),
        ),
        Column("pulse", N_("Pulse"), pulse, width=52, kind="number", sort=lambda row: row.pulse or 0),
        Column(
            "fit",
            N_("Fit"),
            lambda row: "" if row.fit is None else str(row.fit),
            width=48,
            kind="number",
            sort=lambda row: row.fit or 0,
        ),
    )


def _held(row: PairingRow) -> int:
    return row.held
