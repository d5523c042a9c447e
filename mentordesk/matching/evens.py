"""The rule for ties where only a few links may be exchanged without loss.

A pair can be brought in only if it lies on a round trip that costs nothing. Most lie on none; the others and
the people on those round trips are settled by themselves, and the rest stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mentordesk.matching.face import Face
from mentordesk.matching.market import Booleans, Integers
from mentordesk.matching.net import Net, spread
from mentordesk.matching.sending import Sent, reached
from mentordesk.matching.ties import settle


def settle_net(net: Net) -> None:
    """Let the rule choose among arrangements as good as this one."""
    even = np.flatnonzero(net.even()[0])
    rows, columns = net.near.rows[even], net.near.columns[even] + net.rows
    tails, heads = net.costless()
    to_pool = reached(heads, tails, net.pool, net.pool) >= 0
    if (to_pool[rows] & to_pool[columns]).any():
        to_pool &= reached(tails, heads, net.pool, net.pool) >= 0
    on = to_pool | _on_round_trips(tails, heads, to_pool)
    both = even[on[rows] & on[columns]]
    if len(both):
        _settle_part(net, on, both)


def tied_anew(net: Net, sent: Sent) -> bool:
    """Whether there may be a round trip that was none before one unit was sent.

    It would lead over a step that costs nothing since then. Those begin on the unit's way, or with people who
    were nearer than its end.
    """
    tight, loose = net.even()
    everywhere = np.ones(net.pool, np.bool_)
    to_pool = np.concatenate([net.by_pool(back=True), np.array(sent.back, np.int64)])
    back = _walk(net, to_pool, (loose, tight), everywhere)
    with_pool = _walk(net, net.by_pool(back=False), (tight, loose), back)
    rows, columns = net.near.rows, net.near.columns + net.rows
    take, give = np.flatnonzero(tight), np.flatnonzero(loose)
    tails, heads = np.concatenate([rows[take], columns[give]]), np.concatenate([columns[take], rows[give]])
    both, touched = with_pool[tails] & with_pool[heads], np.zeros(net.pool, np.bool_)
    touched[[*sent.out, *sent.back]] = touched[sent.nearer] = True
    if both[: len(take)].any() and (both & (touched[tails] | touched[heads])).any():
        return True
    on = back | _walk(net, np.flatnonzero(touched), (tight, loose), everywhere)
    return bool(_on_round_trips(tails, heads, ~on).any())


def _walk(net: Net, start: Integers, over: tuple[Booleans, Booleans], within: Booleans) -> Booleans:
    """Who is come to from some nodes, over these pairs from mentees, those from mentors, not by the pool."""
    near, come = net.near, np.zeros(net.pool, np.bool_)
    new = start[within[start]]
    while len(new):
        come[new] = True
        mentees, mentors = new[new < net.rows], new[new >= net.rows] - net.rows
        out, back = spread(near.of_mentees, mentees), near.order[spread(near.of_mentors, mentors)]
        fresh = np.zeros(net.pool, np.bool_)
        fresh[near.columns[out[over[0][out]]] + net.rows] = True
        fresh[near.rows[back[over[1][back]]]] = True
        new = np.flatnonzero(fresh & within & ~come)
    return come


def _on_round_trips(tails: Integers, heads: Integers, without: Booleans) -> Booleans:
    """Which nodes may lie on a way that ends where it began and comes by none of some."""
    keep = ~without[tails] & ~without[heads]
    while True:
        tails, heads = tails[keep], heads[keep]
        leads, led = np.zeros(len(without), np.bool_), np.zeros(len(without), np.bool_)
        leads[tails] = led[heads] = True
        keep = led[tails] & leads[heads]
        if keep.all():
            return leads & led


def _settle_part(net: Net, on: Booleans, tight: Integers) -> None:
    """Settle the people on round trips by themselves, in their order; tight are near pairs among them."""
    rows, columns = np.flatnonzero(on[: net.rows]), np.flatnonzero(on[net.rows : net.pool])
    held = np.flatnonzero(net.on & (net.short() == 0))
    held = held[on[net.near.rows[held]] & on[net.near.columns[held] + net.rows]]
    links = _local(net, held, rows, columns)
    wanted = net.wanted[rows] - net.given[rows] + np.bincount(links[:, 0], minlength=len(rows))
    places = net.places[columns] - net.used[columns] + np.bincount(links[:, 1], minlength=len(columns))
    table = np.zeros((len(rows), len(columns)), np.bool_)
    table[tuple(_local(net, tight, rows, columns).T)] = True
    face = Face(
        market=replace(net.market, wanted=wanted, places=places),
        links=links,
        loose=np.ones(len(links), np.bool_),
        tight=np.packbits(table, axis=1, bitorder="little"),
        wishes=net.mentees[rows] == 0,
        places=net.mentors[columns] == 0,
        counted=False,
    )
    chosen = settle(face)
    ids = rows[chosen[:, 0]] * net.columns + columns[chosen[:, 1]]
    _exchange(net, held, np.searchsorted(net.near.ids, ids))


def _local(net: Net, at: Integers, rows: Integers, columns: Integers) -> Integers:
    """Near pairs by their places in a part, n × 2."""
    near = net.near
    return np.stack(
        [np.searchsorted(rows, near.rows[at]), np.searchsorted(columns, near.columns[at])], axis=1
    )


def _exchange(net: Net, gone: Integers, come: Integers) -> None:
    """Some links for others, which are near."""
    for at, by in ((gone, -1), (come, 1)):
        net.on[at] = by > 0
        np.add.at(net.given, net.near.rows[at], by)
        np.add.at(net.used, net.near.columns[at], by)
