"""One running MentorDesk: what it does by itself while somebody works."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from datetime import time as clock_time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from mentordesk.app import App
from mentordesk.domain.participant import Role
from mentordesk.operations.history import history
from mentordesk.operations.people import add_person, remove_people
from mentordesk.operations.profile import Part, Profile
from mentordesk.operations.programme import add_cohort, cohorts, make_programme, programme_of
from mentordesk.storage.database import Database
from mentordesk.storage.refusals import CannotWrite
from mentordesk.storage.settings import Settings
from mentordesk.ui import dialogs
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.editors import Day, Time
from mentordesk.ui.file_notice import FileNotice

DAY = date(2026, 3, 2)


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("MENTORDESK_HOME", str(tmp_path / "home"))
    with Database.create(tmp_path / "Compass.mentordesk") as database:
        make_programme(database, name="Compass", cohort="Spring", starts_on=DAY, ends_on=date(2026, 12, 1))
    made = App(qapp, Settings(language="en", theme="light"))
    qtbot.addWidget(made.window)
    assert made.open(tmp_path / "Compass.mentordesk")
    made.window.tasks.wait()
    yield made
    made.close()


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "home" / "backups").glob("Compass *.mentordesk"))


def test_work_is_backed_up_by_the_clock_and_idleness_is_not(app: App, tmp_path: Path) -> None:
    for copy in kept(tmp_path):
        copy.unlink()
    app.backups.timeout.emit()
    app.window.tasks.wait()
    assert kept(tmp_path) == []
    assert app.database is not None
    with app.database.read() as view:
        programme = programme_of(view)
    assert programme is not None
    add_cohort(app.database, programme=programme.id, name="Autumn", starts_on=DAY, ends_on=DAY)
    app.backups.timeout.emit()
    app.window.tasks.wait()
    (copy,) = kept(tmp_path)
    with Database.open(copy, readonly=True) as backup, backup.read() as view:
        assert sorted(one.name for one in cohorts(view)) == ["Autumn", "Spring"]


def test_the_clock_rings_every_half_hour(app: App) -> None:
    assert app.backups.isActive()
    assert app.backups.interval() == 30 * 60 * 1000


def test_days_in_fields_read_as_they_do_elsewhere(app: App) -> None:
    for language, words in (("ar", "17 مارس 2026"), ("es", "17 mar 2026"), ("en", "17 Mar 2026")):
        app.choose(replace(app.settings, language=language))
        day, hour = Day(), Time()
        day.set_value(date(2026, 3, 17))
        hour.set_value(clock_time(9, 30))
        assert (day.edit.text(), hour.edit.text()) == (words, "09:30")


def test_closing_waits_for_work_that_reads_the_file(app: App) -> None:
    found: list[list[str]] = []
    database = app.database
    assert database is not None

    def look() -> None:
        time.sleep(0.2)
        found.append(database.problems(deep=True))

    app.window.tasks.run(look)
    app.close()
    assert found == [[]]


def test_the_sidebar_counts_for_pages_never_opened(app: App, qtbot: QtBot) -> None:
    assert app.database is not None
    matching = app.window.sidebar.items["matching"]
    with app.database.read() as view:
        (cohort,) = cohorts(view)
    key = add_person(
        app.database, profile=Profile({"name": "Ada Park"}), cohort=cohort.id, part=Part(Role.MENTEE)
    )
    qtbot.waitUntil(lambda: matching.count == 1)
    remove_people(app.database, people=[key])
    qtbot.waitUntil(lambda: matching.count == 0)
    assert "matching" not in app.window.pages


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (CannotWrite(file="Other.mentordesk", why="no space"), "That cannot be done"),
        (ZeroDivisionError("a mistake"), "Something went wrong in MentorDesk"),
    ],
)
def test_what_nobody_caught_is_shown(
    app: App, capsys: pytest.CaptureFixture[str], error: Exception, title: str
) -> None:
    app.broke(type(error), error, None)
    assert [one.windowTitle() for one in app.window.findChildren(QDialog)] == [title]
    assert type(error).__name__ in capsys.readouterr().err


def test_what_a_page_breaks_reaches_the_window(tmp_path: Path) -> None:
    """A slot of Qt that raises ends in Python's hook, in a program of its own."""
    program = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog
from mentordesk import app as program

def break_it():
    raise ZeroDivisionError("a mistake")

def look():
    print([one.windowTitle() for one in sys.excepthook.__self__.window.findChildren(QDialog)])
    sys.excepthook.__self__.window.close()

def start(self, path):
    self.window.show()
    QTimer.singleShot(50, break_it)
    QTimer.singleShot(500, look)

program.App.start = start
program.run()
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[1],
        env=os.environ | {"MENTORDESK_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['Something went wrong in MentorDesk']"


def bars(app: App) -> list[FileNotice]:
    QApplication.processEvents()
    return [bar for bar in app.window.findChildren(FileNotice) if bar.isVisible()]


def signed(app: App) -> list[str]:
    assert app.database is not None
    with app.database.read() as view:
        return [row.actor for row in history(view)]


def test_who_works_here_is_asked_once_and_signs_from_then_on(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    app.window.show()
    app.choose(replace(app.settings, zoom=app.settings.zoom))
    assert app.database is not None
    programme = programme_key(app)
    add_cohort(app.database, programme=programme, name="Autumn", starts_on=DAY, ends_on=DAY)
    (bar,) = bars(app)
    assert "Your name stands beside what you do" in bar.words.text()
    bar.act.click()
    asked = app.window.findChild(FormDialog)
    assert isinstance(asked, FormDialog)
    asked.try_save()
    assert asked.isVisible()
    asked.form.load({"actor": "Amina"})
    asked.try_save()
    assert bars(app) == []
    add_cohort(app.database, programme=programme, name="Winter", starts_on=DAY, ends_on=DAY)
    assert signed(app)[:2] == ["Amina", ""]
    app.choose(replace(app.settings, actor="Noor"))
    add_cohort(app.database, programme=programme, name="Spring 2", starts_on=DAY, ends_on=DAY)
    assert signed(app)[0] == "Noor"
    assert Settings.load().actor == "Noor"


def programme_key(app: App) -> bytes:
    assert app.database is not None
    with app.database.read() as view:
        found = programme_of(view)
    assert found is not None
    return found.id


def test_a_new_programme_asks_who_begins_it(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "amina")
    monkeypatch.setattr(dialogs, "choose_save", lambda *_given: tmp_path / "New.mentordesk")
    app.window.show()
    app.window.run_command("new")
    (asked,) = (one for one in app.window.findChildren(FormDialog) if one.isVisible())
    assert asked.form.values()["actor"] == "amina"
    asked.form.load(asked.form.values() | {"name": "New", "actor": "Amina Rahman"})
    asked.try_save()
    app.window.tasks.wait()
    assert signed(app) == ["Amina Rahman"]
    assert bars(app) == []
    app.window.run_command("new")
    (again,) = (one for one in app.window.findChildren(FormDialog) if one.isVisible())
    assert not again.form.has("actor")
