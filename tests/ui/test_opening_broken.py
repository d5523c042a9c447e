"""Files that were replaced, overwritten, moved, lost or damaged: each with a safe way on."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentordesk.storage.database import Database, Desk
from mentordesk.ui import dialogs
from mentordesk.ui.file_notice import FileNotice
from mentordesk.ui.theme import the_app
from tests.scenes_files import damage
from tests.ui.file_world import (
    Start,
    add,
    arriving,
    dialog,
    names,
    notice,
    on,
    opened,
    press,
    programme,
    said,
    settled,
    wait_for_notice,
    words,
)


def test_a_replaced_file_is_noticed_and_ours_is_brought_in(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    app = start()
    ours = on(app, file, qtbot)
    theirs = tmp_path / "theirs.mentordesk"
    ours.save_copy(theirs)
    with Database.open(theirs, Desk("Noor")) as database:
        add(database, "Ben Ito")
    add(ours, "Ada Park")
    theirs.replace(file)
    assert app.window.desk is not None
    assert not app.window.desk.act(lambda: add(ours, "lost"))
    asked = dialog(app, qtbot)
    assert "was replaced by another copy" in said(asked)
    press(asked, "Open the new one and bring mine in")
    assert opened(app).path == file
    assert names(opened(app)) == ["Ben Ito"]
    assert arriving(app, qtbot) == ["Ada Park"]


def test_a_replaced_file_is_noticed_by_whoever_comes_back_to_the_window(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    app = start()
    ours = on(app, file, qtbot)
    add(ours, "Ada Park")
    ours.save_copy(tmp_path / "theirs.mentordesk")
    the_app().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    settled(app, qtbot)
    (tmp_path / "theirs.mentordesk").replace(file)
    the_app().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert "was replaced by another copy" in said(dialog(app, qtbot))


def test_whoever_only_reads_on_after_that_is_reminded(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    app = start()
    ours = on(app, file, qtbot)
    add(ours, "Ada Park")
    ours.save_copy(tmp_path / "theirs.mentordesk")
    (tmp_path / "theirs.mentordesk").replace(file)
    assert app.window.desk is not None
    app.window.desk.act(lambda: add(ours, "lost"))
    press(dialog(app, qtbot), "Only read here")
    bar = app.window.findChild(FileNotice)
    assert isinstance(bar, FileNotice)
    bar.look()
    assert "was replaced by another copy" in words(app)
    assert app.open(file) is False
    assert not opened(app).readonly


def test_a_file_whose_very_bytes_were_overwritten_is_safe_in_its_backup(
    start: Start, file: Path, qtbot: QtBot
) -> None:
    before = file.read_bytes()
    app = start()
    ours = on(app, file, qtbot)
    add(ours, "Ada Park")
    ours.back_up()
    file.write_bytes(before)
    assert app.window.desk is not None
    assert not app.window.desk.act(lambda: add(ours, "lost"))
    asked = dialog(app, qtbot)
    assert "was overwritten by another program" in said(asked)
    press(asked, "Open the new one and bring mine in")
    assert arriving(app, qtbot) == ["Ada Park"]


def test_a_renamed_folder_is_followed(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "Mentoring"
    folder.mkdir()
    app = start()
    ours = on(app, programme(folder / "Compass.mentordesk"), qtbot)
    folder.rename(tmp_path / "Archive")
    assert app.window.desk is not None
    assert not app.window.desk.act(lambda: add(ours, "Ada Park"))
    asked = dialog(app, qtbot)
    assert "was moved or renamed" in said(asked)
    assert not (tmp_path / "Mentoring").exists()
    press(asked, "Go on in Archive" if os.name == "posix" else "Show where it is…")
    assert opened(app).path == tmp_path / "Archive" / "Compass.mentordesk"
    add(opened(app), "Ada Park")
    assert names(opened(app)) == ["Ada Park"]


def test_a_copy_of_a_moved_file_is_gone_on_with(
    start: Start, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, target = tmp_path / "Mentoring", tmp_path / "kept.mentordesk"
    folder.mkdir()
    app = start()
    ours = on(app, programme(folder / "Compass.mentordesk"), qtbot)
    add(ours, "Ada Park")
    folder.rename(tmp_path / "Archive")
    assert app.window.desk is not None
    app.window.desk.act(lambda: add(ours, "lost"))
    monkeypatch.setattr(dialogs, "choose_save", lambda *_given: target)
    press(dialog(app, qtbot), "Save a copy…")
    assert opened(app).path == target
    assert names(opened(app)) == ["Ada Park"]


def test_a_damaged_file_comes_back(start: Start, file: Path, qtbot: QtBot) -> None:
    app = start()
    ours = on(app, file, qtbot)
    add(ours, "Ada Park")
    app.let_go()
    damage(file, b"nowhere")
    broken = file.read_bytes()
    assert not app.open(file)
    asked = dialog(app, qtbot)
    qtbot.waitUntil(lambda: "after it: 1 step" in said(asked), timeout=20_000)
    press(asked, "Mend it and open that")
    settled(app, qtbot)
    assert opened(app).path.name == "Compass (mended).mentordesk"
    assert names(opened(app)) == ["Ada Park"]
    assert file.read_bytes() == broken


def wipe(path: Path, table: str) -> None:
    """Zeros over the first page of a table that is large enough to have others."""
    with Database.open(path) as database:
        for n in range(200):
            add(database, f"Somebody {n}")
        with database.read() as view:
            root = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
            page = view.connection().exec_driver_sql(root, (table,)).scalar_one()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(data)


@pytest.mark.parametrize(("table", "opens"), [("journal_digest", True), ("cohort", False)])
def test_damage_inside_is_met_by_the_pages_or_found_by_the_backup(
    start: Start, file: Path, qtbot: QtBot, table: str, *, opens: bool
) -> None:
    wipe(file, table)
    app = start()
    assert app.open(file) == opens
    asked = dialog(app, qtbot)
    assert "Compass.mentordesk cannot be read as it should" in said(asked)
    assert (app.database is not None) == opens
    qtbot.waitUntil(lambda: "Looking" not in said(asked), timeout=20_000)


def test_a_damaged_file_that_is_left_is_only_read(start: Start, file: Path, qtbot: QtBot) -> None:
    app = start()
    on(app, file, qtbot)
    app.let_go()
    wipe(file, "journal_digest")
    before = file.read_bytes()
    assert app.open(file)
    QTest.keyClick(dialog(app, qtbot), Qt.Key.Key_Escape)
    assert app.window.desk is not None
    assert not app.window.desk.act(lambda: add(opened(app), "lost"))
    press(dialog(app, qtbot), "Leave it")
    wait_for_notice(app, "Mend it and open that", qtbot)
    assert "Compass.mentordesk is damaged" in words(app)
    notice(app).act.click()
    asked = dialog(app, qtbot)
    qtbot.waitUntil(lambda: "can be read: " in said(asked) or "backup of" in said(asked), timeout=20_000)
    assert file.read_bytes() == before
    press(asked, "Mend it and open that")
    settled(app, qtbot)
    assert opened(app).path.name == "Compass (mended).mentordesk"
    add(opened(app), "Ada Park")


def test_a_missing_file_lets_another_be_chosen(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start()
    app.open(tmp_path / "gone.mentordesk")
    monkeypatch.setattr(dialogs, "choose_file", lambda *_given: file)
    press(dialog(app, qtbot), "Choose it…")
    assert opened(app).path == file
