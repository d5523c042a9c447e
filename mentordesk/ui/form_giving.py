"""Who gets a form, and on which paper; what a folder of filled forms gave."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from mentordesk.domain.names import initials
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.form_returns import Report
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.form import Field, Form
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, label

PAPERS = (("a4", N_("A4")), ("letter", N_("Letter")))


class GiveDialog(Dialog):
    """Ticks people; `give(participants, paper, large)` goes on from there."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        people: Sequence[Any],
        give: Callable[[list[bytes], str, bool], object],
    ) -> None:
        super().__init__(parent, title, 560)
        self._give = give
        self.people = Table(
            _people_columns(),
            search=lambda row: row.name,
            empty=EmptyState("users", _("Nobody is in this cohort yet.")),
            checks=True,
            name=_("People who get the form"),
        )
        self.people.show_rows(people)
        self.form = Form(
            (
                Field("paper", _("Paper"), "choice", choices=tuple((key, _(words)) for key, words in PAPERS)),
                Field("large", _("Large print"), "check"),
            )
        )
        self.form.load({"paper": "a4"})
        self.body.addWidget(
            label(_("Everybody gets a PDF of their own, which is known when it comes back."), wrap=True)
        )
        self.body.addWidget(self.people, 1)
        self.body.addWidget(self.form)
        self.resize(theme().px(560), theme().px(560))
        self.offer(_("Cancel"), self.reject)
        self.offer(_("Choose a folder…"), self.give, primary=True)

    def give(self) -> None:
        """Go on with those who are ticked."""
        values = self.form.values()
        chosen = [row.id for row in self.people.checked()]
        self.accept()
        self._give(chosen, values["paper"], values["large"])


def _people_columns() -> tuple[Column, ...]:
    return (
        Column(
            "name",
            N_("Name"),
            lambda row: row.name,
            width=180,
            kind="person",
            stretch=True,
            initials=lambda row: initials(row.name, row.family),
            row_key=lambda row: row.person,
            sort=lambda row: reader().sort_key(row.name),
        ),
        Column("role", N_("Role"), lambda row: word(row.role), width=120),
    )


class ReportDialog(Dialog):
    """What became of every file of a folder."""

    def __init__(self, parent: QWidget, reports: Sequence[Report]) -> None:
        super().__init__(parent, _("What came back"), 760)
        read = sum(report.read for report in reports)
        words = ngettext("{n} file was read.", "{n} files were read.", read).format(n=reader().number(read))
        rest = len(reports) - read
        left = ngettext("{n} needs a look.", "{n} need a look.", rest).format(n=reader().number(rest))
        self.say(f"{words} {left}" if rest else words, "circle-check", "good")
        self.table = Table(_report_columns(), key=lambda report: report.file, name=_("Files that were read"))
        self.table.show_rows(sorted(reports, key=lambda report: report.read))
        self.body.addWidget(self.table, 1)
        self.resize(theme().px(760), theme().px(480))
        self.offer(_("Close"), self.accept, primary=True)


def _report_columns() -> tuple[Column, ...]:
    return (
        Column("file", N_("File"), lambda report: report.file, width=180),
        Column("name", N_("Name"), lambda report: report.name, width=150),
        Column(
            "words",
            N_("What happened"),
            lambda report: report.sentence,
            width=260,
            stretch=True,
            tooltip=lambda report: report.sentence,
        ),
    )
