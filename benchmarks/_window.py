"""Starting the real program and waiting for what it tells: its first paint, or pages with their data."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from _measure import BUILD

HERE = Path(__file__).resolve().parent
PATIENCE = 60.0

BARE = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, seen)

def seen():
    rss = open("/proc/self/statm").read().split()[1]
    Path(os.environ["MENTORDESK_FIRST_PAINT"]).write_text(f"{time.time_ns()} {rss}")

application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

FLOOR = (
    """
import gc
gc.disable()
import mentordesk.storage.catalogue
from sqlalchemy.orm import configure_mappers
configure_mappers()
"""
    + BARE
)
"""The same window, after what nothing can be edited without: SQLAlchemy and the tables of a file.

These come first, since PySide6 makes every later import slower.
"""

READY = """
import os, sys, time
from pathlib import Path
target = os.environ.pop("MENTORDESK_FIRST_PAINT")
import gc
gc.disable()
from PySide6.QtCore import QTimer
from mentordesk.app import App
from mentordesk.storage.settings import Settings
from mentordesk.ui.theme import make_application
application = make_application([])
app = App(application, Settings.load())
filled = {
    "any": lambda page: True,
    "today": lambda page: page.facts.figures,
    "people": lambda page: page.table.model.rowCount(),
}
waiting = sys.argv[2:]

def look():
    desk = app.window.desk
    if desk is None:
        return
    wanted = app.window.shown if waiting[0] == "any" else waiting[0]
    if app.window.shown != wanted:
        app.window.go(wanted)
    if not filled[waiting[0]](app.window.page(wanted)):
        return
    app.window.grab()
    waiting.pop(0)
    if not waiting:
        rss = open("/proc/self/statm").read().split()[1]
        Path(target).write_text(f"{time.time_ns()} {rss}")
        timer.stop()

timer = QTimer()
timer.timeout.connect(look)
timer.start(1)
app.start(Path(sys.argv[1]))
application.exec()
"""
"""The program as it starts; tells when the pages named after the file are painted with what they read, each
after the one before. Of "any" page it is told as soon as it can be worked with."""


def started(*command: str, home: Path) -> tuple[float, float]:
    """Milliseconds from the start of a process to what it tells, and its megabytes where it tells them."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        wanted = os.environ | {
            # Compiled once and kept, as pip and a bundle do, even where the environment forbids it.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(BUILD / "bytecode"),
            "MENTORDESK_FIRST_PAINT": str(told),
            "XDG_DATA_HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "HOME": str(home),
        }
        if not wanted.get("DISPLAY"):
            wanted["QT_QPA_PLATFORM"] = "offscreen"
        start = time.time_ns()
        with subprocess.Popen([sys.executable, *command], env=wanted, cwd=HERE.parent) as process:
            try:
                when, pages = _read(told, process)
            finally:
                process.kill()
    return (when - start) / 1e6, pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _read(told: Path, process: subprocess.Popen[bytes]) -> tuple[int, int]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        words = told.read_text().split() if told.exists() else []
        if words:
            return int(words[0]), int(words[1]) if len(words) > 1 else 0
        time.sleep(0.001)
    message = f"nothing was painted; the program ended with {process.poll()}"
    raise RuntimeError(message)


def medians_of(rounds: int, commands: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[float, float]]:
    """Median milliseconds and megabytes of each, all of them in turn; a first round warms the disk."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            for name, command in commands.items():
                result = started(*command, home=Path(home))
                if number:
                    taken[name].append(result)
    return {
        name: (statistics.median(ms for ms, _ in results), statistics.median(mb for _, mb in results))
        for name, results in taken.items()
    }
