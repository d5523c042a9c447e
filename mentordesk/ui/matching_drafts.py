"""Drafts side by side: how many they match, how well, and where they differ; adopting and removing one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, isolate, ngettext, reader
from mentordesk.operations.matching_view import Face
from mentordesk.operations.scenarios import Across, Draft, compare
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.matching_words import initials
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import emptied, label

MOST_BESIDE = 4
"""More drafts do not fit beside each other."""


@dataclass(frozen=True)
class Difference:
    """A mentee's line: with whom in each draft."""

    face: Face
    across: Across
    mentors: tuple[str, ...]

    @property
    def id(self) -> bytes:
        return self.across.mentee


class DraftsDialog(Dialog):
    """`adopt(draft)` and `remove(draft)` may refuse, which is said here; `drafts()` reads them anew.

    The first of `drafts()` is the proposal on the screen, which can be neither adopted nor removed.
    """

    def __init__(
        self,
        parent: QWidget,
        drafts: Callable[[], Sequence[Draft]],
        faces: Mapping[bytes, Face],
        *,
        zone: str,
        adopt: Callable[[bytes], object],
        remove: Callable[[bytes], object],
    ) -> None:
        super().__init__(parent, _("Drafts side by side"), 960)
        self._drafts, self._faces = drafts, faces
        self._adopt, self._remove = adopt, remove
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        self.table = _table(zone)
        self.table.setFixedHeight(theme().px(196))
        self.said = label("", "state", wrap=True)
        self._below = QVBoxLayout()
        self.differences: Table | None = None
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.table)
        self.body.addWidget(self.said)
        self.body.addLayout(self._below, 1)
        self.resize(theme().px(960), theme().px(560))
        self.offer(_("Remove"), self.remove)
        self.offer(_("Adopt"), self.adopt)
        self.offer(_("Done"), self.accept, primary=True)
        self.table.checked_changed.connect(lambda _rows: self._compare())
        self._show()

    def adopt(self) -> None:
        """Lock the chosen draft's pairs; the dialog closes, for the page shows it now."""
        chosen = self.table.chosen()
        if self._done(self._adopt, chosen):
            self.accept()

    def remove(self) -> None:
        """Forget the chosen draft."""
        if self._done(self._remove, self.table.chosen()):
            self._show()

    def _done(self, change: Callable[[bytes], object], chosen: Draft | None) -> bool:
        self.wrong.setVisible(chosen is None or chosen.id is None)
        self.wrong.setText(_("This is the proposal as it stands. Choose a draft that was set aside."))
        if chosen is None or chosen.id is None:
            return False
        try:
            change(chosen.id)
        except Refusal as refusal:
            self.wrong.setText(str(refusal))
            self.wrong.show()
            return False
        return True

    def _show(self) -> None:
        drafts = self._drafts()
        self.table.show_rows(drafts)
        self.table.set_checked({key_of(draft) for draft in drafts[:2]})
        self.table.choose(key_of(drafts[min(1, len(drafts) - 1)]))
        self._compare()

    def _compare(self) -> None:
        emptied(self._below)
        beside = self.table.checked()[:MOST_BESIDE]
        rows = [row for row in compare(beside) if row.mentee in self._faces] if beside else []
        different = [row for row in rows if row.differs]
        self.said.setText(_said(len(beside), len(different)))
        self.differences = _side_by_side(beside)
        self.differences.show_rows([self._difference(row) for row in different])
        self._below.addWidget(self.differences)

    def _difference(self, row: Across) -> Difference:
        return Difference(self._faces[row.mentee], row, tuple(self._words(one) for one in row.given))

    def _words(self, given: tuple[bytes, int] | None) -> str:
        if given is None:
            return _("nobody")
        return _("{name}, {fit}").format(
            name=isolate(self._faces[given[0]].name), fit=reader().number(given[1])
        )


def key_of(draft: Draft) -> bytes:
    """What tells drafts apart; empty for the proposal as it stands."""
    return draft.id or b""


def _said(beside: int, different: int) -> str:
    if beside < len(("one", "other")):
        return _("Check two or more drafts to see where they differ.")
    if not different:
        return _("They give everybody the same mentor.")
    text = ngettext("They differ about {n} mentee.", "They differ about {n} mentees.", different)
    count = text.format(n=reader().number(different))
    told = _("{count} Adopting a draft locks its pairs and brings back its weights and rules.")
    return told.format(count=count)


def _table(zone: str) -> Table:
    columns = (
        Column("name", N_("Draft"), lambda row: row.name, stretch=True),
        Column("objective", N_("Best at"), lambda row: word(row.objective), width=150),
        _number("matched", N_("Pairs"), lambda row: row.matched),
        _number("total", N_("Total"), lambda row: row.total),
        _number("worst", N_("Lowest"), lambda row: row.worst),
        _number("mean", N_("Mean"), lambda row: row.mean),
        Column(
            "proved",
            N_("Proof"),
            _proved,
            width=112,
            kind="pill",
            tone=lambda row: "good" if row.verdict and row.verdict.holds else "quiet",
            icon=lambda row: "circle-check" if row.verdict and row.verdict.holds else "circle-alert",
            tooltip=lambda row: row.verdict.sentence() if row.verdict else _("No proof was kept with it."),
        ),
        Column(
            "made",
            N_("Set aside"),
            lambda row: reader().instant(row.made_at, zone) if row.made_at else "",
            width=150,
        ),
    )
    return Table(columns, key=key_of, name=_("Drafts"), checks=True)


def _proved(row: Draft) -> str:
    if row.verdict is None:
        return _("none kept")
    return _("proved") if row.verdict.holds else _("not proved")


def _number(key: str, title: str, value: Callable[[Draft], float | None]) -> Column:
    def words(row: Draft) -> str:
        found = value(row)
        return "–" if found is None else reader().number(found, 1 if isinstance(found, float) else 0)

    return Column(key, title, words, width=68, kind="number", sort=lambda row: value(row) or 0)


def _side_by_side(drafts: Sequence[Draft]) -> Table:
    """A column for each draft."""
    columns = [
        Column(
            "mentee",
            N_("Mentee"),
            lambda row: row.face.name,
            width=180,
            kind="person",
            initials=lambda row: initials(row.face),
            row_key=lambda row: row.face.person,
        )
    ]
    columns += [_given(at, draft.name) for at, draft in enumerate(drafts)]
    return Table(columns, name=_("Where the drafts differ"))


def _given(at: int, name: str) -> Column:
    return Column(str(at), name, lambda row: str(row.mentors[at]), width=170, stretch=at == 0)
