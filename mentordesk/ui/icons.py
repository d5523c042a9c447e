"""Lucide icons, tinted by replacing `currentColor`; only those that point are mirrored."""

import os
from contextlib import suppress
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap, QTransform

from mentordesk.assets import resource
from mentordesk.storage.settings import cache_folder
from mentordesk.ui.theme import the_app, theme

POINTING = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "send", "undo-2", "redo-2", "play"}
    | {"history", "rotate-ccw", "external-link", "message-square-text"}
)


_OFF = {"onAccent": "text2"}
"""What an icon is tinted with while its button is off, as the word beside it is."""


def icon(name: str, tint: str = "text2", size: int = 16, gap: int = 0) -> QIcon:
    """An icon for a button or a menu, tinted by a token; `gap` is room between it and the word."""
    made = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, tint), (QIcon.Mode.Disabled, _OFF.get(tint, "strong"))):
        drawn = pixmap(name, shade, size)
        made.addPixmap(_with_gap(drawn, theme().px(gap)) if gap else drawn, mode)
    return made


def pixmap(name: str, tint: str = "text2", size: float = 16) -> QPixmap:
    """An icon drawn sharp for the screen; `size` in the design's pixels."""
    now, app = theme(), the_app()
    mirrored = name in POINTING and app.layoutDirection() == Qt.LayoutDirection.RightToLeft
    shade = now.colour(tint).name()
    return _pixmap(name, shade, now.px(size), app.devicePixelRatio(), mirrored=mirrored)


@cache
def image_file(name: str, shade: str) -> str:
    """The path of a tinted icon in the cache, since style sheets take images only from files.

    Where the cache cannot be written the icon is not seen; all else is.
    """
    path, drawn = cache_folder() / f"{name}-{shade[1:]}.svg", svg(name, shade, 2.25)
    with suppress(OSError):
        if not path.is_file() or path.read_bytes() != drawn:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}")
            part.write_bytes(drawn)
            part.replace(path)
    return path.as_posix()


def svg(name: str, shade: str, stroke: float) -> bytes:
    source = _source(name).replace("currentColor", shade)
    return source.replace('stroke-width="2"', f'stroke-width="{stroke}"').encode()


def _with_gap(drawn: QPixmap, gap: int) -> QPixmap:
    size, ratio = drawn.deviceIndependentSize().toSize(), drawn.devicePixelRatio()
    wider = QPixmap(round((size.width() + gap) * ratio), round(size.height() * ratio))
    wider.setDevicePixelRatio(ratio)
    wider.fill(QColor(0, 0, 0, 0))
    rtl = the_app().layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter = QPainter(wider)
    painter.drawPixmap(gap if rtl else 0, 0, drawn)
    painter.end()
    return wider


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text("utf-8")


@cache
def _pixmap(name: str, shade: str, size: int, ratio: float, *, mirrored: bool) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    side = round(size * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(svg(name, shade, 1.75 if size >= 16 else 2.25)))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    if mirrored:
        image = image.transformed(QTransform().scale(-1, 1))
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
