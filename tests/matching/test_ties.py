"""The rule for ties: the same result however its best arrangement was come to, and the first by the rule."""

from dataclasses import replace

import numpy as np
import pytest

from mentordesk.matching import flow
from mentordesk.matching.face import at_prices
from mentordesk.matching.market import MatchingError
from mentordesk.matching.proof import Objective
from mentordesk.matching.solve import Question
from mentordesk.matching.ties import settle


def a_question(seed: int, rows: int, columns: int, *, spread: int, objective: Objective = "most") -> Question:
    """People among whom many pairs are worth the same, some with several wishes or places, or none."""
    chance = np.random.default_rng(seed)
    return Question(
        chance.integers(0, spread, (rows, columns), endpoint=True) - (objective == "total"),
        chance.random((rows, columns)) < 0.6,
        chance.choice([0, 1, 1, 2, 3], columns),
        chance.choice([0, 1, 1, 1, 2], rows),
        objective,
    )


def rank(question: Question, locked: list[tuple[int, int]]) -> tuple[object, ...] | None:
    """What all the best arrangements with these pairs have in common; None if there is none."""
    try:
        pairs = replace(question, locked=locked).solve().pairs
    except MatchingError:
        return None
    scores = tuple(np.sort(np.asarray(question.scores)[pairs[:, 0], pairs[:, 1]]).tolist())
    aims = {"most": (len(scores), sum(scores)), "total": (sum(scores),), "fair": (len(scores), scores)}
    return aims[question.objective]


def by_the_rule(question: Question) -> list[list[int]]:
    """Pair by pair in reading order: those are kept that some best arrangement has, the others forbidden."""
    allowed = np.array(question.allowed)
    best, kept = rank(question, []), list[tuple[int, int]]()
    for row, column in np.argwhere(allowed).tolist():
        if rank(replace(question, allowed=allowed), [*kept, (row, column)]) == best:
            kept.append((row, column))
        else:
            allowed[row, column] = False
    return [list(pair) for pair in kept]


@pytest.mark.parametrize("objective", ["most", "total", "fair"])
@pytest.mark.parametrize("seed", range(8))
def test_the_first_by_the_rule_is_chosen(objective: Objective, seed: int) -> None:
    question = a_question(seed, 8, 7, spread=seed % 4, objective=objective)
    assert question.solve().pairs.tolist() == by_the_rule(question)


@pytest.mark.parametrize("objective", ["most", "total"])
@pytest.mark.parametrize(("rows", "columns"), [(70, 60), (60, 90), (150, 110)])
def test_the_same_is_chosen_whatever_arrangement_was_found(
    objective: Objective, rows: int, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = a_question(rows, rows, columns, spread=2, objective=objective)
    market, expected = question.market(), question.solve().pairs.tolist()
    bonus = market.decisive_bonus if objective == "most" else 0
    ways = set()
    for candidates in range(2, 10):
        monkeypatch.setattr(flow, "FIRST_CANDIDATES", candidates)
        hint = np.random.default_rng(candidates).integers(0, 3, columns)
        found = flow.optimum(market, bonus, hint)
        ways.add(found.links.tobytes())
        assert settle(at_prices(market, found, most=objective == "most")).tolist() == expected
    assert len(ways) > 1, "other candidates lead to other arrangements"


@pytest.mark.parametrize(("places", "pairs"), [(1, [[0, 2], [1, 3], [2, 0]]), (2, [[0, 2], [1, 2], [2, 0]])])
def test_where_few_pairs_are_worth_the_same_those_are_exchanged(places: int, pairs: list[list[int]]) -> None:
    scores = np.array([[0, 0, 9, 9], [0, 0, 9, 9], [5, 5, 0, 0]])
    assert Question(scores, capacity=np.full(4, places)).solve().pairs.tolist() == pairs
