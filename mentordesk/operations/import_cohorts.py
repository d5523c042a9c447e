"""Which cohort each row of a table is about; cohorts that a table tells the days of are made."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mentordesk.domain.entity import normalised
from mentordesk.interchange.refusals import CellProblem
from mentordesk.operations.import_fields import COHORT, COHORT_ENDS, COHORT_STARTS
from mentordesk.operations.import_rows import Reading
from mentordesk.operations.programme import cohorts, programme_of
from mentordesk.storage.work import Work


class NoSuchCohortHere(CellProblem):
    """There is no cohort “{name}” here, and the row does not say from when to when it goes."""


def allotted(
    view: Work, rows: Iterable[Reading], *, telling: Iterable[str], otherwise: bytes | None
) -> Sequence[dict[str, Any]]:
    """Give each row its cohort; returns the rows of cohorts to be made.

    In the sheets that are `telling`, rows that name none are in none; in others all are in `otherwise`.
    """
    known, sheets = {normalised(one.name): one.id for one in cohorts(view)}, set(telling)
    programme = programme_of(view)
    made: list[dict[str, Any]] = []
    for row in rows:
        name, *days = (row.values.pop(key, None) for key in (COHORT, COHORT_STARTS, COHORT_ENDS))
        row.cohort = None if row.sheet in sheets else otherwise
        if not name or row.refused:
            continue
        if normalised(name) not in known and programme and _in_order(*days):
            made.append({"id": view.new_key(), "programme_id": programme.id, "name": name})
            made[-1] |= {"starts_on": days[0], "ends_on": days[1]}
            known[normalised(name)] = made[-1]["id"]
        row.cohort = known.get(normalised(name))
        if row.cohort is None:
            row.refused = str(NoSuchCohortHere(name=name))
    return made


def _in_order(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first <= last
