"""A screen, and MentorDesk on it, for tests that use it as somebody does."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

DRIVER = Path(__file__).with_name("driver.py")
SYSTEM_PYTHON = "/usr/bin/python3"
NEEDED = ("Xvfb", "dbus-run-session", "xdotool")
STILL = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_CURRENT_DESKTOP",
    "AT_SPI_BUS_ADDRESS",
)
"""Variables of the desktop the tests are run on, which have no say here."""


class ScreenError(AssertionError):
    """What the driver could not do, and what it saw instead."""


class Screen:
    """MentorDesk in a window; every method looks until it finds what it needs, else tells what is there."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, do: str, **more: object) -> Any:
        """What the driver answers to one order."""
        into, out = streams(self._process)
        into.write(json.dumps({"do": do, **more}) + "\n")
        into.flush()
        line = next((line for line in out if line.startswith("{")), "")
        if not line:
            fail(f"The driver ended while it was asked to {do} {more}.")
        said = json.loads(line)
        if "failed" in said:
            fail(said["failed"])
        return said["is"]

    def wait(self, role: str, name: str | None = None, **more: object) -> None:
        self.ask("wait", **wanted(role, name), **more)

    def gone(self, role: str, name: str | None = None, **more: object) -> None:
        self.ask("gone", **wanted(role, name), **more)

    def press(self, role: str, name: str | None = None, **more: object) -> None:
        self.ask("press", **wanted(role, name), **more)

    def click(self, role: str, name: str | None = None, **more: object) -> None:
        self.ask("click", **wanted(role, name), **more)

    def focus(self, role: str, name: str | None = None, **more: object) -> None:
        self.ask("focus", **wanted(role, name), **more)

    def write(self, name: str, text: str, **more: object) -> None:
        self.ask("write", role="text", name=name, text=text, **more)

    def text(self, role: str, name: str | None = None, **more: object) -> str:
        return str(self.ask("text", **wanted(role, name), **more))

    def keys(self, keys: str) -> None:
        self.ask("key", keys=keys)

    def type(self, text: str) -> None:
        self.ask("type", text=text)

    def names(self, role: str, window: str | None = None) -> list[str]:
        return list(self.ask("names", role=role, window=window))

    def box(self, role: str, name: str) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen."""
        x, y, width, height = self.ask("state_of", role=role, name=name)["box"]
        return x, y, width, height

    def until_names(self, role: str, part: str, *, there: bool = True, patience: float = 20) -> list[str]:
        """Look until one of the names of a role has this in it, or none any more."""
        end = time.monotonic() + patience
        names = self.names(role)
        while any(part in name for name in names) is not there:
            if time.monotonic() > end:
                fail(f"{part!r} is {'not ' * there}among {names}")
            time.sleep(0.05)
            names = self.names(role)
        return names

    def choose_file(self, title: str, path: Path) -> None:
        """Type a path into Qt's own file chooser."""
        self.ask("write", role="text", window=title, text=str(path))
        self.keys("Return")
        self.ask("gone", window=title)

    def leave(self) -> int:
        """Ctrl+Q; the program's exit code."""
        self.keys("ctrl+q")
        return int(self.ask("ended"))


def fail(sentence: str) -> NoReturn:
    raise ScreenError(sentence)


def wanted(role: str, name: str | None) -> dict[str, str]:
    return {"role": role} | ({} if name is None else {"name": name})


def streams(process: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        fail("The driver has no streams.")
    return process.stdin, process.stdout


@contextmanager
def display() -> Iterator[str]:
    """An X server of our own, gone afterwards."""
    lacking = [name for name in NEEDED if not shutil.which(name)]
    if lacking:
        fail(f"The end-to-end tests need {', '.join(lacking)}; .ci/run installs them.")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            if not number:
                fail("Xvfb does not start.")
            yield f":{number}"
        finally:
            server.terminate()


@contextmanager
def mentordesk(shown_on: str, home: Path, *arguments: Path, log: Path) -> Iterator[Screen]:
    """The program as people start it, under a D-Bus session of its own; ended whatever happens."""
    program = [sys.executable, "-m", "mentordesk", *map(str, arguments)]
    command = ["dbus-run-session", "--", SYSTEM_PYTHON, str(DRIVER), *program]
    with (
        log.open("a", encoding="utf-8") as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=variables(shown_on, home),
            cwd=home,
        ) as process,
    ):
        try:
            yield Screen(process)
        finally:
            end(process)


def variables(shown_on: str, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in STILL}
    return kept | {
        "DISPLAY": shown_on,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_RUNTIME_DIR": str(home),
        "MENTORDESK_HOME": str(home / "desk"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_ACCESSIBILITY": "1",
        "PYTHONPATH": str(DRIVER.parents[2]),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }


def end(process: "subprocess.Popen[str]") -> None:
    """No more orders: the driver ends the program and itself."""
    into, out = streams(process)
    into.close()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
    out.close()
