"""What is to be looked at after copies met: broken rules, and people who may be in the file twice."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, isolate, reader
from mentordesk.operations import duplicates, reviews
from mentordesk.operations.duplicates import Difference, Twin
from mentordesk.operations.reviews import Review
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.page import Desk
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import Card, button, card, column, emptied, label, row, scrolled

SAME = {"name": N_("the same name"), "email": N_("the same e-mail"), "phone": N_("the same phone")}
SHOWN = 30


class ReviewCard(QWidget):
    """One card for broken rules, one for twins; each line leads to its record, or is left as it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.broken, self._lines = _titled(_("To look at"))
        self.twice, self._twins = _titled(_("In the file twice?"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.broken)
        box.addWidget(self.twice)

    def show_found(self, found: list[Review], twins: list[Twin]) -> None:
        """Show the first of each."""
        _fill(self.broken, self._lines, [self._review(review) for review in found[:SHOWN]])
        _fill(self.twice, self._twins, [self._twin(twin) for twin in twins[:SHOWN]])

    def _review(self, review: Review) -> QHBoxLayout:
        words, slot = (_("End it"), self._end) if review.is_orphan else (_("Look"), self._go)
        go = button(words, kind="soft", slot=partial(slot, review))
        leave = button(_("Leave it"), kind="link", slot=partial(self._leave, review))
        said = reader().line((review.title, review.words))
        return row(_two_lines(isolate(review.name), said), leave, go, stretch=0)

    def _twin(self, twin: Twin) -> QHBoxLayout:
        same = reader().listing(_(SAME[what]) for what in twin.same)
        one = button(_("Make one…"), "git-merge", "soft", partial(self.join, twin))
        two = button(_("Two people"), kind="link", slot=partial(self._two, twin))
        names = reader().line([isolate(name) for name in twin.names])
        return row(_two_lines(names, same), two, one, stretch=0)

    def _go(self, review: Review) -> None:
        name, key = review.where
        self.desk.go(review.page, **{name: key})

    def _end(self, review: Review) -> None:
        today = self.desk.today()
        self.desk.act(
            lambda: reviews.end_orphan(self.desk.database, review=review, today=today),
            _("The pairing ended."),
        )

    def _leave(self, review: Review) -> None:
        self.desk.act(lambda: reviews.leave(self.desk.database, review=review), _("It is left as it is."))

    def _two(self, twin: Twin) -> None:
        self.desk.act(lambda: duplicates.leave_two(self.desk.database, twin=twin), _("They are two people."))

    def join(self, twin: Twin) -> None:
        """Choose field by field, then make one of two."""
        with self.desk.database.read() as view:
            found = duplicates.differences(view, twin)
        self.joining = JoinDialog(self, found, partial(self._join, twin))
        self.joining.open()

    def _join(self, twin: Twin, columns: dict[str, object]) -> None:
        duplicates.join_up(self.desk.database, keep=twin.one, gone=twin.other, columns=columns)
        self.desk.say(_("The two entries are one now."))


class JoinDialog(Dialog):
    """Two entries side by side; a dot in each line says whose value stays."""

    def __init__(
        self,
        parent: QWidget,
        found: list[Difference],
        join: Callable[[dict[str, object]], object],
    ) -> None:
        super().__init__(parent, _("Make one of two entries"), 640)
        self._join = join
        self._found = found
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self.wrong = label("", "late", wrap=True)
        self.wrong.hide()
        words = _("Sessions, goals and everything else of both come together. Undo makes two again.")
        self.body.addWidget(label(words, wrap=True))
        self.body.addWidget(self.wrong)
        self.body.addWidget(scrolled(self._grid()), 1)
        self.resize(theme().px(640), theme().px(480))
        self.offer(_("Cancel"), self.reject)
        self.offer(_("Make one"), self.try_join, primary=True)

    def _grid(self) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, difference in enumerate(self._found):
            grid.addWidget(label(difference.title, "quiet", wrap=True), at, 0)
            group = QButtonGroup(inner)
            one, other = (self._radio(difference, words) for words in difference.words)
            for place, made in enumerate((one, other), 1):
                group.addButton(made)
                grid.addWidget(made, at, place)
            (one if difference.first else other).setChecked(True)
            self.choices[difference.column] = (one, other)
        grid.setRowStretch(len(self._found), 1)
        return inner

    def _radio(self, difference: Difference, words: str) -> QRadioButton:
        made = QRadioButton(words if len(words) <= SHOWN else words[:SHOWN] + "…")
        made.setToolTip(words)
        made.setAccessibleName(reader().line((difference.title, words)))
        return made

    def try_join(self) -> None:
        """Make one, or say why that cannot be."""
        columns = {one.column: one.values[self.choices[one.column][1].isChecked()] for one in self._found}
        try:
            self._join(columns)
        except Refusal as refusal:
            self.wrong.setText(str(refusal))
            self.wrong.show()
        else:
            self.accept()


def _titled(title: str) -> tuple[Card, QVBoxLayout]:
    made, lines = card(title), QVBoxLayout()
    made.body.addLayout(lines)
    return made, lines


def _fill(made: Card, lines: QVBoxLayout, rows: list[QHBoxLayout]) -> None:
    emptied(lines)
    made.setVisible(bool(rows))
    for one in rows:
        lines.addLayout(one)


def _two_lines(first: str, second: str) -> QVBoxLayout:
    return column(label(first, "strong", elide=True), label(second, "quiet", elide=True), spacing=0)
