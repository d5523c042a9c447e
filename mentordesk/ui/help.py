"""Help for the page one is on: what it is for, and its keys."""

from PySide6.QtWidgets import QWidget

from mentordesk.i18n import N_, _
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.widgets import label, row

HELP: dict[str, str] = {
    "today": N_("What needs you, the latest first. Each line has a button that does the next step."),
    "people": N_(
        "Everybody in the cohort. Type to find a name in any script. Import brings in a spreadsheet; "
        "you see what will happen before it does."
    ),
    "matching": N_(
        "Choose what counts and what must hold, then look at the proposal. Lock the pairs you want, ban "
        "those you do not, and publish the rest as trials."
    ),
    "pairings": N_("Every pairing and how it goes. Open one to see all that happened and what is next."),
    "sessions": N_("All sessions, planned and held. Ctrl+L logs one from anywhere."),
    "goals": N_("What mentees work towards, with the steps on the way."),
    "programme": N_("The programme's name, its rules, who signs, and the texts of the handbook."),
    "documents": N_("Handbooks and certificates, seen before they are printed or saved."),
    "sharing": N_("Hand a whole copy to a colleague, or open the one you were given."),
    "history": N_("Everything that was done, by whom and when. Undo takes back the newest step."),
    "settings": N_("Your name, the language and the look. They belong to this desk, not to the file."),
}
"""One text for each page, by its key."""

KEYS = (
    ("Ctrl+K", N_("Find anything, go anywhere")),
    ("Ctrl+L", N_("Log sessions")),
    ("Ctrl+Z", N_("Undo")),
    ("Ctrl+Shift+Z", N_("Do again")),
    ("Ctrl+1 … 9", N_("Go to a page")),
    ("F1", N_("Help")),
)


def show_help(parent: QWidget, page: str) -> None:
    """The help of a page, and the keys that work everywhere."""
    dialog = Dialog(parent, _("Help"), 520)
    dialog.say(_(HELP.get(page, HELP["today"])), "circle-help", "accentText")
    for keys, words in KEYS:
        dialog.body.addLayout(row(label(keys, "key"), label(_(words)), spacing=12, stretch=1))
    dialog.offer(_("Close"), dialog.accept, primary=True)
    dialog.open()
