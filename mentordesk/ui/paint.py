"""Drawing shared by widgets and lists: one-line text at a baseline, avatars, pills, dots."""

import unicodedata
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from mentordesk.i18n import isolate
from mentordesk.ui import fonts
from mentordesk.ui.icons import pixmap
from mentordesk.ui.theme import theme

PILL_HEIGHT = 20
TONES = ("good", "attention", "late", "quiet")
TONE_ICONS = {"good": "circle-check", "attention": "clock-3", "late": "clock-alert", "quiet": "circle"}


def draw_text(
    painter: QPainter, box: QRect, text: str, font: QFont, *, end: bool = False, middle: bool = False
) -> int:
    """Draw one elided line at a baseline in the box, leading edge or `end`; returns the width used.

    The baseline lies at middle + 0.357 of the size, so names of every script stand on one line. Words of a
    script that runs rightwards keep their full stop at their end also in a line that runs leftwards.
    """
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    shown, width = _fitted(text, font, box.width(), fonts.count(), rtl)
    if middle:
        left = box.left() + (box.width() - width) / 2
    else:
        left = float(box.right() + 1 - width if end != rtl else box.left())
    painter.setFont(font)
    painter.drawText(QPointF(left, box.top() + box.height() / 2 + 0.357 * font.pixelSize()), shown)
    return width


@lru_cache(maxsize=8192)
def _fitted(text: str, font: QFont, width: int, _faces: int, rtl: bool) -> tuple[str, int]:
    """The text elided to a width, and the width it takes; measured anew once more faces are loaded."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return isolate(shown) if rtl and _runs_right(shown) else shown, metrics.horizontalAdvance(shown)


def _runs_right(text: str) -> bool:
    """Whether it has letters that run rightwards and none that run leftwards, and no marks of its own."""
    ways = {unicodedata.bidirectional(letter) for letter in text}
    return "L" in ways and not ways & {"R", "AL", "AN", "FSI", "RLI", "LRI"}


def leading(box: QRect, width: int, height: int, *, rtl: bool, inset: int = 0) -> QRect:
    """A box of the given size, centred in height, at the leading edge of `box`."""
    top = box.top() + (box.height() - height) // 2
    left = box.right() + 1 - inset - width if rtl else box.left() + inset
    return QRect(left, top, width, height)


def without_leading(box: QRect, width: int, *, rtl: bool) -> QRect:
    return box.adjusted(0, 0, -width, 0) if rtl else box.adjusted(width, 0, 0, 0)


def draw_avatar(painter: QPainter, box: QRect, initials: str, key: bytes) -> None:
    """A round ground in the person's colour with the letters of the name."""
    now = theme()
    ground, letters = now.avatar(key)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = now.name == "contrast"
    painter.setPen(QPen(letters, 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5) if edge else QRectF(box))
    painter.setPen(letters)
    share = 0.5 if len(initials) == 1 else 0.41
    face = now.font_for(initials, 12, 600)
    draw_text(painter, box, initials, _sized(face, max(8, round(box.height() * share))), middle=True)
    painter.restore()


@cache
def _sized(font: QFont, pixels: int) -> QFont:
    made = QFont(font)
    made.setPixelSize(pixels)
    return made


def pill_size(words: str, icon: str) -> QSize:
    """The room a pill needs, as drawn by `draw_pill`."""
    now = theme()
    width = QFontMetrics(now.font(12, 500)).horizontalAdvance(words) + now.px(18)
    return QSize(width + (now.px(16) if icon else 0), now.px(PILL_HEIGHT))


def draw_pill(painter: QPainter, box: QRect, words: str, tone: str, icon: str = "") -> None:
    """A pill at the leading edge of the box: ground, icon and word of one meaning."""
    now = theme()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    size = pill_size(words, icon)
    ground = leading(box, min(size.width(), box.width()), size.height(), rtl=rtl)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(now.colour(tone) if now.name == "contrast" else Qt.PenStyle.NoPen)
    painter.setBrush(now.colour(f"{tone}Bg"))
    painter.drawRoundedRect(QRectF(ground), ground.height() / 2, ground.height() / 2)
    inner = ground.adjusted(now.px(8), 0, -now.px(8), 0)
    if icon:
        side = now.px(12)
        painter.drawPixmap(leading(inner, side, side, rtl=rtl).topLeft(), pixmap(icon, tone, 12))
        inner = without_leading(inner, now.px(16), rtl=rtl)
    painter.setPen(now.colour(tone))
    draw_text(painter, inner, words, now.font(12, 500))
    painter.restore()


def draw_dots(painter: QPainter, box: QRect, full: int, of: int) -> None:
    """A row of `of` dots, `full` of them filled, from the leading edge."""
    now = theme()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    step, side = now.px(14), now.px(8)
    for at in range(of):
        dot = leading(box, side, side, rtl=rtl, inset=at * step)
        painter.setPen(Qt.PenStyle.NoPen if at < full else QPen(now.colour("strong"), 1))
        painter.setBrush(now.colour("accent") if at < full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(dot).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def draw_check(painter: QPainter, box: QRect, state: Qt.CheckState) -> None:
    """A check box of 16 px filling the box; its tick is drawn, never only coloured."""
    now = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    off = state == Qt.CheckState.Unchecked
    painter.setPen(QPen(now.colour("strong" if off else "accent"), 1))
    painter.setBrush(now.colour("surface" if off else "accent"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if not off:
        name = "check" if state == Qt.CheckState.Checked else "minus"
        inset = (box.width() - now.px(12)) // 2
        painter.drawPixmap(box.left() + inset, box.top() + inset, pixmap(name, "onAccent", 12))
    painter.restore()
