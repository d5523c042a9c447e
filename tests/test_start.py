"""Starting: what the first paint does not need is not loaded before it (PERFORMANCE.md, P1)."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

LATE = (
    *("numpy", "scipy", "ortools", "reportlab", "babel.dates", "alembic", "pypdf", "asyncio"),
    *("sqlalchemy", "sqlalchemy.orm", "uharfbuzz", "openpyxl", "python_calamine", "pypdfium2"),
    *("PySide6.QtNetwork", "filelock", "socket"),
)
AFTER_PEOPLE = ("PySide6.QtCore.Qt", "PySide6.QtSvg", "mentordesk.ui.sidebar", "mentordesk.ui.widgets")
PROGRAM = """
import json, sys
import PySide6.QtCore
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mentordesk.app import App, Settings

application = QApplication([])
app = App(application, Settings.load())

def seen():
    loaded = sorted(sys.modules) + [f"PySide6.QtCore.{name}" for name in vars(PySide6.QtCore)]
    middle = app.window.centralWidget()
    words = middle.accessibleName() or app.window.stack.currentWidget().accessibleName()
    QTimer.singleShot(0, lambda: tell(loaded, words))

def tell(loaded, words):
    open_file = app.database is not None
    app.window.close()
    print(json.dumps({"loaded": loaded, "seen": words, "open": open_file}))
    application.quit()

painted = app._painted
app._painted = lambda path: (seen(), painted(path))
app.start(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
application.exec()
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("start") / "Compass.mentordesk"
    run("-m", "mentordesk", "new", str(path), "--sample", home=path.parent)
    return path


def run(*arguments: str, home: Path, **more: str) -> str:
    root = Path(__file__).resolve().parent.parent
    wanted = os.environ | {"MENTORDESK_HOME": str(home), "PYTHONPATH": str(root)} | more
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env=wanted,
        cwd=home,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("with_file", [True, False])
def test_the_first_paint_loads_nothing_heavy(sample: Path, tmp_path: Path, *, with_file: bool) -> None:
    told = json.loads(run("-c", PROGRAM, *([str(sample)] if with_file else []), home=tmp_path))
    late = (*LATE, *AFTER_PEOPLE) if with_file else LATE
    assert [name for name in late if name in told["loaded"]] == []
    assert told["seen"] == ("People" if with_file else "Welcome")


def test_the_time_of_the_first_paint_is_written_down(sample: Path, tmp_path: Path) -> None:
    target, begun = tmp_path / "painted", time.time_ns()
    program = PROGRAM.replace('print(json.dumps({"loaded": loaded, "seen": words, "open": open_file}))', "")
    run("-c", program, str(sample), home=tmp_path, MENTORDESK_FIRST_PAINT=str(target))
    assert begun < int(target.read_text(encoding="ascii")) < time.time_ns()
