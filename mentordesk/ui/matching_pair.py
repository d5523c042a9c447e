"""The chosen pair: who they are, why, why not more, the rules it breaks, and their hours in common."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from mentordesk.domain.names import short
from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.operations.matching_costs import Insight
from mentordesk.operations.matching_view import Face, Matching
from mentordesk.operations.waiting import bonus_sentence
from mentordesk.ui.icons import pixmap
from mentordesk.ui.marks import Avatar
from mentordesk.ui.matching_hours import Hours
from mentordesk.ui.matching_list import Line
from mentordesk.ui.matching_without import Lack
from mentordesk.ui.matching_words import fit_words, initials
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, card, emptied, label, row, rule, scrolled

if TYPE_CHECKING:
    from mentordesk.matching.explain import Explanation
    from mentordesk.matching.pool import Candidate
    from mentordesk.matching.whatif import Suggestion

WIDTH = 312
SOON = 50
"""Milliseconds until the reasons of the pair that is shown already are shown anew."""


class PairPanel(QFrame):
    """`lock_wanted`, `swap_wanted` and `ban_wanted` of the pair shown; `left()` on Escape.

    `insight_wanted(line)` asks for what is to be worked out about the pair; `other_wanted(mentee, mentor)`
    for another pair.
    """

    insight_wanted: ClassVar[Signal] = Signal(object)
    other_wanted: ClassVar[Signal] = Signal(bytes, bytes)
    lock_wanted: ClassVar[Signal] = Signal()
    swap_wanted: ClassVar[Signal] = Signal()
    ban_wanted: ClassVar[Signal] = Signal()
    left: ClassVar[Signal] = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setAccessibleName(_("The chosen pair"))
        self.setFixedWidth(theme().px(WIDTH))
        self.line: Line | None = None
        self._shown: tuple[Line, Matching, date] | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._show_parts)
        self._deeper = QVBoxLayout()
        self.title, self.fit = label("", "card", elide=True), label("", "strong")
        inner = QWidget()
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(*(theme().px(n) for n in (16, 0, 16, 8)))
        self._parts.setSpacing(theme().px(6))
        self.lock = button(_("Lock"), "lock", slot=self.lock_wanted.emit)
        self.swap = button(_("Swap"), "arrow-left-right", slot=self.swap_wanted.emit)
        self.ban = button(_("Ban"), "ban", slot=self.ban_wanted.emit)
        head, foot = row(self.title, self.fit, stretch=0), row(self.lock, self.swap, self.ban)
        head.setContentsMargins(*(theme().px(n) for n in (16, 12, 16, 8)))
        foot.setContentsMargins(*(theme().px(n) for n in (16, 8, 16, 12)))
        for at in range(3):
            foot.setStretch(at, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(scrolled(inner), 1)
        outer.addLayout(foot)
        self.show_nothing()

    def show_nothing(self) -> None:
        """While no pair is chosen."""
        self._soon.stop()
        self._clear()
        self.line = None
        self.title.setText(_("No pair chosen"))
        self.fit.setText("")
        for made in (self.lock, self.swap, self.ban):
            made.setEnabled(False)

    def show_pair(self, line: Line, matching: Matching, today: date) -> None:
        """Two people with all their reasons, proposed or not; of the two who are shown already the reasons
        come a moment later, so that a list that changes under a slider is drawn first.
        """
        again = self.line is not None and _told(self.line) == _told(line)
        self.line, self._shown = line, (line, matching, today)
        self._head(line, len(matching.proposal.pairs))
        if again:
            self._soon.start()
        else:
            self._soon.stop()
            self._show_parts()

    def _show_parts(self) -> None:
        from mentordesk.matching.explain import explain, position

        if self._shown is None:
            return
        self._clear()
        line, matching, today = self._shown
        grounds = matching.proposal.grounds
        at, across = position(grounds, line.pair.mentee, line.pair.mentor)
        mentee, mentor = grounds.pool.mentees[at], grounds.pool.mentors[across]
        found = explain(matching.proposal, line.pair.mentee, line.pair.mentor)
        mentor_word, mentee_word = matching.words
        self._parts.addLayout(
            _side_by_side(
                _person(line.mentee, mentee, mentee_word), _person(line.mentor, mentor, mentor_word)
            )
        )
        self._reasons(found)
        since = matching.part.waiting.get(line.pair.mentee)
        if since is not None:
            waiting = bonus_sentence(since, matching.part.counted_to)
            self._parts.addLayout(sign(waiting, "hourglass", "attention"))
        self._deeper = QVBoxLayout()
        self._deeper.setSpacing(theme().px(6))
        self._parts.addLayout(self._deeper)
        self.insight_wanted.emit(line)
        self._parts.addWidget(rule())
        names = (
            short(line.mentee.name, line.mentee.family_name),
            short(line.mentor.name, line.mentor.family_name),
        )
        places = (line.mentee.city or names[0], line.mentor.city or names[1])
        self._parts.addWidget(Hours(mentee, mentor, found.hours, names=names, places=places, today=today))
        self._parts.addStretch(1)

    def show_insight(self, line: Line, found: Insight, matching: Matching) -> None:
        """What the pair shown costs the whole and who would be next best, once they are known."""
        if line != self.line:
            return
        if found.cost:
            title = _("What the lock costs the whole") if line.n else _("Why not these two")
            self._deeper.addWidget(label(title, "strong"))
            self._deeper.addLayout(sign(found.cost, "equal", "text2"))
        if found.others:
            self._deeper.addWidget(label(_("Next best"), "strong"))
        for one in found.others:
            self._deeper.addLayout(row(self._other(line, one, matching), None))

    def show_lack(self, lack: Lack, helps: Sequence[str]) -> None:
        """A mentee without a mentor: what rules the mentors out, and the smallest changes that would help."""
        self._soon.stop()
        self._clear()
        self.line = None
        self.title.setText(lack.mentee.name)
        self.fit.setText("")
        for made in (self.lock, self.swap, self.ban):
            made.setEnabled(False)
        self._parts.addWidget(label(_("Why without a mentor"), "strong"))
        self._parts.addLayout(sign(lack.why, "minus", "attention"))
        if helps:
            self._parts.addWidget(label(_("What would help"), "strong"))
        for sentence in helps:
            self._parts.addLayout(sign(sentence, "check", "good"))
        self._parts.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        emptied(self._parts)

    def _head(self, line: Line, count: int) -> None:
        of = _("Pair {n} of {count}") if line.n else _("Not proposed")
        self.title.setText(of.format(n=reader().number(line.n), count=reader().number(count)))
        self.fit.setText(fit_words(line.pair.fit))
        self.lock.setText(_("Unlock") if line.pair.locked else _("Lock"))
        self.lock.setAccessibleName(self.lock.text())
        for made in (self.lock, self.swap, self.ban):
            made.setEnabled(True)

    def _other(self, line: Line, one: "Suggestion", matching: Matching) -> QPushButton:
        """A mentor to look at instead: the name, the fit, and whether a place is free."""
        name, fit, mentor = matching.faces[one.mentor].name, reader().number(one.fit), one.mentor
        words = _("{name}, {fit}") if one.free else _("{name}, {fit}, taken")
        made = button(words.format(name=isolate(name), fit=fit), "arrow-right", "link")
        shown = made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, theme().px(WIDTH - 140))
        made.setText(words.format(name=isolate(shown), fit=fit))
        made.setProperty("small", True)
        made.setToolTip(one.effect.sentence())
        made.clicked.connect(lambda: self.other_wanted.emit(line.pair.mentee, mentor))
        return made

    def _reasons(self, found: "Explanation") -> None:
        parts = (
            (_("Breaks a rule"), found.against, "triangle-alert", "late"),
            (_("Why"), found.why, "check", "good"),
            (_("Why not more"), found.why_not_more, "minus", "attention"),
        )
        for title, sentences, icon, tone in parts:
            if sentences:
                self._parts.addSpacing(theme().px(4))
                self._parts.addWidget(label(title, "strong"))
                for sentence in sentences:
                    self._parts.addLayout(sign(sentence, icon, tone))


def sign(sentence: str, icon: str, tone: str) -> QHBoxLayout:
    """A sentence after its mark, over as many lines as it needs."""
    mark = QLabel()
    mark.setPixmap(pixmap(icon, tone, 14))
    mark.setFixedHeight(theme().px(20))
    made = row(mark, label(sentence, wrap=True), stretch=1)
    made.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return made


def _side_by_side(one: QWidget, other: QWidget) -> QLayout:
    made = row(one, other)
    made.setStretch(0, 1)
    made.setStretch(1, 1)
    return made


def _told(line: Line) -> tuple[bytes, bytes, bool]:
    """Who they are, and whether they are locked."""
    return line.pair.mentee, line.pair.mentor, line.pair.locked


def _person(face: Face, one: "Candidate", word: str) -> QWidget:
    made = card()
    made.setAccessibleName(face.name)
    made.body.setSpacing(theme().px(2))
    made.body.addWidget(label(word, "strong", wrap=" " in word, elide=" " not in word))
    years = label(_years(one), "quiet", elide=True)
    made.body.addLayout(row(Avatar(initials(face), face.person, 32, face.name), years, stretch=1))
    name = label(face.name, "strong", wrap=True)
    name.setFont(theme().font_for(face.name, 13, 600))
    made.body.addWidget(name)
    made.body.addWidget(label(face.city or one.zone, "quiet", elide=True))
    made.body.addWidget(label(_languages(one), "quiet", wrap=True))
    made.body.addStretch(1)
    return made


def _years(one: "Candidate") -> str:
    if one.experience_months is None:
        return one.role_title
    years = one.experience_months // 12
    return ngettext("{n} year", "{n} years", years).format(n=reader().number(years))


def _languages(one: "Candidate") -> str:
    told = [
        reader().language(code)
        if level in {"", "native"}
        else _("{language} {level}").format(language=reader().language(code), level=level)
        for code, level in one.languages.items()
    ]
    return reader().listing(told) if told else ""
