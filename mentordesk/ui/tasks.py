"""Work away from the window: a function runs on a thread, its end arrives on the window's.

A task may be the last to know a page that is gone, and Qt goes down with a widget that dies in another
thread. So the thread knows its task by number, and has let go of the rest before it tells of the end.
"""

import inspect
import itertools
import logging
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from mentordesk.domain.refusal import Refusal

log = logging.getLogger(__name__)
SHOW_AFTER = 100
CANCEL_AFTER = 2000
BREATH = 2000
"""Milliseconds without work before what nobody waits for begins: whoever opened a file looks around first."""


class CancelledError(Exception):
    """The coordinator stopped the work; what it had changed rolls back with its transaction."""


class BrokenError(Exception):
    """A mistake of ours, as its traceback's text."""


@dataclass
class Task:
    """One piece of work and who wants to hear of it."""

    function: Callable[..., Any]
    label: str = ""
    done: Callable[[Any], object] | None = None
    refused: Callable[[Refusal], object] | None = None
    cancellable: bool = True
    beside: bool = False
    stopped: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Progress:
    """Given to the function as `progress`: says how far it is, 0 to 1, and stops it when it was cancelled."""

    tell: Callable[[float, str], None]
    stopped: threading.Event

    def __call__(self, share: float, words: str = "") -> None:
        self.pause()
        self.tell(share, words)

    def pause(self) -> None:
        """Stops the function when it was cancelled, and says nothing."""
        if self.stopped.is_set():
            raise CancelledError


class Tasks(QObject):
    """Runs tasks one after another, and tells the window: `busy(label, may cancel)`, `moved`, `idle`."""

    busy: ClassVar[Signal] = Signal(str, bool)
    moved: ClassVar[Signal] = Signal(float, str)
    idle: ClassVar[Signal] = Signal()
    refused: ClassVar[Signal] = Signal(object)
    broken: ClassVar[Signal] = Signal(str)
    _ended: ClassVar[Signal] = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool, self._beside = QThreadPool(self), QThreadPool(self)
        for pool in (self._pool, self._beside):
            pool.setMaxThreadCount(1)
        self._running: dict[int, Task] = {}
        self._later: list[int] = []
        self._quiet = QTimer(self, singleShot=True, interval=BREATH)
        self._quiet.timeout.connect(self._begin_later)
        self._numbers = itertools.count()
        self._ended.connect(self._end)

    def run(
        self,
        function: Callable[..., Any],
        *,
        label: str = "",
        done: Callable[[Any], object] | None = None,
        refused: Callable[[Refusal], object] | None = None,
        cancellable: bool = True,
        beside: bool = False,
    ) -> Task:
        """Start `function()`; `done(result)` or `refused(refusal)` is called in the window's thread.

        What nobody waits for runs beside the rest: it begins once there was none for a while, and what comes
        then does not wait for it either.
        """
        task = Task(function, label, done, refused, cancellable, beside)
        number = next(self._numbers)
        self._running[number] = task
        if beside:
            self._later.append(number)
            self._quiet.start()
        else:
            self._pool.start(lambda: self._work(number))
        for after in (SHOW_AFTER, CANCEL_AFTER):
            QTimer.singleShot(after, self, partial(self._show, number, after=after))
        return task

    def cancel(self) -> None:
        """Ask everything that runs to stop at its next step."""
        for task in self._running.values():
            task.stopped.set()

    def let_go(self) -> None:
        """Tell nobody of what runs now: those who asked are gone, as when the window is made anew."""
        for task in self._running.values():
            task.done = None

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Let the threads end, as when the window closes; True when they did."""
        self._begin_later(now=True)
        return self._pool.waitForDone(milliseconds) and self._beside.waitForDone(milliseconds)

    @property
    def running(self) -> bool:
        """Whether something has begun and not ended."""
        return len(self._running) > len(self._later)

    def _begin_later(self, *, now: bool = False) -> None:
        if not now and any(not task.beside for task in self._running.values()):
            return  # its end asks again
        for number in self._later:
            self._beside.start(partial(self._work, number))
        self._later.clear()

    def _work(self, number: int) -> None:
        outcome = self._outcome(self._running[number])
        with suppress(RuntimeError):  # the window went meanwhile
            self._ended.emit(number, *outcome)

    def _outcome(self, task: Task) -> tuple[object, Exception | None]:
        try:
            return task.function(**self._wanted(task)), None
        except (Refusal, CancelledError) as known:
            return None, known.with_traceback(None)
        except Exception as bug:  # noqa: BLE001 - the edge of the thread: whatever broke is reported, none lost
            return None, BrokenError("".join(traceback.format_exception(bug)))

    def _wanted(self, task: Task) -> dict[str, Progress]:
        if "progress" not in inspect.signature(task.function).parameters:
            return {}
        return {"progress": Progress(self.moved.emit, task.stopped)}

    def _show(self, number: int, *, after: int) -> None:
        task = self._running.get(number)
        if task and number not in self._later:
            self.busy.emit(task.label, after == CANCEL_AFTER and task.cancellable)

    def _end(self, number: int, result: object, error: Exception | None) -> None:
        task = self._running.pop(number)
        if self._later:
            self._quiet.start()
        if not self.running:
            self.idle.emit()
        if error is None:
            _told(task.done, result)
        elif isinstance(error, Refusal):
            (task.refused or self.refused.emit)(error)
        elif isinstance(error, BrokenError):
            log.error("A task broke\n%s", error)
            self.broken.emit(str(error))


def _told(listener: Callable[[Any], object] | None, result: object) -> None:
    if listener:
        listener(result)
