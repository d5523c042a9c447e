"""What no arrangement of groups can exceed, so that a gap can be stated without comparing all ways."""

from __future__ import annotations

import numpy as np

from mentordesk.matching.grouping import FULL, POINTS, Question
from mentordesk.matching.pool import Booleans, Floats


def bounds(question: Question) -> tuple[int, int]:
    """The most people who can be placed, and the most points with so many or fewer.

    Nobody brings more than the mean of the likings of their `smallest` − 1 best possible companions: a mean
    over more of them, or over others, is no higher. With leaders the same holds of the best of those.
    """
    together = _together(question)
    led = _led(question)
    could = _could(question, together, led)
    most = _placeable(question, int(could.sum()))
    best = _best_suiting(question, together, led)
    even = FULL * (1 - least_unevenness(question))
    each = (1 - question.balance) * best[could] + question.balance * even
    top = np.sort(each)[::-1][:most]
    return most, int(np.ceil(POINTS * float(top.sum(dtype=np.float64)) + most))


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


def _led(question: Question) -> Booleans:
    """By whom each could be led."""
    table = ~question.barred
    for one in range(question.count):
        for leader in range(table.shape[1]):
            meet = question.hours[one] & question.leader_hours[leader]
            speak = question.tongues[one] & question.leader_tongues[leader]
            table[one, leader] &= bool(speak) and meet.bit_count() >= question.least_hours
    return table


def _could(question: Question, together: Booleans, led: Booleans) -> Booleans:
    """Who has companions enough, and leaders enough."""
    could: Booleans = together.sum(axis=1) >= question.smallest - 1
    if question.leading:
        could &= led.sum(axis=1) >= question.leading
    return could


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
