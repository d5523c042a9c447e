"""A proposal after a decision: the same people and terms, other locks and bans.

Nothing is read or scored again. Where prices prove the result each decision is a change of the answer that
stands; else the question is solved again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np

from mentordesk.matching.market import Integers
from mentordesk.matching.pool import Pool
from mentordesk.matching.propose import Grounds, Proposal, ProposedPair, places_of, proposal_of
from mentordesk.matching.standing import Standing

FEW: Final = 12
"""With more decisions at a time solving again is as quick."""
Keys = Collection[tuple[bytes, bytes]]
Cells = set[tuple[int, int]]


def decide(before: Proposal, locked: Keys, banned: Keys) -> Proposal:
    """What propose would say of the same people with these locks and bans; MatchingError as there."""
    grounds = before.grounds
    links, bans = places_of(grounds.pool, locked), _bans(grounds.pool, banned)
    changed_bans = bans ^ _banned(grounds)
    changed = changed_bans | (_cells(links) ^ _cells(np.asarray(grounds.question.locked)))
    if not changed:
        return before
    after = _solved(_asked(grounds, links, changed_bans), grounds, changed)
    verdict = after.question.verify(after.assignment)
    return proposal_of(after, verdict=verdict, known=_known(before, changed))


def _cells(pairs: Integers) -> Cells:
    return {(row, column) for row, column in pairs.reshape(-1, 2).tolist()}


def _bans(pool: Pool, banned: Keys) -> Cells:
    """Banned pairs by row and column, those of people who are not there passed over."""
    rows = {one.key: number for number, one in enumerate(pool.mentees)}
    columns = {one.key: number for number, one in enumerate(pool.mentors)}
    return {(rows[one], columns[other]) for one, other in banned if one in rows and other in columns}


def _banned(grounds: Grounds) -> Cells:
    table = grounds.forbidden["banned"]
    return _cells(np.stack(np.unravel_index(np.flatnonzero(table), table.shape), axis=1))


def _asked(grounds: Grounds, links: Integers, changed: Cells) -> Grounds:
    """The grounds with these locks and with bans changed; the answer is still the one before."""
    forbidden, allowed = dict(grounds.forbidden), grounds.allowed
    if changed:
        forbidden["banned"], allowed = forbidden["banned"].copy(), allowed.copy()
    for cell in changed:
        forbidden["banned"][cell] ^= True
        allowed[cell] = not any(table[cell] for table in forbidden.values())
    permitted = allowed.copy()
    permitted[links[:, 0], links[:, 1]] = True
    question = replace(grounds.question, allowed=permitted, locked=links)
    return replace(grounds, forbidden=forbidden, allowed=allowed, question=question, kept=None)


def _solved(after: Grounds, before: Grounds, changed: Cells) -> Grounds:
    """The grounds with their answer."""
    if before.question.objective in ("most", "total") and len(changed) <= FEW:
        standing = _changed(before.standing, after, changed)
        return replace(after, assignment=standing.assignment, kept=standing)
    return replace(after, assignment=after.question.solve(before.assignment))


def _changed(standing: Standing, after: Grounds, changed: Cells) -> Standing:
    """Locks taken back first, so that there are places for others."""
    locked = _cells(np.asarray(after.question.locked))
    for cell in sorted(standing.locked - locked):
        standing = standing.free(*cell, allowed=bool(after.allowed[cell]))
    for cell in sorted(changed - locked):
        standing = standing.allow(*cell) if after.allowed[cell] else standing.ban(*cell)
    for cell in sorted(locked - standing.locked):
        standing = standing.lock(*cell)
    return standing


def _known(before: Proposal, changed: Cells) -> dict[tuple[int, int], ProposedPair]:
    """What was told of pairs that nothing was decided about."""
    pool = before.grounds.pool
    rows = {one.key: number for number, one in enumerate(pool.mentees)}
    columns = {one.key: number for number, one in enumerate(pool.mentors)}
    told = {(rows[pair.mentee], columns[pair.mentor]): pair for pair in before.pairs}
    return {cell: pair for cell, pair in told.items() if cell not in changed}
