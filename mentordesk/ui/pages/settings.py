"""Settings: who works here, the language and the look. They hold at once and belong to this desk."""

from dataclasses import replace

from mentordesk.i18n import LANGUAGES, N_, _, autonym
from mentordesk.ui.form import Field, Form
from mentordesk.ui.page import Page
from mentordesk.ui.widgets import card

THEMES = (
    ("", N_("As the system")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)
PAPERS = (("a4", N_("A4")), ("letter", N_("Letter")))
ZOOMS = (100, 125, 150, 175, 200)


class SettingsPage(Page):
    """One card, one form."""

    key = "settings"
    title = N_("Settings")
    icon = "settings"

    def build(self) -> None:
        self.say_state(_("For this desk, whatever file is open"))
        self.form = Form(
            (
                Field("actor", _("Your name"), help=_("Stands beside what you do, in the history.")),
                Field("language", _("Language"), "choice", choices=(("", _("As the system")), *_languages())),
                Field("theme", _("Look"), "choice", choices=_worded(THEMES)),
                Field("zoom", _("Size"), "choice", choices=tuple((n, _("{n} %").format(n=n)) for n in ZOOMS)),
                Field("paper", _("Paper"), "choice", choices=_worded(PAPERS)),
            )
        )
        made = card(_("This desk"))
        made.body.addWidget(self.form)
        self.body.addWidget(made)
        self.body.addStretch(1)
        self.form.changed.connect(self._changed)

    def go(self, **where: object) -> None:
        """`field` is one of the form, where the keyboard then is."""
        if self.form.has(str(where.get("field"))):
            self.form.widget(str(where["field"])).focus_widget().setFocus()

    def refresh(self) -> None:
        settings = self.desk.settings
        self.form.load(
            {key: getattr(settings, key) for key in ("actor", "language", "theme", "zoom", "paper")}
        )

    def _changed(self, key: str) -> None:
        value = self.form.values()[key]
        if value is not None and value != getattr(self.desk.settings, key):
            self.desk.choose(replace(self.desk.settings, **{key: value}))


def _worded(choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((value, _(words)) for value, words in choices)


def _languages() -> tuple[tuple[str, str], ...]:
    return tuple((code, autonym(code)) for code in LANGUAGES)


page_class = SettingsPage
