"""Sessions: all of them, newest first, however many; found by name, state and period."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QPushButton

from mentordesk.domain.session import SessionStatus
from mentordesk.domain.words import icon_of, tone_of, word
from mentordesk.i18n import N_, _, filled, fold, ngettext, reader
from mentordesk.operations.sessions import (
    PairingChoice,
    SessionFilter,
    SessionRow,
    count_sessions,
    mark_session,
    pairing_choices,
    remove_session,
    session_row,
)
from mentordesk.ui.flow import Flow
from mentordesk.ui.marks import Pill
from mentordesk.ui.page import Page
from mentordesk.ui.pairing_finder import matching
from mentordesk.ui.session_dialog import change_session, log_many, log_session, plan_session
from mentordesk.ui.session_list import (
    PERIODS,
    STATUSES,
    PagedSessions,
    columns,
    pair_words,
    period_days,
    pulse_words,
    status_words,
    when_words,
)
from mentordesk.ui.table import Action, Table
from mentordesk.ui.widgets import EmptyState, button, chip, find_field, row

MOST_PAIRINGS = 500
"""A name that fits more pairings than these is not yet a name."""

TYPING = 150
"""Milliseconds without a key before the list follows what was typed."""

MARKS: tuple[tuple[SessionStatus, str, str], ...] = (
    (SessionStatus.HELD, N_("Mark held"), "circle-check"),
    (SessionStatus.MISSED, N_("Mark missed"), "clock-alert"),
    (SessionStatus.CANCELLED, N_("Cancel it"), "circle-x"),
    (SessionStatus.PLANNED, N_("Plan again"), "rotate-ccw"),
)


class SessionsPage(Page):
    """A list in pages, with what can be done with the chosen one beside it."""

    key = "sessions"
    title = N_("Sessions")
    icon = "calendar-days"
    shows = frozenset({"session", "pairing", "participant", "person", "cohort"})

    def build(self) -> None:
        self.wanted = SessionFilter(cohort=self.desk.cohort)
        self._choices: list[PairingChoice] = []
        self._folded: list[str] = []
        self.add_button(_("Plan…"), "calendar-plus", lambda: plan_session(self.desk))
        self.add_button(_("Log many…"), "list", lambda: log_many(self.desk))
        self.add_primary(_("Log session"), "notebook-pen", lambda: log_session(self.desk))
        self.chips = {status: self._chip(status) for status in STATUSES}
        self.period = self._period()
        self.by_name = find_field(_("Find by name"))
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._look)
        self.by_name.textChanged.connect(lambda _text: self._typing.start())
        self.body.addLayout(row(Flow(*self.chips.values()), self.period, self.by_name, stretch=0))
        empty = EmptyState(
            "calendar-days",
            _("No sessions here. Log the first one, or choose other filters."),
            _("Log session"),
            lambda: log_session(self.desk),
        )
        self.table = Table(columns(self.desk.zone), search=pair_words, empty=empty, name=_("Sessions"))
        self.table.grid.horizontalHeader().setSectionsClickable(False)
        self.table.row_chosen.connect(self._show)
        self.table.row_opened.connect(lambda found: change_session(self.desk, found))
        self.table.actions_for_row(self._menu())
        self.body.addWidget(self.table, 1)
        self.inspector = self.add_inspector()
        self.inspector.closed.connect(self.table.clear_choice)

    def refresh(self) -> None:
        with self.desk.database.read() as view:
            self._choices = pairing_choices(view, cohort=self.desk.cohort, closed=True)
        self._folded = [fold(choice.names) for choice in self._choices]
        self._read()

    def go(self, **where: object) -> None:
        """`session=key` shows one; `status`, `first` (a day) and `pairing` filter."""
        before = self.by_name.blockSignals(True)
        self.by_name.clear()
        self.by_name.blockSignals(before)
        status, first, pairing = where.get("status"), where.get("first"), where.get("pairing")
        wanted = SessionStatus(status) if isinstance(status, str) else None
        self.wanted = SessionFilter(
            self.desk.cohort,
            wanted,
            (pairing,) if isinstance(pairing, bytes) else None,
            first if isinstance(first, date) else None,
        )
        self._say_filter()
        self._read()
        key = where.get("session")
        if isinstance(key, bytes):
            self.table.choose(key)

    def _look(self) -> None:
        """Filter by what was typed."""
        text = self.by_name.text().strip()
        found = matching(self._choices, self._folded, text)[:MOST_PAIRINGS]
        self.wanted = replace(self.wanted, pairings=tuple(choice.id for choice in found) if text else None)
        self._read()

    def _read(self) -> None:
        """Show the first page at once, and count the others off the window's thread."""
        self.wanted = replace(self.wanted, cohort=self.desk.cohort)
        chosen, wanted, database = self.table.chosen(), self.wanted, self.desk.database
        self.table.show_pages(PagedSessions(database, wanted))
        if chosen is not None and not self.table.choose(chosen.id):
            self._show(None)

        def count() -> int:
            with database.read() as view:
                return count_sessions(view, wanted)

        self.desk.do(count, done=partial(self._say_count, wanted))

    def _say_count(self, wanted: SessionFilter, count: int) -> None:
        if wanted == self.wanted:
            self.say_state(ngettext("{n} session", "{n} sessions", count).format(n=reader().number(count)))

    def _chip(self, status: SessionStatus | None) -> QPushButton:
        made = chip(status_words(status), chosen=status is None)
        made.clicked.connect(lambda _checked=False: self._choose_status(status))
        return made

    def _choose_status(self, status: SessionStatus | None) -> None:
        self.wanted = replace(self.wanted, status=status)
        self._say_filter()
        self._read()

    def _period(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(_("Period"))
        for key, words, _first, _last in PERIODS:
            made.addItem(_(words), key)
        made.activated.connect(lambda _at: self._choose_period())
        return made

    def _choose_period(self) -> None:
        first, last = period_days(self.period.currentData(), self.desk.today())
        self.wanted = replace(self.wanted, first=first, last=last)
        self._read()

    def _say_filter(self) -> None:
        """Let the chips and the period say what is asked for."""
        for status, made in self.chips.items():
            made.setChecked(status is self.wanted.status)
        days = (self.wanted.first, self.wanted.last)
        keys = [key for key, *_rest in PERIODS if period_days(key, self.desk.today()) == days]
        self.period.setCurrentIndex(self.period.findData(keys[0]) if keys else -1)

    def _menu(self) -> list[Action]:
        marks = [Action(_(words), icon, partial(self._mark, status)) for status, words, icon in MARKS]
        return [
            Action(_("Change…"), "pencil", self._change),
            *marks,
            Action(_("Open the pairing"), "handshake", self._open_pairing),
            Action(_("Remove"), "trash-2", self._remove, "Del"),
        ]

    def _show(self, found: SessionRow | None) -> None:
        self.inspector.clear()
        if found is None:
            return
        now = self.inspector
        now.show_title(pair_words(found), when_words(found, self.desk.zone))
        now.pills([Pill(word(found.status), tone_of(found.status), icon_of(found.status))])
        offered = [mark for mark in MARKS if mark[0] is not found.status][:2]
        now.buttons([button(_(words), slot=partial(self._mark, status)) for status, words, _icon in offered])
        now.buttons(
            [
                button(_("Change…"), "pencil", slot=self._change),
                button(_("Remove"), "trash-2", slot=self._remove),
            ]
        )
        self._facts(found)
        now.section()
        now.buttons([button(_("Open the pairing"), "handshake", "link", self._open_pairing)])

    def _facts(self, found: SessionRow) -> None:
        self.inspector.section(_("Session"))
        facts = (
            (_("Minutes"), reader().number(found.minutes)),
            (_("How"), word(found.channel) if found.channel else ""),
            (_("Place"), found.place),
            (_("Absent"), _absent(found)),
            (_("Pulse"), pulse_words(found)),
            (_("Agenda"), found.agenda),
            (_("Notes"), found.notes),
            (_("Feedback"), found.feedback),
            (_("Trouble"), found.trouble),
            (_("Plan B"), _("used") if found.plan_b_used else ""),
        )
        for name, text in facts:
            if text:
                self.inspector.fact(name, text)

    def _mark(self, status: SessionStatus) -> None:
        found = self._chosen()
        if found and found.status is not status:
            said = filled(_("{pairing}: {status}."), pairing=pair_words(found), status=word(status))
            today = self.desk.today()
            self.desk.act(
                lambda: mark_session(self.desk.database, session=found.id, status=status, today=today), said
            )

    def _change(self) -> None:
        found = self._chosen()
        if found:
            change_session(self.desk, found)

    def _remove(self) -> None:
        found = self._chosen()
        if found:
            self.desk.act(
                lambda: remove_session(self.desk.database, session=found.id), _("The session is removed.")
            )

    def _open_pairing(self) -> None:
        found = self._chosen()
        if found:
            self.desk.go("pairings", pairing=found.pairing)

    def _chosen(self) -> SessionRow | None:
        """The chosen session as it is in the file now."""
        found = self.table.chosen()
        if found is None:
            return None
        with self.desk.database.read() as view:
            return session_row(view, found.id)


def _absent(found: SessionRow) -> str:
    sides = ((found.mentor_came, found.mentor.name), (found.mentee_came, found.mentee.name))
    return reader().listing(name for came, name in sides if not came)


page_class = SessionsPage
