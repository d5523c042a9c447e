"""Giving a copy away: to whom, what goes in, and whether it is locked."""

from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.domain.sharing import LeftOut
from mentordesk.domain.words import word
from mentordesk.i18n import _, filled, ngettext, reader
from mentordesk.operations import sharing
from mentordesk.operations.passphrases import SHORTEST, TypedOtherwise, proposed_passphrase, strength
from mentordesk.operations.programme import cohorts
from mentordesk.ui.dialogs import Dialog, choose_save
from mentordesk.ui.form import Field, Form
from mentordesk.ui.page import Desk
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, row, scrolled


class ShareDialog(Dialog):
    """What is ticked and typed decides what the copy holds, and the numbers below say so at once."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("Give a copy"), 600)
        self.desk = desk
        self.form = Form(self._fields())
        self.form.load({})
        self.holds, self.strong = label("", wrap=True), label("", "quiet", wrap=True)
        self.body.addWidget(scrolled(self.form), 1)
        propose = button(_("Propose a passphrase"), "lock", "link", self._propose)
        self.body.addLayout(row(propose, self.strong, stretch=1))
        self.body.addWidget(self.holds)
        self.resize(theme().px(600), theme().px(600))
        self.form.changed.connect(self._changed)
        self.offer(_("Cancel"), self.reject)
        self.offer(_("Write the copy…"), self.write, primary=True)
        self._count()

    def _fields(self) -> tuple[Field, ...]:
        with self.desk.database.read() as view:
            named = tuple((one.id, one.name) for one in cohorts(view))
        without = tuple((one, word(one)) for one in LeftOut)
        return (
            Field("to", _("Given to"), placeholder=_("Who gets it")),
            Field(
                "note", _("Note to the colleague"), "long", _("Shown where the copy is opened or brought in.")
            ),
            Field("without", _("Leave out"), "many", choices=without),
            Field(
                "cohorts", _("Only these cohorts"), "many", choices=named, help=_("None ticked: all of them.")
            ),
            Field(
                "passphrase",
                _("Passphrase"),
                "secret",
                help=_(
                    "Without one everybody who has the file can read it. Tell it another way than the file."
                ),
            ),
            Field("again", _("Once more"), "secret"),
        )

    def _selection(self) -> dict[str, Any]:
        values = self.form.values()
        return {"without": frozenset(values["without"]), "cohorts": frozenset(values["cohorts"])}

    def _propose(self) -> None:
        """Six words that nobody guesses, shown so that they can be told."""
        proposed = proposed_passphrase()
        for key in ("passphrase", "again"):
            self.form.widget(key).set_value(proposed)
        self._count()
        self.strong.setText(_("{passphrase} – write it down now.").format(passphrase=proposed))
        self.strong.setTextInteractionFlags(self.strong.textInteractionFlags().TextSelectableByMouse)

    def _changed(self, key: str) -> None:
        """What was typed changes the numbers; of a passphrase it is said at once that it is too short."""
        self._count()
        typed = self.form.values()["passphrase"]
        if key == "passphrase" and typed and not strength(typed).long_enough:
            least = ngettext("At least {n} character.", "At least {n} characters.", SHORTEST)
            self.form.show_error(key, least.format(n=reader().number(SHORTEST)))

    def _count(self) -> None:
        """What the copy holds, and how good its passphrase is."""
        with self.desk.database.read() as view:
            found = sharing.contents(view, cohorts=self._selection()["cohorts"])
        people = ngettext("{n} person", "{n} people", found.people)
        pairings = ngettext("{n} pairing", "{n} pairings", found.pairings)
        sessions = ngettext("{n} session", "{n} sessions", found.sessions)
        counted = (
            words.format(n=reader().number(n))
            for words, n in (
                (people, found.people),
                (pairings, found.pairings),
                (sessions, found.sessions),
            )
        )
        words = [filled(_("The copy holds {things}."), things=reader().listing(counted))]
        if not any(self._selection().values()):
            words.append(_("Nothing is left out."))
        self.holds.setText(" ".join(words))
        typed = self.form.values()["passphrase"]
        self.form.show_field("again", shown=bool(typed))
        self.strong.setText(strength(typed).words if typed else "")

    def write(self) -> None:
        """Ask where the copy goes, and write it; a passphrase that will not do is said first."""
        values = self.form.values()
        try:
            _check_passphrase(values["passphrase"], values["again"])
        except Refusal as refusal:
            self._refused(refusal)
            return
        ending = sharing.LOCKED_ENDING if values["passphrase"] else sharing.ENDING
        name = f"{self.desk.database.path.stem}{ending}"
        kinds = _("Programme files (*.mentordesk *.age)")
        path = choose_save(self, _("Where the copy goes"), name, kinds, "copies")
        if path is None:
            return
        database, chosen = self.desk.database, self._selection()
        self.desk.tasks.run(
            lambda: sharing.share(
                database,
                out=path,
                passphrase=values["passphrase"],
                to=values["to"],
                note=values["note"],
                replace=True,
                **chosen,
            ),
            label=_("Writing the copy"),
            done=lambda _path: self._written(),
            refused=self._refused,
        )

    def _written(self) -> None:
        self.accept()
        self.desk.say(_("The copy is written."), undoable=False)  # an undo would forget who has one

    def _refused(self, refusal: Refusal) -> None:
        self.form.show_errors({str(refusal.values.get("field", "passphrase")): str(refusal)})


def _check_passphrase(typed: str, again: str) -> None:
    if typed:
        sharing.check_long_enough(typed)
    if typed != again:
        raise TypedOtherwise(field="again")
