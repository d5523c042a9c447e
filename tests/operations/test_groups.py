"""Groups of a cohort: proposed, made, joined, left, closed, and what is refused."""

from collections.abc import Callable
from datetime import date

import pytest

from mentordesk.domain.group import GroupKind
from mentordesk.domain.participant import Participant, Role, Status
from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.operations import groups
from mentordesk.operations.fairness import Side
from mentordesk.operations.groups import GroupRow, NewGroup, Terms
from mentordesk.operations.labels import sentence
from mentordesk.operations.matching import ban_pair, set_rule
from mentordesk.operations.programme import NameMissing
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.matching.people import weekdays
from tests.operations.pairing_world import TODAY, state, take_part

LABEL = Label.of("test")
LATER = date(2026, 5, 1)
People = dict[Role, list[bytes]]


@pytest.fixture
def people(database: Database, cohort: bytes) -> People:
    """Nine mentees, the first three in Chile, and two mentors, all free on weekday mornings in Lisbon."""
    with database.change(LABEL) as work:
        made = {
            Role.MENTEE: [take_part(work, cohort, f"Mentee {n}", Role.MENTEE) for n in range(9)],
            Role.MENTOR: [take_part(work, cohort, f"Mentor {n}", Role.MENTOR, 1) for n in range(2)],
        }
        for keys in made.values():
            for at, key in enumerate(keys):
                person = work.get_one(Person, work.get_one(Participant, key).person_id)
                person.zone, person.week = "Europe/Lisbon", weekdays(9, 12)
                person.country = "CL" if at < 3 else "PT"
    return made


def listed(database: Database, cohort: bytes) -> list[GroupRow]:
    with database.read() as view:
        return groups.groups(view, cohort)


def make(database: Database, cohort: bytes, *members: list[bytes], leaders: tuple[bytes, ...] = ()) -> bytes:
    """Circles of these; the key of the first."""
    new = [NewGroup(tuple(one), leaders, 33) for one in members]
    groups.make_groups(database, cohort=cohort, kind=GroupKind.CIRCLE, new=new, today=TODAY)
    return listed(database, cohort)[0].id


CHANGES: tuple[Callable[[Database, bytes, bytes, list[bytes]], object], ...] = (
    lambda database, cohort, _group, free: make(database, cohort, free[:3]),
    lambda database, _cohort, group, _free: groups.rename_group(database, group=group, name="Law"),
    lambda database, _cohort, group, _free: groups.move_hour(database, group=group, slot=None),
    lambda database, _cohort, group, free: groups.join_group(database, group=group, participant=free[0]),
    lambda database, cohort, group, _free: groups.leave_group(
        database, group=group, participant=listed(database, cohort)[0].members[0].participant
    ),
    lambda database, _cohort, group, _free: groups.close_group(database, group=group, today=LATER),
)


@pytest.mark.parametrize("at", range(len(CHANGES)))
def test_undo_restores_everything(database: Database, cohort: bytes, people: People, at: int) -> None:
    group = make(database, cohort, people[Role.MENTEE][:4])
    before = state(database)
    CHANGES[at](database, cohort, group, people[Role.MENTEE][4:])
    after = state(database)
    assert after != before
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_reopening_is_undone(database: Database, cohort: bytes, people: People) -> None:
    group = make(database, cohort, people[Role.MENTEE][:4])
    groups.close_group(database, group=group, today=LATER)
    before = state(database)
    groups.reopen_group(database, group=group)
    assert listed(database, cohort)[0].ended_on is None
    database.undo()
    assert state(database) == before


def test_a_proposal_becomes_groups_that_meet_in_an_hour(
    database: Database, cohort: bytes, people: People
) -> None:
    terms = groups.usual_terms(GroupKind.GROUP)
    assert (terms.smallest, terms.largest, terms.leading) == (3, 6, 1)
    with database.read() as view:
        found = groups.propose(view, cohort, terms)
    assert found.answer.exact
    assert sum(len(group.members) for group in found.groups) == 9
    new = [NewGroup(one.members, one.leaders, one.slot) for one in found.groups]
    made = groups.make_groups(database, cohort=cohort, kind=terms.kind, new=new, today=TODAY)
    assert made == 2
    rows = listed(database, cohort)
    assert [row.name for row in rows] == ["Group 1", "Group 2"]
    assert {row.slot for row in rows} == {9}
    assert [row.members[0].leads for row in rows] == [True, True]
    assert sum(row.size for row in rows) == 9
    with database.read() as view:
        assert groups.propose(view, cohort, terms).groups == ()
        label = database.undo_label()
        assert label is not None
        assert sentence(view, label) == "Made groups: 2"


def test_bans_and_rules_of_pairs_hold_for_who_leads(
    database: Database, cohort: bytes, people: People
) -> None:
    one, *_others = people[Role.MENTEE]
    for mentor in people[Role.MENTOR]:
        ban_pair(database, cohort=cohort, mentee=one, mentor=mentor)
    terms = groups.usual_terms(GroupKind.GROUP)
    with database.read() as view:
        found = groups.propose(view, cohort, terms)
    assert {left.person: dict(left.leaders) for left in found.left} == {one: {"banned": 2}}
    set_rule(database, cohort=cohort, rule="training", value=1)
    with database.read() as view:
        assert groups.propose(view, cohort, terms).groups == ()


def test_buddies_are_two_and_may_be_mentors(database: Database, cohort: bytes, people: People) -> None:
    with database.read() as view:
        found = groups.propose(view, cohort, Terms(GroupKind.BUDDIES, Side.MENTORS, 2, 2))
    assert [set(group.members) for group in found.groups] == [set(people[Role.MENTOR])]


def test_circles_can_be_balanced_in_a_field(database: Database, cohort: bytes, people: People) -> None:
    with database.read() as view:
        assert [one.key for one in groups.balances(view)][:2] == ["country", "unit"]
        found = groups.propose(view, cohort, Terms(GroupKind.CIRCLE, Side.MENTEES, 3, 3, balanced="country"))
    chile = set(people[Role.MENTEE][:3])
    assert [len(chile & set(group.members)) for group in found.groups] == [1, 1, 1]


def test_kinds_stand_beside_each_other_but_nobody_is_twice_in_one(
    database: Database, cohort: bytes, people: People
) -> None:
    mentees = people[Role.MENTEE]
    make(database, cohort, mentees[:3])
    pair = [NewGroup((mentees[0], mentees[4]))]
    groups.make_groups(database, cohort=cohort, kind=GroupKind.BUDDIES, new=pair, today=TODAY)
    with pytest.raises(groups.NoLongerFree, match="Mentee 0 is in another group meanwhile"):
        make(database, cohort, [mentees[0], *mentees[5:8]])
    with pytest.raises(groups.NoLongerFree):
        make(database, cohort, mentees[3:6], mentees[5:8])
    with database.change(LABEL) as work:
        work.get_one(Participant, mentees[8]).status = Status.WITHDRAWN
    with pytest.raises(groups.NoLongerFree, match="Mentee 8"):
        make(database, cohort, mentees[6:9])
    with database.read() as view:
        could = groups.could_join(view, cohort, GroupKind.CIRCLE)
    assert {one.participant for one in could} == {*mentees[3:8], *people[Role.MENTOR]}


def test_joining_and_leaving_keep_to_the_size(database: Database, cohort: bytes, people: People) -> None:
    mentees = people[Role.MENTEE]
    group = make(database, cohort, mentees[:8], leaders=(people[Role.MENTOR][0],))
    with pytest.raises(groups.GroupIsFull, match="Circle 1 has 8 members"):
        groups.join_group(database, group=group, participant=mentees[8])
    groups.join_group(database, group=group, participant=people[Role.MENTOR][1], leads=True)
    for one in mentees[:5]:
        groups.leave_group(database, group=group, participant=one)
    with pytest.raises(groups.GroupTooSmall, match="Circle 1 needs 3 members, so Mentee 5 stays"):
        groups.leave_group(database, group=group, participant=mentees[5])
    groups.leave_group(database, group=group, participant=people[Role.MENTOR][0])
    (row,) = listed(database, cohort)
    assert [one.name for one in row.members] == ["Mentor 1", "Mentee 5", "Mentee 6", "Mentee 7"]


def test_a_closed_group_frees_its_members_and_may_not_come_back_over_another(
    database: Database, cohort: bytes, people: People
) -> None:
    mentees = people[Role.MENTEE]
    first = make(database, cohort, mentees[:3])
    groups.close_group(database, group=first, today=LATER)
    make(database, cohort, mentees[:3])
    rows = listed(database, cohort)
    assert [(row.name, row.ended_on) for row in rows] == [("Circle 2", None), ("Circle 1", LATER)]
    with pytest.raises(groups.NoLongerFree):
        groups.reopen_group(database, group=first)


def test_empty_names_and_empty_proposals_are_refused(
    database: Database, cohort: bytes, people: People
) -> None:
    group = make(database, cohort, people[Role.MENTEE][:3])
    before = state(database)
    with pytest.raises(NameMissing):
        groups.rename_group(database, group=group, name=" ")
    with pytest.raises(Refusal, match="There are no groups to make"):
        groups.make_groups(database, cohort=cohort, kind=GroupKind.CIRCLE, new=[], today=TODAY)
    assert state(database) == before
