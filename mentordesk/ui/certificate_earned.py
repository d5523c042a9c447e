"""Who has earned a certificate and who has not, and why; and the rule that says so."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.domain.certificate import CertificateKind, Rule
from mentordesk.domain.names import initials
from mentordesk.i18n import _, ngettext, reader
from mentordesk.operations.certificate_candidates import Candidate
from mentordesk.operations.certificate_rules import set_rule, why_not
from mentordesk.storage.database import Database
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.document_words import CERTIFICATES
from mentordesk.ui.form import Field
from mentordesk.ui.table import Column, Table

Forms = Sequence[tuple[bytes, str]]


def earned_table(kind: CertificateKind, rows: Sequence[Candidate]) -> Table:
    """Everybody of a cohort, those first who have earned it."""

    def state(row: Candidate) -> str:
        return _("Earned") if row.has_earned(kind) else _("Not yet")

    columns = (
        Column(
            "name",
            _("Name"),
            lambda row: row.name,
            width=170,
            kind="person",
            initials=lambda row: initials(row.name, row.family),
            row_key=lambda row: row.person,
            sort=lambda row: reader().sort_key(row.name),
        ),
        Column(
            "state",
            _("Status"),
            state,
            width=92,
            kind="pill",
            tone=partial(_tone, kind),
            icon=partial(_icon, kind),
        ),
        Column("why", _("Why"), partial(_why, kind), width=200, stretch=True),
    )
    made = Table(columns, search=lambda row: row.name, name=_("Who has earned it"))
    made.show_rows(rows)
    made.sort_by("state")
    return made


def _why(kind: CertificateKind, row: Candidate) -> str:
    """What is lacking, or what was done."""
    if not row.has_earned(kind):
        return why_not(row.missing[kind], reader())
    sessions = ngettext("{n} session", "{n} sessions", row.held).format(n=row.held)
    goals = ngettext("{n} goal", "{n} goals", row.goals).format(n=row.goals)
    return reader().line((sessions, goals if row.goals else ""))


def _tone(kind: CertificateKind, row: Candidate) -> str:
    return "good" if row.has_earned(kind) else "quiet"


def _icon(kind: CertificateKind, row: Candidate) -> str:
    return "circle-check" if row.has_earned(kind) else "hourglass"


def rule_dialog(
    parent: QWidget, database: Database, kind: CertificateKind, rule: Rule, forms: Forms
) -> FormDialog:
    """Asks what earns a kind of certificate; saving is one change."""

    def save(values: dict[str, Any]) -> None:
        set_rule(
            database,
            kind=kind,
            sessions=int(values["sessions"] or 0),
            goals=int(values["goals"] or 0),
            form=values["form"],
        )

    title = _("What earns it: {certificate}").format(certificate=_(CERTIFICATES[kind]))
    held = {"sessions": rule.sessions, "goals": rule.goals, "form": rule.form}
    return FormDialog(parent, title, _fields(kind, forms), save, values=held)


def _fields(kind: CertificateKind, forms: Forms) -> tuple[Field, ...]:
    helps = {
        CertificateKind.COMPLETION: _("Beside this, the pairing or the cohort must be completed."),
        CertificateKind.THANKS: _("Beside this, only mentors get it."),
        CertificateKind.HOURS: _("Beside this, only mentors get it."),
    }
    return (
        Field("sessions", _("Sessions held, at least"), "number", default=0, help=helps.get(kind, "")),
        Field("goals", _("Goals reached, at least"), "number", default=0),
        Field("form", _("Form answered"), "choice", choices=((None, _("No form")), *forms)),
    )
