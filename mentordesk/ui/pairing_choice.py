"""Pairing two people by hand: a mentor with room and a mentee, from one cohort."""

from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.operations import pairings
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk


def pair_by_hand(desk: Desk, parent: QWidget) -> FormDialog | None:
    """Ask for two people and pair them; says so where there is no cohort to take them from."""
    if desk.cohort is None:
        desk.say(_("There is no cohort yet. Add one in Programme."), undoable=False)
        return None
    with desk.database.read() as view:
        mentors, mentees = pairings.who_could_pair(view, desk.cohort)
    fields = [
        Field("mentor", _("Mentor"), "choice", choices=_with_room(mentors), required=True),
        Field("mentee", _("Mentee"), "choice", choices=_paired(mentees), required=True),
    ]
    dialog = FormDialog(parent, _("Pair two people by hand"), fields, _save(desk), verb=_("Pair"))
    dialog.accepted.connect(lambda: desk.say(_("The two are paired, on trial.")))
    dialog.open()
    return dialog


def _save(desk: Desk) -> Any:
    return lambda values: pairings.pair_by_hand(desk.database, today=desk.today(), **values)


def _with_room(mentors: list[tuple[pairings.Who, int]]) -> list[tuple[bytes, str]]:
    """Mentors with room first, each with how much."""
    order = sorted(mentors, key=lambda found: (found[1] < 1, reader().sort_key(found[0].name)))
    return [(who.participant, _room(who.name, max(0, free))) for who, free in order]


def _room(name: str, free: int) -> str:
    words = ngettext("{name}, room for {n}", "{name}, room for {n}", free)
    return words.format(name=isolate(name), n=reader().number(free))


def _paired(mentees: list[tuple[pairings.Who, int]]) -> list[tuple[bytes, str]]:
    """Mentees without a pairing first."""
    order = sorted(mentees, key=lambda found: (found[1] > 0, reader().sort_key(found[0].name)))
    return [
        (
            who.participant,
            _("{name}, paired already").format(name=isolate(who.name)) if taken else isolate(who.name),
        )
        for who, taken in order
    ]
