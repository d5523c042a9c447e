"""Coordinators who work on copies of one programme, at random, and what must hold of it in the end.

Every mapped class takes part. A schedule is a number; the same number is the same work.
"""

import random
from typing import Any, Self

from mentordesk.storage import merge
from mentordesk.storage.catalogue import Kept, by_name, by_number, kept, storage_type
from mentordesk.storage.clock import Clock
from mentordesk.storage.conflicts import Way, open_conflicts, settle
from mentordesk.storage.erasure import erase
from mentordesk.storage.fold import REDACTED
from mentordesk.storage.merge_plan import Fate, Plan
from mentordesk.storage.raw import raw_of
from mentordesk.storage.redaction import redact, withhold
from mentordesk.storage.verify import differences
from tests.storage.conflict_oracle import changes, conflicting
from tests.storage.copies import LABEL, Copy, Hand, State, rows_of, secret
from tests.storage.seats import START, Seats

SKEWS = (0, 0, 5, -3_600_000, 80_000_000)
"""How wrong clocks are, in milliseconds."""

FEW = tuple(by_name()[name] for name in ("skill", "person", "participant", "pairing", "goal", "own_value"))
"""The classes that most work is about, so that two sides meet."""

ACTS = (Hand.insert, Hand.insert, Hand.edit, Hand.edit, Hand.edit, Hand.edit, Hand.bury, Hand.revive)
MOST_COPIES = 6

THOROUGH = 10
"""In every tenth schedule files are written anew after erasing, and all their bytes are looked at."""


class Schedule:
    """Some copies, and `steps` things done to them; use as a context manager."""

    def __init__(self, seed: int, seats: Seats, *, steps: int = 30) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same work each time
        self.now = START
        self.copies: list[Copy] = []
        self.backups: list[Copy] = []
        self.merged = self.conflicts = 0
        self.steps = steps
        self.seats = seats
        self.thorough = seed % THOROUGH == 0

    def __enter__(self) -> Self:
        for _ in range(self.chance.choice((2, 3, 3, 4))):
            self.copies.append(self.copy_of(self.seats.image))
        return self

    def __exit__(self, wrong: object, *_: object) -> None:
        for copy in (*self.copies, *self.backups):
            copy.database.close() if wrong else self.seats.give_back(copy.database)

    def run(self) -> None:
        """Everything, and then what must hold."""
        for _ in range(self.steps):
            self.now += self.chance.choice((0, 0, 1, 1000, -500, 60000))
            weights = [weight for weight, _act in STEPS]
            (_weight, act), *_ = self.chance.choices(STEPS, weights)
            act(self, self.chance.choice(self.copies))
        check_laws(self)
        check_end(self)

    def copy_of(self, image: bytes, clock: Clock | None = None) -> Copy:
        skew = self.chance.choice(SKEWS)
        clock = clock or Clock(lambda: self.now + skew, self.chance.randbytes)
        return self.seats.take(image, clock, thorough=self.thorough)

    def work(self, copy: Copy) -> None:
        with copy.database.change(LABEL) as work:
            hand = Hand(self.chance, copy.clock, raw_of(work.connection()))
            for _ in range(self.chance.choice((1, 1, 1, 3))):
                table = self.chance.choice(FEW if self.chance.random() < 0.8 else kept())
                self.chance.choice(ACTS)(hand, table)

    def undo(self, copy: Copy) -> None:
        if self.chance.random() < 0.5:
            copy.database.undo()
            return
        before = copy.state()
        if copy.database.undo():
            copy.database.redo()
            assert copy.state() == before, "redo brings back what undo took"

    def redo(self, copy: Copy) -> None:
        copy.database.redo()

    def merge(self, copy: Copy) -> None:
        other = self.chance.choice([one for one in (*self.copies, *self.backups) if one is not copy])
        plan = merge.plan(copy.database, other.raw)
        expected = conflicting(copy.raw, other.raw)
        assert {conflict.place for conflict, _subject in plan.conflicts} == expected, "conflicts are exact"
        before = copy.state()
        prefer = self.chance.choice((None, None, None, *Way))
        done = merge.apply(copy.database, other.raw, prefer=prefer, allow_ahead=True)
        self.merged, self.conflicts = self.merged + 1, self.conflicts + done.conflicts
        after = copy.state()
        assert done.change is None or done.change == max(changes(copy.raw)), "a merge is the latest"
        if done.settled:
            check_fold(copy)
        if prefer is None and not done.erased:
            check_plan(plan, before, after)
        if done.change and not (done.erased or done.filled):
            check_undo(copy, before, after)

    def settle(self, copy: Copy) -> None:
        with copy.database.read() as view:
            waiting = open_conflicts(view)
        if waiting:
            conflict, way = self.chance.choice(waiting), self.chance.choice(list(Way))
            settle(copy.database, [(conflict, way)])
            with copy.database.read() as view:
                assert conflict.place not in {one.place for one in open_conflicts(view)}, "settled is settled"

    def erase(self, copy: Copy) -> None:
        table = by_name()["person"] if self.chance.random() < 0.6 else self.chance.choice(kept())
        rows = [key for (key,) in copy.raw.execute(f"SELECT id FROM {table.name} ORDER BY id")]
        if rows:
            erase(copy.database, table=table.name, key=self.chance.choice(rows))

    def back_up(self, copy: Copy) -> None:
        self.backups.append(self.copy_of(copy.image))

    def restore(self, copy: Copy) -> None:
        """Somebody goes on with an old backup; what they had is found again in the end."""
        if self.backups:
            place = self.copies.index(copy)
            self.copies[place] = self.copy_of(self.chance.choice(self.backups).image, copy.clock)
            self.backups.append(copy)

    def join(self, copy: Copy) -> None:
        """A colleague is given a copy without some values, or without some rows."""
        if len(self.copies) == MOST_COPIES:
            return
        given = self.copy_of(copy.image)
        if self.chance.random() < 0.7:
            redact(given.raw, {table.name: texts(table) for table in self.chance.sample(FEW, 3)})
        if self.chance.random() < 0.5:
            table = self.chance.choice(kept())
            withhold(
                given.raw,
                table.name,
                [key for (key,) in given.raw.execute(f"SELECT id FROM {table.name}")][:1],
            )
        self.copies.append(given)


STEPS = (
    (30, Schedule.work),
    (6, Schedule.undo),
    (2, Schedule.redo),
    (9, Schedule.merge),
    (2, Schedule.settle),
    (1.5, Schedule.erase),
    (1, Schedule.back_up),
    (1, Schedule.restore),
    (1, Schedule.join),
)
"""What is done, and how often."""


def texts(table: Kept) -> list[str]:
    return [name for name in table.columns if storage_type(table.table.columns[name]) == "TEXT"][:2]


def check_plan(plan: Plan, before: State, after: State) -> None:
    """What was foretold is what came."""
    was, now = ({row[:2]: row for row in state} for state in (before, after))
    fates: dict[Fate, set[tuple[int, bytes]]] = {fate: set() for fate in Fate}
    for row in plan.rows:
        fates[row.fate].add((by_name()[row.table].number, row.key))
    assert fates[Fate.NEW] | fates[Fate.REVIVED] == now.keys() - was.keys(), "new rows"
    assert fates[Fate.DELETED] == was.keys() - now.keys(), "deleted rows"
    changed = {key for key in now.keys() & was.keys() if now[key] != was[key]}
    assert fates[Fate.CHANGED] == changed, "changed rows"
    for row in plan.rows:
        table = by_name()[row.table]
        names = [table.name, "id", *table.columns, "deleted"]
        for cell in row.cells if row.fate is Fate.CHANGED else ():
            assert now[table.number, row.key][names.index(cell.column)] == cell.after, "changed values"


def check_undo(copy: Copy, before: State, after: State) -> None:
    """A merge goes back whole, and comes again whole."""
    waiting = _waiting(copy)
    copy.database.undo()
    assert _known(copy, copy.state()) == _known(copy, before), "a merge goes back"
    copy.database.redo()
    assert copy.state() == after, "a merge comes again"
    assert _waiting(copy) == waiting, "conflicts wait again"


def _known(copy: Copy, state: State) -> State:
    """Without the rows of which this copy lacks a word, which may be the newest and is never overruled."""
    sql = "SELECT key FROM journal_edit JOIN journal_row USING(r) WHERE state = ?"
    lacking = {key for (key,) in copy.raw.execute(sql, (REDACTED,))}
    return frozenset(row for row in state if row[1] not in lacking)


def _waiting(copy: Copy) -> set[Any]:
    with copy.database.read() as view:
        return {conflict.place for conflict in open_conflicts(view)}


_EDITS = """SELECT tbl, key, col, c.id, state, val FROM journal_edit JOIN journal_row USING(r)
  JOIN journal_change c USING(n)"""


def content(copy: Copy) -> dict[str, Any]:
    """All that merging makes equal: every row, edit and erasure. Notes of merges are each file's own."""
    return {
        "rows": rows_of(copy.raw, dead_too=True),
        "edits": frozenset(copy.raw.execute(_EDITS)),
        "erased": frozenset(copy.raw.execute("SELECT tbl, key FROM journal_erased")),
    }


def check_laws(schedule: Schedule) -> None:
    """Order, grouping and repetition do not matter."""
    everybody = [*schedule.copies, *schedule.backups]
    if len(everybody) < 3 or schedule.chance.random() < 0.7:
        return
    a, b, c = schedule.chance.sample(everybody, 3)
    ab, ba = _joined(schedule, a, b), _joined(schedule, b, a)
    assert content(ab) == content(ba), "commutative"
    abc, a_bc = _joined(schedule, ab, c), _joined(schedule, a, _joined(schedule, b, c))
    assert content(abc) == content(a_bc), "associative"
    once = content(abc)
    for again in (a, b, c, ab):
        _take(abc, again)
    assert content(abc) == once, "idempotent"


def _joined(schedule: Schedule, one: Copy, other: Copy) -> Copy:
    copy = schedule.copy_of(one.image, one.clock)
    schedule.backups.append(copy)
    _take(copy, other)
    return copy


def _take(copy: Copy, other: Copy) -> None:
    merge.apply(copy.database, other.raw, allow_ahead=True)


def check_end(schedule: Schedule) -> None:
    """Once everybody has heard of everything, all files hold the same, and nothing is lost or wrong."""
    everybody = [*schedule.copies, *schedule.backups]
    known = set[bytes]().union(*(changes(copy.raw) for copy in everybody))
    for one, other in _around(everybody):
        _take(one, other)
    first = content(everybody[0])
    waiting = _waiting(everybody[0]) if not _merges_undone(everybody) else None
    for copy in everybody:
        assert content(copy) == first, "all the same"
        assert known <= changes(copy.raw), "no change lost"
        assert waiting is None or _waiting(copy) == waiting, "the same waits everywhere"
        if schedule.thorough:
            check_erased(copy)
    any_copy = schedule.chance.choice(everybody)
    assert any_copy.raw.execute("PRAGMA foreign_key_check").fetchone() is None, "references hold"
    check_belonging(any_copy)
    check_fold(any_copy)


def check_fold(copy: Copy) -> None:
    with copy.database.read() as view:
        assert differences(view.connection()) == [], "the fold is the table"


def _merges_undone(everybody: list[Copy]) -> bool:
    """Whether somebody took a merge back, after which nothing of it waits there, but elsewhere."""
    sql = "SELECT 1 FROM journal_change u JOIN journal_change m ON m.id = u.undoes WHERE m.kind = 'merge'"
    return any(copy.raw.execute(sql).fetchone() for copy in everybody)


def _around(everybody: list[Copy]) -> list[tuple[Copy, Copy]]:
    """Twice around a ring but for the last two, who know by then: everybody has heard from everybody."""
    ring = list(zip(everybody[1:] + everybody[:1], everybody, strict=True))
    return (ring * 2)[:-2]


def check_erased(copy: Copy) -> None:
    """No byte of a file holds what was erased."""
    rows = copy.raw.execute("SELECT tbl, key FROM journal_erased").fetchall()
    data = copy.image if rows else b""
    for tbl, key in rows:
        assert secret(by_number()[tbl], key).encode() not in data, "erased is gone"


def check_belonging(copy: Copy) -> None:
    """What belongs to the erased went with it."""
    gone = {tuple(row) for row in copy.raw.execute("SELECT tbl, key FROM journal_erased")}
    for table in kept() if gone else ():
        if table.parent:
            for key, owner in copy.raw.execute(f"SELECT id, {table.owner} FROM {table.name}"):
                if (table.parent.number, owner) in gone:
                    assert (table.number, key) in gone, "what belongs to the erased is erased"
