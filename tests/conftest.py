"""What every test starts from: no real screen, English, and end-to-end tests one after another."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentordesk.i18n import set_language
from mentordesk.storage import connection, database, ready
from mentordesk.storage.secrets import Key

os.environ["QT_QPA_PLATFORM"] = "offscreen"

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A test that changes the language leaves English behind."""
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(scope="session", autouse=True)
def _quick_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody waits for a disk, and an empty file is a copy of one that was made: both took half the time.

    What outlives a cut or a kill is shown with the real settings, on a disk of our own or by other processes.
    """
    model = tmp_path_factory.mktemp("model") / "empty.mentordesk"
    write = ready.write_empty
    write(model, None)
    empty = model.read_bytes()

    def copied(path: Path, key: Key | None) -> None:
        if key:
            write(path, key)
        else:
            with path.open("xb") as file:
                file.write(empty)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "PRAGMAS", (*connection.PRAGMAS, "PRAGMA synchronous = OFF"))
        patch.setattr(database, "write_empty", copied)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the end-to-end tests on one worker, since they share the screen and its keyboard."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "end_to_end"):
            item.add_marker(pytest.mark.end_to_end)
            item.add_marker(pytest.mark.xdist_group("screen"))
