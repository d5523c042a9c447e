"""Break off writing a programme file at every moment, and look what is left: `python3 run.py torture`.

The long form of what tests/storage does in passing: 10,000 kills instead of some, 10,000 damages, laws by
more random work. Prints a line for each and ends with 1 when anything was lost.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.storage.kills import Outcome, killed_runs
from tests.storage.test_damage import DAMAGES, sample_file, silent_damages


def kills(count: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        outcome = killed_runs(Path(folder), count)
    _say(f"kill -9: {outcome.kills} kills, {outcome.acknowledged} acknowledged changes", _bad(outcome))
    return _bad(outcome)


def _bad(outcome: Outcome) -> int:
    return len(outcome.lost) + len(outcome.unsound)


def damages(count: int) -> int:
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        sound = sample_file(Path(folder) / "sound.mentordesk")
        for damage in DAMAGES:
            found[damage.__name__] = len(silent_damages(damage, sound, Path(folder), count // len(DAMAGES)))
    _say(f"damaged files: {count}", found.total())
    return found.total()


def _say(what: str, bad: int) -> None:
    sys.stdout.write(f"{what}: {bad} bad\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--damages", type=int, default=10_000)
    given = parser.parse_args()
    return 1 if kills(given.kills) + damages(given.damages) else 0


if __name__ == "__main__":
    sys.exit(main())
