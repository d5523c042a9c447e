"""Matching a cohort: what is locked and banned, the proposal, publishing it; what counts is chosen elsewhere.

A proposal is never kept: it follows from the file, and is made anew whenever it is looked at.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from mentordesk.domain.pairing import (
    OPEN,
    Mark,
    Pairing,
    PairingStatus,
    PairMark,
    mark_key,
)
from mentordesk.domain.participant import MATCHABLE, Participant, Status
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_
from mentordesk.operations.bulk import change_many
from mentordesk.operations.candidates import candidates
from mentordesk.operations.candidates_history import declined_pairs
from mentordesk.operations.matching_choice import (
    Choice,
    DetailsDoNotFit,
    choice_of,
    keep_choice,
    known_details,
    set_details,
    set_objective,
    set_rule,
    set_weight,
)
from mentordesk.operations.pairing_names import label_for, name_of, names_of
from mentordesk.operations.pairings import check_pair, free_places
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.matching.pool import Candidate
    from mentordesk.matching.propose import Basis, Proposal, Terms

__all__ = [
    "LABELS",
    "Choice",
    "DetailsDoNotFit",
    "NoLongerOpen",
    "NoPlaceToLock",
    "NothingToPublish",
    "OpenPart",
    "Pair",
    "ask_open",
    "ban_pair",
    "choice_of",
    "decided_again",
    "free_pair",
    "keep_choice",
    "known_details",
    "lock_pair",
    "marks",
    "open_part",
    "pairs_ruled_out",
    "propose_open",
    "propose_pairs",
    "publish",
    "set_details",
    "set_objective",
    "set_rule",
    "set_weight",
    "stale_pairs",
]

LABELS = {
    "matching.locked": N_("Locked {mentor} and {mentee}"),
    "matching.banned": N_("Banned {mentor} and {mentee}"),
    "matching.freed": N_("Freed {mentor} and {mentee}"),
    "matching.published": N_("Published pairings as trials: {n}"),
}

Pair = tuple[bytes, bytes]
"""The keys of a mentee and a mentor, both participants."""


class NoPlaceToLock(Refusal):
    """{mentor} has no place left to lock. Nothing was changed. Free another pair or raise the capacity
    first.
    """


class NoLongerOpen(Refusal):
    """{mentee} and {mentor} can no longer be paired: one was paired, banned or taken out meanwhile.
    Nothing was published. Match again and publish then.
    """


class NothingToPublish(Refusal):
    """There is no proposal to publish. Nothing was changed. Match first, or let more people take part."""


def marks(view: Work, cohort: bytes) -> dict[Pair, Mark]:
    """What a coordinator decided about pairs beforehand."""
    rows = view.execute(
        select(PairMark.mentee_id, PairMark.mentor_id, PairMark.mark).where(PairMark.cohort_id == cohort)
    )
    return {(mentee, mentor): mark for mentee, mentor, mark in rows}


@dataclass(frozen=True)
class OpenPart:
    """Who may be matched now, and what was decided about them: enough to match without the file."""

    mentees: "Sequence[Candidate]"
    mentors: "Sequence[Candidate]"
    starts: date
    ends: date
    locked: Collection[Pair]
    banned: Collection[Pair]
    waiting: Mapping[bytes, date]
    counted_to: date
    """Who waits since when, and the day to which waiting counts."""
    declined: Collection[Pair]


def open_part(view: Work, cohort: bytes, today: date | None = None) -> OpenPart:
    """Mentees without a mentor and mentors with places, locks that hold, and pairs that are ruled out.

    Whoever declined somebody is not proposed to them again until the pair is freed. Locks beyond a mentor's
    room are left out. Waiting counts to today, and at least to the first day of the cohort.
    """
    found = view.get_one(Cohort, cohort)
    counted_to = max(found.starts_on, today or found.starts_on)
    mentees, mentors = candidates(view, cohort)
    decided, room = marks(view, cohort), {one.key: one.capacity for one in mentors}
    return OpenPart(
        mentees=[_waited(one, counted_to - found.starts_on) for one in mentees],
        mentors=mentors,
        starts=found.starts_on,
        ends=found.ends_on,
        locked=_locks_that_hold(decided, {one.key for one in mentees}, room),
        banned=pairs_ruled_out(view, cohort),
        declined=declined_pairs(view, cohort),
        waiting={one.key: one.waiting_since for one in mentees if one.waiting_since},
        counted_to=counted_to,
    )


def decided_again(view: Work, cohort: bytes, part: OpenPart) -> OpenPart | None:
    """The same people with the locks and bans of now; None where more is to be read, as when a refusal was
    taken back, which candidates tell of too.
    """
    if declined_pairs(view, cohort) != part.declined:
        return None
    decided, room = marks(view, cohort), {one.key: one.capacity for one in part.mentors}
    locked = _locks_that_hold(decided, {one.key for one in part.mentees}, room)
    return replace(part, locked=locked, banned=pairs_ruled_out(view, cohort))


def _waited(mentee: "Candidate", late: timedelta) -> "Candidate":
    """Somebody whose waiting is to count so much longer than to the start of the cohort."""
    since = mentee.waiting_since
    return replace(mentee, waiting_since=since - late) if since and late else mentee


def propose_open(
    part: OpenPart,
    choice: Choice,
    previous: "Proposal | None" = None,
    pause: Callable[[], None] | None = None,
    enough: Callable[[], bool] | None = None,
) -> "Proposal":
    """The proved best arrangement of an open part; `previous` only makes it faster.

    `pause`, called now and then, stops it by raising; `enough` says whether an arrangement will do that is
    not proved the best.
    """
    from mentordesk.matching.market import go_on, never
    from mentordesk.matching.propose import propose

    return propose(
        part.mentees,
        part.mentors,
        **_terms(part, choice),
        previous=previous,
        pause=pause or go_on,
        enough=enough or never,
    )


def ask_open(part: OpenPart, choice: Choice, before: "Basis | None" = None) -> "Basis":
    """The question that an open part asks, without its answer; what is `before` it only makes it faster."""
    from mentordesk.matching.propose import basis_of

    return basis_of(part.mentees, part.mentors, before=before, **_terms(part, choice))


def _terms(part: OpenPart, choice: Choice) -> "Terms":
    return {
        "weights": choice.weights,
        "rules": choice.rules,
        "starts": part.starts,
        "ends": part.ends,
        "locked": part.locked,
        "banned": part.banned,
        "settings": choice.details,
        "objective": choice.objective.value,
    }


def propose_pairs(
    view: Work,
    cohort: bytes,
    *,
    choice: Choice | None = None,
    previous: "Proposal | None" = None,
    today: date | None = None,
    enough: Callable[[], bool] | None = None,
) -> "Proposal":
    """The proved best arrangement of the open part of a cohort: who has no mentor, and places that are free.

    `choice` looks at other weights, rules and another objective than those that are kept; `enough` as in
    `propose_open`.
    """
    part, wanted = open_part(view, cohort, today), choice or choice_of(view, cohort)
    return propose_open(part, wanted, previous, enough=enough)


def pairs_ruled_out(view: Work, cohort: bytes) -> set[Pair]:
    """Pairs that were banned by hand, or one of whom declined."""
    return _bans(marks(view, cohort)) | declined_pairs(view, cohort)


def lock_pair(
    database: Database, *, cohort: bytes, mentee: bytes, mentor: bytes, by_hand: bool = False
) -> None:
    """Keep a pair whatever else is proposed; replaces another lock of the mentee.

    Refused beyond the mentor's free places, and where two people may not be paired by hand either. Locks of
    mentees who were paired meanwhile take no place.
    """
    with database.read() as view:
        label = label_for(view, "matching.locked", mentor, mentee)
    with database.change(label) as work:
        check_pair(work, work.get_one(Participant, mentor), work.get_one(Participant, mentee))
        locked = [pair for pair, mark in marks(work, cohort).items() if mark is not Mark.BAN]
        waiting = {pair[0] for pair in locked} - {mentee} - _paired(work, cohort)
        others = [pair for pair in locked if pair[0] in waiting and pair[1] == mentor]
        if len(others) >= free_places(work, cohort).get(mentor, 0):
            raise NoPlaceToLock(mentor=name_of(work, mentor))
        for pair in locked:
            if pair[0] == mentee and pair[1] != mentor:
                work.bury(work.get_one(PairMark, mark_key(*pair)))
        work.put(_mark(cohort, mentee, mentor, Mark.BY_HAND if by_hand else Mark.LOCK))


def ban_pair(database: Database, *, cohort: bytes, mentee: bytes, mentor: bytes, reason: str = "") -> None:
    """Never propose these two."""
    with database.read() as view:
        label = label_for(view, "matching.banned", mentor, mentee)
    with database.change(label) as work:
        work.put(_mark(cohort, mentee, mentor, Mark.BAN, reason))


def free_pair(database: Database, *, mentee: bytes, mentor: bytes) -> None:
    """Take a lock or a ban back."""
    with database.read() as view:
        label = label_for(view, "matching.freed", mentor, mentee)
    with database.change(label) as work:
        mark = work.get(PairMark, mark_key(mentee, mentor))
        if mark is not None and not mark.deleted:
            work.bury(mark)


def publish(database: Database, *, cohort: bytes, pairs: Mapping[Pair, int], today: date) -> int:
    """Make these pairs, each with its fit, pairings on trial, all in one step; returns how many.

    Refused whole when since the proposal was made a mentee was paired, a place was taken, a pair was banned,
    or somebody left.
    """
    if not pairs:
        raise NothingToPublish
    with database.change(Label.of("matching.published", n=len(pairs))) as work:
        for mentee, mentor in stale_pairs(work, cohort, pairs):
            raise NoLongerOpen(**names_of(work, mentor, mentee))
        programme = _programme(work, cohort)
        keys = work.new_keys(len(pairs))
        rows = [
            {
                "id": key,
                "cohort_id": cohort,
                "mentor_id": mentor,
                "mentee_id": mentee,
                "status": PairingStatus.TRIAL,
                "started_on": today,
                "trial_until": today + timedelta(days=programme.trial_days),
                "fit": fit,
            }
            for key, ((mentee, mentor), fit) in zip(keys, pairs.items(), strict=True)
        ]
        work.insert_many(Pairing, rows)
        _welcome(work, {key for pair in pairs for key in pair})
        _forget_locks(work, pairs)
    return len(pairs)


def _mark(cohort: bytes, mentee: bytes, mentor: bytes, mark: Mark, reason: str = "") -> PairMark:
    return PairMark(
        id=mark_key(mentee, mentor),
        cohort_id=cohort,
        mentee_id=mentee,
        mentor_id=mentor,
        mark=mark,
        reason=reason.strip(),
    )


def _bans(decided: Mapping[Pair, Mark]) -> set[Pair]:
    return {pair for pair, mark in decided.items() if mark is Mark.BAN}


def _locks_that_hold(
    decided: Mapping[Pair, Mark], mentees: Collection[bytes], room: Mapping[bytes, int]
) -> set[Pair]:
    """The locks among people who are still open, one a mentee and no more than a mentor has room for."""
    left, kept = dict(room), dict[bytes, Pair]()
    for (mentee, mentor), mark in sorted(decided.items()):
        if mark is not Mark.BAN and mentee in mentees and mentee not in kept and left.get(mentor, 0) > 0:
            left[mentor] -= 1
            kept[mentee] = (mentee, mentor)
    return set(kept.values())


def _paired(view: Work, cohort: bytes) -> set[bytes]:
    """Mentees who have a mentor."""
    wanted = select(Pairing.mentee_id).where(Pairing.cohort_id == cohort, Pairing.status.in_(OPEN))
    return set(view.scalars(wanted))


def stale_pairs(view: Work, cohort: bytes, pairs: Collection[Pair]) -> list[Pair]:
    """Those of the pairs that cannot be made any more, counting the places they take one after another:
    one was paired or banned meanwhile, left, or has no place.
    """
    paired, banned = _paired(view, cohort), _bans(marks(view, cohort))
    here = set(
        view.scalars(
            select(Participant.id).where(Participant.cohort_id == cohort, Participant.status.in_(MATCHABLE))
        )
    )
    left, stale = free_places(view, cohort), []
    for mentee, mentor in pairs:
        open_ = mentee not in paired and (mentee, mentor) not in banned and {mentee, mentor} <= here
        if open_ and left.get(mentor, 0) > 0:
            left[mentor] -= 1
            paired.add(mentee)
        else:
            stale.append((mentee, mentor))
    return stale


def _welcome(work: Work, participants: set[bytes]) -> None:
    """Whoever waited or was accepted takes part from now on."""
    waited = work.scalars(
        select(Participant.id).where(
            Participant.id.in_(participants), Participant.status.in_((Status.ACCEPTED, Status.WAITING))
        )
    )
    change_many(
        work, Participant, [{"id": key, "status": Status.ACTIVE, "waiting_since": None} for key in waited]
    )


def _forget_locks(work: Work, pairs: Mapping[Pair, int]) -> None:
    """A lock has done its work once the pair is published."""
    for mentee, mentor in pairs:
        mark = work.get(PairMark, mark_key(mentee, mentor))
        if mark is not None and not mark.deleted and mark.mark is not Mark.BAN:
            work.bury(mark)


def _programme(work: Work, cohort: bytes) -> Programme:
    return work.scalars(
        select(Programme).join(Cohort, Cohort.programme_id == Programme.id).where(Cohort.id == cohort)
    ).one()
