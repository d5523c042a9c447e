"""Drafts set aside: what is kept of them, how they compare, and what adopting one does."""

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from mentordesk.domain.pairing import Mark
from mentordesk.domain.participant import Participant, Role
from mentordesk.domain.scenario import Objective, Scenario, ScenarioPair
from mentordesk.matching.proof import Verdict
from mentordesk.operations import matching as deciding
from mentordesk.operations import pairings as life
from mentordesk.operations import scenarios
from mentordesk.operations.labels import sentence
from mentordesk.operations.matching import Choice
from mentordesk.operations.programme import NameMissing
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, state, take_part

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def keep(database: Database, world: World, name: str, choice: Choice | None = None) -> bytes:
    """Match under `choice` or as it is kept, and set the result aside."""
    with database.read() as view:
        chosen = choice or deciding.choice_of(view, world.cohort)
        proposal = deciding.propose_pairs(view, world.cohort, choice=chosen)
    return scenarios.set_aside(
        database, cohort=world.cohort, name=name, proposal=proposal, choice=chosen, now=NOON
    )


def lock(database: Database, world: World, mentee: int, mentor: int, *, by_hand: bool = False) -> None:
    pair = {"mentee": world.mentees[mentee], "mentor": world.mentors[mentor]}
    deciding.lock_pair(database, cohort=world.cohort, by_hand=by_hand, **pair)


def drafts(database: Database, world: World) -> list[scenarios.Draft]:
    with database.read() as view:
        return scenarios.drafts(view, world.cohort)


def verdict(database: Database, world: World) -> Verdict:
    (kept,) = drafts(database, world)
    with database.read() as view:
        (checked,) = scenarios.with_verdicts(view, world.cohort, [kept], today=TODAY)
    assert checked.verdict is not None
    return checked.verdict


def locks(database: Database, world: World) -> set[tuple[bytes, bytes]]:
    with database.read() as view:
        return {pair for pair, mark in deciding.marks(view, world.cohort).items() if mark is not Mark.BAN}


CHANGES: tuple[Callable[[Database, World, bytes], object], ...] = (
    lambda database, world, _draft: keep(database, world, "Second"),
    lambda database, _world, draft: scenarios.adopt(database, draft=draft),
    lambda database, _world, draft: scenarios.remove_draft(database, draft=draft),
)


@pytest.mark.parametrize("at", range(len(CHANGES)))
def test_undo_restores_everything(database: Database, world: World, at: int) -> None:
    draft = keep(database, world, "First")
    lock(database, world, 0, 1)
    before = state(database)
    CHANGES[at](database, world, draft)
    after = state(database)
    assert after != before
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_a_draft_keeps_pairs_and_what_it_was_made_by(database: Database, world: World) -> None:
    choice = Choice({"skills": 10, "hours": 5}, {"hours": None, "unit": 1}, Objective.TOTAL)
    draft = keep(database, world, "  Without hours ", choice)
    (found,) = drafts(database, world)
    assert (found.id, found.name, found.objective, found.made_at) == (
        draft,
        "Without hours",
        Objective.TOTAL,
        NOON,
    )
    assert found.matched == 3
    assert found.worst == min(found.fits.values())
    assert found.mean == pytest.approx(sum(found.fits.values()) / 3)
    assert found.total == sum(found.fits.values())
    with database.read() as view:
        again = scenarios.choice_of_draft(view, draft)
        usual = deciding.choice_of(view, world.cohort)
    assert (again.weights["skills"], again.weights["hours"]) == (10, 5)
    assert again.weights["field"] == usual.weights["field"]
    assert (again.rules["hours"], again.rules["unit"], again.objective) == (None, 1, Objective.TOTAL)


def test_a_draft_needs_a_name_of_its_own_and_pairs(database: Database, world: World) -> None:
    keep(database, world, "First")
    before = state(database)
    with pytest.raises(NameMissing):
        keep(database, world, " ")
    with pytest.raises(scenarios.DraftNameTaken, match="There is a draft “First” already"):
        keep(database, world, "First")
    for mentor in world.mentors:
        with database.change(Label.of("test")) as work:
            work.get_one(Participant, mentor).capacity = 0
    with pytest.raises(scenarios.NothingToSetAside, match="There is no proposal to set aside"):
        keep(database, world, "Empty")
    assert {name: rows for name, rows in state(database).items() if name != "participant"} == {
        name: rows for name, rows in before.items() if name != "participant"
    }


def test_drafts_side_by_side_show_where_they_differ(database: Database, world: World) -> None:
    lock(database, world, 0, 0)
    keep(database, world, "Tamar first")
    lock(database, world, 0, 1)
    with database.read() as view:
        now = scenarios.present(
            deciding.propose_pairs(view, world.cohort), Objective.MOST, "The proposal now"
        )
    (kept,) = drafts(database, world)
    rows = scenarios.compare([kept, now])
    mine = next(row for row in rows if row.mentee == world.mentees[0])
    assert [one and one[0] for one in mine.given] == [world.mentors[0], world.mentors[1]]
    assert mine.differs
    assert [row.differs for row in rows] == sorted((row.differs for row in rows), reverse=True)
    assert (now.id, now.made_at, now.matched) == (None, None, 3)


def test_a_mentee_whom_one_draft_leaves_out_stands_with_nobody(database: Database, world: World) -> None:
    keep(database, world, "All")
    life.pair_by_hand(database, mentor=world.mentors[1], mentee=world.mentees[2], today=TODAY)
    keep(database, world, "Two")
    named = {draft.name: draft for draft in drafts(database, world)}
    rows = scenarios.compare([named["All"], named["Two"]])
    row = next(row for row in rows if row.mentee == world.mentees[2])
    assert row.given[1] is None
    assert row.differs


def test_adopting_locks_the_pairs_and_lets_its_terms_hold(database: Database, world: World) -> None:
    choice = Choice({"skills": 10}, {"hours": None}, Objective.TOTAL)
    draft = keep(database, world, "First", choice)
    wanted = set(drafts(database, world)[0].fits)
    mentee = next(iter(wanted))[0]
    other = next(one for one in world.mentors[:2] if (mentee, one) not in wanted)
    lock(database, world, world.mentees.index(mentee), world.mentors.index(other))
    assert scenarios.adopt(database, draft=draft) == 3
    assert locks(database, world) == wanted
    with database.read() as view:
        now = deciding.choice_of(view, world.cohort)
        proposal = deciding.propose_pairs(view, world.cohort)
        label = database.undo_label()
        assert label is not None
        assert sentence(view, label) == "Adopted the draft \u2068First\u2069"
    assert (now.weights["skills"], now.rules["hours"], now.objective) == (10, None, Objective.TOTAL)
    assert {(pair.mentee, pair.mentor) for pair in proposal.pairs} == wanted


def test_a_pair_made_by_hand_stays_by_hand_when_adopted(database: Database, world: World) -> None:
    lock(database, world, 0, 0, by_hand=True)
    scenarios.adopt(database, draft=keep(database, world, "First"))
    with database.read() as view:
        found = deciding.marks(view, world.cohort)
    assert found[world.mentees[0], world.mentors[0]] is Mark.BY_HAND
    assert list(found.values()).count(Mark.LOCK) == 2


def test_what_can_no_longer_be_made_is_left_out_of_adopting(database: Database, world: World) -> None:
    draft = keep(database, world, "First")
    pairs = list(drafts(database, world)[0].fits)
    deciding.ban_pair(database, cohort=world.cohort, mentee=pairs[0][0], mentor=pairs[0][1])
    assert scenarios.adopt(database, draft=draft) == 2
    assert locks(database, world) == set(pairs[1:])
    for mentee, mentor in pairs[1:]:
        deciding.ban_pair(database, cohort=world.cohort, mentee=mentee, mentor=mentor)
    before = state(database)
    with pytest.raises(scenarios.NothingOfItHolds, match="No pair of “First” can still be made"):
        scenarios.adopt(database, draft=draft)
    assert state(database) == before


def test_a_removed_draft_is_gone_with_its_pairs(database: Database, world: World) -> None:
    scenarios.remove_draft(database, draft=keep(database, world, "First"))
    assert drafts(database, world) == []
    with database.read() as view:
        assert view.scalars(select(Scenario)).all() == []
        assert view.scalars(select(ScenarioPair)).all() == []


@pytest.mark.parametrize("objective", list(Objective))
def test_a_draft_keeps_its_proof(database: Database, world: World, objective: Objective) -> None:
    with database.read() as view:
        usual = deciding.choice_of(view, world.cohort)
    keep(database, world, "First", replace(usual, objective=objective))
    assert verdict(database, world).sentence() == "Proved."
    (draft,) = drafts(database, world)
    mentee, mentor = next(iter(draft.fits))
    deciding.ban_pair(database, cohort=world.cohort, mentee=mentee, mentor=mentor)
    assert "not allowed" in verdict(database, world).sentence()
    database.undo()
    with database.change(Label.of("test")) as work:
        take_part(work, world.cohort, "Newly Come", Role.MENTEE)
    assert verdict(database, world).sentence() == "Not proved. Since then other people take part."


@pytest.mark.parametrize("written", [b"", b"x", zlib.compress(b"[]"), zlib.compress(b'{"mentees":3}')])
def test_a_proof_from_elsewhere_that_cannot_be_read_proves_nothing(
    database: Database, world: World, written: bytes
) -> None:
    draft = keep(database, world, "First")
    with database.change(Label.of("test")) as work:
        work.get_one(Scenario, draft).prices = written + b" "
    assert verdict(database, world).sentence() == "Not proved. The proof cannot be read."


def test_a_tampered_proof_proves_nothing(database: Database, world: World) -> None:
    draft = keep(database, world, "First")
    with database.change(Label.of("test")) as work:
        found = work.get_one(Scenario, draft)
        said = json.loads(zlib.decompress(found.prices or b""))
        said["proof"]["v"][0] += 1
        found.prices = zlib.compress(json.dumps(said).encode())
    assert not verdict(database, world).holds
