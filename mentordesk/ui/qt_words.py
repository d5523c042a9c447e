"""Qt's own dialogs and menus in the reader's language: Qt's translation, and ours where it has none."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from mentordesk.i18n import N_, _, reader

WORDS = (
    # Choosing a file
    N_("&Look in:"),
    N_("Files of &type:"),
    N_("Drive"),
    N_("Folder"),
    N_("Unknown"),
    # Printing
    N_("Double Sided Printing"),
    N_("Off"),
    N_("Long side binding"),
    N_("Short side binding"),
    N_("Page &Set:"),
    N_("Pages"),
    N_(
        "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a "
        "hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9."
    ),
    N_("Page &order:"),
    N_("Pages &per sheet:"),
    N_("Advanced"),
    N_("There are conflicts in some options. Please fix them."),
    N_("Job &priority:"),
    N_("Scheduled &printing:"),
    N_("&Billing information:"),
    N_("&Start:"),
    N_("&End:"),
)
"""What Qt 6.11 says in the dialogs that are used here and lacks in `qtbase_es` or `qtbase_ar`."""


class _Rest(QTranslator):
    """Is asked last; what it does not know stays as Qt has it, for an empty answer would blank the words."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _about: str | None = None, _n: int = -1) -> str:
        return _(source) if source in WORDS else source


def speak(application: QCoreApplication) -> None:
    """Let Qt speak the reader's language from now on, in what it makes from now on."""
    for made in application.findChildren(QTranslator):
        application.removeTranslator(made)
        made.deleteLater()
    language = reader().language_code
    if language == "en":
        return
    own = QTranslator(application)
    own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for made in (_Rest(application), own):  # the one that comes last is asked first
        application.installTranslator(made)
