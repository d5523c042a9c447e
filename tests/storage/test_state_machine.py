"""Copies of one programme under everything that is done to them, in an order that nobody thought of."""

import pytest
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.storage.machine import Copies, thorough

PARTS, EXAMPLES = 10, 50
"""500 examples in parts that run side by side."""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_copies_hold_what_their_journals_say(part: int) -> None:
    run_state_machine_as_test(seed(part)(type("Copies", (Copies,), {})), settings=thorough(EXAMPLES))
