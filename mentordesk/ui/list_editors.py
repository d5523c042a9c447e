"""Editors of fields that hold several things: many of some, languages, skills, tags, a week, a photo."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from mentordesk.i18n import _, reader
from mentordesk.ui.editors import Choices, Editor
from mentordesk.ui.theme import theme
from mentordesk.ui.week_grid import WeekGrid
from mentordesk.ui.widgets import button, column, emptied, label, row

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
COMMON = (
    *("ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id"),
    *("it", "ja", "ko", "nb", "nl", "pl", "pt", "ro", "ru", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur"),
    *("vi", "zh"),
)


class Many(Editor):
    """Any number of some values, as check boxes; a list in the order offered."""

    def __init__(self, choices: Choices) -> None:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, theme().px(4), 0, 0)
        self._boxes: list[tuple[Any, QCheckBox]] = []
        super().__init__(inner)
        for value, words in choices:
            check = QCheckBox(words)
            check.toggled.connect(lambda _on: self.edited.emit())
            self._boxes.append((value, check))
            box.addWidget(check)

    def value(self) -> list[Any]:
        return [value for value, check in self._boxes if check.isChecked()]

    def set_value(self, value: Any) -> None:
        for offered, check in self._boxes:
            check.setChecked(offered in (value or ()))

    def focus_widget(self) -> QWidget:
        return self._boxes[0][1] if self._boxes else self._inner


class Tags(Editor):
    """Words put in one by one or with commas; known ones are offered."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Type and press Enter"))
        self._box = QHBoxLayout()
        inner = QWidget()
        inner.setLayout(column(self.line, self._box, spacing=4))
        super().__init__(inner)
        self._tags: list[str] = []
        finder = QCompleter(list(known), self)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(finder)
        self.line.editingFinished.connect(self._take)

    def value(self) -> list[str]:
        return [*self._tags, *(word for word in self._typed() if word not in self._tags)]

    def set_value(self, value: Any) -> None:
        self._tags = list(value or ())
        self.line.clear()
        self._show()

    def focus_widget(self) -> QWidget:
        return self.line

    def _typed(self) -> list[str]:
        return [word.strip() for word in self.line.text().split(",") if word.strip()]

    def _take(self) -> None:
        if self._typed():
            self.set_value(self.value())
            self.edited.emit()

    def _show(self) -> None:
        emptied(self._box)
        for tag in self._tags:
            made = button(tag, "x", "chip", partial(self._drop, tag))
            made.setAccessibleName(_("Take away {tag}").format(tag=tag))
            self._box.addWidget(made)
        self._box.addStretch(1)

    def _drop(self, tag: str) -> None:
        self.set_value([kept for kept in self._tags if kept != tag])
        self.edited.emit()


class Levels(Editor):
    """Things each with a level: a dict; a line a thing, and a box that adds one."""

    def __init__(self, things: Choices, levels: Choices, start: Any) -> None:
        self._names, self._levels, self._start = dict(things), tuple(levels), start
        self._chosen: dict[Any, Any] = {}
        self.adder = QComboBox()
        self.adder.addItem(_("Add…"))
        for value, words in things:
            self.adder.addItem(words, value)
        self._lines = QVBoxLayout()
        inner = QWidget()
        inner.setLayout(column(self._lines, self.adder, spacing=4))
        super().__init__(inner)
        self.adder.activated.connect(self._add)

    def value(self) -> dict[Any, Any]:
        return dict(self._chosen)

    def set_value(self, value: Any) -> None:
        self._chosen = dict(value or {})
        self._show()

    def focus_widget(self) -> QWidget:
        return self.adder

    def _add(self, at: int) -> None:
        value = self.adder.itemData(at)
        self.adder.setCurrentIndex(0)
        if at and value not in self._chosen:
            self._chosen[value] = self._start
            self._show()
            self.edited.emit()

    def _show(self) -> None:
        emptied(self._lines)
        for value, level in self._chosen.items():
            self._lines.addLayout(self._line(value, level))

    def _line(self, value: Any, level: Any) -> QHBoxLayout:
        name = self._names.get(value, str(value))
        combo = QComboBox()
        combo.setAccessibleName(_("Level of {name}").format(name=name))
        for offered, words in self._levels:
            combo.addItem(words, offered)
        combo.setCurrentIndex([offered for offered, _words in self._levels].index(level))
        combo.activated.connect(lambda _at: self._level(value, combo.currentData()))
        cross = button(_("Take away {tag}").format(tag=name), "x", "tool", lambda: self._drop(value))
        return row(label(name, elide=True), combo, cross, stretch=0)

    def _level(self, value: Any, level: Any) -> None:
        self._chosen[value] = level
        self.edited.emit()

    def _drop(self, value: Any) -> None:
        del self._chosen[value]
        self._show()
        self.edited.emit()


class Languages(Levels):
    """ISO code to level, A1 to C2 or native; None where nobody said."""

    def __init__(self) -> None:
        now = reader()
        named = sorted(
            ((code, now.language(code)) for code in COMMON), key=lambda pair: now.sort_key(pair[1])
        )
        levels = [(level, _("native") if level == "native" else level) for level in LEVELS]
        super().__init__(named, [(None, _("Not said")), *levels], None)


class Skills(Levels):
    """Skill key to level 1 to 5."""

    def __init__(self, skills: Choices) -> None:
        levels = [(n, _("{n} of 5").format(n=reader().number(n))) for n in range(1, 6)]
        super().__init__(skills, levels, 3)


class Week(Editor):
    """168 hours of the week as 21 bytes."""

    def __init__(self) -> None:
        self.grid = WeekGrid(editable=True)
        super().__init__(self.grid)
        self.grid.changed.connect(self.edited)

    def value(self) -> bytes:
        return self.grid.hours()

    def set_value(self, value: Any) -> None:
        self.grid.set_hours(value or bytes(21))


class Photo(Editor):
    """A picture as PNG bytes, at most 512 px a side; None for none."""

    def __init__(self) -> None:
        self.shown = QLabel()
        self.choose = button(_("Choose a picture…"), "image", slot=self._ask)
        self.drop = button(_("Take the picture away"), "x", "tool", lambda: self._taken(None))
        inner = QWidget()
        inner.setLayout(row(self.shown, self.choose, self.drop, None))
        super().__init__(inner)
        self._bytes: bytes | None = None

    def value(self) -> bytes | None:
        return self._bytes

    def set_value(self, value: Any) -> None:
        self._bytes = value
        picture = QPixmap()
        if value:
            picture.loadFromData(value)
            picture = picture.scaledToHeight(theme().px(56), Qt.TransformationMode.SmoothTransformation)
        self.shown.setPixmap(picture)
        self.shown.setVisible(bool(value))
        self.drop.setVisible(bool(value))

    def focus_widget(self) -> QWidget:
        return self.choose

    def _ask(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a picture"), "", _("Pictures (*.png *.jpg *.jpeg)")
        )
        if name:
            self._taken(_shrunk(Path(name)))

    def _taken(self, picture: bytes | None) -> None:
        self.set_value(picture)
        self.edited.emit()


def _shrunk(path: Path) -> bytes | None:
    image = QImage(str(path))
    if image.isNull():
        return None
    if max(image.width(), image.height()) > 512:
        image = image.scaled(
            512, 512, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
