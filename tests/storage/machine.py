"""Copies of one programme, worked on in any order Hypothesis thinks of, and what must hold after each step.

Everything goes through the product's own code, files are opened and read as colleagues' are. What undo and
redo should lead to is remembered beside each file; what a file should hold is folded anew from its journal.
"""

import random
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Text

from mentordesk.domain.entity import Entity
from mentordesk.domain.person import Person
from mentordesk.domain.sharing import LeftOut
from mentordesk.operations.sharing import share
from mentordesk.storage import merge
from mentordesk.storage.catalogue import DELETED, Kept, by_name, by_number, kept
from mentordesk.storage.clock import Clock
from mentordesk.storage.database import Database
from mentordesk.storage.erasure import erase
from mentordesk.storage.fold import Place, as_row
from mentordesk.storage.merge import Merged
from mentordesk.storage.raw import raw_of
from mentordesk.storage.state import state_digest
from mentordesk.storage.work import Work
from tests.storage.conflict_oracle import said
from tests.storage.copies import LABEL, Copy, State, keys, secret, short_by
from tests.storage.schedules import SKEWS, check_belonging, check_erased, content
from tests.storage.seats import START, folder_in_memory
from tests.storage.test_laws import Changing
from tests.storage.world import KINDS, cell, cells, editable, everything, possible, table_of

Row = dict[int, dict[bytes, Any]]
"""What was written to each column of a row, by change."""

MOST_COPIES = 5
FEW: tuple[type[Entity], ...] = (Person, *(kind for kind in KINDS if kind.__tablename__ in {"skill", "goal"}))
"""The classes that half of the work is about, so that two sides meet."""


@dataclass
class Held(Copy):
    """A file, and the states that undo and redo should lead to; None where that is not known.

    In a `partial` one it never is: what it was given without cannot be written back.
    """

    partial: bool = False
    before: list[State | None] = field(default_factory=list)
    after: list[State | None] = field(default_factory=list)

    def holds(self) -> State | None:
        return None if self.partial else self.state()

    def forget_erased(self) -> None:
        """What is erased is in no state that there was."""
        gone = {Place(*row) for row in self.raw.execute("SELECT tbl, key FROM journal_erased")}
        for states in (self.before, self.after):
            states[:] = [one and _without(one, gone) for one in states]


def _without(state: State, gone: set[Place]) -> State:
    return frozenset(row for row in state if row[:2] not in gone)


def thorough(examples: int) -> settings:
    """The same runs each time, so many, without making what went wrong small."""
    return settings(
        max_examples=examples,
        stateful_step_count=25,
        phases=[Phase.explicit, Phase.generate],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@cache
def _empty() -> bytes:
    """An empty file, which takes longest to make."""
    folder = folder_in_memory()
    path = folder / "empty.mentordesk"
    Database.create(path).close()
    image = path.read_bytes()
    shutil.rmtree(folder)
    return image


class Breaks(Exception):  # noqa: N818 - what goes wrong inside a change, and no error of ours
    """Something that goes wrong in the middle of a change."""


class Copies(RuleBasedStateMachine):
    """Some copies of one programme."""

    files = Bundle("files")
    people = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self.folder = folder_in_memory()
        self.now = START
        self.held: list[Held] = []
        self.touched: list[Held] = []

    def teardown(self) -> None:
        for copy in self.held:
            copy.database.close()
        shutil.rmtree(self.folder)

    @initialize(target=files, data=st.data())
    def first(self, data: st.DataObject) -> Held:
        """A file with one row of each class, owners and what is referred to first."""
        path = self.folder / "first.mentordesk"
        path.write_bytes(_empty())
        copy = self._open(path, 0)
        waiting = list(KINDS)
        with Changing(copy) as work:
            while waiting:
                kind = next(one for one in waiting if possible(one, _targets(work, one)))
                waiting.remove(kind)
                work.insert_many(kind, [_new(work, kind, data)])
        return copy

    @initialize(target=files, copy=files, skew=st.sampled_from(SKEWS))
    def second(self, copy: Held, skew: int) -> Held:
        return self._given(copy, skew)

    @rule(target=files, copy=files, skew=st.sampled_from(SKEWS))
    def give(self, copy: Held, skew: int) -> Held:
        """A colleague goes on with a whole copy."""
        return self._given(copy, skew) if len(self.held) < MOST_COPIES else copy

    @rule(target=people, copy=files, name=st.sampled_from("AB"))
    def meet_somebody(self, copy: Held, name: str) -> bytes:
        with self._changing(copy) as work:
            key = work.new_key()
            work.add(Person(id=key, name=name, notes=secret(by_name()["person"], key)))
        return key

    @rule(copy=files, person=people, city=st.sampled_from("xyz"))
    def write_to_somebody(self, copy: Held, person: bytes, city: str) -> None:
        """Two copies soon write to the same cell."""
        with self._changing(copy) as work:
            if somebody := work.get(Person, person):
                somebody.city = city

    @rule(copy=files, data=st.data(), count=st.integers(1, 3))
    def work(self, copy: Held, data: st.DataObject, count: int) -> None:
        with self._changing(copy) as work:
            _act(work, data, count)

    @rule(copy=files, data=st.data())
    def break_off(self, copy: Held, data: st.DataObject) -> None:
        """A change that goes wrong in its middle leaves nothing at all."""
        was = everything(copy.database)
        with suppress(Breaks), copy.database.change(LABEL) as work:
            _act(work, data, 2)
            work.flush()
            raise Breaks
        assert everything(copy.database) == was, "a change that raises leaves nothing"

    @rule(copy=files)
    def undo(self, copy: Held) -> None:
        self._step(copy, copy.before, copy.after, redo=False)

    @rule(copy=files)
    def redo(self, copy: Held) -> None:
        self._step(copy, copy.after, copy.before, redo=True)

    @rule(copy=files)
    def reopen(self, copy: Held) -> None:
        was, path = copy.state(), copy.database.path
        copy.database.close()
        copy.database = Database.open(path, clock=copy.clock)
        assert copy.state() == was, "a file that is opened again holds the same"

    @rule(one=files, other=files)
    def bring_in(self, one: Held, other: Held) -> None:
        if one is not other:
            self._take(one, other.database.path)

    @rule(one=files, other=files)
    def bring_in_and_undo(self, one: Held, other: Held) -> None:
        if one is not other and self._take(one, other.database.path).change:
            now = one.holds()
            self.undo(one)
            self.redo(one)
            assert one.holds() == now, "a merge comes again"

    @rule(one=files, other=files)
    def exchange(self, one: Held, other: Held) -> None:
        """Both hear of everything, and hold the same."""
        if one is not other:
            self._take(one, other.database.path)
            self._take(other, one.database.path)
            assert content(one) == content(other), "both hold the same"
            assert _digest(one) == _digest(other), "both say the same word"

    @rule(copy=files, person=people)
    def erase_somebody(self, copy: Held, person: bytes) -> None:
        if copy.raw.execute("SELECT 1 FROM person WHERE id = ?", (person,)).fetchone():
            self._erase(copy, "person", person)

    @rule(copy=files, data=st.data())
    def erase_any(self, copy: Held, data: st.DataObject) -> None:
        table = data.draw(st.sampled_from(kept()))
        if rows := copy.raw.execute(f"SELECT id FROM {table.name} ORDER BY id").fetchall():
            self._erase(copy, table.name, data.draw(st.sampled_from(rows))[0])

    @rule(
        target=files, copy=files, without=st.sets(st.sampled_from(LeftOut), min_size=1), cohorts=st.booleans()
    )
    def share_and_bring_back(self, copy: Held, without: set[LeftOut], cohorts: bool) -> Held:
        """A copy without some of it blanks nothing when it comes back."""
        if len(self.held) == MOST_COPIES:
            return copy
        path = self.folder / f"{len(self.held)}.mentordesk"
        chosen = [key for (key,) in copy.raw.execute("SELECT id FROM cohort WHERE deleted = 0 LIMIT 1")]
        share(copy.database, out=path, without=without, cohorts=chosen if cohorts else [])
        given = self._open(path, 0, partial=True)
        given.before, given.after = [None] * len(copy.before), [None] * len(copy.after)
        was = copy.state()
        self._take(copy, path)
        assert copy.state() == was, "what a copy went without is not blanked"
        return given

    @invariant()
    def sound(self) -> None:
        """Tables, digests and references are what the journal says, by the product's word and by ours."""
        for copy in {id(copy): copy for copy in self.touched}.values():
            assert copy.database.problems(deep=True) == []
            assert copy.raw.execute("PRAGMA foreign_key_check").fetchone() is None
            assert copy.state() == told(copy), "every row is what its edits say"
            assert bool(copy.database.undo_label()) == bool(copy.before), "undo is there for what was done"
            assert bool(copy.database.redo_label()) == bool(copy.after), "redo is there for what was undone"
            check_erased(copy)
            check_belonging(copy)
        self.touched.clear()

    def _open(self, path: Path, skew: int, *, partial: bool = False) -> Held:
        number = len(self.held)
        clock = Clock(lambda: self.now + skew, random.Random(number).randbytes)  # noqa: S311 - the same keys each time
        copy = Held(Database.open(path, clock=clock), clock, partial)
        self.held.append(copy)
        self.touched.append(copy)
        return copy

    def _given(self, copy: Held, skew: int) -> Held:
        path = self.folder / f"{len(self.held)}.mentordesk"
        copy.database.save_copy(path)
        given = self._open(path, skew, partial=copy.partial)
        given.before, given.after = list(copy.before), list(copy.after)
        return given

    def _changing(self, copy: Held) -> Changing:
        self.now += 1
        self.touched.append(copy)
        return Changing(copy)

    def _step(self, copy: Held, here: list[State | None], there: list[State | None], *, redo: bool) -> None:
        self.now += 1
        self.touched.append(copy)
        was = copy.holds()
        done = copy.database.redo() if redo else copy.database.undo()
        if done:
            expected = here.pop()
            assert expected is None or copy.state() == expected, "back to what there was"
            there.append(was)

    def _take(self, copy: Held, other: Path) -> Merged:
        self.now += 1
        self.touched.append(copy)
        was = copy.holds()
        done = merge.apply(copy.database, other, allow_ahead=True)
        if done.change:
            copy.before.append(was)
            copy.after.clear()
        if done.filled:
            copy.before[:] = [None] * len(copy.before)
            copy.after[:] = [None] * len(copy.after)
        copy.forget_erased()
        return done

    def _erase(self, copy: Held, table: str, key: bytes) -> None:
        self.touched.append(copy)
        if erase(copy.database, table=table, key=key):
            copy.after.clear()
            copy.forget_erased()


def _digest(copy: Copy) -> str:
    with copy.database.read() as view:
        return state_digest(view)


_EDITED = """SELECT tbl, key, max(c.id) FROM journal_edit JOIN journal_row USING(r)
  JOIN journal_change c USING(n) WHERE col > 0 GROUP BY tbl, key"""
"""When each row was last written to after its birth: later than a deletion, that overrules it."""


def told(copy: Copy) -> State:
    """Every living row as its edits say, the long way: the newest word for each cell, in dictionaries."""
    rows: dict[Place, Row] = {}
    for (tbl, key, column), one in said(copy.raw).items():
        rows.setdefault(Place(tbl, key), {})[column] = one
    edited = {Place(tbl, key): change for tbl, key, change in copy.raw.execute(_EDITED)}
    state: set[tuple[Any, ...]] = set()
    for place, words in rows.items():
        table = by_number()[place.table]
        stones = words.get(DELETED, {b"": 0})
        if not stones[max(stones)] or edited.get(place, b"") > max(stones):
            newest = {column: one[max(one)] for column, one in words.items()} | {DELETED: 0}
            row = as_row(table, place.key, {**table.blank, **newest})
            state.add((table.number, *row, *[None] * short_by(table)))
    return frozenset(state)


def _targets(work: Work, kind: type[Entity]) -> dict[str, list[bytes]]:
    """The living rows of each table that a class refers to."""
    names = {key.column.table.name for key in table_of(kind).foreign_keys}
    return {name: keys(raw_of(work.connection()), by_name()[name]) for name in names}


def _act(work: Work, data: st.DataObject, count: int) -> None:
    for _ in range(count):
        kind = data.draw(st.sampled_from(FEW) | st.sampled_from(KINDS))
        data.draw(st.sampled_from((_insert, _edit, _edit, _bury, _revive)))(work, kind, data)
        work.flush()


def _insert(work: Work, kind: type[Entity], data: st.DataObject) -> None:
    """A new row."""
    if possible(kind, _targets(work, kind)):
        work.add(kind(**_new(work, kind, data)))
        work.flush()


def _new(work: Work, kind: type[Entity], data: st.DataObject) -> dict[str, Any]:
    """Values of a new row, which says its secret where it has words."""
    key = work.new_key()
    words = {name: secret(_table(kind), key) for name in _texts(kind)[:1]}
    return {"id": key, **data.draw(cells(kind, _targets(work, kind))), **words}


def _edit(work: Work, kind: type[Entity], data: st.DataObject) -> None:
    if (row := _row(work, kind, data)) and (columns := editable(kind)):
        column = data.draw(st.sampled_from(columns[:3]) | st.sampled_from(columns))
        setattr(row, column.name, data.draw(cell(column, _targets(work, kind))))


def _bury(work: Work, kind: type[Entity], data: st.DataObject) -> None:
    if row := _row(work, kind, data):
        work.bury(row)


def _revive(work: Work, kind: type[Entity], data: st.DataObject) -> None:
    if row := _row(work, kind, data, dead=True):
        row.deleted = False


def _row(work: Work, kind: type[Entity], data: st.DataObject, *, dead: bool = False) -> Entity | None:
    if not (rows := keys(raw_of(work.connection()), _table(kind), dead=dead)):
        return None
    key = data.draw(st.sampled_from(rows))
    return work.get_one(kind, key, execution_options={"include_deleted": True})


def _table(kind: type[Entity]) -> Kept:
    return by_name()[kind.__tablename__]


def _texts(kind: type[Entity]) -> list[str]:
    return [column.name for column in editable(kind) if type(column.type) is Text]
