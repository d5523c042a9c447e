"""What earlier pairings say of people: who declined whom, and how it went with former partners."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from mentordesk.domain.pairing import Mark as Decision
from mentordesk.domain.pairing import Outcome, Pairing, PairingStatus, PairMark, mark_key
from mentordesk.domain.participant import Participant
from mentordesk.domain.session import PULSES, Session
from mentordesk.storage.work import Work

SPAN = len(PULSES) - 1


@dataclass(frozen=True)
class Past:
    """By person: what each gave former partners, and the mean of what each was given, 0 to 1."""

    gave: Mapping[bytes, dict[bytes, float]] = field(default_factory=dict)
    ratings: Mapping[bytes, float] = field(default_factory=dict)


def past_pairings(view: Work) -> Past:
    """How sessions of closed pairings felt to either side, in every cohort of the file, from 0 to 1."""
    mentor, mentee = aliased(Participant), aliased(Participant)
    rows = view.execute(
        select(
            mentor.person_id,
            mentee.person_id,
            func.avg(Session.mentor_pulse),
            func.avg(Session.mentee_pulse),
        )
        .select_from(Pairing)
        .join(mentor, mentor.id == Pairing.mentor_id)
        .join(mentee, mentee.id == Pairing.mentee_id)
        .join(Session, Session.pairing_id == Pairing.id)
        .where(Pairing.status == PairingStatus.CLOSED)
        .group_by(mentor.person_id, mentee.person_id)
    )
    gave: dict[bytes, dict[bytes, float]] = defaultdict(dict)
    given: dict[bytes, list[float]] = defaultdict(list)
    for one, other, by_mentor, by_mentee in rows:
        for giver, taker, pulse in ((one, other, by_mentor), (other, one, by_mentee)):
            if pulse is not None:
                gave[giver][taker] = (float(pulse) - PULSES[0]) / SPAN
                given[taker].append(gave[giver][taker])
    return Past(gave, {person: sum(marks) / len(marks) for person, marks in given.items()})


def declined_pairs(view: Work, cohort: bytes) -> set[tuple[bytes, bytes]]:
    """Mentees and mentors one of whom declined, but for those whose ban a coordinator took back."""
    rows = view.execute(
        select(Pairing.mentee_id, Pairing.mentor_id).where(
            Pairing.cohort_id == cohort, Pairing.outcome == Outcome.DECLINED
        )
    )
    freed = set(
        view.scalars(
            select(PairMark.id).where(
                PairMark.cohort_id == cohort, PairMark.deleted, PairMark.mark == Decision.BAN
            ),
            execution_options={"include_deleted": True},
        )
    )
    return {(mentee, mentor) for mentee, mentor in rows if mark_key(mentee, mentor) not in freed}
