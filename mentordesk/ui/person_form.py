"""The form of a person, in sections: who they are, how they are reached, what they bring."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QComboBox, QPushButton, QStackedWidget, QWidget

from mentordesk.domain.participant import Role, Status
from mentordesk.domain.person import Channel, Level
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.words import word
from mentordesk.i18n import LANGUAGES, N_, _, autonym
from mentordesk.operations.profile import COLUMNS, DEFAULTS, START_LEVEL, Part, Profile
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.form import Field, Form
from mentordesk.ui.list_editors import Skills, Week
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import chip, label, row, scrolled

OWN, SAME = "own:", "same:"


class NobodyCalled(Refusal):
    """Nobody here is called {name}. Nothing was saved. Choose a name from those offered."""


@dataclass(frozen=True)
class Known:
    """What the form offers: people by key and name, skills, tags and own fields by name, words for roles.

    `identity` are the own fields in which somebody may ask for a mentor like them.
    """

    people: Sequence[tuple[bytes, str]] = ()
    skills: Sequence[str] = ()
    interests: Sequence[str] = ()
    background: Sequence[str] = ()
    own: Sequence[str] = ()
    identity: Sequence[str] = ()
    roles: Mapping[Role, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """What stands in the form; `part` is None when the person is in no cohort."""

    profile: Profile
    part: Part | None
    photo: bytes | None


Section = tuple[str, tuple[Field, ...]]


def sections(known: Known, *, in_cohort: bool) -> tuple[Section, ...]:
    """The form's parts in the order of their chips."""
    made = [
        (_("Person"), _person(known)),
        (_("Reaching them"), _contact()),
        (_("Work and skills"), _skills(known)),
        (_("Week"), _week()),
        *([(_("In the cohort"), _part(known))] if in_cohort else []),
        (_("Consents and notes"), _consents(known)),
    ]
    return tuple(made)


def _person(known: Known) -> tuple[Field, ...]:
    family = _(
        "The part of the name that is the family's; it decides how the name is sorted and abbreviated."
    )
    return (
        Field("name", _("Name"), required=True, help=_("Exactly as its owner writes it.")),
        Field("family_name", _("Family name"), help=family),
        Field("reading", _("Reading"), help=_("How the name is read, in letters you know.")),
        Field("pronouns", _("Pronouns")),
        Field("photo", _("Photo"), "photo"),
        Field("country", _("Country"), "country"),
        Field("city", _("City")),
        Field("languages", _("Languages"), "languages"),
        Field("document_language", _("Documents in"), "choice", choices=_languages()),
        Field("interests", _("Interests"), "tags", choices=_offer(known.interests)),
        Field("background", _("Background"), "tags", choices=_offer(known.background)),
        Field("bio", _("About the person"), "long"),
    )


def _contact() -> tuple[Field, ...]:
    ways = tuple((way, word(way)) for way in Channel)
    return (
        Field("email", _("E-mail"), "email"),
        Field("phone", _("Phone"), "phone"),
        Field("channels", _("Ways to meet"), "many", choices=ways),
        Field("preferred_channel", _("Best by"), "choice", choices=((None, ""), *ways)),
        Field("access_needs", _("Access needs"), "long"),
        Field("bandwidth_mbit", _("Bandwidth in Mbit/s"), "number"),
        Field("has_camera", _("Has a camera"), "check"),
        Field("device", _("Device")),
        Field("backup_line", _("Backup line")),
    )


def _skills(known: Known) -> tuple[Field, ...]:
    people = ((None, ""), *known.people)
    return (
        Field("offered", _("Offers"), "skills", choices=_offer(known.skills)),
        Field("wanted", _("Wants to learn"), "skills", choices=_offer(known.skills)),
        Field("job_title", _("Works as")),
        Field("industry", _("Industry")),
        Field("seniority", _("Seniority")),
        Field("experience_months", _("Months of experience"), "number"),
        Field("unit", _("Department")),
        Field("manager_id", _("Led by"), "choice", choices=people),
        Field("work_style", _("Work style"), "long"),
    )


def _week() -> tuple[Field, ...]:
    return (
        Field("zone", _("Time zone"), "zone"),
        Field(
            "week",
            _("Free in the week"),
            "week",
            help=_("Hours on their own clock. Drag, or arrows and Space."),
        ),
    )


def _part(known: Known) -> tuple[Field, ...]:
    names = _offer([name for _key, name in known.people])
    statuses = tuple((status, word(status)) for status in Status)
    return (
        Field("role", _("Role"), "choice", choices=tuple(known.roles.items()), default=Role.MENTEE),
        Field("capacity", _("Room for mentees"), "number", default=1),
        Field("status", _("Status"), "choice", choices=statuses, default=Status.ACCEPTED),
        Field("paused_until", _("Paused until"), "date"),
        Field("reason", _("Reason")),
        Field("trained", _("Training done"), "check"),
        Field("joined_on", _("Joined on"), "date"),
        Field("wishes", _("Would like"), "tags", choices=names, help=_("In order of preference.")),
        Field("never", _("Never with"), "tags", choices=names),
    )


def _consents(known: Known) -> tuple[Field, ...]:
    return (
        Field("consent_directory", _("May stand in the directory"), "check"),
        Field("consent_named", _("May be named in public"), "check"),
        Field("consent_photo", _("The photo may be shown"), "check"),
        Field("consent_story", _("Their story may be told"), "check"),
        *(made for name in known.own for made in _own(name, known)),
        Field("notes", _("Notes"), "long", help=_("For coordinators only.")),
    )


def _own(name: str, known: Known) -> tuple[Field, ...]:
    """An own field, and the wish for a mentor alike in it where it tells identity."""
    asks = Field(SAME + name, _("{field}: asks for a mentor alike").format(field=name), "check")
    return Field(OWN + name, name), *([asks] if name in known.identity else [])


def _offer(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in names)


def _languages() -> tuple[tuple[str, str], ...]:
    return (("", ""), *((code, autonym(code)) for code in LANGUAGES))


def values_of(filled: Filled, known: Known) -> dict[str, Any]:
    """What the form shows of a person."""
    profile, names = filled.profile, dict(known.people)
    values: dict[str, Any] = dict(profile.columns)
    values["channels"] = [Channel(way) for way in str(values.get("channels") or "").split(",") if way]
    values["languages"] = dict(profile.languages)
    values |= {"offered": profile.offered, "wanted": profile.wanted, "photo": filled.photo}
    values |= {"interests": profile.interests, "background": profile.background}
    values |= {OWN + name: value for name, value in profile.own.items()}
    values |= {SAME + name: True for name in profile.same_wanted}
    if filled.part:
        values |= vars(filled.part)
        values["wishes"] = [names[key] for key in filled.part.wishes if key in names]
        values["never"] = [names[key] for key in filled.part.never if key in names]
    return values


def filled_from(values: Mapping[str, Any], known: Known, before: Profile) -> Filled:
    """A person from the form's values; what the form does not show stays as before."""
    columns = {**DEFAULTS, **before.columns}
    columns |= {name: _kept(name, values[name]) for name in COLUMNS if name in values}
    columns["channels"] = ",".join(values["channels"])
    profile = Profile(
        columns,
        {code: Level(level) if level else None for code, level in values["languages"].items()},
        values["offered"],
        values["wanted"],
        tuple(values["interests"]),
        tuple(values["background"]),
        {
            **before.own,
            **{key.removeprefix(OWN): text for key, text in values.items() if key.startswith(OWN)},
        },
        _same_wanted(values, before),
    )
    part = _part_from(values, known) if "role" in values else None
    return Filled(profile, part, values["photo"])


def _same_wanted(values: Mapping[str, Any], before: Profile) -> tuple[str, ...]:
    """The fields that are ticked, and those asked for before that the form does not show."""
    hidden = [name for name in before.same_wanted if SAME + name not in values]
    ticked = [key.removeprefix(SAME) for key, asks in values.items() if key.startswith(SAME) and asks]
    return tuple(sorted([*hidden, *ticked]))


def _kept(name: str, value: Any) -> Any:
    if name == "week" and not any(value or b""):
        return None
    return DEFAULTS[name] if value is None else value


def _part_from(values: Mapping[str, Any], known: Known) -> Part:
    return Part(
        Role(values["role"] or Role.MENTEE),
        values["capacity"] or 0,
        Status(values["status"] or Status.ACCEPTED),
        values["paused_until"],
        values["reason"],
        values["trained"],
        values["joined_on"],
        _keys(values["wishes"], known, "wishes"),
        _keys(values["never"], known, "never"),
    )


def _keys(names: Sequence[str], known: Known, at: str) -> tuple[bytes, ...]:
    keys = {name: key for key, name in known.people}
    for name in names:
        if name not in keys:
            raise NobodyCalled(name=name, field=at)
    return tuple(keys[name] for name in names)


class PersonDialog(Dialog):
    """All sections of one person; `save(filled)` may refuse, which is shown beside its field."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        known: Known,
        before: Filled,
        save: Callable[[Filled], object],
        *,
        clock: str = "UTC",
    ) -> None:
        """`clock` is the zone of the coordinator, shown below the week."""
        super().__init__(parent, title, 680)
        self._known, self._before, self._save = known, before, save
        self.saved: object = None
        self.forms: list[Form] = []
        self._chips: list[QPushButton] = []
        self._stack = QStackedWidget()
        values = values_of(before, known)
        for at, (name, fields) in enumerate(sections(known, in_cohort=before.part is not None)):
            self._add(at, name, fields, values)
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        self.body.addLayout(row(*self._chips, None))
        self.body.addWidget(self.wrong)
        self.body.addWidget(self._stack, 1)
        self.resize(theme().px(680), theme().px(620))
        self.offer(_("Cancel"), self.reject)
        self.offer(_("Save"), self.try_save, primary=True)
        self.show_section(0)
        self._clock = clock
        self.form_of("zone").changed.connect(lambda key: self._show_clocks() if key == "zone" else None)
        self._show_clocks()

    def _show_clocks(self) -> None:
        form = self.form_of("week")
        zone, week = form.widget("zone").value(), form.widget("week")
        if zone and isinstance(week, Week):
            week.grid.set_zones(zone, self._clock)

    def form_of(self, key: str) -> Form:
        return next(form for form in self.forms if form.has(key))

    def show_section(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        for place, made in enumerate(self._chips):
            made.setChecked(place == at)

    def try_save(self) -> None:
        """Save everything; stay open at the field that is wrong."""
        for form in self.forms:
            errors = form.problems()
            if errors:
                self._show(form, errors)
                return
        values = {key: value for form in self.forms for key, value in form.values().items()}
        try:
            self.saved = self._save(filled_from(values, self._known, self._before.profile))
        except Refusal as refusal:
            self._refused(refusal)
        else:
            self.accept()

    def _refused(self, refusal: Refusal) -> None:
        at = str(refusal.values.get("field", ""))
        form = next((form for form in self.forms if form.has(at)), None)
        self.wrong.setText("" if form else str(refusal))
        self.wrong.setVisible(form is None)
        if form:
            self._show(form, {at: str(refusal)})

    def _show(self, form: Form, errors: Mapping[str, str]) -> None:
        self.show_section(self.forms.index(form))
        form.show_errors(errors)

    def _add(self, at: int, name: str, fields: Sequence[Field], values: Mapping[str, Any]) -> None:
        form = Form(fields)
        form.load(values)
        for one in fields:
            if one.kind == "skills":
                _let_type(form.widget(one.key))
        self.forms.append(form)
        self._stack.addWidget(scrolled(form))
        self._chips.append(chip(name, slot=lambda: self.show_section(at)))


def _let_type(editor: QWidget) -> None:
    """Skills that nobody has yet are typed and added with Enter."""
    if not isinstance(editor, Skills):
        return
    box: QComboBox = editor.adder
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    line = box.lineEdit()
    if line is None:
        return
    line.clear()
    line.setPlaceholderText(_("Choose or type, then Enter"))
    line.returnPressed.connect(lambda: _take_typed(editor))


def _take_typed(editor: Skills) -> None:
    name = " ".join(editor.adder.currentText().split())
    if name and name != _(ADD):
        editor.set_value({name: START_LEVEL} | editor.value())
        editor.edited.emit()
    editor.adder.setCurrentText("")


ADD = N_("Add…")
