"""The Pairings page: the list, the board, and one pairing opened from either."""

from collections import Counter
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QStackedWidget, QWidget

from mentordesk.domain.pairing import PairingStatus
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, reader
from mentordesk.operations.pairing_rows import PairingRow, pairings
from mentordesk.ui.icons import pixmap
from mentordesk.ui.page import Page
from mentordesk.ui.pairing_board import Board
from mentordesk.ui.pairing_choice import pair_by_hand
from mentordesk.ui.pairing_filters import PairingFilters
from mentordesk.ui.pairing_list import PairingList
from mentordesk.ui.pairing_page import PairingView
from mentordesk.ui.pairing_steps import Steps
from mentordesk.ui.pairing_words import counted, title
from mentordesk.ui.palette import Find, matching
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, column, label, row


class PairingsPage(Page):
    """Goes to `pairing=key`, or to `show="stuck"` or another chip's key."""

    key = "pairings"
    title = N_("Pairings")
    icon = "handshake"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"pairing", "session", "action", "goal", "milestone", "check_in", "mediation"}
        | {"person", "participant", "programme", "cohort"}
    )

    def build(self) -> None:
        self.rows: list[PairingRow] = []
        self.steps = Steps(self.desk, self)
        self.primary = self.add_primary(_("Pair by hand"), "plus", self.pair)
        self.filters = PairingFilters()
        self.list = PairingList(self.desk, self.steps, self.pair)
        self.board = Board(self.desk)
        self.view = PairingView(self.desk, self.steps)
        self.kinds = _stack(self.list, self.board)
        overview = QWidget()
        overview.setLayout(column(self.filters, self.kinds, spacing=12, stretch=1))
        self.stack = _stack(overview, self.view)
        self.body.addWidget(self.stack, 1)
        self._crumb = self._make_crumb()
        self._connect()

    def refresh(self) -> None:
        self._read()
        self.filters.count(self.rows)
        self.list.show_rows(self.rows)
        self.list.table.set_keep(self.filters.keeps)
        self._show_board()
        if self.opened():
            self.view.refresh()
        self._say()

    def go(self, **where: object) -> None:
        key, show = where.get("pairing"), where.get("show")
        if isinstance(key, bytes):
            self.open(key)
        elif isinstance(show, str) and show in self.filters.chips:
            self.close_pairing()
            self.filters.want(show)

    def _read(self) -> None:
        today = self.desk.today()
        with self.desk.database.read() as view:
            self.rows = pairings(view, cohort=self.desk.cohort, today=today)

    def finds(self, text: str) -> list[Find]:
        """Pairings by either name, also before the page was shown."""
        if text and not self.rows:
            self._read()
        every = [
            Find(title(found), word(found.status), "handshake", partial(self._find, found.id))
            for found in self.rows
        ]
        return matching(text, every) if text else []

    def open(self, key: bytes) -> None:
        """Show one pairing instead of the list or board."""
        self.stack.setCurrentWidget(self.view)
        self.view.open(key)
        self._head(opened=self.opened())
        self._say()
        self.view.setFocus()

    def close_pairing(self) -> None:
        """Back to where the pairing was opened from, its row still chosen."""
        if not self.opened():
            return
        self.stack.setCurrentIndex(0)
        self._head(opened=False)
        self._say()
        if self.view.key is not None:
            self.list.table.choose(self.view.key)
        self.list.table.grid.setFocus()

    def opened(self) -> bool:
        return self.stack.currentWidget() is self.view

    def pair(self) -> None:
        """Pair two people by hand."""
        pair_by_hand(self.desk, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.opened():
            self.close_pairing()
        else:
            super().keyPressEvent(event)

    def _find(self, key: bytes) -> None:
        self.desk.go("pairings", pairing=key)

    def _connect(self) -> None:
        self.list.opened.connect(lambda found: self.open(found.id))
        self.board.opened.connect(self._open_card)
        self.board.moved.connect(self.steps.move)
        self.filters.changed.connect(lambda: self.list.table.set_keep(self.filters.keeps))
        self.filters.typed.connect(self.list.table.filter)
        self.filters.typed.connect(self._show_board)
        self.filters.switched.connect(self._switch)
        self.view.gone.connect(self.close_pairing)

    def _open_card(self, found: PairingRow | None) -> None:
        if found is not None:
            self.open(found.id)

    def _switch(self, board: bool) -> None:
        self.kinds.setCurrentWidget(self.board if board else self.list)
        if board:
            self.board.enter()

    def _show_board(self) -> None:
        self.board.show_rows(self.rows, self.filters.field.text())

    def _say(self) -> None:
        counts = Counter(found.status for found in self.rows)
        stuck = sum(found.stuck for found in self.rows)
        self.say_state(counted(counts[PairingStatus.ACTIVE], counts[PairingStatus.TRIAL], stuck))
        if self.opened() and self.view.facts:
            status = self.view.facts.row.status
            of_kind = _("{state}, {n}").format(state=word(status), n=reader().number(counts[status]))
            self._where.setText(of_kind)

    def _make_crumb(self) -> QWidget:
        """“Pairings › Active, 46”, in place of the title while a pairing is open."""
        mark = QLabel()
        mark.setPixmap(pixmap("chevron-right"))
        self.back = button(_("Pairings"), "", "link", self.close_pairing)
        self.back.setToolTip(_("Back to all pairings"))
        self._where = label("", "state", elide=True)
        made = QWidget()
        made.setLayout(row(self.back, mark, self._where, None))
        made.hide()
        header = self._header_widget().layout()
        if isinstance(header, QBoxLayout):
            header.insertWidget(0, made, 1)
        return made

    def _head(self, *, opened: bool) -> None:
        self._crumb.setVisible(opened)
        for part in (self.heading, self.state, self.primary):
            part.setVisible(not opened)
        self._header_widget().setMinimumHeight(theme().px(48 if opened else 72))

    def _header_widget(self) -> QWidget:
        return self.state.parentWidget() or self


def _stack(*widgets: QWidget) -> QStackedWidget:
    made = QStackedWidget()
    for widget in widgets:
        made.addWidget(widget)
    return made


page_class = PairingsPage
