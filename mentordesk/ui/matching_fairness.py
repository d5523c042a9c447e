"""The audit by group: how many of each group have a partner, and how well it suits them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from mentordesk.i18n import N_, _, isolate, ngettext, reader
from mentordesk.operations.fairness import FEWEST, Audit, GroupFigures, Grouping, Side
from mentordesk.ui.charts import Progress
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import boxed, emptied, label, row, scrolled

HEADS = (N_("Group"), N_("People"), N_("With a partner"), "", N_("Mean fit"))


class FairnessDialog(Dialog):
    """`audit(by, side)` gives what is shown; the words for the two sides are the programme's own."""

    def __init__(
        self,
        parent: QWidget,
        groupings: Sequence[Grouping],
        audit: Callable[[str, Side], Audit],
        words: tuple[str, str],
    ) -> None:
        super().__init__(parent, _("How groups fare"), 640)
        self._audit = audit
        self.by, self.side = QComboBox(), QComboBox()
        for one in groupings:
            self.by.addItem(one.title, one.key)
        for side, told in ((Side.MENTEES, words[1]), (Side.MENTORS, words[0])):
            self.side.addItem(told, side)
        for box, name in ((self.by, _("Group people by")), (self.side, _("Whose groups"))):
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(lambda _at: self._show())
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(theme().px(16))
        self.lines.setVerticalSpacing(theme().px(8))
        self.lines.setColumnStretch(3, 1)
        self.note = label("", "state", wrap=True)
        inner = QVBoxLayout()
        inner.addLayout(self.lines)
        inner.addStretch(1)
        self.body.addLayout(row(self.side, self.by, stretch=1))
        self.body.addWidget(scrolled(boxed(inner)), 1)
        self.body.addWidget(self.note)
        self.resize(theme().px(640), theme().px(520))
        self.offer(_("Done"), self.accept, primary=True)
        self._show()

    def told(self) -> list[tuple[str, ...]]:
        """The table as text, line by line."""
        return [tuple(_words(group)) for group in self._groups()]

    def _groups(self) -> list[GroupFigures]:
        found = self._audit(str(self.by.currentData()), Side(self.side.currentData()))
        return [*([found.whole] if found.whole else []), *found.groups]

    def _show(self) -> None:
        found = self._audit(str(self.by.currentData()), Side(self.side.currentData()))
        emptied(self.lines)
        for at, head in enumerate(HEADS):
            self.lines.addWidget(label(_(head) if head else "", "group"), 0, at)
        groups = [*([found.whole] if found.whole else []), *found.groups]
        for line, group in enumerate(groups, 1):
            self._line(line, group, whole=group is found.whole)
        self.note.setText(_note(found))

    def _line(self, line: int, group: GroupFigures, *, whole: bool) -> None:
        name, people, rate, mean = _words(group)
        bar = Progress(group.rate, name=name)
        bar.setMinimumWidth(theme().px(120))
        kind = "strong" if whole else "body"
        parts = (label(isolate(name), kind, elide=True), label(people), label(rate), bar, label(mean))
        for at, part in enumerate(parts):
            self.lines.addWidget(part, line, at)


def _words(group: GroupFigures) -> tuple[str, str, str, str]:
    mean = "–" if group.mean is None else reader().number(group.mean, 0)
    return group.name, reader().number(group.people), reader().percent(group.rate), mean


def _note(found: Audit) -> str:
    """What the table does not say by itself."""
    always = _("Looked at afterwards: it never counts in matching.")
    if found.whole is None:
        few = _("Fewer than {n} people: nothing is shown, so that nobody can be told from it.")
        return few.format(n=reader().number(FEWEST))
    if not found.hidden:
        return always
    text = ngettext(
        "{n} group is hidden, so that nobody can be told from it.",
        "{n} groups are hidden, so that nobody can be told from them.",
        found.hidden,
    )
    return _("{hidden} {always}").format(hidden=text.format(n=reader().number(found.hidden)), always=always)
