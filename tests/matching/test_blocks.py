"""Scores in blocks give what the same scores in one table give."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from mentordesk.matching.market import Booleans, MatchingError
from mentordesk.matching.proof import Objective, verify
from mentordesk.matching.solve import solve


@dataclass(frozen=True)
class Blocks:
    """A table handed out in blocks."""

    scores: NDArray[Any]
    allowed: Booleans

    @property
    def shape(self) -> tuple[int, int]:
        rows, columns = self.scores.shape
        return rows, columns

    def block(self, start: int, stop: int) -> tuple[NDArray[Any], Booleans]:
        return self.scores[start:stop], self.allowed[start:stop]


@pytest.mark.parametrize("objective", ["most", "total", "stable"])
@pytest.mark.parametrize("kind", ["whole", "fine", "few"])
def test_blocks_give_what_one_table_gives(objective: Objective, kind: str) -> None:
    numbers = np.random.default_rng(3)
    shape = 300, 70
    scores = {
        "whole": numbers.integers(-100, 1000, shape),
        "fine": numbers.random(shape) - 0.2,
        "few": numbers.integers(0, 4, shape),
    }[kind]
    allowed = numbers.random(shape) < 0.8
    locked = [(int(np.flatnonzero(allowed[:, column])[column]), column) for column in (0, 60)]
    question: dict[str, Any] = {"capacity": numbers.integers(0, 6, 70), "objective": objective}
    question["capacity"][[0, 60]] = 2
    one = solve(scores, allowed=allowed, locked=locked, **question)
    other = solve(Blocks(scores, allowed), locked=locked, **question)
    assert np.array_equal(one.pairs, other.pairs)
    assert other.total == pytest.approx(one.total)
    assert np.array_equal(one.unmatched, other.unmatched)
    verdict = verify(Blocks(scores, allowed), other, capacity=question["capacity"], locked=locked)
    assert verdict.holds


def test_what_blocks_cannot_do_is_refused() -> None:
    blocks = Blocks(np.ones((2, 2)), np.array([[True, False], [True, True]]))
    with pytest.raises(MatchingError, match="one table"):
        solve(blocks, objective="fair")
    with pytest.raises(MatchingError, match="say themselves"):
        solve(blocks, allowed=np.ones((2, 2), np.bool_))
    with pytest.raises(MatchingError, match="not allowed"):
        solve(blocks, locked=[(0, 1)])
    with pytest.raises(MatchingError, match="finite"):
        solve(Blocks(np.full((2, 2), np.nan), np.ones((2, 2), np.bool_)))
