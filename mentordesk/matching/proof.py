"""What a proof of a result is, and the check that needs no solver.

Each kind of result brings its own: prices for the best total, distances level by level for the worst pair
first, and no blocking pair for a stable one. All of them are checked here against the scores alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from mentordesk.i18n import _, ngettext, reader
from mentordesk.matching.market import BLOCK, Integers, Market, ScoreBlocks, read

if TYPE_CHECKING:
    from mentordesk.matching.solve import Assignment

Objective = Literal["most", "total", "fair", "stable"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking found: whether the result is proved the best, how far it may be off, and why not.

    gap is in scores; share is the gap as a part of the best that may exist, None where it cannot be told;
    more is how many people more could at most be matched, as far as is known.
    """

    holds: bool
    gap: float = 0.0
    reason: str = ""
    share: float | None = None
    more: int = 0

    @property
    def known(self) -> bool:
        """Whether it is proved, or known how far off it may be."""
        return self.holds or self.share is not None or self.more > 0

    def sentence(self) -> str:
        """Proved or not, in one sentence."""
        if self.holds:
            return _("Proved.")
        if self.more:
            text = ngettext(
                "Not proved: {n} more person could be matched at most.",
                "Not proved: {n} more people could be matched at most.",
                self.more,
            )
            return text.format(n=reader().number(self.more))
        if self.share is None:
            return _("Not proved. {reason}").format(reason=self.reason)
        return _("Not proved, but within {share} of the best.").format(share=at_most(self.share))


def at_most(share: float) -> str:
    """A share in whole percent, never less than it is."""
    return reader().percent(ceil(round(100 * share, 6)) / 100)


@dataclass(frozen=True, eq=False)
class Proof(ABC):
    """The proof of a result; points are scores times scale, rounded."""

    objective: Objective
    scale: float

    @abstractmethod
    def sentence(self) -> str:
        """What has been proved, for the screen and the printed result."""

    @abstractmethod
    def examine(self, market: Market, links: Integers) -> Verdict:
        """Whether these links (n × 2, without the locked ones), which keep to the rules, are the best."""

    def verify(
        self,
        scores: ArrayLike | ScoreBlocks,
        assignment: Assignment,
        *,
        allowed: ArrayLike | None = None,
        capacity: ArrayLike | None = None,
        demand: ArrayLike | None = None,
        locked: Sequence[Sequence[int]] | ArrayLike = (),
    ) -> Verdict:
        """Whether the assignment keeps to the rules, says its true total, and this proves it the best.

        gap is how much better, in score, another arrangement could at most be. Wrong arrays raise
        MatchingError.
        """
        market = read(scores, allowed=allowed, capacity=capacity, demand=demand, locked=locked)
        fault = _fault_in_links(market, assignment.pairs) or _fault_in_figures(market, scores, assignment)
        if not fault and self.scale != market.scale:
            fault = _("The proof belongs to other scores.")
        if fault:
            return Verdict(holds=False, gap=float("inf"), reason=fault)
        return self.examine(market, open_links(market, assignment.pairs))


def verify(
    scores: ArrayLike | ScoreBlocks,
    assignment: Assignment,
    *,
    allowed: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    demand: ArrayLike | None = None,
    locked: Sequence[Sequence[int]] | ArrayLike = (),
) -> Verdict:
    """Whether the assignment's own proof shows that it is the best; the arguments are those of solve."""
    return assignment.proof.verify(
        scores, assignment, allowed=allowed, capacity=capacity, demand=demand, locked=locked
    )


def open_links(market: Market, pairs: Integers) -> Integers:
    """The pairs without the locked ones."""
    if not len(market.locked):
        return pairs
    width = max(market.shape[1], 1)
    locked = market.locked[:, 0] * width + market.locked[:, 1]
    return pairs[~np.isin(pairs[:, 0] * width + pairs[:, 1], locked)]


def _fault_in_links(market: Market, pairs: Integers) -> str:
    if pairs.shape[1:] != (2,) or (pairs < 0).any() or (pairs >= np.array(market.shape)).any():
        return _("The result names somebody who is not there.")
    links = open_links(market, pairs)
    places = np.bincount(links[:, 1], minlength=market.shape[1]) > market.places
    wanted = np.bincount(links[:, 0], minlength=market.shape[0]) > market.wanted
    faults = {
        _("The result has a pair twice."): _has_twice(pairs @ (market.shape[1], 1)),
        _("The result leaves out a locked pair."): len(links) + len(market.locked) != len(pairs),
        _("The result has a pair that is not allowed."): not market.at(links)[1].all(),
        _("The result gives a mentor more people than there are places."): places.any(),
        _("The result gives a mentee more mentors than wanted."): wanted.any(),
    }
    return next((sentence for sentence, found in faults.items() if found), "")


def _has_twice(numbers: Integers) -> bool:
    ascending = np.sort(numbers)
    return bool((ascending[1:] == ascending[:-1]).any())


def _fault_in_figures(market: Market, scores: ArrayLike | ScoreBlocks, assignment: Assignment) -> str:
    pairs = assignment.pairs
    if not np.isclose(assignment.total, total_of(scores, pairs), rtol=1e-9, atol=1e-9):
        return _("The total is not the sum of the pairs.")
    if not np.array_equal(assignment.unmatched, without_mentor(market, pairs)):
        return _("The list of those without a mentor is wrong.")
    return ""


def total_of(scores: ArrayLike | ScoreBlocks, pairs: Integers) -> float:
    """The sum of the pairs' scores; pairs in reading order."""
    if not isinstance(scores, ScoreBlocks):
        chosen = np.asarray(scores)[pairs[:, 0], pairs[:, 1]] if len(pairs) else np.zeros(0)
        return float(chosen.sum(dtype=np.float64))
    total = 0.0
    for start in range(0, scores.shape[0], BLOCK):
        these = pairs[(pairs[:, 0] >= start) & (pairs[:, 0] < start + BLOCK)]
        if len(these):
            block = scores.block(start, min(start + BLOCK, scores.shape[0]))[0]
            total += float(block[these[:, 0] - start, these[:, 1]].sum(dtype=np.float64))
    return total


def without_mentor(market: Market, pairs: Integers) -> Integers:
    """Numbers of the mentees who want a mentor and have none."""
    has = np.bincount(pairs[:, 0], minlength=market.shape[0])
    return np.flatnonzero((has == 0) & (market.wanted > 0))
