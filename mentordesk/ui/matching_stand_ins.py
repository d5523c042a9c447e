"""Stand-ins: pairings that rest or ended early, and who could go on with the mentee."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from mentordesk.domain.names import initials
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, reader
from mentordesk.operations.matching_substitutes import Resting, StandIn
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, label


class StandInsDialog(Dialog):
    """`offers(pairing)` are the mentors who could; `appoint(pairing, mentor)` may refuse, said here."""

    def __init__(
        self,
        parent: QWidget,
        resting: Callable[[], Sequence[Resting]],
        offers: Callable[[bytes], Sequence[StandIn]],
        appoint: Callable[[bytes, bytes], object],
    ) -> None:
        super().__init__(parent, _("Stand-ins"), 640)
        self._resting, self._offers, self._appoint = resting, offers, appoint
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        self.pairings, self.mentors = _resting_table(), _mentor_table()
        self.pairings.setFixedHeight(theme().px(180))
        hint = _("A stand-in goes on with the mentee, on trial, while the pairing rests or after it closed.")
        self.body.addWidget(label(hint, "state", wrap=True))
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.pairings)
        self.body.addWidget(self.mentors, 1)
        self.resize(theme().px(640), theme().px(560))
        self.offer(_("Done"), self.reject)
        self.offer(_("Let stand in"), self.appoint, primary=True)
        self.pairings.row_chosen.connect(self._show)
        self._read()

    def appoint(self) -> None:
        """Let the chosen mentor stand in for the chosen pairing."""
        pairing, mentor = self.pairings.chosen(), self.mentors.chosen()
        if pairing is None or mentor is None:
            return
        try:
            self._appoint(pairing.id, mentor.mentor)
        except Refusal as refusal:
            self.wrong.setText(str(refusal))
            self.wrong.show()
        else:
            self._read()

    def _read(self) -> None:
        self.wrong.hide()
        rows = self._resting()
        self.pairings.show_rows(rows)
        if rows:
            self.pairings.choose(rows[0].id)
        self._show(rows[0] if rows else None)

    def _show(self, pairing: Resting | None) -> None:
        rows = self._offers(pairing.id) if pairing else []
        self.mentors.show_rows(rows)
        if rows:
            self.mentors.choose(rows[0].mentor)


def _resting_table() -> Table:
    columns = (
        Column("mentee", N_("Mentee"), lambda row: row.mentee, width=200),
        Column("mentor", N_("Mentor"), lambda row: row.mentor, stretch=True),
        Column("until", N_("Until"), _when, width=140),
    )
    empty = EmptyState("circle-check", _("No pairing needs a stand-in."))
    return Table(columns, name=_("Pairings that rest"), empty=empty)


def _when(row: Resting) -> str:
    if row.ended:
        return _("ended {day}").format(day=reader().date(row.ended))
    return reader().date(row.until) if row.until else _("open end")


def _mentor_table() -> Table:
    columns = (
        Column(
            "mentor",
            N_("Mentor"),
            lambda row: row.name,
            width=220,
            kind="person",
            initials=lambda row: initials(row.name, row.family_name),
            row_key=lambda row: row.person,
        ),
        Column("fit", N_("Fit"), lambda row: reader().number(row.fit), width=56, kind="number"),
        Column(
            "against",
            N_("How it stands"),
            lambda row: row.against[0] if row.against else _("Has a free place."),
            stretch=True,
        ),
    )
    return Table(columns, key=lambda row: row.mentor, name=_("Who could stand in"))
