"""Choosing a mentor by hand: every mentor with a place for one mentee, the best first, and why not."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, filled, isolate, reader
from mentordesk.operations.matching_view import Face, Matching, Option, options
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.matching_pair import sign
from mentordesk.ui.matching_words import initials
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, emptied, label, scrolled


@dataclass(frozen=True)
class Offer:
    """A mentor to choose, with one sentence on how it stands."""

    face: Face
    option: Option
    standing: str

    @property
    def id(self) -> bytes:
        return self.option.mentor


def offers(matching: Matching, mentee: bytes) -> list[Offer]:
    """Every mentor with a place, best first; empty where none has one."""
    return [
        Offer(matching.faces[one.mentor], one, _standing(one, matching))
        for one in options(matching.proposal, mentee)
    ]


class MentorChoice(Dialog):
    """`pair(mentor)` keeps the choice and may refuse, which is then said here."""

    def __init__(
        self, parent: QWidget, matching: Matching, mentee: bytes, pair: Callable[[bytes], object]
    ) -> None:
        name = isolate(matching.faces[mentee].name)
        super().__init__(parent, filled(_("A mentor for {mentee}"), mentee=name), 640)
        self._matching, self._mentee, self._pair = matching, mentee, pair
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        self.table = _table()
        self.table.show_rows(offers(matching, mentee))
        self._reasons = QVBoxLayout()
        reasons = scrolled(boxed(self._reasons))
        reasons.setFixedHeight(theme().px(150))
        self.body.addWidget(label(self._hint(), "state", wrap=True))
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(reasons)
        self.resize(theme().px(640), theme().px(560))
        self.offer(_("Cancel"), self.reject)
        self.offer(_("Pair by hand"), self.take, primary=True)
        self.table.row_chosen.connect(self._explain)
        self.table.row_opened.connect(lambda _row: self.take())
        if self.table.shown():
            self.table.choose(self.table.shown()[0].id)
        self.table.grid.setFocus()

    def take(self) -> None:
        """Pair the mentee with the chosen mentor; stay open when it is refused."""
        chosen = self.table.chosen()
        if chosen is None:
            return
        try:
            self._pair(chosen.id)
        except Refusal as refusal:
            self.wrong.setText(str(refusal))
            self.wrong.show()
        else:
            self.accept()

    def _hint(self) -> str:
        if not self.table.shown():
            return _("No other mentor has a free place. Raise a capacity in People, or close a pairing.")
        return _("A pair by hand may go against a rule; it is kept, and the rest is matched around it.")

    def _explain(self, chosen: Offer | None) -> None:
        from mentordesk.matching.explain import explain

        emptied(self._reasons)
        if chosen is None:
            return
        found = explain(self._matching.proposal, self._mentee, chosen.id)
        for sentences, icon, tone in (
            (found.against, "triangle-alert", "late"),
            (found.why, "check", "good"),
            (found.why_not_more, "minus", "attention"),
        ):
            for sentence in sentences:
                self._reasons.addLayout(sign(sentence, icon, tone))
        self._reasons.addStretch(1)


def _table() -> Table:
    columns = (
        Column(
            "mentor",
            N_("Mentor"),
            lambda row: row.face.name,
            width=200,
            kind="person",
            initials=lambda row: initials(row.face),
            row_key=lambda row: row.face.person,
        ),
        Column("fit", N_("Fit"), lambda row: reader().number(row.option.fit), width=56, kind="number"),
        Column(
            "standing",
            N_("How it stands"),
            lambda row: row.standing,
            stretch=True,
            tooltip=lambda row: row.standing,
        ),
    )
    return Table(columns, name=_("Mentors with a place"))


def _standing(one: Option, matching: Matching) -> str:
    if one.against:
        return one.against[0]
    if one.free:
        return _("Has a free place.")
    names = [isolate(matching.faces[key].name) for key in one.has]
    return filled(_("Would be taken from {names}."), names=reader().listing(names))
