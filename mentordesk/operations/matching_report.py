"""A proposal told in lines of text, and one person's part in it: for the command line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, filled, fold, reader
from mentordesk.operations.matching_costs import helps, insight

if TYPE_CHECKING:
    from mentordesk.matching.propose import Proposal, ProposedPair


class NobodyToMatch(Refusal):
    """{name} is not looked at in this matching. Nothing was changed. Write the name as it stands in People;
    whoever is paired already is left out.
    """


def names_in(proposal: "Proposal") -> dict[bytes, str]:
    """The names of everybody looked at, by participant."""
    pool = proposal.grounds.pool
    return {one.key: one.name for one in (*pool.mentees, *pool.mentors)}


def explained(proposal: "Proposal", name: str) -> list[str]:
    """Why somebody got whom: each of their pairs, or why there is none and what would help."""
    keys = {key for key, known in names_in(proposal).items() if fold(known) == fold(name.strip())}
    if not keys:
        raise NobodyToMatch(name=name)
    lines = [
        line for pair in proposal.pairs if {pair.mentee, pair.mentor} & keys for line in _pair(proposal, pair)
    ]
    lines += [
        line
        for one in proposal.unmatched
        if one.mentee in keys
        for line in (one.sentence(), *helps(proposal, one.mentee))
    ]
    return lines or [filled(_("{name} is in no proposed pair."), name=name)]


def _pair(proposal: "Proposal", pair: "ProposedPair") -> Iterator[str]:
    from mentordesk.matching.explain import explain

    names, found = names_in(proposal), explain(proposal, pair.mentee, pair.mentor)
    head = _("{mentee} and {mentor}, fit {fit}")
    yield head.format(
        mentee=names[pair.mentee],
        mentor=names[pair.mentor],
        fit=reader().number(pair.fit),
    )
    for mark, sentences in (("!", found.against), ("+", found.why), ("-", found.why_not_more)):
        yield from (f"  {mark} {sentence}" for sentence in sentences)
    more = insight(proposal, pair.mentee, pair.mentor)
    if more.cost:
        yield f"  = {more.cost}"
    for one in more.others:
        text = _("{mentor}, fit {fit}. {effect}")
        told = filled(
            text, mentor=names[one.mentor], fit=reader().number(one.fit), effect=one.effect.sentence()
        )
        yield f"  > {told}"
