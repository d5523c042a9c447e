"""One step for many pairings: those it follows for take it, in one change that undo takes back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mentordesk.domain.pairing import Outcome, Pairing, PairingStatus
from mentordesk.domain.refusal import Refusal
from mentordesk.operations import pairing_bulk as bulk
from mentordesk.operations.labels import sentence
from mentordesk.operations.pairings import DayTooEarly, ReasonMissing, pair_by_hand
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.operations.pairing_world import TODAY, World, state

PROPOSED, TRIAL, ACTIVE, PAUSED, CLOSED = PairingStatus
SOON = TODAY + timedelta(days=20)


@pytest.fixture
def pairs(database: Database, world: World) -> list[bytes]:
    """A proposal, a trial and an active pairing."""
    made = [
        pair_by_hand(database, mentor=world.mentors[mentor], mentee=world.mentees[mentee], today=TODAY)
        for mentor, mentee in ((0, 0), (0, 1), (1, 2))
    ]
    with database.change(Label.of("test")) as work:
        first, last = work.get_one(Pairing, made[0]), work.get_one(Pairing, made[2])
        first.status, first.started_on, first.trial_until = PROPOSED, None, None
        last.status, last.active_since = ACTIVE, TODAY
    return made


def states(database: Database, pairs: list[bytes]) -> list[PairingStatus]:
    with database.read() as view:
        return [view.get_one(Pairing, key).status for key in pairs]


STEPS: dict[str, tuple[Callable[[Database, list[bytes]], int], list[PairingStatus]]] = {
    "pairings.trial": (
        lambda database, pairs: bulk.begin_trials(database, pairings=pairs, today=TODAY),
        [TRIAL, TRIAL, ACTIVE],
    ),
    "pairings.active": (
        lambda database, pairs: bulk.make_all_active(database, pairings=pairs, today=TODAY),
        [ACTIVE, ACTIVE, ACTIVE],
    ),
    "pairings.paused": (
        lambda database, pairs: bulk.pause_all(database, pairings=pairs, until=SOON, today=TODAY),
        [PROPOSED, PAUSED, PAUSED],
    ),
    "pairings.extended": (
        lambda database, pairs: bulk.extend_trials(database, pairings=pairs, until=SOON, today=TODAY),
        [PROPOSED, TRIAL, ACTIVE],
    ),
    "pairings.closed": (
        lambda database, pairs: bulk.close_all(
            database, pairings=pairs, outcome=Outcome.EARLY, reason="The end", today=TODAY
        ),
        [CLOSED, CLOSED, CLOSED],
    ),
}
TAKEN = dict(zip(STEPS, (1, 2, 2, 1, 3), strict=True))


@pytest.mark.parametrize("label", STEPS)
def test_those_that_can_take_the_step_and_undo_takes_it_back(
    database: Database, pairs: list[bytes], label: str
) -> None:
    before = state(database)
    step, expected = STEPS[label]
    assert step(database, pairs) == TAKEN[label]
    after = state(database)
    assert after != before
    assert states(database, pairs) == expected
    newest = database.undo_label()
    assert newest == Label.of(label, n=TAKEN[label])
    with database.read() as view:
        assert str(TAKEN[label]) in sentence(view, newest)
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_days_and_reasons_stand_in_the_rows(database: Database, pairs: list[bytes]) -> None:
    bulk.begin_trials(database, pairings=pairs, today=TODAY)
    bulk.extend_trials(database, pairings=pairs[:1], until=SOON, today=TODAY)
    bulk.close_all(database, pairings=pairs[1:], outcome=Outcome.COMPLETED, today=TODAY)
    with database.read() as view:
        first, second = (view.get_one(Pairing, key) for key in pairs[:2])
    assert (first.started_on, first.trial_until) == (TODAY, SOON)
    assert (second.ended_on, second.outcome, second.reason) == (TODAY, Outcome.COMPLETED, "")


def test_what_is_refused_changes_nothing(database: Database, pairs: list[bytes]) -> None:
    before = state(database)
    refused: list[tuple[type[Refusal], Callable[[], object], str]] = [
        (
            bulk.NoneFits,
            lambda: bulk.begin_trials(database, pairings=pairs[1:], today=TODAY),
            "none of these",
        ),
        (
            bulk.TrialTooShort,
            lambda: bulk.extend_trials(database, pairings=pairs, until=TODAY, today=TODAY),
            "not ahead",
        ),
        (
            DayTooEarly,
            lambda: bulk.pause_all(database, pairings=pairs, until=TODAY, today=TODAY),
            "not ahead",
        ),
        (
            ReasonMissing,
            lambda: bulk.close_all(database, pairings=pairs, outcome=Outcome.EARLY, today=TODAY),
            "reason",
        ),
    ]
    for kind, change, words in refused:
        with pytest.raises(kind, match=words):
            change()
    assert state(database) == before
