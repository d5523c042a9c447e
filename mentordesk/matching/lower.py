"""The lowest prices of mentors again, after links have changed.

Prices are the lowest where from the pool everybody can be come to at no cost. Whoever cannot is so far away
as their price may fall, a mentor's, or rise, a mentee's.
"""

from __future__ import annotations

import numpy as np

from mentordesk.matching.market import Integers
from mentordesk.matching.net import Net
from mentordesk.matching.way import FAR, reached


def lower(net: Net) -> None:
    """Bring prices to the lowest that mentors may have."""
    came = reached(*net.costless(), net.pool, net.pool) >= 0
    mentees = np.flatnonzero((net.wanted > 0) & ~came[: net.rows])
    mentors = np.flatnonzero((net.places > 0) & (net.mentors > 0) & ~came[net.rows : net.pool])
    if len(mentees) or len(mentors):
        _Away(net, mentees, mentors).bring_back()


class _Away:
    """Mentees and mentors whom no way without cost leads to, and how far away they are."""

    def __init__(self, net: Net, mentees: Integers, mentors: Integers) -> None:
        self.net, self.mentees, self.mentors = net, mentees, mentors
        points, allowed = net.strip(mentors)
        self.short = net.mentees[:, None] + net.mentors[mentors] - points - net.bonus
        self.short[~allowed | (net.wanted == 0)[:, None]] = FAR
        near = np.ones(net.rows, np.bool_)
        near[mentees] = False
        direct = self.short.min(axis=0, where=near[:, None], initial=FAR)
        empty = np.where(net.used[mentors] > 0, net.mentors[mentors], FAR)
        self.of_mentors = np.minimum(direct, empty)
        self.of_mentees = np.full(len(mentees), FAR)

    def bring_back(self) -> None:
        """Measure how far away they are, and change prices by that."""
        net = self.net
        rows, columns, above = self._links()
        far = ~np.isin(columns, self.mentors)
        np.minimum.at(self.of_mentees, rows[far], above[far])
        inner = rows[~far], np.searchsorted(self.mentors, columns[~far]), above[~far]
        while self._nearer(*inner):
            pass
        net.mentees[self.mentees] += self.of_mentees
        net.mentors[self.mentors] -= self.of_mentors
        self.short[self.mentees] += self.of_mentees[:, None]
        even, at = np.nonzero(self.short == self.of_mentors)
        net.keep_tight(np.concatenate([net.tight, even * net.columns + self.mentors[at]]))

    def _links(self) -> tuple[Integers, Integers, Integers]:
        """The links of these mentees: the place among them, the mentor, and the worth above prices."""
        rows, columns = np.divmod(self.net.ids, max(self.net.columns, 1))
        mine = np.isin(rows, self.mentees)
        return np.searchsorted(self.mentees, rows[mine]), columns[mine], -self.net.short(self.net.ids[mine])

    def _nearer(self, rows: Integers, at: Integers, above: Integers) -> bool:
        """One round of steps over links and pairs; whether somebody came nearer."""
        before = self.of_mentees.copy(), self.of_mentors.copy()
        np.minimum.at(self.of_mentees, rows, self.of_mentors[at] + above)
        over = np.minimum(self.short[self.mentees], FAR // 2) + np.minimum(self.of_mentees, FAR // 4)[:, None]
        np.minimum(self.of_mentors, over.min(axis=0, initial=FAR), out=self.of_mentors)
        return not (
            np.array_equal(before[0], self.of_mentees) and np.array_equal(before[1], self.of_mentors)
        )
