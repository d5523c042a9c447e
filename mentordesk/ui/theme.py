"""How everything looks: colours, typefaces and sizes of the chosen theme, at the chosen zoom."""

from dataclasses import dataclass
from functools import cache
from typing import cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from mentordesk.ui import fonts, tokens

PROPERTY = "mentordesk_theme"
ZOOM_PROPERTY = "mentordesk_zoom"
WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}

ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "canvas"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "hover"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "late"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "onAccent"),
    (QPalette.ColorRole.PlaceholderText, "text2"),
    (QPalette.ColorRole.Link, "accentText"),
    (QPalette.ColorRole.LinkVisited, "accentText"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Mid, "btnline"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Dark, "strong"),
    (QPalette.ColorRole.Accent, "accent"),
)


@dataclass(frozen=True)
class Theme:
    """One theme at one zoom; sizes are given in the design's pixels and come back zoomed."""

    name: str
    zoom: float = 1.0

    @property
    def dark(self) -> bool:
        return self.name != "light"

    def colour(self, token: str) -> QColor:
        return _colour(self.name, token)

    def px(self, size: float) -> int:
        return round(size * self.zoom)

    def font(self, px: float = 13, weight: int = 400) -> QFont:
        return _font(self.px(px), weight, fonts.ALL_FAMILIES)

    def font_for(self, text: str, px: float = 13, weight: int = 400, language: str = "") -> QFont:
        """A font for a name in any script; an East Asian one leads with its own family."""
        return _font(self.px(px), weight, fonts.families(text, language))

    def avatar(self, key: bytes) -> tuple[QColor, QColor]:
        """Ground and letters, chosen by the person's key and never by the name."""
        ground, letters = tokens.AVATARS[self.name][int.from_bytes(key[-8:], "big") % 8]
        return QColor(ground), QColor(letters)


@cache
def theme() -> Theme:
    """The theme of the running application; what is drawn asks for it a thousand times a list."""
    app = QCoreApplication.instance()
    if app is None:
        return Theme("light")
    return Theme(app.property(PROPERTY) or "light", app.property(ZOOM_PROPERTY) or 1.0)


def make_application(arguments: list[str]) -> QApplication:
    """The application, in the one style that the sheet is made for.

    The style is named here, since asking for it later makes all enums of QStyle: 10 ms of the start.
    """
    return QApplication([*(arguments[:1] or ["mentordesk"]), "-style", "fusion"])


def apply_theme(app: QApplication, name: str, zoom: float = 1.0) -> None:
    """Dress the whole application; may be called again while it runs."""
    from mentordesk.ui.style import sheet

    apply_colours(app, name, zoom)
    fonts.load_first()
    app.setStyleSheet(sheet(lambda token: tokens.colour(name, token), theme().px))


def apply_colours(app: QApplication, name: str, zoom: float = 1.0) -> None:
    """What the first frame needs of a theme: its colours and its typeface, no style sheet."""
    app.setProperty(PROPERTY, name)
    app.setProperty(ZOOM_PROPERTY, zoom)
    theme.cache_clear()
    fonts.load_text()
    now = theme()
    app.setFont(now.font())
    app.setPalette(palette(now))


def palette(now: Theme) -> QPalette:
    made = QPalette()
    for role, token in ROLES:
        made.setColor(role, now.colour(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, now.colour("strong"))
    return made


def the_app() -> QApplication:
    return cast("QApplication", QApplication.instance())


@cache
def _colour(name: str, token: str) -> QColor:
    return QColor(tokens.colour(name, token))


@cache
def _font(px: int, weight: int, families: tuple[str, ...]) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(px)
    font.setWeight(WEIGHTS[weight])
    return font
