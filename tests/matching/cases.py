"""Small random questions, and every way to answer them."""

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Case = tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]


def arrangements(case: Case) -> Iterator[tuple[int, ...]]:
    """Every way to link, as noughts and ones in reading order."""
    scores, allowed, capacity, demand = case
    choices = [(0, 1) if ok else (0,) for ok in allowed.ravel()]
    for links in itertools.product(*choices):
        table = np.array(links, np.int64).reshape(scores.shape)
        if (table.sum(axis=1) <= demand).all() and (table.sum(axis=0) <= capacity).all():
            yield links


def a_case(chance: np.random.Generator, *, spread: int) -> Case:
    shapes = [(1, 1), (2, 3), (3, 2), (3, 3), (2, 5), (5, 2), (4, 2), (1, 6), (6, 1)]
    rows, columns = shapes[chance.integers(len(shapes))]
    scores = chance.integers(-spread, spread, (rows, columns), endpoint=True)
    allowed = chance.random((rows, columns)) < 0.75
    capacity = chance.choice([0, 1, 1, 2, 3], columns)
    demand = chance.choice([0, 1, 1, 1, 2], rows)
    return scores, allowed, capacity, demand
