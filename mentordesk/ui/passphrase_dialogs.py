"""Passphrases of files: asked when one is opened, set, changed and removed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.i18n import _, isolate
from mentordesk.operations.passphrases import NotConfirmed, TypedOtherwise, proposed_passphrase, strength
from mentordesk.operations.sharing import check_long_enough
from mentordesk.storage.secrets import WrongPassphrase
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, row

NEW = ("new", "again", "sure")


def ask_passphrase(
    parent: QWidget, file: str, attempt: Callable[[str], object], *, wrong: str = "", help_text: str = ""
) -> FormDialog:
    """Ask until `attempt(passphrase)` no longer refuses, or it is left; `wrong` is said from the first."""
    fields = (Field("passphrase", _("Passphrase"), "secret", required=True, help=help_text),)
    made = FormDialog(
        parent,
        _("{file} has a passphrase").format(file=isolate(file)),
        fields,
        lambda values: attempt(values["passphrase"]),
        verb=_("Open"),
        width=480,
    )
    if wrong:
        made.wrong.setText(wrong)
        made.wrong.show()
    made.open()
    return made


class PassphraseDialog(FormDialog):
    """Sets, changes or removes it: `change(old, new)` is called with None for what there is not.

    `opens(passphrase)` tells whether one is the present one; None where the file has none.
    """

    def __init__(
        self,
        parent: QWidget,
        file: str,
        *,
        opens: Callable[[str], bool] | None,
        change: Callable[[str | None, str | None], object],
    ) -> None:
        self._file, self._opens, self._change = file, opens, change
        title = _("Passphrase of {file}").format(file=isolate(file))
        verb = _("Do it") if opens else _("Lock the file")
        super().__init__(parent, title, _fields(locked=opens is not None), self._try, verb=verb)
        self.strong = label("", "quiet", wrap=True)
        self.strong.setTextInteractionFlags(self.strong.textInteractionFlags().TextSelectableByMouse)
        self.propose = button(_("Propose a passphrase"), "lock", "link", self._propose)
        self.body.addLayout(row(self.propose, self.strong, stretch=1))
        self.resize(self.width(), self.height() + theme().px(110 if opens else 40))
        self.form.changed.connect(self._changed)
        self._changed("")

    def _propose(self) -> None:
        """One that nobody guesses, shown so that it can be written down."""
        proposed = proposed_passphrase()
        for key in NEW[:2]:
            self.form.widget(key).set_value(proposed)
        self.strong.setText(_("{passphrase} – write it down now.").format(passphrase=isolate(proposed)))

    def _changed(self, _key: str) -> None:
        values = self.form.values()
        removing = values.get("what") == "remove"
        for key in NEW:
            self.form.show_field(key, shown=not removing)
        self.propose.setVisible(not removing)
        typed = "" if removing else values["new"]
        self.strong.setText(strength(typed).words if typed else "")

    def _try(self, values: dict[str, Any]) -> None:
        old = values.get("old")
        if self._opens and not self._opens(old or ""):
            raise WrongPassphrase(file=self._file, field="old")
        if values.get("what") == "remove":
            self._change(old, None)
            return
        check_long_enough(values["new"])
        if values["new"] != values["again"]:
            raise TypedOtherwise(field="again")
        if not values["sure"]:
            raise NotConfirmed(field="sure")
        self._change(old, values["new"])


def _fields(*, locked: bool) -> tuple[Field, ...]:
    ways = (("change", _("Change it")), ("remove", _("Remove it: whoever has the file can read it")))
    present = (
        Field("what", _("What to do"), "choice", choices=ways, default="change"),
        Field("old", _("Present passphrase"), "secret", required=True),
    )
    forgotten = _(
        "Forgotten is forgotten: without it nobody opens this file or its backups, nobody can help you."
    )
    return (
        *(present if locked else ()),
        Field("new", _("New passphrase"), "secret", help=_("Six words say more than eight signs.")),
        Field("again", _("Once more"), "secret"),
        Field("sure", _("I have it written down"), "check", help=forgotten),
    )
