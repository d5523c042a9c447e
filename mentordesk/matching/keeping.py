"""A proof written down with the people it is of, so that a result that was set aside can be checked again.

Compressed JSON: people by their keys in the order of the proof's rows and columns, then what the kind of
proof needs. It may come from somebody else's file, so nothing is believed before it is checked.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from mentordesk.i18n import _
from mentordesk.matching.fair import FairProof
from mentordesk.matching.leximin import Step
from mentordesk.matching.market import Integers, MatchingError
from mentordesk.matching.pool import Candidate
from mentordesk.matching.prices import PriceProof
from mentordesk.matching.proof import Proof, Verdict, total_of, without_mentor
from mentordesk.matching.propose import Basis, Proposal
from mentordesk.matching.solve import Assignment, Question
from mentordesk.matching.stable import StableProof

LARGEST: Final = 64 * 2**20
"""Bytes of a proof unpacked, which is more than 20,000 × 8,000 people need."""
SIDES: Final = ("mentees", "mentors")


def kept_proof(proposal: Proposal) -> bytes:
    """The proof of a proposal with its people."""
    grounds = proposal.grounds
    proof = grounds.assignment.proof
    written = {
        "mentees": [one.key.hex() for one in grounds.pool.mentees],
        "mentors": [one.key.hex() for one in grounds.pool.mentors],
        "objective": proof.objective,
        "scale": proof.scale,
        "proof": _WRITERS[type(proof)](proof),
    }
    return zlib.compress(json.dumps(written, separators=(",", ":")).encode())


def check_kept(kept: bytes, pairs: Collection[tuple[bytes, bytes]], now: Basis) -> Verdict:
    """Whether these pairs (mentee, mentor) are still the best of what is asked now, by the proof kept."""
    try:
        unpacked = zlib.decompressobj().decompress(kept, LARGEST)
        return _checked(json.loads(unpacked), pairs, now)
    except (zlib.error, ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError):
        return _not(_("The proof cannot be read."))


def _checked(said: dict[str, Any], pairs: Collection[tuple[bytes, bytes]], now: Basis) -> Verdict:
    rows = _order(said["mentees"], now.pool.mentees)
    columns = _order(said["mentors"], now.pool.mentors)
    if rows is None or columns is None:
        return _not(_("Since then other people take part."))
    question = _in_order(now.question, rows, columns)
    first, second = _places(said["mentees"]), _places(said["mentors"])
    links = sorted((first[mentee.hex()], second[mentor.hex()]) for mentee, mentor in pairs)
    chosen = np.array(links, np.int64).reshape(-1, 2)
    try:
        without = without_mentor(question.market(), chosen)
        return question.verify(Assignment(chosen, total_of(question.scores, chosen), without, _proof(said)))
    except MatchingError as wrong:
        return _not(str(wrong))


def _not(reason: str) -> Verdict:
    return Verdict(holds=False, gap=float("inf"), reason=reason)


def _places(keys: Sequence[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}


def _order(keys: Sequence[str], people: Sequence[Candidate]) -> Integers | None:
    """Where the people of a proof stand now; None if they are not the same."""
    there = {one.key.hex(): place for place, one in enumerate(people)}
    if len(keys) != len(there) or set(keys) != set(there):
        return None
    return np.array([there[key] for key in keys], np.int64)


def _in_order(question: Question, rows: Integers, columns: Integers) -> Question:
    """What is asked now, with people in the order of a proof."""
    both = np.ix_(rows, columns)
    locked = np.asarray(question.locked, np.int64).reshape(-1, 2)
    row_now, column_now = np.argsort(rows), np.argsort(columns)
    return Question(
        np.asarray(question.scores)[both],
        np.asarray(question.allowed)[both],
        np.asarray(question.capacity)[columns],
        np.asarray(question.demand)[rows],
        question.objective,
        np.stack([row_now[locked[:, 0]], column_now[locked[:, 1]]], axis=1),
    )


def _prices(proof: Any) -> dict[str, Any]:
    return {"bonus": proof.bonus, "u": proof.mentee_prices.tolist(), "v": proof.mentor_prices.tolist()}


def _steps(proof: Any) -> list[dict[str, Any]]:
    """Sets as hexadecimal numbers: JSON's own may not be that long."""
    return [
        {**asdict(step), **{side: list(map(hex, getattr(step, side))) for side in SIDES}}
        for step in proof.steps
    ]


def _nothing(_proof: Any) -> None:
    return None


_WRITERS: Final[dict[type[Proof], Callable[[Any], Any]]] = {
    PriceProof: _prices,
    FairProof: _steps,
    StableProof: _nothing,
}


def _proof(said: dict[str, Any]) -> Proof:
    objective, scale, proof = said["objective"], float(said["scale"]), said["proof"]
    if objective == "stable":
        return StableProof(objective, scale, np.empty((0, 2), np.int64))
    if objective == "fair":
        return FairProof(objective, scale, tuple(map(_step, proof)))
    mentees, mentors = (np.array(proof[key], np.int64) for key in ("u", "v"))
    return PriceProof(objective, scale, int(proof["bonus"]), mentees, mentors)


def _step(said: dict[str, Any]) -> Step:
    return Step(**{**said, **{side: tuple(int(members, 16) for members in said[side]) for side in SIDES}})
