"""A file that is damaged: what can still be saved, and one button that saves it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.operations.backups import Repaired, WayBack, repair, way_back
from mentordesk.operations.work_copies import free_name
from mentordesk.storage.database import Desk
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.tasks import Tasks
from mentordesk.ui.widgets import card, label


class WayBackDialog(Dialog):
    """Looks what there is off the window's thread; mends into a file beside, which `mended` then opens.

    The damaged file is only read.
    """

    def __init__(
        self,
        parent: QWidget,
        path: Path,
        *,
        desk: Desk,
        tasks: Tasks,
        passphrase: str | None,
        zone: str,
        mended: Callable[[Path], object],
    ) -> None:
        super().__init__(parent, _("This file is damaged"), 560)
        self.path, self._desk, self._tasks, self._passphrase = path, desk, tasks, passphrase
        self._zone, self._opens = zone, mended
        self.say(
            _("{file} cannot be read as it should. It was left as it is, and stays so.").format(
                file=isolate(path.name)
            ),
            "triangle-alert",
            "late",
        )
        self._found = card(_("What can be saved"))
        self.saved = label(_("Looking at the backups and at what can still be read…"), wrap=True)
        self.lost = label("", wrap=True)
        self.lost.hide()
        self.target = label("", "quiet", wrap=True)
        for line in (self.saved, self.lost, self.target):
            self._found.body.addWidget(line)
        self.body.addWidget(self._found)
        self.offer(_("Leave it"), self.reject)
        self.mend = self.offer(_("Mend it and open that"), self.save, primary=True)
        self.mend.setEnabled(False)
        # When the window has been made anew, as after a start with this file: that lets go of all tasks.
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        path, desk, passphrase = self.path, self._desk, self._passphrase
        self._tasks.run(
            lambda: way_back(path, desk=desk, passphrase=passphrase),
            label=_("Looking at what can be saved"),
            done=self._show_found,
            refused=self._refused,
            cancellable=False,
        )

    def _show_found(self, found: WayBack) -> None:
        self.saved.setText(_saved(found, self._zone))
        self.lost.setText(_lost(found))
        self.lost.setVisible(bool(found.changes_broken) or not found.backup)
        if found.backup or found.changes_after:
            said = _("It is written beside the damaged file, as {file}.")
            self.target.setText(said.format(file=isolate(self._target().name)))
            self.mend.setEnabled(True)
            self.mend.setFocus()
        self.adjustSize()

    def _target(self) -> Path:
        return free_name(self.path, _("{file} (mended)").format(file=self.path.stem))

    def save(self) -> None:
        """Write the mended file and open it."""
        path, desk, target, passphrase = self.path, self._desk, self._target(), self._passphrase
        self.mend.setEnabled(False)
        self._tasks.run(
            lambda: repair(path, desk=desk, target=target, passphrase=passphrase),
            label=_("Mending the file"),
            done=self._saved,
            refused=self._refused,
            cancellable=False,
        )

    def _saved(self, repaired: Repaired) -> None:
        self.accept()
        self._opens(repaired.path)

    def _refused(self, refusal: Refusal) -> None:
        self.saved.setText(str(refusal))
        self.target.setText("")


def _saved(found: WayBack, zone: str) -> str:
    """The backup, and what was done after it."""
    n = found.changes_after
    steps = ngettext("{n} step", "{n} steps", n).format(n=reader().number(n))
    if found.backup is None or found.at is None:
        if not n:
            return _("Nothing: there is no good backup, and no step can be read. Ask for a colleague’s copy.")
        return _("There is no good backup. Of the file itself can be read: {steps}.").format(steps=steps)
    said = _("Everything up to the backup of {when}, and of what was done after it: {steps}.")
    return said.format(when=reader().instant(found.at, zone), steps=steps)


def _lost(found: WayBack) -> str:
    n = found.changes_broken
    steps = ngettext("{n} step", "{n} steps", n).format(n=reader().number(n))
    if found.backup:
        return _("Cannot be read: {steps}. What the backup has of them is kept.").format(steps=steps)
    return _("Lost: {steps}.").format(steps=steps)
