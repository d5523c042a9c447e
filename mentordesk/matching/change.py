"""The smallest change that would give somebody without a mentor one: "2 more hours a week with any of …".

For every mentor it is told what stands between: each rule that forbids the pair and by how much, and a place
where there is none, not even by exchanges with others. What people asked for themselves is never up for
change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mentordesk.i18n import _, filled, ngettext, reader
from mentordesk.matching.pool import Pool
from mentordesk.matching.propose import Grounds, Proposal

PLACE: Final = "place"
MOST: Final = 3
Amounts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Help:
    """What it takes, as rules and amounts, with any of these mentors, those who suit best first."""

    needs: tuple[tuple[str, int], ...]
    mentors: tuple[bytes, ...]
    names: tuple[str, ...]

    @property
    def effort(self) -> tuple[int, int]:
        """Fewer needs first, then smaller ones."""
        return len(self.needs), sum(amount for _key, amount in self.needs)

    def sentence(self) -> str:
        """The change in words, with the first mentors by name."""
        needs = reader().listing([need_in_words(key, amount) for key, amount in self.needs])
        names = reader().listing(list(self.names[:MOST]))
        if len(self.names) == 1:
            return filled(_("With {mentor} it would take: {needs}."), mentor=names, needs=needs)
        return filled(_("With any of {mentors} it would take: {needs}."), mentors=names, needs=needs)


def smallest_changes(proposal: Proposal, mentee: bytes, most: int = MOST) -> tuple[Help, ...]:
    """The smallest changes each of which alone would have one more person matched, this mentee among them."""
    grounds = proposal.grounds
    row = next(number for number, one in enumerate(grounds.pool.mentees) if one.key == mentee)
    room = _room(grounds, row)
    by_needs: dict[tuple[tuple[str, int], ...], list[int]] = {}
    for column in np.argsort(-grounds.fits[row], kind="stable").tolist():
        needs = _needs(grounds, row, column)
        if needs is not None:
            both = needs if room[column] else (*needs, (PLACE, 1))
            by_needs.setdefault(both, []).append(column)
    found = [_help(grounds, needs, columns) for needs, columns in by_needs.items() if needs]
    return tuple(sorted(found, key=lambda one: one.effort)[:most])


def need_in_words(key: str, amount: int) -> str:
    """What is needed, in a few words."""
    texts = {
        PLACE: ngettext("{n} more place", "{n} more places", amount),
        "hours": ngettext("{n} more hour a week in common", "{n} more hours a week in common", amount),
        "language": ngettext(
            "a language in common {n} level better", "a language in common {n} levels better", amount
        ),
        "zone": ngettext("{n} more hour between the clocks", "{n} more hours between the clocks", amount),
        "training": _("the mentor's training"),
        "unit": _("leave to work in the same unit"),
        "banned": _("the ban taken back"),
    }
    return texts[key].format(n=reader().number(amount))


def _needs(grounds: Grounds, row: int, column: int) -> tuple[tuple[str, int], ...] | None:
    """What stands between these two; None if it is not up for change."""
    needs = []
    for key, table in grounds.forbidden.items():
        if table[row, column]:
            if key not in SHORTFALLS:
                return None
            needs.append((key, SHORTFALLS[key](grounds.pool, grounds.rules.get(key) or 0, row, column)))
    return tuple(needs)


def _room(grounds: Grounds, row: int) -> NDArray[np.bool_]:
    """With which mentors one more person in all would be matched, or the total be better, were the pair
    allowed.
    """
    if grounds.question.objective == "stable":
        used = np.bincount(grounds.assignment.pairs[:, 1], minlength=grounds.pool.shape[1])
        return used < np.asarray(grounds.question.capacity)
    room: NDArray[np.bool_] = grounds.costs.of_mentee(row) < -(grounds.costs.bonus // 2)
    return room


def _help(grounds: Grounds, needs: tuple[tuple[str, int], ...], columns: list[int]) -> Help:
    people = [grounds.pool.mentors[column] for column in columns]
    return Help(needs, tuple(one.key for one in people), tuple(one.name for one in people))


def _hours(pool: Pool, value: int, row: int, column: int) -> int:
    return int(np.ceil(value - pool.hours(slice(row, row + 1))[0, column]))


def _levels(pool: Pool, value: int, row: int, column: int) -> int:
    return value - int(pool.language(slice(row, row + 1))[0, column])


def _apart(pool: Pool, value: int, row: int, column: int) -> int:
    return int(np.ceil(pool.apart(slice(row, row + 1))[0, column] - value))


def _one(_pool: Pool, _value: int, _row: int, _column: int) -> int:
    return 1


SHORTFALLS: Final[dict[str, Callable[[Pool, int, int, int], int]]] = {
    "hours": _hours,
    "language": _levels,
    "zone": _apart,
    "training": _one,
    "unit": _one,
    "banned": _one,
}
