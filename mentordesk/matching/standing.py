"""An answer that stands, ready to be asked again with one pair banned, allowed, locked or freed.

What changes is one unit of flow: it is sent the cheapest way, told from the stored prices, and the result is
the one and only that solving afresh would give, with prices that prove it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from mentordesk.matching.evens import settle_net
from mentordesk.matching.lower import lower
from mentordesk.matching.market import BLOCK, Booleans, Integers, Market, ScoreBlocks, _checked, require
from mentordesk.matching.net import Net, Pair
from mentordesk.matching.prices import PriceProof
from mentordesk.matching.proof import Objective, open_links, total_of
from mentordesk.matching.solve import Assignment, Question
from mentordesk.matching.way import send

PRICED: Final = ("most", "total")


@dataclass(frozen=True, eq=False)
class Standing:
    """The links of an answer as a net, and the pairs that are locked. Every change gives another Standing."""

    scores: ArrayLike | ScoreBlocks
    objective: Objective
    net: Net
    locked: frozenset[Pair]

    @cached_property
    def assignment(self) -> Assignment:
        """The answer with its proof."""
        net, width = self.net, max(self.net.columns, 1)
        locked = np.array(sorted(self.locked), np.int64).reshape(-1, 2)
        ids = np.sort(np.concatenate([net.ids, locked[:, 0] * width + locked[:, 1]]))
        pairs = np.stack(np.divmod(ids, width), axis=1)
        has = np.bincount(pairs[:, 0], minlength=net.rows)
        unmatched = np.flatnonzero((has == 0) & (net.wanted > 0))
        proof = PriceProof(self.objective, net.market.scale, net.bonus, net.mentees, net.mentors)
        return Assignment(pairs, total_of(self.scores, pairs), unmatched, proof)

    def ban(self, row: int, column: int) -> Standing:
        """The pair may not be linked any more, unless it is locked."""
        net = self.net.copy()
        if net.allowed(row, column):
            net.flip(row, column)
            if net.linked(row, column):
                net.relink([row * net.columns + column], [])
                send(net, row, net.rows + column)
        return self._settled(net, self.locked)

    def allow(self, row: int, column: int) -> Standing:
        """The pair may be linked; nothing, if it may already or is locked."""
        net = self.net.copy()
        if not net.allowed(row, column) and (row, column) not in self.locked:
            net.flip(row, column)
            _offer(net, row, column)
        return self._settled(net, self.locked)

    def lock(self, row: int, column: int) -> Standing:
        """The pair is kept, whether it is allowed or not; MatchingError where there is no place for it."""
        require((row, column) not in self.locked, "A pair is locked twice.")
        net = self.net.copy()
        for counts, at, who in ((net.places, column, "mentor"), (net.wanted, row, "mentee")):
            require(bool(counts[at]), f"The locked pairs take more of {who} {at} than there is.")
        if net.allowed(row, column):
            net.flip(row, column)
        if net.linked(row, column):
            net.relink([row * net.columns + column], [])
        else:
            send(net, net.rows + column, row)
        _count(net, row, column, -1)
        return self._settled(net, self.locked | {(row, column)})

    def free(self, row: int, column: int, *, allowed: bool = True) -> Standing:
        """The pair is locked no longer, and may be linked or not."""
        require((row, column) in self.locked, "The pair is not locked.")
        net = self.net.copy()
        if allowed:
            net.flip(row, column)
        _count(net, row, column, 1)
        id_ = row * net.columns + column
        if allowed and int(net.short(np.array([id_]))[0]) <= 0:
            net.relink([], [id_])
            net.keep_tight(net.tight)
        else:
            send(net, row, net.rows + column)
        return self._settled(net, self.locked - {(row, column)})

    def add_place(self, column: int) -> Standing:
        """The mentor has one more place."""
        net = self.net.copy()
        _enter_mentor(net, column)
        net.places[column] += 1
        if net.mentors[column]:
            net.used[column] += 1
            send(net, net.pool, net.rows + column)
        return self._settled(net, self.locked)

    def take_place(self, column: int) -> Standing:
        """The mentor has one place less; MatchingError where all are locked."""
        require(bool(self.net.places[column]), f"The locked pairs take more of mentor {column} than there is.")
        net = self.net.copy()
        net.places[column] -= 1
        if net.used[column] > net.places[column]:
            net.used[column] -= 1
            send(net, net.rows + column, net.pool)
        _leave(net)
        return self._settled(net, self.locked)

    def _settled(self, net: Net, locked: frozenset[Pair]) -> Standing:
        market = _counted(net)
        if self.objective == "most" and net.bonus < market.decisive_bonus:
            widen(net, wide_bonus(market, len(locked)))
        lower(net)
        settle_net(net)
        return replace(self, net=net, locked=locked)


def stand(question: Question, assignment: Assignment) -> Standing:
    """The answer to a question, which it must be, with its prices; for most or total."""
    market, proof = question.market(), assignment.proof
    if not isinstance(proof, PriceProof):
        raise TypeError
    rows, columns = market.shape
    links = open_links(market, assignment.pairs)
    net = Net(
        market=market,
        bonus=proof.bonus,
        flipped=frozenset(),
        wanted=market.wanted,
        places=market.places,
        given=np.bincount(links[:, 0], minlength=rows),
        used=np.bincount(links[:, 1], minlength=columns),
        mentees=proof.mentee_prices.copy(),
        mentors=proof.mentor_prices.copy(),
        ids=links[:, 0] * columns + links[:, 1],
        tight=np.empty(0, np.int64),
    )
    if question.objective == "most":
        widen(net, max(wide_bonus(market, len(market.locked)), proof.bonus))
    _leave(net)
    net.keep_tight(_all_tight(net))
    lower(net)
    locked = frozenset((row, column) for row, column in market.locked.tolist())
    return Standing(question.scores, question.objective, net, locked)


def wide_bonus(market: Market, locked: int) -> int:
    """A bonus so wide that the price of a link and scores can be told apart, locked pairs freed or not."""
    return 2 * (market.most_links + locked + 2) * (market.highest - market.lowest + 1)


def widen(net: Net, bonus: int) -> None:
    """A wider bonus: prices rise where a way leads that would be needed for more links (Kőnig)."""
    more = bonus - net.bonus
    mentees, mentors = _wanting(net)
    net.mentees[~mentees] += more
    net.mentors[mentors] += more
    net.bonus = bonus


def _wanting(net: Net) -> tuple[Booleans, Booleans]:
    """Mentees with a wish open, mentors who may be linked with them, those linked with these, and so on."""
    mentees = net.given < net.wanted
    mentors = np.zeros(net.columns, np.bool_)
    new = np.flatnonzero(mentees)
    while len(new):
        before = mentors.copy()
        for start in range(0, len(new), BLOCK):
            mentors |= net.block(new[start : start + BLOCK])[1].any(axis=0)
        come = mentors & ~before
        rows, columns = np.divmod(net.ids, max(net.columns, 1))
        new = np.unique(rows[come[columns] & ~mentees[rows]])
        mentees[new] = True
    return mentees, mentors


def _all_tight(net: Net) -> Integers:
    """All pairs worth just their prices, linked or not."""
    mentees, mentors = net.mentees - net.bonus, net.mentors
    if max(np.abs(mentees).max(initial=0), mentors.max(initial=0)) < np.iinfo(np.int32).max // 2:
        mentees, mentors = mentees.astype(np.int32), mentors.astype(np.int32)
    found = [np.empty(0, np.int64)]
    for start, points, allowed in net.market.blocks():
        even = (points - mentors == mentees[start : start + BLOCK, None]) & allowed
        found.append(np.flatnonzero(even) + start * net.columns)
    return np.concatenate(found)


def _counted(net: Net) -> Market:
    """The market with what is wanted and left now; MatchingError where sums are no longer exact."""
    return _checked(replace(net.market, wanted=net.wanted, places=net.places))


def _count(net: Net, row: int, column: int, by: int) -> None:
    """A locked pair more or less: what flows over it, and the wish and the place it takes."""
    if by > 0:
        _enter_mentor(net, column)
        _enter_mentee(net, row)
    for counts, at in ((net.wanted, row), (net.given, row), (net.places, column), (net.used, column)):
        counts[at] += by
    _leave(net)


def _leave(net: Net) -> None:
    """Whoever has no place or no wish has a price that no pair can beat."""
    net.mentees[net.wanted == 0] = net.top
    net.mentors[net.places == 0] = net.top
    net.keep_tight(net.tight)


def _enter_mentor(net: Net, column: int) -> None:
    """A mentor without any place is to have one: the price no pair of theirs beats."""
    if net.places[column]:
        return
    points, allowed = net.strip(np.array([column]))
    above = np.where(allowed[:, 0] & (net.wanted > 0), points[:, 0] + net.bonus - net.mentees, -1)
    net.mentors[column] = above.max(initial=0)
    even = np.flatnonzero(above == net.mentors[column])
    net.tight = np.concatenate([net.tight, even * net.columns + column])


def _enter_mentee(net: Net, row: int) -> None:
    """A mentee without any wish is to have one: the price no pair of theirs beats."""
    if net.wanted[row]:
        return
    points, allowed = net.block(np.array([row]))
    above = np.where(allowed[0], points[0] + net.bonus - net.mentors, -1)
    net.mentees[row] = above.max(initial=0)
    net.tight = np.concatenate([net.tight, np.flatnonzero(above == net.mentees[row]) + row * net.columns])


def _offer(net: Net, row: int, column: int) -> None:
    """Link a pair that may be linked now, if it is worth more than its prices."""
    id_ = row * net.columns + column
    short = int(net.short(np.array([id_]))[0])
    if short < 0:
        net.relink([], [id_])
        send(net, net.rows + column, row)
    elif short == 0:
        net.keep_tight(np.append(net.tight, id_))
