"""P12: checking a stored proof, and forbidding or locking one pair up to the new proved optimum.

A change begins with the prices of the result before, and is proved like any other result.

    python benchmarks/matching_changes.py [--quick]
"""

import statistics

import numpy as np
from _measure import Figure, one_thread, quick, tell, timed
from matching import market

from mentordesk.matching.proof import verify
from mentordesk.matching.solve import Assignment, solve

CHANGES = 20
FRAME = 16.0


def main() -> int:
    rows, columns = (200, 200) if quick() else (5000, 2000)
    points, capacity = market(rows, columns, 0)
    numbers = np.random.default_rng(0)
    allowed = np.ones(points.shape, np.bool_)
    result: Assignment = solve(points, allowed=allowed, capacity=capacity)
    anew, checks, changes = [], [], []
    for at in range(CHANGES):
        checks.append(timed(lambda: verify(points, result, allowed=allowed, capacity=capacity)))
        row, column = result.pairs[numbers.integers(len(result.pairs))]
        if at % 2:
            forbidden = allowed.copy()
            forbidden[row, column] = False
            terms = {"allowed": forbidden, "capacity": capacity}
        else:
            other = int(np.argsort(points[row])[-2])
            terms = {"allowed": allowed, "capacity": capacity, "locked": [(row, other)]}
        changes.append(timed(lambda terms=terms: solve(points, previous=result, **terms)))
        if at < 5:
            anew.append(timed(lambda terms=terms: solve(points, **terms)))
    own = statistics.median(anew)
    slow = float(np.quantile(changes, 0.95))
    return tell(
        f"P12: one change, {rows} × {columns}",
        Figure("checking a proof", statistics.median(checks), own, "ms", 0.05),
        Figure("forbidding or locking one pair, median", statistics.median(changes), own, "ms", 0.02),
        Figure("the same at p95, against a frame", slow, FRAME, "ms", 1.0),
    )


if __name__ == "__main__":
    one_thread()
    raise SystemExit(main())
