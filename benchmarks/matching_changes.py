"""P12: checking a stored proof, and forbidding or locking one pair up to the new proved optimum.

A change is asked of the answer that stands, with its prices; some are checked against solving afresh.

    python benchmarks/matching_changes.py [--quick]
"""

import statistics
from dataclasses import replace
from functools import partial

import numpy as np
from _measure import Figure, one_thread, quick, tell, timed
from matching import market

from mentordesk.matching.solve import Question
from mentordesk.matching.standing import Standing, stand

CHANGES = 150
AFRESH = 5
IN_A_ROW = 60
FRAME = 16.0


def changed(standing: Standing, pair: tuple[int, int]) -> Standing:
    """A linked pair banned, another locked, and the answer written out."""
    found = standing.ban(*pair) if standing.net.linked(*pair) else standing.lock(*pair)
    assert found.assignment.total
    return found


def some_pair(numbers: np.random.Generator, standing: Standing, *, linked: bool) -> tuple[int, int]:
    """A pair that is linked and not locked, or one that is not linked and has a place and a wish."""
    net = standing.net
    if linked:
        row, column = divmod(int(numbers.choice(net.ids)), net.columns)
        return row, column
    while True:
        row, column = int(numbers.integers(net.rows)), int(numbers.integers(net.columns))
        if net.wanted[row] and net.places[column] and not net.linked(row, column):
            return row, column


def asked(question: Question, pair: tuple[int, int], *, linked: bool) -> Question:
    if not linked:
        return replace(question, locked=[pair])
    allowed = np.array(question.allowed)
    allowed[pair] = False
    return replace(question, allowed=allowed)


def main() -> int:
    rows, columns = (200, 200) if quick() else (5000, 2000)
    points, capacity = market(rows, columns, 0)
    numbers = np.random.default_rng(0)
    question = Question(points, np.ones(points.shape, np.bool_), capacity)
    result = question.solve()
    standing, keeping = stand(question, result), timed(lambda: stand(question, result))
    anew, checks = [], []
    times: dict[bool, list[float]] = {True: [], False: []}
    for at in range(2 * CHANGES):
        linked = at % 2 == 0
        pair = some_pair(numbers, standing, linked=linked)
        times[linked].append(timed(partial(changed, standing, pair)))
        if at % (2 * CHANGES // AFRESH) <= 1:
            other = asked(question, pair, linked=linked)
            anew.append(timed(other.solve))
            checks.append(timed(lambda: question.verify(result)))
            found = changed(standing, pair).assignment
            assert np.array_equal(found.pairs, other.solve().pairs)
            assert other.verify(found).holds
    own, chain = statistics.median(anew), in_a_row(numbers, standing)
    return tell(
        f"P12: one change, {rows} × {columns}",
        Figure("checking a proof", statistics.median(checks), own, "ms", 0.05),
        Figure("forbidding a linked pair, median", statistics.median(times[True]), own, "ms", 0.02),
        Figure("locking another pair, median", statistics.median(times[False]), own, "ms", 0.02),
        Figure("forbidding at p95, against a frame", float(np.quantile(times[True], 0.95)), FRAME, "ms", 1.0),
        Figure("locking at p95, against a frame", float(np.quantile(times[False], 0.95)), FRAME, "ms", 1.0),
        Figure("both at p95", float(np.quantile(times[True] + times[False], 0.95)), own, "ms", 0.02),
        Figure("each on top of the one before, median", statistics.median(chain), own, "ms"),
        Figure("getting an answer ready for changes", keeping, own, "ms"),
    )


def in_a_row(numbers: np.random.Generator, standing: Standing) -> list[float]:
    """The times of changes each of which is asked of the answer to the one before."""
    times = []
    for at in range(IN_A_ROW):
        pair, found = some_pair(numbers, standing, linked=at % 2 == 0), list[Standing]()
        times.append(timed(partial(answer, found, standing, pair)))
        standing = found[0]
    return times


def answer(found: list[Standing], standing: Standing, pair: tuple[int, int]) -> None:
    found.append(changed(standing, pair))


if __name__ == "__main__":
    one_thread()
    raise SystemExit(main())
