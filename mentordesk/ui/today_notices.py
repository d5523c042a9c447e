"""The first lines of Today: what waits for a decision in the whole file."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mentordesk.i18n import _
from mentordesk.operations.notices import Notice
from mentordesk.operations.today import Group
from mentordesk.ui.theme import theme
from mentordesk.ui.today_parts import BUTTON_WIDTH, group_head
from mentordesk.ui.widgets import button, label

LINE = 36


def notices_widget(found: Sequence[Notice], look: Callable[[Notice], object]) -> QWidget:
    """A head, and a line with its button for each."""
    made = QWidget()
    inner = QVBoxLayout(made)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    count = sum(notice.count for notice in found)
    inner.addWidget(group_head(Group("decide", _("To decide"), "git-merge", "attention", count, 0, ())))
    for notice in found:
        inner.addWidget(NoticeLine(notice, look))
    return made


class NoticeLine(QFrame):
    """What waits, and the button that leads there."""

    def __init__(self, notice: Notice, look: Callable[[Notice], object]) -> None:
        super().__init__()
        self.setFixedHeight(theme().px(LINE))
        self.button = button(notice.verb, slot=partial(look, notice))
        self.button.setProperty("small", True)
        self.button.setMinimumWidth(theme().px(BUTTON_WIDTH))
        self.button.setAccessibleName(f"{notice.verb}: {notice.words}")
        inner = QHBoxLayout(self)
        inner.setContentsMargins(theme().px(15), 0, theme().px(11), 0)
        inner.setSpacing(theme().px(8))
        inner.addWidget(label(notice.words, "strong", elide=True), 1)
        inner.addWidget(self.button)
