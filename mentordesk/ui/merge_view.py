"""Bring in a copy: what it changes, person by person, with a choice where both sides changed the same."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

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
from mentordesk.storage.merge_plan import Fate, Touched
from mentordesk.storage.work import Work
from mentordesk.ui.conflict_card import ConflictCard
from mentordesk.ui.icons import pixmap
from mentordesk.ui.page import Desk
from mentordesk.ui.table import Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, card, chip, column, emptied, label, row, rule, scrolled

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
        self.chips = {key: self._chip(key, _(words)) for key, words in CHIPS}
        self.title, self.state = label("", "card", elide=True), label("", "quiet", elide=True)
        self._inner = QVBoxLayout()
        self._lay_out()
        self.list.show_rows(arriving.lines)
        self.list.row_chosen.connect(self._show)
        if arriving.lines:
            self.list.choose(arriving.lines[0])

    def _lay_out(self) -> None:
        side = card()
        side.head.addLayout(row(*self.chips.values(), None))
        side.flush()
        side.body.addWidget(self.list, 1)
        side.setMinimumWidth(theme().px(260))
        side.setMaximumWidth(theme().px(340))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(16))
        outer.addWidget(_numbers(self.arriving))
        outer.addLayout(row(side, self._detail(), spacing=16, stretch=1), 1)
        outer.addLayout(self._foot())

    def _detail(self) -> QWidget:
        made = card()
        self.alike = button(_("Decide all alike"), "chevron-down", slot=self._open_ways)
        self.alike.setVisible(bool(self.arriving.plan.conflicts))
        made.body.addLayout(row(self.title, None, self.alike))
        made.body.addWidget(self.state)
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
        with self.desk.database.read() as view:
            for conflict in line.conflicts:
                words = conflict_words(view, conflict)
                made = ConflictCard(words, self.desk.zone, self._decided, self.chosen.get(conflict.cell))
                self.cards.append(made)
                self._inner.addWidget(made)
            met = {conflict.cell for conflict in line.conflicts}
            for touched in line.rows:
                self._show_row(view, touched, met)
        self._inner.addStretch(1)

    def _show_row(self, view: Work, touched: Touched, met: set[Cell]) -> None:
        """A record that is new or gone in a line, the cells of a changed one each in theirs."""
        title = table_word(touched.table)
        if touched.fate is not Fate.CHANGED:
            self._inner.addLayout(row(label(title), None, label(_(FATE_WORDS[touched.fate]), "quiet")))
            return
        for cell in touched.cells:
            if Cell(touched.table, touched.key, cell.column) in met:
                continue
            name = column_word(cell.column)
            name = name if touched.table in OWN else reader().line((title, name))
            before = value_word(view, touched.table, cell.column, cell.before)
            after = value_word(view, touched.table, cell.column, cell.after)
            words = _("{before} → {after}").format(before=isolate(before), after=isolate(after))
            self._inner.addWidget(label(name, "quiet"))
            self._inner.addWidget(label(words, wrap=True))

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
    line = row(spacing=24)
    for icon, words, n in figures(arriving.plan):
        mark = QLabel()
        mark.setPixmap(pixmap(icon, "text2", 16))
        number = row(mark, label(reader().number(n), "number"), None)
        line.addLayout(column(number, label(words, "quiet"), spacing=2))
    line.addStretch(1)
    made.body.addLayout(line)
    return made


def _who(line: Line) -> str:
    return " – ".join(line.names) or _("The programme itself")


def _belongs(line: Line, chip: str) -> bool:
    return {"all": True, "both": bool(line.conflicts), "new": line.fate is Fate.NEW}[chip]
