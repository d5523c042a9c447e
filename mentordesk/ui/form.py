"""Forms as lists of fields: a form reads and writes a dict of values, errors stand beside their field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mentordesk.i18n import _
from mentordesk.ui import editors, list_editors
from mentordesk.ui.editors import Choices, Editor
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import column, label, set_kind

NARROWEST, WIDE, WIDEST = 88, 132, 168
"""Points of the column of labels: at least, as a rule, and at most."""


@dataclass(frozen=True)
class Field:
    """One line of a form; `label` and `help` are already in the reader's language."""

    key: str
    label: str
    kind: str = "text"
    help: str = ""
    choices: Choices | Callable[[], Choices] = ()
    required: bool = False
    default: Any = None
    placeholder: str = ""

    def offered(self) -> Choices:
        return self.choices() if callable(self.choices) else self.choices


KINDS: dict[str, Callable[[Field], Editor]] = {
    "text": lambda field: editors.Line(field.placeholder),
    "email": lambda field: editors.Line(field.placeholder),
    "phone": lambda field: editors.Line(field.placeholder),
    "secret": lambda _field: editors.Secret(),
    "long": lambda field: editors.Long(field.placeholder),
    "number": lambda _field: editors.Number(),
    "check": lambda field: editors.Check(field.label),
    "choice": lambda field: editors.Choice(field.offered()),
    "many": lambda field: list_editors.Many(field.offered()),
    "date": lambda _field: editors.Day(),
    "time": lambda _field: editors.Time(),
    "instant": lambda _field: editors.Moment(),
    "zone": lambda _field: editors.Zone(),
    "country": lambda _field: editors.Country(),
    "colour": lambda _field: editors.Colour(),
    "languages": lambda _field: list_editors.Languages(),
    "skills": lambda field: list_editors.Skills(field.offered()),
    "tags": lambda field: list_editors.Tags([words for _value, words in field.offered()]),
    "week": lambda _field: list_editors.Week(),
    "photo": lambda _field: list_editors.Photo(),
}


class Form(QWidget):
    """Labels and editors in reading order; `changed(key)` tells of each edit by hand."""

    changed: ClassVar[Signal] = Signal(str)

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self._editors: dict[str, Editor] = {}
        self._wrong: dict[str, QLabel] = {}
        self._parts: dict[str, list[QWidget]] = {}
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, theme().px(8), 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(12))
        grid.setColumnStretch(1, 1)
        for at, field in enumerate(self.fields):
            self._add(grid, at, field)
        grid.setRowStretch(len(self.fields), 1)
        self.load({})

    def values(self) -> dict[str, Any]:
        """What stands in the form, by key: text stripped, None where nothing was chosen."""
        return {key: editor.value() for key, editor in self._editors.items()}

    def load(self, values: Mapping[str, Any]) -> None:
        """Show values; a key not given shows its field's default."""
        for field in self.fields:
            editor = self._editors[field.key]
            before = editor.blockSignals(True)
            editor.set_value(values.get(field.key, field.default))
            editor.blockSignals(before)
        self.show_errors({})

    def problems(self) -> dict[str, str]:
        """What is no value, and required fields that are empty, each with its sentence."""
        values = self.values()
        empty = (field for field in self.fields if field.required and values[field.key] in (None, "", [], {}))
        needed = {field.key: _("This is needed.") for field in empty}
        wrong = {key: editor.problem() for key, editor in self._editors.items()}
        return needed | {key: words for key, words in wrong.items() if words}

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Put each sentence beside its field and go to the first; none takes all away."""
        for field in self.fields:
            self.show_error(field.key, errors.get(field.key, ""))
        first = next((field.key for field in self.fields if field.key in errors), None)
        if first:
            self._editors[first].focus_widget().setFocus()

    def show_error(self, key: str, words: str) -> None:
        """Put a sentence beside a field, or take it away where it is empty."""
        field = next(field for field in self.fields if field.key == key)
        self._wrong[key].setText(words)
        self._wrong[key].setVisible(bool(words))
        set_kind(self._editors[key].focus_widget(), "wrong", bool(words))
        self._editors[key].setAccessibleDescription(words or field.help)

    def has(self, key: str) -> bool:
        return key in self._editors

    def widget(self, key: str) -> Editor:
        return self._editors[key]

    def show_field(self, key: str, *, shown: bool) -> None:
        """Show a field with its words, or leave it out; its value stays."""
        for part in self._parts[key]:
            part.setVisible(shown)

    def labels_width(self) -> int:
        """What the widest label asks for, in pixels."""
        names = (self._grid.itemAtPosition(at, 0) for at in range(len(self.fields)))
        return max((name.minimumSize().width() for name in names if name), default=0)

    def widen_labels(self, width: int) -> None:
        """Give the labels at least so many pixels."""
        self._grid.setColumnMinimumWidth(0, width)

    def _edited(self, field: Field) -> None:
        self.show_error(field.key, self._editors[field.key].problem())
        self.changed.emit(field.key)

    def _add(self, grid: QGridLayout, at: int, field: Field) -> None:
        editor = KINDS[field.kind](field)
        editor.setAccessibleName(field.label)
        editor.edited.connect(lambda: self._edited(field))
        self._editors[field.key] = editor
        wrong = label("", "late", wrap=True)
        self._wrong[field.key] = wrong
        parts: list[QWidget] = [editor]
        self._parts[field.key] = parts
        shown = column(editor, wrong, spacing=4)
        if field.help:
            parts.append(label(field.help, "quiet", wrap=True))
            shown.insertWidget(1, parts[-1])
        if field.kind != "check":
            name = label(field.label, wrap=True)
            name.setMinimumHeight(theme().px(32))
            name.setMinimumWidth(_width_of(name))
            name.setMaximumWidth(theme().px(WIDEST))
            name.setBuddy(editor.focus_widget())
            parts.append(name)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(shown, at, 1)


def align(*forms: Form) -> None:
    """Let the fields of forms that stand below each other begin at one edge."""
    widest = max(form.labels_width() for form in forms)
    for form in forms:
        form.widen_labels(widest)


def _width_of(name: QLabel) -> int:
    """One line where that is not too wide, and no less than most have, so that forms look alike."""
    wanted = name.fontMetrics().horizontalAdvance(name.text()) + theme().px(2)
    return max(theme().px(NARROWEST), min(wanted, theme().px(WIDE)))
