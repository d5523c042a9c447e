"""Goals: what every pairing works towards, how far it is, and the milestones on the way."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from mentordesk.domain.goal import GoalStatus
from mentordesk.domain.words import icon_of, tone_of, word
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations import goals as ops
from mentordesk.operations.goals import GoalRow, MilestoneRow
from mentordesk.ui import goal_form, milestone_list
from mentordesk.ui.charts import Progress
from mentordesk.ui.flow import Flow
from mentordesk.ui.marks import Pill
from mentordesk.ui.page import Page
from mentordesk.ui.pairing_finder import in_words
from mentordesk.ui.palette import Find, matching
from mentordesk.ui.progress_cell import ProgressCell
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, button, chip, find_field, row

LATE = "late"
CHIPS: tuple[tuple[str, str], ...] = (
    ("all", N_("All")),
    (GoalStatus.OPEN, N_("Open")),
    (LATE, N_("Late")),
    (GoalStatus.REACHED, N_("Reached")),
    (GoalStatus.DROPPED, N_("Dropped")),
)


class GoalsPage(Page):
    """The list of goals, with the chosen one and its milestones beside it."""

    key = "goals"
    title = N_("Goals")
    icon = "target"
    shows = frozenset({"goal", "milestone", "pairing", "participant", "person", "cohort", "skill"})

    def build(self) -> None:
        self._kind = GoalStatus.OPEN.value
        self._wanted: bytes | None = None
        self.add_primary(_("Add goal"), "plus", lambda: goal_form.add_goal(self.desk))
        self.chips = {key: self._chip(key, _(words)) for key, words in CHIPS}
        self.by_name = find_field(_("Find by goal or name"))
        self.by_name.setMinimumWidth(theme().px(200))
        self.body.addLayout(row(Flow(*self.chips.values()), self.by_name, stretch=0))
        empty = EmptyState(
            "target",
            _("No goals yet. Add the first one that a pairing works towards."),
            _("Add goal"),
            lambda: goal_form.add_goal(self.desk),
        )
        self.table = Table(self._columns(), search=_search, empty=empty, name=_("Goals"))
        self.bars = ProgressCell(lambda found: found.progress / 100, self.table)
        self.table.grid.setItemDelegateForColumn(2, self.bars)
        self.by_name.textChanged.connect(self.table.filter)
        self.table.row_chosen.connect(self._show)
        self.table.row_opened.connect(lambda found: goal_form.change_goal(self.desk, found))
        self.table.actions_for_row(self._menu())
        self.body.addWidget(self.table, 1)
        self.inspector = self.add_inspector()
        self.inspector.closed.connect(self.table.clear_choice)

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            rows = ops.goals(view, cohort=self.desk.cohort)
        self.table.show_rows(rows)
        self._keep()
        self._say(rows)
        if self._wanted and self.table.choose(self._wanted):
            self._wanted = None
        self._show(self.table.chosen())

    def go(self, **where: object) -> None:
        """`goal=key` shows one, whatever the filters were."""
        key = where.get("goal")
        if not isinstance(key, bytes):
            return
        self.by_name.clear()
        self._choose("all")
        self._wanted = None if self.table.choose(key) else key

    def finds(self, text: str) -> list[Find]:
        """Goals by their titles."""
        if not text:
            return []
        with self.desk.database.read() as view:
            rows = ops.goals(view, cohort=self.desk.cohort)
        return matching(text, [self._find(found) for found in rows])

    def _find(self, found: GoalRow) -> Find:
        return Find(found.title, in_words(found), "target", lambda: self.desk.go("goals", goal=found.id))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("title", N_("Goal"), lambda found: found.title, width=140, stretch=True),
            Column("pairing", N_("Pairing"), in_words, width=140, stretch=True),
            Column(
                "progress",
                N_("Progress"),
                lambda found: reader().percent(found.progress / 100),
                width=120,
                align="end",
                sort=lambda found: found.progress,
            ),
            Column("steps", N_("Milestones"), _steps, width=80, align="end", sort=lambda found: found.steps),
            Column("status", N_("Status"), self._status, 96, kind="pill", tone=self._tone, icon=self._icon),
            Column(
                "due",
                N_("Due"),
                lambda found: reader().date(found.due_on) if found.due_on else "",
                width=104,
                align="end",
                sort=lambda found: (found.due_on is None, str(found.due_on)),
            ),
        )

    def _is_late(self, found: GoalRow) -> bool:
        return found.is_late(self.desk.today())

    def _status(self, found: GoalRow) -> str:
        return _("Late") if self._is_late(found) else word(found.status)

    def _tone(self, found: GoalRow) -> str:
        return "late" if self._is_late(found) else tone_of(found.status)

    def _icon(self, found: GoalRow) -> str:
        return "clock-alert" if self._is_late(found) else icon_of(found.status)

    def _chip(self, key: str, words: str) -> QPushButton:
        made = chip(words, chosen=key == self._kind)
        made.clicked.connect(lambda _checked=False: self._choose(key))
        return made

    def _choose(self, key: str) -> None:
        self._kind = key
        self._keep()

    def _keep(self) -> None:
        for key, made in self.chips.items():
            made.setChecked(key == self._kind)
        self.table.set_keep(None if self._kind == "all" else self._fits)

    def _fits(self, found: GoalRow) -> bool:
        return self._is_late(found) if self._kind == LATE else found.status.value == self._kind

    def _say(self, rows: list[GoalRow]) -> None:
        today = self.desk.today()
        counted = [found for found in rows if found.status is not GoalStatus.DROPPED]
        good = sum(found.is_on_track(today) for found in counted)
        words = ngettext("{n} goal, {good} on track", "{n} goals, {good} on track", len(counted))
        self.say_state(words.format(n=reader().number(len(counted)), good=reader().number(good)))

    def _menu(self) -> list[Action]:
        return [
            Action(_("Change…"), "pencil", self._with(goal_form.change_goal)),
            Action(_("Reached…"), "flag", self._with(goal_form.reach_goal)),
            Action(_("Add milestone…"), "plus", self._with(goal_form.add_milestone)),
            Action(_("Carry over…"), "arrow-right", self._with(goal_form.carry_over)),
            Action(_("Drop"), "circle-x", self._drop),
            Action(_("Open again"), "rotate-ccw", self._reopen),
            Action(_("Remove"), "trash-2", self._remove, "Del"),
        ]

    def _with(self, ask: Callable[..., object]) -> Callable[[], None]:
        def act() -> None:
            found = self.table.chosen()
            if found is not None:
                ask(self.desk, found)

        return act

    def _show(self, found: GoalRow | None) -> None:
        now = self.inspector
        now.clear()
        if found is None:
            return
        now.show_title(found.title, in_words(found))
        now.pills([Pill(self._status(found), self._tone(found), self._icon(found))])
        now.buttons(self._buttons(found))
        part = now.section(_("Progress"), reader().percent(found.progress / 100))
        part.addWidget(Progress(found.progress / 100, name=_("Progress"), height=6))
        if found.status is GoalStatus.OPEN and not found.steps:
            part.addWidget(button(_("Note progress…"), kind="link", slot=self._with(goal_form.set_progress)))
        self._show_steps(found)
        self._show_facts(found)

    def _buttons(self, found: GoalRow) -> list[QPushButton]:
        if found.status is not GoalStatus.OPEN:
            return [button(_("Open again"), "rotate-ccw", slot=self._reopen)]
        return [
            button(_("Reached…"), "flag", slot=self._with(goal_form.reach_goal)),
            button(_("Change…"), "pencil", slot=self._with(goal_form.change_goal)),
        ]

    def _show_steps(self, found: GoalRow) -> None:
        with self.desk.database.read() as view:
            steps = ops.milestones(view, found.id)
        part = self.inspector.section(_("Milestones"), _steps(found))
        changes = milestone_list.Changes(
            self._reach_step,
            lambda order: self._order(found, order),
            lambda step: goal_form.change_milestone(self.desk, step),
            self._remove_step,
        )
        milestone_list.fill(part, steps, self.desk.today(), changes)
        if found.status is GoalStatus.OPEN:
            add = button(_("Add milestone…"), "plus", "link", self._with(goal_form.add_milestone))
            part.addLayout(row(add, None))

    def _show_facts(self, found: GoalRow) -> None:
        every = (
            (_("Due"), reader().date(found.due_on) if found.due_on else ""),
            (_("Reached"), reader().date(found.reached_on) if found.reached_on else ""),
            (_("Measure"), found.measure),
            (_("Why"), found.description),
            (_("Skill"), found.skill),
            (_("Evidence"), found.evidence),
        )
        facts = [(name, text) for name, text in every if text]
        if facts:
            self.inspector.section(_("Goal"))
        for name, text in facts:
            self.inspector.fact(name, text)
        self.inspector.section()
        words = _("Open the pairing")
        self.inspector.buttons([button(words, "handshake", "link", lambda: self._open_pairing(found))])

    def _open_pairing(self, found: GoalRow) -> None:
        self.desk.go("pairings", pairing=found.pairing)

    def _act(self, change: Callable[[], object], say: str = "") -> None:
        self.desk.act(change, say)

    def _reach_step(self, step: bytes, reached: bool) -> None:
        on = self.desk.today() if reached else None
        said = _("The milestone is reached.") if reached else _("The milestone is open again.")
        self._act(lambda: ops.reach_milestone(self.desk.database, milestone=step, on=on), said)

    def _order(self, found: GoalRow, order: list[bytes]) -> None:
        self._act(lambda: ops.order_milestones(self.desk.database, goal=found.id, order=order))

    def _remove_step(self, step: MilestoneRow) -> None:
        said = _("The milestone is removed.")
        self._act(lambda: ops.remove_milestone(self.desk.database, milestone=step.id), said)

    def _drop(self) -> None:
        self._with(
            lambda desk, found: self._act(
                lambda: ops.drop_goal(desk.database, goal=found.id), _("The goal is dropped.")
            )
        )()

    def _reopen(self) -> None:
        self._with(
            lambda desk, found: self._act(
                lambda: ops.reopen_goal(desk.database, goal=found.id), _("The goal is open again.")
            )
        )()

    def _remove(self) -> None:
        self._with(
            lambda desk, found: self._act(
                lambda: ops.remove_goal(desk.database, goal=found.id), _("The goal is removed.")
            )
        )()


def _steps(found: GoalRow) -> str:
    if not found.steps:
        return ""
    return _("{n} of {all}").format(n=reader().number(found.steps_reached), all=reader().number(found.steps))


def _search(found: GoalRow) -> str:
    return f"{found.title} {found.mentor.name} {found.mentee.name} {found.skill}"


page_class = GoalsPage
