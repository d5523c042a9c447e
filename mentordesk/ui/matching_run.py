"""Matching, and what follows of a pair, beside the window: the newest question wins."""

from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from mentordesk.i18n import _
from mentordesk.operations.matching import Choice
from mentordesk.operations.matching_costs import Insight, insight
from mentordesk.operations.matching_view import Matching, look, look_again
from mentordesk.ui.matching_list import Line
from mentordesk.ui.page import Desk
from mentordesk.ui.tasks import Progress


class Matcher(QObject):
    """`found(Matching)` for each question answered, in order; of those that wait only the last is kept."""

    found: ClassVar[Signal] = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: list[Choice | None] = []
        self._busy = False
        self._last: Matching | None = None

    def want(self, choice: Choice | None = None) -> None:
        """Match under what the file keeps; or the same people under `choice`, without reading them again."""
        self._waiting = [choice]
        if not self._busy:
            self._start()

    def _start(self) -> None:
        choice, cohort, last = self._waiting.pop(), self._desk.cohort, self._last
        today = self._desk.today()
        if cohort is None:
            return
        self._busy = True

        def match(progress: Progress) -> Matching:
            try:
                if choice is not None and last is not None:
                    found = look_again(last, choice)
                else:
                    with self._desk.database.read() as view:
                        earlier = last.proposal if last else None
                        found = look(view, cohort, choice=choice, previous=earlier, today=today)
                progress(1)
                return found
            finally:
                self._busy = False

        self._desk.do(match, done=self._done, label=_("Matching…"))

    def _done(self, matching: Matching) -> None:
        if not isValid(self):
            return
        self._last = matching
        if self._waiting and not self._busy:
            self._start()
        self.found.emit(matching)


class Ponderer(QObject):
    """`found(line, Insight, Matching)` for the pair asked about last; none for those passed by."""

    found: ClassVar[Signal] = Signal(object, object, object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: tuple[Line, Matching] | None = None
        self._busy = False

    def want(self, line: Line, matching: Matching) -> None:
        """Work out what is to be said of a pair beyond its own figures."""
        self._waiting = line, matching
        if not self._busy:
            self._start()

    def _start(self) -> None:
        if self._waiting is None:
            return
        line, matching = self._waiting
        self._waiting, self._busy = None, True

        def ponder() -> Insight:
            try:
                return insight(matching.proposal, line.pair.mentee, line.pair.mentor)
            finally:
                self._busy = False

        self._desk.do(ponder, done=lambda told: self._done(line, told, matching))

    def _done(self, line: Line, told: Insight, matching: Matching) -> None:
        if not isValid(self):
            return
        if not self._busy:
            self._start()
        self.found.emit(line, told, matching)
