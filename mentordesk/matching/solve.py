"""The best arrangement under the rules, exact, with its proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

import numpy as np
from numpy.typing import ArrayLike

from mentordesk.matching.face import at_levels, at_prices
from mentordesk.matching.fair import FairProof
from mentordesk.matching.flow import Optimum, optimum
from mentordesk.matching.leximin import Levels
from mentordesk.matching.market import (
    Integers,
    Market,
    ScoreBlocks,
    go_on,
    never,
    read,
    require,
    table_of,
)
from mentordesk.matching.prices import PriceProof
from mentordesk.matching.proof import Objective, Proof, Verdict, total_of, verify, without_mentor
from mentordesk.matching.stable import StableProof, stable_links
from mentordesk.matching.ties import settle

OBJECTIVES: Final[tuple[Objective, ...]] = get_args(Objective)


@dataclass(frozen=True, eq=False, slots=True)
class Assignment:
    """Who has whom. pairs is n × 2 (mentee, mentor) in reading order, with the locked ones; unmatched are
    mentees. stopped says that it was enough before it was the best: then the proof only tells how far off it
    may be.
    """

    pairs: Integers
    total: float
    unmatched: Integers
    proof: Proof
    stopped: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """All that solve is asked, kept beside its answer."""

    scores: ArrayLike | ScoreBlocks
    allowed: ArrayLike | None = None
    capacity: ArrayLike | None = None
    demand: ArrayLike | None = None
    objective: Objective = "most"
    locked: Sequence[Sequence[int]] | ArrayLike = ()

    def solve(
        self,
        previous: Assignment | None = None,
        pause: Callable[[], None] = go_on,
        enough: Callable[[], bool] = never,
    ) -> Assignment:
        """The answer."""
        return solve(
            self.scores,
            allowed=self.allowed,
            capacity=self.capacity,
            demand=self.demand,
            objective=self.objective,
            locked=self.locked,
            previous=previous,
            pause=pause,
            enough=enough,
        )

    def verify(self, assignment: Assignment) -> Verdict:
        """Whether this is the answer, by its own proof."""
        return verify(
            self.scores,
            assignment,
            allowed=self.allowed,
            capacity=self.capacity,
            demand=self.demand,
            locked=self.locked,
        )

    def market(self) -> Market:
        """The question read and checked."""
        return read(
            self.scores,
            allowed=self.allowed,
            capacity=self.capacity,
            demand=self.demand,
            locked=self.locked,
        )


def solve(
    scores: ArrayLike | ScoreBlocks,
    *,
    allowed: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    demand: ArrayLike | None = None,
    objective: Objective = "most",
    locked: Sequence[Sequence[int]] | ArrayLike = (),
    previous: Assignment | None = None,
    pause: Callable[[], None] = go_on,
    enough: Callable[[], bool] = never,
) -> Assignment:
    """The exact optimum for scores (mentees × mentors, higher is better, any sign).

    allowed says which pairs may be; capacity is how many mentees each mentor may have and demand how many
    mentors each mentee may have, one if not said; locked pairs are kept, and the rest is best around them.

    "most" links as many as possible, then makes the total best. "total" makes the total best and leaves out
    links that lower it. "fair" links as many as possible, as a wish that stays open is worse than any score;
    then the lowest score of a link is as high as possible, then the next lowest, and so on; that settles the
    total as well. "stable" leaves no mentee and mentor who would both rather have each other; of all such
    arrangements it is the best one for the mentees.

    Scores may come in blocks (ScoreBlocks) for all but "fair", so that memory goes with the mentees, not with
    the pairs. Of equally good results it is the one that links the first mentee with the first mentor, if any
    does, then the first with the second, and so on (ties.py); for "stable" the rule is in stable.py. previous
    only makes it faster. pause is called now and then, and stops the work by raising; enough is asked after
    each round for "most" and "total", and takes what there is as it is by saying yes. What cannot be read or
    held raises MatchingError.

    Exact means of the scores as market.read rounds them: whole numbers as they are, others to at least 8, in
    a table of a few hundred people to 13 digits of the largest.
    """
    require(
        objective in OBJECTIVES, f"There is no objective {objective!r}; there are {', '.join(OBJECTIVES)}."
    )
    asked = read(scores, allowed=allowed, capacity=capacity, demand=demand, locked=locked)
    market, stopped = replace(asked, pause=pause, enough=enough), False
    if objective == "fair":
        links, proof = _fair(market)
    elif objective == "stable":
        links, proof = _stable(market)
    else:
        links, proof, stopped = _priced(market, objective, _hint(market, previous))
    both = np.concatenate([market.locked, links])
    pairs = both[np.lexsort((both[:, 1], both[:, 0]))]
    return Assignment(pairs, total_of(scores, pairs), without_mentor(market, pairs), proof, stopped)


def _priced(market: Market, objective: Objective, hint: Integers | None) -> tuple[Integers, Proof, bool]:
    """Links, their proof, and whether it was stopped before they were the best."""
    bonus, result = _best(market, objective, hint)
    proof = PriceProof(objective, market.scale, bonus, result.mentee_prices, result.mentor_prices)
    if not result.proved:
        return result.links, proof, True
    return settle(at_prices(market, result, most=objective == "most")), proof, False


def _fair(market: Market) -> tuple[Integers, Proof]:
    table = table_of(replace(market, enough=never))
    _bonus, start = _best(table, "most", None)
    levels = Levels(table, start.links)
    levels.run()
    return settle(at_levels(levels.exchange)), FairProof("fair", market.scale, tuple(levels.steps))


def _stable(market: Market) -> tuple[Integers, Proof]:
    return stable_links(market), StableProof("stable", market.scale, np.empty((0, 2), np.int64))


def _best(market: Market, objective: Objective, hint: Integers | None) -> tuple[int, Optimum]:
    """The optimum, and the bonus a link it was found with.

    For "most" a small bonus is tried first: where everybody is matched or every place filled, it proves as
    much.
    """
    if objective == "total":
        return 0, optimum(market, 0, hint)
    modest = min(market.highest - 2 * market.lowest + 1, market.decisive_bonus)
    first = optimum(market, modest, hint)
    if len(first.links) == market.most_links or modest == market.decisive_bonus:
        return modest, first
    market = market if first.proved else replace(market, pause=go_on)
    return market.decisive_bonus, optimum(market, market.decisive_bonus, first.mentor_prices)


def _hint(market: Market, previous: Assignment | None) -> Integers | None:
    proof = None if previous is None else previous.proof
    if not isinstance(proof, PriceProof) or len(proof.mentor_prices) != market.shape[1]:
        return None
    factor = market.scale / proof.scale
    prices: Integers = np.rint(proof.mentor_prices * factor).astype(np.int64)
    return prices
