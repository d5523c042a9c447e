"""Stopping while a proposal is being found: the one there is stands, and says how far off it may be."""

from typing import Any

import pytest
from PySide6.QtTest import QTest

from mentordesk.matching import flow
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.matching import MatchingPage
from tests.ui.conftest import settle


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MatchingPage:
    """The page, stopped as soon as there is an arrangement."""
    prices = flow._prices

    def stopped(*given: Any) -> Any:
        window.tasks.cancel()
        return prices(*given)

    monkeypatch.setattr(flow, "FIRST_CANDIDATES", 1)
    monkeypatch.setattr(flow, "FIRST_MENTEES", 0)
    monkeypatch.setattr(flow, "_prices", stopped)
    window.go("matching")
    made = window.page("matching")
    assert isinstance(made, MatchingPage)
    settle(window)
    return made


def test_what_there_is_is_shown_with_how_far_off_it_may_be(page: MatchingPage) -> None:
    assert page.matching is not None
    assert page.list.view.lines.rows
    assert page.proof.sentence.text().startswith("Not proved")
    assert page.proof.property("card") == "attention"


def test_the_next_one_is_proved_again(
    page: MatchingPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    page.terms.match.click()
    settle(window)
    QTest.qWait(10)
    assert page.matching is not None
    assert page.matching.proposal.proved
