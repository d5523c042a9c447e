"""P1 and P2: from the start of the process to the first painted window with 100 people, and to a page that
can be worked with, everything editable, against an empty QMainWindow shown by the same Python; then to Today
with what it reads.

Two lines tell what cannot be gone below: that window with SQLAlchemy and the mapped tables, and nothing else.

    python benchmarks/start.py [--quick]
"""

import sys

from _measure import Figure, quick, tell
from _window import BARE, FLOOR, READY, medians_of
from make_big import big


def main() -> int:
    path = str(big(people=1000, sessions=10_000))
    empty_window = {"empty": ("-c", BARE)}
    first = medians_of(3 if quick() else 31, {**empty_window, "painted": ("-m", "mentordesk", path)})
    commands = {
        **empty_window,
        "floor": ("-c", FLOOR),
        "ready": ("-c", READY, path, "any"),
        "today": ("-c", READY, path, "today"),
    }
    taken = medians_of(3 if quick() else 11, commands)
    empty, empty_size = taken["empty"]
    ready, ready_size = taken["ready"]
    floor, floor_size = taken["floor"]
    return tell(
        "P1, P2 start",
        Figure("first painted window with 100 people", first["painted"][0], first["empty"][0], "ms", 1.4),
        Figure("everything editable", ready, empty, "ms", 3.8),
        Figure("memory then", ready_size, empty_size, "MB", 1.9),
        Figure("Today with its lines", taken["today"][0], empty, "ms"),
        Figure("memory then", taken["today"][1], empty_size, "MB"),
        Figure("empty window and mapped tables alone", floor, empty, "ms"),
        Figure("memory of those", floor_size, empty_size, "MB"),
    )


if __name__ == "__main__":
    sys.exit(main())
