"""What two copies together broke, rules that each kept alone: shown with whom, never mended silently."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import aliased

from mentordesk.domain.certificate import Certificate
from mentordesk.domain.pairing import OPEN, Outcome, Pairing
from mentordesk.domain.participant import Participant, Wish
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort
from mentordesk.domain.sharing import LeftAsIs, left_key
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.labels import name_of
from mentordesk.operations.pairings import end
from mentordesk.operations.tables import PAIRING, PARTICIPANT, living
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {
    "review.left": N_("Left a remark of bringing together as it is"),
    "pairing.orphaned": N_("Ended a pairing with somebody removed"),
}


@dataclass(frozen=True)
class Review:
    """One broken rule: `subject` is the record it is about, `page` with `where` leads to it."""

    kind: str
    subject: bytes
    name: str
    words: str
    page: str
    where: tuple[str, bytes]

    @property
    def is_orphan(self) -> bool:
        """Whether it is a pairing of somebody who is gone, which no page shows any more."""
        return self.kind == "gone"

    @property
    def title(self) -> str:
        return _(TITLES[self.kind])


def reviews(view: Work) -> list[Review]:
    """Everything that is broken and was not left as it is, by kind and name."""
    left = set(view.scalars(select(LeftAsIs.id)))
    found = (review for find in _FINDERS for review in find(view))
    return [one for one in found if left_key(one.kind, one.subject) not in left]


def leave(database: Database, *, review: Review, reason: str = "") -> None:
    """Leave something as it is: it is not shown again."""
    with database.change(Label.of("review.left")) as work:
        key = left_key(review.kind, review.subject)
        work.put(LeftAsIs(id=key, kind=review.kind, subject=review.subject, reason=reason.strip()))


def end_orphan(database: Database, *, review: Review, today: date) -> None:
    """End the pairing of a review of kind `gone`, whose other half is not there any more."""
    with database.change(Label.of("pairing.orphaned")) as work:
        pairing = work.get_one(Pairing, review.subject)
        end(pairing, Outcome.EARLY, today, pairing.reason)


def _too_many(view: Work) -> Iterator[Review]:
    """Mentors with more open pairings than places."""
    n = func.count().label("n")
    taken = select(Pairing.mentor_id, n).where(Pairing.status.in_(OPEN)).group_by(Pairing.mentor_id)
    held = taken.subquery()
    rows = view.execute(
        select(Participant.id, Person.id, Person.name, Participant.capacity, held.c.n)
        .join(held, held.c.mentor_id == Participant.id)
        .join(Person, Participant.person_id == Person.id)
        .where(held.c.n > Participant.capacity)
        .order_by(Person.name)
    )
    for participant, person, name, capacity, n in rows:
        words = ngettext("{n} pairing, room for {capacity}", "{n} pairings, room for {capacity}", n)
        said = words.format(n=reader().number(n), capacity=reader().number(capacity))
        yield Review("capacity", participant, name, said, "people", ("person", person))


def _never(view: Work) -> Iterator[Review]:
    """Open pairings of two people of whom one ruled the other out."""
    mentor, mentee = aliased(Participant), aliased(Participant)
    ruled_out = (
        (Wish.participant_id == mentor.id) & (Wish.person_id == mentee.person_id)
        | (Wish.participant_id == mentee.id) & (Wish.person_id == mentor.person_id)
    ) & Wish.never
    wishers = select(Wish.participant_id).where(Wish.never)  # few, so that few pairings are looked into
    rows = view.scalars(
        select(Pairing.id)
        .join(mentor, mentor.id == Pairing.mentor_id)
        .join(mentee, mentee.id == Pairing.mentee_id)
        .where(
            Pairing.status.in_(OPEN),
            or_(Pairing.mentor_id.in_(wishers), Pairing.mentee_id.in_(wishers)),
            select(Wish.id).where(ruled_out).exists(),
        )
        .order_by(Pairing.id)
    )
    for pairing in rows:
        yield _of_pairing(view, "never", pairing, _("one of them ruled the other out"))


def _twice(view: Work) -> Iterator[Review]:
    """The same two people in more than one open pairing."""
    rows = view.execute(
        select(func.min(Pairing.id), func.count(Pairing.id))
        .where(Pairing.status.in_(OPEN))
        .group_by(Pairing.mentor_id, Pairing.mentee_id)
        .having(func.count(Pairing.id) > 1)
    )
    for pairing, n in rows:
        words = ngettext("{n} open pairing of the same two", "{n} open pairings of the same two", n)
        yield _of_pairing(view, "twice", pairing, words.format(n=reader().number(n)))


def _days(view: Work) -> Iterator[Review]:
    """Pairings and cohorts that end before they begin."""
    ended = view.scalars(select(Pairing.id).where(Pairing.ended_on < Pairing.started_on))
    for pairing in ended:
        yield _of_pairing(view, "days", pairing, _("ends before it begins"))
    for key, name in view.execute(select(Cohort.id, Cohort.name).where(Cohort.ends_on < Cohort.starts_on)):
        yield Review("days", key, name, _("ends before it begins"), "programme", ("cohort", key))


def _orphans(view: Work) -> Iterator[Review]:
    """Open pairings of somebody who is not in the cohort any more."""
    pairing, gone = PAIRING.c, select(PARTICIPANT.c.id).where(PARTICIPANT.c.deleted != literal(0))
    query = select(pairing.id).where(
        living(PAIRING),
        pairing.status.in_(OPEN),
        or_(pairing.mentor_id.in_(gone), pairing.mentee_id.in_(gone)),
    )
    for row in view.rows(query.order_by(pairing.id)):
        yield _of_pairing(view, "gone", row.id, _("one of them was taken out of the cohort"))


def _numbers(view: Work) -> Iterator[Review]:
    """Certificates that were given the same number."""
    rows = view.execute(
        select(func.min(Certificate.id), Certificate.number, func.count())
        .where(Certificate.number != "")
        .group_by(Certificate.number)
        .having(func.count() > 1)
    )
    for key, number, n in rows:
        words = ngettext("{n} certificate has it", "{n} certificates have it", n)
        said = words.format(n=reader().number(n))
        yield Review("number", key, number, said, "documents", ("certificate", key))


def _of_pairing(view: Work, kind: str, pairing: bytes, words: str) -> Review:
    return Review(kind, pairing, name_of(view, pairing), words, "pairings", ("pairing", pairing))


_FINDERS: tuple[Callable[[Work], Iterator[Review]], ...] = (
    _too_many,
    _never,
    _twice,
    _days,
    _orphans,
    _numbers,
)

TITLES: dict[str, str] = {
    "capacity": N_("More pairings than room"),
    "never": N_("Ruled out, but paired"),
    "twice": N_("Paired twice"),
    "days": N_("Days that cannot be"),
    "gone": N_("Paired with somebody removed"),
    "number": N_("One number, several certificates"),
}
