"""A pairing of a mentor and a mentee, and what a coordinator decided before it came about."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from mentordesk.domain.entity import Entity, Word, derived_key, given, may_refer, refers


class PairingStatus(StrEnum):
    """Where a pairing stands in its life."""

    PROPOSED = "proposed"
    TRIAL = "trial"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


OPEN = (PairingStatus.PROPOSED, PairingStatus.TRIAL, PairingStatus.ACTIVE, PairingStatus.PAUSED)
"""A pairing in one of these takes one of its mentor's places."""

RUNNING = (PairingStatus.TRIAL, PairingStatus.ACTIVE)
"""A pairing in one of these is expected to meet."""

STEPS: dict[PairingStatus, tuple[PairingStatus, ...]] = {
    PairingStatus.PROPOSED: (PairingStatus.TRIAL, PairingStatus.ACTIVE, PairingStatus.CLOSED),
    PairingStatus.TRIAL: (PairingStatus.ACTIVE, PairingStatus.PAUSED, PairingStatus.CLOSED),
    PairingStatus.ACTIVE: (PairingStatus.PAUSED, PairingStatus.CLOSED),
    PairingStatus.PAUSED: (PairingStatus.TRIAL, PairingStatus.ACTIVE, PairingStatus.CLOSED),
    PairingStatus.CLOSED: (PairingStatus.ACTIVE,),
}
"""What may follow what; a closed pairing comes back only while its mentor has room."""


class Outcome(StrEnum):
    """How a pairing ended."""

    COMPLETED = "completed"
    EARLY = "early"
    DECLINED = "declined"


class Pairing(Entity):
    """A mentor and a mentee, both participants of one cohort.

    `fit` is 0 to 100 at the time of matching; `month_minutes` the agreed time a month, empty for the
    programme's own; `substitute_for_id` the pairing it stands in for.
    """

    __tablename__ = "pairing"

    cohort_id: Mapped[bytes] = refers("cohort")
    mentor_id: Mapped[bytes] = refers("participant")
    mentee_id: Mapped[bytes] = refers("participant", owner=True)
    status: Mapped[PairingStatus] = given(PairingStatus.TRIAL, Word(PairingStatus))
    started_on: Mapped[date | None] = given(None)
    trial_until: Mapped[date | None] = given(None)
    active_since: Mapped[date | None] = given(None)
    paused_until: Mapped[date | None] = given(None)
    ended_on: Mapped[date | None] = given(None)
    outcome: Mapped[Outcome | None] = given(None, Word(Outcome))
    reason: Mapped[str] = given("")
    fit: Mapped[int | None] = given(None)
    month_minutes: Mapped[int | None] = given(None)
    agreement_signed_on: Mapped[date | None] = given(None)
    notes: Mapped[str] = given("")
    substitute_for_id: Mapped[bytes | None] = may_refer("pairing")


class Mark(StrEnum):
    """What a coordinator decided about a possible pair before matching."""

    LOCK = "lock"
    BAN = "ban"
    BY_HAND = "by hand"


class PairMark(Entity):
    """A lock, a ban or a by-hand choice. Identity: derived from mentee and mentor."""

    __tablename__ = "pair_mark"

    cohort_id: Mapped[bytes] = refers("cohort")
    mentee_id: Mapped[bytes] = refers("participant", owner=True)
    mentor_id: Mapped[bytes] = refers("participant")
    mark: Mapped[Mark] = mapped_column(Word(Mark))
    reason: Mapped[str] = given("")


def mark_key(mentee: bytes, mentor: bytes) -> bytes:
    """The key of what was decided about two participants."""
    return derived_key(mentee, mentor)


def silent_days(last: date | None, began: date | None, today: date) -> int | None:
    """Days since a pairing last met, or since it began where it never did; never below 0."""
    since = last or began
    return None if since is None else max(0, (today - since).days)


def is_stuck(status: PairingStatus, silent: int | None, limit: int) -> bool:
    """Whether a pairing that should meet has been silent for `limit` days or more."""
    return status in RUNNING and silent is not None and silent >= limit


class MatchingSetting(Entity):
    """A criterion's weight or a rule's limit in a cohort; empty switches the rule off.

    Identity: derived from cohort and key.
    """

    __tablename__ = "matching_setting"

    cohort_id: Mapped[bytes] = refers("cohort", owner=True)
    key: Mapped[str]
    value: Mapped[int | None] = given(None)
