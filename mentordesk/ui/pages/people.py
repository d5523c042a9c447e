"""People: who takes part, found, narrowed, looked at, written to, brought in and given out."""

from collections import Counter
from functools import partial

from PySide6.QtGui import QCursor, QDesktopServices
from PySide6.QtWidgets import QMenu

from mentordesk.domain.participant import Role
from mentordesk.domain.programme import Programme
from mentordesk.i18n import N_, _, fold, isolate, ngettext, reader
from mentordesk.operations.exporting import export
from mentordesk.operations.people import (
    pause_person,
)
from mentordesk.operations.people_views import remove_view, save_view, views
from mentordesk.operations.person_detail import PersonDetail, person_detail
from mentordesk.operations.person_rows import PersonRow, first_people, how_many, people
from mentordesk.operations.person_words import role_word
from mentordesk.operations.programme import programme_of
from mentordesk.ui.dialogs import FormDialog, choose_save
from mentordesk.ui.form import Field
from mentordesk.ui.page import Page
from mentordesk.ui.palette import Find
from mentordesk.ui.people_bar import PeopleBar
from mentordesk.ui.people_checked import CheckedPeople, choices
from mentordesk.ui.people_filter import PeopleFilter
from mentordesk.ui.person_columns import people_columns
from mentordesk.ui.person_dialog import ask_person
from mentordesk.ui.person_inspector import Doings, show_person
from mentordesk.ui.person_privacy import EraseDialog, save_data
from mentordesk.ui.table import Action, Prepared, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState

MOST_FOUND = 20
AT_ONCE = 2000
"""So many people are read in a tenth of a second; more of them away from the window."""
SCREENFUL = 100
ROOM = (("now", 700), ("place", 630), ("paired", 530), ("role", 460))
"""The width that a list must have, in points, for each column that can be spared."""


class PeoplePage(Page):
    """The list, its filters, and one person beside it."""

    key = "people"
    title = N_("People")
    icon = "users"
    shows = frozenset(
        {
            *("person", "participant", "person_language", "person_skill", "person_tag", "own_value", "wish"),
            *("pairing", "session", "check_in", "saved_view", "programme", "cohort", "photo"),
        }
    )

    def build(self) -> None:
        self._rows: list[PersonRow] = []
        self._wanted: object = None
        self._everyone = False
        self._folded: set[str] = set()
        self._programme: Programme | None = None
        self.add_button(_("Export…"), "download", self._export)
        self.add_button(_("Import…"), "upload", self.bring_in)
        self.add_primary(_("Add person"), "user-plus", self.add_person)
        self.bar = PeopleBar(lambda role: role_word(role, self._programme))
        empty = EmptyState(
            "users",
            _("Nobody is here yet. Bring in the table you have, or add people one by one."),
            _("Import…"),
            self.bring_in,
        )
        self.table = Table(
            people_columns(lambda: self._programme, self.desk.today),
            search=lambda row: row.search,
            empty=empty,
            checks=True,
            name=_("People"),
        )
        self.table.sort_by("name")
        self.checked = CheckedPeople(self.desk, self.table, lambda: self._programme)
        self.bar.add_end(self.table.columns_button())
        self.body.addWidget(self.bar)
        self.body.addWidget(self.table, 1)
        self.inspector = self.add_inspector()
        self._connect()

    def _connect(self) -> None:
        self.table.grid.resized.connect(self._fit)
        self.bar.changed.connect(self._narrow)
        self.bar.save_asked.connect(self._save_view)
        self.bar.forget_asked.connect(self._forget_view)
        self.table.row_chosen.connect(self._show)
        self.table.row_opened.connect(lambda _row: self.edit_person())
        self.inspector.closed.connect(self.table.clear_choice)
        self.table.actions_for_row(self._doings())
        self.table.bar_actions(self.checked.actions())

    def _doings(self) -> list[Action]:
        """What can be done with one person; the first two are buttons of the panel."""
        return [
            Action(_("Edit"), "pencil", self.edit_person, "F2"),
            Action(_("Write"), "mail", self._write),
            Action(_("Pause…"), "pause", self._pause),
            Action(_("Save this person’s data…"), "download", self.save_data),
            Action(_("Remove"), "trash-2", self._remove_chosen, "Delete"),
            Action(_("Erase…"), "eraser", self.erase),
        ]

    def refresh(self) -> None:
        """Read at once what can be; of very many people a screenful, and all of them away from the window."""
        self._everyone = self.bar.filter.everyone
        cohort, today, database = self._cohort(), self.desk.today(), self.desk.database
        with database.read() as view:
            self._programme = programme_of(view)
            self.bar.set_views(views(view))
            everybody = how_many(view, cohort)
            if everybody <= AT_ONCE:
                self._take(people(view, cohort=cohort, today=today))
                return
            if not self._rows:
                self._show_rows(first_people(view, cohort=cohort, today=today, most=SCREENFUL))
                self.say_state(_people(everybody))

        def read() -> Prepared:
            with database.read() as view:
                return self.table.prepared(people(view, cohort=cohort, today=today))

        def done(made: Prepared) -> None:
            if cohort == self._cohort():
                self._take(made)

        self.desk.do(read, done=done, label=_("Reading people…"))

    def _take(self, read: list[PersonRow] | Prepared) -> None:
        """Show everybody who was read, and whoever was asked for."""
        self._show_rows(read)
        if self._wanted is not None:
            self._find_wanted(self._wanted)
        self._show(self.table.chosen())

    def _show_rows(self, read: list[PersonRow] | Prepared) -> None:
        self._rows = read.rows if isinstance(read, Prepared) else read
        self.bar.countries = sorted({row.country for row in self._rows if row.country})
        self.table.show_rows(read)
        self.say_state(self._counted())

    def go(self, **where: object) -> None:
        """Show a person, wherever they are; `silent` narrows to those not heard of."""
        if where.get("silent"):
            self.bar.set_filter(PeopleFilter(silent=True))
        self._wanted = where.get("person")
        if self._wanted is not None:
            self.refresh()

    def _find_wanted(self, person: object) -> None:
        """Choose a person; without the filter, and among everyone, where they are not in sight."""
        known = any(row.id == person for row in self._rows)
        if not known and not self._everyone:
            self.bar.set_filter(PeopleFilter(everyone=True))  # reads everyone, and looks again
            return
        self._wanted = None
        if known and not self.table.choose(person):
            self.bar.set_filter(PeopleFilter(everyone=self._everyone))
            self.table.choose(person)

    def finds(self, text: str) -> list[Find]:
        """People whose name, reading, address or city holds the text."""
        if not self._rows:
            self.refresh()
        wanted = fold(text)
        found = [row for row in self._rows if wanted in fold(row.search)][:MOST_FOUND]
        return [
            Find(row.name, row.city, "user", partial(self.desk.go, "people", person=row.id)) for row in found
        ]

    def add_person(self) -> None:
        """The form for somebody new; afterwards they are chosen."""
        person = ask_person(self, self.desk, None)
        if person:
            self._show_again(person)

    def edit_person(self) -> None:
        row = self.table.chosen()
        if row and ask_person(self, self.desk, row.id):
            self.desk.say(_("Changed {person}").format(person=isolate(row.name)))

    def bring_in(self) -> None:
        """The wizard that brings in a table."""
        from mentordesk.ui.import_wizard import bring_in_people

        bring_in_people(self, self.desk)

    def _narrow(self, wanted: PeopleFilter) -> None:
        self.table.filter(wanted.text)
        self.table.set_keep(wanted.keeps if wanted.narrows else None)
        if wanted.everyone != self._everyone:
            self.refresh()

    def _fit(self) -> None:
        """Fold away columns that have no room, and bring back those that have it again."""
        width = self.table.width() / theme().px(1)
        folded = {key for key, least in ROOM if width < least}
        for key in folded ^ self._folded:
            self.table.show_column(key, shown=key not in folded)
        self._folded = folded

    def _counted(self) -> str:
        roles, now = Counter(row.role for row in self._rows), reader()
        everybody, mentors = len(self._rows), roles[Role.MENTOR]
        mentees, both = roles[Role.MENTEE], roles[Role.BOTH]
        several = _("{people} · {mentors} · {mentees} · {both}")
        words = several if both else _("{people} · {mentors} · {mentees}")
        return words.format(
            people=_people(everybody),
            mentors=ngettext("{n} mentor", "{n} mentors", mentors).format(n=now.number(mentors)),
            mentees=ngettext("{n} mentee", "{n} mentees", mentees).format(n=now.number(mentees)),
            both=ngettext("{n} both", "{n} both", both).format(n=now.number(both)),
        )

    def _show(self, row: PersonRow | None) -> None:
        detail = self._detail(row) if row else None
        if detail is None:
            self.inspector.clear()
            return
        doings = Doings(
            self._write, self.edit_person, self._more, lambda key: self.desk.go("pairings", pairing=key)
        )
        show_person(
            self.inspector,
            detail,
            doings,
            programme=self._programme,
            today=self.desk.today(),
            zone=self.desk.zone,
        )

    def _cohort(self) -> bytes | None:
        """Whose people are shown; None for everybody."""
        return None if self.bar.filter.everyone else self.desk.cohort

    def _detail(self, row: PersonRow) -> PersonDetail | None:
        cohort = self._cohort()
        with self.desk.database.read() as view:
            return person_detail(view, row.id, cohort=cohort, today=self.desk.today())

    def _show_again(self, person: bytes) -> None:
        self.go(person=person)
        row = self.table.chosen()
        if row:
            self.desk.say(_("Added {person}").format(person=isolate(row.name)))

    def _more(self) -> None:
        self.more_menu().popup(QCursor.pos())

    def more_menu(self) -> QMenu:
        """What else can be done with the chosen person."""
        return choices(self.table, [(one.text, one.slot) for one in self._doings()[2:]])

    def save_data(self) -> None:
        """Everything about the chosen person as a file for them."""
        row = self.table.chosen()
        if row:
            save_data(self, self.desk, row.id, row.name)

    def erase(self) -> None:
        """Erase the chosen person for ever, after asking."""
        row = self.table.chosen()
        if row:
            self.erasing = EraseDialog(self, self.desk, row.id, row.name)
            self.erasing.open()

    def _write(self) -> None:
        row = self.table.chosen()
        if row and row.email:
            QDesktopServices.openUrl(f"mailto:{row.email}")

    def _pause(self) -> None:
        row = self.table.chosen()
        if row is None or row.participant is None:
            return
        fields = (
            Field("until", _("Until"), "date", help=_("Without a day the pause lasts until you end it.")),
        )
        dialog = FormDialog(
            self,
            _("Pause {person}").format(person=isolate(row.name)),
            fields,
            lambda values: pause_person(
                self.desk.database,
                participant=row.participant or b"",
                until=values["until"],
                today=self.desk.today(),
            ),
            verb=_("Pause"),
            width=480,
        )
        if dialog.exec():
            self.desk.say(_("Paused {person}").format(person=isolate(row.name)))

    def _remove_chosen(self) -> None:
        row = self.table.chosen()
        if row:
            self.checked.remove([row])

    def _save_view(self) -> None:
        chosen = self.bar.filter.to_choice()
        fields = (Field("name", _("Name of the view"), required=True),)
        FormDialog(
            self,
            _("Save this view"),
            fields,
            lambda values: save_view(self.desk.database, name=values["name"], choice=chosen),
            width=480,
        ).open()

    def _forget_view(self, name: str) -> None:
        self.desk.act(lambda: remove_view(self.desk.database, name=name), _("Removed the view"))

    def _export(self) -> None:
        filters = _("Workbook (*.xlsx);;Table (*.csv)")
        path = choose_save(self, _("Export people"), _("people.xlsx"), filters, "export")
        if path is None:
            return
        cohort = self._cohort()

        def write() -> int:
            with self.desk.database.read() as view:
                return export(view, path, cohort=cohort)

        words = _("Wrote {file}").format(file=isolate(path.name))
        self.desk.do(write, done=lambda _n: self.desk.say(words, undoable=False), label=_("Exporting people"))


def _people(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=reader().number(n))


page_class = PeoplePage
