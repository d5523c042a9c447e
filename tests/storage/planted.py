"""Bugs put into the merge on purpose: what the schedules do not notice, they do not test."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sqlalchemy.exc import IntegrityError

from mentordesk.storage import (
    conflicts,
    erasure,
    fold,
    merge,
    merge_conflicts,
    merge_fold,
    merge_gather,
    merge_union,
    undo,
)
from mentordesk.storage.refusals import DamagedFile
from tests.storage.schedules import Schedule
from tests.storage.seats import Seats


@dataclass(frozen=True)
class Bug:
    """What is wrong, where, and what stands there instead; a text is changed in its middle."""

    words: str
    module: ModuleType
    name: str
    wrong: Any

    @contextmanager
    def planted(self) -> Iterator[None]:
        right = getattr(self.module, self.name)
        wrong = (
            right.replace(*self.wrong)
            if isinstance(right, str) and isinstance(self.wrong, tuple)
            else self.wrong
        )
        assert wrong != right, f"the bug is none: {self.words}"
        setattr(self.module, self.name, wrong)
        try:
            yield
        finally:
            setattr(self.module, self.name, right)


def _nothing(result: Any) -> Callable[..., Any]:
    return lambda *_args, **_named: result


NONE = ("WHERE", "WHERE 0 AND")

BUGS = (
    Bug("what came last wins, not what is newest", merge_fold, "_WON", ("c.id > won.id", "0")),
    Bug("rows are new that we had deleted", merge_fold, "_STONES", ("val = 1 AND", "0 AND")),
    Bug("a row born on both sides is not folded", merge_fold, "_ROWS", ("ELSE min(col) = -1", "ELSE 0")),
    Bug("equal values are a conflict", merge_conflicts, "_DIFFERENT", ("m.val IS NOT t.val", "1")),
    Bug("what belongs to the erased stays", erasure, "_owned", _nothing([])),
    Bug("a merge is undone without what it brought", undo, "MERGE", "none"),
    Bug("the oldest value wins a cell", merge_fold, "_WON", ("max(e.id)", "min(e.id)")),
    Bug("what we wrote later does not revive", merge_fold, "_STONES", ("AND c.id > stone.id", "AND 0")),
    Bug("what they wrote later does not revive", merge_fold, "_STONES", ("AND f.id > stone.id", "AND 0")),
    Bug(
        "edits that both knew are in conflict",
        merge_conflicts,
        "_CELLS",
        ("JOIN merge_unseen u ON u.n = f.n ", ""),
    ),
    Bug("what was erased there is not erased here", merge_gather, "_bring_erased", _nothing(0)),
    Bug(
        "values written to the erased come in", merge_gather, "scrubbed", lambda _table, _column, value: value
    ),
    Bug(
        "a stripped value is not filled in", merge_gather, "_FILLED", ("WHERE e.state", "WHERE 0 AND e.state")
    ),
    Bug(
        "a row left out does not come",
        merge_gather,
        "_LACKING",
        ("r IS NULL OR NOT EXISTS", "0 AND NOT EXISTS"),
    ),
    Bug("conflicts of others are not taken over", merge_union, "_unite_conflicts", _nothing(None)),
    Bug("a tombstone is never overruled", fold, "_revived", _nothing(False)),
    Bug("the merge is dated before what it brings", merge, "_see", _nothing(None)),
    Bug("what was taken back still settles", conflicts, "quiet", _nothing(frozenset())),
)
"""The first six are found soonest."""


def found_by(bug: Bug, start: Seats, seeds: range) -> int | None:
    """The first schedule that notices a bug; None when none of them does."""
    with bug.planted():
        for seed in seeds:
            try:
                with Schedule(seed, start) as schedule:
                    schedule.run()
            except (AssertionError, IntegrityError, sqlite3.IntegrityError, DamagedFile):
                return seed
    return None
