"""Groups of a cohort: proposing circles, groups with mentors and buddies, making them, and keeping them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from mentordesk.domain.group import Group, GroupKind, GroupMember, member_key
from mentordesk.domain.participant import MATCHABLE, Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, reader
from mentordesk.operations.candidates import everybody
from mentordesk.operations.fairness import Grouping, Side, groupings, values_of
from mentordesk.operations.matching import choice_of, pairs_ruled_out
from mentordesk.operations.pairing_names import name_of
from mentordesk.operations.programme import NameMissing
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.matching.groups import GroupProposal

LABELS = {
    "groups.made": N_("Made groups: {n}"),
    "group.renamed": N_("Renamed the group {group}"),
    "group.moved": N_("Moved the hour of {group}"),
    "group.joined": N_("{person} joined {group}"),
    "group.left": N_("{person} left {group}"),
    "group.closed": N_("Closed the group {group}"),
    "group.reopened": N_("Reopened the group {group}"),
}
SIZES = {GroupKind.GROUP: (3, 8), GroupKind.CIRCLE: (3, 8), GroupKind.BUDDIES: (2, 2)}
"""Fewest and most members of each kind, leaders beside."""
NAMES = {
    GroupKind.GROUP: N_("Group {n}"),
    GroupKind.CIRCLE: N_("Circle {n}"),
    GroupKind.BUDDIES: N_("Buddies {n}"),
}


class NoGroupsToMake(Refusal):
    """There are no groups to make. Nothing was changed. Propose groups first."""


class NoLongerFree(Refusal):
    """{person} is in another group meanwhile, or no longer takes part. No group was made. Propose again."""


class GroupIsFull(Refusal):
    """{group} has {most} members, and there may be no more. Nothing was changed. Choose another group."""


class GroupTooSmall(Refusal):
    """{group} needs {fewest} members, so {person} stays. Nothing was changed. Close the group instead."""


@dataclass(frozen=True)
class Terms:
    """What groups to make: of which side, how large, led by how many mentors, balanced in which field."""

    kind: GroupKind
    side: Side
    smallest: int
    largest: int
    leading: int = 0
    balanced: str = ""


@dataclass(frozen=True)
class NewGroup:
    """A group to be made; all are participants."""

    members: tuple[bytes, ...]
    leaders: tuple[bytes, ...] = ()
    slot: int | None = None


@dataclass(frozen=True)
class Member:
    """Somebody in a group."""

    participant: bytes
    person: bytes
    name: str
    family_name: str
    leads: bool


@dataclass(frozen=True)
class GroupRow:
    """A group as it stands; leaders come first among its members. `slot` is an hour from Monday 0:00 UTC."""

    id: bytes
    kind: GroupKind
    name: str
    slot: int | None
    started_on: date | None
    ended_on: date | None
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        """Members without leaders."""
        return sum(not one.leads for one in self.members)


def usual_terms(kind: GroupKind) -> Terms:
    """What a kind of group starts with."""
    fewest, most = SIZES[kind]
    middle = min(most, fewest + 3)
    return Terms(kind, Side.MENTEES, fewest, middle, 1 if kind is GroupKind.GROUP else 0)


def balances(view: Work) -> list[Grouping]:
    """The fields groups can be balanced in: those with one value a person."""
    return [one for one in groupings(view) if one.key != "language"]


def propose(
    view: Work, cohort: bytes, terms: Terms, *, going_on: Callable[[], None] = lambda: None
) -> "GroupProposal":
    """The best groups of whoever is in none of this kind yet, under the rules of pairs, bans included;
    mentors who lead one are not asked again.
    """
    from mentordesk.matching.groups import Wanted, propose_groups

    taken, people = _taken(view, cohort, terms.kind), everybody(view, cohort)
    free = [one for one in people if one.part.id not in taken]
    mentees = terms.side is Side.MENTEES
    members = [
        one.learning() if mentees else one.mentoring()
        for one in free
        if (one.part.role.learns if mentees else one.part.role.mentors)
    ]
    chosen = {one.key for one in members} if not mentees else set()
    found, choice = view.get_one(Cohort, cohort), choice_of(view, cohort)
    return propose_groups(
        members,
        [one.mentoring() for one in free if one.part.role.mentors and one.part.id not in chosen],
        wanted=Wanted(terms.smallest, terms.largest, terms.leading),
        weights=choice.weights,
        rules=choice.rules,
        banned=pairs_ruled_out(view, cohort),
        starts=found.starts_on,
        ends=found.ends_on,
        labels=_labels(view, [(one.part.id, one.person.id) for one in free], terms.balanced),
        going_on=going_on,
    )


def groups(view: Work, cohort: bytes) -> list[GroupRow]:
    """All groups of a cohort, those that go on first, each kind in the order they were made."""
    members = _members(view, cohort)
    rows = view.execute(
        select(Group.id, Group.kind, Group.name, Group.slot, Group.started_on, Group.ended_on).where(
            Group.cohort_id == cohort
        )
    )
    found = [GroupRow(*row, members=tuple(members[row[0]])) for row in rows]
    return sorted(found, key=lambda one: (one.ended_on is not None, one.kind, one.id))


def make_groups(
    database: Database, *, cohort: bytes, kind: GroupKind, new: Sequence[NewGroup], today: date
) -> int:
    """Make these groups in one step, named by kind and number; returns how many.

    Refused whole where somebody joined another group of this kind, or left, since they were proposed.
    """
    if not new:
        raise NoGroupsToMake
    with database.change(Label.of("groups.made", n=len(new))) as work:
        _check_free(work, cohort, kind, [key for one in new for key in (*one.members, *one.leaders)])
        keys, first = work.new_keys(len(new)), _next_number(work, cohort, kind)
        rows = [
            {
                "id": key,
                "cohort_id": cohort,
                "kind": kind,
                "name": _(NAMES[kind]).format(n=reader().number(first + at)),
                "slot": one.slot,
                "started_on": today,
            }
            for at, (key, one) in enumerate(zip(keys, new, strict=True))
        ]
        work.insert_many(Group, rows)
        pairs = list(zip(keys, new, strict=True))
        places = [_place(key, who, leads=False) for key, one in pairs for who in one.members]
        places += [_place(key, who, leads=True) for key, one in pairs for who in one.leaders]
        work.insert_many(GroupMember, places)
    return len(new)


def rename_group(database: Database, *, group: bytes, name: str) -> None:
    """Call a group something else."""
    if not name.strip():
        raise NameMissing(field="name")
    with database.change(Label.of("group.renamed", group=group)) as work:
        work.get_one(Group, group).name = name.strip()


def move_hour(database: Database, *, group: bytes, slot: int | None) -> None:
    """Let a group meet at another hour of the week, from Monday 0:00 UTC; None for none."""
    with database.change(Label.of("group.moved", group=group)) as work:
        work.get_one(Group, group).slot = slot


def join_group(database: Database, *, group: bytes, participant: bytes, leads: bool = False) -> None:
    """Let somebody into a group that goes on, where it has room."""
    with database.read() as view:
        person = view.get_one(Participant, participant).person_id
    with database.change(Label.of("group.joined", person=person, group=group)) as work:
        found = work.get_one(Group, group)
        _check_free(work, found.cohort_id, found.kind, [participant])
        most = SIZES[found.kind][1]
        if not leads and _size(work, group) >= most:
            raise GroupIsFull(group=found.name, most=most)
        work.put(GroupMember(**_place(group, participant, leads=leads)))


def leave_group(database: Database, *, group: bytes, participant: bytes) -> None:
    """Take somebody out of a group, where enough others stay."""
    with database.read() as view:
        person = view.get_one(Participant, participant).person_id
    with database.change(Label.of("group.left", person=person, group=group)) as work:
        found, place = work.get_one(Group, group), work.get_one(GroupMember, member_key(group, participant))
        fewest = SIZES[found.kind][0]
        if not place.leads and _size(work, group) <= fewest:
            raise GroupTooSmall(group=found.name, fewest=fewest, person=name_of(work, participant))
        work.bury(place)


def close_group(database: Database, *, group: bytes, today: date) -> None:
    """End a group; its members may be in others from now on."""
    with database.change(Label.of("group.closed", group=group)) as work:
        work.get_one(Group, group).ended_on = today


def reopen_group(database: Database, *, group: bytes) -> None:
    """Let a closed group go on, where nobody of it is in another of this kind by now."""
    with database.change(Label.of("group.reopened", group=group)) as work:
        found = work.get_one(Group, group)
        everyone = work.scalars(select(GroupMember.participant_id).where(GroupMember.group_id == group)).all()
        _check_free(work, found.cohort_id, found.kind, everyone)
        found.ended_on = None


def could_join(view: Work, cohort: bytes, kind: GroupKind) -> list[Member]:
    """Whoever may be matched and is in no group of this kind, by name."""
    taken = _taken(view, cohort, kind)
    rows = view.execute(
        select(Participant.id, Person.id, Person.name, Person.family_name)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.cohort_id == cohort, Participant.status.in_(MATCHABLE))
    )
    found = [Member(*row, leads=False) for row in rows if row[0] not in taken]
    return sorted(found, key=lambda one: reader().sort_key(one.name))


def _taken(view: Work, cohort: bytes, kind: GroupKind) -> set[bytes]:
    """Who is in a group of this kind that goes on."""
    return set(
        view.scalars(
            select(GroupMember.participant_id)
            .join(Group, Group.id == GroupMember.group_id)
            .where(Group.cohort_id == cohort, Group.kind == kind, Group.ended_on.is_(None))
        )
    )


def _labels(view: Work, people: Sequence[tuple[bytes, bytes]], by: str) -> dict[bytes, str] | None:
    if not by:
        return None
    values = values_of(view, by)
    return {key: values.get(person, "") for key, person in people}


def _members(view: Work, cohort: bytes) -> dict[bytes, list[Member]]:
    rows = view.execute(
        select(
            GroupMember.group_id,
            Participant.id,
            Person.id,
            Person.name,
            Person.family_name,
            GroupMember.leads,
        )
        .join(Group, Group.id == GroupMember.group_id)
        .join(Participant, Participant.id == GroupMember.participant_id)
        .join(Person, Person.id == Participant.person_id)
        .where(Group.cohort_id == cohort)
    )
    found: dict[bytes, list[Member]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(Member(*row[1:]))
    for members in found.values():
        members.sort(key=lambda one: (not one.leads, reader().sort_key(one.name)))
    return found


def _place(group: bytes, participant: bytes, *, leads: bool) -> dict[str, Any]:
    return {
        "id": member_key(group, participant),
        "group_id": group,
        "participant_id": participant,
        "leads": leads,
    }


def _check_free(work: Work, cohort: bytes, kind: GroupKind, people: Collection[bytes]) -> None:
    taken = _taken(work, cohort, kind)
    here = set(
        work.scalars(
            select(Participant.id).where(Participant.cohort_id == cohort, Participant.status.in_(MATCHABLE))
        )
    )
    for one in people:
        if one in taken or one not in here:
            raise NoLongerFree(person=name_of(work, one))
        taken.add(one)


def _next_number(work: Work, cohort: bytes, kind: GroupKind) -> int:
    return len(work.scalars(select(Group.id).where(Group.cohort_id == cohort, Group.kind == kind)).all()) + 1


def _size(work: Work, group: bytes) -> int:
    wanted = select(GroupMember.id).where(GroupMember.group_id == group, GroupMember.leads.is_(False))
    return len(work.scalars(wanted).all())
