"""Matching a cohort: what counts and what must hold, what is locked and banned, the proposal, publishing it.

A proposal is never kept: it follows from the file, and is made anew whenever it is looked at.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from mentordesk.domain.entity import derived_key
from mentordesk.domain.pairing import (
    OPEN,
    Mark,
    MatchingSetting,
    Pairing,
    PairingStatus,
    PairMark,
    mark_key,
)
from mentordesk.domain.participant import MATCHABLE, Participant, Status
from mentordesk.domain.programme import Cohort, Programme
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.scenario import Objective
from mentordesk.i18n import N_
from mentordesk.operations.bulk import change_many
from mentordesk.operations.candidates import candidates
from mentordesk.operations.candidates_history import declined_pairs
from mentordesk.operations.pairing_names import label_for, name_of, names_of
from mentordesk.operations.pairings import check_pair, free_places
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.matching.pool import Candidate
    from mentordesk.matching.propose import Proposal

LABELS = {
    "matching.weight": N_("Changed what counts in matching"),
    "matching.rule": N_("Changed what must hold in matching"),
    "matching.details": N_("Changed details of what counts in matching"),
    "matching.objective": N_("Changed what matching is to be best at"),
    "matching.locked": N_("Locked {mentor} and {mentee}"),
    "matching.banned": N_("Banned {mentor} and {mentee}"),
    "matching.freed": N_("Freed {mentor} and {mentee}"),
    "matching.published": N_("Published pairings as trials: {n}"),
}

WEIGHT, RULE, DETAIL, OBJECTIVE = "weight ", "rule ", "detail ", "objective"
OBJECTIVES = (Objective.MOST, Objective.TOTAL, Objective.FAIR, Objective.STABLE)
"""What a matching may be best at; a setting keeps the place in this row."""

Pair = tuple[bytes, bytes]
"""The keys of a mentee and a mentor, both participants."""


class DetailsDoNotFit(Refusal):
    """The years between two people must go up from “at least” to “at most”. Nothing was saved. Change them
    and save again.
    """


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
        waiting={one.key: one.waiting_since for one in mentees if one.waiting_since},
        counted_to=counted_to,
    )


def _waited(mentee: "Candidate", late: timedelta) -> "Candidate":
    """Somebody whose waiting is to count so much longer than to the start of the cohort."""
    since = mentee.waiting_since
    return replace(mentee, waiting_since=since - late) if since and late else mentee


def propose_open(part: OpenPart, choice: Choice, previous: "Proposal | None" = None) -> "Proposal":
    """The proved best arrangement of an open part; `previous` only makes it faster."""
    from mentordesk.matching.propose import propose

    return propose(
        part.mentees,
        part.mentors,
        weights=choice.weights,
        rules=choice.rules,
        starts=part.starts,
        ends=part.ends,
        locked=part.locked,
        banned=part.banned,
        settings=choice.details,
        objective=choice.objective.value,
        previous=previous,
    )


def propose_pairs(
    view: Work,
    cohort: bytes,
    *,
    choice: Choice | None = None,
    previous: "Proposal | None" = None,
    today: date | None = None,
) -> "Proposal":
    """The proved best arrangement of the open part of a cohort: who has no mentor, and places that are free.

    `choice` looks at other weights, rules and another objective than those that are kept.
    """
    return propose_open(open_part(view, cohort, today), choice or choice_of(view, cohort), previous)


def pairs_ruled_out(view: Work, cohort: bytes) -> set[Pair]:
    """Pairs that were banned by hand, or one of whom declined."""
    return _bans(marks(view, cohort)) | declined_pairs(view, cohort)


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
