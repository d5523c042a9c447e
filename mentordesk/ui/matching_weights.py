"""What counts and how much: a slider for each criterion."""

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from mentordesk.i18n import _, reader
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import label, row

MOST = 50
STEP, LEAP = 1, 5
SETTLES_AFTER = 600
"""Milliseconds without a further key until a weight is kept."""


class Weight(QWidget):
    """One criterion: `moved(points)` while it is dragged, `settled(points)` when it is let go."""

    moved: ClassVar[Signal] = Signal(int)
    settled: ClassVar[Signal] = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._kept = 0
        self.points = label("", "strong")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(name)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(LEAP)
        self.slider.setFixedHeight(theme().px(16))
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(row(label(name, elide=True), self.points, stretch=0))
        inner.addWidget(self.slider)
        self._timer = QTimer(self, singleShot=True, interval=SETTLES_AFTER)
        self._timer.timeout.connect(self._settle)
        self.slider.valueChanged.connect(self._changed)
        self.slider.sliderReleased.connect(self._settle)

    def show_points(self, points: int) -> None:
        """What the file keeps; a slider somebody is moving is left alone."""
        if self.slider.isSliderDown() or self._timer.isActive():
            return
        self._kept = points
        before = self.slider.blockSignals(True)
        self.slider.setRange(0, max(MOST, points))
        self.slider.setValue(points)
        self.slider.blockSignals(before)
        self._say()

    def _changed(self, points: int) -> None:
        self._say()
        self.moved.emit(points)
        if not self.slider.isSliderDown():
            self._timer.start()

    def _settle(self) -> None:
        self._timer.stop()
        if self.slider.value() != self._kept:
            self._kept = self.slider.value()
            self.settled.emit(self._kept)

    def _say(self) -> None:
        self.points.setText(reader().number(self.slider.value()))


class Weights(QWidget):
    """All criteria: `moved()` while one is dragged, `settled(key, points)` when it is let go."""

    moved: ClassVar[Signal] = Signal()
    settled: ClassVar[Signal] = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        from mentordesk.matching.criteria import CRITERIA

        self.rows = {one.key: Weight(_(one.label)) for one in CRITERIA}
        self.total = label("", "quiet")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme().px(6))
        inner.addLayout(row(label(_("Weigh"), "strong"), None, self.total))
        for key, one in self.rows.items():
            inner.addWidget(one)
            one.moved.connect(self._moved)
            one.settled.connect(lambda points, key=key: self.settled.emit(key, points))

    def show_weights(self, weights: dict[str, int]) -> None:
        for key, one in self.rows.items():
            one.show_points(weights.get(key, 0))
        self._say()

    def weights(self) -> dict[str, int]:
        """As the sliders stand now."""
        return {key: one.slider.value() for key, one in self.rows.items()}

    def _moved(self) -> None:
        self._say()
        self.moved.emit()

    def _say(self) -> None:
        of = reader().number(sum(self.weights().values()))
        self.total.setText(_("of {total}").format(total=of))
