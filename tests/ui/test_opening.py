"""Files come into the window: locked, held, moved, replaced and damaged ones, shares, and copies of ours."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mentordesk.app import App
from mentordesk.operations.sharing import share
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.refusals import CannotWrite
from mentordesk.storage.settings import Settings
from mentordesk.ui import dialogs
from mentordesk.ui.dialogs import FormDialog
from mentordesk.ui.file_notice import FileNotice
from mentordesk.ui.pages.sharing import SharingPage
from mentordesk.ui.passphrase_dialogs import PassphraseDialog
from tests.scenes_files import damage
from tests.ui.file_world import (
    OTHER,
    SECRET,
    add,
    bare,
    dialog,
    names,
    opened,
    press,
    programme,
    said,
    settled,
)

Start = Callable[[], App]


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


def on(app: App, path: Path, qtbot: QtBot) -> Database:
    """The file at work in the window, its first backup made."""
    assert app.open(path)
    settled(app, qtbot)
    return opened(app)


def answer(app: App, passphrase: str, qtbot: QtBot) -> FormDialog:
    asked = dialog(app, qtbot)
    assert isinstance(asked, FormDialog)
    asked.form.widget("passphrase").set_value(passphrase)
    press(asked, "Open")
    return asked


def notice(app: App) -> FileNotice:
    """The bar above the pages, once it is seen."""
    QApplication.processEvents()
    (bar,) = [one for one in app.window.findChildren(FileNotice) if one.isVisible()]
    return bar


def words(app: App) -> str:
    return bare(notice(app).words.text())


def wait_for_notice(app: App, verb: str, qtbot: QtBot) -> None:
    bars = app.window.findChildren(FileNotice)
    qtbot.waitUntil(lambda: any(one.isVisible() and one.act.text() == verb for one in bars), timeout=20_000)


def arriving(app: App, qtbot: QtBot) -> list[str]:
    """Whom the copy on the Sharing page is about, once it was looked at."""
    page = app.window.page("sharing")
    assert isinstance(page, SharingPage)
    qtbot.waitUntil(lambda: page.merge is not None, timeout=20_000)
    assert page.merge is not None
    return [name for line in page.merge.arriving.lines for name in line.names]


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
    for copy in (locked, *(locked.parent / "home" / "backups").iterdir()):
        assert b"Compass" not in copy.read_bytes()


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


def test_the_passphrase_is_set_changed_and_removed(start: Start, file: Path, qtbot: QtBot) -> None:
    app = start()
    add(on(app, file, qtbot), "Ada Park")

    def form(**values: object) -> PassphraseDialog:
        app.window.commands["passphrase"].trigger()
        asked = dialog(app, qtbot)
        assert isinstance(asked, PassphraseDialog)
        for key, value in values.items():
            asked.form.widget(key).set_value(value)
        press(asked, "Do it")
        return asked

    asked = form(new="cat", again="cat")
    assert "shorter than 8" in said(asked)
    asked.form.widget("new").set_value(SECRET)
    press(asked, "Do it")
    assert "not the same" in said(asked)
    asked.form.widget("again").set_value(SECRET)
    press(asked, "Do it")
    assert "Tick this first" in said(asked)
    assert not opened(app).locked
    asked.form.widget("sure").set_value(True)
    press(asked, "Do it")
    assert app.database is None
    settled(app, qtbot)
    assert opened(app).opens_with(SECRET)

    asked = form(old=OTHER, new=OTHER, again=OTHER, sure=True)
    assert "does not open Compass.mentordesk" in said(asked)
    asked.form.widget("old").set_value(SECRET)
    press(asked, "Do it")
    settled(app, qtbot)
    assert opened(app).opens_with(OTHER)
    (backup, *_) = (file.parent / "home" / "backups").iterdir()
    assert b"SQLite format" not in backup.read_bytes()

    form(what="remove", old=OTHER)
    settled(app, qtbot)
    assert not opened(app).locked
    assert names(opened(app)) == ["Ada Park"]


def test_what_fails_while_the_file_is_closed_leaves_it_open_as_before(
    start: Start, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mentordesk.ui import relocking

    def full(path: Path, **_given: object) -> None:
        raise CannotWrite(file=path.name, why="No space left on device")

    app = start()
    on(app, file, qtbot)
    monkeypatch.setattr(relocking, "relock", full)
    app.window.commands["passphrase"].trigger()
    asked = dialog(app, qtbot)
    assert isinstance(asked, PassphraseDialog)
    for key, value in (("new", SECRET), ("again", SECRET), ("sure", True)):
        asked.form.widget(key).set_value(value)
    press(asked, "Do it")
    assert "No space left" in said(dialog(app, qtbot))
    assert not opened(app).locked


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


def test_damage_that_opening_does_not_meet_is_found_by_the_backup(
    start: Start, file: Path, qtbot: QtBot
) -> None:
    with Database.open(file) as database:
        for n in range(200):
            add(database, f"Somebody {n}")
        with database.read() as view:
            page = (
                view.connection()
                .exec_driver_sql("SELECT rootpage FROM sqlite_schema WHERE name = 'journal_digest'")
                .scalar_one()
            )
    data = bytearray(file.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    file.write_bytes(data)
    app = start()
    assert app.open(file)
    asked = dialog(app, qtbot)
    assert "Compass.mentordesk cannot be read as it should" in said(asked)


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


def test_a_missing_file_lets_another_be_chosen(
    start: Start, file: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start()
    app.open(tmp_path / "gone.mentordesk")
    monkeypatch.setattr(dialogs, "choose_file", lambda *_given: file)
    press(dialog(app, qtbot), "Choose it…")
    assert opened(app).path == file
