"""A matching that was set aside to be compared, and its pairs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Json, Word, derived_key, given, refers


class Objective(StrEnum):
    """What a matching is to be best at."""

    MOST = "most"
    TOTAL = "total"
    FAIR = "fair"
    STABLE = "stable"


class Scenario(Entity):
    """One saved proposal: `settings` is the JSON of the weights and rules it was made with.

    `total` is the sum of its scores in thousandths of a point; `prices` the proof, as the matching engine
    wrote it.
    """

    __tablename__ = "scenario"

    cohort_id: Mapped[bytes] = refers("cohort", owner=True)
    name: Mapped[str]
    objective: Mapped[Objective] = mapped_column(Word(Objective))
    settings: Mapped[str] = given("{}", Json(("weights", dict), ("rules", dict), ("details", dict)))
    made_at: Mapped[datetime]
    total: Mapped[int] = given(0)
    prices: Mapped[bytes | None] = given(None)


class ScenarioPair(Entity):
    """A pair of a scenario; `fit` is 0 to 100. Identity: derived from scenario, mentee and mentor."""

    __tablename__ = "scenario_pair"

    scenario_id: Mapped[bytes] = refers("scenario")
    mentee_id: Mapped[bytes] = refers("participant", owner=True)
    mentor_id: Mapped[bytes] = refers("participant")
    fit: Mapped[int] = given(0)


def scenario_pair_key(scenario: bytes, mentee: bytes, mentor: bytes) -> bytes:
    """The key of a pair of a scenario."""
    return derived_key(scenario, mentee, mentor)
