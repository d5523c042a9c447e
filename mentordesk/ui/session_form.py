"""The fields of a session, and what their values mean."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from mentordesk.domain.person import Channel
from mentordesk.domain.session import PULSES, Party
from mentordesk.domain.words import word
from mentordesk.i18n import _
from mentordesk.operations.sessions import Details, NewAction, SessionRow
from mentordesk.ui.form import Field

DETAILS = tuple(Details.__dataclass_fields__)


def when_fields() -> list[Field]:
    """Of a session that was held."""
    return [
        Field("day", _("Day"), "date", required=True),
        Field("minutes", _("Minutes"), "number", required=True),
    ]


def plan_fields() -> list[Field]:
    """Of a session that lies ahead."""
    return [
        Field("day", _("Day"), "date", required=True),
        Field("at", _("Time"), "time", required=True, default=time(9)),
        Field("zone", _("Time zone"), "zone", required=True),
        Field("minutes", _("Minutes"), "number", required=True),
    ]


def agenda_fields() -> list[Field]:
    return [
        _channel(),
        Field("place", _("Place or link")),
        Field("agenda", _("Agenda"), "long"),
    ]


def outcome_fields() -> list[Field]:
    """What came of a session."""
    pulses = [(None, _("not asked")), *((pulse, str(pulse)) for pulse in PULSES)]
    help_text = _("From 1, badly, to 5, very well.")
    return [
        Field("notes", _("Notes"), "long"),
        Field("mentor_pulse", _("Pulse of the mentor"), "choice", help_text, choices=pulses),
        Field("mentee_pulse", _("Pulse of the mentee"), "choice", help_text, choices=pulses),
        Field("mentor_came", _("The mentor was there"), "check", default=True),
        Field("mentee_came", _("The mentee was there"), "check", default=True),
        Field("feedback", _("Feedback"), "long"),
        Field("trouble", _("Technical trouble")),
        Field("plan_b_used", _("Plan B was used"), "check"),
    ]


def action_fields() -> list[Field]:
    return [
        Field("actions", _("Actions"), "long", _("One a line: what is to be done.")),
        Field("due_on", _("To be done by"), "date"),
        Field("roadblocks", _("Roadblocks"), "long", _("One a line: what stands in the way.")),
    ]


def more_fields() -> list[Field]:
    """Everything of a held session beside its day and length."""
    notes, *others = outcome_fields()
    return [notes, *action_fields(), *others[:2], _channel(), *others[2:]]


def edit_fields() -> list[Field]:
    return [*when_fields(), *agenda_fields(), *outcome_fields()]


def values_of(row: SessionRow) -> dict[str, Any]:
    """What a form shows of a session."""
    return {name: getattr(row, name) for name in (*DETAILS, "day", "minutes")}


def details_of(values: Mapping[str, Any]) -> Details:
    """The details among the values of a form; what it has no field for is as usual."""
    return Details(**{name: values[name] for name in DETAILS if name in values})


def actions_of(values: Mapping[str, Any]) -> list[NewAction]:
    """An action or roadblock a line, by the same day."""
    due_on = values.get("due_on")
    done = [NewAction(text, Party.BOTH, due_on) for text in _lines(values.get("actions"))]
    return done + [NewAction(text, roadblock=True) for text in _lines(values.get("roadblocks"))]


def _lines(text: Any) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def _channel() -> Field:
    ways = [(None, "–"), *((channel, word(channel)) for channel in Channel)]
    return Field("channel", _("How they met"), "choice", choices=ways)
