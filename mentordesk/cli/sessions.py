"""The command that logs a session."""

from typing import TYPE_CHECKING

from mentordesk.cli.opening import opened
from mentordesk.cli.parts import Answer, day, number
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, fold, reader
from mentordesk.storage.settings import today

if TYPE_CHECKING:
    import argparse

    from mentordesk.operations.session_list import PairingChoice
    from mentordesk.storage.work import Work


class NoSuchPairing(Refusal):
    """There is no open pairing of “{name}” in this file. Nothing was changed. Look how it is written."""


class SeveralPairings(Refusal):
    """“{name}” is in more than one pairing ({pairings}). Nothing was changed. Write more of both names."""


def session_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("of either, or of both"))
    parser.add_argument("--day", type=day, metavar="YYYY-MM-DD", help=_("today if not said"))
    parser.add_argument("--minutes", type=number, metavar="N", help=_("as long as usual if not said"))
    parser.add_argument("--notes", default="", metavar=_("TEXT"))


def log_one_session(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.sessions import Details, log_session, usual_minutes

    with opened(given) as database:
        with database.read() as view:
            pairing = _pairing(view, given.name)
            usual = usual_minutes(view, pairing.id)
        minutes = usual if given.minutes is None else given.minutes
        when = given.day or today()
        details = Details(notes=given.notes)
        log_session(database, pairing=pairing.id, day=when, minutes=minutes, today=today(), details=details)
    names = (pairing.mentor.name, pairing.mentee.name)
    said = _("Session logged: {pairing}").format(pairing=" – ".join(names))
    return Answer(said, {"mentor": names[0], "mentee": names[1], "day": when, "minutes": minutes})


def _pairing(view: "Work", name: str) -> "PairingChoice":
    """The one open pairing of a whole name, or of both as they are printed; else whose names hold every word.

    Accents and case do not count.
    """
    from mentordesk.operations.session_list import pairing_choices

    wanted = [word for word in fold(name).split() if word not in DASHES]
    choices = pairing_choices(view, cohort=None)
    found = [one for one in choices if wanted in _names(one)]
    found = found or [one for one in choices if all(word in fold(one.names) for word in wanted)]
    if not found:
        raise NoSuchPairing(name=name)
    if len(found) > 1:
        listed = [f"{one.mentor.name} – {one.mentee.name}" for one in found[:SOME]]
        raise SeveralPairings(name=name, pairings=reader().listing(listed))
    return found[0]


def _names(choice: "PairingChoice") -> list[list[str]]:
    """The words of either name, and of both in either order."""
    mentor, mentee = fold(choice.mentor.name).split(), fold(choice.mentee.name).split()
    return [mentor, mentee, mentor + mentee, mentee + mentor]


DASHES = ("–", "-")
"""What may stand between the two names."""

SOME = 5
"""So many of several pairings are named."""
