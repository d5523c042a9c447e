"""What a decision costs the whole: a pair that is not proposed, a lock that is kept; and what would help."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mentordesk.i18n import _, ngettext, reader
from mentordesk.operations.matching import Pair, propose_open
from mentordesk.operations.matching_view import Matching

if TYPE_CHECKING:
    from mentordesk.matching.propose import Proposal


@dataclass(frozen=True)
class Cost:
    """How much worse the whole gets: pairs lost, points of total fit lost, and how far the lowest fit falls.

    Below nothing where one of the three gets better at the cost of another.
    """

    pairs: int
    points: int
    lowest: int

    def sentence(self) -> str:
        """The cost in words, the gravest part first."""
        if self.pairs > 0:
            text = ngettext("{n} pair fewer could be made.", "{n} pairs fewer could be made.", self.pairs)
            return text.format(n=reader().number(self.pairs))
        if self.points > 0:
            text = ngettext(
                "The total would be {n} point lower.", "The total would be {n} points lower.", self.points
            )
            return text.format(n=reader().number(self.points))
        if self.lowest > 0:
            text = _("The pair that suits least would suit less by {n}.")
            return text.format(n=reader().number(self.lowest))
        return _("It costs the whole nothing: another arrangement is as good.")


def cost_of_pair(matching: Matching, mentee: bytes, mentor: bytes) -> Cost:
    """What it costs to keep these two together, everybody else matched as well as can be round them."""
    part = matching.part
    kept = {pair for pair in part.locked if pair[0] != mentee}
    room = next((one.capacity for one in part.mentors if one.key == mentor), 0)
    held = sorted(pair for pair in kept if pair[1] == mentor)
    kept -= set(held[max(0, room - 1) :])
    changed = replace(part, locked=kept | {(mentee, mentor)})
    return _between(matching.proposal, propose_open(changed, matching.choice, matching.proposal))


def cost_of_lock(matching: Matching, mentee: bytes, mentor: bytes) -> Cost:
    """What a lock takes from the whole, beside the best without it."""
    changed = replace(matching.part, locked=set(matching.part.locked) - {(mentee, mentor)})
    return _between(propose_open(changed, matching.choice, matching.proposal), matching.proposal)


def cost_of_locks(matching: Matching) -> dict[Pair, Cost]:
    """What each lock costs by itself, the others kept."""
    return {pair: cost_of_lock(matching, *pair) for pair in sorted(matching.part.locked)}


def _between(better: "Proposal", worse: "Proposal") -> Cost:
    return Cost(
        pairs=len(better.pairs) - len(worse.pairs),
        points=better.total - worse.total,
        lowest=min((one.fit for one in better.pairs), default=0)
        - min((one.fit for one in worse.pairs), default=0),
    )
