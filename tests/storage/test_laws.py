"""The law of a programme file: whatever is done, undo and redo lead through exactly the states there were."""

import shutil
import tempfile
from collections import defaultdict
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select, update

from mentordesk.domain.entity import Entity, derived_key
from mentordesk.domain.person import Skill
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.verify import differences
from mentordesk.storage.work import Work
from tests.storage.copies import State
from tests.storage.world import KINDS, cell, cells, editable, possible, state, table_of

LABEL = Label.of("test")
PYTHON = derived_key("skill", "python")


class File(RuleBasedStateMachine):
    """A file that is worked on, and the states that undo and redo should lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.database = Database.create(self.folder / "laws.mentordesk")
        self.keys: dict[str, list[bytes]] = defaultdict(list)
        self.before: list[State | None] = []
        self.after: list[State | None] = []

    def teardown(self) -> None:
        with self.database.read() as view:
            assert differences(view.connection()) == []
        assert self.database.problems(deep=True) == []
        self.database.close()
        shutil.rmtree(self.folder)

    @initialize(data=st.data())
    def fill(self, data: st.DataObject) -> None:
        """One row of each kind, parents first, so that every reference has somewhere to go."""
        waiting = list(KINDS)
        with self.changing() as work:
            while waiting:
                kind = next(kind for kind in waiting if possible(kind, self.keys))
                waiting.remove(kind)
                self.insert(work, kind, data)

    def changing(self) -> "Changing":
        return Changing(self)

    def insert(self, work: Work, kind: type[Entity], data: st.DataObject) -> None:
        values = data.draw(cells(kind, self.keys))
        key = work.new_key()
        work.add(kind(id=key, **values))
        self.keys[kind.__tablename__].append(key)

    @rule(data=st.data(), count=st.integers(1, 4))
    def change(self, data: st.DataObject, count: int) -> None:
        """Several things to several rows, in one change."""
        with self.changing() as work:
            for _ in range(count):
                act = data.draw(st.sampled_from([self.insert, self.edit, self.bury, self.put, self.bulk]))
                act(work, data.draw(st.sampled_from(KINDS)), data)
                if data.draw(st.booleans()):
                    work.flush()

    @rule(name=st.sampled_from("abc"))
    def meet_in_one_cell(self, name: str) -> None:
        with self.changing() as work:
            work.put(Skill(id=PYTHON, name=name))

    @rule(gone=st.booleans())
    def meet_in_one_tombstone(self, gone: bool) -> None:
        with self.changing() as work:
            row = work.get(Skill, PYTHON, execution_options={"include_deleted": True})
            if row is not None:
                row.deleted = gone

    def edit(self, work: Work, kind: type[Entity], data: st.DataObject) -> None:
        row = self.living(work, kind, data)
        columns = editable(kind)
        if row is not None and columns:
            column = data.draw(st.sampled_from(columns))
            setattr(row, column.name, data.draw(cell(column, self.keys)))

    def bury(self, work: Work, kind: type[Entity], data: st.DataObject) -> None:
        row = self.living(work, kind, data)
        if row is not None:
            work.bury(row)
            work.flush()

    def put(self, work: Work, kind: type[Entity], data: st.DataObject) -> None:
        """Over a row that is there, or was."""
        key = data.draw(st.sampled_from(self.keys[kind.__tablename__]))
        known = work.get_one(kind, key, execution_options={"include_deleted": True})
        owner = {c.name: getattr(known, c.name) for c in table_of(kind).columns if c.info.get("owner")}
        work.put(kind(id=key, **{**data.draw(cells(kind, self.keys)), **owner}))

    def bulk(self, work: Work, kind: type[Entity], data: st.DataObject) -> None:
        if data.draw(st.booleans()):
            self.insert_many(work, kind, data)
        elif columns := editable(kind):
            column = data.draw(st.sampled_from(columns))
            work.execute(update(kind).values({column.name: data.draw(cell(column, self.keys))}))

    def insert_many(self, work: Work, kind: type[Entity], data: st.DataObject) -> None:
        values = data.draw(cells(kind, self.keys))
        rows: list[dict[str, Any]] = [{"id": key, **values} for key in work.new_keys(3)]
        work.insert_many(kind, rows)
        self.keys[kind.__tablename__] += [row["id"] for row in rows]

    def living(self, work: Work, kind: type[Entity], data: st.DataObject) -> Entity | None:
        rows = work.scalars(select(kind).order_by(kind.id)).all()
        return data.draw(st.sampled_from(rows)) if rows else None

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.after.append(state(self.database))
        assert self.database.undo() == LABEL
        assert state(self.database) == self.before.pop()

    @precondition(lambda self: self.after)
    @rule()
    def redo(self) -> None:
        self.before.append(state(self.database))
        assert self.database.redo() == LABEL
        assert state(self.database) == self.after.pop()

    @rule()
    def reopen(self) -> None:
        was = state(self.database)
        self.database.close()
        self.database = Database.open(self.folder / "laws.mentordesk")
        assert state(self.database) == was

    @invariant()
    def offers_what_there_is(self) -> None:
        assert (self.database.undo_label() is not None) == bool(self.before)
        assert (self.database.redo_label() is not None) == bool(self.after)


class Remembering(Protocol):
    """A file, and the states that undo and redo should lead to."""

    database: Database
    before: list[State | None]
    after: list[State | None]


class Changing:
    """One change; afterwards the machine knows the state it began from, if it left a trace."""

    def __init__(self, machine: Remembering) -> None:
        self._machine = machine
        self._was = state(machine.database)
        self._count = self._changes()
        self._change: AbstractContextManager[Work] = machine.database.change(LABEL)

    def __enter__(self) -> Work:
        return self._change.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._change.__exit__(kind, error, trace)
        if error is None and self._changes() > self._count:
            self._machine.before.append(self._was)
            self._machine.after.clear()

    def _changes(self) -> int:
        with self._machine.database.read() as view:
            count = view.connection().exec_driver_sql("SELECT count(*) FROM journal_change").scalar_one()
            return int(count)


File.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=15,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestFile = File.TestCase
