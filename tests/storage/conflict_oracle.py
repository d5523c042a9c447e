"""Which cells are in conflict, told the long way: every edit of both files in dictionaries, no SQL."""

from collections import defaultdict
from typing import Any

from mentordesk.domain.entity import normalised
from mentordesk.storage.catalogue import BIRTH, DELETED, by_number
from mentordesk.storage.fold import FULL, born

Cell = tuple[int, bytes, int]
Said = dict[Cell, dict[bytes, Any]]

_EDITS = """SELECT tbl, key, col, c.id, state, val FROM journal_edit JOIN journal_row USING(r)
  JOIN journal_change c USING(n) WHERE (tbl, key) NOT IN (SELECT tbl, key FROM journal_erased)"""


def said(raw: Any, among: set[bytes] | None = None) -> Said:
    """What was written to every cell of a file, by change, or by those `among` the changes given.

    A birth writes all that it says.
    """
    found: Said = defaultdict(dict)
    edits = [edit for edit in raw.execute(_EDITS) if among is None or edit[3] in among]
    for tbl, key, col, change, state, val in sorted(edits, key=lambda edit: edit[2]):
        if col == BIRTH:
            for number, one in born(val).items():
                found[tbl, key, number][change] = one
        elif state == FULL:
            found[tbl, key, col][change] = val
    return found


def changes(raw: Any) -> set[bytes]:
    return {key for (key,) in raw.execute("SELECT id FROM journal_change")}


def conflicting(mine: Any, theirs: Any) -> set[Cell]:
    """The cells that both wrote without knowing of the other's, and not the same."""
    unknown_there, unknown_here = changes(mine) - changes(theirs), changes(theirs) - changes(mine)
    ours, others = said(mine, unknown_there), said(theirs, unknown_here)
    erased = {row for raw in (mine, theirs) for row in raw.execute("SELECT tbl, key FROM journal_erased")}
    ours, others = ({c: v for c, v in side.items() if c[:2] not in erased} for side in (ours, others))
    cells = {c for c in ours.keys() & others.keys() if c[2] and not _same(c, ours[c], others[c])}
    return cells | _buried(ours, others) | _buried(others, ours)


def _same(cell: Cell, mine: dict[bytes, Any], theirs: dict[bytes, Any]) -> bool:
    """Whether both say the same; of a name that makes the key, other spellings do."""
    one, other = _newest(mine), _newest(theirs)
    name = cell[2] == by_number()[cell[0]].spelled
    return one == other or (name and normalised(one) == normalised(other))


def _newest(values: dict[bytes, Any]) -> Any:
    return values[max(values)]


def _buried(one: Said, other: Said) -> set[Cell]:
    """Rows that one side deleted after the other, which did not, wrote something to them."""
    found = set()
    for cell, values in one.items():
        written = [c for place, said in other.items() if place[:2] == cell[:2] for c in said]
        both = cell in other and _newest(other[cell]) == 1
        if (
            cell[2] == DELETED
            and _newest(values) == 1
            and written
            and not both
            and max(written) < max(values)
        ):
            found.add(cell)
    return found
