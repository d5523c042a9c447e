"""A file that is open here is opened again: its window comes to the front."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from mentordesk.app import App
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.settings import Settings
from mentordesk.ui.second_start import CAME, END, LONGEST, Doorbell, brought_forward, name_of
from tests.conftest import ROOT
from tests.ui.file_world import Start, dialog, on, opened, press, programme, said

FIRST = """
import sys
from pathlib import Path
from mentordesk import app as program
from mentordesk.ui.main_window import MainWindow

listen, come = program.App._listen, MainWindow.come_forward

def listening(self):
    listen(self)
    self.window.showMinimized()
    print("listening", flush=True)

def coming(self):
    come(self)
    print("away" if self.isMinimized() else "front", flush=True)

program.App._listen, MainWindow.come_forward = listening, coming
program.run(Path(sys.argv[1]))
"""


def begin(home: Path, *command: str, painted: Path | None = None) -> "subprocess.Popen[str]":
    wanted = os.environ | {"MENTORDESK_HOME": str(home), "PYTHONPATH": str(ROOT)}
    target = {"MENTORDESK_FIRST_PAINT": str(painted)} if painted else {}
    return subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, text=True, cwd=home.parent, env=wanted | target
    )


def next_line(program: "subprocess.Popen[str]") -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


@contextmanager
def listening(home: Path, file: Path) -> Iterator["subprocess.Popen[str]"]:
    """A program that has the file in a window, which was put away; killed in the end."""
    with begin(home, "-c", FIRST, str(file)) as program:
        try:
            assert next_line(program) == "listening"
            yield program
        finally:
            program.kill()
            QLocalServer.removeServer(name_of(file, Settings.load(home / "settings.json").device))


def seen_window(home: Path, file: Path, qtbot: QtBot) -> bool:
    """Whether a start opens a window; else it has ended by itself."""
    painted = home / f"painted {file.stem}"
    with begin(home, "-m", "mentordesk", str(file), painted=painted) as program:
        try:
            qtbot.waitUntil(lambda: painted.exists() or program.poll() is not None, timeout=30_000)
            return painted.exists()
        finally:
            program.kill()


def test_a_second_start_brings_the_window_and_another_file_has_its_own(
    file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    other = programme(tmp_path / "Other.mentordesk")
    with listening(home, file) as first:
        for given in ([file.name], [str(file)], []):
            with begin(home, "-m", "mentordesk", *given) as second:
                assert second.wait(30) == 0
            assert next_line(first) == "front"
        assert seen_window(home, other, qtbot)


def test_a_start_after_a_killed_program_opens_a_window_and_listens(
    file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with begin(home, "-c", FIRST, str(file)) as first:
        assert next_line(first) == "listening"
        first.kill()
    assert seen_window(home, file, qtbot)
    with listening(home, file), begin(home, "-m", "mentordesk", str(file)) as second:
        assert second.wait(30) == 0


@pytest.fixture
def app(start: Start, file: Path, qtbot: QtBot) -> App:
    made = start()
    on(made, file, qtbot)
    qtbot.waitUntil(lambda: made.doorbell is not None)
    return made


def answer_to(words: bytes, place: str, qtbot: QtBot) -> bytes:
    """What is told to whoever says this, without waiting inside Qt, which would hold up the window."""
    socket = QLocalSocket()
    socket.connectToServer(place)
    if socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
        socket.write(words)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    return bytes(socket.readAll().data())


def comes(app: App, path: Path, qtbot: QtBot) -> bool:
    """Whether a second start on a file is told that its window came."""
    return answer_to(bytes(path) + END, name_of(path, app.settings.device), qtbot) == CAME


def test_the_window_comes_however_the_path_is_written(
    app: App, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    link = tmp_path / "link.mentordesk"
    link.symlink_to(file)
    for path in (file, link, tmp_path / "home" / ".." / file.name):
        app.window.showMinimized()
        assert comes(app, path, qtbot)
        assert not app.window.isMinimized()
    assert opened(app).path == file


def test_it_listens_for_the_file_that_is_open_now(
    app: App, file: Path, locked: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = programme(tmp_path / "Other.mentordesk")
    on(app, other, qtbot)
    qtbot.waitUntil(lambda: app.doorbell is not None)
    assert comes(app, other, qtbot)
    assert not comes(app, file, qtbot)
    assert not app.opening.come(locked)
    assert app.let_go()
    assert not comes(app, other, qtbot)


def test_where_nobody_listens_a_start_knows_at_once(app: App, tmp_path: Path) -> None:
    assert not brought_forward(tmp_path / "Other.mentordesk", app.settings.device)
    assert not brought_forward(opened(app).path, "another desk")


def test_who_only_reads_does_not_listen(start: Start, file: Path, qtbot: QtBot) -> None:
    app = start()
    with Database.open(file, Desk("Noor")):
        app.open(file)
        asked = dialog(app, qtbot)
        assert "Noor" in said(asked)
        press(asked, "Open to read only")
        assert not comes(app, file, qtbot)


def socket_of(bell: Doorbell | None) -> Path:
    assert bell is not None
    return Path(bell.place)


@pytest.mark.skipif(os.name != "posix", reason="a pipe on Windows is no file")
def test_only_this_user_may_ask_and_nothing_is_left(app: App) -> None:
    socket = socket_of(app.doorbell)
    assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0
    app.close()
    assert not socket.exists()


@pytest.mark.parametrize("words", [b"x" * (LONGEST + 1), b"/nowhere" + END, b"\xff" + END, END])
def test_what_is_no_path_of_this_file_has_no_answer(app: App, file: Path, qtbot: QtBot, words: bytes) -> None:
    app.window.showMinimized()
    assert answer_to(words, str(socket_of(app.doorbell)), qtbot) == b""
    assert app.window.isMinimized()
    assert comes(app, file, qtbot)
