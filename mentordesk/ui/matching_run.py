"""Matching beside the window: the newest question wins."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from mentordesk.i18n import _
from mentordesk.operations.matching import Choice
from mentordesk.operations.matching_view import Matching, look
from mentordesk.ui.page import Desk

if TYPE_CHECKING:
    from mentordesk.matching.propose import Proposal


class Matcher(QObject):
    """`found(Matching)` for each question answered, in order; of those that wait only the last is kept."""

    found: ClassVar[Signal] = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: list[Choice | None] = []
        self._busy = False
        self._last: Proposal | None = None

    def want(self, choice: Choice | None = None) -> None:
        """Match under `choice`, or under what the file keeps."""
        self._waiting = [choice]
        if not self._busy:
            self._start()

    def _start(self) -> None:
        choice, cohort, previous = self._waiting.pop(), self._desk.cohort, self._last
        if cohort is None:
            return
        self._busy = True

        def match() -> Matching:
            try:
                with self._desk.database.read() as view:
                    return look(view, cohort, choice=choice, previous=previous)
            finally:
                self._busy = False

        self._desk.do(match, done=self._done, label=_("Matching…"))

    def _done(self, matching: Matching) -> None:
        if not isValid(self):
            return
        self._last = matching.proposal
        if self._waiting and not self._busy:
            self._start()
        self.found.emit(matching)
