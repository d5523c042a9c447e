"""What every test starts from: no real screen, English, and end-to-end tests one after another."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentordesk.i18n import set_language

os.environ["QT_QPA_PLATFORM"] = "offscreen"

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A test that changes the language leaves English behind."""
    set_language("en")
    yield
    set_language("en")


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
