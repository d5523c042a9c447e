"""What no arrangement of groups can exceed, so that a gap can be stated without comparing all ways."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentordesk.matching.grouping import FULL, POINTS, Question
from mentordesk.matching.market import Integers
from mentordesk.matching.pool import Booleans, Floats
from mentordesk.matching.solve import solve


def bounds(question: Question) -> tuple[int, int]:
    """The most people who can be placed, and the most points with so many or fewer: the lower of two bounds.

    One by one: nobody brings more than the mean of the likings of their `smallest` − 1 best possible
    companions: a mean over more of them, or over others, is no higher. With leaders the same holds of the
    best of those. All at once: see _suiting_at_once.
    """
    together = _together(question)
    led, places = _led(question)
    could = _could(question, together, led)
    most = _placeable(question, int(could.sum()))
    if question.leading:
        links = _flow(np.ones_like(question.suits), led & could[:, None], places, question.leading)
        most = min(most, int(links) // question.leading)
    best = np.sort(_best_suiting(question, together, led)[could])[::-1][:most]
    at_once = _suiting_at_once(question, together & could & could[:, None], led & could[:, None], places)
    suiting = min(float(best.sum(dtype=np.float64)), at_once)
    even = FULL * (1 - least_unevenness(question)) * most
    points = (1 - question.balance) * suiting + question.balance * even
    return most, int(np.ceil(POINTS * points + most))


def _suiting_at_once(question: Question, together: Booleans, led: Booleans, places: Integers) -> float:
    """How well all of them can be suited at once, as nobody is everybody's companion, nor a mentor's members
    more than a group holds.

    In a group of s everybody gives each of the others one part in s − 1: as much as comes back, and no part
    above one in `smallest` − 1. So the best flow in which everybody has `smallest` − 1 companions and is one
    of as many is no lower.
    """
    others = question.smallest - 1
    peers = _flow(question.liking, together, np.full(question.count, others), others) / others
    if not question.leading:
        return peers
    leaders = _flow(question.suits, led, places, question.leading) / question.leading
    return (peers + leaders) / 2


def _flow(table: Floats, allowed: Booleans, capacity: Integers, demand: int) -> float:
    """The highest sum of so many different columns for every row and rows for every column, rounded up."""
    points = np.ceil(table.astype(np.float64) * POINTS).astype(np.int64)
    wanted = np.full(len(table), demand)
    found = solve(points, allowed=allowed, capacity=capacity, demand=wanted, objective="total")
    return found.total / POINTS


def least_unevenness(question: Question) -> float:
    """The best any size of group can do: the largest remainders round every share as closely as can be."""
    shares = np.array(list(question.shares.values()), np.float64)
    if not len(shares) or min(question.labels) < 0:
        return 0.0
    return min(_rounding(shares, size) for size in range(question.smallest, question.largest + 1))


def _rounding(shares: np.ndarray[tuple[int], np.dtype[np.float64]], size: int) -> float:
    exact = shares * size
    counts = np.floor(exact)
    short = size - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:short]] += 1
    return float(np.abs(counts / size - shares).sum() / 2)


def _together(question: Question) -> Booleans:
    """Who may be in a group with whom, as far as two of them can tell."""
    count = question.count
    table = ~question.apart
    for one in range(count):
        for other in range(one, count):
            meet = question.hours[one] & question.hours[other]
            speak = question.tongues[one] & question.tongues[other]
            may = speak and meet.bit_count() >= question.least_hours
            table[one, other] = table[other, one] = table[one, other] and may
    np.fill_diagonal(table, val=False)
    return table


def _led(question: Question) -> tuple[Booleans, Integers]:
    """By whom each could be led, and how many at once each leader can at most meet; none where those are too
    few for a group.
    """
    table, places = np.zeros_like(question.barred), np.zeros(len(question.leader_hours), np.int64)
    hours, theirs = _bits(question.hours, question.leader_hours)
    tongues, spoken_by = _bits(question.tongues, question.leader_tongues)
    for leader, (free, spoken) in enumerate(zip(theirs, spoken_by, strict=True)):
        for tongue in np.flatnonzero(spoken):
            may = tongues[:, tongue] * ~question.barred[:, leader]
            inside, most = _meeting(question, hours * free * may[:, None])
            table[inside, leader] = True
            places[leader] = max(places[leader], most)
    return table, np.minimum(places, question.largest)


def _meeting(question: Question, free: Floats) -> tuple[Booleans, int]:
    """Who can meet enough others at once for a group, and how many can at most; nought where too few can.

    Where a group shares more than one hour, those are counted who share two.
    """
    counts = free.T @ free
    if question.least_hours > 1:
        np.fill_diagonal(counts, 0)
    counts[counts < question.smallest] = 0
    inside: Booleans = ((free @ counts) * free).sum(axis=1) > 0
    return inside, int(counts.max(initial=0))


def _bits(*sides: Sequence[int]) -> list[Floats]:
    """Sets of bits as rows of noughts and ones, as many on each side."""
    most = max((one.bit_length() for side in sides for one in side), default=0)
    tables = [[[one >> bit & 1 for bit in range(most)] for one in side] for side in sides]
    return [np.array(table, np.float32).reshape(-1, most) for table in tables]


def _could(question: Question, together: Booleans, led: Booleans) -> Booleans:
    """Who has companions enough who can meet at once, and leaders enough."""
    could: Booleans = together.sum(axis=1) >= question.smallest - 1
    if question.leading:
        could &= led.sum(axis=1) >= question.leading
        return could
    (hours,), (tongues,) = _bits(question.hours), _bits(question.tongues)
    meet = [_meeting(question, hours * spoken[:, None])[0] for spoken in tongues.T]
    met: Booleans = could & np.logical_or.reduce([np.zeros_like(could), *meet])
    return met


def _placeable(question: Question, people: int) -> int:
    """The largest number of people, no more than these, that groups of the right sizes can hold."""
    most = people // question.smallest
    if question.leading:
        most = min(most, len(question.leader_hours) // question.leading)
    return max((min(people, count * question.largest) for count in range(most + 1)), default=0)


def _best_suiting(question: Question, together: Booleans, led: Booleans) -> Floats:
    peers = _mean_of_top(np.where(together, question.liking, 0), question.smallest - 1)
    if not question.leading:
        return peers
    leaders = _mean_of_top(np.where(led, question.suits, 0), question.leading)
    mean: Floats = (peers + leaders) / np.float32(2)
    return mean


def _mean_of_top(table: Floats, count: int) -> Floats:
    if not table.shape[1]:
        return np.zeros(len(table), np.float32)
    top = np.sort(table, axis=1)[:, -count:]
    mean: Floats = top.mean(axis=1, dtype=np.float32)
    return mean
