"""Prices that show a result is the best, and the check that needs no solver.

Give every mentee a price u and every mentor a price v, none below nought. Whatever the arrangement, its
value is at most the sum over mentees of wanted · u, over mentors of places · v, and over allowed pairs of
what each is worth above its two prices (weak duality of linear programming). A result whose value reaches
that bound is therefore the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from mentordesk.i18n import _
from mentordesk.matching.flow import BLOCK, blocks
from mentordesk.matching.market import Integers, Market, read

if TYPE_CHECKING:
    from mentordesk.matching.solve import Assignment

Objective = Literal["most", "total"]


@dataclass(frozen=True, eq=False, slots=True)
class Proof:
    """Prices in points (scores times scale), with the bonus that every link was worth besides its score."""

    objective: Objective
    scale: float
    bonus: int
    mentee_prices: Integers
    mentor_prices: Integers

    def sentence(self) -> str:
        """What has been proved, for the screen and the printed result."""
        if self.objective == "most":
            return _(
                "Nothing better exists: no more people can be matched, and no other way has a higher total."
            )
        return _("Nothing better exists: no arrangement under these rules has a better total.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking found: whether the result is proved the best, how far it may be off, and why not."""

    holds: bool
    gap: float = 0.0
    reason: str = ""


def verify(
    scores: ArrayLike,
    allowed: ArrayLike | None,
    capacity: ArrayLike | None,
    demand: ArrayLike | None,
    assignment: Assignment,
    *,
    locked: Sequence[Sequence[int]] | ArrayLike = (),
) -> Verdict:
    """Whether the assignment keeps to the rules, says its true total, and is the best; one pass over the
    pairs.

    gap is how much better, in score, another arrangement could at most be. Wrong arrays raise MatchingError.
    """
    market = read(scores, allowed=allowed, capacity=capacity, demand=demand, locked=locked)
    fault = _fault_in_links(market, assignment.pairs) or _fault_in_figures(market, scores, assignment)
    if fault:
        return Verdict(holds=False, gap=float("inf"), reason=fault)
    links = _open_links(market, assignment.pairs)
    proof = assignment.proof
    gap = upper_bound(market, proof) - value(market, proof.bonus, links)
    if gap:
        return Verdict(
            holds=False, gap=gap / proof.scale, reason=_("The prices leave room for something better.")
        )
    if proof.objective == "most" and len(links) < market.most_links and proof.bonus < market.decisive_bonus:
        return Verdict(
            holds=False, gap=0.0, reason=_("The prices do not show that no more people can be matched.")
        )
    return Verdict(holds=True)


def value(market: Market, bonus: int, links: Integers) -> int:
    """Points and bonuses of these links."""
    return int(market.points[links[:, 0], links[:, 1]].sum(dtype=np.int64)) + bonus * len(links)


def upper_bound(market: Market, proof: Proof) -> int:
    """What no arrangement of the open part can exceed, in points with bonuses."""
    total = int(market.wanted @ proof.mentee_prices) + int(market.places @ proof.mentor_prices)
    for start, points, allowed in blocks(market):
        above = points - proof.mentor_prices
        above -= (proof.mentee_prices[start : start + BLOCK] - proof.bonus)[:, None]
        total += int(np.sum(above, where=allowed & (above > 0)))
    return total


def _open_links(market: Market, pairs: Integers) -> Integers:
    """The pairs without the locked ones."""
    width = max(market.shape[1], 1)
    locked = market.locked[:, 0] * width + market.locked[:, 1]
    return pairs[~np.isin(pairs[:, 0] * width + pairs[:, 1], locked)]


def _fault_in_links(market: Market, pairs: Integers) -> str:
    if pairs.shape[1:] != (2,) or (pairs < 0).any() or (pairs >= np.array(market.shape)).any():
        return _("The result names somebody who is not there.")
    links = _open_links(market, pairs)
    places = np.bincount(links[:, 1], minlength=market.shape[1]) > market.places
    wanted = np.bincount(links[:, 0], minlength=market.shape[0]) > market.wanted
    faults = {
        _("The result has a pair twice."): len(np.unique(pairs, axis=0)) < len(pairs),
        _("The result leaves out a locked pair."): len(links) + len(market.locked) != len(pairs),
        _("The result has a pair that is not allowed."): not market.allowed[links[:, 0], links[:, 1]].all(),
        _("The result gives a mentor more people than there are places."): places.any(),
        _("The result gives a mentee more mentors than wanted."): wanted.any(),
    }
    return next((sentence for sentence, found in faults.items() if found), "")


def _fault_in_figures(market: Market, scores: ArrayLike, assignment: Assignment) -> str:
    proof, pairs = assignment.proof, assignment.pairs
    if not np.isclose(assignment.total, total_of(scores, pairs), rtol=1e-9, atol=1e-9):
        return _("The total is not the sum of the pairs.")
    if not np.array_equal(assignment.unmatched, without_mentor(market, pairs)):
        return _("The list of those without a mentor is wrong.")
    if (len(proof.mentee_prices), len(proof.mentor_prices)) != market.shape or proof.scale != market.scale:
        return _("The prices belong to other people.")
    lowest = min(proof.mentee_prices.min(initial=0), proof.mentor_prices.min(initial=0))
    if lowest < 0 or (proof.objective == "total" and proof.bonus):
        return _("The prices are not prices.")
    return ""


def total_of(scores: ArrayLike, pairs: Integers) -> float:
    """The sum of the pairs' scores."""
    return float(np.asarray(scores)[pairs[:, 0], pairs[:, 1]].sum(dtype=np.float64)) if len(pairs) else 0.0


def without_mentor(market: Market, pairs: Integers) -> Integers:
    """Numbers of the mentees who want a mentor and have none."""
    has = np.bincount(pairs[:, 0], minlength=market.shape[0])
    return np.flatnonzero((has == 0) & (market.wanted > 0))
