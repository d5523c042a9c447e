"""Help for the page one is on: what it is for, and its keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mentordesk.i18n import N_, _
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import label

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
    "groups": N_("Peer circles, groups with one or two mentors, and buddies: proposed, then made."),
    "pairings": N_("Every pairing and how it goes. Open one to see all that happened and what is next."),
    "sessions": N_("All sessions, planned and held. Ctrl+L logs one from anywhere."),
    "goals": N_("What mentees work towards, with the steps on the way."),
    "programme": N_("The programme's name, its rules, who signs, and the texts of the handbook."),
    "documents": N_("Handbooks and certificates, seen before they are printed or saved."),
    "forms": N_("Questions to give out as PDF. Read the folder of filled forms, and the answers stand here."),
    "sharing": N_("Give a copy to a colleague, and bring in the one you were given."),
    "history": N_("Everything that was done, by whom and when. Undo takes back the newest step."),
    "settings": N_("Your name, the language and the look. They belong to this desk, not to the file."),
}
"""One text for each page, by its key."""

KEYS = (
    ("Ctrl+K", N_("Find anything, go anywhere")),
    ("Ctrl+F", N_("Find in this list")),
    ("Ctrl+L", N_("Log sessions")),
    ("Ctrl+P", N_("Print what is shown")),
    ("Ctrl+Z", N_("Undo")),
    ("Ctrl+Y", N_("Do again")),
    ("Ctrl+N", N_("New programme")),
    ("Ctrl+O", N_("Open a programme")),
    ("Ctrl+1 … 9", N_("Go to a page")),
    ("Tab", N_("Go on to the next field or list")),
    ("Enter", N_("Open the chosen line")),
    ("Space", N_("Check the chosen line")),
    ("Shift+F10", N_("Everything that can be done with it")),
    ("Del", N_("Remove it")),
    ("Esc", N_("Leave")),
    ("F1", N_("Help")),
)


def show_help(parent: QWidget, page: str) -> None:
    """The help of a page, and the keys that work everywhere."""
    dialog = Dialog(parent, _("Help"), 640)
    dialog.say(_(HELP.get(page, HELP["today"])), "circle-help", "accentText")
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(12))
    grid.setVerticalSpacing(theme().px(8))
    half = (len(KEYS) + 1) // 2
    for at, (keys, words) in enumerate(KEYS):
        across, down = divmod(at, half)
        grid.addWidget(label(keys, "key"), down, across * 2, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(_(words), wrap=True), down, across * 2 + 1)
        grid.setColumnStretch(across * 2 + 1, 1)
    dialog.body.addLayout(grid)
    dialog.offer(_("Close"), dialog.accept, primary=True)
    dialog.open()
