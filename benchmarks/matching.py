"""P9: the exact optimum of a matching with its proof, against bare scipy on repeated columns.

Both get the same integer scores, turn about in the same run, and the same total is asserted. What scipy does
not do is in our time: capacities as they are, the rule for ties, prices, and their check.
Medians of some rounds:

    python benchmarks/matching.py [--rounds N] [--large]
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from mentordesk.matching.proof import verify
from mentordesk.matching.solve import solve

SMALL = ((200, 200), (500, 500), (1000, 400))
LARGE = ((5000, 2000),)
TARGETS = {(1000, 400): 1.5, (5000, 2000): 0.5}
TRAITS = 12


def market(rows: int, columns: int, seed: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Points × 1000 with taste in common and noise, and capacities 1–5."""
    numbers = np.random.default_rng(seed)
    taste = numbers.random((rows, TRAITS)) @ numbers.random((columns, TRAITS)).T / TRAITS
    fits = 50 * taste + 50 * numbers.random((rows, columns))
    return np.rint(fits * 1000).astype(np.int32), numbers.integers(1, 6, columns)


def ours(points: NDArray[np.int32], capacity: NDArray[np.int64]) -> int:
    """Solved, and the proof checked."""
    result = solve(points, capacity=capacity)
    assert verify(points, result, capacity=capacity).holds
    return int(result.total)


def theirs(points: NDArray[np.int32], capacity: NDArray[np.int64]) -> int:
    """Each mentor as many columns as places."""
    wide = np.repeat(points, capacity, axis=1)
    return int(wide[linear_sum_assignment(wide, maximize=True)].sum(dtype=np.int64))


def timed(task: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    total = task()
    return 1000 * (time.perf_counter() - start), total


def compare(rows: int, columns: int, rounds: int) -> tuple[float, float]:
    """Median milliseconds of both, interleaved, a market of its own each round."""
    mine, other = [], []
    for seed in range(rounds):
        points, capacity = market(rows, columns, seed)
        first, total = timed(partial(ours, points, capacity))
        second, same = timed(partial(theirs, points, capacity))
        assert total == same
        mine.append(first)
        other.append(second)
    return statistics.median(mine), statistics.median(other)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="5,000 × 2,000 as well")
    chosen = parser.parse_args()
    ours(*market(20, 20, 0))
    print(f"{'mentees × mentors':>18} {'ours ms':>9} {'scipy ms':>9} {'ratio':>6} {'target':>7}")
    for rows, columns in SMALL + (LARGE if chosen.large else ()):
        mine, other = compare(rows, columns, chosen.rounds)
        target = TARGETS.get((rows, columns), "")
        print(f"{f'{rows} × {columns}':>18} {mine:9.1f} {other:9.1f} {mine / other:6.2f} {target:>7}")


if __name__ == "__main__":
    main()
