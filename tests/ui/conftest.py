"""A window on a real file, for every page."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mentordesk.app import App
from mentordesk.i18n import set_language
from mentordesk.operations.programme import current_cohort, programme_of
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database
from mentordesk.storage.settings import Settings
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.qt_words import speak
from mentordesk.ui.theme import apply_theme, the_app
from tests.ui.file_world import SECRET, Start, programme, settled

TODAY = date(2026, 3, 17)


def settle(window: MainWindow) -> None:
    """Let what runs away from the window end, and the window hear of it."""
    while window.tasks.running:
        assert window.tasks.wait()
        QApplication.processEvents()


def undo(window: MainWindow) -> None:
    """Ctrl+Z, and its end."""
    window.undo()
    settle(window)


@pytest.fixture(autouse=True)
def _windows_of_earlier_tests_are_gone(qapp: QApplication) -> None:
    """Qt deletes a closed window when it next loops; till then every change of theme dresses it as well."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session", autouse=True)
def _choices_are_kept_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What Qt keeps for the user, such as the widths of columns, goes into a folder of the tests."""
    folder = str(tmp_path_factory.mktemp("choices"))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture(autouse=True)
def _choices_of_earlier_tests_are_gone(qapp: QApplication) -> None:
    QSettings().clear()


@pytest.fixture(autouse=True)
def _garbage_stays_until_the_end() -> Iterator[None]:
    """No widget is collected by a task's thread, as `mentordesk.ui.garbage` sees to in the program."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _qt_speaks_english_again(qapp: QApplication) -> Iterator[None]:
    yield
    set_language("en")
    speak(qapp)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme as of TODAY, made once; never write to it."""
    path = tmp_path_factory.mktemp("sample") / "sample.mentordesk"
    with Database.create(path) as database:
        make_sample(database, today=TODAY)
    return path


@pytest.fixture
def database(sample_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the sample programme of one's own."""
    path = tmp_path / "Compass.mentordesk"
    path.write_bytes(sample_file.read_bytes())
    with Database.open(path) as opened:
        yield opened


@pytest.fixture
def window(qtbot: QtBot, database: Database) -> Iterator[MainWindow]:
    """The whole window at work on `database`, shown, on the day TODAY."""
    apply_theme(the_app(), "light")
    made = MainWindow()
    qtbot.addWidget(made)
    with database.read() as view:
        programme, cohort = programme_of(view), current_cohort(view, today=TODAY)
    assert programme is not None
    assert cohort is not None
    desk = made.make_desk(database, zone=programme.zone, programme=programme.id, cohort=cohort.id)
    desk.today = lambda: TODAY  # type: ignore[method-assign]
    made.attach(desk)
    made.show()
    yield made
    made.tasks.wait()


@pytest.fixture
def empty_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Database], MainWindow]]:
    """A window on a database one has made oneself."""
    windows: list[MainWindow] = []

    def make(database: Database) -> MainWindow:
        apply_theme(the_app(), "light")
        made = MainWindow()
        qtbot.addWidget(made)
        with database.read() as view:
            programme, cohort = programme_of(view), current_cohort(view, today=TODAY)
        desk = made.make_desk(
            database,
            programme=programme.id if programme else None,
            cohort=cohort.id if cohort else None,
        )
        desk.today = lambda: TODAY  # type: ignore[method-assign]
        made.attach(desk)
        made.show()
        windows.append(made)
        return made

    yield make
    for made in windows:
        made.tasks.wait()


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    """Begins a MentorDesk of the coordinator Amina, whose settings are kept from one to the next."""
    monkeypatch.setenv("MENTORDESK_HOME", str(tmp_path / "home"))
    made: list[App] = []

    def begin() -> App:
        known = Settings.load()
        app = App(qapp, known if known.recent else Settings(actor="Amina", language="en", theme="light"))
        qtbot.addWidget(app.window)
        app.window.show()
        made.append(app)
        return app

    yield begin
    for app in made:
        settled(app, qtbot)
        app.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return programme(tmp_path / "Compass.mentordesk")


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    return programme(tmp_path / "Locked.mentordesk", SECRET)
