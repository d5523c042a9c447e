"""P3: opening a file of 100,000 people and 1,000,000 sessions, Today with its lines and then People painted,
against a file of 200 people; then Today alone, and the first painted window.

python benchmarks/open_big.py [--quick]
"""

import sys

from _measure import Figure, quick, tell
from _window import LINES, PEOPLE, READY, medians_of
from make_big import big


def main() -> int:
    small = quick()
    little = str(big(people=200, sessions=2000))
    large = str(big(people=1000, sessions=10_000) if small else big())
    moments = {"Today painted": READY, "Today with its lines": LINES, "Today, then People painted": PEOPLE}
    figures = []
    for name, script in moments.items():
        commands = {"small": ("-c", script, little), "large": ("-c", script, large)}
        taken = medians_of(3 if small else 5, commands)
        figures.append(Figure(name, taken["large"][0], taken["small"][0], "ms", 1.3))
        figures.append(Figure("memory then", taken["large"][1], taken["small"][1], "MB"))
    return tell("P3 open", *figures)


if __name__ == "__main__":
    sys.exit(main())
