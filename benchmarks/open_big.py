"""P3: opening a file of 100,000 people and 1,000,000 sessions, first page painted, against a small file.

python benchmarks/open_big.py [--quick]
"""

import sys

from _measure import Figure, quick, tell
from _window import READY, medians_of
from make_big import big


def main() -> int:
    small = quick()
    little = str(big(people=200, sessions=2000))
    large = str(big(people=1000, sessions=10_000) if small else big())
    commands = {"small": ("-c", READY, little), "large": ("-c", READY, large)}
    taken = medians_of(3 if small else 5, commands)
    return tell(
        "P3 open",
        Figure("large file open and painted", taken["large"][0], taken["small"][0], "ms", 1.3),
        Figure("memory then", taken["large"][1], taken["small"][1], "MB"),
    )


if __name__ == "__main__":
    sys.exit(main())
