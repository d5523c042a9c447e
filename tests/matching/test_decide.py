"""A proposal after locks and bans were changed against one that was made anew."""

from typing import Any

import numpy as np
import pytest

from mentordesk.matching.criteria import default_weights
from mentordesk.matching.decide import FEW, decide
from mentordesk.matching.market import MatchingError
from mentordesk.matching.proof import Objective
from mentordesk.matching.propose import Proposal, propose
from mentordesk.matching.rules import default_rules
from tests.matching.people import ENDS, STARTS, crowd

Pairs = set[tuple[bytes, bytes]]


class Cohort:
    """Some people, and what was decided about them."""

    def __init__(self, seed: int, objective: Objective) -> None:
        self.chance = np.random.default_rng(seed)
        self.mentees, self.mentors = crowd(12, 7, seed=seed)
        self.objective = objective
        self.locked: Pairs = set()
        self.banned: Pairs = set()

    def proposal(self) -> Proposal:
        usual: dict[str, Any] = {"weights": default_weights(), "rules": default_rules()}
        usual |= {"starts": STARTS, "ends": ENDS, "locked": self.locked, "banned": self.banned}
        return propose(self.mentees, self.mentors, **usual, objective=self.objective)

    def decide_something(self) -> None:
        """Lock a pair instead of another one of the mentee, or free it; or ban one, or take that back."""
        mentee, mentor = self.chance.choice(len(self.mentees)), self.chance.choice(len(self.mentors))
        pair = self.mentees[mentee].key, self.mentors[mentor].key
        if self.chance.random() < 0.5:
            self.banned ^= {pair}
        elif pair in self.locked:
            self.locked.remove(pair)
        else:
            self.locked = {one for one in self.locked if one[0] != pair[0]} | {pair}


def told(proposal: Proposal) -> tuple[Any, ...]:
    pairs = [
        (one.mentee, one.mentor, one.fit, dict(one.scores), one.locked, one.against) for one in proposal.pairs
    ]
    grounds = proposal.grounds
    return (
        pairs,
        proposal.unmatched,
        dict(proposal.ruled_out),
        (proposal.total, proposal.proved, proposal.proof),
        grounds.allowed.tolist(),
        np.asarray(grounds.question.allowed).tolist(),
        np.asarray(grounds.question.locked).tolist(),
        grounds.assignment.pairs.tolist(),
    )


@pytest.mark.parametrize("objective", ["most", "total", "fair", "stable"])
@pytest.mark.parametrize("seed", range(6))
def test_decisions_give_what_matching_anew_gives(seed: int, objective: Objective) -> None:
    cohort, refused = Cohort(seed, objective), 0
    now = cohort.proposal()
    for number in range(14):
        kept = set(cohort.locked), set(cohort.banned)
        for _ in range(1 + number % 3):
            cohort.decide_something()
        try:
            anew = cohort.proposal()
        except MatchingError as wrong:
            refused += 1
            with pytest.raises(MatchingError, match=str(wrong)):
                decide(now, cohort.locked, cohort.banned)
            cohort.locked, cohort.banned = kept
        else:
            now = decide(now, cohort.locked, cohort.banned)
            assert told(now) == told(anew)
            assert now.proved
    assert refused < 14


def test_many_decisions_at_a_time_are_solved_again() -> None:
    cohort = Cohort(3, "most")
    before = cohort.proposal()
    cohort.banned = {(one.key, other.key) for one in cohort.mentees[:5] for other in cohort.mentors[:4]}
    assert len(cohort.banned) > FEW
    assert told(decide(before, set(), cohort.banned)) == told(cohort.proposal())


def test_where_nothing_was_decided_the_proposal_stays() -> None:
    cohort = Cohort(4, "most")
    before = cohort.proposal()
    strangers = {(b"gone", cohort.mentors[0].key)}
    assert decide(before, set(), strangers) is before
