"""Check a certificate: type what stands on the paper, and see at once whether it is genuine."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentordesk.domain.certificate import Verdict
from mentordesk.domain.words import icon_of, tone_of, word
from mentordesk.i18n import N_, _
from mentordesk.operations.certificate_check import Checked
from mentordesk.operations.certificate_check import Field as CheckedField
from mentordesk.ui.form import Field, Form
from mentordesk.ui.marks import Pill
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import card, emptied, label, row

SAID = {
    Verdict.GENUINE: N_("This certificate was issued here, and says what was issued."),
    Verdict.ALTERED: N_("This paper differs from what was issued. Look at the lines that are marked."),
    Verdict.WITHDRAWN: N_("This certificate was issued here, and withdrawn since."),
    Verdict.UNKNOWN: N_("No certificate of this number or code was issued from this file."),
}


class CertificateCheck(QWidget):
    """`asked(number, code, seen)` is emitted when what was typed has changed."""

    asked: ClassVar[Signal] = Signal(str, str, dict)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(
            (
                Field(
                    "number", _("Number"), placeholder="2026-0007-K4T", help=_("Or what the QR code says.")
                ),
                Field("code", _("Check code"), placeholder="7K4M-2QXP"),
                Field("name", _("Name"), help=_("If you want it compared.")),
                Field("issued_on", _("Day of issue"), placeholder=_("As it is written on the paper")),
            )
        )
        self.verdict = QVBoxLayout()
        self.fields = _field_table()
        self._lay_out()
        self.form.changed.connect(self._ask)
        self.show_checked(None)

    def show_checked(self, found: Checked | None) -> None:
        """The verdict with its fields; None before anything was typed."""
        emptied(self.verdict)
        self.fields.setVisible(bool(found and found.fields))
        if found is None:
            self.verdict.addWidget(
                label(_("Type the number and the code that stand below the QR code."), "quiet")
            )
            return
        pill = Pill(word(found.verdict), tone_of(found.verdict), icon_of(found.verdict))
        self.verdict.addLayout(row(pill, label(_(SAID[found.verdict]), wrap=True), stretch=1))
        self.fields.show_rows(found.fields)

    def _ask(self, _key: str) -> None:
        values = {key: str(value or "") for key, value in self.form.values().items()}
        number, code = values.pop("number"), values.pop("code")
        if number or code:
            self.asked.emit(number, code, values)
        else:
            self.show_checked(None)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(12))
        typed = card()
        typed.body.addWidget(self.form)
        result = card()
        result.body.addLayout(self.verdict)
        outer.addWidget(typed)
        outer.addWidget(result)
        outer.addWidget(self.fields, 1)
        outer.addStretch()


def _field_table() -> Table:
    columns = (
        Column("label", _("Field"), lambda field: field.label, width=120),
        Column("issued", _("As it was issued"), lambda field: field.issued, width=200, stretch=True),
        Column("seen", _("On the paper"), lambda field: field.seen or "–", width=150),
        Column("same", "", _same, kind="pill", width=92, tone=_tone, icon=_icon),
    )
    return Table(columns, key=lambda field: field.key, name=_("The certificate, field by field"))


def _same(field: CheckedField) -> str:
    if field.same is None:
        return ""
    return _("Same") if field.same else _("Differs")


def _tone(field: CheckedField) -> str:
    return "late" if field.same is False else "good"


def _icon(field: CheckedField) -> str:
    return "triangle-alert" if field.same is False else "check"
