"""Two coordinators on two copies: whatever each does, and however often they meet, nothing is lost."""

import random
import shutil
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mentordesk.storage import merge
from mentordesk.storage.catalogue import by_name, kept
from mentordesk.storage.clock import Clock
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.erasure import erase
from mentordesk.storage.redaction import redact
from mentordesk.storage.verify import differences
from tests.storage.conflict_oracle import changes
from tests.storage.copies import LABEL, Copy, Hand, State, folder_in_memory
from tests.storage.schedules import ACTS, FEW, START, check_erased, check_plan, content, template, texts

WHO = st.sampled_from((0, 1))
SEED = st.integers(0, 2**32 - 1)


class BrokenOffError(Exception):
    """What a change may meet in its middle."""


class TwoCopies(RuleBasedStateMachine):
    """Two copies of one file; `before` holds the states that undoing in each leads back to, newest last."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = folder_in_memory()
        self.number = 0
        self.chance = random.Random(1)  # noqa: S311 - the same keys each time
        with template() as start:
            self.copies = [self.copy_of(start, skew) for skew in (0, -3_600_000)]
        self.before: list[list[State]] = [[], []]
        self.given: set[bytes] = set()

    def copy_of(self, path: Path, skew: int = 0) -> Copy:
        self.number += 1
        target = self.folder / f"{self.number}.mentordesk"
        shutil.copy(path, target)
        return Copy.opened(target, Clock(partial(int, START + skew), self.chance.randbytes))

    def teardown(self) -> None:
        """Once both have heard of everything, both hold the same."""
        one, other = self.copies
        for mine, theirs in ((one, other), (other, one)):
            merge.apply(mine.database, theirs.raw, allow_ahead=True)
        assert content(one) == content(other)
        for copy in self.copies:
            assert self.given <= changes(copy.raw), "no change is lost"
            check_erased(copy)
            copy.database.close()
        shutil.rmtree(self.folder)

    def work(self, copy: Copy, seed: int, *, broken: bool = False) -> None:
        chance = random.Random(seed)  # noqa: S311 - the seed is what Hypothesis draws
        with copy.database.change(LABEL) as work:
            hand = Hand(chance, copy.clock, work.connection())
            for _ in range(chance.choice((1, 2, 4))):
                chance.choice(ACTS)(hand, chance.choice(FEW if chance.random() < 0.7 else kept()))
            if broken:
                raise BrokenOffError

    @rule(who=WHO, seed=SEED)
    def change(self, who: int, seed: int) -> None:
        copy = self.copies[who]
        was, known = copy.state(), changes(copy.raw)
        self.work(copy, seed)
        if changes(copy.raw) != known:
            self.before[who].append(was)

    @rule(who=WHO, seed=SEED)
    def break_off(self, who: int, seed: int) -> None:
        copy = self.copies[who]
        was = content(copy)
        try:
            self.work(copy, seed, broken=True)
        except BrokenOffError:
            assert content(copy) == was, "all of a change or nothing"

    @rule(who=WHO, again=st.booleans())
    def undo(self, who: int, again: bool) -> None:
        copy, past = self.copies[who], self.before[who]
        if not past:
            return
        was = copy.state()
        assert copy.database.undo()
        assert copy.state() == past[-1], "undo leads back"
        if again:
            assert copy.database.redo()
            assert copy.state() == was, "redo leads on"
        else:
            past.pop()

    @rule(who=WHO)
    def reopen(self, who: int) -> None:
        """Past no check this time."""
        copy = self.copies[who]
        was = content(copy)
        copy.database.close()
        copy.database = Database.open(copy.database.path, Desk("Noor"), clock=copy.clock)
        assert content(copy) == was, "what was done is kept"

    @rule(who=WHO)
    def merge(self, who: int) -> None:
        copy, other = self.copies[who], self.copies[1 - who]
        plan, was = merge.plan(copy.database, other.raw), copy.state()
        done = merge.apply(copy.database, other.raw, allow_ahead=True)
        if done.erased or done.filled:
            self.before[who].clear()
        elif done.change:
            check_plan(plan, was, copy.state())
            self.before[who].append(was)
        twice = content(copy)
        merge.apply(copy.database, other.raw, allow_ahead=True)
        assert content(copy) == twice, "a second time brings nothing"

    @rule(who=WHO, seed=SEED)
    def erase(self, who: int, seed: int) -> None:
        copy = self.copies[who]
        people = [key for (key,) in copy.raw.execute("SELECT id FROM person ORDER BY id")]
        if people:
            erase(copy.database, table="person", key=people[seed % len(people)])
            self.before[who].clear()
            check_erased(copy)

    @rule(who=WHO)
    def bring_in_what_was_given(self, who: int) -> None:
        """A copy without some words comes back, and blanks nothing."""
        copy = self.copies[who]
        given = self.copy_of(copy.database.path)
        redact(given.raw, {table.name: texts(table) for table in (by_name()["person"], by_name()["goal"])})
        was = copy.state()
        merge.apply(copy.database, given.raw, allow_ahead=True)
        given.database.close()
        assert copy.state() == was, "nothing is blanked"

    @invariant()
    def files_are_sound(self) -> None:
        for copy in self.copies:
            self.given |= changes(copy.raw)
            assert copy.raw.execute("PRAGMA foreign_key_check").fetchone() is None
            with copy.database.read() as view:
                assert differences(view.connection()) == []


TwoCopies.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=15,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestTwoCopies = TwoCopies.TestCase
