"""What is asked when a file is begun, or cannot simply be opened or written: each with a safe way on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, isolate
from mentordesk.ui.dialogs import Dialog, FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.widgets import label

_HALF_A_YEAR = timedelta(days=182)


def ask_new(
    parent: QWidget,
    today: date,
    create: Callable[[dict[str, Any]], object],
    people: str = "",
    who: str | None = None,
) -> None:
    """A name, a first cohort; `create(values)` then makes the file and may refuse.

    `people` names the spreadsheet that is brought in next; `who` is perhaps the coordinator, None if known.
    """
    fields = (
        Field("name", _("Programme"), required=True, placeholder=_("Compass Careers")),
        Field("cohort", _("First cohort"), required=True, default=str(today.year)),
        Field("starts_on", _("Starts"), "date", required=True, default=today),
        Field("ends_on", _("Ends"), "date", required=True, default=today + _HALF_A_YEAR),
        *([] if who is None else [_your_name(who)]),
    )
    asked = FormDialog(parent, _("New programme"), fields, create, verb=_("Choose where to keep it…"))
    if people:
        words = _("Then the people of {file} are brought in.").format(file=isolate(people))
        asked.body.insertWidget(0, label(words, "state", wrap=True))
    asked.open()


def ask_name(parent: QWidget, who: str, keep: Callable[[str], object]) -> None:
    """The coordinator's name, perhaps `who`."""
    FormDialog(
        parent,
        _("Your name"),
        (replace(_your_name(who), required=True),),
        lambda values: keep(values["actor"]),
    ).open()


def _your_name(who: str) -> Field:
    words = _("Stands beside what you do, in the history.")
    return Field("actor", _("Your name"), help=words, default=who)


def ask_held(
    parent: QWidget, refusal: Refusal, read: Callable[[], object], copy: Callable[[], object]
) -> None:
    """Somebody has the file: read it, work on a copy, or leave it."""
    ways = ((_("Open to read only"), read), (_("Work on a copy and merge"), copy))
    _ask(parent, _("The file is open elsewhere"), str(refusal), "users", ways)


def ask_copy(
    parent: QWidget, file: str, ours: str, bring_in: Callable[[], object], instead: Callable[[], object]
) -> None:
    """A file that is opened is a copy of the one that is open."""
    words = _(
        "{file} is a copy of {ours}. Bring it in there, and what both have is kept. You see first what would "
        "change."
    )
    ways = ((_("Open it instead"), instead), (_("Bring it in"), bring_in))
    said = words.format(file=isolate(file), ours=isolate(ours))
    _ask(parent, _("A copy of this programme"), said, "git-merge", ways)


def ask_share(
    parent: QWidget, file: str, bring_in: Callable[[], object], instead: Callable[[], object]
) -> None:
    """A locked copy is opened while a programme is open; only its passphrase shows whose it is."""
    words = _("{file} is a copy that somebody locked for you. Bring it into the programme that is open?")
    ways = ((_("Open it by itself"), instead), (_("Bring it in"), bring_in))
    _ask(parent, _("A locked copy"), words.format(file=isolate(file)), "lock", ways)


def ask_replaced(
    parent: QWidget, refusal: Refusal, merge: Callable[[], object], rescue: Callable[[], object]
) -> None:
    """Another file lies where ours was."""
    ways = ((_("Go on with mine"), rescue), (_("Open the new one and bring mine in"), merge))
    _ask(parent, _("The file was replaced"), str(refusal), "triangle-alert", ways, leave=_("Only read here"))


def ask_moved(
    parent: QWidget, refusal: Refusal, copy: Callable[[], object], follow: Callable[[], object], folder: str
) -> None:
    """The file is elsewhere; `folder` is where, '' where that is not known."""
    there = _("Go on in {folder}").format(folder=isolate(folder)) if folder else _("Show where it is…")
    ways = ((_("Save a copy…"), copy), (there, follow))
    _ask(parent, _("The file was moved"), str(refusal), "folder-open", ways)


def ask_read_only(parent: QWidget, refusal: Refusal, copy: Callable[[], object]) -> None:
    """Something was to be saved in a file that is open to read only."""
    _ask(parent, _("This file is only read"), str(refusal), "eye", ((_("Work on a copy"), copy),))


def ask_elsewhere(parent: QWidget, refusal: Refusal, words: str, slot: Callable[[], object]) -> None:
    """A refusal with one way on."""
    _ask(parent, _("That cannot be done"), str(refusal), "circle-alert", ((words, slot),))


def _ask(
    parent: QWidget,
    title: str,
    words: str,
    icon: str,
    ways: Sequence[tuple[str, Callable[[], object]]],
    *,
    leave: str = "",
) -> None:
    """A sentence and ways on, the last of which answers Enter; leaving does nothing."""
    dialog = Dialog(parent, title, 560)
    dialog.say(words, icon, "attention")
    dialog.offer(leave or _("Cancel"), dialog.reject)
    for at, (verb, slot) in enumerate(ways, start=1):
        dialog.offer(verb, _then(dialog, slot), primary=at == len(ways))
    dialog.open()


def _then(dialog: Dialog, slot: Callable[[], object]) -> Callable[[], object]:
    def chosen() -> None:
        dialog.accept()
        slot()

    return chosen


def system_zone() -> str:
    """The zone of this computer, in which a new programme begins."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode()
