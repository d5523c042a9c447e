"""Somebody to stand in for a mentor whose pairing is paused or closed."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from mentordesk.domain.pairing import OPEN, RUNNING, Outcome, Pairing, PairingStatus
from mentordesk.domain.participant import MATCHABLE, Participant
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.candidates import everybody
from mentordesk.operations.matching import choice_of, pairs_ruled_out
from mentordesk.operations.pairing_names import label_for, name_of, names_of
from mentordesk.operations.pairings import NoRoom, check_pair, free_places
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work

LABELS = {"pairing.substituted": N_("{mentor} stands in with {mentee}")}


class NoStandInNeeded(Refusal):
    """{mentor} and {mentee} go on, so nobody has to stand in. Nothing was changed. Pause or close the
    pairing first.
    """


class HasStandIn(Refusal):
    """Somebody stands in with {mentee} already. Nothing was changed. Close that pairing first."""


@dataclass(frozen=True)
class StandIn:
    """A mentor with a free place, how well they suit the mentee, and what speaks against."""

    mentor: bytes
    person: bytes
    name: str
    family_name: str
    fit: int
    against: tuple[str, ...]


@dataclass(frozen=True)
class Resting:
    """A pairing in which nobody stands in, with the two names: paused `until`, or closed early on `ended`."""

    id: bytes
    mentor: str
    mentee: str
    until: date | None
    ended: date | None


def resting(view: Work, cohort: bytes) -> list[Resting]:
    """Pairings that could use a stand-in: paused, the longest pause first, then those closed early whose
    mentee takes part and is without anybody.
    """
    held = select(Pairing.substitute_for_id).where(
        Pairing.substitute_for_id.is_not(None), Pairing.status.in_(OPEN)
    )
    taken = select(Pairing.mentee_id).where(Pairing.status.in_(OPEN))
    alone = and_(
        Pairing.status == PairingStatus.CLOSED,
        Pairing.outcome == Outcome.EARLY,
        Pairing.mentee_id.not_in(taken),
        Participant.status.in_(MATCHABLE),
    )
    rows = view.execute(
        select(Pairing.id, Pairing.mentor_id, Pairing.mentee_id, Pairing.paused_until, Pairing.ended_on)
        .join(Participant, Participant.id == Pairing.mentee_id)
        .where(
            Pairing.cohort_id == cohort,
            or_(Pairing.status == PairingStatus.PAUSED, alone),
            Pairing.id.not_in(held),
        )
        .order_by(
            Pairing.ended_on, Pairing.paused_until.is_not(None), Pairing.paused_until.desc(), Pairing.id
        )
    )
    return [
        Resting(key, name_of(view, mentor), name_of(view, mentee), until, ended)
        for key, mentor, mentee, until, ended in rows
    ]


def stand_ins(view: Work, pairing: bytes) -> list[StandIn]:
    """Every other mentor with a free place: those no rule forbids first, each kind by fit."""
    from mentordesk.matching.explain import against
    from mentordesk.matching.propose import propose

    found = view.get_one(Pairing, pairing)
    cohort, choice = view.get_one(Cohort, found.cohort_id), choice_of(view, found.cohort_id)
    room, people = free_places(view, cohort.id), everybody(view, cohort.id)
    mentors = {
        one.part.id: one
        for one in people
        if room.get(one.part.id, 0) > 0 and one.part.id not in {found.mentor_id, found.mentee_id}
    }
    mentee = [one.learning() for one in people if one.part.id == found.mentee_id]
    grounds = propose(
        mentee,
        [one.mentoring(room[key]) for key, one in mentors.items()],
        weights=choice.weights,
        rules=choice.rules,
        starts=cohort.starts_on,
        ends=cohort.ends_on,
        banned=pairs_ruled_out(view, cohort.id),
    ).grounds
    offers = [
        StandIn(
            one.key,
            one.person,
            one.name,
            mentors[one.key].person.family_name,
            round(float(grounds.fits[0, at])),
            against(grounds, 0, at),
        )
        for at, one in enumerate(grounds.pool.mentors if mentee else ())
    ]
    return sorted(offers, key=lambda one: (bool(one.against), -one.fit, one.mentor))


def appoint(database: Database, *, pairing: bytes, mentor: bytes, today: date) -> bytes:
    """Let a mentor stand in for a paused or closed pairing, on trial from today; returns the new pairing."""
    with database.read() as view:
        label = label_for(view, "pairing.substituted", mentor, view.get_one(Pairing, pairing).mentee_id)
    with database.change(label) as work:
        found, one = work.get_one(Pairing, pairing), work.get_one(Participant, mentor)
        _check(work, found, one)
        programme = work.get_one(Programme, work.get_one(Cohort, found.cohort_id).programme_id)
        key = work.new_key()
        work.add(
            Pairing(
                id=key,
                cohort_id=found.cohort_id,
                mentor_id=mentor,
                mentee_id=found.mentee_id,
                status=PairingStatus.TRIAL,
                started_on=today,
                trial_until=today + timedelta(days=programme.trial_days),
                substitute_for_id=pairing,
            )
        )
    return key


def stand_in_of(view: Work, pairing: bytes) -> bytes | None:
    """The open pairing that stands in for one, if there is."""
    wanted = select(Pairing.id).where(Pairing.substitute_for_id == pairing, Pairing.status.in_(OPEN))
    return view.scalars(wanted.limit(1)).first()


def _check(work: Work, found: Pairing, mentor: Participant) -> None:
    names = names_of(work, found.mentor_id, found.mentee_id)
    if found.status in RUNNING:
        raise NoStandInNeeded(**names)
    if stand_in_of(work, found.id) is not None:
        raise HasStandIn(mentee=names["mentee"])
    check_pair(work, mentor, work.get_one(Participant, found.mentee_id))
    if free_places(work, mentor.cohort_id).get(mentor.id, 0) < 1:
        new = names_of(work, mentor.id, found.mentee_id)
        raise NoRoom(mentor=new["mentor"], capacity=mentor.capacity, field="mentor")
