"""How far a long piece of work is, told to whoever waits for it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
Progress = Callable[[float, str], object]
"""Takes a share, 0 to 1, and words; raises to stop the work."""

STEP = 1_000


def in_silence(_share: float, _words: str) -> None:
    """Where nobody waits."""


def told(
    things: Sequence[Thing], progress: Progress, words: str, *, start: float, end: float
) -> Iterator[Thing]:
    """The things in order; every thousandth tells how far it is between the two shares."""
    for at, thing in enumerate(things):
        if at % STEP == 0:
            progress(start + (end - start) * at / len(things), words)
        yield thing
