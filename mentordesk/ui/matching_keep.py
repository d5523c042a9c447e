"""Keeping what a coordinator chose at the leading edge of the Matching page."""

from collections.abc import Callable

from mentordesk.domain.scenario import Objective
from mentordesk.operations import matching as deciding
from mentordesk.ui.page import Desk


class Keeper:
    """Each method is one change to the cohort of the desk, refused calmly; nothing without a cohort."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def weigh(self, criterion: str, points: int) -> None:
        """A criterion counts so much."""
        self._keep(
            lambda cohort: deciding.set_weight(
                self._desk.database, cohort=cohort, criterion=criterion, points=points
            )
        )

    def aim(self, objective: Objective) -> None:
        """Matching is to be best at this."""
        self._keep(
            lambda cohort: deciding.set_objective(self._desk.database, cohort=cohort, objective=objective)
        )

    def rule(self, rule: str, value: int | None) -> None:
        """A rule holds at a limit, or not at all."""
        self._keep(
            lambda cohort: deciding.set_rule(self._desk.database, cohort=cohort, rule=rule, value=value)
        )

    def _keep(self, change: Callable[[bytes], object]) -> None:
        cohort = self._desk.cohort
        if cohort is not None:
            self._desk.act(lambda: change(cohort))
