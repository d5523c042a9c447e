"""Matching, and what follows of a pair, beside the window: the newest question wins."""

from datetime import date
from enum import Enum
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from mentordesk.i18n import _
from mentordesk.operations.matching import Choice
from mentordesk.operations.matching_costs import Insight, insight
from mentordesk.operations.matching_view import Matching, look, look_again, look_at_marks
from mentordesk.ui.matching_list import Line
from mentordesk.ui.page import Desk
from mentordesk.ui.tasks import Progress


class Reading(Enum):
    """What is to be read anew: everything, or only which pairs are locked and banned."""

    ALL = "all"
    MARKS = "marks"


class Matcher(QObject):
    """`found(Matching)` for each question answered, in order; of those that wait only the last is kept."""

    found: ClassVar[Signal] = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: list[Choice | Reading] = []
        self._busy = False
        self._last: Matching | None = None
        self._last_of: tuple[bytes, date] | None = None

    def want(self, question: Choice | Reading = Reading.ALL) -> None:
        """Match under what the file keeps; or the same people under a choice, or under the marks of now,
        without reading them again.
        """
        if question is Reading.MARKS and self._waiting:
            question = Reading.ALL
        self._waiting = [question]
        if not self._busy:
            self._start()

    def _start(self) -> None:
        question, cohort, today = self._waiting.pop(), self._desk.cohort, self._desk.today()
        if cohort is None:
            return
        self._busy = True

        def match(progress: Progress) -> Matching:
            try:
                found = self._answer(question, (cohort, today), progress)
                progress.tell(1, "")
                return found
            finally:
                self._busy = False

        self._desk.do(match, done=lambda found: self._done(found, (cohort, today)), label=_("Matching…"))

    def _answer(self, question: Choice | Reading, of: tuple[bytes, date], progress: Progress) -> Matching:
        """Stopped once there is a proposal, that one is shown, with how far off it may be."""
        (cohort, today), last, last_of = of, self._last, self._last_of
        pause, enough = progress.pause, progress.stopped.is_set
        if last is not None and isinstance(question, Choice):
            return look_again(last, question, pause, enough)
        self._last_of = None
        with self._desk.database.read() as view:
            if last is not None and question is Reading.MARKS and last_of == of:
                return look_at_marks(view, cohort, last, today)
            choice = question if isinstance(question, Choice) else None
            earlier = last.proposal if last else None
            return look(
                view, cohort, choice=choice, previous=earlier, today=today, pause=pause, enough=enough
            )

    def _done(self, matching: Matching, of: tuple[bytes, date]) -> None:
        if not isValid(self):
            return
        self._last, self._last_of = matching, of
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
