"""Bring in a copy: what it changes, person by person, with a choice where both sides changed the same."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from mentordesk.domain.names import initials
from mentordesk.i18n import N_, _, isolate, ngettext, reader
from mentordesk.operations.bringing_in import (
    FATE_WORDS,
    OWN,
    Arriving,
    ConflictWords,
    Line,
    conflict_words,
    figures,
)
from mentordesk.operations.field_words import column_word, table_word, value_word
from mentordesk.storage.conflicts import Cell, Way
from mentordesk.storage.merge_plan import CellPlan, Fate, Touched
from mentordesk.storage.work import Work
from mentordesk.ui.conflict_card import ConflictCard
from mentordesk.ui.flow import Flow
from mentordesk.ui.icons import pixmap
from mentordesk.ui.marks import Avatar
from mentordesk.ui.page import Desk
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import (
    boxed,
    button,
    card,
    chip,
    column,
    emptied,
    find_field,
    label,
    row,
    rule,
    scrolled,
)

FATES = {
    Fate.NEW: ("good", "user-plus"),
    Fate.CHANGED: ("quiet", "pencil"),
    Fate.DELETED: ("attention", "trash-2"),
    Fate.REVIVED: ("good", "rotate-ccw"),
    Fate.ERASED: ("late", "eraser"),
}
CHIPS = (("all", N_("All")), ("both", N_("By both")), ("new", N_("New")))
WAYS = (
    (Way.MINE, N_("Mine everywhere")),
    (Way.THEIRS, N_("The copy’s everywhere")),
    (Way.NEWEST, N_("The newest everywhere")),
    (Way.BOTH, N_("Both, where they are text")),
    (None, N_("Decide all later")),
)


class MergeView(QWidget):
    """Shows an arriving copy; `wanted(choices)` brings it in, `left()` goes back without."""

    wanted: ClassVar[Signal] = Signal(object)
    left: ClassVar[Signal] = Signal()

    def __init__(self, desk: Desk, arriving: Arriving) -> None:
        super().__init__()
        self.desk = desk
        self.arriving = arriving
        self.chosen: dict[Cell, Way] = {}
        self.cards: list[ConflictCard] = []
        self.list = self._table()
        self.by_name = find_field(_("Find by name"))
        self.by_name.textChanged.connect(self.list.filter)
        self.chips = {key: self._chip(key, _(words)) for key, words in CHIPS}
        self._face = QHBoxLayout()
        self.title, self.state = label("", "card", elide=True), label("", "quiet", elide=True)
        self._inner = QVBoxLayout()
        self._lay_out()
        self.list.show_rows(arriving.lines)
        self.list.row_chosen.connect(self._show)
        if arriving.lines:
            self.list.choose(arriving.lines[0])

    def _lay_out(self) -> None:
        side = card(_("What changes"))
        side.head.addWidget(self.by_name)
        side.flush()
        chips = boxed(Flow(*self.chips.values()))
        chips.setContentsMargins(theme().px(15), 0, theme().px(15), 0)
        side.body.addWidget(chips)
        side.body.addWidget(self.list, 1)
        side.setMinimumWidth(theme().px(260))
        side.setMaximumWidth(theme().px(340))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(16))
        if self.arriving.letter:
            outer.addWidget(label(self.arriving.letter, "strong", wrap=True))
        outer.addWidget(_numbers(self.arriving))
        outer.addLayout(row(side, self._detail(), spacing=16, stretch=1), 1)
        outer.addLayout(self._foot())

    def _detail(self) -> QWidget:
        made = card()
        self.alike = button(_("Decide all alike"), "chevron-down", slot=self._open_ways)
        self.alike.setVisible(bool(self.arriving.plan.conflicts))
        words = column(self.title, self.state, spacing=0)
        made.body.addLayout(row(self._face, words, self.alike, spacing=12, stretch=1))
        made.body.addWidget(rule())
        inner = QWidget()
        inner.setLayout(self._inner)
        self._inner.setContentsMargins(0, 0, theme().px(8), 0)
        made.body.addWidget(scrolled(inner), 1)
        return made

    def _foot(self) -> QHBoxLayout:
        n = len(self.arriving.plan.changes)
        words = ngettext("Bring in {n} step", "Bring in {n} steps", n).format(n=reader().number(n))
        self.go = button(words, "git-merge", "primary", lambda: self.wanted.emit(dict(self.chosen)))
        cancel = button(_("Cancel"), slot=self.left.emit)
        said = label(_("One step. Undo puts everything back as it is now."), "strong", elide=True)
        calm = label(_("The copy stays untouched. Bringing it in twice gives the same."), "quiet", elide=True)
        return row(column(said, calm, spacing=2), cancel, self.go, stretch=0)

    def _table(self) -> Table:
        columns = (
            Column(
                "name",
                _("Who"),
                lambda line: f"{_who(line)}\n{line.words}",
                width=170,
                kind="two_line",
                stretch=True,
                tooltip=lambda line: line.words,
                initials=_letters,
                row_key=lambda line: line.key,
            ),
            Column("fate", "", self._fate, width=104, kind="pill", tone=self._tone, icon=self._icon),
        )
        made = Table(columns, key=lambda line: line, search=_who, row_height=44, name=_("What changes"))
        made.grid.horizontalHeader().hide()
        return made

    def _chip(self, key: str, words: str) -> QPushButton:
        n = sum(_belongs(line, key) for line in self.arriving.lines)
        made = chip(f"{words} {reader().number(n)}", chosen=key == "all")
        made.clicked.connect(lambda _on=False: self._keep(key))
        return made

    def _keep(self, key: str) -> None:
        for other, made in self.chips.items():
            made.setChecked(other == key)
        self.list.set_keep(None if key == "all" else lambda line: _belongs(line, key))

    def _open_of(self, line: Line) -> int:
        return sum(conflict.cell not in self.chosen for conflict in line.conflicts)

    def _fate(self, line: Line) -> str:
        if not line.conflicts:
            return _(FATE_WORDS[line.fate])
        n = self._open_of(line)
        return ngettext("{n} open", "{n} open", n).format(n=reader().number(n)) if n else _("decided")

    def _tone(self, line: Line) -> str:
        if not line.conflicts:
            return FATES[line.fate][0]
        return "attention" if self._open_of(line) else "good"

    def _icon(self, line: Line) -> str:
        if not line.conflicts:
            return FATES[line.fate][1]
        return "git-merge" if self._open_of(line) else "check"

    def _show(self, line: Line | None) -> None:
        """What comes in of one person: the choices first, then what simply changes."""
        emptied(self._inner)
        self.cards = []
        if line is None:
            return
        self.title.setText(_who(line))
        self.state.setText(line.words)
        emptied(self._face)
        self._face.addWidget(Avatar(_letters(line), line.key, 40, _who(line)))
        with self.desk.database.read() as view:
            for conflict in line.conflicts:
                words = conflict_words(view, conflict)
                made = ConflictCard(words, self.desk.zone, self._decided, self.chosen.get(conflict.cell))
                self.cards.append(made)
                self._inner.addWidget(made)
            self._inner.addWidget(_facts(_simple(view, line)))
        self._inner.addStretch(1)

    def _decided(self, words: ConflictWords, way: Way | None) -> None:
        if way is None:
            self.chosen.pop(words.cell, None)
        else:
            self.chosen[words.cell] = way
        self.list.grid.viewport().update()

    def decide_all(self, way: Way | None) -> None:
        """The same choice for every conflict of the copy."""
        cells = [conflict.cell for conflict, _subject in self.arriving.plan.conflicts]
        self.chosen = {} if way is None else dict.fromkeys(cells, way)
        for made in self.cards:
            made.show_way(way if way in made.radios else None)
        self.list.grid.viewport().update()

    def _open_ways(self) -> None:
        menu = QMenu(self)
        for way, words in WAYS:
            menu.addAction(_(words)).triggered.connect(lambda _on=False, way=way: self.decide_all(way))
        menu.popup(self.alike.mapToGlobal(self.alike.rect().bottomLeft()))


def _numbers(arriving: Arriving) -> QWidget:
    """The plan in figures, side by side."""
    made = card()
    line = row(spacing=16)
    for at, (icon, words, n) in enumerate(figures(arriving.plan)):
        mark = QLabel()
        mark.setPixmap(pixmap(icon, "text2", 16))
        number = row(mark, label(reader().number(n), "number"), None)
        if at:
            line.addWidget(rule(upright=True))
        line.addLayout(column(number, label(words, "quiet", elide=True), spacing=2), 1)
    made.body.addLayout(line)
    return made


def _simple(view: Work, line: Line) -> Iterator[tuple[str, str]]:
    """What comes in without a choice, as a name and what becomes of it: records that are new or gone, and
    the cells of changed ones.
    """
    met = {conflict.cell for conflict in line.conflicts}
    for touched in line.rows:
        title = table_word(touched.table)
        if touched.fate is not Fate.CHANGED:
            yield title, _(FATE_WORDS[touched.fate])
            continue
        for cell in touched.cells:
            if Cell(touched.table, touched.key, cell.column) not in met:
                name = column_word(cell.column)
                yield (
                    name if touched.table in OWN else reader().line((title, name)),
                    _change(view, touched, cell),
                )


def _change(view: Work, touched: Touched, cell: CellPlan) -> str:
    before, after = (value_word(view, touched.table, cell.column, one) for one in (cell.before, cell.after))
    return _("{before} → {after}").format(before=isolate(before), after=isolate(after))


def _facts(facts: Iterable[tuple[str, str]]) -> QWidget:
    """Names and what becomes of them, in two columns."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, theme().px(8), 0, 0)
    grid.setHorizontalSpacing(theme().px(16))
    grid.setColumnStretch(1, 1)
    for at, (name, words) in enumerate(facts):
        grid.addWidget(label(name, "quiet"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrap=True), at, 1)
    return made


def _letters(line: Line) -> str:
    return initials(line.names[0]) if line.names else ""


def _who(line: Line) -> str:
    return " – ".join(line.names) or _("The programme itself")


def _belongs(line: Line, chip: str) -> bool:
    return {"all": True, "both": bool(line.conflicts), "new": line.fate is Fate.NEW}[chip]
