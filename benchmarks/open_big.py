"""P3: opening a file of 100,000 people and 1,000,000 sessions, Today with its lines and then People painted,
against a file of 200 people; then Today alone, and the first painted window.

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
    moments = {
        "Today, then People painted": ("-c", READY, "{file}", "today", "people"),
        "Today with its lines": ("-c", READY, "{file}", "today"),
        "first painted window": ("-m", "mentordesk", "{file}"),
    }
    figures = []
    for name, command in moments.items():
        commands = {
            size: tuple(part if part != "{file}" else file for part in command)
            for size, file in (("small", little), ("large", large))
        }
        taken = medians_of(3 if small else 5, commands)
        figures.append(Figure(name, taken["large"][0], taken["small"][0], "ms", 1.3))
    return tell("P3 open", *figures)


if __name__ == "__main__":
    sys.exit(main())
