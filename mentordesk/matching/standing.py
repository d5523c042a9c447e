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

from mentordesk.matching.evens import settle_net, tied_anew
from mentordesk.matching.lower import lower
from mentordesk.matching.market import (
    BLOCK,
    Booleans,
    Integers,
    Market,
    MatchingError,
    ScoreBlocks,
    TableMarket,
    checked,
    fineness,
    require,
)
from mentordesk.matching.net import FAR, Near, Net, Pair, first_radius
from mentordesk.matching.prices import PriceProof
from mentordesk.matching.proof import Objective, open_links, total_of
from mentordesk.matching.sending import cost_of_sending, send
from mentordesk.matching.solve import Assignment, Question

NO_PRICES: Final = "Only the best for most or for total has prices."


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

    @cached_property
    def question(self) -> Question:
        """What this is the answer to; scores in blocks say themselves what was allowed at first."""
        net, locked = self.net, np.array(sorted(self.locked), np.int64).reshape(-1, 2)
        allowed = None
        if isinstance(net.market, TableMarket):
            allowed = np.array(net.market.allowed)
            for row, column in net.flipped:
                allowed[row, column] ^= True
            allowed[locked[:, 0], locked[:, 1]] = True
        capacity = net.places + np.bincount(locked[:, 1], minlength=net.columns)
        demand = net.wanted + np.bincount(locked[:, 0], minlength=net.rows)
        return Question(self.scores, allowed, capacity, demand, self.objective, locked)

    def ban(self, row: int, column: int) -> Standing:
        """The pair may not be linked any more, unless it is locked."""
        net, sent = self._ready.copy(), None
        if net.allowed(row, column):
            linked = net.linked(row, column)
            net.flip(row, column)
            if linked:
                sent = send(net, row, net.rows + column)
        return self._settled(net, self.locked, tied=sent is not None and tied_anew(net, sent))

    def allow(self, row: int, column: int) -> Standing:
        """The pair may be linked; nothing, if it may already or is locked."""
        net = self._ready.copy()
        if not net.allowed(row, column) and (row, column) not in self.locked:
            net.flip(row, column)
            short = net.short_of(row, column)
            if short < 0 and not net.places[column]:
                net.mentors[column] -= short
            elif short < 0:
                net.link(row, column)
                send(net, net.rows + column, row)
        return self._settled(net, self.locked)

    def lock(self, row: int, column: int) -> Standing:
        """The pair is kept, whether it is allowed or not; MatchingError where there is no place for it."""
        require((row, column) not in self.locked, "A pair is locked twice.")
        net, sent = self._ready.copy(), None
        for counts, at, who in ((net.places, column, "mentor"), (net.wanted, row, "mentee")):
            require(bool(counts[at]), f"The locked pairs take more of {who} {at} than there is.")
        linked = net.linked(row, column)
        if net.allowed(row, column):
            net.flip(row, column)
        if not linked:
            sent = send(net, net.rows + column, row)
        _count(net, row, column, -1)
        return self._settled(
            net, self.locked | {(row, column)}, tied=sent is not None and tied_anew(net, sent)
        )

    def free(self, row: int, column: int, *, allowed: bool = True) -> Standing:
        """The pair is locked no longer, and may be linked or not."""
        require((row, column) in self.locked, "The pair is not locked.")
        net = self._ready.copy()
        if allowed:
            net.flip(row, column)
        _count(net, row, column, 1)
        if allowed and net.short_of(row, column) <= 0:
            net.link(row, column)
        else:
            send(net, row, net.rows + column)
        return self._settled(net, self.locked - {(row, column)})

    def short_of(self, row: int) -> Integers:
        """What a mentee's pair with each mentor falls short of their prices, allowed or not."""
        net = self._ready
        short: Integers = net.mentees[row] + net.mentors - net.market.row(row)[0] - net.bonus
        return short

    def cost(self, row: int, column: int) -> int:
        """What locking the pair costs the whole, in points and bonuses; FAR where there is no place."""
        net = self._ready
        if (row, column) in self.locked or net.linked(row, column):
            return 0
        if not (net.wanted[row] and net.places[column]):
            return FAR
        return net.short_of(row, column) + cost_of_sending(net, net.rows + column, row)

    def _settled(self, net: Net, locked: frozenset[Pair], *, tied: bool = True) -> Standing:
        """The answer; tied says whether there may be round trips that there were not before."""
        market = checked(replace(net.market, wanted=net.wanted, places=net.places))
        found = replace(self, net=net, locked=locked)
        if isinstance(net.market, TableMarket) and self._finer(net):
            return stand(found.question, found.question.solve(found.assignment))
        if self.objective == "most" and net.bonus < market.decisive_bonus:
            widen(net, wide_bonus(market, len(locked)))
        if tied:
            settle_net(net)
        return found

    def _finer(self, net: Net) -> bool:
        """Whether scores are now told apart more or less finely."""
        whole = np.asarray(self.scores).dtype.kind != "f"
        now, then = fineness(net.places, net.wanted), fineness(net.market.places, net.market.wanted)
        return not whole and now != then

    @cached_property
    def _ready(self) -> Net:
        """The net at the lowest prices, as a question needs it."""
        net = self.net.copy()
        lower(net)
        return net


def stand(question: Question, assignment: Assignment) -> Standing:
    """The answer to a question, which it must be; MatchingError where no prices prove it."""
    market, proof = question.market(), assignment.proof
    if not isinstance(proof, PriceProof):
        raise MatchingError(NO_PRICES)
    rows, columns = market.shape
    links = open_links(market, assignment.pairs)
    ids = links[:, 0] * columns + links[:, 1]
    net = Net(
        market=market,
        bonus=proof.bonus,
        wanted=market.wanted,
        places=market.places,
        given=np.bincount(links[:, 0], minlength=rows),
        used=np.bincount(links[:, 1], minlength=columns),
        mentees=proof.mentee_prices.copy(),
        mentors=proof.mentor_prices.copy(),
        near=Near(market.shape, ids, market.at(links)[0] + proof.bonus),
        on=np.ones(len(ids), np.bool_),
        shut=np.zeros(len(ids), np.bool_),
    )
    if question.objective == "most":
        widen(net, max(wide_bonus(market, len(market.locked)), proof.bonus))
    _leave(net)
    _price_full(net)
    net.look_around(first_radius(net))
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
    net.near = replace(net.near, worth=net.near.worth + more)
    net.bonus = bonus


def _wanting(net: Net) -> tuple[Booleans, Booleans]:
    """Mentees with a wish open, mentors who may be linked with them, those linked with these, and so on."""
    mentees = net.given < net.wanted
    mentors = np.zeros(net.columns, np.bool_)
    new = np.flatnonzero(mentees)
    while len(new):
        before = mentors.copy()
        for start in range(0, len(new), BLOCK):
            mentors |= _may(net, new[start : start + BLOCK]).any(axis=0)
        come = mentors & ~before
        rows, columns = net.near.rows[net.on], net.near.columns[net.on]
        new = np.unique(rows[come[columns] & ~mentees[rows]])
        mentees[new] = True
    return mentees, mentors


def _may(net: Net, rows: Integers) -> Booleans:
    """Who may be linked with these mentees and is not."""
    may = np.array([net.market.row(row)[1] for row in rows.tolist()], np.bool_).reshape(-1, net.columns)
    place = {row: at for at, row in enumerate(rows.tolist())}
    for row, column in net.flipped:
        if row in place:
            may[place[row], column] ^= True
    linked = np.flatnonzero(net.on & np.isin(net.near.rows, rows))
    for row, column in zip(net.near.rows[linked].tolist(), net.near.columns[linked].tolist(), strict=True):
        may[place[row], column] = False
    return may


def _count(net: Net, row: int, column: int, by: int) -> None:
    """A locked pair more or less: what flows over it, and the wish and the place it takes."""
    full = not net.places[column]
    if by > 0 and not net.wanted[row]:
        _enter(net, row)
    for counts, at in ((net.wanted, row), (net.given, row), (net.places, column), (net.used, column)):
        counts[at] += by
    _leave(net)
    if full:
        lower(net)


def _leave(net: Net) -> None:
    """Whoever has no wish has a price that no pair can beat."""
    net.mentees[net.wanted == 0] = net.top


def _enter(net: Net, row: int) -> None:
    """A mentee without any wish is to have one: the price that no pair with a place beats, and near pairs."""
    points, allowed = net.market.row(row)
    may = allowed.copy()
    may[[column for one, column in net.flipped if one == row]] ^= True
    worth = np.where(may, points.astype(np.int64) + net.bonus, -FAR)
    full = net.places == 0
    net.mentees[row] = max(int((worth - net.mentors)[~full].max(initial=0)), 0)
    net.mentors[full] = np.maximum(net.mentors, worth - net.mentees[row])[full]
    near = may & (net.mentees[row] + net.mentors - worth <= net.radius)
    net.bring_near(np.flatnonzero(near) + row * net.columns, worth[near])


def _price_full(net: Net) -> None:
    """Mentors without places have the lowest price too that no pair of theirs beats."""
    full = np.flatnonzero(net.places == 0)
    if not len(full):
        return
    net.mentors[full] = 0
    for start, points, allowed in net.market.blocks():
        above = points[:, full] - (net.mentees[start : start + BLOCK] - net.bonus)[:, None]
        best = above.max(axis=0, where=allowed[:, full], initial=0)
        net.mentors[full] = np.maximum(net.mentors[full], best)
