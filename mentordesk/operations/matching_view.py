"""What the matching page shows: the proposal with names, what was decided by hand, other mentors."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from mentordesk.domain.pairing import OPEN, Mark, Pairing, PairMark
from mentordesk.domain.participant import MATCHABLE, Participant, Role
from mentordesk.domain.person import OwnField, Person
from mentordesk.operations.matching import (
    Choice,
    OpenPart,
    choice_of,
    decided_again,
    open_part,
    propose_open,
)
from mentordesk.operations.pairings import free_places
from mentordesk.operations.programme import programme_of, role_words
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.matching.propose import Proposal, ProposedPair


@dataclass(frozen=True)
class Face:
    """A participant by name and place."""

    participant: bytes
    person: bytes
    name: str
    family_name: str
    city: str


@dataclass(frozen=True)
class Decided:
    """What was decided by hand about two participants."""

    mentee: bytes
    mentor: bytes
    mark: Mark
    reason: str


@dataclass(frozen=True, eq=False)
class Matching:
    """One look at a cohort: how many mentees take part, how many of them are paired, mentors without a place.

    `words` are what mentor and mentee are called; faces are of everybody in the cohort, by participant.
    """

    choice: Choice
    part: OpenPart
    proposal: "Proposal"
    faces: Mapping[bytes, Face]
    decided: tuple[Decided, ...]
    words: tuple[str, str]
    mentees: int
    paired: int
    full: int


@dataclass(frozen=True)
class Option:
    """A mentor for a mentee: the fit, whether a place is left beside the proposal, and what speaks against.

    `has` are the mentees the proposal gives this mentor.
    """

    mentor: bytes
    fit: int
    free: bool
    against: tuple[str, ...]
    has: tuple[bytes, ...]


def look(
    view: Work,
    cohort: bytes,
    *,
    choice: Choice | None = None,
    previous: "Proposal | None" = None,
    today: date | None = None,
    pause: Callable[[], None] | None = None,
    enough: Callable[[], bool] | None = None,
) -> Matching:
    """The proposal under what is kept, or under `choice`; `previous` only makes it faster, and `pause` and
    `enough` end it as in `propose_open`.
    """
    found, part = choice or choice_of(view, cohort), open_part(view, cohort, today)
    mentees, paired = mentees_and_paired(view, cohort)
    proposal = propose_open(part, found, previous, pause, enough)
    pool = proposal.grounds.pool
    return Matching(
        choice=found,
        part=replace(part, mentees=pool.mentees, mentors=pool.mentors),
        proposal=proposal,
        faces=_faces(view, cohort),
        decided=_decided(view, cohort),
        words=role_words(programme_of(view)),
        mentees=mentees,
        paired=paired,
        full=_full(view, cohort),
    )


def look_again(
    matching: Matching,
    choice: Choice,
    pause: Callable[[], None] | None = None,
    enough: Callable[[], bool] | None = None,
) -> Matching:
    """The same people under another choice, without the file: only what differs is worked out anew."""
    proposal = propose_open(matching.part, choice, matching.proposal, pause, enough)
    return replace(matching, choice=choice, proposal=proposal)


def look_at_marks(view: Work, cohort: bytes, matching: Matching, today: date) -> Matching:
    """The same people after pairs were locked, banned or freed; all anew where more has changed."""
    from mentordesk.matching.decide import decide

    part = decided_again(view, cohort, matching.part)
    if part is None or choice_of(view, cohort) != matching.choice:
        return look(view, cohort, previous=matching.proposal, today=today)
    proposal = decide(matching.proposal, part.locked, part.banned)
    return replace(matching, part=part, proposal=proposal, decided=_decided(view, cohort))


def options(proposal: "Proposal", mentee: bytes) -> list[Option]:
    """Every other mentor with a place: allowed ones with a place left first, each kind by fit."""
    from mentordesk.matching.explain import against

    grounds = proposal.grounds
    row = next(at for at, one in enumerate(grounds.pool.mentees) if one.key == mentee)
    has = defaultdict[bytes, list[bytes]](list)
    for pair in proposal.pairs:
        has[pair.mentor].append(pair.mentee)
    found = [
        Option(
            mentor=one.key,
            fit=round(float(grounds.fits[row, column])),
            free=len(has[one.key]) < one.capacity,
            against=against(grounds, row, column),
            has=tuple(has[one.key]),
        )
        for column, one in enumerate(grounds.pool.mentors)
        if one.key != mentee and mentee not in has[one.key]
    ]
    return sorted(found, key=lambda one: (bool(one.against), not one.free, -one.fit))


@dataclass(frozen=True, eq=False)
class Heat:
    """Every possible pair in a grid: mentees down and mentors across, those proposed along the diagonal."""

    proposal: "Proposal"
    mentees: tuple[bytes, ...]
    mentors: tuple[bytes, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    proposed: frozenset[tuple[bytes, bytes]]

    def fit(self, row: int, column: int) -> int | None:
        """The fit of a cell, 0 to 100; None where a rule forbids it."""
        grounds, at = self.proposal.grounds, (self.rows[row], self.columns[column])
        return round(float(grounds.fits[at])) if grounds.allowed[at] else None

    def pair(self, row: int, column: int) -> tuple[bytes, bytes]:
        """The mentee and the mentor of a cell."""
        return self.mentees[row], self.mentors[column]


def heat(proposal: "Proposal") -> Heat:
    """Everybody in the order of the proposals, whoever is in none after them."""
    pool = proposal.grounds.pool
    rows = {one.key: at for at, one in enumerate(pool.mentees)}
    columns = {one.key: at for at, one in enumerate(pool.mentors)}
    mentees = tuple(dict.fromkeys([*(pair.mentee for pair in proposal.pairs), *rows]))
    mentors = tuple(dict.fromkeys([*(pair.mentor for pair in proposal.pairs), *columns]))
    return Heat(
        proposal,
        mentees,
        mentors,
        tuple(rows[key] for key in mentees),
        tuple(columns[key] for key in mentors),
        frozenset((pair.mentee, pair.mentor) for pair in proposal.pairs),
    )


def any_pair(proposal: "Proposal", mentee: bytes, mentor: bytes) -> "ProposedPair":
    """Two people as if they were proposed: the pair itself where they are."""
    from mentordesk.matching.explain import position
    from mentordesk.matching.propose import ProposedPair

    known = next((one for one in proposal.pairs if (one.mentee, one.mentor) == (mentee, mentor)), None)
    if known is not None:
        return known
    grounds = proposal.grounds
    at = position(grounds, mentee, mentor)
    return ProposedPair(
        mentee,
        mentor,
        round(float(grounds.fits[at])),
        {key: round(100 * float(table[at])) for key, table in grounds.scores.items()},
        against=tuple(key for key, table in grounds.forbidden.items() if table[at]),
    )


@dataclass(frozen=True)
class OwnChoice:
    """An own field as matching may use it: its key among the details, and whether it tells identity."""

    key: str
    name: str
    identity: bool


def own_choices(view: Work) -> list[OwnChoice]:
    """The programme's own fields, in their order."""
    from mentordesk.matching.settings import diversity_key, own_key

    rows = view.execute(select(OwnField.name, OwnField.demographic).order_by(OwnField.position, OwnField.id))
    return [
        OwnChoice(diversity_key(name) if identity else own_key(name), name, identity)
        for name, identity in rows
    ]


def participant_names(view: Work, cohort: bytes) -> dict[bytes, str]:
    """Everybody's name in a cohort, by participant."""
    return {key: face.name for key, face in _faces(view, cohort).items()}


def _faces(view: Work, cohort: bytes) -> dict[bytes, Face]:
    rows = view.execute(
        select(Participant.id, Person.id, Person.name, Person.family_name, Person.city)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.cohort_id == cohort)
    )
    return {row[0]: Face(*row) for row in rows}


def _decided(view: Work, cohort: bytes) -> tuple[Decided, ...]:
    rows = view.execute(
        select(PairMark.mentee_id, PairMark.mentor_id, PairMark.mark, PairMark.reason)
        .where(PairMark.cohort_id == cohort)
        .order_by(PairMark.mark, PairMark.id)
    )
    return tuple(Decided(*row) for row in rows)


def mentees_and_paired(view: Work, cohort: bytes) -> tuple[int, int]:
    """How many mentees may be matched, and how many of them have a mentor."""
    takes_part = (
        Participant.cohort_id == cohort,
        Participant.role != Role.MENTOR,
        Participant.status.in_(MATCHABLE),
    )
    count = select(func.count(Participant.id)).where(*takes_part)
    paired = select(Pairing.mentee_id).where(Pairing.cohort_id == cohort, Pairing.status.in_(OPEN))
    return view.scalar(count) or 0, view.scalar(count.where(Participant.id.in_(paired))) or 0


def _full(view: Work, cohort: bytes) -> int:
    """Mentors who could be matched but for a place."""
    query = select(Participant.id).where(
        Participant.cohort_id == cohort, Participant.role != Role.MENTEE, Participant.status.in_(MATCHABLE)
    )
    room = free_places(view, cohort)
    return sum(room.get(key, 0) < 1 for key in view.scalars(query))
