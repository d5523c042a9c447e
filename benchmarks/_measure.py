"""Figures against their floor or peer, taken turn about in one run, so that the machine's load is in both."""

import argparse
import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"

Task = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """What was measured, its floor or peer in the same unit, and the ratio to reach; smaller is better."""

    name: str
    ours: float
    floor: float
    unit: str
    target: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else float("inf")

    def line(self) -> str:
        wanted = "" if self.target is None else f"  target {self.target:g}  {self._verdict()}"
        values = f"{self.ours:10.3f} {self.floor:10.3f} {self.unit:<3} ratio {self.ratio:7.3f}"
        return f"{self.name:<46} {values}{wanted}"

    def _verdict(self) -> str:
        return "reached" if self.target is None or self.ratio <= self.target else "MISSED"


def tell(title: str, *figures: Figure) -> int:
    """Print the figures; 0, since a missed target is a line to read and no failure of the program."""
    print(f"\n{title}\n{'':<46} {'ours':>10} {'floor':>10}")
    for figure in figures:
        print(figure.line(), flush=True)
    return 0


def timed(task: Task) -> float:
    """Milliseconds of one call, the garbage collector out of the way."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter_ns()
        task()
        return (time.perf_counter_ns() - start) / 1e6
    finally:
        gc.enable()


def medians(rounds: int, tasks: Mapping[str, Task]) -> dict[str, float]:
    """Median milliseconds of each task, all of them in turn, round after round.

    What was there before is frozen, as in the program: else each collection would walk through all of it, and
    every task would begin with cold caches.
    """
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for name, task in tasks.items():
            taken[name].append(timed(task))
    gc.unfreeze()
    return {name: statistics.median(times) for name, times in taken.items()}


def one_thread() -> None:
    """Begin this process again with one thread for numpy's products, as the program has; two are slower."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"OPENBLAS_NUM_THREADS": "1"})  # noqa: S606


def quick() -> bool:
    """Whether `--quick` asks for small sizes, which only show that the benchmark runs."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes")
    return bool(parser.parse_args().quick)
