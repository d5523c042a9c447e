"""What to print: the kind of document, its choices, and for whom."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mentordesk.domain.certificate import CertificateKind
from mentordesk.domain.names import initials
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.certificate_candidates import Candidate
from mentordesk.operations.certificate_rules import why_not
from mentordesk.operations.documents import KINDS, Of, Subject
from mentordesk.ui.document_fields import Usual, fields_of
from mentordesk.ui.flow import Flow
from mentordesk.ui.form import Form
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, button, card, scrolled

WIDTH, NARROW, ROW, LEAST_ROWS, LEAST_FORM = 320, 232, 32, 4, 120
CERTIFICATE, REGISTER, CHECK = "certificate", "register", "check"
MORE = (
    (REGISTER, N_("Register of certificates"), N_("Certificates that were issued, to print again")),
    (CHECK, N_("Check a certificate"), N_("Whether a paper is genuine, without internet")),
)
"""What stands below the kinds of document in the list."""

Entry = tuple[str, str, str]


class DocumentChoices(QWidget):
    """`changed()` is emitted when something else is to be shown."""

    changed: ClassVar[Signal] = Signal()

    def __init__(self, usual: Usual) -> None:
        super().__init__()
        self.take(wide=True)
        self.kinds = _kind_list()
        self.forms = {kind.key: Form(fields_of(kind, usual)) for kind in KINDS}
        self.people = _people_table()
        self.subjects = _subject_table()
        self.who = button(_("Who has earned it…"), kind="link")
        self.what = button(_("What earns it…"), kind="link")
        self._lay_out()
        self._connect()

    def take(self, *, wide: bool) -> None:
        """Be as wide as fields like to be, or as narrow as they can."""
        self.setFixedWidth(theme().px(WIDTH if wide else NARROW))

    @property
    def kind(self) -> str:
        chosen = self.kinds.chosen()
        return chosen[0] if chosen else KINDS[0].key

    @property
    def of(self) -> Of | None:
        """Whom the chosen kind belongs to; None for what is no document."""
        return next((one.of for one in KINDS if one.key == self.kind), None)

    @property
    def certificate_kind(self) -> CertificateKind:
        return CertificateKind(self.forms[CERTIFICATE].values()["kind"])

    def values(self) -> dict[str, Any]:
        """What stands in the fields of the chosen kind."""
        form = self.forms.get(self.kind)
        return form.values() if form else {}

    def show_people(self, rows: Sequence[Candidate]) -> None:
        """Everybody of the cohort; those who have earned the chosen certificate stand checked at first."""
        known = {row.id for row in self.people.model.rows}
        self.people.show_rows(rows)
        if {row.id for row in rows} != known:
            self.check_earned()

    def show_subjects(self, rows: Sequence[Subject]) -> None:
        """The pairings or mentors that documents of the chosen kind may be of."""
        self.subjects.show_rows(rows)

    def check_earned(self) -> None:
        kind = self.certificate_kind
        self.people.set_checked({row.id for row in self.people.model.rows if row.has_earned(kind)})

    def chosen(self) -> list[Any]:
        """The checked people or pairings in the order shown."""
        table = self._table()
        if table is None:
            return []
        checked = {row.id for row in table.checked()}
        return [row for row in table.shown() if row.id in checked]

    def shown_first(self) -> list[Any]:
        """Whom a preview is of while nobody is checked: the row stood on, else the first."""
        table = self._table()
        one = table and (table.chosen() or next(iter(table.shown()), None))
        return [one] if one else []

    def _table(self) -> Table | None:
        if self.of is Of.PERSON:
            return self.people
        return self.subjects if self.of in {Of.PAIRING, Of.MENTOR, Of.SOMEBODY} else None

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(12))
        outer.addWidget(self.kinds, 2)
        self.boxes = {key: _boxed(form) for key, form in self.forms.items()}
        for box in self.boxes.values():
            outer.addWidget(box, 2)
        outer.addLayout(Flow(self.who, self.what))
        for table in (self.people, self.subjects):
            table.setMinimumHeight(theme().px(150))
            outer.addWidget(table, 3)
        self.rest = QWidget()
        outer.addWidget(self.rest)
        self._show_kind()

    def _connect(self) -> None:
        self.kinds.row_chosen.connect(lambda _row: self._kind_changed())
        for form in self.forms.values():
            form.changed.connect(self._field_changed)
        for table in (self.people, self.subjects):
            table.checked_changed.connect(lambda _rows: self.changed.emit())
            table.row_chosen.connect(lambda _row: self.changed.emit())

    def _kind_changed(self) -> None:
        self._show_kind()
        self.subjects.set_checked(set())
        self.changed.emit()

    def _show_kind(self) -> None:
        for key, box in self.boxes.items():
            box.setVisible(key == self.kind)
        self.people.setVisible(self._table() is self.people)
        self.subjects.setVisible(self._table() is self.subjects)
        self.rest.setVisible(self._table() is None)
        for asking in (self.who, self.what):
            asking.setVisible(self.kind == CERTIFICATE)

    def _field_changed(self, key: str) -> None:
        if self.kind == CERTIFICATE and key == "kind":
            self.check_earned()
            self.people.show_rows(self.people.model.rows)
        self.changed.emit()


def _kind_list() -> Table:
    """The kinds of document, and what else is done with them."""
    column = Column("kind", "", lambda row: _(row[1]), width=200, stretch=True, tooltip=lambda row: _(row[2]))
    made = Table((column,), key=lambda row: row[0], row_height=ROW, name=_("Kinds of document"))
    made.grid.horizontalHeader().hide()
    rows: list[Entry] = [(kind.key, kind.title, kind.words) for kind in KINDS]
    made.show_rows([*rows, *MORE])
    made.setMinimumHeight(theme().px(ROW) * LEAST_ROWS)
    made.setMaximumHeight(theme().px(ROW) * (len(rows) + len(MORE)) + 4)
    made.choose(KINDS[0].key)
    return made


def _people_table() -> Table:
    empty = EmptyState("users", _("Nobody is in this cohort yet."))
    columns = (
        Column(
            "name",
            _("Name"),
            lambda row: row.name,
            width=150,
            kind="person",
            stretch=True,
            initials=lambda row: initials(row.name, row.family),
            row_key=lambda row: row.person,
            sort=lambda row: reader().sort_key(row.name),
            tooltip=_lacking,
        ),
        Column(
            "held", _("Sessions"), _held, width=90, kind="number", sort=lambda row: row.held, tooltip=_facts
        ),
    )
    return Table(
        columns, search=lambda row: row.name, empty=empty, checks=True, name=_("People who get a certificate")
    )


def _subject_table() -> Table:
    empty = EmptyState("handshake", _("There is nobody yet whom this document could be of."))
    column = Column(
        "name",
        _("For"),
        lambda row: row.name,
        width=200,
        stretch=True,
        sort=lambda row: reader().sort_key(row.name),
        tooltip=lambda row: row.name,
    )
    return Table(
        (column,), search=lambda row: row.name, empty=empty, checks=True, name=_("Whom the documents are of")
    )


def _held(row: Candidate) -> str:
    return reader().number(row.held) if row.held else "–"


def _facts(row: Candidate) -> str:
    sessions = ngettext("{n} session", "{n} sessions", row.held).format(n=row.held)
    hours = _("{n} h").format(n=reader().number(row.minutes / 60, 1))
    return f"{sessions}, {hours}"


def _lacking(row: Candidate) -> str:
    """What somebody still lacks for each certificate, or that nothing is missing."""
    return "\n".join(why_not(missing, reader()) for missing in row.missing.values() if missing) or row.name


def _boxed(form: Form) -> QFrame:
    """The form in a card as high as it is, scrolling where the window is low."""
    made = card()
    made.body.addWidget(scrolled(form))
    wanted = form.sizeHint().height() + theme().px(36)
    made.setMaximumHeight(wanted)
    made.setMinimumHeight(min(wanted, theme().px(LEAST_FORM)))
    return made
