"""Work off the window's thread ends on it: with a result, a refusal, a stop or a report."""

import threading
import time
from collections import Counter

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from mentordesk.domain.refusal import Refusal
from mentordesk.ui.busy import BusyBar
from mentordesk.ui.tasks import Progress, Tasks


def test_a_result_arrives_in_the_windows_thread(qtbot: QtBot) -> None:
    tasks, heard = Tasks(), list[tuple[object, int]]()
    where: list[int] = []

    def work() -> int:
        where.append(threading.get_ident())
        return 42

    with qtbot.waitSignal(tasks.idle):
        tasks.run(work, done=lambda result: heard.append((result, threading.get_ident())))
    assert heard == [(42, threading.get_ident())]
    assert where != [threading.get_ident()]


def test_a_refusal_goes_to_who_asked_or_to_the_window(qtbot: QtBot) -> None:
    tasks, heard = Tasks(), list[Refusal]()

    def work() -> None:
        raise Refusal

    with qtbot.waitSignal(tasks.idle):
        tasks.run(work, refused=heard.append)
    assert len(heard) == 1
    with qtbot.waitSignal(tasks.refused):
        tasks.run(work)


def test_a_bug_is_reported_whole(qtbot: QtBot) -> None:
    tasks = Tasks()
    with qtbot.waitSignal(tasks.broken) as caught:
        tasks.run(lambda: 1 // 0)
    assert "ZeroDivisionError" in caught.args[0]


def test_nobody_hears_of_what_ends_after_its_window(qtbot: QtBot, qapp: QApplication) -> None:
    tasks, told = Tasks(), list[object]()
    tasks.run(lambda: time.sleep(0.2), done=told.append)
    tasks.deleteLater()
    with qtbot.captureExceptions() as raised:
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # waits for the thread
        qapp.processEvents()
    assert told == raised == []


class Page:
    """Stands for a widget: says in which thread it died."""

    def __init__(self, died_in: list[int]) -> None:
        self.died_in = died_in

    def read(self) -> None:
        raise Refusal

    def __del__(self) -> None:
        self.died_in.append(threading.get_ident())


def test_what_only_the_task_still_knew_dies_in_the_windows_thread(qtbot: QtBot) -> None:
    tasks, died_in = Tasks(), list[int]()
    for _n in range(50):
        tasks.run(Page(died_in).read, refused=lambda _refusal: None)
    qtbot.waitUntil(lambda: not tasks.running)
    assert set(died_in) == {threading.get_ident()}
    assert len(died_in) == 50


def test_a_task_leaves_nothing_of_qts_behind(qtbot: QtBot) -> None:
    """A wrapper that outlives its object is given out for whatever Qt puts in the same place of memory."""
    tasks = Tasks()

    def wrappers() -> Counter[str]:
        return Counter(type(one).__name__ for one in Shiboken.getAllValidWrappers())

    before = wrappers()
    for _n in range(50):
        tasks.run(lambda: None)
    qtbot.waitUntil(lambda: not tasks.running)
    assert (wrappers() - before).keys() <= {"QTimer"}  # those that will show what takes long


def test_what_runs_beside_keeps_nobody_waiting(qtbot: QtBot) -> None:
    tasks, begun, ended = Tasks(), threading.Event(), threading.Event()
    heard = list[str]()

    def work() -> None:
        begun.set()
        ended.wait(20)

    tasks.run(work, done=lambda _result: heard.append("backup"), beside=True)
    assert not tasks.running
    qtbot.waitUntil(begun.is_set)
    tasks.run(lambda: None, done=lambda _result: heard.append("page"))
    qtbot.waitUntil(lambda: heard == ["page"])
    with qtbot.waitSignal(tasks.idle):
        ended.set()
    assert heard == ["page", "backup"]


def test_what_runs_beside_begins_once_there_is_nothing_to_disturb(qtbot: QtBot) -> None:
    tasks, ended, heard = Tasks(), threading.Event(), list[str]()
    tasks.run(lambda: ended.wait(20), done=lambda _result: heard.append("page"))
    tasks.run(lambda: heard.append("backup"), beside=True)
    tasks.run(lambda: heard.append("another"))
    ended.set()
    qtbot.waitUntil(lambda: "backup" in heard)
    assert sorted(heard[:2]) == ["another", "page"]
    assert heard[2:] == ["backup"]


def test_what_has_not_begun_is_done_before_the_end() -> None:
    tasks, begun, ended, heard = Tasks(), threading.Event(), threading.Event(), list[str]()

    def work() -> None:
        begun.set()
        ended.wait(20)

    tasks.run(work)
    tasks.run(lambda: heard.append("backup"), beside=True)
    assert begun.wait(20)
    threading.Timer(0.05, ended.set).start()
    assert tasks.wait()
    assert heard == ["backup"]


def test_long_work_shows_and_stops(qtbot: QtBot) -> None:
    tasks, done = Tasks(), list[object]()
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(800, 600)
    parent.show()
    bar = BusyBar(parent, tasks)

    def work(progress: Progress) -> None:
        while True:
            progress(0.5, "half")
            time.sleep(0.005)

    with qtbot.waitSignal(tasks.busy) as caught:
        tasks.run(work, label="Counting", done=done.append)
    assert caught.args == ["Counting", False]
    qtbot.waitUntil(lambda: bar.words.text() == "half")
    with qtbot.waitSignal(tasks.idle):
        tasks.cancel()
    assert done == []
    qtbot.waitUntil(bar.isHidden)


def test_stop_is_heard_at_once(qtbot: QtBot) -> None:
    tasks, go_on, parent = Tasks(), threading.Event(), QWidget()
    qtbot.addWidget(parent)
    bar = BusyBar(parent, tasks)

    def work(progress: Progress) -> None:
        go_on.wait()
        progress(1)

    tasks.run(work, label="Counting")
    bar.begin("Counting", may_stop=True)
    bar.stop.click()
    assert (bar.words.text(), bar.stop.isEnabled()) == ("Stopping…", False)
    with qtbot.waitSignal(tasks.idle):
        go_on.set()
    bar.begin("Adding", may_stop=True)
    assert (bar.words.text(), bar.stop.isEnabled()) == ("Adding", True)


def test_short_work_shows_nothing(qtbot: QtBot) -> None:
    tasks = Tasks()
    with qtbot.assertNotEmitted(tasks.busy, wait=200):
        tasks.run(lambda: None)
