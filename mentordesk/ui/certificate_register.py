"""The register of issued certificates: find one, look at it, print it again, withdraw it."""

from mentordesk.domain.names import initials
from mentordesk.i18n import _, autonym, reader
from mentordesk.operations.certificates import Issued
from mentordesk.ui.document_words import CERTIFICATES
from mentordesk.ui.table import Column, Table
from mentordesk.ui.widgets import EmptyState


def register_table() -> Table:
    """The newest first; a check chooses what is saved or printed again."""
    empty = EmptyState(
        "award", _("No certificate was issued yet. Choose Certificate, tick people, then save or print.")
    )
    columns = (
        Column("number", _("Number"), lambda row: row.number, width=96),
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
        Column("kind", _("For"), lambda row: _(CERTIFICATES[row.kind]), width=130),
        Column("language", _("Language"), lambda row: autonym(row.language), width=84),
        Column("issued", _("Issued"), _issued, width=104, align="end", sort=lambda row: row.issued_on),
    )
    return Table(columns, search=_searched, empty=empty, checks=True, name=_("Issued certificates"))


def _issued(row: Issued) -> str:
    return reader().date(row.issued_on)


def _searched(row: Issued) -> str:
    return f"{row.number} {row.name}"
