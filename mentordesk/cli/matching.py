"""The command that matches."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mentordesk.cli.opening import opened
from mentordesk.cli.parts import Answer, cohort_argument, cohort_called, today
from mentordesk.i18n import _, filled

if TYPE_CHECKING:
    import argparse

    from mentordesk.matching.propose import Proposal
    from mentordesk.operations.matching import Choice
    from mentordesk.storage.database import Database


def match_arguments(parser: "argparse.ArgumentParser") -> None:
    cohort_argument(parser)
    parser.add_argument(
        "--objective",
        choices=("most", "total", "fair", "stable"),
        help=_("what it is to be best at; as the file keeps it if not said"),
    )
    parser.add_argument("--scenario", default="", metavar=_("NAME"), help=_("set it aside as a draft"))
    parser.add_argument("--explain", default="", metavar=_("NAME"), help=_("say why this person got whom"))
    parser.add_argument("--out", type=Path, metavar="PAIRS.csv", help=_("write the proposal as a table"))
    parser.add_argument("--publish", action="store_true", help=_("make the pairs pairings on trial"))


def match(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.matching import choice_of, propose_pairs
    from mentordesk.operations.matching_report import explained, names_in

    changes = given.publish or given.scenario
    with opened(given, readonly=not changes) as database:
        with database.read() as view:
            cohort = cohort_called(view, given.cohort)
            choice = _aimed(choice_of(view, cohort), given.objective)
            found = propose_pairs(view, cohort, choice=choice, today=today())
        told = explained(found, given.explain) if given.explain else []
        _keep_match(database, cohort, found, choice, given)
    names = names_in(found)
    pairs = [(names[pair.mentee], names[pair.mentor], pair.fit) for pair in found.pairs]
    left = [(names[one.mentee], one.sentence()) for one in found.unmatched]
    lines = [f"{fit:3}  {mentee} – {mentor}" for mentee, mentor, fit in pairs]
    lines += [filled(_("{mentee} has no mentor: {why}"), mentee=name, why=why) for name, why in left]
    proof = found.proof if found.proved else _("This proposal could not be proved to be the best.")
    facts = {
        "objective": choice.objective.value,
        "total": found.total,
        "proved": found.proved,
        "pairs": [{"mentee": mentee, "mentor": mentor, "fit": fit} for mentee, mentor, fit in pairs],
        "unmatched": [{"mentee": name, "why": why} for name, why in left],
        "proof": proof,
        "explained": told,
        "published": given.publish,
    }
    return Answer("\n".join(told or [*lines, proof]), facts)


def _aimed(choice: "Choice", objective: str | None) -> "Choice":
    """The choice with another objective, where one was said."""
    from mentordesk.domain.scenario import Objective

    return replace(choice, objective=Objective(objective)) if objective else choice


def _keep_match(
    database: "Database", cohort: bytes, found: "Proposal", choice: "Choice", given: "argparse.Namespace"
) -> None:
    """Write the table, set the draft aside and publish, each where it was asked for."""
    from mentordesk.operations.exporting import save_table
    from mentordesk.operations.matching import publish
    from mentordesk.operations.matching_report import names_in
    from mentordesk.operations.scenarios import set_aside

    names = names_in(found)
    if given.out:
        rows = [[names[pair.mentee], names[pair.mentor], str(pair.fit)] for pair in found.pairs]
        save_table(given.out, [_("Mentee"), _("Mentor"), _("Fit")], rows)
    if given.scenario:
        now = datetime.now(UTC)
        set_aside(database, cohort=cohort, name=given.scenario, proposal=found, choice=choice, now=now)
    if given.publish:
        chosen = {(pair.mentee, pair.mentor): pair.fit for pair in found.pairs}
        publish(database, cohort=cohort, pairs=chosen, today=today())
