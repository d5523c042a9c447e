"""The figures a coordinator steers by: what each is of, and when it is where it should be."""

from dataclasses import dataclass

FEWEST_PULSES = 5
"""Fewer answers than these say nothing, and might say who gave them."""

CHECK_IN_TARGET = 0.9
GOAL_TARGET = 0.7
PULSE_TARGET = 4.0
"""What is aimed at unless a programme says otherwise: the usual aims of the field."""

NEAR = 0.75
"""A figure that reaches so much of its target is near it."""


@dataclass(frozen=True)
class Figure:
    """One figure: `value` of at most `most`, empty where too little is known; `n` is what it rests on.

    `target` is what it should reach, or with `fewer` stay below.
    """

    key: str
    value: float | None
    most: float
    n: int
    target: float | None = None
    fewer: bool = False

    @property
    def share(self) -> float:
        """How full its bar is, 0 to 1."""
        return 0.0 if self.value is None or self.most <= 0 else min(1.0, self.value / self.most)

    @property
    def target_share(self) -> float | None:
        """Where in the bar the target stands, 0 to 1; None without one."""
        return None if self.target is None or self.most <= 0 else min(1.0, self.target / self.most)

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is no target or no figure."""
        if self.value is None or self.target is None:
            return None
        return self.value <= self.target if self.fewer else self.value >= self.target


def share(part: int, whole: int) -> float | None:
    """A part of a whole, 0 to 1; None of nothing."""
    return part / whole if whole else None


def mean(total: float, n: int, fewest: int = 1) -> float | None:
    """The arithmetic mean; None with fewer than `fewest` values."""
    return total / n if n >= max(1, fewest) else None
