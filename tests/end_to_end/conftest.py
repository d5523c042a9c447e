"""A screen for all end-to-end tests, a home for each."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mentordesk.storage.settings import Settings
from tests.end_to_end.screen import Screen, display, mentordesk

Start = Callable[..., Screen]
Programs = Callable[..., Screen]


@pytest.fixture(scope="session")
def shown_on() -> Iterator[str]:
    if not sys.platform.startswith("linux"):
        pytest.skip("AT-SPI and X are Linux's.")
    with display() as number:
        yield number


@pytest.fixture
def start(shown_on: str, tmp_path: Path) -> Iterator[Start]:
    """Starts MentorDesk, as often as it is called; all are ended afterwards."""
    home = tmp_path / "home"
    home.mkdir()
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(
            mentordesk(shown_on, home, *arguments, log=tmp_path / "log.txt")
        )


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A file with the sample programme, made by the command line."""
    path = tmp_path / "Compass.mentordesk"
    command = [sys.executable, "-m", "mentordesk", "new", str(path), "--sample"]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=Path(__file__).parents[2])
    return path


@pytest.fixture
def start_for(shown_on: str, tmp_path: Path) -> Iterator[Programs]:
    """Starts MentorDesk for a coordinator of a name, who has a home and settings of their own."""
    with ExitStack() as stack:

        def go(name: str, *arguments: Path) -> Screen:
            home = tmp_path / name
            home.mkdir()
            Settings(actor=name).save(home / "desk" / "settings.json")
            return stack.enter_context(mentordesk(shown_on, home, *arguments, log=tmp_path / f"{name}.txt"))

        yield go
