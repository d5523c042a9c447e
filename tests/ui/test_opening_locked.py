"""Passphrases in the window: asked, set, changed, removed; and files that were shared with one."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from mentordesk.app import App
from mentordesk.operations.sharing import share
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.refusals import CannotWrite
from mentordesk.ui.passphrase_dialogs import PassphraseDialog
from tests.ui.file_world import (
    OTHER,
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
    unlocked,
)


def test_a_locked_file_asks_until_the_passphrase_is_right(start: Start, locked: Path, qtbot: QtBot) -> None:
    app = start()
    assert not app.open(locked)
    asked = answer(app, OTHER, qtbot)
    assert asked.isVisible()
    assert "The passphrase does not open Locked.mentordesk." in said(asked)
    answer(app, SECRET, qtbot)
    assert not asked.isVisible()
    assert opened(app).locked
    settled(app, qtbot)
    assert len(list((locked.parent / "home" / "backups").iterdir())) == 1
    assert unlocked(locked.parent) == []


def test_leaving_the_question_opens_nothing(start: Start, locked: Path, qtbot: QtBot) -> None:
    app = start()
    app.open(locked)
    press(dialog(app, qtbot), "Cancel")
    assert app.database is None


def test_a_second_start_and_the_recent_files_ask_again(start: Start, locked: Path, qtbot: QtBot) -> None:
    first = start()
    first.open(locked)
    answer(first, SECRET, qtbot)
    settled(first, qtbot)
    first.close()
    second = start()
    second.start()
    answer(second, SECRET, qtbot)
    assert opened(second).path == locked
    settled(second, qtbot)
    second.let_go()
    second.window.recent_chosen.emit(locked)
    answer(second, SECRET, qtbot)
    assert names(opened(second)) == []


def change_passphrase(app: App, verb: str, qtbot: QtBot, **values: object) -> PassphraseDialog:
    """Fill the dialog of the menu and press its verb."""
    app.window.commands["passphrase"].trigger()
    asked = dialog(app, qtbot)
    assert isinstance(asked, PassphraseDialog)
    for key, value in values.items():
        asked.form.widget(key).set_value(value)
    press(asked, verb)
    return asked


def test_the_passphrase_is_set(start: Start, file: Path, qtbot: QtBot) -> None:
    app = start()
    add(on(app, file, qtbot), "Ada Park")
    asked = change_passphrase(app, "Lock the file", qtbot, new="cat", again="cat")
    assert "shorter than 8" in said(asked)
    for key, value, wrong in (("new", SECRET, "not the same"), ("again", SECRET, "Tick this first")):
        asked.form.widget(key).set_value(value)
        press(asked, "Lock the file")
        assert wrong in said(asked)
    assert not opened(app).locked
    asked.form.widget("sure").set_value(True)
    press(asked, "Lock the file")
    assert app.database is None
    settled(app, qtbot)
    assert opened(app).opens_with(SECRET)
    assert names(opened(app)) == ["Ada Park"]
    assert b"Ada Park" not in file.read_bytes()


def test_the_passphrase_is_changed_and_removed(start: Start, locked: Path, qtbot: QtBot) -> None:
    app = start()
    app.open(locked)
    answer(app, SECRET, qtbot)
    settled(app, qtbot)
    asked = change_passphrase(app, "Do it", qtbot, old=OTHER, new=OTHER, again=OTHER, sure=True)
    assert "does not open Locked.mentordesk" in said(asked)
    asked.form.widget("old").set_value(SECRET)
    press(asked, "Do it")
    settled(app, qtbot)
    assert opened(app).opens_with(OTHER)
    for copy in (locked.parent / "home" / "backups").iterdir():
        Database.open(copy, readonly=True, passphrase=OTHER).close()
    change_passphrase(app, "Do it", qtbot, what="remove", old=OTHER)
    settled(app, qtbot)
    assert not opened(app).locked


def test_what_fails_while_the_file_is_closed_leaves_it_open_as_before(
    start: Start, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mentordesk.ui import relocking

    def full(path: Path, **_given: object) -> None:
        raise CannotWrite(file=path.name, why="No space left on device")

    app = start()
    on(app, file, qtbot)
    monkeypatch.setattr(relocking, "relock", full)
    change_passphrase(app, "Lock the file", qtbot, new=SECRET, again=SECRET, sure=True)
    assert "No space left" in said(dialog(app, qtbot))
    assert not opened(app).locked


def test_a_share_becomes_a_file_locked_as_it_is(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with Database.open(file) as database:
        add(database, "Ada Park")
        out = share(database, out=tmp_path / "given", passphrase=SECRET)
    app = start()
    app.open(out)
    assert "with the same passphrase" in said(answer(app, OTHER, qtbot))
    answer(app, SECRET, qtbot)
    assert opened(app).path == tmp_path / "given.mentordesk"
    assert opened(app).opens_with(SECRET)
    assert names(opened(app)) == ["Ada Park"]


def test_a_share_may_be_opened_beside_the_programme(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    app = start()
    out = share(on(app, file, qtbot), out=tmp_path / "given", passphrase=SECRET)
    app.open(out)
    press(dialog(app, qtbot), "Open it by itself")
    answer(app, SECRET, qtbot)
    assert opened(app).path == tmp_path / "given.mentordesk"


def test_a_locked_file_whose_head_is_gone_comes_back(start: Start, locked: Path, qtbot: QtBot) -> None:
    app = start()
    app.open(locked)
    answer(app, SECRET, qtbot)
    settled(app, qtbot)
    app.let_go()
    data = locked.read_bytes()
    locked.write_bytes(os.urandom(4096) + data[4096:])
    app.open(locked)
    answer(app, SECRET, qtbot)
    asked = app.opening.mending
    assert asked is not None
    qtbot.waitUntil(asked.mend.isEnabled, timeout=20_000)
    press(asked, "Mend it and open that")
    settled(app, qtbot)
    assert opened(app).opens_with(SECRET)
    assert unlocked(locked.parent) == []


def test_what_is_rescued_of_a_locked_file_is_locked(
    start: Start, locked: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    app = start()
    app.open(locked)
    answer(app, SECRET, qtbot)
    settled(app, qtbot)
    ours, theirs = opened(app), tmp_path / "theirs.mentordesk"
    ours.save_copy(theirs)
    add(ours, "Ada Park")
    theirs.replace(locked)
    assert app.window.desk is not None
    app.window.desk.act(lambda: add(ours, "lost"))
    press(dialog(app, qtbot), "Open the new one and bring mine in")
    assert opened(app).path == locked
    assert arriving(app, qtbot) == ["Ada Park"]
    assert unlocked(tmp_path) == []


def test_a_locked_copy_to_work_on_comes_back_without_asking_again(
    start: Start, locked: Path, qtbot: QtBot
) -> None:
    app = start()
    with Database.open(locked, Desk("Noor"), passphrase=SECRET):
        app.open(locked)
        answer(app, SECRET, qtbot)
        press(app.window.findChildren(QDialog)[-1], "Work on a copy and merge")
        settled(app, qtbot)
        add(opened(app), "Ada Park")
        assert opened(app).locked
    notice(app).look()
    notice(app).act.click()
    assert opened(app).path == locked
    assert arriving(app, qtbot) == ["Ada Park"]
    assert unlocked(locked.parent) == []
