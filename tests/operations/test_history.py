"""The history tells each change in words, and which are taken back."""

from datetime import date
from pathlib import Path

from mentordesk.operations.goals import add_goal, change_goal, remove_goal
from mentordesk.operations.history import history
from mentordesk.operations.pairings import pair_by_hand
from mentordesk.operations.programme import Signer, make_programme, programme_of, sign_with
from mentordesk.storage.database import Database, Desk
from tests.operations.pairing_world import TODAY, World


def test_changes_in_words_newest_first(tmp_path: Path) -> None:
    with Database.create(tmp_path / "file.mentordesk", Desk(actor="Noor")) as database:
        make_programme(database, name="P", cohort="C", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 1))
        with database.read() as view:
            programme = programme_of(view)
        assert programme is not None
        sign_with(database, programme=programme.id, signers=[Signer("A")])
        database.undo()
        with database.read() as view:
            rows = history(view)
            assert [(row.kind, row.words, row.taken_back) for row in rows] == [
                ("undo", "Changed who signs certificates", False),
                ("do", "Changed who signs certificates", True),
                ("do", "Began the programme", False),
            ]
            assert {row.actor for row in rows} == {"Noor"}
            assert [row.n for row in history(view, limit=1, before=rows[0].n)] == [rows[1].n]
        database.redo()
        with database.read() as view:
            assert [row.taken_back for row in history(view)] == [False, True, False, False]


def test_a_goal_is_called_what_it_was_called_then(database: Database, world: World) -> None:
    pairing = pair_by_hand(database, mentor=world.mentors[0], mentee=world.mentees[0], today=TODAY)
    goal = add_goal(database, pairing=pairing, title="Speak up")
    change_goal(database, goal=goal, title="Speak up", skill="Law")
    change_goal(database, goal=goal, title="Lead a team")
    remove_goal(database, goal=goal)
    with database.read() as view:
        words = [row.words.translate({0x2068: None, 0x2069: None}) for row in history(view)[:3]]
    assert words == [
        "Removed the goal Lead a team",
        "Changed the goal Lead a team",
        "Changed the goal Speak up",
    ]
