"""Files come into the window: held ones, copies of ours, what falls on the window."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from mentordesk.app import App
from mentordesk.operations.sharing import share
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.settings import Settings
from mentordesk.ui import dialogs
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.import_wizard import ImportWizard
from mentordesk.ui.opening import Wanted
from tests.conftest import ROOT
from tests.ui.file_world import (
    SECRET,
    Start,
    add,
    answer,
    arriving,
    dialog,
    names,
    notice,
    on,
    opened,
    press,
    said,
    settled,
    wait_for_notice,
    words,
)


def test_a_held_file_is_read_or_worked_on_in_a_copy_that_comes_back(
    start: Start, file: Path, qtbot: QtBot
) -> None:
    app = start()
    with Database.open(file, Desk("Noor")) as held:
        assert not app.open(file)
        asked = dialog(app, qtbot)
        assert "Noor" in said(asked)
        press(asked, "Open to read only")
        assert opened(app).readonly
        assert "Noor" in words(app)
        notice(app).act.click()
        settled(app, qtbot)
        copy = opened(app).path
        assert copy.parent == file.parent
        assert "Amina" in copy.stem
        assert "Noor" in words(app)
        assert not notice(app).act.isVisible()
        add(opened(app), "Ada Park")
        add(held, "Ben Ito")
    bar = notice(app)
    bar.look()
    assert "nobody has open now" in words(app)
    bar.act.click()
    assert opened(app).path == file
    assert arriving(app, qtbot) == ["Ada Park"]


def test_what_came_with_a_copy_is_shown_until_something_is_done(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with Database.open(file, Desk("Noor", "noor")) as theirs:
        copy = share(theirs, out=tmp_path / "copy", to="Amina", note="Please look at the goals")
    app = start()
    on(app, copy, qtbot)
    assert words(app) == "Noor wrote with this copy: “Please look at the goals”"
    add(opened(app), "Ada Park")
    bar = notice(app)
    bar.look()
    assert not bar.isVisible()


def test_the_work_in_a_copy_is_offered_when_the_file_is_opened(
    start: Start, file: Path, qtbot: QtBot
) -> None:
    app = start()
    with Database.open(file, Desk("Noor")):
        app.open(file)
        press(dialog(app, qtbot), "Work on a copy and merge")
        settled(app, qtbot)
        add(opened(app), "Ada Park")
        app.close()
    app = start()
    on(app, file, qtbot)
    wait_for_notice(app, "Bring it in…", qtbot)
    assert "1 step that is not here" in words(app)
    notice(app).act.click()
    assert arriving(app, qtbot) == ["Ada Park"]


def test_a_copy_that_is_gone_is_noted_no_more(start: Start, file: Path, qtbot: QtBot) -> None:
    app = start()
    app.settings = app.settings.working_on(file.with_name("copy.mentordesk"), file)
    on(app, file, qtbot)
    assert app.settings.copies == {}
    assert Settings.load().copies == {}


def test_a_copy_of_ours_is_brought_in_or_opened_instead(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    app = start()
    on(app, file, qtbot)
    copy = tmp_path / "from Noor.mentordesk"
    shutil.copy(file, copy)
    with Database.open(copy, Desk("Noor")) as database:
        add(database, "Ben Ito")
    assert not app.open(copy)
    press(dialog(app, qtbot), "Bring it in")
    assert arriving(app, qtbot) == ["Ben Ito"]
    assert opened(app).path == file
    app.open(copy)
    press(dialog(app, qtbot), "Open it instead")
    assert opened(app).path == copy


def test_a_copy_of_the_file_of_last_time_is_asked_about_at_the_start(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = start()
    on(first, file, qtbot)
    first.close()
    copy = tmp_path / "from Noor.mentordesk"
    shutil.copy(file, copy)
    with Database.open(copy, Desk("Noor")) as database:
        add(database, "Ben Ito")
    app = start()
    app.start(copy)
    press(dialog(app, qtbot), "Bring it in")
    assert opened(app).path == file
    assert arriving(app, qtbot) == ["Ben Ito"]


def test_who_only_reads_sees_what_the_holder_writes(start: Start, file: Path, qtbot: QtBot) -> None:
    app = start()
    with Database.open(file, Desk("Noor")) as held:
        app.open(file)
        press(dialog(app, qtbot), "Open to read only")
        heard: list[frozenset[str]] = []
        opened(app).listen(heard.append)
        notice(app).look()
        assert heard == []
        add(held, "Ada Park")
        notice(app).look()
        assert "person" in heard[0]
        assert names(opened(app)) == ["Ada Park"]


def test_a_closed_window_looks_no_more(
    start: Start, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentordesk.ui.file_notice.EVERY", 1)
    app = start()
    assert app.opening.open(Wanted(file, readonly=True))
    notice(app)
    app.window.close()
    assert app.database is None
    with qtbot.captureExceptions() as raised:
        qtbot.wait(50)
    assert raised == []


def test_another_programme_is_opened_without_a_question(
    start: Start, file: Path, locked: Path, qtbot: QtBot
) -> None:
    app = start()
    on(app, file, qtbot)
    app.open(locked)
    answer(app, SECRET, qtbot)
    assert opened(app).path == locked


def drop(app: App, path: Path) -> None:
    """Let a file fall on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none, move = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    app.window.dropEvent(QDropEvent(QPointF(10, 10), move, data, Qt.MouseButton.LeftButton, none))


def test_a_dropped_share_is_offered_and_asks_its_passphrase(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "theirs.mentordesk"
    shutil.copy(file, copy)
    with Database.open(copy, Desk("Noor")) as database:
        add(database, "Ben Ito")
        out = share(database, out=tmp_path / "for Amina", passphrase=SECRET)
    app = start()
    on(app, file, qtbot)
    drop(app, out)
    asked = dialog(app, qtbot)
    assert isinstance(asked, FormDialog)
    asked.form.widget("passphrase").set_value(SECRET)
    press(asked, "Open the copy")
    assert arriving(app, qtbot) == ["Ben Ito"]


def test_a_file_is_dropped_where_nothing_is_open(start: Start, file: Path, qtbot: QtBot) -> None:
    app = start()
    drop(app, file)
    assert opened(app).path == file


def test_a_spreadsheet_dropped_where_nothing_is_open_begins_a_programme(
    start: Start, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, kept = start(), tmp_path / "New.mentordesk"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_asked: kept)
    drop(app, ROOT / "tests" / "files" / "form-export.csv")
    asked = dialog(app, qtbot)
    assert isinstance(asked, FormDialog)
    assert "form-export.csv" in said(asked)
    asked.form.load({**asked.form.values(), "name": "Compass"})
    press(asked, "Choose where to keep it…")
    assert opened(app).path == kept
    qtbot.waitUntil(lambda: isinstance(dialog(app, qtbot), ImportWizard), timeout=20_000)
    settled(app, qtbot)
    wizard = dialog(app, qtbot)
    assert isinstance(wizard, ImportWizard)
    assert wizard.file.sheets()
    wizard.reject()
