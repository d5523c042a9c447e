"""What the commands share: what they are, what they answer with, and the cohort they are about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, reader
from mentordesk.storage.settings import today

if TYPE_CHECKING:
    import argparse

    from mentordesk.storage.work import Work


class NoSuchCohort(Refusal):
    """There is no cohort “{name}” in this file. Nothing was changed. Choose one that is there, or leave it
    out: {known}.
    """


class NoCohortYet(Refusal):
    """There is no cohort in this file. Nothing was changed. Add one in Programme."""


@dataclass(frozen=True)
class Answer:
    """What a command has to say: words for people, facts for machines; and whether that is a no."""

    words: str
    facts: dict[str, Any] = field(default_factory=dict)
    refused: bool = False


@dataclass(frozen=True)
class Command:
    """One job: its name (or its group and its verb), what it is for, its arguments, and what does it."""

    name: str
    help: str
    arguments: "Callable[[argparse.ArgumentParser], object]"
    run: "Callable[[argparse.Namespace], Answer]"


def day(said: str) -> date:
    """A day of the command line; wrong usage where it is none."""
    import argparse

    try:
        return date.fromisoformat(said)
    except ValueError:
        message = _("“{text}” is not a day. Write it as YYYY-MM-DD.")
        raise argparse.ArgumentTypeError(message.format(text=said)) from None


def number(said: str) -> int:
    """A whole number of the command line; wrong usage where it is none, with what is allowed."""
    import argparse

    from mentordesk.interchange.refusals import CellProblem
    from mentordesk.interchange.values import parse_whole

    try:
        return parse_whole(said) or 0
    except CellProblem as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def no_more(_parser: "argparse.ArgumentParser") -> None:
    """A command that needs the file alone."""


def cohort_argument(parser: "argparse._ActionsContainer", words: str = "") -> None:
    """Which cohort it is about; `words` say what happens if that is not said."""
    words = words or _("the one that runs today, else the newest, if not said")
    parser.add_argument("--cohort", default="", metavar=_("NAME"), help=words)


def cohort_called(view: "Work", name: str) -> bytes:
    """The key of the cohort of this name, else of the one of today."""
    from mentordesk.operations.handbook_sections import NoProgramme
    from mentordesk.operations.programme import cohorts, current_cohort, programme_of

    known = cohorts(view)
    if not known:
        raise NoCohortYet if programme_of(view) else NoProgramme
    current = current_cohort(view, today=today())
    found = next((one for one in known if one.name == name), None) if name else current
    if found is None:
        raise NoSuchCohort(name=name, known=reader().listing([one.name for one in known]))
    return found.id
