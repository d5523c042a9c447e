"""Draws everything there is to see into build/screenshots: `python3 run.py screenshots [NAME ...]`.

One picture a scene, look, language and size, of the sample programme on a fixed day.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.theme import theme
from tests.conftest import ROOT
from tests.scenes import SCENES, TODAY, dialogs_of, dressed, settled, shown, tidied

FOLDER = ROOT / "build" / "screenshots"
LOOKS = ("light", "dark")
LANGUAGES = ("en", "es", "ar")
SIZES = ((1280, 800), (1024, 640))
Style = tuple[str, str, tuple[int, int]]


def main(names: Sequence[str]) -> int:
    """Draw the scenes of these names, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Compass.mentordesk"
        with Database.create(path) as database:
            make_sample(database, today=TODAY)
            for style in styles():
                draw_all(application, database, style, names)
    return 0


def styles() -> Iterator[Style]:
    """Every look, language and size; high contrast in English only."""
    yield from product(LOOKS, LANGUAGES, SIZES)
    yield from product(("contrast",), ("en",), SIZES)


def draw_all(application: QApplication, database: Database, style: Style, names: Sequence[str]) -> None:
    look, language, size = style
    dressed(application, language, look)
    with shown(database, size) as window:
        for name, scene in SCENES:
            if (names and name not in names) or (look == "contrast" and name != "today"):
                continue
            scene(window)
            settled(window)
            picture(window).save(str(FOLDER / f"{name}-{look}-{language}-{size[0]}.png"))
            tidied(window)


def picture(window: MainWindow) -> QPixmap:
    """The window with what stands over it in its middle."""
    made = window.grab()
    painter = QPainter(made)
    for dialog in dialogs_of(window):
        over = dialog.grab()
        at = QPoint((made.width() - over.width()) // 2, max(0, (made.height() - over.height()) // 2))
        painter.setOpacity(0.5)
        painter.fillRect(made.rect(), theme().colour("canvas"))
        painter.setOpacity(1)
        painter.drawPixmap(at, over)
    painter.end()
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
