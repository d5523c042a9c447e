"""Stable arrangements: no blocking pair, and the best of them for the mentees."""

import itertools
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from mentordesk.matching.market import read
from mentordesk.matching.proof import verify
from mentordesk.matching.solve import solve
from mentordesk.matching.stable import blocking_pairs, stable_links
from tests.matching.cases import Case, a_case, arrangements


def blocks(case: Case, table: NDArray[np.int64], theirs: NDArray[np.int64]) -> bool:
    """Whether a mentee and a mentor would both rather, told pair by pair."""
    scores, allowed, capacity, demand = case
    for row, column in itertools.product(*map(range, scores.shape)):
        if table[row, column] or not allowed[row, column]:
            continue
        mine, others = scores[row][table[row] == 1], theirs[:, column][table[:, column] == 1]
        asks = len(mine) < demand[row] or (len(mine) and scores[row, column] > mine.min())
        takes = len(others) < capacity[column] or (len(others) and theirs[row, column] > others.min())
        if asks and takes:
            return True
    return False


def stable_tables(case: Case, theirs: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    tables = [np.array(links, np.int64).reshape(case[0].shape) for links in arrangements(case)]
    return [table for table in tables if not blocks(case, table, theirs)]


@pytest.mark.parametrize("spread", [0, 1, 3, 1000])
def test_no_pair_blocks_whatever_the_ties(spread: int) -> None:
    chance = np.random.default_rng(spread)
    for _ in range(250):
        case = a_case(chance, spread=spread)
        scores, allowed, capacity, demand = case
        question: dict[str, Any] = {"allowed": allowed, "capacity": capacity, "demand": demand}
        result = solve(scores, **question, objective="stable")
        table = np.zeros(scores.shape, np.int64)
        table[result.pairs[:, 0], result.pairs[:, 1]] = 1
        assert not blocks(case, table, scores)
        assert verify(scores, result, **question).holds


def test_of_all_stable_arrangements_every_mentee_likes_this_best() -> None:
    chance = np.random.default_rng(7)
    several = 0
    for _ in range(200):
        rows, columns = [(3, 3), (4, 2), (3, 4), (4, 3)][chance.integers(4)]
        scores = chance.permuted(np.arange(rows * columns)).reshape(rows, columns)
        theirs = chance.permuted(np.arange(rows * columns)).reshape(rows, columns)
        capacity = chance.integers(1, 3, columns)
        case = scores, chance.random((rows, columns)) < 0.9, capacity, np.ones(rows, np.int64)
        market = read(scores, allowed=case[1], capacity=capacity)
        links = stable_links(market, read(theirs))
        table = np.zeros(scores.shape, np.int64)
        table[links[:, 0], links[:, 1]] = 1
        all_stable = stable_tables(case, theirs)
        several += len(all_stable) > 1
        assert any(np.array_equal(table, other) for other in all_stable)
        assert not len(blocking_pairs(market, read(theirs), links))
        best = np.max([np.where(other == 1, scores, -1).max(axis=1) for other in all_stable], axis=0)
        assert np.where(table == 1, scores, -1).max(axis=1).tolist() == best.tolist()
    assert several > 10


def test_equal_scores_go_to_who_stands_first() -> None:
    result = solve(np.zeros((3, 2)), objective="stable")
    assert result.pairs.tolist() == [[0, 0], [1, 1]]


def test_a_locked_pair_is_not_parted_by_those_who_would_rather() -> None:
    result = solve([[9.0, 1.0], [10.0, 2.0]], objective="stable", locked=[(0, 0)])
    assert result.pairs.tolist() == [[0, 0], [1, 1]]
    assert verify([[9.0, 1.0], [10.0, 2.0]], result, locked=[(0, 0)]).holds
