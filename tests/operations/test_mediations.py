"""A mediation case: opened, written on, closed; private in the history, and nowhere in exports."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from mentordesk.domain.refusal import Refusal
from mentordesk.operations import mediations as ops
from mentordesk.operations.exporting import export
from mentordesk.operations.history import history
from mentordesk.operations.pairing_timeline import Happening, timeline
from mentordesk.storage.database import Database
from tests.operations.pairing_world import TODAY, World, state

DELICATE = "They quarrel about time"


@pytest.fixture
def case(database: Database, pairing: bytes) -> bytes:
    return ops.open_mediation(database, pairing=pairing, mediator=" Noor ", reason=DELICATE, today=TODAY)


def rows(database: Database, pairing: bytes) -> list[ops.MediationRow]:
    with database.read() as view:
        return ops.mediations(view, pairing=pairing)


def test_from_opening_to_closing(database: Database, pairing: bytes, case: bytes) -> None:
    (found,) = rows(database, pairing)
    assert (found.mediator, found.reason, found.is_open) == ("Noor", DELICATE, True)
    ops.note_mediation(database, mediation=case, mediator="Ada", reason="Time and place")
    later = TODAY + timedelta(days=9)
    ops.close_mediation(database, mediation=case, outcome="They meet on Tuesdays", day=later)
    (found,) = rows(database, pairing)
    assert (found.mediator, found.outcome, found.closed_on) == ("Ada", "They meet on Tuesdays", later)
    again = ops.open_mediation(database, pairing=pairing, mediator="", reason="Again", today=later)
    assert [row.id for row in rows(database, pairing)] == [again, case]


def test_what_is_refused_changes_nothing(database: Database, pairing: bytes, case: bytes) -> None:
    before = state(database)
    yesterday = TODAY - timedelta(days=1)
    refused: list[tuple[type[Refusal], Callable[[], object], str]] = [
        (ops.CaseOpen, lambda: begin(database, pairing, "Again"), "open already"),
        (ops.ReasonMissing, lambda: begin(database, pairing, " "), "what the mediation is about"),
        (ops.OutcomeMissing, lambda: end(database, case, TODAY, " "), "what came of it"),
        (ops.ClosedTooEarly, lambda: end(database, case, yesterday, "Well"), "before the mediation"),
    ]
    for kind, change, words in refused:
        with pytest.raises(kind, match=words):
            change()
    assert state(database) == before
    end(database, case, TODAY, "Well")
    with pytest.raises(ops.CaseClosed, match="is closed"):
        ops.note_mediation(database, mediation=case, mediator="", reason="More")


def begin(database: Database, pairing: bytes, reason: str) -> bytes:
    return ops.open_mediation(database, pairing=pairing, mediator="", reason=reason, today=TODAY)


def end(database: Database, case: bytes, day: date, outcome: str) -> None:
    ops.close_mediation(database, mediation=case, outcome=outcome, day=day)


def test_the_time_line_shows_both_ends(database: Database, pairing: bytes, case: bytes) -> None:
    end(database, case, TODAY, "Well")
    with database.read() as view:
        found = [entry for entry in timeline(view, pairing, today=TODAY) if entry.key == case]
    assert {entry.kind for entry in found} == {Happening.MEDIATION, Happening.MEDIATION_CLOSED}
    assert DELICATE not in str(found)


def test_the_history_and_exports_tell_nothing_of_it(
    database: Database, world: World, pairing: bytes, case: bytes, tmp_path: Path
) -> None:
    end(database, case, TODAY, "Well")
    with database.read() as view:
        words = [row.words for row in history(view, limit=-1)]
        for what in ("people", "pairings", "sessions", "goals"):
            export(view, tmp_path / f"{what}.csv", what=what, cohort=world.cohort)
    assert "private note" in words[0]
    assert not any("ediation" in line or DELICATE in line for line in words)
    told = "".join(path.read_text("utf-8-sig") for path in tmp_path.glob("*.csv"))
    assert "Tamar Levi" in told
    assert DELICATE not in told


CHANGES: dict[str, Callable[[Database, bytes, bytes], object]] = {
    "note": lambda database, case, _pairing: ops.note_mediation(
        database, mediation=case, mediator="Ada", reason="Other"
    ),
    "close": lambda database, case, _pairing: end(database, case, TODAY, "Well"),
    "remove": lambda database, case, _pairing: ops.remove_mediation(database, mediation=case),
    "open": lambda database, _case, pairing: begin(database, pairing, "Else"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_takes_each_change_back(database: Database, pairing: bytes, case: bytes, name: str) -> None:
    if name == "open":
        end(database, case, TODAY, "Well")
    before = state(database)
    CHANGES[name](database, case, pairing)
    after = state(database)
    assert after != before
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after
