"""The plain parts every page is made of: buttons, labels, cards, rows."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mentordesk.ui import paint
from mentordesk.ui.icons import icon as made_icon
from mentordesk.ui.icons import pixmap
from mentordesk.ui.theme import the_app, theme

Slot = Callable[[], object]
B = TypeVar("B", bound=QBoxLayout)
ICON_TINTS = {"primary": "onAccent", "soft": "accentText", "link": "accentText"}
LABEL_SIZES = {
    "title": (20, 600),
    "card": (15, 600),
    "number": (20, 600),
    "big": (28, 600),
    "strong": (13, 600),
}


def button(text: str, icon: str = "", kind: str = "plain", slot: Slot | None = None) -> QPushButton:
    """A button with a verb; kinds plain, primary, soft, link, chip, and tool (icon only, `text` names it)."""
    made = QPushButton("" if kind == "tool" else text)
    made.setProperty("kind", kind)
    made.setAccessibleName(text.replace("&", ""))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    if kind == "tool":
        made.setToolTip(text)
    if icon:
        gap = 0 if kind == "tool" else 4
        made.setIcon(made_icon(icon, ICON_TINTS.get(kind, "text"), gap=gap))
        made.setIconSize(QSize(theme().px(16 + gap), theme().px(16)))
    if slot:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def find_field(words: str) -> QLineEdit:
    """The field of a page that narrows its list; Ctrl+F goes to it, as the window finds it by its kind."""
    made = QLineEdit()
    made.setProperty("kind", "narrow")
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    made.setClearButtonEnabled(True)
    made.addAction(made_icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    made.setMinimumWidth(theme().px(120))
    made.setMaximumWidth(theme().px(220))
    return made


def chip(text: str, *, chosen: bool = False, closable: bool = False, slot: Slot | None = None) -> QPushButton:
    """A filter chip: checkable, or with a cross that takes it away."""
    made = button(text, "x" if closable else "", "chip", slot)
    made.setCheckable(not closable)
    made.setChecked(chosen and not closable)
    made.setProperty("chosen", chosen)
    if closable:
        other = Qt.LayoutDirection.RightToLeft
        rtl = made.layoutDirection() == other
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight if rtl else other)
    return made


def label(text: str = "", kind: str = "body", *, elide: bool = False, wrap: bool = False) -> QLabel:
    """Plain text, never markup; `elide` for one line that may be too long for its place."""
    made = ElidedLabel(text) if elide else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    if the_app().layoutDirection() == Qt.LayoutDirection.RightToLeft and not elide:
        absolute = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute  # else by the text's letters
        made.setAlignment(absolute | Qt.AlignmentFlag.AlignVCenter)
    return made


class ElidedLabel(QLabel):
    """One line that gives way: elided at its end, whole in the tooltip, on one baseline in every script.

    Where it does not fit, `short` is drawn in its place, if there is one.
    """

    def __init__(self, text: str = "", short: str = "") -> None:
        super().__init__(text)
        self.short = short
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(24), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = QFontMetrics(self._face()).horizontalAdvance(self.text()) + 1
        return QSize(width, round(self.font().pixelSize() * 1.55)).grownBy(self.contentsMargins())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        face = self._face()
        fits = QFontMetrics(face).horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else self.text())
        shown = self.text() if fits else self.short or self.text()
        middle = bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)
        end = bool(self.alignment() & Qt.AlignmentFlag.AlignRight)
        paint.draw_text(painter, self.contentsRect(), shown, face, middle=middle, end=end)

    def _face(self) -> QFont:
        face = theme().font_for(self.text())
        own = QFont(self.font())
        own.setFamilies(face.families())
        return own


class Card(QFrame):
    """A rounded surface with an optional title: add to `body`, put small things in `head`."""

    def __init__(self, title: str = "", trailing: str = "", tone: str = "true") -> None:
        super().__init__()
        self.setProperty("card", tone)
        self.setAccessibleName(title)
        now = theme()
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(now.px(16), now.px(12), now.px(16), now.px(12))
        outer.setSpacing(now.px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(now.px(8))
        self.title = label(title, "card", elide=True)
        self.trailing = label(trailing, "quiet", elide=True)
        if title or trailing:
            self.title.setMinimumWidth(min(self.title.sizeHint().width(), now.px(176)))
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            self.head.addWidget(self.trailing)
            outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(now.px(8))
        outer.addLayout(self.body)

    def flush(self) -> None:
        """Let the content reach the edges, for lists."""
        self._outer.setContentsMargins(1, theme().px(8), 1, theme().px(8))
        self.head.setContentsMargins(theme().px(15), 0, theme().px(15), 0)


def card(title: str = "", trailing: str = "") -> Card:
    return Card(title, trailing)


def banner(text: str, tone: str = "attention", action: QPushButton | None = None, detail: str = "") -> Card:
    """A coloured card that says one thing and offers one step; tone as for pills."""
    made = Card(tone=tone)
    words = label(text, "strong", wrap=True)
    mark = QLabel()
    mark.setPixmap(pixmap("circle-check" if tone == "good" else "triangle-alert", tone))
    made.body.addLayout(row(mark, words, stretch=1))
    if detail:
        made.body.addWidget(label(detail, wrap=True))
    if action:
        made.body.addLayout(row(action, None))
    return made


class EmptyState(QWidget):
    """What belongs here and the first step to it."""

    def __init__(
        self, icon: str, sentence: str, button_text: str = "", slot: Slot | None = None, detail: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(sentence)
        inner = QVBoxLayout(self)
        inner.setSpacing(theme().px(12))
        mark = QLabel()
        mark.setPixmap(pixmap(icon, "text2", 32))
        self.sentence = label(sentence, "card", wrap=True)
        parts: list[QWidget] = [mark, self.sentence]
        if detail:
            parts.append(label(detail, "state", wrap=True))
        inner.addStretch(2)
        for part in parts:
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inner.addWidget(part)
        if button_text:
            inner.addLayout(row(None, button(button_text, kind="primary", slot=slot), None))
        inner.addStretch(3)


def row(*parts: QWidget | QLayout | None, spacing: int = 8, stretch: int | None = None) -> QHBoxLayout:
    """Parts side by side; None is room that gives way; `stretch` is the place of the part that grows."""
    return _filled(QHBoxLayout(), parts, spacing, stretch)


def column(*parts: QWidget | QLayout | None, spacing: int = 8, stretch: int | None = None) -> QVBoxLayout:
    """Parts below each other; None is room that gives way."""
    return _filled(QVBoxLayout(), parts, spacing, stretch)


def _filled(box: B, parts: tuple[QWidget | QLayout | None, ...], spacing: int, grows: int | None) -> B:
    box.setSpacing(theme().px(spacing))
    box.setContentsMargins(0, 0, 0, 0)
    for at, part in enumerate(parts):
        if part is None:
            box.addStretch(1)
        elif isinstance(part, QWidget):
            box.addWidget(part, int(at == grows))
        else:
            box.addLayout(part, int(at == grows))
    return box


def boxed(inner: QLayout) -> QWidget:
    """A widget without a ground of its own round a layout."""
    made = QWidget()
    inner.setContentsMargins(0, 0, 0, 0)
    made.setLayout(inner)
    return made


def rule(*, upright: bool = False) -> QFrame:
    """A hairline between two parts."""
    made = QFrame()
    made.setProperty("rule", True)
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def scrolled(widget: QWidget, name: str = "") -> QScrollArea:
    """The widget in an area that scrolls upright when it must, without an edge.

    It follows the keyboard through what is in it; one with a name takes the keyboard itself, to be read.
    """
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name else Qt.FocusPolicy.NoFocus)
    widget.setProperty("ground", "none")
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def emptied(box: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while item := box.takeAt(0):
        inner, widget = item.layout(), item.widget()
        if inner:
            emptied(inner)
        if widget:
            widget.hide()
            widget.deleteLater()


def set_kind(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and dress the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()


def is_retranslation(event: QEvent) -> bool:
    return event.type() in {QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange}
