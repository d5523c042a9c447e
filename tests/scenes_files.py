"""Scenes of files that cannot simply be opened or written: locked, held, replaced, moved, damaged."""

import tempfile
from pathlib import Path

from PySide6.QtTest import QTest

from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _
from mentordesk.operations.backups import back_up
from mentordesk.operations.sharing import share
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.storage.refusals import MovedFile, ReadOnly, ReplacedFile
from mentordesk.storage.secrets import WrongPassphrase
from mentordesk.ui import file_questions
from mentordesk.ui.file_notice import FileNotice, Notice
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.passphrase_dialogs import PassphraseDialog, ask_passphrase
from mentordesk.ui.way_back import WayBackDialog

FILE = "Compass.mentordesk"


def nothing(*_given: object) -> None:
    """Where a button of a scene leads."""


def passphrase_asked(window: MainWindow) -> None:
    made = ask_passphrase(window, FILE, nothing, wrong=str(WrongPassphrase(file=FILE)))
    made.form.widget("passphrase").set_value("Lighthouse")


def locked_copy_kept(window: MainWindow) -> None:
    kept = _("It becomes a programme file, {file}, with the same passphrase.")
    ask_passphrase(window, f"{FILE}.age", nothing, help_text=kept.format(file=FILE))


def passphrase_set(window: MainWindow) -> None:
    made = PassphraseDialog(window, FILE, opens=None, change=nothing)
    made.open()
    made._propose()


def passphrase_changed(window: MainWindow) -> None:
    made = PassphraseDialog(window, FILE, opens=lambda _words: False, change=nothing)
    made.open()
    for key, words in (("old", "Lighthouse keeper 31"), ("new", "Paper boats"), ("again", "Paper boats")):
        made.form.widget(key).set_value(words)
    made._changed("new")
    made.try_save()


def copy_of_ours(window: MainWindow) -> None:
    file_questions.ask_copy(window, "Compass from Noor.mentordesk", FILE, nothing, nothing)


def locked_copy(window: MainWindow) -> None:
    file_questions.ask_share(window, f"{FILE}.age", nothing, nothing)


def replaced(window: MainWindow) -> None:
    refusal: Refusal = ReplacedFile(file=FILE, rescue="Compass (rescued 2026-03-17 101502).mentordesk")
    file_questions.ask_replaced(window, refusal, nothing, nothing)


def moved(window: MainWindow) -> None:
    refusal: Refusal = MovedFile(file=FILE, folder="/home/amina/Programmes 2026/Mentoring")
    file_questions.ask_moved(window, refusal, nothing, nothing, "Mentoring (archive)")


def read_only(window: MainWindow) -> None:
    file_questions.ask_read_only(window, ReadOnly(file=FILE), nothing)


def held_notice(window: MainWindow) -> None:
    """The bar above the pages of somebody who only reads."""
    words = _("{file} is only read: {holder} has it open.").format(file=FILE, holder="Amina, office-2")
    window.go("people")
    FileNotice(window, lambda: Notice(words, _("Work on a copy and merge"), lambda: None, "users"))


def way_back(window: MainWindow) -> None:
    """A damaged file with a backup and some steps after it, of which one cannot be read."""
    assert window.desk is not None
    with tempfile.TemporaryDirectory() as folder:
        path = share(window.desk.database, out=Path(folder) / FILE)
        desk = Desk("Noor", backups=Path(folder) / "backups")
        with Database.open(path, desk) as database:
            back_up(database)
            for at in range(3):
                with database.change(Label.of("person.added")) as work:
                    work.add(Person(id=work.new_key(), name=f"Newcomer {at}"))
        damage(path, b"Newcomer 2")
        made = WayBackDialog(
            window, path, desk=desk, tasks=window.tasks, passphrase=None, zone="Asia/Tokyo", mended=nothing
        )
        made.open()
        QTest.qWait(50)
        window.tasks.wait()


def damage(path: Path, words: bytes) -> None:
    """The head of a file is gone, and so is a letter wherever it says these words."""
    data = path.read_bytes().replace(words, b"-" + words[1:])
    path.write_bytes(bytes(100) + data[100:])


SCENES = (
    ("passphrase-asked", passphrase_asked),
    ("passphrase-kept", locked_copy_kept),
    ("passphrase-set", passphrase_set),
    ("passphrase-change", passphrase_changed),
    ("copy-of-ours", copy_of_ours),
    ("locked-copy", locked_copy),
    ("replaced", replaced),
    ("moved", moved),
    ("read-only", read_only),
    ("held-notice", held_notice),
    ("way-back", way_back),
)
"""By the name of its picture."""
