"""A dialog in steps, such as for bringing in a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QWidget

from mentordesk.i18n import _
from mentordesk.ui.dialogs import Dialog
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label


@dataclass(frozen=True)
class Step:
    """One step: what it is called, what it shows, whether one may go on, what happens on entering."""

    title: str
    widget: QWidget
    ready: Callable[[], bool] = lambda: True
    entered: Callable[[], object] | None = None


class Wizard(Dialog):
    """Back, Next, and at the end a verb; call `look` when a step became ready."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        steps: Sequence[Step],
        verb: str,
        finish: Callable[[], object],
    ) -> None:
        super().__init__(parent, title, 860)
        self.steps = tuple(steps)
        self._verb, self._finish = verb, finish
        self.where = label("", "card", elide=True)
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step.widget)
        self.body.addWidget(self.where)
        self.body.addWidget(self.stack, 1)
        self.cancel = button(_("Cancel"), slot=self.reject)
        self.back = button(_("Back"), slot=lambda: self.go(self.at - 1))
        self.next = button(_("Next"), kind="primary", slot=self._on)
        for made in (self.cancel, self.back, self.next):
            self.foot.addWidget(made)
        self.resize(theme().px(860), theme().px(600))
        self.at = 0
        self.go(0)

    def go(self, at: int) -> None:
        self.at = at
        self.stack.setCurrentIndex(at)
        entered = self.steps[at].entered
        if entered:
            entered()
        self.look()

    def look(self) -> None:
        """Show where one is and whether one may go on."""
        last = self.at == len(self.steps) - 1
        words = _("Step {n} of {of}: {title}")
        self.where.setText(words.format(n=self.at + 1, of=len(self.steps), title=self.steps[self.at].title))
        self.back.setVisible(self.at > 0)
        self.next.setText(self._verb if last else _("Next"))
        self.next.setAccessibleName(self.next.text())
        self.next.setEnabled(self.steps[self.at].ready())

    def _on(self) -> None:
        if self.at < len(self.steps) - 1:
            self.go(self.at + 1)
        else:
            self._finish()
