"""The lowest prices of mentors again, after links have changed.

Prices are the lowest where from the pool everybody can be come to at no cost. Whoever cannot is so far away
as their price may fall, a mentor's, or rise, a mentee's.
"""

from __future__ import annotations

import numpy as np

from mentordesk.matching.market import Booleans, Integers
from mentordesk.matching.net import FAR, Net
from mentordesk.matching.sending import reached


def lower(net: Net) -> None:
    """Bring prices to the lowest that mentors may have."""
    net.tree = reached(*net.costless(), net.pool, net.pool)
    came, away = net.tree >= 0, np.zeros(net.pool + 1, np.bool_)
    away[net.near.rows[net.on]] = True
    away[: net.rows] &= ~came[: net.rows]
    away[net.rows : net.pool] = (net.places > 0) & (net.mentors > 0) & ~came[net.rows : net.pool]
    if not away.any():
        return
    distance = _distances(net, away)
    while (furthest := int(distance[net.rows :].max())) > net.radius:
        net.look_further(furthest)
        distance = _distances(net, away)
    net.mentees += distance[: net.rows]
    net.mentors -= distance[net.rows : net.pool]
    net.radius -= furthest if net.radius < FAR else 0
    net.tree = reached(*net.costless(), net.pool, net.pool)


def _distances(net: Net, away: Booleans) -> Integers:
    """How far from the pool everybody is, nought those who are not away."""
    distance = np.where(away, FAR, 0)
    used = away[net.rows : net.pool] & (net.used > 0)
    distance[net.rows : net.pool][used] = net.mentors[used]
    tails, heads, costs = _steps(net, away)
    new = heads
    while len(new):
        lengths = distance[tails] + costs
        nearer = lengths < distance[heads]
        new = heads[nearer]
        np.minimum.at(distance, new, lengths[nearer])
    return distance


def _steps(net: Net, away: Booleans) -> tuple[Integers, Integers, Integers]:
    """The steps to those who are away over near pairs and links: from where, to where, and their cost."""
    near = net.near
    nodes = near.columns + net.rows
    take = np.flatnonzero(~net.on & ~net.shut & (net.wanted[near.rows] > 0) & away[nodes])
    give = np.flatnonzero(net.on & away[near.rows])
    tails = np.concatenate([near.rows[take], nodes[give]])
    heads = np.concatenate([nodes[take], near.rows[give]])
    return tails, heads, np.concatenate([net.short(take), -net.short(give)])
