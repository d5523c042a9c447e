"""Whether matching treats groups of people alike: how many found a partner, and how well it suits them.

Looked at afterwards, never used in scoring. Groups under FEWEST people are hidden, and with them as many
more as it takes that nobody can work them out from the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import MATCHABLE, Participant, Role
from mentordesk.domain.person import OwnField, OwnValue, Person, PersonLanguage
from mentordesk.i18n import N_, _, reader
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.matching.propose import Proposal

FEWEST = 5
"""The least people a group needs to be shown."""


class Side(StrEnum):
    """Whose groups are looked at."""

    MENTEES = "mentees"
    MENTORS = "mentors"


@dataclass(frozen=True)
class Grouping:
    """A way to divide people, by key: `own ` and the field's key for a programme's own field."""

    key: str
    title: str


@dataclass(frozen=True)
class GroupFigures:
    """How a group fares: its people, how many have a partner, and the mean fit (None where hidden)."""

    name: str
    people: int
    matched: int
    mean: float | None

    @property
    def rate(self) -> float:
        return self.matched / self.people


@dataclass(frozen=True)
class Audit:
    """Groups from the largest; `hidden` counts those left out, `whole` is None where all are too few."""

    whole: GroupFigures | None
    groups: tuple[GroupFigures, ...]
    hidden: int

    @property
    def spread(self) -> float:
        """The difference between the best and the worst match rate shown, 0 to 1."""
        rates = [group.rate for group in self.groups]
        return max(rates) - min(rates) if rates else 0.0


FIELDS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("country", N_("Country"), lambda code: reader().country(code)),
    ("language", N_("Language"), lambda code: reader().language(code)),
    ("unit", N_("Unit"), str),
    ("industry", N_("Industry"), str),
    ("seniority", N_("Seniority"), str),
    ("zone", N_("Time zone"), str),
)
OWN = "own "


def groupings(view: Work) -> list[Grouping]:
    """Every way to divide people: what each says of where they are and work, then demographic own fields."""
    rows = view.execute(
        select(OwnField.id, OwnField.name)
        .where(OwnField.demographic.is_(True))
        .order_by(OwnField.position, OwnField.id)
    )
    own = [Grouping(OWN + key.hex(), name) for key, name in rows]
    return [Grouping(key, _(title)) for key, title, _words in FIELDS] + own


def audit(
    view: Work, cohort: bytes, *, by: str, side: Side = Side.MENTEES, proposal: "Proposal | None" = None
) -> Audit:
    """The groups of a side by a grouping: open pairings count, and so does a proposal.

    Somebody who speaks three languages is in three groups; whoever said nothing is in a group as well.
    """
    people = _people(view, cohort, side)
    fits = _fits(view, cohort, side, proposal)
    groups = _groups(view, people, by)
    hidden = suppressed({name: len(members) for name, members in groups.items()})
    unsaid = suppressed({name: _known(members, fits) for name, members in groups.items()})
    shown = [
        _figures(name, members, fits, told=name not in unsaid)
        for name, members in groups.items()
        if name not in hidden
    ]
    words = _words_of(by)
    named = [GroupFigures(words(one.name), one.people, one.matched, one.mean) for one in shown]
    enough = len(people) >= FEWEST
    told = _known(people, fits) >= FEWEST
    return Audit(
        whole=_figures(_("All"), people, fits, told=told) if enough else None,
        groups=tuple(sorted(named, key=lambda one: (-one.people, reader().sort_key(one.name)))),
        hidden=len(hidden),
    )


def values_of(view: Work, by: str) -> dict[bytes, str]:
    """What every person said in a field with one value, by person; those who said nothing are left out."""
    return {person: value.strip() for person, value in _said(view, by) if value and value.strip()}


def suppressed(counts: Mapping[str, int]) -> set[str]:
    """The groups not to be shown: those with one to four, and, so that the rest does not give them away,
    the next smallest until two groups and five people are hidden.
    """
    hidden = {name for name, count in counts.items() if 0 < count < FEWEST}
    rest = sorted((count, name) for name, count in counts.items() if count >= FEWEST)
    while hidden and rest and (len(hidden) == 1 or sum(counts[name] for name in hidden) < FEWEST):
        hidden.add(rest.pop(0)[1])
    return hidden


def _people(view: Work, cohort: bytes, side: Side) -> dict[bytes, bytes]:
    """Participants of a side who take part, with their persons."""
    other = Role.MENTOR if side is Side.MENTEES else Role.MENTEE
    rows = view.execute(
        select(Participant.id, Participant.person_id).where(
            Participant.cohort_id == cohort, Participant.role != other, Participant.status.in_(MATCHABLE)
        )
    )
    return {key: person for key, person in rows}  # noqa: C416 - rows are no pairs to dict()'s type


def _fits(
    view: Work, cohort: bytes, side: Side, proposal: "Proposal | None"
) -> dict[bytes, list[int | None]]:
    """The fits of everybody's partners by participant; None for a pairing made by hand."""
    found: dict[bytes, list[int | None]] = defaultdict(list)
    mine = Pairing.mentee_id if side is Side.MENTEES else Pairing.mentor_id
    for key, fit in view.execute(
        select(mine, Pairing.fit).where(Pairing.cohort_id == cohort, Pairing.status.in_(OPEN))
    ):
        found[key].append(fit)
    for pair in proposal.pairs if proposal else ():
        found[pair.mentee if side is Side.MENTEES else pair.mentor].append(pair.fit)
    return found


def _groups(view: Work, people: Mapping[bytes, bytes], by: str) -> dict[str, set[bytes]]:
    """Participants by what they said; "" where they said nothing."""
    said: dict[bytes, set[str]] = defaultdict(set)
    for person, value in _said(view, by):
        if value and value.strip():
            said[person].add(value.strip())
    groups: dict[str, set[bytes]] = defaultdict(set)
    for key, person in people.items():
        for value in said.get(person, {""}):
            groups[value].add(key)
    return groups


def _said(view: Work, by: str) -> Iterable[tuple[bytes, str]]:
    if by == "language":
        rows = view.execute(select(PersonLanguage.person_id, PersonLanguage.code))
    elif by.startswith(OWN):
        field = bytes.fromhex(by.removeprefix(OWN))
        rows = view.execute(select(OwnValue.person_id, OwnValue.value).where(OwnValue.field_id == field))
    else:
        rows = view.execute(select(Person.id, getattr(Person, by)))
    return [(key, value) for key, value in rows]


def _figures(
    name: str, members: Collection[bytes], fits: Mapping[bytes, list[int | None]], *, told: bool
) -> GroupFigures:
    mine = [fits[key] for key in members if fits.get(key)]
    known = [fit for some in mine for fit in some if fit is not None]
    mean = sum(known) / len(known) if told and known else None
    return GroupFigures(name, len(members), len(mine), mean)


def _known(members: Iterable[bytes], fits: Mapping[bytes, list[int | None]]) -> int:
    """How many of these have a partner whose fit is known."""
    return sum(any(fit is not None for fit in fits.get(key, ())) for key in members)


def _words_of(by: str) -> Callable[[str], str]:
    """What a group is called in the reader's language."""
    words = next((words for key, _title, words in FIELDS if key == by), str)
    return lambda value: words(value) if value else _("Not said")
