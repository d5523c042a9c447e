"""Matchings set aside under a name: to compare them side by side, to adopt one, to forget them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentordesk.domain.pairing import Mark, PairMark, mark_key
from mentordesk.domain.participant import Participant, Wish
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.scenario import Objective, Scenario, ScenarioPair, scenario_pair_key
from mentordesk.i18n import N_
from mentordesk.operations.bulk import bury_many
from mentordesk.operations.matching import (
    Choice,
    Pair,
    ask_open,
    choice_of,
    keep_choice,
    known_details,
    marks,
    open_part,
    stale_pairs,
)
from mentordesk.operations.programme import NameMissing
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.matching.proof import Verdict
    from mentordesk.matching.propose import Proposal

LABELS = {
    "scenario.saved": N_("Set the draft {scenario} aside"),
    "scenario.adopted": N_("Adopted the draft {scenario}"),
    "scenario.removed": N_("Removed the draft {scenario}"),
}
THOUSANDTHS = 1000


class DraftNameTaken(Refusal):
    """There is a draft “{name}” already. Nothing was saved. Choose another name, or remove that one first."""


class NothingToSetAside(Refusal):
    """There is no proposal to set aside. Nothing was saved. Match first, or let more people take part."""


class NothingOfItHolds(Refusal):
    """No pair of “{name}” can still be made: its people are paired, gone or full. Nothing was changed.
    Match again.
    """


@dataclass(frozen=True)
class Draft:
    """A matching in a few figures: pairs, the sum of their fits, the lowest and the mean fit (None without
    pairs); `id` and `made_at` are None for the proposal on the screen.

    `verdict` tells whether it is proved the best under its own terms for the people of now, None where no
    proof was kept.
    """

    id: bytes | None
    name: str
    objective: Objective
    made_at: datetime | None
    total: int
    fits: Mapping[Pair, int]
    verdict: "Verdict | None" = None

    @property
    def matched(self) -> int:
        return len(self.fits)

    @property
    def worst(self) -> int | None:
        return min(self.fits.values(), default=None)

    @property
    def mean(self) -> float | None:
        return sum(self.fits.values()) / len(self.fits) if self.fits else None


@dataclass(frozen=True)
class Across:
    """One mentee in every draft: the mentor and the fit, None where there is none."""

    mentee: bytes
    given: tuple[tuple[bytes, int] | None, ...]

    @property
    def differs(self) -> bool:
        """Whether some draft gives another mentor than the first."""
        return len({one and one[0] for one in self.given}) > 1


def drafts(view: Work, cohort: bytes) -> list[Draft]:
    """All that were set aside, the newest first; people who were removed since are left out."""
    found = view.scalars(
        select(Scenario)
        .where(Scenario.cohort_id == cohort)
        .order_by(Scenario.made_at.desc(), Scenario.id.desc())
    ).all()
    fits: dict[bytes, dict[Pair, int]] = {one.id: {} for one in found}
    one, other = aliased(Participant), aliased(Participant)
    for scenario, mentee, mentor, fit in view.execute(
        select(ScenarioPair.scenario_id, ScenarioPair.mentee_id, ScenarioPair.mentor_id, ScenarioPair.fit)
        .join(one, one.id == ScenarioPair.mentee_id)
        .join(other, other.id == ScenarioPair.mentor_id)
        .where(ScenarioPair.scenario_id.in_(fits))
    ):
        fits[scenario][mentee, mentor] = fit
    return [
        Draft(one.id, one.name, one.objective, one.made_at, round(one.total / THOUSANDTHS), fits[one.id])
        for one in found
    ]


def with_verdicts(view: Work, cohort: bytes, chosen: Sequence[Draft], *, today: date) -> list[Draft]:
    """The drafts with what their proofs say of them today."""
    from mentordesk.matching.keeping import check_kept

    query = select(Scenario.id, Scenario.prices).where(Scenario.cohort_id == cohort)
    proofs: dict[bytes | None, bytes | None] = dict(iter(view.execute(query)))
    part, found, basis = open_part(view, cohort, today), list[Draft](), None
    for draft in chosen:
        proof = proofs.get(draft.id)
        if proof and draft.id:
            terms = choice_of_draft(view, draft.id)
            basis = ask_open(part, terms, basis)
            found.append(replace(draft, verdict=check_kept(proof, draft.fits, basis)))
        else:
            found.append(draft)
    return found


def present(proposal: "Proposal", objective: Objective, name: str) -> Draft:
    """The proposal on the screen, to stand beside the drafts."""
    return Draft(None, name, objective, None, proposal.total, _fits(proposal), proposal.verdict)


def compare(chosen: Sequence[Draft]) -> list[Across]:
    """Every mentee of any of these, those the drafts differ about first; else by key."""
    mentors = [{mentee: (mentor, fit) for (mentee, mentor), fit in draft.fits.items()} for draft in chosen]
    every = sorted(set().union(*mentors))
    rows = [Across(mentee, tuple(one.get(mentee) for one in mentors)) for mentee in every]
    return sorted(rows, key=lambda row: not row.differs)


def choice_of_draft(view: Work, draft: bytes) -> Choice:
    """The weights, rules and objective it was made with; what it does not know is as the cohort has it."""
    found = view.get_one(Scenario, draft)
    said, now = json.loads(found.settings), choice_of(view, found.cohort_id)
    weights = {key: int(said.get("weights", {}).get(key, points)) for key, points in now.weights.items()}
    rules = {key: said.get("rules", {}).get(key, limit) for key, limit in now.rules.items()}
    return Choice(weights, rules, found.objective, known_details(said.get("details", now.details)))


def set_aside(
    database: Database, *, cohort: bytes, name: str, proposal: "Proposal", choice: Choice, now: datetime
) -> bytes:
    """Keep the proposal with what it was made by, under a name of its own; returns its key."""
    if not name.strip():
        raise NameMissing(field="name")
    if not proposal.pairs:
        raise NothingToSetAside(field="name")
    from mentordesk.matching.keeping import kept_proof

    with database.read() as view:
        key = view.new_key()
    with database.change(Label.of("scenario.saved", scenario=key)) as work:
        _check_name(work, cohort, name.strip())
        settings = {
            "weights": dict(choice.weights),
            "rules": dict(choice.rules),
            "details": dict(choice.details),
        }
        work.add(
            Scenario(
                id=key,
                cohort_id=cohort,
                name=name.strip(),
                objective=choice.objective,
                settings=json.dumps(settings, sort_keys=True),
                made_at=now,
                total=proposal.total * THOUSANDTHS,
                prices=kept_proof(proposal),
            )
        )
        work.insert_many(ScenarioPair, _rows(key, _fits(proposal)))
    return key


def adopt(database: Database, *, draft: bytes) -> int:
    """Make a draft the one that is worked on: its weights, rules and objective hold, and those of its pairs
    that can still be made are locked instead of what was locked before. Returns how many.
    """
    with database.change(Label.of("scenario.adopted", scenario=draft)) as work:
        found = work.get_one(Scenario, draft)
        cohort, pairs = found.cohort_id, _pairs(work, draft)
        refused = {*stale_pairs(work, cohort, pairs), *_never(work, cohort)}
        holding = [pair for pair in pairs if pair not in refused]
        if not holding:
            raise NothingOfItHolds(name=found.name)
        keep_choice(work, cohort, choice_of_draft(work, draft))
        locked = [pair for pair, mark in marks(work, cohort).items() if mark is not Mark.BAN]
        bury_many(work, PairMark, [mark_key(*pair) for pair in locked if pair not in set(holding)])
        for pair in holding:
            _lock(work, cohort, pair)
    return len(holding)


def remove_draft(database: Database, *, draft: bytes) -> None:
    """Forget a draft; locks it left behind stay."""
    with database.change(Label.of("scenario.removed", scenario=draft)) as work:
        bury_many(
            work,
            ScenarioPair,
            list(work.scalars(select(ScenarioPair.id).where(ScenarioPair.scenario_id == draft))),
        )
        work.bury(work.get_one(Scenario, draft))


def _fits(proposal: "Proposal") -> dict[Pair, int]:
    return {(pair.mentee, pair.mentor): pair.fit for pair in proposal.pairs}


def _rows(scenario: bytes, fits: Mapping[Pair, int]) -> list[dict[str, object]]:
    return [
        {
            "id": scenario_pair_key(scenario, mentee, mentor),
            "scenario_id": scenario,
            "mentee_id": mentee,
            "mentor_id": mentor,
            "fit": fit,
        }
        for (mentee, mentor), fit in fits.items()
    ]


def _pairs(view: Work, draft: bytes) -> list[Pair]:
    """The best pairs first, so that they keep their places where those have become fewer."""
    rows = view.execute(
        select(ScenarioPair.mentee_id, ScenarioPair.mentor_id)
        .where(ScenarioPair.scenario_id == draft)
        .order_by(ScenarioPair.fit.desc(), ScenarioPair.id)
    )
    return [(mentee, mentor) for mentee, mentor in rows]


def _never(view: Work, cohort: bytes) -> set[Pair]:
    """Both ways round, participants one of whom ruled the other out."""
    one, other = aliased(Participant), aliased(Participant)
    rows = view.execute(
        select(one.id, other.id)
        .join(Wish, Wish.participant_id == one.id)
        .join(other, other.person_id == Wish.person_id)
        .where(one.cohort_id == cohort, other.cohort_id == cohort, Wish.never.is_(True))
    ).all()
    return {(a, b) for a, b in rows} | {(b, a) for a, b in rows}


def _lock(work: Work, cohort: bytes, pair: Pair) -> None:
    """A lock, but where the two were paired by hand already."""
    known = work.get(PairMark, mark_key(*pair))
    if known is None or known.deleted or known.mark is Mark.BAN:
        mentee, mentor = pair
        work.put(
            PairMark(
                id=mark_key(mentee, mentor),
                cohort_id=cohort,
                mentee_id=mentee,
                mentor_id=mentor,
                mark=Mark.LOCK,
                reason="",
            )
        )


def _check_name(work: Work, cohort: bytes, name: str) -> None:
    taken = select(Scenario.id).where(Scenario.cohort_id == cohort, Scenario.name == name)
    if work.scalars(taken.limit(1)).first() is not None:
        raise DraftNameTaken(name=name, field="name")
