"""A proof holds for the optimum, and for nothing that was changed afterwards."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mentordesk.matching.prices import PriceProof
from mentordesk.matching.proof import Verdict, verify
from mentordesk.matching.solve import Assignment, solve

NUMBERS = np.random.default_rng(5)
SCORES = NUMBERS.integers(0, 1000, (30, 12))
ALLOWED = NUMBERS.random((30, 12)) < 0.6
CAPACITY = NUMBERS.integers(1, 4, 12)
LOCKED = [(int(np.flatnonzero(ALLOWED[:, 0])[0]), 0)]


def best() -> Assignment:
    return solve(SCORES, allowed=ALLOWED, capacity=CAPACITY, locked=LOCKED)


def check(result: Assignment) -> Verdict:
    return verify(SCORES, result, allowed=ALLOWED, capacity=CAPACITY, locked=LOCKED)


def with_pairs(result: Assignment, pairs: Iterable[Sequence[int]]) -> Assignment:
    """Other pairs, with total and unmatched made to agree with them."""
    table = np.array(sorted(map(list, pairs)))
    unmatched = np.setdiff1d(np.arange(30), table[:, 0])
    return replace(
        result, pairs=table, total=float(SCORES[table[:, 0], table[:, 1]].sum()), unmatched=unmatched
    )


def without_one(result: Assignment) -> Assignment:
    return with_pairs(
        result, [*[pair for pair in result.pairs.tolist() if tuple(pair) not in LOCKED][1:], *LOCKED]
    )


def without_the_lock(result: Assignment) -> Assignment:
    return with_pairs(result, [pair for pair in result.pairs.tolist() if tuple(pair) not in LOCKED])


def exchanged(result: Assignment) -> Assignment:
    """Two mentees swap mentors, where both may and it costs something."""
    pairs = [pair for pair in result.pairs.tolist() if tuple(pair) not in LOCKED]
    for first in pairs:
        for second in pairs:
            crossed = [[first[0], second[1]], [second[0], first[1]]]
            value = sum(SCORES[row, column] for row, column in crossed)
            if (
                all(ALLOWED[row, column] for row, column in crossed)
                and value < SCORES[*first] + SCORES[*second]
            ):
                return with_pairs(
                    result, [pair for pair in pairs if pair not in (first, second)] + crossed + [*LOCKED]
                )
    raise AssertionError


def forbidden_pair(result: Assignment) -> Assignment:
    row = int(result.unmatched[0])
    column = int(np.flatnonzero(~ALLOWED[row])[0])
    return with_pairs(result, [*result.pairs.tolist(), [row, column]])


def one_too_many(result: Assignment) -> Assignment:
    row = next(int(row) for row in result.unmatched if ALLOWED[row].any())
    return with_pairs(result, [*result.pairs.tolist(), [row, int(np.flatnonzero(ALLOWED[row])[0])]])


def two_mentors(result: Assignment) -> Assignment:
    pairs = result.pairs.tolist()
    used = np.bincount(result.pairs[:, 1], minlength=12)
    first, second = pairs[1], pairs[2]
    column = next(c for c in range(12) if ALLOWED[first[0], c] and c not in (first[1], second[1]) and used[c])
    dropped = next(pair for pair in pairs if pair[1] == column and pair != first)
    return with_pairs(result, [pair for pair in pairs if pair != dropped] + [[first[0], column]])


def stranger(result: Assignment) -> Assignment:
    return replace(result, pairs=np.vstack([result.pairs, [99, 0]]))


def twice(result: Assignment) -> Assignment:
    return replace(result, pairs=np.vstack([result.pairs, result.pairs[-1:]]))


def flattered(result: Assignment) -> Assignment:
    return replace(result, total=result.total + 1)


def silent_about_some(result: Assignment) -> Assignment:
    return replace(result, unmatched=result.unmatched[1:])


def with_prices(result: Assignment, change: Callable[[PriceProof], dict[str, Any]]) -> Assignment:
    """The same links with something changed in the proof."""
    assert isinstance(result.proof, PriceProof)
    return replace(result, proof=replace(result.proof, **change(result.proof)))


def lowered(result: Assignment) -> Assignment:
    return with_prices(result, lambda proof: {"mentor_prices": proof.mentor_prices - 1})


def raised(result: Assignment) -> Assignment:
    return with_prices(result, lambda proof: {"mentee_prices": proof.mentee_prices + 1})


def negative(result: Assignment) -> Assignment:
    return with_prices(result, lambda proof: {"mentor_prices": -proof.mentor_prices - 1})


def without_bonus(result: Assignment) -> Assignment:
    return with_prices(result, lambda _proof: {"bonus": 0})


def of_others(result: Assignment) -> Assignment:
    return with_prices(result, lambda proof: {"mentee_prices": proof.mentee_prices[1:]})


def of_another_scale(result: Assignment) -> Assignment:
    return with_prices(result, lambda proof: {"scale": proof.scale * 2})


TAMPERED = [
    without_one,
    without_the_lock,
    exchanged,
    forbidden_pair,
    one_too_many,
    two_mentors,
    stranger,
    twice,
    flattered,
    silent_about_some,
    lowered,
    raised,
    negative,
    without_bonus,
    of_others,
    of_another_scale,
]


def test_the_optimum_is_proved() -> None:
    assert check(best()) == Verdict(holds=True)
    assert "Nothing better" in best().proof.sentence()


@pytest.mark.parametrize("tamper", TAMPERED)
def test_a_tampered_result_is_refused_with_a_reason(tamper: Callable[[Assignment], Assignment]) -> None:
    verdict = check(tamper(best()))
    assert not verdict.holds
    assert verdict.reason


def test_the_gap_says_how_much_better_it_could_be() -> None:
    verdict = check(exchanged(best()))
    assert verdict.gap == best().total - exchanged(best()).total


def test_fewer_links_are_no_proof_of_most() -> None:
    """The best total alone, passed off as the most people matched."""
    scores = np.array([[5.0, -3.0], [-4.0, -9.0]])
    total = solve(scores, objective="total")
    passed_off = replace(total, proof=replace(total.proof, objective="most"))
    assert verify(scores, total).holds
    assert not verify(scores, passed_off).holds


def test_a_proof_does_not_carry_over_to_other_scores() -> None:
    assert not verify(
        SCORES + SCORES.T.mean(), best(), allowed=ALLOWED, capacity=CAPACITY, locked=LOCKED
    ).holds
