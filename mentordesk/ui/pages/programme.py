"""Programme: its name and words, its rules, cohorts, own fields, who signs, and the handbook."""

from functools import partial
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from mentordesk.i18n import LANGUAGES, N_, _, reader
from mentordesk.operations.programme import edit_programme, programme_of
from mentordesk.ui.form import Field, Form
from mentordesk.ui.own_field_list import OwnFieldList
from mentordesk.ui.page import Page
from mentordesk.ui.programme_lists import CohortList, SignerList
from mentordesk.ui.section_editor import SectionEditor
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, card, chip, column, scrolled

TABS = (
    ("about", N_("About")),
    ("rules", N_("Rules")),
    ("cohorts", N_("Cohorts")),
    ("own fields", N_("Own fields")),
    ("signatories", N_("Who signs")),
    ("handbook", N_("Handbook")),
)

WIDEST = 760


class ProgrammePage(Page):
    """Parts side by side behind chips; what was typed in a form is saved by its button, or on leaving."""

    key = "programme"
    title = N_("Programme")
    icon = "compass"
    shows = frozenset({"programme", "cohort", "own_field", "own_value", "signatory", "handbook_section"})

    def build(self) -> None:
        self.save_button = self.add_primary(_("Save"), "check", self.save)
        self.save_button.setEnabled(False)
        self.about, self.rules = Form(_about_fields()), Form(_rule_fields())
        self.cohorts, self.signers = CohortList(self.desk), SignerList(self.desk)
        self.own_fields = OwnFieldList(self.desk)
        self.sections = SectionEditor(self.desk)
        self.saved: dict[str, Any] = {}
        self._lay_out()
        for form in (self.about, self.rules):
            form.changed.connect(lambda _key: self._show_dirty())

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            programme = programme_of(view)
        if programme is None:
            return
        typed = self._changes()
        values = {field.key: getattr(programme, field.key) for field in self._fields()}
        self.saved = values
        for form in (self.about, self.rules):
            form.load(values | typed)
        self.saved = self._values() | {key: values[key] for key in typed}
        self.cohorts.refresh()
        self.own_fields.refresh()
        self.signers.refresh()
        self.sections.refresh()
        self.say_state(reader().line((programme.organisation, programme.place)))
        self._show_dirty()

    def go(self, **where: object) -> None:
        """`part` is one of TABS."""
        keys = [key for key, _words in TABS]
        if where.get("part") in keys:
            self.tabs.button(keys.index(str(where["part"]))).click()

    def save(self) -> bool:
        """Keep what stands in both forms, as one change; a refusal stands beside its field."""
        changes = self._changes()
        for form in (self.about, self.rules):
            form.show_errors(form.problems())
        if (
            not changes
            or any(form.problems() for form in (self.about, self.rules))
            or not self.desk.programme
        ):
            return not changes
        kept = self.desk.act(
            partial(edit_programme, self.desk.database, programme=self.desk.programme, values=changes),
            say=_("Saved the programme"),
        )
        if kept:
            self.saved = self._values()
            self._show_dirty()
        return kept

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page keeps what was typed."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()

    def leave(self) -> bool:
        kept = self.sections.save()
        return self.save() and kept

    def _fields(self) -> tuple[Field, ...]:
        return (*self.about.fields, *self.rules.fields)

    def _values(self) -> dict[str, Any]:
        return self.about.values() | self.rules.values()

    def _changes(self) -> dict[str, Any]:
        """What differs from the file."""
        if not self.saved:
            return {}
        return {key: value for key, value in self._values().items() if value != self.saved[key]}

    def _show_dirty(self) -> None:
        self.save_button.setEnabled(bool(self._changes()))

    def _lay_out(self) -> None:
        self.parts = QStackedWidget()
        for part in (
            _card(self.about),
            _card(self.rules),
            self.cohorts,
            self.own_fields,
            self.signers,
            self.sections,
        ):
            self.parts.addWidget(part)
        self.tabs = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(theme().px(8))
        for at, (_key, words) in enumerate(TABS):
            across.addWidget(self._tab(at, _(words)))
        across.addStretch(1)
        self.body.addLayout(across)
        self.body.addWidget(self.parts, 1)

    def _tab(self, at: int, words: str) -> QPushButton:
        made = chip(words, chosen=at == 0, slot=partial(self.parts.setCurrentIndex, at))
        made.setProperty("chosen", None)
        self.tabs.addButton(made, at)
        return made


def _card(form: Form) -> QWidget:
    made = card()
    made.body.addWidget(form)
    made.setMaximumWidth(theme().px(WIDEST))
    return scrolled(boxed(column(made, None)))


def _about_fields() -> tuple[Field, ...]:
    usual = tuple((code, reader().language(code)) for code in LANGUAGES)
    return (
        Field("name", _("Name"), required=True),
        Field("organisation", _("Organisation")),
        Field("purpose", _("What it is for"), "long"),
        Field("mentor_word", _("A mentor is called"), placeholder=_("Mentor")),
        Field("mentee_word", _("A mentee is called"), placeholder=_("Mentee")),
        Field("language", _("Usual language"), "choice", choices=usual),
        Field("zone", _("Time zone"), "zone"),
        Field("place", _("Place"), help=_("Stands beside the date on certificates.")),
        Field("logo", _("Logo"), "photo"),
        Field("contact_name", _("Contact"), help=_("Whom people may ask; printed in the handbook.")),
        Field("contact_email", _("E-mail"), "email"),
        Field("contact_phone", _("Phone"), "phone"),
    )


def _rule_fields() -> tuple[Field, ...]:
    return (
        Field("session_minutes", _("A session lasts"), "number", help=_("Minutes."), required=True),
        Field(
            "month_minutes",
            _("Time in a month"),
            "number",
            help=_("Minutes that a pairing meets."),
            required=True,
        ),
        Field(
            "check_in_days",
            _("Check in every"),
            "number",
            help=_("Days from one check-in to the next."),
            required=True,
        ),
        Field(
            "stuck_days",
            _("Silence allowed"),
            "number",
            help=_("Days without a session until a pairing counts as stuck."),
            required=True,
        ),
        Field("trial_days", _("A trial lasts"), "number", help=_("Days."), required=True),
        Field(
            "retention_months",
            _("Erase people"),
            "number",
            help=_("So many months after their last pairing ended; 0 or nothing for never. You are asked."),
        ),
    )


page_class = ProgrammePage
