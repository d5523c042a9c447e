"""P10: a whole match of the same people, against one round of mentor-match, and against munkres and matching.

Ours scores by the same rules and solves, with the proof and its check; the line below it is a whole proposal
by all our criteria. Beside each time stands how many are matched and the sum of their scores. Packages that
are not there are fetched from PyPI into build/peers, each by itself.

    python benchmarks/matching_peers.py [--quick]
"""

import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

import numpy as np
from _measure import BUILD, Figure, one_thread, quick, tell
from _people import crowd
from numpy.typing import NDArray

from mentordesk.matching.criteria import default_weights
from mentordesk.matching.proof import verify
from mentordesk.matching.propose import propose
from mentordesk.matching.rules import default_rules
from mentordesk.matching.solve import solve

PEERS = {"mentor-match": "mentor-match==7.0.1", "munkres": "munkres", "matching": "matching==1.4.3"}
SIZES = {50: None, 200: 1 / 150, 500: 1 / 400}
MOST = {"mentor-match": 500, "munkres": 500, "matching": 50}
"""matching dies of RecursionError at 200 × 200."""

Table = NDArray[np.int8]


def people(size: int) -> dict[str, list[list[int]]]:
    """Grade, organisation and profession of everybody."""
    numbers = np.random.default_rng(size)

    def side(lowest: int, highest: int) -> list[list[int]]:
        columns = (numbers.integers(lowest, highest, size), *numbers.integers(0, 12, (2, size)))
        return np.stack(columns, axis=1).tolist()

    return {"mentees": side(1, 8), "mentors": side(3, 11)}


def points(known: dict[str, list[list[int]]]) -> Table:
    """Mentees × mentors, by mentor-match's rules; nought where the mentor's grade is lower."""
    mentees, mentors = (np.array(known[side], np.int8) for side in ("mentees", "mentors"))
    above = mentors[:, 0] - mentees[:, :1]
    same = mentors[:, 2] == mentees[:, 2:]
    elsewhere = mentors[:, 1] != mentees[:, 1:2]
    scores = np.int8(6) * (above > 0) + np.int8(3) * (above > 2) + np.int8(4) * same + np.int8(2) * elsewhere
    return scores * (above >= 0)


def ours(known: dict[str, list[list[int]]]) -> dict[str, float]:
    """Scored, solved, and the proof checked."""
    start = time.perf_counter()
    scores = points(known)
    allowed = scores > 0
    result = solve(scores, allowed=allowed)
    assert verify(scores, result, allowed=allowed).holds
    return {
        "ms": 1000 * (time.perf_counter() - start),
        "matched": len(result.pairs),
        "total": result.total,
    }


def whole(size: int) -> float:
    """Milliseconds of a proposal by all criteria, nothing kept from an earlier one."""
    pool, _capacity = crowd(size, size)
    start = time.perf_counter()
    propose(
        pool.mentees,
        pool.mentors,
        weights=default_weights(),
        rules=default_rules(),
        starts=pool.starts,
        ends=pool.ends,
    )
    return 1000 * (time.perf_counter() - start)


def peer(name: str, given: str) -> dict[str, Any]:
    """What a package makes of the people, in a process where no other stands in its way."""
    folder = BUILD / "peers" / name
    if not folder.exists():
        command = (sys.executable, "-m", "pip", "install", "-q", "--target", str(folder), PEERS[name])
        subprocess.run(command, check=True)
    told = subprocess.run(
        (sys.executable, "-P", "benchmarks/_peers.py", name),  # -P: not benchmarks/matching.py
        input=given,
        env=os.environ | {"PYTHONPATH": f"{folder}:{BUILD / 'peers' / 'munkres'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def compare(size: int, rounds: int) -> list[Figure]:
    known = people(size)
    given = json.dumps({**known, "scores": points(known).tolist()})
    ours(known)
    figures = []
    for name in PEERS:
        if size > MOST[name]:
            continue
        taken = [(ours(known), peer(name, given)) for _round in range(rounds)]
        mine, theirs = taken[0]
        for who, found in (("ours", mine), (name, theirs)):
            print(f"{size} × {size}  {who:<14} matched {found['matched']:>4}  total {found['total']:.0f}")
        ms = [statistics.median(found["ms"] for found in side) for side in zip(*taken, strict=True)]
        target = SIZES[size] if name == "mentor-match" else None
        figures.append(Figure(f"{size} × {size} against {name}", *ms, "ms", target))
    every = statistics.median(whole(size) for _round in range(rounds))
    figures.append(Figure(f"{size} × {size}, a whole proposal", every, figures[0].floor, "ms"))
    return figures


def main() -> int:
    peer("munkres", json.dumps({"scores": [[1]]}))
    sizes = list(SIZES)[: 1 if quick() else None]
    return tell("P10: peers", *(figure for size in sizes for figure in compare(size, 3)))


if __name__ == "__main__":
    one_thread()
    raise SystemExit(main())
