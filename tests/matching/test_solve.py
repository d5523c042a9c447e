"""The optimum against brute force, against other solvers, and at the edges."""

import itertools
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, linear_sum_assignment, milp

from mentordesk.matching.market import MatchingError
from mentordesk.matching.proof import Objective, verify
from mentordesk.matching.solve import OBJECTIVES, solve
from tests.matching.cases import Case, a_case, arrangements

BEST: Final[tuple[Objective, ...]] = ("most", "total", "fair")


def by_brute_force(case: Case, objective: Objective) -> tuple[int, ...]:
    """The best arrangement, the rule for ties included."""
    values = case[0].ravel()

    def rank(links: tuple[int, ...]) -> tuple[Any, ...]:
        chosen = sorted(values[np.array(links, np.bool_)].tolist()) if links else []
        first = {"most": (sum(links), sum(chosen)), "total": (sum(chosen),), "fair": (sum(links), chosen)}
        return (*first[objective], links)

    return max(arrangements(case), key=rank)


def check_against_brute_force(case: Case, objective: Objective) -> None:
    scores, allowed, capacity, demand = case
    result = solve(scores, allowed=allowed, capacity=capacity, demand=demand, objective=objective)
    table = np.zeros(scores.shape, np.int64)
    table[result.pairs[:, 0], result.pairs[:, 1]] = 1
    assert tuple(table.ravel().tolist()) == by_brute_force(case, objective)
    assert result.total == scores[table == 1].sum()
    assert verify(scores, result, allowed=allowed, capacity=capacity, demand=demand).holds


@pytest.mark.parametrize("objective", BEST)
@pytest.mark.parametrize("spread", [0, 1, 3, 1000])
def test_equals_brute_force_with_its_rule_for_ties(objective: Objective, spread: int) -> None:
    chance = np.random.default_rng(spread)
    for _ in range(250):
        check_against_brute_force(a_case(chance, spread=spread), objective)


@given(st.integers(0, 2**32), st.integers(0, 50), st.sampled_from(BEST))
@settings(max_examples=150, deadline=None)
def test_equals_brute_force_on_whatever_hypothesis_finds(
    seed: int, spread: int, objective: Objective
) -> None:
    check_against_brute_force(a_case(np.random.default_rng(seed), spread=spread), objective)


def repeated(scores: NDArray[Any], capacity: NDArray[np.int64]) -> NDArray[Any]:
    return np.repeat(scores, capacity, axis=1)


@pytest.mark.parametrize(
    ("rows", "columns", "seed"), [(60, 30, 1), (300, 120, 2), (200, 400, 3), (500, 90, 4)]
)
def test_equals_scipy_on_larger_ones(rows: int, columns: int, seed: int) -> None:
    numbers = np.random.default_rng(seed)
    scores = numbers.integers(-20_000, 100_000, (rows, columns))
    capacity = numbers.integers(1, 6, columns)
    wide = repeated(scores, capacity)
    chosen = linear_sum_assignment(wide, maximize=True)
    result = solve(scores, capacity=capacity)
    assert len(result.pairs) == len(chosen[0])
    assert result.total == wide[chosen].sum()
    assert verify(scores, result, capacity=capacity).holds


def by_highs(case: Case, objective: Objective) -> tuple[int, int]:
    """How many links and what total HiGHS finds."""
    scores, allowed, capacity, demand = case
    rows, columns = scores.shape
    bonus = int(np.abs(scores).sum()) + 1 if objective == "most" else 0
    sums = [np.kron(np.eye(rows), np.ones(columns)), np.kron(np.ones(rows), np.eye(columns))]
    found = milp(
        -(scores.ravel() + bonus).astype(float),
        integrality=np.ones(scores.size),
        bounds=(0, allowed.ravel().astype(float)),
        constraints=LinearConstraint(np.vstack(sums), ub=np.concatenate([demand, capacity])),
    )
    links = np.rint(found.x).astype(np.int64)
    return int(links.sum()), int(scores.ravel() @ links)


@pytest.mark.parametrize("objective", ["most", "total"])
@pytest.mark.parametrize("seed", range(4))
def test_equals_highs_with_demands_and_forbidden_pairs(objective: Objective, seed: int) -> None:
    numbers = np.random.default_rng(seed)
    rows, columns = 40, 25
    case = (
        numbers.integers(-50, 100, (rows, columns)),
        numbers.random((rows, columns)) < 0.15,
        numbers.integers(0, 4, columns),
        numbers.integers(0, 3, rows),
    )
    scores, allowed, capacity, demand = case
    result = solve(scores, allowed=allowed, capacity=capacity, demand=demand, objective=objective)
    links, total = by_highs(case, objective)
    assert result.total == total
    assert objective == "total" or len(result.pairs) == links
    assert verify(scores, result, allowed=allowed, capacity=capacity, demand=demand).holds


def test_most_people_come_before_a_better_total() -> None:
    scores = [[10.0, -5.0], [100.0, 0.0]]
    allowed = [[True, True], [True, False]]
    assert solve(scores, allowed=allowed).pairs.tolist() == [[0, 1], [1, 0]]
    assert solve([[-3.0]]).pairs.tolist() == [[0, 0]]


@pytest.mark.parametrize("columns", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("rows", list(itertools.permutations(range(3))))
def test_fewer_people_with_better_scores_are_never_as_good(
    rows: tuple[int, ...], columns: tuple[int, ...]
) -> None:
    """Two pairs of one point against three of none: as good with a modest bonus a link."""
    scores, allowed = np.zeros((3, 3)), np.zeros((3, 3), np.bool_)
    for row, column, score in ((0, 0, 1), (1, 1, 1), (0, 2, 0), (1, 0, 0), (2, 1, 0)):
        scores[rows[row], columns[column]], allowed[rows[row], columns[column]] = score, True
    result = solve(scores, allowed=allowed)
    assert len(result.pairs) == 3
    assert verify(scores, result, allowed=allowed).holds


def test_best_total_leaves_out_what_lowers_it() -> None:
    result = solve([[4.0, 1.0], [1.0, -2.0]], objective="total")
    assert result.pairs.tolist() == [[0, 0]]
    assert result.unmatched.tolist() == [1]


def test_no_pair_allowed() -> None:
    result = solve(np.ones((3, 2)), allowed=np.zeros((3, 2), bool))
    assert result.pairs.shape == (0, 2)
    assert result.unmatched.tolist() == [0, 1, 2]
    assert verify(np.ones((3, 2)), result, allowed=np.zeros((3, 2), bool)).holds


@pytest.mark.parametrize("shape", [(0, 0), (0, 4), (4, 0)])
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_nobody_on_one_side(shape: tuple[int, int], objective: Objective) -> None:
    result = solve(np.ones(shape), objective=objective)
    assert result.pairs.shape == (0, 2)
    assert len(result.unmatched) == shape[0]
    assert verify(np.ones(shape), result).holds


def test_no_places_at_all() -> None:
    result = solve([[1.0, 2.0]], capacity=[0, 0])
    assert result.unmatched.tolist() == [0]


def test_a_mentee_with_two_wishes_gets_two_different_mentors() -> None:
    result = solve([[5.0, 4.0, 1.0]], capacity=[3, 3, 3], demand=[2])
    assert result.pairs.tolist() == [[0, 0], [0, 1]]


def test_locked_pairs_stay_and_the_rest_is_best_around_them() -> None:
    scores = np.array([[9.0, 8.0], [9.0, 1.0], [2.0, 2.0]])
    result = solve(scores, locked=[(2, 0)])
    assert result.pairs.tolist() == [[0, 1], [2, 0]]
    assert result.total == 10.0
    assert verify(scores, result, locked=[(2, 0)]).holds
    assert not verify(scores, result).holds


def test_scores_that_are_no_whole_numbers_are_exact_to_eight_digits() -> None:
    numbers = np.random.default_rng(9)
    for factor in (1e-9, 1.0, 1e12):
        scores = numbers.random((40, 40)) * factor
        best = scores[linear_sum_assignment(scores, maximize=True)].sum()
        assert solve(scores).total == pytest.approx(best, rel=1e-7)


def test_an_earlier_result_changes_nothing_but_the_time() -> None:
    numbers = np.random.default_rng(3)
    scores = numbers.integers(0, 12, (90, 60))
    capacity = numbers.integers(0, 3, 60)
    earlier = solve(scores, capacity=capacity)
    allowed = numbers.random((90, 60)) < 0.5
    afresh = solve(scores, allowed=allowed, capacity=capacity)
    again = solve(scores, allowed=allowed, capacity=capacity, previous=earlier)
    assert np.array_equal(afresh.pairs, again.pairs)


def test_all_equal_scores_give_the_first_mentors_to_the_first_mentees() -> None:
    result = solve(np.ones((70, 50)), capacity=np.full(50, 1))
    assert result.pairs.tolist() == [[number, number] for number in range(50)]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"scores": [1.0, 2.0]}, "two dimensions"),
        ({"scores": [[1.0, 2.0], [3.0]]}, "two dimensions"),
        ({"scores": [[float("nan")]]}, "finite"),
        ({"scores": [[float("inf")]]}, "finite"),
        ({"scores": [["a"]]}, "numbers"),
        ({"scores": [[2**62]]}, "too large"),
        ({"allowed": [[True]]}, "allowed has shape"),
        ({"allowed": [[1, 0], [0, 1]]}, "true or false"),
        ({"capacity": [1]}, "capacity has shape"),
        ({"capacity": [1.5, 1.0]}, "whole numbers"),
        ({"demand": [1, -1]}, "negative"),
        ({"locked": [(0, 0), (1, 0)]}, "mentor 0"),
        ({"locked": [(0, 0), (0, 1)]}, "mentee 0"),
        ({"locked": [(0, 0), (0, 0)]}, "twice"),
        ({"locked": [(0, 2)]}, "not there"),
        ({"locked": [0, 1]}, "numbers?"),
        ({"locked": [(0, 1)], "allowed": [[True, False], [True, True]]}, "not allowed"),
        ({"objective": "nicest"}, "no objective"),
    ],
)
def test_a_wrong_question_is_refused_in_words(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(MatchingError, match=words):
        solve(**{"scores": [[1.0, 2.0], [3.0, 4.0]], **wrong})


@pytest.mark.parametrize("objective", ["most", "total", "fair", "stable"])
def test_where_everything_is_equal_everybody_is_matched(objective: Objective) -> None:
    """Each mentee's best mentors are then the same few, unless they take turns."""
    scores = np.zeros((150, 150))
    result = solve(scores, objective=objective)
    assert result.pairs.tolist() == [[row, row] for row in range(150)]
    assert verify(scores, result).holds


@pytest.mark.parametrize("base", [1e12, 1.0])
def test_small_differences_of_large_scores_are_told_apart(base: float) -> None:
    numbers = np.random.default_rng(3)
    step = 1.0 if base > 1 else 1e-9
    for _time in range(50):
        units = numbers.integers(0, 5, (4, 4))
        scores = base + step * units
        for objective in ("most", "total"):
            result = solve(scores, objective=objective)
            rows, columns = linear_sum_assignment(units, maximize=True)
            assert units[tuple(result.pairs.T)].sum() == units[rows, columns].sum()
            assert verify(scores, result).holds


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_work_can_be_stopped(objective: Objective) -> None:
    """It asks many times whether to go on, and ends where that raises."""
    scores, asked = np.random.default_rng(5).random((400, 300)), 0

    def pause() -> None:
        nonlocal asked
        asked += 1

    solve(scores, objective=objective, pause=pause)
    assert asked >= 4
    last = asked - 1

    def stop() -> None:
        nonlocal last
        last -= 1
        if not last:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        solve(scores, objective=objective, pause=stop)
