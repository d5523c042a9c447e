"""Sharing: copies that come in, what waits for a decision, copies given out, and the file itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, isolate, ngettext, reader
from mentordesk.operations import bringing_in, duplicates, reviews, sharing
from mentordesk.operations.bringing_in import Arriving, ConflictWords
from mentordesk.operations.duplicates import Twin
from mentordesk.operations.reviews import Review
from mentordesk.operations.sharing import CopyRow
from mentordesk.storage.conflicts import Cell, Way
from mentordesk.storage.merge import Merged
from mentordesk.storage.merge_refusals import FarAhead
from mentordesk.storage.secrets import NeedsPassphrase, WrongPassphrase
from mentordesk.ui.backups_dialog import BackupsDialog
from mentordesk.ui.conflict_card import ConflictCard
from mentordesk.ui.dialogs import Dialog, FormDialog, choose_file
from mentordesk.ui.form import Field
from mentordesk.ui.merge_view import WAYS, MergeView
from mentordesk.ui.page import Page
from mentordesk.ui.review_cards import ReviewCard
from mentordesk.ui.share_dialog import ShareDialog
from mentordesk.ui.table import Action, Column, Table
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import Card, EmptyState, button, card, emptied, label, row, scrolled

COPIES = N_("Programme files (*.mentordesk *.age)")


class SharingPage(Page):
    """An overview; a copy that comes in takes its place until it is brought in or left."""

    key = "sharing"
    title = N_("Sharing")
    icon = "share-2"
    shows = frozenset({"*"})

    def build(self) -> None:
        self.take = self.add_primary(_("Bring in a copy…"), "git-merge", self.choose_copy)
        self.share = self.add_button(_("Give a copy…"), "share-2", self.give)
        self.waiting: list[ConflictWords] = []
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.stack.addWidget(self._overview())
        self.merge: MergeView | None = None

    def refresh(self) -> None:
        if self.merge is not None:
            return
        database = self.desk.database
        self.say_state(_("Read only") if database.readonly else _("Every step is saved at once"))
        self.where.setText(isolate(str(database.path.resolve())))
        with database.read() as view:
            self.copies.show_rows(sharing.shared_copies(view))
        self.desk.do(self._read, done=self._show_read)

    def _read(self) -> tuple[list[ConflictWords], list[Review], list[Twin]]:
        with self.desk.database.read() as view:
            return bringing_in.waiting(view), reviews.reviews(view), duplicates.twins(view)

    def _show_read(self, read: tuple[list[ConflictWords], list[Review], list[Twin]]) -> None:
        waiting, broken, twice = read
        self._show_waiting(waiting)
        self.reviews.show_found(broken, twice)
        self.set_badge(len(waiting) + len(broken) + len(twice))

    def touched(self, kinds: frozenset[str]) -> None:
        """Every change may belong here."""
        super().touched(kinds | self.shows)

    def go(self, **where: object) -> None:
        """`copy=path` looks at a copy, which `passphrase` may open; `backups=True` shows the backups."""
        copy = where.get("copy")
        if isinstance(copy, Path):
            self.look_at(copy, str(where.get("passphrase") or ""))
        if where.get("backups"):
            self.show_backups()

    def choose_copy(self) -> None:
        """Ask for a colleague's copy."""
        path = choose_file(self, _("A colleague’s copy"), _(COPIES), "copies")
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path, passphrase: str = "") -> None:
        """Show what a copy would bring; asks for its passphrase where it has one."""
        database = self.desk.database
        self.desk.tasks.run(
            lambda: bringing_in.look_at(database, path, passphrase=passphrase),
            label=_("Looking at the copy"),
            done=self._show_arriving,
            refused=partial(self._not_looked_at, path),
        )

    def _not_looked_at(self, path: Path, refusal: Refusal) -> None:
        if not isinstance(refusal, NeedsPassphrase | WrongPassphrase):
            self.desk.refuse(refusal)
            return
        fields = (Field("passphrase", _("Passphrase"), "secret", required=True, help=str(refusal)),)
        self.asking = FormDialog(
            self,
            _("This copy has a passphrase"),
            fields,
            lambda values: self.look_at(path, values["passphrase"]),
            verb=_("Open the copy"),
        )
        self.asking.open()

    def _show_arriving(self, arriving: Arriving) -> None:
        self._leave()
        self.merge = MergeView(self.desk, arriving)
        self.merge.left.connect(self._leave)
        self.merge.wanted.connect(self.bring_in)
        self.stack.addWidget(self.merge)
        self.stack.setCurrentWidget(self.merge)
        self._show_buttons(shown=False)
        self.set_title(_("Bring in a copy"))
        when = reader().instant(arriving.at, self.desk.zone) if arriving.at else ""
        self.say_state(reader().line((isolate(arriving.path.name), arriving.actor, when)))

    def _leave(self) -> None:
        if self.merge is None:
            return
        self.stack.removeWidget(self.merge)
        self.merge.deleteLater()
        self.merge = None
        self._show_buttons(shown=True)
        self.set_title(_(self.title))
        self.refresh()

    def _show_buttons(self, *, shown: bool) -> None:
        for made in (self.take, self.share):
            made.setVisible(shown)

    def bring_in(self, chosen: dict[Cell, Way], *, allow_ahead: bool = False) -> None:
        """Bring the shown copy in, as one step."""
        if self.merge is None:
            return
        database, arriving = self.desk.database, self.merge.arriving
        self.desk.tasks.run(
            lambda: bringing_in.bring_in(database, arriving, chosen=chosen, allow_ahead=allow_ahead),
            label=_("Bringing the copy in"),
            done=self._was_brought_in,
            refused=partial(self._not_brought_in, chosen),
            cancellable=False,
        )

    def _not_brought_in(self, chosen: dict[Cell, Way], refusal: Refusal) -> None:
        """A clock that runs ahead is asked about; everything else is said."""
        if not isinstance(refusal, FarAhead):
            self.desk.refuse(refusal)
            return
        self.asking_ahead = Dialog(self, _("The other clock runs ahead"))
        self.asking_ahead.say(str(refusal), "clock-alert", "attention")
        self.asking_ahead.offer(_("Cancel"), self.asking_ahead.reject, primary=True)
        self.asking_ahead.offer(_("Bring it in all the same"), partial(self._all_the_same, chosen))
        self.asking_ahead.open()

    def _all_the_same(self, chosen: dict[Cell, Way]) -> None:
        self.asking_ahead.accept()
        self.bring_in(chosen, allow_ahead=True)

    def _was_brought_in(self, merged: Merged) -> None:
        self._leave()
        n = merged.changes
        words = ngettext("{n} step was brought in.", "{n} steps were brought in.", n)
        left = merged.conflicts - merged.settled
        waits = ngettext("{n} decision waits.", "{n} decisions wait.", left).format(n=reader().number(left))
        said = words.format(n=reader().number(n))
        self.desk.say(f"{said} {waits}" if left else said)

    def give(self) -> None:
        """Ask what goes into a copy, for whom, and where it is written."""
        self.giving = ShareDialog(self, self.desk)
        self.giving.open()

    def show_backups(self) -> None:
        """The backups of this file, and the ways back."""
        self.backups = BackupsDialog(self, self.desk)
        self.backups.open()

    def _overview(self) -> QWidget:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().px(16))
        self.decisions = card(_("To decide"))
        self._cards = QVBoxLayout()
        ways = [
            button(_(words), kind="link", slot=partial(self._decide_all, way)) for way, words in WAYS if way
        ]
        self.decisions.body.addLayout(row(*ways, None))
        self.decisions.body.addLayout(self._cards)
        self.given = card(_("Copies given out"))
        self.copies = self._copies()
        self.given.body.addWidget(self.copies)
        self.reviews = ReviewCard(self.desk)
        for made in (self.decisions, self.reviews, self.given, self._file()):
            box.addWidget(made)
        box.addStretch(1)
        return scrolled(inner)

    def _file(self) -> Card:
        made = card(_("This file"))
        self.where = label("", wrap=True)
        self.where.setTextInteractionFlags(self.where.textInteractionFlags().TextSelectableByMouse)
        made.body.addWidget(self.where)
        commands: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (_("Save a copy…"), "save", partial(self.desk.ask, "copy")),
            (_("Open…"), "folder-open", partial(self.desk.ask, "open")),
            (_("Backups…"), "history", self.show_backups),
            (_("Passphrase…"), "lock", partial(self.desk.ask, "passphrase")),
        )
        made.body.addLayout(row(*(button(words, icon, slot=slot) for words, icon, slot in commands), None))
        return made

    def _show_waiting(self, found: list[ConflictWords]) -> None:
        emptied(self._cards)
        self.decisions.setVisible(bool(found))
        for words in found:
            self._cards.addWidget(ConflictCard(words, self.desk.zone, self._decide))
        self.waiting = found

    def _decide(self, words: ConflictWords, way: Way | None) -> None:
        if way is not None:
            self._settle([words], way)

    def _decide_all(self, way: Way) -> None:
        self._settle(self.waiting, way)

    def _settle(self, found: list[ConflictWords], way: Way) -> None:
        conflicts = [words.conflict for words in found]
        words = ngettext("{n} decision was made.", "{n} decisions were made.", len(found))
        self.desk.act(
            lambda: bringing_in.decide(self.desk.database, conflicts=conflicts, way=way),
            words.format(n=reader().number(len(found))),
        )

    def _copies(self) -> Table:
        columns = (
            Column("to", N_("Given to"), lambda copy: copy.given_to, width=150, stretch=True),
            Column("at", N_("When"), self._given_at, width=150, sort=lambda copy: copy.given_at),
            Column("without", N_("Left out"), _without, width=200, stretch=True),
            Column("note", N_("Note"), lambda copy: copy.note, width=150, stretch=True),
            Column("gone", N_("Deleted on"), _recalled, width=110),
        )
        empty = EmptyState("share-2", _("No copies were given out yet. Each will stand here."))
        made = Table(columns, search=lambda copy: copy.given_to, empty=empty, name=_("Copies given out"))
        made.actions_for_row([Action(_("They deleted it"), "check", self._recall)])
        made.setMinimumHeight(160)
        return made

    def _given_at(self, copy: CopyRow) -> str:
        return reader().instant(copy.given_at, self.desk.zone)

    def _recall(self) -> None:
        copy = self.copies.chosen()
        if copy is not None and copy.recalled_on is None:
            self.desk.act(
                lambda: sharing.recall(self.desk.database, copy=copy.id, today=self.desk.today()),
                _("Noted: this copy is gone."),
            )


def _without(copy: CopyRow) -> str:
    if not copy.without and not copy.cohort_ids:
        return _("Nothing")
    return reader().listing(word(kind) for kind in copy.without)


def _recalled(copy: CopyRow) -> str:
    return reader().date(copy.recalled_on) if copy.recalled_on else ""


page_class = SharingPage
