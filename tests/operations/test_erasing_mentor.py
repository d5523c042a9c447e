"""A mentor is erased: figures stay, open pairings end in the same step, no byte and no answer keeps them."""

from contextlib import closing, suppress
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentordesk.domain.pairing import Outcome, Pairing, PairingStatus
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.session import SessionStatus
from mentordesk.operations import sessions
from mentordesk.operations.document_orders import NoMentorAgreed, NothingToPrint
from mentordesk.operations.documents import KINDS, document, printed
from mentordesk.operations.erasing import erase_person, pairings_left
from mentordesk.operations.goals import add_goal, reach_goal
from mentordesk.operations.labels import name_of
from mentordesk.operations.pairing_rows import pairings
from mentordesk.operations.pairings import close_pairing, note_pairing, pair_by_hand
from mentordesk.operations.reviews import reviews
from mentordesk.operations.session_list import people_of, sessions_of
from mentordesk.operations.sessions import Details
from mentordesk.operations.sharing import share
from mentordesk.operations.today import look
from mentordesk.operations.whereabouts import backups_with, copies_with
from mentordesk.storage import merge
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, make_world

LATER = TODAY + timedelta(days=9)
TAMAR = "Tamar Levi"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "Compass.mentordesk", Desk(backups=tmp_path / "backups"))


def person_of(database: Database, participant: bytes) -> bytes:
    with database.read() as view:
        return view.get_one(Participant, participant).person_id


def bytes_below(folder: Path) -> bytes:
    """Every byte of every file there is."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_open_pairing_ends_for_good(database: Database, world: World, pairing: bytes) -> None:
    tamar = person_of(database, world.mentors[0])
    with database.read() as view:
        assert pairings_left(view, person=tamar) == 1
    gone = erase_person(database, person=tamar, today=LATER)
    assert (gone.closed, gone.proved) == (1, True)
    with database.read() as view:
        found = view.get_one(Pairing, pairing)
        assert (found.status, found.outcome, found.ended_on) == (PairingStatus.CLOSED, Outcome.EARLY, LATER)
        assert TAMAR not in found.reason
        assert name_of(view, pairing) == "somebody erased – Zofia Wiśniewska"
        assert reviews(view) == []
        waiting = {group.key: group for group in look(view, cohort=None, today=LATER).groups}["unmatched"]
        assert "Zofia Wiśniewska" in {who.name for item in waiting.items for who in item.people}
        assert pairings(view, cohort=world.cohort, today=LATER) == []
    database.undo()
    with database.read() as view:
        found = view.get_one(Pairing, pairing, execution_options={"include_deleted": True})
        assert found.deleted or found.status is PairingStatus.CLOSED
    assert database.problems(deep=True) == []


def test_figures_stay(database: Database, world: World, pairing: bytes) -> None:
    """The programme's report says the same of what was before and after somebody is erased."""
    for day in range(6):
        sessions.log_session(
            database,
            pairing=pairing,
            day=TODAY + timedelta(days=day),
            minutes=90,
            today=LATER,
            details=Details(mentor_pulse=4, mentee_pulse=3),
        )
    goal = add_goal(database, pairing=pairing, title="Lead a team")
    reach_goal(database, goal=goal, today=LATER)
    close_pairing(database, pairing=pairing, outcome=Outcome.COMPLETED, today=LATER)
    before = report_of(database)
    assert before
    erase_person(database, person=person_of(database, world.mentors[0]), today=LATER)
    assert report_of(database) == before


def report_of(database: Database) -> list[tuple[str, str, str]]:
    made, _order = document(database, "programme-report", today=LATER)
    return [(key.label, key.value, key.n) for key in made[0].values.keys]


def test_planned_sessions_are_cancelled_and_today_is_read(
    database: Database, world: World, pairing: bytes
) -> None:
    sessions.plan_session(database, pairing=pairing, day=LATER, at=time(12), zone="Europe/Lisbon", minutes=60)
    held = sessions.log_session(database, pairing=pairing, day=TODAY, minutes=60, today=TODAY)
    erase_person(database, person=person_of(database, world.mentors[0]), today=TODAY)
    with database.read() as view:
        facts = look(view, cohort=None, today=LATER)
        assert (facts.week, facts.clocks) == ([], [])
        assert {row.id: row.status for row in sessions_of(view, pairing)}[held] is SessionStatus.HELD
        who = people_of(view, [pairing])[pairing]
        assert [one.name for one in who] == ["somebody erased", "Zofia Wiśniewska"]


def test_a_proposal_goes_with_them(database: Database, world: World, pairing: bytes) -> None:
    with database.change(Label.of("test")) as work:
        work.get_one(Pairing, pairing).status = PairingStatus.PROPOSED
    erase_person(database, person=person_of(database, world.mentors[0]), today=LATER)
    with database.read() as view:
        assert view.get_one(Pairing, pairing, execution_options={"include_deleted": True}).deleted


def test_what_others_wrote_of_them_is_told_with_its_place(
    database: Database, world: World, pairing: bytes
) -> None:
    note_pairing(database, pairing=pairing, notes="Ask Tamar Levi again in May.")
    gone = erase_person(database, person=person_of(database, world.mentors[0]), today=LATER)
    assert (gone.left, gone.proved) == ((TAMAR,), False)
    (place,) = gone.places
    assert place.startswith("Pairing · ")
    assert place.endswith(" · Notes")


def test_a_pairing_that_a_colleague_made_meanwhile_is_a_review(
    database: Database, world: World, tmp_path: Path
) -> None:
    copy = share(database, out=tmp_path / "copy")
    with closing(Database.open(copy, Desk(actor="Noor"))) as theirs:
        made = pair_by_hand(theirs, mentor=world.mentors[0], mentee=world.mentees[1], today=TODAY)
        sessions.plan_session(theirs, pairing=made, day=LATER, at=time(12), zone="Europe/Lisbon", minutes=60)
    erase_person(database, person=person_of(database, world.mentors[0]), today=LATER)
    merge.apply(database, copy)
    with database.read() as view:
        (review,) = reviews(view)
        assert review.kind == "gone"
        assert look(view, cohort=None, today=TODAY + timedelta(days=90)).groups
        assert look(view, cohort=None, today=TODAY).clocks == []
    assert database.problems(deep=True) == []


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
def test_every_document_is_still_made(database: Database, world: World, pairing: bytes, kind: str) -> None:
    sessions.log_session(database, pairing=pairing, day=TODAY, minutes=90, today=TODAY, details=Details())
    erase_person(database, person=person_of(database, world.mentors[0]), today=LATER)
    with suppress(NothingToPrint, NoMentorAgreed):
        made, order = document(database, kind, today=LATER, certificate="participation")
        assert TAMAR.encode() not in printed(made, order)


def test_where_else_they_are(database: Database, world: World, tmp_path: Path) -> None:
    tamar, other = (person_of(database, key) for key in world.mentors[:2])
    whole = share(database, out=tmp_path / "whole", to="Noor")
    share(database, out=tmp_path / "other", to="Ines", cohorts={b"\x01" * 16})
    with database.change(Label.of("test")) as work:
        late = work.new_key()
        work.add(Person(id=late, name="Came later"))
    backup = database.back_up()
    with database.read() as view:
        assert [copy.given_to for copy in copies_with(view, person=tamar)] == ["Noor"]
        assert copies_with(view, person=late) == []
    assert backups_with(database, person=late) == [backup]
    erase_person(database, person=tamar, today=LATER)
    assert backups_with(database, person=tamar) == []
    assert backups_with(database, person=other) == [backup]
    assert TAMAR.encode() in whole.read_bytes()


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=12, max_size=3000)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=WORDS, notes=st.lists(WORDS, min_size=1, max_size=3))
def test_no_byte_of_any_file_keeps_what_they_said(
    tmp_path_factory: pytest.TempPathFactory, name: str, notes: list[str]
) -> None:
    """File, what lies beside it, backups and temporary files, with every earlier value of theirs."""
    folder = tmp_path_factory.mktemp("erased")
    marked = [f"{text[:20]}\N{SNOWMAN}{at}{text}" for at, text in enumerate([name, *notes])]
    path = folder / "Compass.mentordesk"
    with Database.create(path, Desk(backups=folder / "backups")) as database:
        world = make_world(database)
        tamar = person_of(database, world.mentors[0])
        for text in marked:
            with database.change(Label.of("person.edited", person=tamar)) as work:
                person = work.get_one(Person, tamar)
                person.name, person.notes = marked[0], text
            database.back_up()
        database.undo()
        assert erase_person(database, person=tamar, today=LATER).proved
        data = bytes_below(folder)
        for text in (TAMAR, *(text[:22] for text in marked)):
            assert text.encode() not in data
        assert database.problems(deep=True) == []
