"""An answer changed by one pair against the same question solved afresh: the same links, and proved."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentordesk.matching import net
from mentordesk.matching.market import MatchingError, fineness
from mentordesk.matching.proof import Objective
from mentordesk.matching.solve import Assignment, Question
from mentordesk.matching.standing import Standing, stand
from tests.matching.cases import a_case

Change = tuple[Question, Callable[[], Standing]]
STEPS = 5


def a_question(chance: np.random.Generator, spread: int, objective: Objective) -> Question:
    if chance.random() < 0.5:
        scores, allowed, capacity, demand = a_case(chance, spread=spread)
    else:
        shape = int(chance.integers(4, 14)), int(chance.integers(3, 10))
        scores = chance.integers(-spread, spread, shape, endpoint=True)
        allowed = chance.random(shape) < chance.choice([0.4, 0.75, 1])
        capacity, demand = chance.choice([0, 1, 1, 2, 3], shape[1]), chance.choice([0, 1, 1, 1, 2], shape[0])
    return Question(scores, allowed, capacity, demand, objective)


def a_change(chance: np.random.Generator, question: Question, now: Standing) -> Change:
    """A random change of one pair: the question it makes, and the answer changed."""
    allowed = np.array(question.allowed)
    locked = [tuple(pair) for pair in np.asarray(question.locked).reshape(-1, 2).tolist()]
    row, column = int(chance.integers(allowed.shape[0])), int(chance.integers(allowed.shape[1]))
    if chance.random() < 0.3 and len(now.assignment.pairs):
        row, column = now.assignment.pairs[chance.integers(len(now.assignment.pairs))].tolist()
    more = bool(chance.integers(2))
    if (row, column) in locked:
        allowed[row, column] = more
        locked.remove((row, column))
        change: Callable[[], Standing] = partial(now.free, row, column, allowed=more)
    elif chance.random() < 0.5:
        allowed[row, column] = True
        locked.append((row, column))
        change = partial(now.lock, row, column)
    else:
        allowed[row, column] = more
        change = partial(now.allow if more else now.ban, row, column)
    return replace(question, allowed=allowed, locked=locked), change


def answer(ask: Callable[[], Any]) -> Any:
    """The answer, or None where the question is refused."""
    try:
        return ask()
    except MatchingError:
        return None


def check(question: Question, changed: Assignment, afresh: Assignment) -> None:
    assert changed.pairs.tolist() == afresh.pairs.tolist()
    assert changed.total == pytest.approx(afresh.total)
    assert changed.unmatched.tolist() == afresh.unmatched.tolist()
    assert question.verify(changed).holds


def run(seed: int, spread: int, objective: Objective) -> int:
    """Some changes one after another; how many could be made."""
    chance = np.random.default_rng(seed)
    question = a_question(chance, spread, objective)
    now, made = stand(question, question.solve()), 0
    for _ in range(STEPS):
        asked, change = a_change(chance, question, now)
        afresh, changed = answer(asked.solve), answer(change)
        assert (changed is None) == (afresh is None)
        if changed is not None:
            check(asked, changed.assignment, afresh)
            question, now, made = asked, changed, made + 1
    return made


@pytest.fixture(params=["all pairs near", "few pairs near"])
def nearness(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small markets look at all pairs; as large ones do, at few, and further where that is not enough."""
    if request.param == "few pairs near":
        monkeypatch.setattr(net, "EVERY", 0)
        monkeypatch.setattr(net, "A_MENTEE", 0)


@pytest.mark.usefixtures("nearness")
@pytest.mark.parametrize("objective", ["most", "total"])
@pytest.mark.parametrize("spread", [0, 1, 3, 1000])
def test_a_change_gives_what_solving_afresh_gives(objective: Objective, spread: int) -> None:
    made = [run(1000 * spread + number, spread, objective) for number in range(40)]
    assert sum(made) > 80


@given(st.integers(0, 2**32), st.integers(0, 50), st.sampled_from(["most", "total"]))
@settings(max_examples=150, deadline=None)
def test_whatever_hypothesis_changes(seed: int, spread: int, objective: Objective) -> None:
    run(seed, spread, objective)


class Made:
    """Scores in blocks."""

    def __init__(self, scores: Any, allowed: Any) -> None:
        self.scores, self.allowed, self.shape = scores, allowed, scores.shape

    def block(self, start: int, stop: int) -> tuple[Any, Any]:
        return self.scores[start:stop], self.allowed[start:stop]


@pytest.mark.parametrize("seed", range(3))
def test_scores_in_blocks_and_many_people(seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores, allowed = chance.integers(0, 50_000, (300, 260)), chance.random((300, 260)) < 0.6
    question = Question(Made(scores, allowed.copy()), None, chance.integers(0, 3, 260))
    now, locked = stand(question, question.solve()), list[tuple[int, int]]()
    for _ in range(8):
        row, column = now.assignment.pairs[chance.integers(len(now.assignment.pairs))].tolist()
        if (row, column) not in locked:
            now = now.ban(row, column)
            allowed[row, column] = False
        row, column = int(chance.integers(300)), int(np.argmax(now.net.places))
        if now.net.wanted[row] and allowed[row, column]:
            now = now.lock(row, column)
            locked.append((row, column))
        asked = replace(question, scores=Made(scores, allowed), locked=locked)
        check(asked, now.assignment, asked.solve())


def fineness_of(people: int, links: int) -> int:
    """So many on either side, so many of them still to be linked."""
    counts = (np.arange(people) < links).astype(np.int64)
    return fineness(counts, counts)


def test_scores_of_another_fineness_are_solved_afresh() -> None:
    """How fine scores are told apart goes with the number of links, which a lock lowers."""
    size = next(size for size in range(2, 400) if fineness_of(size, size) != fineness_of(size, size - 1))
    scores = np.random.default_rng(1).random((size, size))
    question = Question(scores, np.ones(scores.shape, np.bool_))
    asked = replace(question, locked=[(0, 0)])
    changed, afresh = stand(question, question.solve()).lock(0, 0), asked.solve()
    assert changed.assignment.proof.scale != question.solve().proof.scale
    check(asked, changed.assignment, afresh)


def test_a_result_that_proves_itself_otherwise_cannot_be_changed() -> None:
    question = Question([[1, 2]], objective="stable")
    with pytest.raises(MatchingError):
        stand(question, question.solve())
