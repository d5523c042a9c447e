"""Widgets that refer to each other are collected in the window's thread, never in a task's."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mentordesk.ui.garbage import Collector


class Ring:
    """Refers to itself, so only the collector takes it away."""

    def __init__(self) -> None:
        self.itself = self


def test_a_ring_made_by_a_task_goes_in_the_windows_thread(qtbot: QtBot) -> None:
    gone: list[str] = []
    parent = QObject()
    collector = Collector(parent)
    assert not gc.isenabled()

    def work() -> None:
        for _n in range(5000):
            ring = Ring()
            weakref.finalize(ring, lambda: gone.append(threading.current_thread().name))

    worker = threading.Thread(target=work, name="task")
    worker.start()
    worker.join()
    assert gone == []
    qtbot.waitUntil(lambda: len(gone) > 0)
    assert set(gone) == {threading.main_thread().name}
    gc.collect()
    assert collector.look() is None
