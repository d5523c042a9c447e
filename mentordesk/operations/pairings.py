"""What a coordinator does with a pairing, from pairing by hand to closing, and the room mentors have.

Capacity is an invariant: no change here takes a place that a mentor does not have.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from mentordesk.domain.pairing import OPEN, STEPS, Mark, Outcome, Pairing, PairingStatus, PairMark, mark_key
from mentordesk.domain.participant import Participant, Role, Status, Wish
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.pairing_names import label_for, label_of, name_of, names_of
from mentordesk.storage.database import Database
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "pairing.made": N_("Paired {mentor} and {mentee}"),
    "pairing.trial": N_("Began the trial of {mentor} and {mentee}"),
    "pairing.active": N_("Made active: {mentor} and {mentee}"),
    "pairing.declined": N_("Declined: {mentor} and {mentee}"),
    "pairing.paused": N_("Paused: {mentor} and {mentee}"),
    "pairing.resumed": N_("Resumed: {mentor} and {mentee}"),
    "pairing.closed": N_("Closed: {mentor} and {mentee}"),
    "pairing.reopened": N_("Reopened: {mentor} and {mentee}"),
    "pairing.minutes": N_("Changed the agreed time of {mentor} and {mentee}"),
    "pairing.signed": N_("Noted the agreement of {mentor} and {mentee}"),
    "pairing.noted": N_("Wrote notes on {mentor} and {mentee}"),
}

GONE = (Status.COMPLETED, Status.WITHDRAWN)
"""Who no longer takes part, and so cannot be paired."""


class NoRoom(Refusal):
    """{mentor} has no room: all places are taken ({capacity}). Nothing was changed.
    Raise the capacity or close a pairing first.
    """


class SamePerson(Refusal):
    """{person} cannot be paired with themselves. Nothing was changed. Choose two people."""


class NotInRole(Refusal):
    """{person} does not take part in this role. Nothing was changed. Change the role in People first."""


class NoLongerTakesPart(Refusal):
    """{person} no longer takes part. Nothing was changed. Change the status in People first."""


class OtherCohort(Refusal):
    """{mentor} and {mentee} are in different cohorts. Nothing was changed. Choose two of one cohort."""


class AlreadyPaired(Refusal):
    """{mentor} and {mentee} are a pairing already. Nothing was changed."""


class NeverTogether(Refusal):
    """{mentor} and {mentee} must never be paired: one of them said so. Nothing was changed.
    Take the wish back in People first.
    """


class WrongStep(Refusal):
    """{mentor} and {mentee}: this step does not follow from where the pairing stands.
    Nothing was changed. Choose another step.
    """


class DayTooEarly(Refusal):
    """The pause would end on {day}, which is not ahead. Nothing was changed. Choose a later day."""


class ReasonMissing(Refusal):
    """Nothing was changed, for a reason is missing. Say in a few words why."""


class BadMinutes(Refusal):
    """{minutes} is not an agreed time. Nothing was changed. Give the minutes a month as a number above 0."""


@dataclass(frozen=True)
class Who:
    """One side of a pairing: the participant, and the person behind it."""

    participant: bytes
    person: bytes
    name: str
    family_name: str


def free_places(view: Work, cohort: bytes) -> dict[bytes, int]:
    """How many more mentees each mentor of a cohort has room for, by participant.

    Below zero only where merged copies overfilled somebody.
    """
    taken = (
        select(Pairing.mentor_id, func.count().label("n"))
        .where(Pairing.status.in_(OPEN))
        .group_by(Pairing.mentor_id)
        .subquery()
    )
    rows = view.execute(
        select(Participant.id, Participant.capacity - func.coalesce(taken.c.n, 0))
        .outerjoin(taken, taken.c.mentor_id == Participant.id)
        .where(Participant.cohort_id == cohort, Participant.role != Role.MENTEE)
    )
    return {key: int(free) for key, free in rows}


def who_could_pair(view: Work, cohort: bytes) -> tuple[list[tuple[Who, int]], list[tuple[Who, int]]]:
    """The mentors of a cohort with their free places, and the mentees with how many pairings they have."""
    rows = view.execute(
        select(Participant.id, Person.id, Person.name, Person.family_name, Participant.role)
        .join(Person, Participant.person_id == Person.id)
        .where(Participant.cohort_id == cohort, Participant.status.not_in(GONE))
    )
    people = [(Who(key, person, name, family), role) for key, person, name, family, role in rows]
    free, taken = free_places(view, cohort), _taken(view, cohort)
    mentors = [(who, free.get(who.participant, 0)) for who, role in people if role.mentors]
    return mentors, [(who, taken.get(who.participant, 0)) for who, role in people if role.learns]


def pair_by_hand(database: Database, *, mentor: bytes, mentee: bytes, today: date) -> bytes:
    """Pair two participants of one cohort, as a trial from today; returns the pairing's key.

    Refused without room, when they are paired already, or when one of them ruled the other out.
    """
    with database.read() as view:
        label = label_for(view, "pairing.made", mentor, mentee)
    with database.change(label) as work:
        one, other = work.get_one(Participant, mentor), work.get_one(Participant, mentee)
        check_pair(work, one, other)
        _check_room(work, one)
        key = work.new_key()
        trial = timedelta(days=_programme(work, one.cohort_id).trial_days)
        work.add(
            Pairing(
                id=key,
                cohort_id=one.cohort_id,
                mentor_id=mentor,
                mentee_id=mentee,
                status=PairingStatus.TRIAL,
                started_on=today,
                trial_until=today + trial,
            )
        )
    return key


def begin_trial(database: Database, *, pairing: bytes, today: date) -> None:
    """Let a proposal begin, on trial from today."""
    with _step(database, "pairing.trial", pairing, PairingStatus.TRIAL) as (work, found):
        if found.status is not PairingStatus.PROPOSED:
            raise WrongStep(**names_of(work, found.mentor_id, found.mentee_id))
        found.started_on = today
        found.trial_until = today + timedelta(days=_programme(work, found.cohort_id).trial_days)


def make_active(database: Database, *, pairing: bytes, today: date) -> None:
    """Both said yes: a proposal or a trial becomes an active pairing."""
    with _step(database, "pairing.active", pairing, PairingStatus.ACTIVE) as (_work, found):
        found.started_on = found.started_on or today
        found.active_since = today


def decline_pairing(database: Database, *, pairing: bytes, reason: str, today: date) -> None:
    """Close a proposal or a trial that one side does not want; the two are not proposed again."""
    with _step(database, "pairing.declined", pairing, PairingStatus.CLOSED) as (work, found):
        if found.active_since is not None:
            raise WrongStep(**names_of(work, found.mentor_id, found.mentee_id))
        _end(found, Outcome.DECLINED, reason, today)
        work.put(
            PairMark(
                id=mark_key(found.mentee_id, found.mentor_id),
                cohort_id=found.cohort_id,
                mentee_id=found.mentee_id,
                mentor_id=found.mentor_id,
                mark=Mark.BAN,
                reason=found.reason,
            )
        )


def pause_pairing(database: Database, *, pairing: bytes, until: date | None, today: date) -> None:
    """Let a pairing rest until a day, or for now; it keeps its mentor's place."""
    if until is not None and until <= today:
        raise DayTooEarly(day=until, field="until")
    with _step(database, "pairing.paused", pairing, PairingStatus.PAUSED) as (_work, found):
        found.paused_until = until


def resume_pairing(database: Database, *, pairing: bytes, today: date) -> None:
    """Let a paused pairing go on as what it was, active or on trial; who stood in has done so."""
    with database.read() as view:
        label = label_of(view, "pairing.resumed", pairing)
    with database.change(label) as work:
        found = work.get_one(Pairing, pairing)
        if found.status is not PairingStatus.PAUSED:
            raise WrongStep(**names_of(work, found.mentor_id, found.mentee_id))
        found.status = PairingStatus.ACTIVE if found.active_since else PairingStatus.TRIAL
        found.paused_until = None
        standing = select(Pairing).where(Pairing.substitute_for_id == pairing, Pairing.status.in_(OPEN))
        for one in work.scalars(standing):
            end(one, Outcome.COMPLETED, today)


def close_pairing(
    database: Database, *, pairing: bytes, outcome: Outcome, today: date, reason: str = ""
) -> None:
    """End a pairing, completed or early; ending early wants a reason."""
    with _step(database, "pairing.closed", pairing, PairingStatus.CLOSED) as (_work, found):
        _end(found, outcome, reason, today)


def reopen_pairing(database: Database, *, pairing: bytes, today: date) -> None:
    """Let a closed pairing go on, where its mentor still has room; a ban from declining is lifted."""
    with _step(database, "pairing.reopened", pairing, PairingStatus.ACTIVE) as (work, found):
        one, other = work.get_one(Participant, found.mentor_id), work.get_one(Participant, found.mentee_id)
        check_pair(work, one, other, but=pairing)
        found.active_since = found.active_since or today
        found.ended_on, found.outcome, found.reason = None, None, ""
        mark = work.get(PairMark, mark_key(found.mentee_id, found.mentor_id))
        if mark is not None and not mark.deleted and mark.mark is Mark.BAN:
            work.bury(mark)


def agree_time(database: Database, *, pairing: bytes, month_minutes: int | None) -> None:
    """Set the agreed minutes a month; None for the programme's own."""
    if month_minutes is not None and month_minutes <= 0:
        raise BadMinutes(minutes=month_minutes, field="month_minutes")
    with _changed(database, "pairing.minutes", pairing) as found:
        found.month_minutes = month_minutes


def sign_agreement(database: Database, *, pairing: bytes, day: date | None) -> None:
    """Note the day on which both signed; None when they have not."""
    with _changed(database, "pairing.signed", pairing) as found:
        found.agreement_signed_on = day


def note_pairing(database: Database, *, pairing: bytes, notes: str) -> None:
    """Replace the coordinator's notes."""
    with _changed(database, "pairing.noted", pairing) as found:
        found.notes = notes.strip()


@contextmanager
def _changed(database: Database, label: str, pairing: bytes) -> Iterator[Pairing]:
    with database.read() as view:
        named = label_of(view, label, pairing)
    with database.change(named) as work:
        yield work.get_one(Pairing, pairing)


@contextmanager
def _step(
    database: Database, label: str, pairing: bytes, wanted: PairingStatus
) -> Iterator[tuple[Work, Pairing]]:
    """One change that takes a pairing to a status which may follow its own; a place it takes must be free."""
    with database.read() as view:
        named = label_of(view, label, pairing)
    with database.change(named) as work:
        found = work.get_one(Pairing, pairing)
        if wanted not in STEPS[found.status] or _skips(label, found.status):
            raise WrongStep(**names_of(work, found.mentor_id, found.mentee_id))
        if found.status not in OPEN:
            _check_room(work, work.get_one(Participant, found.mentor_id))
        yield work, found
        found.status = wanted
        if wanted is not PairingStatus.PAUSED:
            found.paused_until = None


def _skips(label: str, status: PairingStatus) -> bool:
    """Reopening is for closed pairings only, and making active for all others."""
    return (label == "pairing.reopened") != (status is PairingStatus.CLOSED)


def _end(found: Pairing, outcome: Outcome, reason: str, today: date) -> None:
    if outcome is not Outcome.COMPLETED and not reason.strip():
        raise ReasonMissing(field="reason")
    end(found, outcome, today, reason.strip())


def end(pairing: Pairing, outcome: Outcome, today: date, reason: str = "") -> None:
    """Write that a pairing is over, whatever it was."""
    pairing.status, pairing.paused_until = PairingStatus.CLOSED, None
    pairing.ended_on, pairing.outcome, pairing.reason = today, outcome, reason


def _check_room(work: Work, mentor: Participant) -> None:
    if free_places(work, mentor.cohort_id).get(mentor.id, 0) < 1:
        raise NoRoom(mentor=name_of(work, mentor.id), capacity=mentor.capacity, field="mentor")


def check_pair(work: Work, mentor: Participant, mentee: Participant, but: bytes = b"") -> None:
    """Refuse any but two different people of the right roles who may be, and are not yet, paired."""
    names = names_of(work, mentor.id, mentee.id)
    if mentor.person_id == mentee.person_id:
        raise SamePerson(person=names["mentor"], field="mentee")
    if mentor.cohort_id != mentee.cohort_id:
        raise OtherCohort(**names, field="mentee")
    for side, who, fits in (("mentor", mentor, mentor.role.mentors), ("mentee", mentee, mentee.role.learns)):
        if not fits:
            raise NotInRole(person=names[side], field=side)
        if who.status in GONE:
            raise NoLongerTakesPart(person=names[side], field=side)
    if _paired(work, mentor.id, mentee.id, but):
        raise AlreadyPaired(**names, field="mentee")
    if _ruled_out(work, mentor, mentee):
        raise NeverTogether(**names, field="mentee")


def _paired(work: Work, mentor: bytes, mentee: bytes, but: bytes) -> bool:
    same = (Pairing.mentor_id == mentor, Pairing.mentee_id == mentee, Pairing.id != but)
    return work.scalar(select(Pairing.id).where(*same, Pairing.status.in_(OPEN)).limit(1)) is not None


def _ruled_out(work: Work, mentor: Participant, mentee: Participant) -> bool:
    either = or_(
        (Wish.participant_id == mentor.id) & (Wish.person_id == mentee.person_id),
        (Wish.participant_id == mentee.id) & (Wish.person_id == mentor.person_id),
    )
    return work.scalar(select(Wish.id).where(either, Wish.never.is_(True)).limit(1)) is not None


def _taken(view: Work, cohort: bytes) -> dict[bytes, int]:
    """How many open pairings each mentee has."""
    rows = view.execute(
        select(Pairing.mentee_id, func.count().label("n"))
        .where(Pairing.cohort_id == cohort, Pairing.status.in_(OPEN))
        .group_by(Pairing.mentee_id)
    )
    return {row.mentee_id: row.n for row in rows}


def _programme(work: Work, cohort: bytes) -> Programme:
    return work.scalars(
        select(Programme).join(Cohort, Cohort.programme_id == Programme.id).where(Cohort.id == cohort)
    ).one()
