"""How many things wait on each page: the numbers in the sidebar, counted without the pages."""

from collections.abc import Mapping
from datetime import date

from mentordesk.operations.matching_view import mentees_and_paired
from mentordesk.operations.today import how_many_need_you
from mentordesk.storage.work import Work


def badges(view: Work, *, cohort: bytes | None, today: date) -> Mapping[str, int]:
    """By the page's key: what needs somebody today, and who could be matched and has no mentor."""
    mentees, paired = mentees_and_paired(view, cohort) if cohort else (0, 0)
    return {"today": how_many_need_you(view, cohort=cohort, today=today), "matching": mentees - paired}
