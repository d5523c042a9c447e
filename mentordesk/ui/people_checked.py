"""What is done at once with all the people who are checked in the list."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu

from mentordesk.domain.participant import Role, Status
from mentordesk.domain.programme import Programme
from mentordesk.domain.words import word
from mentordesk.i18n import _, ngettext, reader
from mentordesk.operations.people import (
    join_cohort,
    leave_cohort,
    mailing_list,
    remove_people,
    set_capacity,
    set_role,
    set_status,
)
from mentordesk.operations.person_rows import PersonRow
from mentordesk.operations.person_words import role_word
from mentordesk.operations.programme import cohorts
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.form import Field
from mentordesk.ui.page import Desk
from mentordesk.ui.table import Action, Table


class CheckedPeople:
    """The actions over `table`; `programme` gives the words of its roles."""

    def __init__(self, desk: Desk, table: Table, programme: Callable[[], Programme | None]) -> None:
        self.desk = desk
        self.table = table
        self._programme = programme

    def actions(self) -> list[Action]:
        """In the order of the bar."""
        return [
            Action(_("Status"), "circle-check", lambda: self._popup(self.status_menu())),
            Action(_("Role"), "users", lambda: self._popup(self.role_menu())),
            Action(_("Capacity"), "user-plus", self._capacity),
            Action(_("Addresses"), "copy", self.copy_addresses),
            Action(_("Cohort"), "calendar-days", lambda: self._popup(self.cohort_menu())),
            Action(_("Remove"), "trash-2", lambda: self.remove(self.table.checked())),
        ]

    def status_menu(self) -> QMenu:
        return choices(self.table, [(word(status), partial(self._set_status, status)) for status in Status])

    def role_menu(self) -> QMenu:
        return choices(self.table, [(self._word(role), partial(self._set_role, role)) for role in Role])

    def cohort_menu(self) -> QMenu:
        """Into which cohort as what; and out of this one."""
        menu = QMenu(self.table)
        with self.desk.database.read() as view:
            known = [(cohort.id, cohort.name) for cohort in cohorts(view)]
        for key, name in known:
            inner = menu.addMenu(_("Add to {cohort}").format(cohort=name))
            for role in Role:
                action = inner.addAction(_("As {role}").format(role=self._word(role)))
                action.triggered.connect(partial(self._join, key, role))
        if self.desk.cohort:
            menu.addAction(_("Take out of this cohort")).triggered.connect(self._leave)
        return menu

    def copy_addresses(self) -> None:
        """Names and addresses, as a mail program takes them."""
        rows = self.table.checked()
        with self.desk.database.read() as view:
            QGuiApplication.clipboard().setText(mailing_list(view, [row.id for row in rows]))
        n = sum(bool(row.email) for row in rows)
        words = ngettext("Copied {n} address", "Copied {n} addresses", n)
        self.desk.say(words.format(n=reader().number(n)), undoable=False)

    def remove(self, rows: Sequence[PersonRow]) -> None:
        words = ngettext("Removed {n} person", "Removed {n} people", len(rows))
        self.desk.act(
            lambda: remove_people(self.desk.database, people=[row.id for row in rows]),
            words.format(n=reader().number(len(rows))),
        )

    def _word(self, role: Role) -> str:
        return role_word(role, self._programme())

    def _popup(self, menu: QMenu) -> None:
        inside = self.table.rect().contains(self.table.mapFromGlobal(QCursor.pos()))
        menu.popup(QCursor.pos() if inside else self.table.mapToGlobal(QPoint(160, 48)))

    def _participants(self) -> list[bytes]:
        return [row.participant for row in self.table.checked() if row.participant]

    def _changed(self, change: Callable[[list[bytes]], object]) -> None:
        keys = self._participants()
        words = ngettext("Changed {n} person", "Changed {n} people", len(keys))
        self.desk.act(lambda: change(keys), words.format(n=reader().number(len(keys))))

    def _set_status(self, status: Status) -> None:
        today = self.desk.today()
        self._changed(
            lambda keys: set_status(self.desk.database, participants=keys, status=status, today=today)
        )

    def _set_role(self, role: Role) -> None:
        self._changed(lambda keys: set_role(self.desk.database, participants=keys, role=role))

    def _join(self, cohort: bytes, role: Role, _checked: bool = False) -> None:
        keys, today = [row.id for row in self.table.checked()], self.desk.today()
        words = ngettext("Added {n} person to the cohort", "Added {n} people to the cohort", len(keys))
        self.desk.act(
            lambda: join_cohort(self.desk.database, people=keys, cohort=cohort, role=role, today=today),
            words.format(n=reader().number(len(keys))),
        )

    def _leave(self) -> None:
        cohort = self.desk.cohort
        if cohort:
            self._changed(lambda keys: leave_cohort(self.desk.database, participants=keys, cohort=cohort))

    def _capacity(self) -> None:
        keys = self._participants()
        fields = (Field("capacity", _("Room for mentees"), "number", default=1, required=True),)
        FormDialog(
            self.table,
            _("Capacity"),
            fields,
            lambda values: set_capacity(self.desk.database, participants=keys, capacity=values["capacity"]),
            width=480,
        ).open()


def choices(parent: Table, known: Sequence[tuple[str, Callable[[], object]]]) -> QMenu:
    """A menu of words and what each does."""
    menu = QMenu(parent)
    for words, slot in known:
        menu.addAction(words).triggered.connect(lambda _checked=False, slot=slot: slot())
    return menu
