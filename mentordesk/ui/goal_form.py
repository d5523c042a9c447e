"""The fields of a goal and of a milestone, and the dialogs that ask for them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from mentordesk.i18n import _
from mentordesk.operations import goals as ops
from mentordesk.operations.goals import GoalRow, MilestoneRow
from mentordesk.operations.sessions import pairing_choices
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk
from mentordesk.ui.pairing_finder import in_words
from mentordesk.ui.session_dialog import window_of
from mentordesk.ui.widgets import label


def goal_fields() -> list[Field]:
    """Specific, measurable, and so on: what a goal says of itself."""
    return [
        Field("title", _("Goal"), required=True, placeholder=_("What is to be reached")),
        Field("description", _("Why it matters"), "long"),
        Field("measure", _("How it is measured"), placeholder=_("What shows that it is reached")),
        Field("skill", _("Skill")),
        Field("due_on", _("Due"), "date"),
    ]


def add_goal(desk: Desk, pairing: bytes | None = None) -> FormDialog:
    """Ask for a goal of a pairing and its milestones, one a line."""
    with desk.database.read() as view:
        choices = [(found.id, in_words(found)) for found in pairing_choices(view, cohort=desk.cohort)]

    def save(values: dict[str, Any]) -> None:
        steps = [(line.strip(), None) for line in values.pop("steps").splitlines() if line.strip()]
        ops.add_goal(desk.database, steps=steps, **values)

    fields = [
        Field("pairing", _("Pairing"), "choice", choices=choices, required=True),
        *goal_fields(),
        Field("steps", _("Milestones"), "long", _("One a line, in their order.")),
    ]
    values = {"pairing": pairing or (choices[0][0] if choices else None)}
    return _ask(desk, _("Add goal"), fields, save, values=values, said=_("The goal is added."))


def change_goal(desk: Desk, goal: GoalRow) -> FormDialog:
    """Ask what is to be changed of a goal."""

    def save(values: dict[str, Any]) -> None:
        ops.change_goal(desk.database, goal=goal.id, **values)

    fields = [*goal_fields(), Field("evidence", _("Evidence"), "long")]
    values = {field.key: getattr(goal, field.key) for field in fields}
    dialog = _ask(desk, _("Change goal"), fields, save, values=values, said=_("The goal is changed."))
    dialog.body.insertWidget(0, label(in_words(goal), "state", wrap=True))
    return dialog


def reach_goal(desk: Desk, goal: GoalRow) -> FormDialog:
    """Ask what shows that a goal is reached."""

    def save(values: dict[str, Any]) -> None:
        ops.reach_goal(desk.database, goal=goal.id, today=desk.today(), **values)

    fields = [Field("evidence", _("What shows it"), "long")]
    values = {"evidence": goal.evidence}
    return _ask(desk, _("Goal reached"), fields, save, values=values, said=_("The goal is reached."))


def set_progress(desk: Desk, goal: GoalRow) -> FormDialog:
    """Ask how far a goal without milestones is."""

    def save(values: dict[str, Any]) -> None:
        ops.set_progress(desk.database, goal=goal.id, progress=values["progress"])

    fields = [Field("progress", _("Progress"), "number", _("From 0 to 100."), required=True)]
    values = {"progress": goal.progress}
    return _ask(desk, _("Progress"), fields, save, values=values, said=_("The progress is noted."))


def carry_over(desk: Desk, goal: GoalRow) -> FormDialog:
    """Ask in which pairing of the same mentee a goal goes on."""
    with desk.database.read() as view:
        every = pairing_choices(view, cohort=None)
    person = goal.mentee.person
    choices = [
        (found.id, in_words(found))
        for found in every
        if found.mentee.person == person and found.id != goal.pairing
    ]

    def save(values: dict[str, Any]) -> None:
        ops.carry_over(desk.database, goal=goal.id, **values)

    none = _("This mentee has no other open pairing yet.")
    fields = [
        Field("pairing", _("Pairing"), "choice", "" if choices else none, choices=choices, required=True),
        Field("due_on", _("Due"), "date"),
    ]
    values = {"pairing": choices[0][0] if choices else None, "due_on": goal.due_on}
    return _ask(desk, _("Carry over"), fields, save, values=values, said=_("The goal is carried over."))


def add_milestone(desk: Desk, goal: GoalRow) -> FormDialog:
    """Ask for one more step."""

    def save(values: dict[str, Any]) -> None:
        ops.add_milestone(desk.database, goal=goal.id, **values)

    return _ask(desk, _("Add milestone"), _step_fields(), save, values={}, said=_("The milestone is added."))


def change_milestone(desk: Desk, step: MilestoneRow) -> FormDialog:
    """Ask what is to be changed of a step."""

    def save(values: dict[str, Any]) -> None:
        ops.change_milestone(desk.database, milestone=step.id, **values)

    values: dict[str, str | date | None] = {"title": step.title, "due_on": step.due_on}
    return _ask(
        desk, _("Change milestone"), _step_fields(), save, values=values, said=_("The milestone is changed.")
    )


def _step_fields() -> list[Field]:
    return [Field("title", _("Milestone"), required=True), Field("due_on", _("Due"), "date")]


def _ask(
    desk: Desk,
    title: str,
    fields: list[Field],
    save: Callable[[dict[str, Any]], object],
    *,
    values: dict[str, Any],
    said: str,
) -> FormDialog:
    dialog = FormDialog(window_of(desk), title, fields, save, values=values)
    dialog.accepted.connect(lambda: desk.say(said))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
