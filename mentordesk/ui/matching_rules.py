"""What must hold: a check box for each rule, its limit, and how many pairs it rules out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from mentordesk.i18n import _, ngettext, reader
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, label, row

if TYPE_CHECKING:
    from mentordesk.matching.rules import Rule


FIRST_LIMITS = {"zone": 8}
"""What a rule that starts switched off is first switched on with, where that is not its lowest value."""


class RuleRow(QWidget):
    """One rule: `changed(value or None)` when it is switched or another limit is chosen."""

    changed: ClassVar[Signal] = Signal(object)

    def __init__(self, rule: "Rule") -> None:
        super().__init__()
        self.rule = rule
        self._limit = rule.default or FIRST_LIMITS.get(rule.key, rule.lowest)
        self.check = QCheckBox()
        self.check.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.check.clicked.connect(self._switched)
        self.words = _Words(self.check)
        self.count = label("", "quiet")
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme().px(4))
        inner.addWidget(self.check)
        inner.addWidget(self.words, 1)
        self.limit = button(_("Another limit"), "chevron-down", "tool", self._ask)
        self.limit.setFixedSize(QSize(theme().px(20), theme().px(20)))
        self.limit.setStyleSheet("min-width: 0; min-height: 0;")
        self.limit.setVisible(not rule.switch)
        inner.addWidget(self.limit)
        inner.addWidget(self.count)

    def show_rule(self, value: int | None, ruled_out: int) -> None:
        """The limit, None for off, and the pairs it takes away."""
        self._limit = self._limit if value is None else value
        name = self.rule.shown(self._limit)
        self.check.setChecked(value is not None)
        self.check.setAccessibleName(name)
        self.words.setText(name)
        self.limit.setAccessibleName(_("Another limit: {rule}").format(rule=name))
        self.count.setText("" if value is None else reader().number(ruled_out))
        told = ngettext("Rules out {n} pair.", "Rules out {n} pairs.", ruled_out)
        self.check.setAccessibleDescription(told.format(n=reader().number(ruled_out)))

    def choose(self, value: int) -> None:
        """Let the rule hold at this limit."""
        self._limit = value
        self.changed.emit(value)

    def _switched(self, on: bool) -> None:
        self.changed.emit(self._limit if on else None)

    def _ask(self) -> None:
        menu = QMenu(self)
        for value in range(self.rule.lowest, self.rule.highest + 1):
            action = menu.addAction(self.rule.shown(value))
            action.setCheckable(True)
            action.setChecked(value == self._limit)
            action.triggered.connect(lambda _checked=False, value=value: self.choose(value))
        menu.popup(self.limit.mapToGlobal(QPoint(0, self.limit.height())))


class _Words(QLabel):
    """A rule's words over as many lines as they need; a click on them is one on the box."""

    def __init__(self, check: QCheckBox) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setBuddy(check)
        self._check = check

    def mouseReleaseEvent(self, _event: object) -> None:
        self._check.click()


class Rules(QWidget):
    """All rules: `changed(key, value or None)`."""

    changed: ClassVar[Signal] = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        from mentordesk.matching.rules import RULES

        self.rows = {rule.key: RuleRow(rule) for rule in RULES}
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme().px(6))
        inner.addLayout(row(label(_("Must hold"), "strong"), None, label(_("pairs it rules out"), "quiet")))
        for key, one in self.rows.items():
            inner.addWidget(one)
            one.changed.connect(lambda value, key=key: self.changed.emit(key, value))

    def show_rules(self, rules: Mapping[str, int | None], ruled_out: Mapping[str, int]) -> None:
        for key, one in self.rows.items():
            one.show_rule(rules.get(key), ruled_out.get(key, 0))
