"""Today: the figures, what needs the coordinator, the sessions of the week, the clocks.

The first page that is seen: what only a button needs is imported when it is pressed (PERFORMANCE.md, P2).
"""

from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mentordesk.i18n import N_, _, filled, ngettext, reader
from mentordesk.operations.today import Facts, Item
from mentordesk.ui.charts import Strip
from mentordesk.ui.page import Page
from mentordesk.ui.theme import theme
from mentordesk.ui.today_parts import NeedChips, group_widget, names_of, week_widgets
from mentordesk.ui.today_words import clock_words, metric, state_line
from mentordesk.ui.widgets import EmptyState, banner, button, card, emptied, row, scrolled

if TYPE_CHECKING:
    from mentordesk.operations.notices import Notice
    from mentordesk.operations.pairing_rows import PairingRow
    from mentordesk.ui.pairing_steps import Steps

SIDE_WIDTH = 312
BOTH = 640
"""The width from which on the week has room beside what needs somebody."""
HIGH = 460
"""The height from which on the figures have room above it."""

WEEK_SHOWN = 6
"""So many sessions leave room for what stands below them."""


class TodayPage(Page):
    """What needs me today, and the button that does it."""

    key = "today"
    title = N_("Today")
    icon = "sun"
    shows = frozenset(
        {
            "action",
            "certificate",
            "check_in",
            "cohort",
            "goal",
            "left_as_is",
            "milestone",
            "pairing",
            "participant",
            "person",
            "programme",
            "session",
            "wish",
        }
    )

    def build(self) -> None:
        self.facts = Facts([], [], [], [])
        self.notices: list[Notice] = []
        self._open: set[str] = set()
        self.add_primary(_("Log sessions"), "notebook-pen", self._log)
        self.strip = Strip()
        self.needs = card(_("What needs you"))
        self.needs.flush()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.groups: dict[str, QWidget] = {}
        self.chips = NeedChips(self._go_to)
        chips = row(self.chips, stretch=0)
        chips.setContentsMargins(theme().px(15), 0, theme().px(15), 0)
        self.area = scrolled(_holder(self.lines))
        self.needs.body.addLayout(chips)
        self.needs.body.addWidget(self.area, 1)
        self.side = QVBoxLayout()
        self.side.setSpacing(theme().px(16))
        self.side.setContentsMargins(0, 0, 0, 0)
        self.beside = beside = scrolled(_holder(self.side))
        beside.setFixedWidth(theme().px(SIDE_WIDTH))
        across = QHBoxLayout()
        across.setSpacing(theme().px(16))
        across.addWidget(self.needs, 1)
        across.addWidget(beside)
        self.body.addWidget(self.strip)
        self.body.addLayout(across, 1)

    @cached_property
    def steps(self) -> "Steps":
        from mentordesk.ui.pairing_steps import Steps

        return Steps(self.desk, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What needs somebody comes first: the figures and the week give way to it."""
        super().resizeEvent(event)
        self.beside.setVisible(event.size().width() >= theme().px(BOTH))
        self.strip.setVisible(event.size().height() >= theme().px(HIGH))

    def refresh(self) -> None:
        """Read off the window's thread: a large file takes a moment."""
        self.desk.do(self.desk.facts, done=self._was_read)

    def _was_read(self, facts: Facts) -> None:
        """Show it; then look through the whole file for what else waits, which takes longer."""
        self.show_facts(facts)
        database, today = self.desk.database, self.desk.today()

        def look() -> "list[Notice]":
            from mentordesk.operations.notices import notices

            with database.read() as view:
                return notices(view, today=today)

        self.desk.do(look, done=self.show_notices)

    def show_facts(self, facts: Facts) -> None:
        self.facts = facts
        self.say_state(state_line(self.desk.today(), facts.count, facts.late))
        self.strip.show_metrics([metric(figure) for figure in facts.figures])
        self._show_needs()
        self._show_side()

    def show_notices(self, found: "list[Notice]") -> None:
        if found != self.notices:
            self.notices = found
            self._show_needs()

    def do(self, item: Item) -> None:
        """What the button of a line does."""
        answers = {
            "write": self._write,
            "check_in": self._check_in,
            "activate": self._activate,
            "goal": self._open_goal,
            "done": self._finish,
            "match": self._match,
        }
        answers[item.action](item)

    def look_at(self, notice: "Notice") -> None:
        """Where the button of a notice leads."""
        from mentordesk.operations.notices import DUE

        if notice.key == DUE:
            from mentordesk.ui.retention_dialog import DueDialog

            self.due = DueDialog(self, self.desk)
            self.due.open()
        else:
            self.desk.go("sharing")

    def _show_needs(self) -> None:
        emptied(self.lines)
        if self.notices:
            from mentordesk.ui.today_notices import notices_widget

            self.lines.addWidget(notices_widget(self.notices, self.look_at))
        self.chips.show_groups(self.facts.groups)
        self.groups = {}
        for group in self.facts.groups:
            made = group_widget(
                group, self.desk.today(), self.do, self._show_all, every=group.key in self._open
            )
            self.groups[group.key] = made
            self.lines.addWidget(made)
        if not (self.facts.groups or self.notices):
            self.lines.addWidget(self._nothing(), 1)
        self.lines.addStretch(1)
        # Without this the lines are laid out for the old size, and lie over each other.
        self.lines.activate()

    def _go_to(self, key: str) -> None:
        """Bring the lines of a group to the top."""
        self.area.verticalScrollBar().setValue(self.groups[key].y())

    def _nothing(self) -> EmptyState:
        if not self.facts.empty:
            return EmptyState("circle-check", _("Nothing needs you today."))
        return EmptyState(
            "users",
            _("Here stands what needs you, once people are in the programme."),
            _("Bring in people"),
            lambda: self.desk.go("people"),
        )

    def _show_side(self) -> None:
        emptied(self.side)
        count = len(self.facts.week)
        words = ngettext("{n} planned", "{n} planned", count).format(n=reader().number(count))
        place = self.desk.zone.rpartition("/")[2].replace("_", " ")
        told = _("{planned}, {place} time").format(planned=words, place=place)
        week = card(_("Sessions this week"), told if count else _("none planned"))
        week.flush()
        week.body.setSpacing(0)
        for widget in week_widgets(self.facts.week[:WEEK_SHOWN], self.desk.today(), self.desk.zone):
            week.body.addWidget(widget)
        plan = button(_("Plan a session"), "calendar-plus", "link", self._plan)
        see_all = button(_("See all"), kind="link", slot=lambda: self._see(self.desk.today()))
        week.body.addLayout(row(plan, None, see_all))
        self.side.addWidget(week)
        for change in self.facts.clocks:
            head, told = clock_words(change)
            see = button(_("See the sessions"), slot=partial(self._see, change.day))
            self.side.addWidget(banner(head, "attention", see, told))
        self.side.addStretch(1)
        self.side.activate()

    def _log(self) -> None:
        from mentordesk.ui.session_dialog import log_session

        log_session(self.desk)

    def _plan(self) -> None:
        from mentordesk.ui.session_dialog import plan_session

        plan_session(self.desk)

    def _see(self, day: date) -> None:
        self.desk.go("sessions", status="planned", first=day)

    def _show_all(self, key: str) -> None:
        self._open.add(key)
        self._show_needs()

    def _row(self, item: Item) -> "PairingRow | None":
        from mentordesk.operations.pairing_rows import pairing_row

        with self.desk.database.read() as view:
            return pairing_row(view, item.pairing or item.record, today=self.desk.today())

    def _write(self, item: Item) -> None:
        found = self._row(item)
        if found:
            self.steps.write(found)

    def _check_in(self, item: Item) -> None:
        found = self._row(item)
        if found:
            self.steps.check_in(found)

    def _activate(self, item: Item) -> None:
        from mentordesk.operations.pairings import make_active

        said = filled(_("{pairing} are active now."), pairing=names_of(item.people))
        today = self.desk.today()
        self.desk.act(lambda: make_active(self.desk.database, pairing=item.record, today=today), said)

    def _open_goal(self, item: Item) -> None:
        self.desk.go("goals", goal=item.record)

    def _finish(self, item: Item) -> None:
        from mentordesk.operations.actions import finish_action

        today = self.desk.today()
        self.desk.act(
            lambda: finish_action(self.desk.database, action=item.record, today=today),
            _("The action is done."),
        )

    def _match(self, item: Item) -> None:
        self.desk.go("matching", participant=item.record)


def _holder(layout: QVBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


page_class = TodayPage
