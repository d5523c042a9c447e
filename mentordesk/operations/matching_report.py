"""A proposal told in words: on paper, and one person's part in it on the command line."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from mentordesk.domain.pairing import Mark
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.words import word
from mentordesk.i18n import Reader, _, filled, fold, reader, speaking
from mentordesk.operations.matching import Choice, choice_of, propose_pairs
from mentordesk.operations.matching_costs import helps, insight
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.matching_proposal import MatchingProposalText
    from mentordesk.matching.propose import Proposal, ProposedPair


class NobodyToMatch(Refusal):
    """{name} is not looked at in this matching. Nothing was changed. Write the name as it stands in People;
    whoever is paired already is left out.
    """


def proposal_text(
    view: Work, *, cohort: Cohort, programme: Programme, today: date, reader: Reader
) -> "MatchingProposalText":
    """The proposal of now under what is kept, for those who review it."""
    from mentordesk.documents.matching_proposal import MatchingProposalText

    choice = choice_of(view, cohort.id)
    found = propose_pairs(view, cohort.id, choice=choice, today=today)
    names = names_in(found)
    with speaking(reader):
        return MatchingProposalText(
            language=reader.language_code,
            programme=programme.name,
            cohort=cohort.name,
            logo=programme.logo,
            day=reader.date(today),
            figures=_figures(found, choice),
            proof=found.proof if found.pairs else "",
            pairs=tuple(_row(pair, names) for pair in found.pairs),
            without=tuple((names[one.mentee], one.sentence()) for one in found.unmatched),
            rules=_rules(choice),
            weights=_weights(choice),
        )


def _figures(proposal: "Proposal", choice: Choice) -> tuple[tuple[str, str], ...]:
    fits = [pair.fit for pair in proposal.pairs]
    return (
        (_("Best at"), word(choice.objective)),
        (_("Pairs"), reader().number(len(fits))),
        (_("Total"), reader().number(proposal.total)),
        (_("Lowest"), reader().number(min(fits)) if fits else "–"),
    )


def _row(pair: "ProposedPair", names: Mapping[bytes, str]) -> tuple[str, str, str, str]:
    held = word(Mark.LOCK) if pair.locked else ""
    return names[pair.mentee], names[pair.mentor], reader().number(pair.fit), held


def _rules(choice: Choice) -> tuple[str, ...]:
    from mentordesk.matching.rules import RULES

    on = [(rule, choice.rules.get(rule.key)) for rule in RULES]
    return tuple(rule.shown(value) for rule, value in on if value is not None)


def _weights(choice: Choice) -> tuple[tuple[str, str], ...]:
    from mentordesk.matching.criteria import CRITERIA

    counting = [(one, choice.weights.get(one.key, 0)) for one in CRITERIA]
    return tuple((_(one.label), reader().number(points)) for one, points in counting if points)


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
