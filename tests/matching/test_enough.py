"""What was stopped before it was the best keeps to the rules, and says how far off it may be."""

from typing import Any

import numpy as np
import pytest

from mentordesk.matching import flow
from mentordesk.matching.criteria import default_weights
from mentordesk.matching.decide import decide
from mentordesk.matching.proof import Objective, Verdict, at_most
from mentordesk.matching.propose import Proposal, propose
from mentordesk.matching.rules import default_rules
from mentordesk.matching.solve import Question
from tests.matching.people import ENDS, STARTS, crowd

AIMS: tuple[Objective, ...] = ("most", "total")


@pytest.fixture(autouse=True)
def _rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """One candidate each to begin with, so that the first round is not the last."""
    monkeypatch.setattr(flow, "FIRST_CANDIDATES", 1)
    monkeypatch.setattr(flow, "FIRST_MENTEES", 0)


def question(seed: int, objective: Objective, *, everybody: bool = True) -> Question:
    chance = np.random.default_rng(seed)
    capacity = chance.integers(1, 4, 15) if everybody else np.ones(15, np.int64)
    return Question(chance.random((25, 15)), None, capacity, None, objective)


@pytest.mark.parametrize("objective", AIMS)
@pytest.mark.parametrize("seed", range(20))
def test_it_is_within_what_it_says(objective: Objective, seed: int) -> None:
    asked = question(seed, objective)
    best, found = asked.solve(), asked.solve(enough=lambda: True)
    verdict = asked.verify(found)
    assert asked.verify(best).holds
    assert not best.stopped
    assert verdict.holds != found.stopped
    if found.stopped and len(found.pairs) == len(best.pairs):
        assert verdict.share is not None
        assert best.total - found.total <= verdict.gap + 1e-6
        assert best.total * (1 - verdict.share) <= found.total + 1e-6


def test_some_are_stopped_before_the_best() -> None:
    stopped = [question(seed, "most").solve(enough=lambda: True).stopped for seed in range(20)]
    assert any(stopped)


@pytest.mark.parametrize("seed", range(10))
def test_how_many_more_could_be_matched_comes_before_a_share(seed: int) -> None:
    asked = question(seed, "most", everybody=False)
    found, best = asked.solve(enough=lambda: True), asked.solve()
    verdict = asked.verify(found)
    assert len(best.pairs) <= len(found.pairs) + verdict.more
    assert verdict.share is None or not verdict.more


def test_once_there_are_links_nothing_is_lost_by_stopping() -> None:
    flows: list[int] = []

    def pause() -> None:
        if flows:
            raise KeyboardInterrupt

    def enough() -> bool:
        flows.append(1)
        return True

    assert question(1, "most").solve(pause=pause, enough=enough).stopped
    with pytest.raises(KeyboardInterrupt):
        question(1, "most").solve(pause=pause)


def proposal(enough: bool, **terms: Any) -> Proposal:
    usual: dict[str, Any] = {"weights": default_weights(), "rules": default_rules()}
    usual |= {"starts": STARTS, "ends": ENDS, **terms}
    return propose(*crowd(20, 20, seed=3), **usual, enough=lambda: enough)


def test_a_proposal_says_how_far_off_it_may_be_and_decisions_find_the_best() -> None:
    stopped, best = proposal(enough=True), proposal(enough=False)
    assert (best.proved, stopped.proved) == (True, False)
    share = stopped.verdict.share
    assert share is not None
    assert stopped.proof == f"Not proved, but within {at_most(share)} of the best."
    pair = best.pairs[0].mentee, best.pairs[0].mentor
    anew = proposal(enough=False, banned={pair})
    decided = decide(stopped, (), {pair})
    assert decided.proved
    assert decided.grounds.assignment.pairs.tolist() == anew.grounds.assignment.pairs.tolist()


def test_how_many_more_could_be_matched_is_told() -> None:
    assert Verdict(holds=False, more=1).sentence() == "Not proved: 1 more person could be matched at most."
    assert Verdict(holds=False, more=3).sentence() == "Not proved: 3 more people could be matched at most."


def test_a_small_gap_is_not_called_none() -> None:
    verdicts = [Verdict(holds=False, share=share) for share in (0.0001, 0.01, 0.07, 0.0701)]
    assert [one.sentence().split()[4] for one in verdicts] == ["1%", "1%", "7%", "8%"]
