"""Good groups of many people: built one person at a time, then improved while anything helps.

Deterministic: people are tried in their order, of equal ways the first is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from mentordesk.matching.grouping import Group, Question, Valuer, bits, members_of

Worth = tuple[int, int]
"""People placed, and points."""
Trade = tuple[Group, ...]


def searched_groups(question: Question, going_on: Callable[[], None] = lambda: None) -> tuple[Group, ...]:
    """The best that building with every size and improving found; going_on is called often and may raise."""
    valuer = Valuer(question)
    found: list[tuple[Group, ...]] = [()]
    for size in range(question.smallest, question.largest + 1):
        state = _State(question, valuer, going_on)
        state.build(size)
        state.improve()
        found.append(tuple(sorted(state.groups)))
    return max(found, key=lambda groups: _worth(valuer, groups))


def _worth(valuer: Valuer, groups: Sequence[Group]) -> Worth:
    worths = [valuer.worth(group) for group in groups]
    placed = sum(group[0].bit_count() for group in groups)
    return placed, sum(worth for worth in worths if worth is not None)


@dataclass(eq=False)
class _State:
    """Groups so far; `left` and `idle` are people and leaders who are in none."""

    question: Question
    valuer: Valuer
    going_on: Callable[[], None]
    groups: list[Group] = field(default_factory=list)

    @property
    def left(self) -> int:
        return ((1 << self.question.count) - 1) & ~members_of(self.groups)

    @property
    def idle(self) -> list[int]:
        busy = {leader for _members, leaders in self.groups for leader in leaders}
        return [leader for leader in range(len(self.question.leader_hours)) if leader not in busy]

    def build(self, size: int) -> None:
        """Groups of this size where they can be, those first who can meet fewest others."""
        order = sorted(bits(self.left), key=lambda one: (self._company(one), one))
        for seed in order:
            self.going_on()
            if not self.left >> seed & 1:
                continue
            grown = [self._grown(1 << seed, leaders, size) for leaders in self._leaders()]
            made = [group for group in grown if self.valuer.worth(group) is not None]
            if made:
                best = max(made, key=lambda group: (group[0].bit_count(), self.valuer.worth(group) or 0))
                self.groups.append(best)

    def improve(self) -> None:
        """Change one or two groups at a time while that places more people or brings points."""
        while any([self._take_in(), self._trade()]):
            self.going_on()

    def _company(self, one: int) -> int:
        return sum(self.valuer.may_be((1 << one | 1 << other, ())) for other in range(self.question.count))

    def _leaders(self) -> list[tuple[int, ...]]:
        idle = set(self.idle)
        return [leaders for leaders in self.question.leader_sets if idle.issuperset(leaders)]

    def _grown(self, members: int, leaders: tuple[int, ...], size: int) -> Group:
        """The group with whoever suits it best, one after another, up to this size."""
        open_ = self.left & ~members
        while members.bit_count() < size:
            ways = [
                (self.valuer.suiting((members | 1 << one, leaders), one), -one)
                for one in bits(open_)
                if self.valuer.may_be((members | 1 << one, leaders))
            ]
            if not ways:
                break
            chosen = -max(ways)[1]
            members |= 1 << chosen
            open_ &= ~(1 << chosen)
        return members, leaders

    def _take_in(self) -> bool:
        """Put people who are left into groups, new ones among them; whether anybody was."""
        before = self.left
        for one in bits(before):
            ways = [
                (self._gain((group,), (taken,)), -at, taken)
                for at, group in enumerate(self.groups)
                if self.valuer.worth(taken := (group[0] | 1 << one, group[1])) is not None
            ]
            if ways:
                _gain, at, taken = max(ways)
                self.groups[-at] = taken
        if self.left.bit_count() >= self.question.smallest:
            self.build(self.question.smallest)
        return self.left != before

    def _trade(self) -> bool:
        """The first change of two groups, or of one and those left, that helps, for every person in turn."""
        helped = False
        for one in range(self.question.count):
            self.going_on()
            helped |= self._first_of(self._moves(one))
        return self._first_of(self._other_leaders()) or helped

    def _first_of(self, changes: Iterator[tuple[tuple[int, ...], Trade]]) -> bool:
        for places, made in changes:
            if self._gain(tuple(self.groups[at] for at in places), made) > (0, 0):
                for at, group in zip(places, made, strict=True):
                    self.groups[at] = group
                return True
        return False

    def _moves(self, one: int) -> Iterator[tuple[tuple[int, ...], Trade]]:
        """Every group that this person could go to, or change places in with somebody."""
        home = next((at for at, group in enumerate(self.groups) if group[0] >> one & 1), None)
        for at, (members, leaders) in enumerate(self.groups):
            if at == home:
                continue
            if home is not None:
                mine, own = self.groups[home]
                yield (home, at), ((mine ^ 1 << one, own), (members | 1 << one, leaders))
            for other in bits(members):
                exchanged = (members ^ 1 << other | 1 << one, leaders)
                if home is None:
                    yield (at,), (exchanged,)
                else:
                    yield (home, at), ((mine ^ 1 << one | 1 << other, own), exchanged)

    def _other_leaders(self) -> Iterator[tuple[tuple[int, ...], Trade]]:
        for at, (members, _leaders) in enumerate(self.groups):
            for free in self._leaders():
                yield (at,), ((members, free),)
            for across in range(at):
                theirs, own = self.groups[across]
                yield (at, across), ((members, own), (theirs, self.groups[at][1]))

    def _gain(self, before: Trade, after: Trade) -> Worth:
        """What a change brings; less than nothing where one of the groups may not be."""
        if any(self.valuer.worth(group) is None for group in after):
            return -1, 0
        old, new = _worth(self.valuer, before), _worth(self.valuer, after)
        return new[0] - old[0], new[1] - old[1]
