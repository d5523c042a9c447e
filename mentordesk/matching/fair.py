"""The proof that the worst pairs are as good as can be: levels of distances, checked without the solver.

Each step looks at the links as a flow: from a pool of wishes through mentees and mentors to a pool of places.
Where every way costs at least the difference of its ends' distances, links that cost less than the difference
must be there, those that cost more cannot be, and nothing is as cheap as what there is (duality of minimum
cost flow). What a step decides holds for all later steps. A step with two distances is a Hall set: those
mentees who have nobody else above a score, and the mentors among whom they must share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np

from mentordesk.i18n import _
from mentordesk.matching.bitsets import Bits, everybody, spread, table_of_sets
from mentordesk.matching.leximin import Step
from mentordesk.matching.market import Booleans, Integers, Market, TableMarket, table_of
from mentordesk.matching.proof import Proof, Verdict


@dataclass(frozen=True, eq=False)
class FairProof(Proof):
    """The steps in ascending order of their thresholds, in points."""

    steps: tuple[Step, ...]

    def sentence(self) -> str:
        return _(
            "Nobody is left behind: no more people can be matched, and no pair can be better without another "
            "as low or lower getting worse."
        )

    def examine(self, market: Market, links: Integers) -> Verdict:
        reason = _Check(table_of(market), links).run(self.steps)
        return Verdict(holds=not reason, gap=float("inf") if reason else 0.0, reason=reason)


class _Check:
    """What is still open after the steps so far: pairs, and who may have more or fewer links.

    kept are open pairs of a level that was counted: they cost nothing any more.
    """

    def __init__(self, market: TableMarket, links: Integers) -> None:
        rows, columns = market.shape
        self.market, self.points = market, market.points
        order = np.argsort(self.points[links[:, 0], links[:, 1]])
        self.links, self.decided = links[order], 0
        self.link_points = market.at(self.links)[0]
        self.linked = np.zeros(market.shape, np.bool_)
        self.linked[links[:, 0], links[:, 1]] = True
        self.open: Booleans = market.allowed & (market.places > 0) & (market.wanted > 0)[:, None]
        self.kept = np.zeros(market.shape, np.bool_)
        self.given = np.bincount(links[:, 0], minlength=rows)
        self.used = np.bincount(links[:, 1], minlength=columns)
        self.open_wishes, self.open_places = np.ones(rows, np.bool_), np.ones(columns, np.bool_)

    def run(self, steps: tuple[Step, ...]) -> str:
        """Why the steps prove nothing; empty if they do."""
        if not steps or steps[0].threshold is not None or steps[0].places <= steps[0].wishes:
            return _("The proof does not begin with as many links as possible.")
        self._sort([step.threshold for step in steps if step.counted and step.threshold is not None])
        last = self.market.lowest - 1
        for number, step in enumerate(steps):
            threshold = last if step.threshold is None else step.threshold
            if threshold < last or (step.threshold is None and number) or self._undecided(threshold):
                return _("The proof leaves a level out.")
            if not self._holds(step, threshold):
                return _("A level of the proof leaves room for something better.")
            last = threshold
        return _("The proof leaves a level out.") if self._undecided(self.market.highest + 1) else ""

    def _sort(self, levels: list[int]) -> None:
        """The pairs of these levels, and those between, by points."""
        near = (self.points >= min(levels, default=0)) & (self.points <= max(levels, default=0))
        ids = np.flatnonzero(near)
        self.by_points = ids[np.argsort(self.points.reshape(-1)[ids])]
        self.ascending = self.points.reshape(-1)[self.by_points]

    def _undecided(self, threshold: int) -> bool:
        """Whether a link below the threshold is neither fixed nor of a level that was counted; each is asked
        after once.
        """
        first, self.decided = self.decided, int(np.searchsorted(self.link_points, threshold))
        here = self.links[first : self.decided, 0], self.links[first : self.decided, 1]
        return bool((self.open[here] & ~self.kept[here]).any())

    def _holds(self, step: Step, threshold: int) -> bool:
        mentees, mentors = _split(step.mentees, len(self.given)), _split(step.mentors, len(self.used))
        if mentees is None or mentors is None:
            return False
        tight = self._of_level(threshold, _distances(mentees), _distances(mentors)) if step.counted else None
        if step.counted and tight is None:
            return False
        if not self._costless(mentees, mentors, threshold + step.counted):
            return False
        if tight is not None:
            self.open[tight] = self.kept[tight] = True
        return self._pools(step, mentees, mentors)

    def _of_level(
        self, threshold: int, mentees: Integers, mentors: Integers
    ) -> tuple[Integers, Integers] | None:
        """The open pairs of just this level that may stay, which cost one; None if one is wrong."""
        ends = [min(end, self.market.highest + 1) for end in (threshold, threshold + 1)]
        first, last = np.searchsorted(self.ascending, np.array(ends, self.ascending.dtype))
        rows, columns = np.divmod(self.by_points[first:last], max(self.market.shape[1], 1))
        still = self.open[rows, columns] & ~self.kept[rows, columns]
        rows, columns = rows[still], columns[still]
        cost = 1 + mentees[rows] - mentors[columns]
        wrong = np.where(self.linked[rows, columns], cost > 0, cost < 0)
        self.open[rows, columns] = False
        return None if wrong.any() else (rows[cost == 0], columns[cost == 0])

    def _costless(self, mentees: list[Integers], mentors: list[Integers], lowest: int) -> bool:
        """Whether pairs from lowest up, and those kept, are there where they gain and not where they cost."""
        return all(
            self._close(rows, columns, lowest, costs=near > far)
            for near, rows in enumerate(mentees)
            for far, columns in enumerate(mentors)
            if near != far and len(rows) and len(columns)
        )

    def _close(self, rows: Integers, columns: Integers, lowest: int, *, costs: bool) -> bool:
        """Close these pairs, if of those that count none is linked where they cost, or all where not."""
        if len(rows) < len(columns):
            block = self.open.take(rows, axis=0).take(columns, axis=1)
        else:
            block = self.open.take(columns, axis=1).take(rows, axis=0)
        at_row, at_column = np.divmod(np.flatnonzero(block), len(columns))
        pairs = rows[at_row], columns[at_column]
        counts = self.kept[pairs] | (self.points[pairs] >= lowest)
        self.open[pairs] = False
        return not (counts & (self.linked[pairs] == costs)).any()

    def _pools(self, step: Step, mentees: list[Integers], mentors: list[Integers]) -> bool:
        """Whether those who are fixed have all they want or nothing, as the distances say."""
        market = self.market
        wishes = (
            _fixed(rows, self.open_wishes, self.given, market.wanted if distance > step.wishes else None)
            for distance, rows in enumerate(mentees)
            if distance != step.wishes
        )
        places = (
            _fixed(columns, self.open_places, self.used, market.places if distance < step.places else None)
            for distance, columns in enumerate(mentors)
            if distance != step.places
        )
        return all(wishes) and all(places)


def _fixed(people: Integers, still: Booleans, count: Integers, most: Integers | None) -> bool:
    """Fix those of these people who still are not, if they have the most they may, or nothing where None."""
    fixed = people[still[people]]
    still[fixed] = False
    return bool((count[fixed] == (0 if most is None else most[fixed])).all())


def _split(sets: tuple[Bits, ...], count: int) -> list[Integers] | None:
    """Who is at each distance; None unless everybody is at just one."""
    if sum(members.bit_count() for members in sets) != count or reduce(or_, sets, 0) != everybody(count):
        return None
    return [np.flatnonzero(row) for row in spread(table_of_sets(sets, count), count)]


def _distances(split: list[Integers]) -> Integers:
    """The distance of each."""
    found = np.empty(sum(map(len, split)), np.int64)
    for distance, members in enumerate(split):
        found[members] = distance
    return found
