"""The Matching page: what counts and must hold, the proposals, who goes without, and the chosen pair."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, filled, ngettext, reader
from mentordesk.operations import matching as deciding
from mentordesk.operations.matching_costs import helps
from mentordesk.operations.matching_view import Matching
from mentordesk.ui.matching_choice import MentorChoice
from mentordesk.ui.matching_columns import Columns
from mentordesk.ui.matching_keep import Keeper
from mentordesk.ui.matching_list import Line, ProposalList, line_of, lines_of, sorted_lines
from mentordesk.ui.matching_map import PairMap
from mentordesk.ui.matching_marks import MarksDialog
from mentordesk.ui.matching_pair import PairPanel
from mentordesk.ui.matching_proof import ProofBar
from mentordesk.ui.matching_run import Matcher, Ponderer, Reading
from mentordesk.ui.matching_sides import Terms
from mentordesk.ui.matching_studio import Studio
from mentordesk.ui.matching_without import Lack, Without
from mentordesk.ui.matching_words import both
from mentordesk.ui.page import Page
from mentordesk.ui.palette import Find
from mentordesk.ui.palette import matching as matching_words
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import EmptyState, boxed, button, chip, column, emptied, label, row

ORDERS = (("fit", N_("By fit")), ("low", N_("Lowest fit first")), ("name", N_("By mentee")))


class MatchingPage(Page):
    """Goes to `mentee=key`: that mentee's proposal, or the mentors to choose from."""

    key = "matching"
    title = N_("Matching")
    icon = "shuffle"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"pair_mark", "matching_setting", "pairing", "participant", "wish", "cohort", "programme"}
        | {"person", "person_skill", "person_language", "person_tag", "own_field", "own_value"}
    )

    def build(self) -> None:
        self.matching: Matching | None = None
        self.order, self._sought = "fit", b""
        self._kinds: frozenset[str] = frozenset()
        self.matcher, self.keeper = Matcher(self.desk, self), Keeper(self.desk)
        self.ponderer = Ponderer(self.desk, self)
        self.more = self.add_button(_("More"), "ellipsis", lambda: None)
        self.more.setMenu(self._menu_of_more())
        self.primary = self.add_primary(_("Publish as trial"), "send", self.publish)
        self.primary.setEnabled(False)
        self.terms, self.panel, self.proof = Terms(), PairPanel(), ProofBar()
        self.list, self.map, self.without = ProposalList(), PairMap(), Without()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.stack = QStackedWidget()
        self._empty = QVBoxLayout()
        self.columns = Columns(self.terms, self._middle(), self.panel, self.proof, self.toggle)
        self.stack.addWidget(self.columns)
        self.stack.addWidget(boxed(self._empty))
        self.body.addWidget(self.stack, 1)
        self._connect()

    def refresh(self) -> None:
        if self.desk.cohort is None:
            self._show_empty("users", _("There is no cohort yet."), _("Go to People"), "people")
            return
        self.matcher.want(Reading.MARKS if self._kinds == {"pair_mark"} else Reading.ALL)
        self._kinds = frozenset()

    def touched(self, kinds: frozenset[str]) -> None:
        self._kinds |= kinds & self.shows
        super().touched(kinds)

    def go(self, **where: object) -> None:
        mentee = where.get("mentee")
        if isinstance(mentee, bytes):
            self._sought = mentee
            self._seek()

    def finds(self, text: str) -> list[Find]:
        if not text or self.matching is None:
            return []
        every = [
            Find(both(line.mentee, line.mentor), _("Proposal"), "shuffle", partial(self._find, line))
            for line in lines_of(self.matching)
        ]
        return matching_words(text, every)

    def publish(self) -> None:
        """Make every proposal a pairing on trial; what could not be matched stays open."""
        if self.matching is None or self.desk.cohort is None:
            return
        cohort, today = self.desk.cohort, self.desk.today()
        pairs = {(pair.mentee, pair.mentor): pair.fit for pair in self.matching.proposal.pairs}
        self.primary.setEnabled(False)

        def work() -> int:
            return deciding.publish(self.desk.database, cohort=cohort, pairs=pairs, today=today)

        said = ngettext("{n} pairing published, on trial.", "{n} pairings published, on trial.", len(pairs))
        words = said.format(n=reader().number(len(pairs)))
        self.desk.tasks.run(
            work, label=_("Publishing…"), done=lambda _n: self.desk.say(words), refused=self._not_published
        )

    def toggle_lock(self, line: Line | None = None) -> None:
        """Lock the pair, or free it where it is locked."""
        line = line or self.panel.line
        if line is None or self.desk.cohort is None:
            return
        mentee, mentor, cohort = line.pair.mentee, line.pair.mentor, self.desk.cohort
        names, by_hand = both(line.mentee, line.mentor), line.n == 0
        if line.pair.locked:
            self.free(mentee, mentor)
            return
        said = _("Paired by hand: {pair}.") if by_hand else _("Locked: {pair}.")
        self.desk.act(
            lambda: deciding.lock_pair(
                self.desk.database, cohort=cohort, mentee=mentee, mentor=mentor, by_hand=by_hand
            ),
            say=filled(said, pair=names),
        )

    def ban(self) -> None:
        """Never propose the chosen two again."""
        line = self.panel.line
        if line is None or self.desk.cohort is None:
            return
        mentee, mentor, cohort = line.pair.mentee, line.pair.mentor, self.desk.cohort
        self.desk.act(
            lambda: deciding.ban_pair(self.desk.database, cohort=cohort, mentee=mentee, mentor=mentor),
            say=filled(_("Banned: {pair}."), pair=both(line.mentee, line.mentor)),
        )

    def free(self, mentee: bytes, mentor: bytes) -> None:
        """Take a lock or a ban back."""
        faces = self.matching.faces if self.matching else {}
        self.desk.act(
            lambda: deciding.free_pair(self.desk.database, mentee=mentee, mentor=mentor),
            say=filled(_("Freed: {pair}."), pair=both(faces[mentee], faces[mentor])),
        )

    def swap(self) -> None:
        """Choose another mentor for the chosen pair's mentee."""
        line = self.panel.line
        if line is not None:
            self.choose_mentor(line.pair.mentee)

    def choose_mentor(self, mentee: bytes) -> MentorChoice | None:
        """Ask which mentor somebody is to have."""
        cohort, found = self.desk.cohort, self.matching
        if cohort is None or found is None:
            return None

        def pair(mentor: bytes) -> None:
            deciding.lock_pair(self.desk.database, cohort=cohort, mentee=mentee, mentor=mentor, by_hand=True)
            self._sought = mentee
            names = both(found.faces[mentee], found.faces[mentor])
            self.desk.say(filled(_("Paired by hand: {pair}."), pair=names))

        dialog = MentorChoice(self, found, mentee, pair)
        dialog.open()
        return dialog

    def show_marks(self) -> MarksDialog | None:
        """What was decided by hand."""
        if self.matching is None:
            return None
        dialog = MarksDialog(self, self.matching, self.free)
        dialog.open()
        return dialog

    def studio(self) -> Studio | None:
        """What opens beside the page, once there is a matching."""
        if self.matching is None or self.desk.cohort is None:
            return None
        return Studio(self, self.desk, self.desk.cohort, self.matching)

    def show_map(self, on: bool) -> None:
        """The heat map of all pairs instead of the list, or the list."""
        for made, wanted in ((self.as_list, not on), (self.as_map, on)):
            made.setChecked(wanted)
        self.pictures.setCurrentIndex(int(on))
        self.sorting.setVisible(not on)
        if on and self.matching is not None:
            self.map.show_matching(self.matching)
        if on and self.panel.line is not None:
            self.map.choose(self.panel.line.pair.mentee, self.panel.line.pair.mentor)
        (self.map if on else self.list.view).setFocus()

    def _middle(self) -> QWidget:
        self.count = label("", "card", elide=True)
        self.sorting = button(_("By fit"), "chevron-down")
        self.sorting.setProperty("small", True)
        self.sorting.setMenu(self._orders())
        self.toggle = button(_("The chosen pair"), "eye")
        self.toggle.setProperty("small", True)
        self.toggle.setCheckable(True)
        self.as_list = chip(_("List"), slot=lambda: self.show_map(on=False))
        self.as_map = chip(_("Heat map"), slot=lambda: self.show_map(on=True))
        self.as_list.setChecked(True)
        self.pictures = QStackedWidget()
        self.pictures.addWidget(self.list)
        self.pictures.addWidget(self.map)
        head = row(self.count, self.as_list, self.as_map, self.toggle, self.sorting, stretch=0)
        middle = column(head, self.pictures, self.without, stretch=1)
        made = boxed(middle)
        middle.setContentsMargins(*(theme().px(n) for n in (8, 8, 8, 8)))
        return made

    def _menu_of_more(self) -> QMenu:
        menu = QMenu(self)
        for words, ask in (
            (_("Set this proposal aside…"), Studio.set_aside),
            (_("Compare drafts…"), Studio.drafts),
            (_("How groups fare…"), Studio.fairness),
            (_("Stand-ins…"), Studio.stand_ins),
            (_("Print for review"), Studio.on_paper),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, ask=ask: self._ask(ask))
        return menu

    def _ask(self, ask: Callable[[Studio], object]) -> None:
        if studio := self.studio():
            ask(studio)

    def _orders(self) -> QMenu:
        menu = QMenu(self)
        for key, words in ORDERS:
            action = menu.addAction(_(words))
            action.triggered.connect(lambda _checked=False, key=key, words=words: self._sort(key, _(words)))
        return menu

    def _connect(self) -> None:
        self.matcher.found.connect(self._show)
        self.terms.looked_at.connect(self.matcher.want)
        self.terms.weighed.connect(self.keeper.weigh)
        self.terms.ruled.connect(self.keeper.rule)
        self.terms.aimed.connect(self.keeper.aim)
        self.terms.details_wanted.connect(lambda: self._ask(Studio.details))
        self.terms.match_wanted.connect(self._match)
        self.terms.marks_wanted.connect(self.show_marks)
        view = self.list.view
        view.chosen_changed.connect(self._show_pair)
        view.opened.connect(lambda _line: self._open_panel())
        view.typed.connect(self._typed)
        view.pressed_at.connect(lambda line, x: self.toggle_lock(line) if self.list.on_lock(x) else None)
        self.map.pointed.connect(self._show_two)
        self.map.opened.connect(self._open_panel)
        self.map.typed.connect(self._typed)
        self.panel.insight_wanted.connect(self._work_out)
        self.ponderer.found.connect(self.panel.show_insight)
        self.panel.other_wanted.connect(self._show_two)
        self.panel.lock_wanted.connect(self.toggle_lock)
        self.panel.swap_wanted.connect(self.swap)
        self.panel.ban_wanted.connect(self.ban)
        self.panel.left.connect(self._leave_panel)
        self.without.view.chosen_changed.connect(self._lack_chosen)
        self.without.view.pressed_at.connect(lambda lack, _x: self.show_lack(lack))
        self.without.view.opened.connect(self._find_one)

    def _show(self, found: Matching) -> None:
        self.matching = found
        pairs, open_ = len(found.proposal.pairs), len(found.proposal.unmatched)
        self._say(found)
        if not found.faces:
            self._show_empty("users", _("Nobody takes part yet."), _("Go to People"), "people")
        elif not pairs and not open_:
            self._show_settled(found)
        else:
            self.stack.setCurrentIndex(0)
        self.terms.show_matching(found)
        self.count.setText(ngettext("{n} proposal", "{n} proposals", pairs).format(n=reader().number(pairs)))
        self.list.show_matching(found, sorted_lines(lines_of(found), self.order))
        if self.as_map.isChecked():
            self.map.show_matching(found)
        self.without.show_matching(found)
        self.proof.show_matching(found)
        self._seek()

    def _say(self, found: Matching) -> None:
        pairs = len(found.proposal.pairs)
        text = ngettext(
            "{n} of {all} mentee has a mentor; proposed: {pairs}",
            "{n} of {all} mentees have a mentor; proposed: {pairs}",
            found.mentees,
        )
        self.say_state(
            text.format(
                n=reader().number(found.paired),
                all=reader().number(found.mentees),
                pairs=reader().number(pairs),
            )
        )
        words = ngettext("Publish {n} as trial", "Publish {n} as trial", pairs).format(
            n=reader().number(pairs)
        )
        self.primary.setText(words)
        self.primary.setAccessibleName(words)
        self.primary.setEnabled(pairs > 0)
        self.set_badge(pairs + len(found.proposal.unmatched))

    def _show_settled(self, found: Matching) -> None:
        if found.mentees:
            self._show_empty("circle-check", _("Everybody has a mentor."), _("Go to Pairings"), "pairings")
        else:
            self._show_empty("users", _("No mentee takes part yet."), _("Go to People"), "people")

    def _show_empty(self, picture: str, sentence: str, verb: str, page: str) -> None:
        emptied(self._empty)
        self._empty.addWidget(EmptyState(picture, sentence, verb, lambda: self.desk.go(page)))
        self.stack.setCurrentIndex(1)

    def _show_pair(self, line: Line | None) -> None:
        if line is None or self.matching is None:
            self.panel.show_nothing()
        else:
            self.panel.show_pair(line, self.matching, self.desk.today())

    def _show_two(self, mentee: bytes, mentor: bytes) -> None:
        """Any two people in the panel, proposed or not."""
        if self.matching is not None:
            self._show_pair(line_of(self.matching, mentee, mentor))

    def _work_out(self, line: Line) -> None:
        if self.matching is not None:
            self.ponderer.want(line, self.matching)

    def _lack_chosen(self, lack: Lack | None) -> None:
        """Going through those without a mentor by keyboard; other rows shown are nobody's choice."""
        if self.without.view.hasFocus():
            self.show_lack(lack)

    def show_lack(self, lack: Lack | None) -> None:
        """Somebody who goes without, in the panel: why, and what would help."""
        matching = self.matching
        if lack is None or matching is None:
            return
        mentee = lack.mentee.participant
        self.panel.show_lack(lack, ())
        self.desk.do(lambda: helps(matching.proposal, mentee), done=lambda found: self._helped(mentee, found))

    def _helped(self, mentee: bytes, found: tuple[str, ...]) -> None:
        lack = self.without.view.chosen()
        if isinstance(lack, Lack) and lack.mentee.participant == mentee and self.panel.line is None:
            self.panel.show_lack(lack, found)

    def _seek(self) -> None:
        """Go to whom another page asked for, once there is something to go to."""
        if not self._sought or self.matching is None:
            return
        sought, self._sought = self._sought, b""
        if self.list.view.choose(sought):
            self.list.view.setFocus()
        elif self.without.view.choose(sought):
            self.without.view.setFocus()

    def _not_published(self, refusal: Refusal) -> None:
        self.desk.refuse(refusal)
        self.matcher.want()

    def _find(self, line: Line) -> None:
        self.desk.go("matching", mentee=line.pair.mentee)

    def _find_one(self, lack: Lack | None) -> None:
        if lack is not None:
            self.choose_mentor(lack.mentee.participant)

    def _typed(self, key: int) -> None:
        keys = {Qt.Key.Key_L: self.toggle_lock, Qt.Key.Key_B: self.ban, Qt.Key.Key_S: self.swap}
        keys.get(Qt.Key(key), lambda: None)()

    def _sort(self, order: str, words: str) -> None:
        self.order = order
        self.sorting.setText(words)
        if self.matching:
            self.list.view.show_rows(sorted_lines(lines_of(self.matching), order))

    def _match(self) -> None:
        self.matcher.want()
        self._leave_panel()

    def _open_panel(self) -> None:
        self.columns.show_part("pair")
        self.panel.lock.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_panel(self) -> None:
        self.columns.show_part("list")
        self.list.view.setFocus()


page_class = MatchingPage
