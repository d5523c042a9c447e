"""What was decided by hand: locks, pairs by hand and bans, to look at and to free."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from mentordesk.domain.pairing import Mark
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _
from mentordesk.operations.matching_view import Decided, Face, Matching
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.matching_words import initials
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState

TONES = {Mark.BAN: ("late", "ban"), Mark.LOCK: ("quiet", "lock"), Mark.BY_HAND: ("quiet", "user-check")}


@dataclass(frozen=True)
class Decision:
    """A decision with the two people's names."""

    made: Decided
    mentee: Face
    mentor: Face

    @property
    def id(self) -> tuple[bytes, bytes]:
        return self.made.mentee, self.made.mentor


class MarksDialog(Dialog):
    """`free(mentee, mentor)` takes a decision back; the list then shows what is left."""

    def __init__(self, parent: QWidget, matching: Matching, free: Callable[[bytes, bytes], object]) -> None:
        super().__init__(parent, _("Decided by hand"), 640)
        self._free = free
        self.table = _table()
        self.table.show_rows(decisions(matching))
        self.body.addWidget(self.table, 1)
        self.resize(theme().px(640), theme().px(420))
        self.offer(_("Free the pair"), self.free)
        self.offer(_("Done"), self.accept, primary=True)
        if self.table.shown():
            self.table.choose(self.table.shown()[0].id)
        self.table.grid.setFocus()

    def free(self) -> None:
        """Take the chosen decision back."""
        chosen = self.table.chosen()
        if chosen is not None:
            self._free(*chosen.id)
            self.table.show_rows([row for row in self.table.shown() if row.id != chosen.id])


def decisions(matching: Matching) -> list[Decision]:
    """All that still concerns somebody in the cohort."""
    faces = matching.faces
    return [
        Decision(one, faces[one.mentee], faces[one.mentor])
        for one in matching.decided
        if one.mentee in faces and one.mentor in faces
    ]


def _table() -> Table:
    columns = (
        _person("mentee", N_("Mentee"), lambda row: row.mentee),
        _person("mentor", N_("Mentor"), lambda row: row.mentor),
        Column(
            "mark",
            N_("Decision"),
            lambda row: word(row.made.mark),
            width=104,
            kind="pill",
            tone=lambda row: TONES[row.made.mark][0],
            icon=lambda row: TONES[row.made.mark][1],
        ),
        Column("reason", N_("Reason"), lambda row: row.made.reason, stretch=True),
    )
    empty = EmptyState("circle-check", _("Nothing is decided by hand."))
    return Table(columns, name=_("Decided by hand"), empty=empty)


def _person(key: str, title: str, face: Callable[[Decision], Face]) -> Column:
    return Column(
        key,
        title,
        lambda row: face(row).name,
        width=168,
        kind="person",
        initials=lambda row: initials(face(row)),
        row_key=lambda row: face(row).person,
    )
