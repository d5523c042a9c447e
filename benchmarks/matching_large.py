"""P14: 20,000 mentees and 8,000 mentors, scored in blocks by the criteria, solved and proved.

No table of all pairs is ever made: the peak of memory is the figure, with the times beside it. In a process
of its own, so that nothing else counts:

    python benchmarks/matching_large.py [--quick]
"""

import resource
import time

import numpy as np
from _measure import Figure, one_thread, quick, tell
from _people import crowd

from mentordesk.matching.proof import verify
from mentordesk.matching.propose import PoolBlocks
from mentordesk.matching.solve import solve

WANTED_MEGABYTES = 400


def megabytes() -> float:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    rows, columns = (2_000, 800) if quick() else (20_000, 8_000)
    pool, capacity = crowd(rows, columns)
    blocks = PoolBlocks(pool)
    start = time.perf_counter()
    result = solve(blocks, capacity=capacity)
    solved = time.perf_counter()
    verdict = verify(blocks, result, capacity=capacity)
    checked = time.perf_counter()
    print(f"{rows} × {columns}: {len(result.pairs)} pairs, total {result.total:.0f}, {verdict.sentence()}")
    print(f"solved in {solved - start:.1f} s, checked in {checked - solved:.1f} s")
    dense = rows * columns * np.dtype(np.float32).itemsize / 1e6
    print(f"one float32 table of the pairs alone would be {dense:.0f} MB")
    return tell("P14: most memory", Figure("whole run", megabytes(), WANTED_MEGABYTES, "MB", 1.0))


if __name__ == "__main__":
    one_thread()
    raise SystemExit(main())
