"""Two programs on one file, and folders that may not be written, with real processes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from mentordesk.storage.database import Database
from tests.conftest import ROOT
from tests.ui.file_world import SECRET, add, names, programme

HOLD = """
import sys
from pathlib import Path
from mentordesk.storage.database import Database, Desk
from tests.ui.file_world import add

passphrase = sys.argv[2] or None
with Database.open(Path(sys.argv[1]), Desk("Noor"), passphrase=passphrase) as database:
    print("held", flush=True)
    for name in map(str.strip, sys.stdin):
        add(database, name)
        print("added", flush=True)
"""

WINDOW = """
import gc, json, sys
gc.disable()  # as the program does: no widget is collected by a task's thread
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from mentordesk.app import App
from mentordesk.storage.settings import Settings
from mentordesk.ui import dialogs
from mentordesk.ui.file_notice import FileNotice
from tests.ui.file_world import add, bare, names, said

application = QApplication([])
path, kept, steps = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
dialogs.choose_save = lambda *given: kept
app = App(application, replace(Settings.load(), actor="Amina", language="en", theme="light"))
app.start(path)

def settle():
    for _round in range(5):
        application.processEvents()
        app.window.tasks.wait()

def standing():
    return [one for one in app.window.findChildren(QDialog) if one.isVisible()]

def passphrase(words):
    asked = standing()[-1]
    asked.form.widget("passphrase").set_value(words)
    asked.try_save()

def press(words):
    places = [*standing(), *app.window.findChildren(FileNotice)]
    buttons = [one for place in places for one in place.findChildren(QPushButton) if one.isVisible()]
    next(one for one in buttons if bare(one.text()) == words).click()

def write(name):
    app.window.desk.act(lambda: add(app.database, name))

told = []
settle()
for step in ["look", *steps]:
    verb, _colon, words = step.partition(":")
    {"look": lambda: None, "passphrase": lambda: passphrase(words), "press": lambda: press(words),
     "write": lambda: write(words)}[verb]()
    settle()
    bars = [bare(one.words.text()) for one in app.window.findChildren(FileNotice) if one.isVisible()]
    told.append({
        "file": app.database.path.name if app.database else "",
        "readonly": app.database.readonly if app.database else None,
        "people": names(app.database) if app.database else [],
        "asked": [said(one) for one in standing()],
        "bar": bars,
    })
app.close()
print(json.dumps(told))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return programme(tmp_path / "Compass.mentordesk")


@contextmanager
def held(path: Path, passphrase: str = "") -> Iterator["subprocess.Popen[str]"]:
    """Another program of Noor's has the file open; what is written to it is added as people."""
    command = [sys.executable, "-c", HOLD, str(path), passphrase]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        try:
            yield program
        finally:
            program.kill()


def tell(program: "subprocess.Popen[str]", name: str) -> None:
    """Let the other program add somebody."""
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(f"{name}\n")
    program.stdin.flush()
    assert program.stdout.readline() == "added\n"


def window(path: Path, *steps: str, prefix: Sequence[str] = (), kept: Path | None = None) -> list[dict]:  # type: ignore[type-arg]  # JSON
    """What a window of its own shows at first and after each step; every program has the same home."""
    home = path.parent.parent / "home"
    done = subprocess.run(
        [*prefix, sys.executable, "-c", WINDOW, str(path), str(kept or path.with_name("kept")), *steps],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env=os.environ | {"MENTORDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert isinstance(told, list)
    return told


@pytest.mark.parametrize("passphrase", ["", SECRET])
def test_a_second_program_reads_or_works_on_a_copy(tmp_path: Path, passphrase: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = programme(folder / "Compass.mentordesk", passphrase or None)
    typed = [f"passphrase:{passphrase}"] if passphrase else []
    with held(path, passphrase) as other:
        tell(other, "Ben Ito")
        told = window(
            path, *typed, "press:Open to read only", "write:lost", "press:Work on a copy", "write:Ada Park"
        )[len(typed) :]
        asked, reading, refused, copied, written = told
        assert "Noor" in asked["asked"][0]
        assert (reading["file"], reading["readonly"], reading["people"]) == (path.name, True, ["Ben Ito"])
        assert "Noor" in reading["bar"][0]
        assert "is open to read only, so this was not saved" in refused["asked"][0]
        assert copied["file"] == "Compass – copy of Amina.mentordesk"
        assert written["people"] == ["Ada Park", "Ben Ito"]
        assert "Noor" in written["bar"][0]
        other.send_signal(signal.SIGKILL)
        other.wait()
    copy = path.with_name(copied["file"])
    back = window(copy, *typed, "press:Bring it back…")[-1]
    assert (back["file"], back["readonly"]) == (path.name, False)
    with Database.open(path, passphrase=passphrase or None) as database:
        assert names(database) == ["Ben Ito"]


def test_a_command_is_refused_while_a_program_has_the_file(file: Path) -> None:
    with held(file):
        done = subprocess.run(
            [sys.executable, "-m", "mentordesk", "undo", str(file), "--speak", "en"],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 1
    assert "is already open" in done.stderr
    assert "Noor" in done.stderr


def unprivileged() -> list[str]:
    """What to begin a command with so that protection holds for it; as root, it holds for nobody else."""
    if os.name != "posix":
        pytest.skip("Windows protects folders in another way")
    if os.geteuid():
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root cannot be kept out without setpriv")
    without = "-dac_override,-dac_read_search,-fowner"
    return [setpriv, f"--bounding-set={without}", f"--inh-caps={without}"]


@contextmanager
def protected(*paths: Path) -> Iterator[None]:
    """Nobody may write these."""
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


@pytest.mark.parametrize("protect", ["file", "folder"])
@pytest.mark.parametrize("passphrase", ["", SECRET])
def test_what_may_not_be_written_is_read_and_gone_on_with_in_a_copy(
    tmp_path: Path, protect: str, passphrase: str
) -> None:
    prefix = unprivileged()
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "home").mkdir()
    path = programme(folder / "Compass.mentordesk", passphrase or None)
    with Database.open(path, passphrase=passphrase or None) as database:
        add(database, "Ben Ito")
    typed = [f"passphrase:{passphrase}"] if passphrase else []
    kept = tmp_path / "kept.mentordesk"
    steps = [*typed, "write:lost", "press:Work on a copy", "write:Ada Park"]
    before = path.read_bytes()
    with protected(path if protect == "file" else folder):
        told = window(path, *steps, prefix=prefix, kept=kept)[len(typed) :]
        reading, refused, copied, written = told
        assert (reading["readonly"], reading["people"]) == (True, ["Ben Ito"])
        assert "is only read: the file or its folder is protected" in reading["bar"][0]
        assert "was not saved" in refused["asked"][0]
        assert copied["readonly"] is False
        assert written["people"] == ["Ada Park", "Ben Ito"]
    beside = [one.name for one in folder.iterdir() if one.name != path.name]
    assert beside == ([copied["file"]] if protect == "file" else [])
    assert kept.exists() == (protect == "folder")
    assert path.read_bytes() == before
