"""Setting, changing and removing the passphrase of the open file, which is closed meanwhile."""

from functools import partial

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, isolate, reader
from mentordesk.operations.sharing import relock
from mentordesk.storage.database import Database
from mentordesk.storage.locked import Relocked
from mentordesk.storage.refusals import ReadOnly
from mentordesk.ui.opening import Opening, Wanted
from mentordesk.ui.passphrase_dialogs import PassphraseDialog


def ask_relock(opening: Opening) -> PassphraseDialog | None:
    """Ask what is to become of the passphrase; None where no file is open that can be written."""
    database, window = opening.host.database, opening.host.window
    if database is None:
        return None
    if database.readonly:
        window.refuse(ReadOnly(file=database.path.name))
        return None
    made = PassphraseDialog(
        window,
        database.path.name,
        opens=database.opens_with if database.locked else None,
        change=partial(_relock, opening, database),
    )
    made.open()
    return made


def _relock(opening: Opening, database: Database, old: str | None, new: str | None) -> None:
    path, desk = database.path, database.desk
    if not opening.host.let_go(_("Writing the file anew…")):
        return

    def again(passphrase: str | None, said: str = "") -> None:
        opening.open(Wanted(path, passphrase=passphrase))
        if said:
            opening.host.window.say(said, undoable=False)

    def refused(refusal: Refusal) -> None:
        again(old)
        opening.host.window.refuse(refusal)

    opening.host.window.tasks.run(
        lambda: relock(path, desk=desk, old=old, new=new),
        label=_("Writing the file anew"),
        done=lambda done: again(new, _said(done, locked=new is not None)),
        refused=refused,
        cancellable=False,
    )


def _said(done: Relocked, *, locked: bool) -> str:
    """What was done, and which backups did not follow."""
    words = _("The file has the new passphrase.") if locked else _("The file has no passphrase any more.")
    if not done.left:
        return words
    names = reader().listing(isolate(name) for name in done.left)
    left = _("These backups could not be read and stay as they were: {files}.").format(files=names)
    return f"{words} {left}"
