"""P11: nobody left behind (the worst pair first, then the next …) against “most”, the same people and proof.

python benchmarks/matching_aims.py [--quick]
"""

from functools import partial

from _measure import Figure, medians, one_thread, quick, tell
from matching import market

from mentordesk.matching.proof import Objective, verify
from mentordesk.matching.solve import solve

SIZES = ((200, 200, 20.0), (1000, 400, 20.0))


def main() -> int:
    figures = []
    for rows, columns, target in SIZES[: 1 if quick() else None]:
        points, capacity = market(rows, columns, 0)

        def task(aim: Objective, points: object = points, capacity: object = capacity) -> None:
            result = solve(points, capacity=capacity, objective=aim)  # type: ignore[arg-type]
            assert verify(points, result, capacity=capacity).holds  # type: ignore[arg-type]

        taken = medians(5, {aim: partial(task, aim) for aim in ("most", "fair", "total", "stable")})
        figures += [
            Figure(
                f"{rows} × {columns} {aim}",
                taken[aim],
                taken["most"],
                "ms",
                target if aim == "fair" else None,
            )
            for aim in ("fair", "total", "stable")
        ]
    return tell("P11: aims against most", *figures)


if __name__ == "__main__":
    one_thread()
    raise SystemExit(main())
