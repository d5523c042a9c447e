"""What a decision costs the whole, who would be next best, and what would help a mentee without a mentor."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentordesk.matching.propose import Proposal
    from mentordesk.matching.whatif import Suggestion


@dataclass(frozen=True)
class Insight:
    """About two people: what it costs the whole to have them together ("" where they are proposed freely),
    and the mentee's next best mentors.
    """

    cost: str
    others: "tuple[Suggestion, ...]"


def insight(proposal: "Proposal", mentee: bytes, mentor: bytes, most: int = 3) -> Insight:
    """What can be said of a pair beyond its own figures; takes a moment where people are many."""
    from mentordesk.matching.whatif import forced, lock_cost, second_best

    proposed = next((one for one in proposal.pairs if (one.mentee, one.mentor) == (mentee, mentor)), None)
    if proposed is None:
        cost = forced(proposal, mentee, mentor).sentence()
    else:
        cost = lock_cost(proposal, mentee, mentor).sentence() if proposed.locked else ""
    others = second_best(proposal, mentee, most + 1)
    return Insight(cost, tuple(one for one in others if one.mentor != mentor)[:most])


def helps(proposal: "Proposal", mentee: bytes) -> tuple[str, ...]:
    """The smallest changes that would find somebody a mentor, each in a sentence."""
    from mentordesk.matching.change import smallest_changes

    return tuple(one.sentence() for one in smallest_changes(proposal, mentee))
