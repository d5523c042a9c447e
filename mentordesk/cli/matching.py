"""The command that matches, or tells of a draft."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentordesk.cli.opening import opened
from mentordesk.cli.parts import Answer, cohort_argument, cohort_called, number
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, filled
from mentordesk.storage.settings import today

if TYPE_CHECKING:
    import argparse

    from mentordesk.matching.propose import Proposal
    from mentordesk.operations.matching import Choice, Pair
    from mentordesk.operations.scenarios import Draft
    from mentordesk.storage.database import Database


class NoSuchDraft(Refusal):
    """There is no draft “{name}” in this cohort. Nothing was changed. Look how it is written, or say with
    --objective what to match for.
    """


@dataclass(frozen=True)
class Found:
    """What is told, written and published: pairs with their fits, and names by participant; left are those
    without a mentor, with the reason, and why is what was asked about one person.
    """

    objective: str
    total: int
    fits: "Mapping[Pair, int]"
    names: Mapping[bytes, str]
    proved: bool
    proof: str
    left: list[tuple[str, str]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    @property
    def pairs(self) -> list[tuple[str, str, int]]:
        """By name."""
        return [(self.names[mentee], self.names[mentor], fit) for (mentee, mentor), fit in self.fits.items()]


def match_arguments(parser: "argparse.ArgumentParser") -> None:
    cohort_argument(parser)
    parser.add_argument(
        "--objective",
        choices=("most", "total", "fair", "stable"),
        help=_("what it is to be best at; as the file keeps it if not said"),
    )
    parser.add_argument(
        "--seconds",
        type=number,
        metavar="N",
        help=_("with most or total: take the best found by then, and say how far off it may be"),
    )
    parser.add_argument(
        "--scenario",
        default="",
        metavar=_("NAME"),
        help=_(
            "the draft of this name as it was set aside; where there is none, or with --objective or "
            "--explain, match and set that aside under the name"
        ),
    )
    parser.add_argument("--explain", default="", metavar=_("NAME"), help=_("say why this person got whom"))
    parser.add_argument("--out", type=Path, metavar="PAIRS.csv", help=_("write the pairs as a table"))
    parser.add_argument("--publish", action="store_true", help=_("make the pairs pairings on trial"))


def match(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.matching import publish

    changes = given.publish or given.scenario
    with opened(given, readonly=not changes) as database:
        with database.read() as view:
            cohort = cohort_called(view, given.cohort)
        found = _drafted(database, cohort, given) or _matched(database, cohort, given)
        if given.out:
            _write(found, given.out)
        if given.publish:
            publish(database, cohort=cohort, pairs=found.fits, today=today())
    return _told(found, published=given.publish)


def _drafted(database: "Database", cohort: bytes, given: "argparse.Namespace") -> Found | None:
    """The draft that is named; None where there is none, or where matching is asked for.

    A draft that is not there is not published: its name may be mistyped.
    """
    from mentordesk.operations.matching_view import participant_names
    from mentordesk.operations.scenarios import drafts, with_verdicts

    if not given.scenario or given.objective or given.explain:
        return None
    with database.read() as view:
        named = [one for one in drafts(view, cohort) if one.name == given.scenario.strip()]
        for draft in with_verdicts(view, cohort, named, today=today()):
            return _of_draft(draft, participant_names(view, cohort))
    if given.publish:
        raise NoSuchDraft(name=given.scenario)
    return None


def _of_draft(draft: "Draft", names: Mapping[bytes, str]) -> Found:
    proof = draft.verdict.sentence() if draft.verdict else _("No proof was kept with it.")
    proved = draft.verdict is not None and draft.verdict.holds
    return Found(draft.objective.value, draft.total, draft.fits, names, proved, proof)


def _matched(database: "Database", cohort: bytes, given: "argparse.Namespace") -> Found:
    """The open part matched now, and set aside where a draft is to be made."""
    from mentordesk.operations.matching import choice_of, propose_pairs
    from mentordesk.operations.matching_report import explained, names_in
    from mentordesk.operations.scenarios import set_aside

    with database.read() as view:
        choice = _aimed(choice_of(view, cohort), given.objective)
        proposal = propose_pairs(view, cohort, choice=choice, today=today(), enough=_over(given.seconds))
    why = explained(proposal, given.explain) if given.explain else []
    if given.scenario:
        now, name = datetime.now(UTC), given.scenario
        set_aside(database, cohort=cohort, name=name, proposal=proposal, choice=choice, now=now)
    return _of_proposal(proposal, choice, names_in(proposal), why)


def _of_proposal(proposal: "Proposal", choice: "Choice", names: Mapping[bytes, str], why: list[str]) -> Found:
    fits = {(pair.mentee, pair.mentor): pair.fit for pair in proposal.pairs}
    left = [(names[one.mentee], one.sentence()) for one in proposal.unmatched]
    aim = choice.objective.value
    return Found(aim, proposal.total, fits, names, proposal.proved, proposal.proof, left, why)


def _over(seconds: int | None) -> Callable[[], bool] | None:
    """Whether so many seconds have gone by from now on."""
    if seconds is None:
        return None
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def _told(found: Found, *, published: bool) -> Answer:
    lines = [f"{fit:3}  {mentee} – {mentor}" for mentee, mentor, fit in found.pairs]
    lines += [filled(_("{mentee} has no mentor: {why}"), mentee=name, why=why) for name, why in found.left]
    facts: dict[str, Any] = {
        "objective": found.objective,
        "total": found.total,
        "proved": found.proved,
        "pairs": [{"mentee": mentee, "mentor": mentor, "fit": fit} for mentee, mentor, fit in found.pairs],
        "unmatched": [{"mentee": name, "why": why} for name, why in found.left],
        "proof": found.proof,
        "explained": found.why,
        "published": published,
    }
    return Answer("\n".join(found.why or [*lines, found.proof]), facts)


def _aimed(choice: "Choice", objective: str | None) -> "Choice":
    """The choice with another objective, where one was said."""
    from mentordesk.domain.scenario import Objective

    return replace(choice, objective=Objective(objective)) if objective else choice


def _write(found: Found, path: Path) -> None:
    from mentordesk.operations.exporting import save_table

    rows = [[mentee, mentor, str(fit)] for mentee, mentor, fit in found.pairs]
    save_table(path, [_("Mentee"), _("Mentor"), _("Fit")], rows)
