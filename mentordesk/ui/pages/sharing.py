"""Sharing: a whole copy for a colleague, and opening the one a colleague gave."""

from mentordesk.i18n import N_, _, isolate
from mentordesk.ui.page import Page
from mentordesk.ui.widgets import Card, button, card, label, row


class SharingPage(Page):
    """Two cards, one for each direction, and what to know about the file itself."""

    key = "sharing"
    title = N_("Sharing")
    icon = "share-2"
    shows = frozenset({"programme"})

    def build(self) -> None:
        self.add_primary(_("Save a copy…"), "save", lambda: self.desk.ask("copy"))
        give = self._card(
            _("Give a copy"),
            _(
                "The copy holds everything: people, notes, history. Give it to somebody who may see all of "
                "it, and keep it where only they can reach it."
            ),
        )
        take = self._card(
            _("Open a copy you were given"),
            _("It opens in place of this file, which stays as it is and is found again under its name."),
        )
        take.body.addLayout(row(button(_("Open…"), "folder-open", slot=lambda: self.desk.ask("open")), None))
        self.file = self._card(_("This file"), "")
        self.where = label("", wrap=True)
        self.where.setTextInteractionFlags(self.where.textInteractionFlags().TextSelectableByMouse)
        self.file.body.addWidget(self.where)
        for made in (give, take, self.file):
            self.body.addWidget(made)
        self.body.addStretch(1)

    def refresh(self) -> None:
        database = self.desk.database
        self.say_state(_("Read only") if database.readonly else _("Every step is saved at once"))
        self.where.setText(isolate(str(database.path.resolve())))

    def _card(self, title: str, words: str) -> Card:
        made = card(title)
        if words:
            made.body.addWidget(label(words, wrap=True))
        return made


page_class = SharingPage
