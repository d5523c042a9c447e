"""What a cohort chose for its matching: what counts and how much, what must hold, what it is best at."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import select

from mentordesk.domain.entity import derived_key
from mentordesk.domain.pairing import MatchingSetting
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.scenario import Objective, Scenario
from mentordesk.i18n import N_
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS = {
    "matching.weight": N_("Changed what counts in matching"),
    "matching.rule": N_("Changed what must hold in matching"),
    "matching.details": N_("Changed details of what counts in matching"),
    "matching.objective": N_("Changed what matching is to be best at"),
}

WEIGHT, RULE, DETAIL, OBJECTIVE = "weight ", "rule ", "detail ", "objective"
OBJECTIVES = (Objective.MOST, Objective.TOTAL, Objective.FAIR, Objective.STABLE)
"""What a matching may be best at; a setting keeps the place in this row."""


class DetailsDoNotFit(Refusal):
    """The years between two people must go up from “at least” to “at most”. Nothing was saved. Change them
    and save again.
    """


@dataclass(frozen=True)
class Choice:
    """What was chosen: points by criterion, limits by rule (None where one is off), what it is best at, and
    details of criteria by key, those left out as usual.
    """

    weights: Mapping[str, int]
    rules: Mapping[str, int | None]
    objective: Objective = Objective.MOST
    details: Mapping[str, int] = field(default_factory=dict)


def choice_of(view: Work, cohort: bytes) -> Choice:
    """What counts and what must hold, the field's defaults where nothing was chosen.

    A limit beyond what a rule goes to, as from a newer copy, is the nearest it goes to.
    """
    from mentordesk.matching.criteria import default_weights
    from mentordesk.matching.rules import RULES

    chosen = dict(
        view.execute(
            select(MatchingSetting.key, MatchingSetting.value).where(MatchingSetting.cohort_id == cohort)
        ).all()
    )
    weights = {
        key: max(0, chosen.get(WEIGHT + key, weight) or 0) for key, weight in default_weights().items()
    }
    rules = {}
    for rule in RULES:
        value = chosen.get(RULE + rule.key, rule.default)
        rules[rule.key] = None if value is None else min(max(value, rule.lowest), rule.highest)
    details = {
        key.removeprefix(DETAIL): value
        for key, value in chosen.items()
        if key.startswith(DETAIL) and value is not None
    }
    return Choice(weights, rules, _objective(chosen.get(OBJECTIVE)), known_details(details))


def known_details(details: Mapping[str, int]) -> dict[str, int]:
    """Those of the details that matching knows and can hold together; none where they cannot."""
    from mentordesk.matching.market import MatchingError
    from mentordesk.matching.settings import complete

    known = {}
    for key, value in details.items():
        with suppress(MatchingError):
            complete({key: value} if not key.startswith("gap ") else {})
            known[key] = value
    try:
        complete(known)
    except MatchingError:
        return {key: value for key, value in known.items() if not key.startswith("gap ")}
    return known


def set_weight(database: Database, *, cohort: bytes, criterion: str, points: int) -> None:
    """Let a criterion count so many points, 0 for nothing."""
    _set(database, "matching.weight", cohort, WEIGHT + criterion, max(0, points))


def set_rule(database: Database, *, cohort: bytes, rule: str, value: int | None) -> None:
    """Set a rule's limit; None switches it off."""
    _set(database, "matching.rule", cohort, RULE + rule, value)


def set_objective(database: Database, *, cohort: bytes, objective: Objective) -> None:
    """Say what matching is to be best at."""
    _set(database, "matching.objective", cohort, OBJECTIVE, OBJECTIVES.index(objective))


def set_details(database: Database, *, cohort: bytes, details: Mapping[str, int]) -> None:
    """Say more closely what counts, all in one step; refused where the values cannot hold together."""
    from mentordesk.matching.market import MatchingError
    from mentordesk.matching.settings import complete

    with database.read() as view:
        kept = choice_of(view, cohort).details
    try:
        complete({**kept, **details})
    except MatchingError as error:
        raise DetailsDoNotFit(field=next((key for key in details if key.startswith("gap ")), "")) from error
    with database.change(Label.of("matching.details")) as work:
        for key, value in details.items():
            work.put(_setting(cohort, DETAIL + key, value))


def rename_own_details(work: Work, before: str, after: str) -> None:
    """What was chosen of an own field, for its new name in every cohort and in the drafts set aside."""
    from mentordesk.matching.settings import diversity_key, own_key

    if before == after:
        return
    renamed = {key_of(before): key_of(after) for key_of in (own_key, diversity_key)}
    for old, new in renamed.items():
        for row in work.scalars(select(MatchingSetting).where(MatchingSetting.key == DETAIL + old)).all():
            work.put(_setting(row.cohort_id, DETAIL + new, row.value))
            work.bury(row)
    for draft in work.scalars(select(Scenario)).all():
        said = json.loads(draft.settings)
        details = said.get("details", {})
        if renamed.keys() & details.keys():
            said["details"] = {renamed.get(key, key): value for key, value in details.items()}
            draft.settings = json.dumps(said, sort_keys=True)


def keep_choice(work: Work, cohort: bytes, choice: Choice) -> None:
    """Write a whole choice; what is as it was leaves no trace."""
    settings: dict[str, int | None] = {WEIGHT + key: points for key, points in choice.weights.items()}
    settings |= {RULE + key: limit for key, limit in choice.rules.items()}
    settings |= {DETAIL + key: value for key, value in choice.details.items()}
    settings[OBJECTIVE] = OBJECTIVES.index(choice.objective)
    for key, value in settings.items():
        work.put(_setting(cohort, key, value))


def _set(database: Database, label: str, cohort: bytes, key: str, value: int | None) -> None:
    with database.change(Label.of(label)) as work:
        work.put(_setting(cohort, key, value))


def _setting(cohort: bytes, key: str, value: int | None) -> MatchingSetting:
    return MatchingSetting(id=derived_key(cohort, key), cohort_id=cohort, key=key, value=value)


def _objective(place: int | None) -> Objective:
    """The objective at a place of the row; the first for one that a newer copy knows."""
    return OBJECTIVES[place] if place is not None and 0 <= place < len(OBJECTIVES) else OBJECTIVES[0]
