"""P13: scoring 5,000 × 5,000 people by all criteria, against three float32 matrix products of the same size.

python benchmarks/matching_scores.py [--quick]
"""

import resource

import numpy as np
from _measure import Figure, medians, one_thread, quick, tell
from _people import crowd

from mentordesk.matching.market import BLOCK
from mentordesk.matching.propose import PoolBlocks


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    size = 500 if quick() else 5000
    pool, _capacity = crowd(size, size)
    numbers = np.random.default_rng(0)
    left, right = (numbers.random((size, size), np.float32) for _side in range(2))
    result = np.empty((size, size), np.float32)

    def products() -> None:
        for _time in range(3):
            np.matmul(left, right, out=result)

    blocks = PoolBlocks(pool)

    def scores() -> None:
        for start in range(0, size, BLOCK):
            rows, _allowed = blocks.block(start, min(start + BLOCK, size))
            result[start : start + BLOCK] = rows

    products()
    before = megabytes()
    scores()
    more = megabytes() - before
    taken = medians(3 if quick() else 5, {"scores": scores, "products": products})
    return tell(
        f"P13: scoring {size} × {size}",
        Figure("by all criteria and rules", taken["scores"], taken["products"], "ms", 1.6),
        Figure("memory besides the result", more, result.nbytes / 2**20, "MB", 0.3),
    )


if __name__ == "__main__":
    one_thread()
    raise SystemExit(main())
