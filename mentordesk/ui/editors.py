"""One editor for each kind of simple field: `value`, `set_value`, `edited`."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, QTimeZone, Signal
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QColorDialog,
    QComboBox,
    QCompleter,
    QDateEdit,
    QDateTimeEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from mentordesk.i18n import _, fold, reader
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button

Choices = Sequence[tuple[Any, str]]


class Editor(QWidget):
    """What every field's editor can do; `edited` is emitted when a person changed the value."""

    edited: ClassVar[Signal] = Signal()

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(inner)
        self.setFocusProxy(inner)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def problem(self) -> str:
        """Why what stands there is no value, '' where it is one or nothing."""
        return ""

    def focus_widget(self) -> QWidget:
        return self._inner

    def setAccessibleName(self, name: str) -> None:
        """Also of the part that takes the keyboard, which is what is read out."""
        super().setAccessibleName(name)
        self.focus_widget().setAccessibleName(name)


class Line(Editor):
    """One line of text, stripped."""

    def __init__(self, placeholder: str = "") -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        super().__init__(self.line)
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        return self.line.text().strip()

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)


class Secret(Line):
    """A password: hidden, and taken as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        return self.line.text()


class Long(Editor):
    """Several lines of text; Tab leaves it."""

    def __init__(self, placeholder: str = "") -> None:
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(placeholder)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme().px(88))
        super().__init__(self.text)
        self.text.textChanged.connect(self.edited)

    def value(self) -> str:
        return self.text.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self.text.setPlainText(value or "")


class Number(Editor):
    """A whole number, 0 to 999,999; None shows as empty and stays None."""

    def __init__(self) -> None:
        self.spin = _Spin()
        _inset(self.spin)
        self.spin.setRange(-1, 999_999)
        self.spin.setSpecialValueText(" ")
        super().__init__(self.spin)
        self.spin.valueChanged.connect(lambda _n: self.edited.emit())

    def value(self) -> int | None:
        return None if self.spin.value() < 0 else self.spin.value()

    def set_value(self, value: Any) -> None:
        self.spin.setValue(-1 if value is None else int(value))


class Check(Editor):
    """Yes or no, with its words."""

    def __init__(self, words: str) -> None:
        self.box = QCheckBox(words)
        super().__init__(self.box)
        self.box.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class Choice(Editor):
    """One of some values; of a long list, typing finds the only one that has these words."""

    def __init__(self, choices: Choices) -> None:
        self.combo = _Combo()
        super().__init__(self.combo)
        self.offer(choices)
        self.combo.activated.connect(lambda _at: self.edited.emit())

    def offer(self, choices: Choices) -> None:
        """Show other choices, keeping the value where it is among them."""
        before = self.value()
        self._values = [value for value, _words in choices]
        self.combo.clear()
        self._words = [words for _value, words in choices]
        self.combo.addItems(self._words)
        if len(choices) > 12 and not self.combo.isEditable():
            _find_by_typing(self.combo, self._take_typed)
        self.set_value(before)

    def value(self) -> Any:
        at = self._at()
        return self._values[at] if 0 <= at < len(getattr(self, "_values", ())) else None

    def problem(self) -> str:
        nothing = self._at() < 0 and self.combo.currentText().strip()
        return _("Choose one from the list.") if nothing else ""

    def set_value(self, value: Any) -> None:
        self.combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)
        line = self.combo.lineEdit()
        if line:
            line.setCursorPosition(0)

    def _at(self) -> int:
        """Where what stands in the field is in the list; -1 where it is no one of it, or more than one."""
        at, typed = self.combo.currentIndex(), self.combo.currentText()
        return at if typed == self.combo.itemText(at) else _meant(typed, self._words)

    def _take_typed(self) -> None:
        at = self._at()
        if self.combo.currentText() == self.combo.itemText(at):
            return
        if at >= 0:
            self.combo.setCurrentIndex(at)
            self.combo.setEditText(self._words[at])
        self.edited.emit()


class Zone(Choice):
    """An IANA time zone."""

    def __init__(self) -> None:
        names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
        super().__init__([(name, name.replace("_", " ")) for name in names if not name.startswith("Etc/")])


class Country(Choice):
    """A country by its ISO code, in the reader's language; may be none."""

    def __init__(self) -> None:
        now = reader()
        codes = [str(code) for code in now.locale.territories]
        named = [
            (code, now.country(code)) for code in codes if len(code) == 2 and code.isalpha() and code != "ZZ"
        ]
        super().__init__([(None, ""), *sorted(named, key=lambda pair: now.sort_key(pair[1]))])


def _show_as(edit: QDateTimeEdit, form: str) -> None:
    """In the order it is read: from right to left Qt turns the parts round, even hours and minutes."""
    parts = re.findall(r"\w+|\W+", form)
    edit.setDisplayFormat("".join(reversed(parts) if edit.isRightToLeft() else parts))


class Day(Editor):
    """A date or none, which is shown as nothing; the calendar opens from the arrow."""

    def __init__(self) -> None:
        self.box = QCheckBox()
        self.box.setAccessibleName(_("A date is set"))
        self.edit = QDateEdit()
        self.edit.setCalendarPopup(True)
        _show_as(self.edit, "d MMM yyyy")
        self.edit.setSpecialValueText(" ")
        self.edit.setEnabled(False)
        both = _side_by_side(self.box, self.edit)
        super().__init__(both)
        self.box.toggled.connect(self._toggled)
        self.edit.dateChanged.connect(lambda _day: self.edited.emit())

    def value(self) -> date | None:
        shown = self.edit.date()
        return date(shown.year(), shown.month(), shown.day()) if self.box.isChecked() else None

    def set_value(self, value: Any) -> None:
        self.box.setChecked(value is not None)
        self.edit.setEnabled(value is not None)
        self._show(value)

    def focus_widget(self) -> QWidget:
        return self.edit

    def _show(self, day: date | None) -> None:
        self.edit.setDate(QDate(day.year, day.month, day.day) if day else self.edit.minimumDate())

    def _toggled(self, on: bool) -> None:
        self.edit.setEnabled(on)
        if on and self.edit.date() == self.edit.minimumDate():
            self._show(datetime.now(UTC).date())
        self.edited.emit()


class Time(Editor):
    """An hour and minute of the day."""

    def __init__(self) -> None:
        self.edit = QTimeEdit()
        _inset(self.edit)
        _show_as(self.edit, "HH:mm")
        super().__init__(self.edit)
        self.edit.timeChanged.connect(lambda _time: self.edited.emit())

    def value(self) -> time:
        shown = self.edit.time()
        return time(shown.hour(), shown.minute())

    def set_value(self, value: Any) -> None:
        shown = value or time(9)
        self.edit.setTime(QTime(shown.hour, shown.minute))


class Moment(Editor):
    """A day with its time, as on a clock on the wall: a naive datetime, its zone is another field."""

    def __init__(self) -> None:
        self.edit = QDateTimeEdit()
        self.edit.setTimeZone(QTimeZone.utc())
        self.edit.setCalendarPopup(True)
        _show_as(self.edit, "d MMM yyyy  HH:mm")
        super().__init__(self.edit)
        self.edit.dateTimeChanged.connect(lambda _moment: self.edited.emit())

    def value(self) -> datetime:
        day, clock = self.edit.date(), self.edit.time()
        return datetime.combine(date(day.year(), day.month(), day.day()), time(clock.hour(), clock.minute()))

    def set_value(self, value: Any) -> None:
        shown = value or datetime.now(UTC).replace(minute=0)
        day, clock = QDate(shown.year, shown.month, shown.day), QTime(shown.hour, shown.minute)
        self.edit.setDateTime(QDateTime(day, clock, QTimeZone.utc()))


class Colour(Editor):
    """A colour as `#RRGGBB`."""

    def __init__(self) -> None:
        self.press: QPushButton = button(_("Choose a colour"), slot=self._ask)
        super().__init__(self.press)
        self._shade = "#3350C4"

    def value(self) -> str:
        return self._shade

    def set_value(self, value: Any) -> None:
        self._shade = value or "#3350C4"
        self.press.setText(self._shade)

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._shade), self)
        if chosen.isValid():
            self.set_value(chosen.name().upper())
            self.edited.emit()


class _Spin(QSpinBox):
    """Does not change when a form is scrolled over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Combo(QComboBox):
    """Does not change when a form is scrolled over it, and never asks for more than its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _inset(spin: QAbstractSpinBox) -> None:
    """Begin where the words of other fields begin; the style sheet's padding does not reach in here."""
    spin.lineEdit().setTextMargins(theme().px(8), 0, theme().px(8), 0)


def _meant(typed: str, choices: Sequence[str]) -> int:
    """The only choice that is what was typed, else the only one that has all its words; -1 where none is."""
    names, wanted = [fold(words) for words in choices], fold(typed).split()
    same = [at for at, name in enumerate(names) if name.split() == wanted]
    held = [at for at, name in enumerate(names) if wanted and all(word in name for word in wanted)]
    found = same or held
    return found[0] if len(found) == 1 else -1


def _find_by_typing(combo: QComboBox, ended: Callable[[], object]) -> None:
    line = QLineEdit()
    line.editingFinished.connect(ended)
    combo.setEditable(True)
    combo.setLineEdit(line)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    finder = combo.completer()
    if finder:
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)


def _side_by_side(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(first)
    box.addWidget(second, 1)
    return made
