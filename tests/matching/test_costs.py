"""What forcing a pair costs, told from prices, against solving again with the pair locked."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from mentordesk.matching.costs import Costs, told
from mentordesk.matching.market import MatchingError
from mentordesk.matching.proof import Objective
from mentordesk.matching.solve import Assignment, Question, solve
from mentordesk.matching.standing import stand
from tests.matching.cases import Case, a_case


def forced(case: Case, objective: Objective, row: int, column: int) -> Assignment | None:
    scores, allowed, capacity, demand = case
    permitted = allowed.copy()
    permitted[row, column] = True
    question: dict[str, Any] = {"allowed": permitted, "capacity": capacity, "demand": demand}
    try:
        return solve(scores, **question, objective=objective, locked=[(row, column)])
    except MatchingError:
        return None


def cases(spread: int, count: int) -> Iterator[Case]:
    chance = np.random.default_rng(spread)
    for _ in range(count):
        yield a_case(chance, spread=spread)


@pytest.mark.parametrize("objective", ["most", "total"])
@pytest.mark.parametrize("spread", [0, 2, 1000])
def test_every_pair_costs_what_solving_again_says(objective: Objective, spread: int) -> None:
    for case in cases(spread, 60):
        scores, allowed, capacity, demand = case
        question = Question(scores, allowed, capacity, demand, objective)
        best = question.solve()
        standing = stand(question, best)
        table = Costs(standing.net).of_all()
        for row, column in np.ndindex(scores.shape):
            cost, again = told(standing.net, int(table[row, column])), forced(case, objective, row, column)
            assert told(standing.net, standing.cost(row, column)) == cost
            assert cost.possible == (again is not None)
            if again is not None:
                assert cost.score == best.total - again.total
                assert objective == "total" or cost.links == len(best.pairs) - len(again.pairs)


def test_one_mentee_alone_is_told_the_same_as_all_at_once() -> None:
    for case in cases(5, 60):
        scores, allowed, capacity, demand = case
        question = Question(scores, allowed, capacity, demand)
        costs = Costs(stand(question, question.solve()).net)
        table = costs.of_all()
        for row in range(len(scores)):
            assert np.array_equal(costs.of_mentee(row), table[row])
