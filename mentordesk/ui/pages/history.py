"""History: everything that was done, by whom and when; what each step wrote, and putting it back."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from mentordesk.i18n import N_, _, isolate, ngettext, reader
from mentordesk.operations import past
from mentordesk.operations.history import ChangeRow, history
from mentordesk.operations.labels import name_of
from mentordesk.operations.past import Cell
from mentordesk.ui.dialogs import choose_save
from mentordesk.ui.page import Page
from mentordesk.ui.table import Table
from mentordesk.ui.table_model import Column
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, button, chip, column, find_field, label, row

SHOWN = 1000

ICONS = {
    "do": "pencil",
    "undo": "undo-2",
    "redo": "redo-2",
    "import": "upload",
    "merge": "git-merge",
    "erase": "eraser",
}


class HistoryPage(Page):
    """The changes of the file, newest first, all or those of one person, coordinator or day."""

    key = "history"
    title = N_("History")
    icon = "history"
    shows = frozenset({"*"})

    def build(self) -> None:
        self._person: bytes | None = None
        self.add_button(_("Do again"), "redo-2", lambda: self.desk.ask("redo"))
        self.add_primary(_("Undo"), "undo-2", lambda: self.desk.ask("undo"))
        empty = EmptyState(
            "history", _("Nothing was done yet. Each step will stand here, and can be taken back.")
        )
        columns = (
            Column("words", _("What"), lambda row: row.words, width=260, stretch=True),
            Column("kind", _("Step"), lambda row: row.step, kind="pill", width=130, tone=_tone, icon=_icon),
            Column("actor", _("Who"), lambda row: row.actor, width=110),
            Column("at", _("When"), self._when, width=160, align="end", sort=lambda row: row.n),
        )
        self.table = Table(columns, key=lambda row: row.id, search=lambda row: row.words, empty=empty)
        self.table.row_chosen.connect(self._show)
        self.body.addLayout(self._filters())
        self.body.addWidget(self.table, 1)
        self.inspector = self.add_inspector()
        self.inspector.closed.connect(self.table.clear_choice)

    def _filters(self) -> QHBoxLayout:
        self.about = chip("", chosen=True, closable=True, slot=partial(self._about, None))
        self.about.hide()
        self.who, self.day = QComboBox(), QComboBox()
        for box, words in ((self.who, _("Who")), (self.day, _("Day"))):
            box.setAccessibleName(words)
            box.setMinimumWidth(theme().px(150))
            box.activated.connect(lambda _at: self._keep())
        self.by_words = find_field(_("Find by words"))
        self.by_words.textChanged.connect(self.table.filter)
        return row(self.who, self.day, self.about, None, self.by_words)

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            rows = history(view, limit=SHOWN)
            about = past.changes_about(view, person=self._person) if self._person else None
            name = name_of(view, self._person) if self._person else ""
        self._numbers = about
        self.about.setText(isolate(name))
        self.about.setVisible(about is not None)
        self._offer(self.who, _("Everybody"), [(row.actor, row.actor or "–") for row in rows])
        days = [self._day(row) for row in rows]
        self._offer(self.day, _("Every day"), [(day.isoformat(), reader().date(day)) for day in days])
        self.table.show_rows(rows)
        self._keep()
        count = len(rows)
        words = ngettext("{n} step", "{n} steps", count).format(n=reader().number(count))
        more = ngettext("the newest {n} step", "the newest {n} steps", count).format(n=reader().number(count))
        self.say_state(more if count == SHOWN else words)
        self._show(self.table.chosen())

    def touched(self, kinds: frozenset[str]) -> None:
        """Every change belongs here."""
        super().touched(kinds | self.shows)

    def go(self, **where: object) -> None:
        """`person=key` shows what was done about somebody, `change=id` one step."""
        person = where.get("person")
        if isinstance(person, bytes):
            self._about(person)
        self.table.choose(where.get("change"))

    def _about(self, person: bytes | None) -> None:
        self._person = person
        self.refresh()

    def _offer(self, box: QComboBox, everything: str, values: list[tuple[str, str]]) -> None:
        """The values there are, once each; what was chosen stays chosen while it is among them."""
        chosen = box.currentData()
        box.clear()
        box.addItem(everything, None)
        for value, words in dict.fromkeys(values):
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _keep(self) -> None:
        who, day, about = self.who.currentData(), self.day.currentData(), self._numbers
        if who is None and day is None and about is None:
            self.table.set_keep(None)
            return
        self.table.set_keep(
            lambda row: (
                (who is None or row.actor == who)
                and (day is None or self._day(row).isoformat() == day)
                and (about is None or row.n in about)
            )
        )

    def _day(self, row: ChangeRow) -> date:
        return row.at.astimezone(ZoneInfo(self.desk.zone)).date()

    def _when(self, row: ChangeRow) -> str:
        return reader().instant(row.at, self.desk.zone)

    def _show(self, row: ChangeRow | None) -> None:
        """What a step wrote, each value with its way back."""
        now = self.inspector
        now.clear()
        if row is None:
            return
        with self.desk.database.read() as view:
            cells = past.what_it_did(view, n=row.n)
        now.show_title(row.words, reader().line((row.actor, self._when(row))))
        now.buttons([button(_("Copy as of then…"), "save", slot=partial(self.copy_as_of, row))])
        for record in dict.fromkeys((cell.table, cell.key, cell.record) for cell in cells):
            self._show_record(record, [cell for cell in cells if (cell.table, cell.key) == record[:2]])

    def _show_record(self, record: tuple[str, bytes, str], cells: list[Cell]) -> None:
        part = self.inspector.section(record[2])
        for cell in cells:
            before, after = (isolate(words) for words in cell.words)
            words = _("{before} → {after}").format(before=before, after=after)
            back = button(_("Put back"), kind="link", slot=partial(self._put_back, cell))
            back.setAccessibleName(_("Put back {field}").format(field=cell.field))
            part.addLayout(
                row(column(label(cell.field, "quiet"), label(words, wrap=True), spacing=0), back, stretch=0)
            )
        whole = button(
            _("The record as it was here"), "rotate-ccw", "link", partial(self._record_back, cells[0])
        )
        part.addLayout(row(whole, None))

    def _put_back(self, cell: Cell) -> None:
        self.desk.act(
            lambda: past.put_back(self.desk.database, cell=cell, value=cell.before),
            _("It is as it was before."),
        )

    def _record_back(self, cell: Cell) -> None:
        self.desk.act(
            lambda: past.put_record_back(
                self.desk.database, table=cell.table, key=cell.key, change=cell.change
            ),
            _("The record is as it was then."),
        )

    def copy_as_of(self, row: ChangeRow) -> None:
        """Write the whole file as it was right after a step, beside the open one."""
        name = f"{self.desk.database.path.stem} {self._day(row).isoformat()}.mentordesk"
        path = choose_save(
            self, _("Save the file as it was"), name, _("Programme files (*.mentordesk)"), "copies"
        )
        if path is not None:
            database = self.desk.database
            self.desk.do(
                lambda: past.copy_as_of(database, change=row.id, target=path),
                say=_("The copy is written."),
                label=_("Writing the copy"),
            )


def _tone(row: ChangeRow) -> str:
    return "attention" if row.taken_back else "quiet"


def _icon(row: ChangeRow) -> str:
    return "undo-2" if row.taken_back else ICONS[row.kind]


page_class = HistoryPage
