"""Prices that show a total is the best.

Give every mentee a price u and every mentor a price v, none below nought. Whatever the arrangement, its
value is at most the sum over mentees of wanted · u, over mentors of places · v, and over allowed pairs of
what each is worth above its two prices (weak duality of linear programming). A result whose value reaches
that bound is therefore the best.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentordesk.i18n import _
from mentordesk.matching.market import Integers, Market
from mentordesk.matching.proof import Proof, Verdict


@dataclass(frozen=True, eq=False)
class PriceProof(Proof):
    """Prices in points, with the bonus that every link was worth besides its score."""

    bonus: int
    mentee_prices: Integers
    mentor_prices: Integers

    def sentence(self) -> str:
        if self.objective == "most":
            return _(
                "Nothing better exists: no more people can be matched, and no other way has a higher total."
            )
        return _("Nothing better exists: no arrangement under these rules has a better total.")

    def examine(self, market: Market, links: Integers) -> Verdict:
        fault = self._fault(market)
        if fault:
            return Verdict(holds=False, gap=float("inf"), reason=fault)
        bound, reached = upper_bound(market, self), value(market, self.bonus, links)
        if bound != reached:
            reason = _("The prices leave room for something better.")
            more, bonuses = _more(market, self.bonus, len(links), bound), self.bonus * len(links)
            share = _share(bound - bonuses, reached - bonuses) if more == 0 else None
            return Verdict(False, (bound - reached) / self.scale, reason, share, more or 0)
        fewer = len(links) < market.most_links and self.bonus < market.decisive_bonus
        if self.objective == "most" and fewer:
            return Verdict(
                holds=False, reason=_("The prices do not show that no more people can be matched.")
            )
        return Verdict(holds=True)

    def _fault(self, market: Market) -> str:
        if (len(self.mentee_prices), len(self.mentor_prices)) != market.shape:
            return _("The prices belong to other people.")
        lowest = min(self.mentee_prices.min(initial=0), self.mentor_prices.min(initial=0))
        if lowest < 0 or (self.objective == "total" and self.bonus):
            return _("The prices are not prices.")
        return ""


def value(market: Market, bonus: int, links: Integers) -> int:
    """Points and bonuses of these links."""
    return int(market.at(links)[0].sum()) + bonus * len(links)


def upper_bound(market: Market, proof: PriceProof) -> int:
    """What no arrangement of the open part can exceed, in points with bonuses."""
    total = int(market.wanted @ proof.mentee_prices) + int(market.places @ proof.mentor_prices)
    for _start, gain, _points, allowed in market.gains(proof.bonus, proof.mentee_prices, proof.mentor_prices):
        above = gain > 0
        above &= allowed
        if above.any():
            total += int(gain[above].sum(dtype=np.int64))
    return total


def _more(market: Market, bonus: int, links: int, bound: int) -> int | None:
    """How many more links there may be at most; None where the bonus does not tell, nought without one."""
    if not bonus:
        return 0
    least = bonus + market.lowest
    return max(min(market.most_links, bound // least) - links, 0) if least > 0 else None


def _share(bound: int, reached: int) -> float | None:
    """The gap as a part of the bound; None where that says nothing."""
    return (bound - reached) / bound if bound > 0 <= reached else None
