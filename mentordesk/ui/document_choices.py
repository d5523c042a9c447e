"""What to print: the kind of document, its choices, and for certificates the people."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mentordesk.domain.certificate import CertificateKind
from mentordesk.domain.names import initials
from mentordesk.domain.programme import Audience
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.certificate_candidates import Candidate
from mentordesk.operations.documents import KINDS, Edition, Kind
from mentordesk.ui import document_words
from mentordesk.ui.form import Field, Form
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, card

REGISTER = Kind("register", N_("Register"), N_("Certificates that were issued, to print again"))
WIDTH = 320
KIND_HEIGHT = 44


class DocumentChoices(QWidget):
    """`changed()` is emitted when something else is to be shown."""

    changed: ClassVar[Signal] = Signal()

    def __init__(self, paper: str, language: str) -> None:
        super().__init__()
        self.setFixedWidth(theme().px(WIDTH))
        self.kinds = _kind_list()
        self.handbook = Form(
            (
                Field("role", _("For"), "choice", choices=self._roles, default=Audience.MENTEE),
                Field("language", _("Language"), "choice", choices=_languages(), default=language),
                Field("paper", _("Paper"), "choice", choices=document_words.papers(), default=paper),
            )
        )
        own = ((None, _("Each person's own")), *_languages())
        self.certificate = Form(
            (
                Field(
                    "kind",
                    _("For"),
                    "choice",
                    choices=document_words.certificate_kinds(),
                    default=CertificateKind.COMPLETION,
                ),
                Field("design", _("Design"), "choice", choices=document_words.designs(), default="classic"),
                Field("language", _("Language"), "choice", choices=own),
                Field("paper", _("Paper"), "choice", choices=document_words.papers(), default=paper),
            )
        )
        self.people = _people_table()
        self._lay_out()
        self._connect()

    @property
    def kind(self) -> str:
        chosen = self.kinds.chosen()
        return chosen.key if chosen else KINDS[0].key

    @property
    def certificate_kind(self) -> CertificateKind:
        return CertificateKind(self.certificate.values()["kind"])

    @property
    def edition(self) -> Edition:
        values = self.handbook.values()
        return Edition(values["role"], values["language"])

    @property
    def paper(self) -> str:
        form = self.handbook if self.kind == "handbook" else self.certificate
        return str(form.values()["paper"])

    def show_people(self, rows: Sequence[Candidate]) -> None:
        """Everybody of the cohort; those who have earned the chosen certificate stand checked at first."""
        known = {row.id for row in self.people.model.rows}
        self.people.show_rows(rows)
        if {row.id for row in rows} != known:
            self.check_earned()

    def check_earned(self) -> None:
        kind = self.certificate_kind
        self.people.set_checked({row.id for row in self.people.model.rows if row.has_earned(kind)})

    def chosen(self) -> list[Candidate]:
        """The checked people in the order shown."""
        checked = {row.id for row in self.people.checked()}
        return [row for row in self.people.shown() if row.id in checked]

    def _roles(self) -> tuple[tuple[Audience, str], ...]:
        both = (Audience.MENTOR, Audience.MENTEE)
        return tuple((one, document_words.audience_word(one)) for one in both)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(12))
        self.boxes = {"handbook": _boxed(self.handbook), "certificate": _boxed(self.certificate)}
        outer.addWidget(self.kinds)
        for box in self.boxes.values():
            outer.addWidget(box)
        outer.addWidget(self.people, 1)
        self.rest = QWidget()
        outer.addWidget(self.rest, 1)
        self._show_kind()

    def _connect(self) -> None:
        self.kinds.row_chosen.connect(lambda _row: self._kind_changed())
        self.handbook.changed.connect(lambda _key: self.changed.emit())
        self.certificate.changed.connect(self._certificate_changed)
        self.people.checked_changed.connect(lambda _rows: self.changed.emit())
        self.people.row_chosen.connect(lambda _row: self.changed.emit())

    def _kind_changed(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        for key, box in self.boxes.items():
            box.setVisible(key == self.kind)
        self.people.setVisible(self.kind == "certificate")
        self.rest.setVisible(self.kind != "certificate")

    def _certificate_changed(self, key: str) -> None:
        if key == "kind":
            self.check_earned()
        self.changed.emit()


def _kind_list() -> Table:
    """The kinds of document, each with its line."""
    column = Column("kind", "", _two_lines, kind="two_line", width=200, stretch=True)
    made = Table((column,), key=lambda kind: kind.key, row_height=KIND_HEIGHT, name=_("Kinds of document"))
    made.grid.horizontalHeader().hide()
    made.show_rows((*KINDS, REGISTER))
    made.setFixedHeight(theme().px(KIND_HEIGHT) * (len(KINDS) + 1) + 4)
    made.choose(KINDS[0].key)
    return made


def _two_lines(kind: Kind) -> str:
    return f"{_(kind.title)}\n{_(kind.words)}"


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
        ),
        Column(
            "held", _("Sessions"), _held, width=90, kind="number", sort=lambda row: row.held, tooltip=_facts
        ),
    )
    return Table(
        columns, search=lambda row: row.name, empty=empty, checks=True, name=_("People who get a certificate")
    )


def _held(row: Candidate) -> str:
    return reader().number(row.held) if row.held else "–"


def _facts(row: Candidate) -> str:
    sessions = ngettext("{n} session", "{n} sessions", row.held).format(n=row.held)
    hours = _("{n} h").format(n=reader().number(row.minutes / 60, 1))
    return f"{sessions}, {hours}"


def _boxed(form: Form) -> QFrame:
    made = card()
    made.body.addWidget(form)
    return made


def _languages() -> tuple[tuple[Any, str], ...]:
    return document_words.languages()
