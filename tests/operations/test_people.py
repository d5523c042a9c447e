"""People: the list, one person, every change with its undo, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from mentordesk.domain.participant import Role, Status, participant_key
from mentordesk.domain.person import Level
from mentordesk.domain.refusal import Refusal
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.people import (
    LABELS,
    MorePairedThanPlaces,
    PairedInRole,
    PauseEndsEarly,
    StillPaired,
    add_person,
    edit_person,
    join_cohort,
    leave_cohort,
    mailing_list,
    pause_person,
    remove_people,
    set_capacity,
    set_photo,
    set_role,
    set_status,
)
from mentordesk.operations.people_checks import (
    AddressTaken,
    BadAddress,
    FamilyNameElsewhere,
    NameMissing,
    OwnManager,
    PlacesTaken,
    TakenAsMentee,
    UnknownZone,
)
from mentordesk.operations.people_views import ViewNameMissing, remove_view, save_view, views
from mentordesk.operations.person_detail import PersonDetail, person_detail
from mentordesk.operations.person_rows import PersonRow, people
from mentordesk.operations.profile import Part, Profile
from mentordesk.operations.programme import make_programme
from mentordesk.operations.sessions import log_session
from mentordesk.storage.database import Database
from tests.operations.pairing_world import END, START, TODAY, state

WHOLE = Profile(
    {
        "name": "Nguyễn Thị Ánh",
        "family_name": "Nguyễn",
        "email": "anh@example.org",
        "zone": "Asia/Ho_Chi_Minh",
    },
    {"vi": Level.NATIVE, "en": Level.B2},
    {"Python": 4},
    {"UX, research": 2, "python": 1},
    ("chess",),
    ("physics",),
    {"T-shirt": "M"},
)


def named(name: str, **columns: object) -> Profile:
    return Profile({"name": name, "email": f"{name.split(maxsplit=1)[0].lower()}@example.org", **columns})


@pytest.fixture
def pair(database: Database, cohort: bytes) -> tuple[bytes, bytes, bytes]:
    """A mentor, a mentee, and their pairing."""
    mentor = add_person(database, profile=named("Tamar Levi"), cohort=cohort, part=Part(Role.MENTOR, 2))
    mentee = add_person(database, profile=named("Zofia Wilk"), cohort=cohort, part=Part(Role.MENTEE))
    keys = (participant_key(cohort, mentor), participant_key(cohort, mentee))
    return mentor, mentee, pair_by_hand(database, mentor=keys[0], mentee=keys[1], today=START)


def listed(database: Database, cohort: bytes | None, today: date = TODAY) -> dict[str, PersonRow]:
    with database.read() as view:
        return {row.name: row for row in people(view, cohort=cohort, today=today)}


def detail(database: Database, person: bytes, cohort: bytes) -> PersonDetail:
    with database.read() as view:
        found = person_detail(view, person, cohort=cohort, today=TODAY)
    assert found is not None
    return found


def test_what_was_saved_is_read_again(database: Database, cohort: bytes) -> None:
    part = Part(Role.BOTH, 3, Status.WAITING, joined_on=TODAY)
    key = add_person(database, profile=WHOLE, cohort=cohort, part=part)
    found = detail(database, key, cohort)
    assert found.part == part
    assert found.profile.columns["family_name"] == "Nguyễn"
    assert dict(found.profile.languages) == {"vi": Level.NATIVE, "en": Level.B2}
    assert dict(found.profile.offered) == {"Python": 4}
    assert dict(found.profile.wanted) == {"UX, research": 2, "Python": 1}
    assert (found.profile.interests, found.profile.background) == (("chess",), ("physics",))
    assert found.profile.own == {"T-shirt": "M"}
    assert found.row.places == 4


def test_editing_replaces_everything_and_undo_brings_it_back(database: Database, cohort: bytes) -> None:
    other = add_person(database, profile=named("Ada Park"))
    key = add_person(database, profile=WHOLE, cohort=cohort, part=Part(Role.MENTOR, wishes=(other,)))
    before = state(database)
    edit_person(
        database, person=key, profile=named("Ánh"), cohort=cohort, part=Part(Role.MENTOR, never=(other,))
    )
    found = detail(database, key, cohort)
    assert (found.profile.name, dict(found.profile.languages), found.profile.own) == ("Ánh", {}, {})
    assert found.part == Part(Role.MENTOR, never=(other,))
    assert found.names == {other: "Ada Park"}
    database.undo()
    assert state(database) == before
    edit_person(database, person=key, profile=WHOLE, cohort=cohort, part=Part(Role.MENTOR, wishes=(other,)))
    assert state(database) == before


def test_the_list_counts_pairings_and_days_of_silence(
    database: Database, cohort: bytes, pair: tuple[bytes, bytes, bytes]
) -> None:
    rows = listed(database, cohort)
    assert (rows["Tamar Levi"].paired, rows["Tamar Levi"].places) == (1, 2)
    assert (rows["Zofia Wilk"].paired, rows["Zofia Wilk"].places) == (1, 1)
    assert rows["Tamar Levi"].silent
    log_session(database, pairing=pair[2], day=TODAY - timedelta(days=2), minutes=60, today=TODAY)
    row = listed(database, cohort)["Zofia Wilk"]
    assert (row.last_day, row.silent) == (TODAY - timedelta(days=2), False)
    assert listed(database, None)["Zofia Wilk"] == row
    assert detail(database, pair[0], cohort).partners[0].name == "Zofia Wilk"


def test_everybody_shows_the_newest_part(database: Database, cohort: bytes) -> None:
    key = add_person(database, profile=named("Ada Park"), cohort=cohort, part=Part(Role.MENTEE))
    later = make_programme(
        database, name="Next", cohort="Autumn", starts_on=END, ends_on=END + timedelta(days=90)
    )
    join_cohort(database, people=[key], cohort=later, role=Role.MENTOR, today=TODAY)
    join_cohort(database, people=[key], cohort=later, role=Role.MENTEE, today=TODAY)
    assert [row.role for row in listed(database, None).values()] == [Role.MENTOR]


CHANGES: tuple[Callable[[Database, bytes, bytes], object], ...] = (
    lambda db, person, cohort: set_status(
        db,
        participants=[participant_key(cohort, person)],
        status=Status.WITHDRAWN,
        today=TODAY,
        reason="moved",
    ),
    lambda db, person, cohort: set_role(db, participants=[participant_key(cohort, person)], role=Role.BOTH),
    lambda db, person, cohort: set_capacity(db, participants=[participant_key(cohort, person)], capacity=7),
    lambda db, person, cohort: pause_person(
        db, participant=participant_key(cohort, person), until=TODAY + timedelta(days=9), today=TODAY
    ),
    lambda db, person, cohort: leave_cohort(
        db, participants=[participant_key(cohort, person)], cohort=cohort
    ),
    lambda db, person, _cohort: remove_people(db, people=[person]),
    lambda db, person, _cohort: set_photo(db, person=person, image=b"png"),
    lambda db, _person, cohort: add_person(db, profile=WHOLE, cohort=cohort, part=Part(Role.MENTEE)),
    lambda db, _person, _cohort: save_view(db, name="Silent", choice={"status": ["active"]}),
    lambda db, _person, _cohort: remove_view(db, name="Mine"),
    lambda db, _person, cohort: join_cohort(
        db, people=everybody(db), cohort=cohort, role=Role.MENTEE, today=TODAY
    ),
)


def everybody(database: Database) -> list[bytes]:
    return [row.id for row in listed(database, None).values()]


@pytest.mark.parametrize("change", CHANGES)
def test_undo_takes_back_exactly_what_a_change_did(
    database: Database, cohort: bytes, change: Callable[[Database, bytes, bytes], object]
) -> None:
    key = add_person(database, profile=named("Ada Park"), cohort=cohort, part=Part(Role.MENTOR))
    add_person(database, profile=named("Outside Ek"))
    save_view(database, name="Mine", choice={"role": ["mentor"]})
    before = state(database)
    change(database, key, cohort)
    after = state(database)
    assert after != before
    label = database.undo()
    assert label is not None
    assert label.key in LABELS
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_removing_takes_everything_of_theirs(database: Database, cohort: bytes) -> None:
    boss = add_person(database, profile=named("Boss Ek"))
    key = add_person(
        database,
        profile=named("Ada Park", manager_id=boss),
        cohort=cohort,
        part=Part(Role.MENTOR, never=(boss,)),
    )
    remove_people(database, people=[boss])
    found = detail(database, key, cohort)
    assert found.profile.columns["manager_id"] is None
    assert found.part is not None
    assert found.part.never == ()


@pytest.mark.parametrize(
    ("profile", "refusal", "field"),
    [
        (Profile({"name": " "}), NameMissing, "name"),
        (named("Bo Ek", email="bo"), BadAddress, "email"),
        (named("Bo Ek", email="TAMAR@example.org"), AddressTaken, "email"),
        (named("Bo Ek", zone="Middle/Earth"), UnknownZone, "zone"),
        (named("Bo Ek", family_name="Falk"), FamilyNameElsewhere, "family_name"),
    ],
)
def test_what_is_wrong_with_a_person_is_refused_beside_its_field(
    database: Database,
    pair: tuple[bytes, bytes, bytes],
    profile: Profile,
    refusal: type[Refusal],
    field: str,
) -> None:
    before = state(database)
    with pytest.raises(refusal) as told:
        add_person(database, profile=profile)
    assert told.value.values["field"] == field
    assert state(database) == before


def test_nobody_leads_themselves_through_others_either(database: Database) -> None:
    one = add_person(database, profile=named("Ada Park"))
    other = add_person(database, profile=named("Bo Ek", manager_id=one))
    for manager in (one, other):
        with pytest.raises(OwnManager):
            edit_person(database, person=one, profile=named("Ada Park", manager_id=manager))


def test_open_pairings_keep_their_ground(
    database: Database, cohort: bytes, pair: tuple[bytes, bytes, bytes]
) -> None:
    mentor, mentee, _pairing = pair
    parts = [participant_key(cohort, mentor)]
    learning = [participant_key(cohort, mentee)]
    before = state(database)
    refused: tuple[tuple[type[Refusal], Callable[[], object]], ...] = (
        (MorePairedThanPlaces, lambda: set_capacity(database, participants=parts, capacity=0)),
        (PairedInRole, lambda: set_role(database, participants=parts, role=Role.MENTEE)),
        (PairedInRole, lambda: set_role(database, participants=learning, role=Role.MENTOR)),
        (StillPaired, lambda: remove_people(database, people=[mentee])),
        (StillPaired, lambda: leave_cohort(database, participants=learning, cohort=cohort)),
        (PauseEndsEarly, lambda: pause_person(database, participant=parts[0], until=TODAY, today=TODAY)),
        (PlacesTaken, lambda: _edit(database, mentor, cohort, Part(Role.MENTOR, 0))),
        (PlacesTaken, lambda: _edit(database, mentor, cohort, Part(Role.MENTEE))),
        (TakenAsMentee, lambda: _edit(database, mentee, cohort, Part(Role.MENTOR))),
    )
    for kind, change in refused:
        with pytest.raises(kind):
            change()
        assert state(database) == before


def _edit(database: Database, person: bytes, cohort: bytes, part: Part) -> None:
    edit_person(database, person=person, profile=Profile({"name": "Somebody"}), cohort=cohort, part=part)


def test_mailing_list_quotes_what_must_be(database: Database) -> None:
    keys = [
        add_person(database, profile=Profile({"name": name, "email": email}))
        for name, email in (("Park, Ada", "a@example.org"), ("سميرة", "s@example.org"), ("Nobody", ""))
    ]
    with database.read() as view:
        assert mailing_list(view, keys) == '"Park, Ada" <a@example.org>, سميرة <s@example.org>'


def test_views_are_kept_by_name(database: Database) -> None:
    save_view(database, name="Silent", choice={"status": ["active"]})
    save_view(database, name="Silent", choice={"role": ["mentor"]})
    with database.read() as view:
        assert [(one.name, one.choice) for one in views(view)] == [("Silent", {"role": ["mentor"]})]
    remove_view(database, name="Silent")
    with database.read() as view:
        assert views(view) == []
    with pytest.raises(ViewNameMissing):
        save_view(database, name=" ", choice={})
