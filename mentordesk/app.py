"""Puts the window together: settings, first paint, the open file. The only place that wires things.

The order matters (benchmarks/start.py): window and rows by bare sqlite3 first, then the models.
"""

import gc
import importlib
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QLocale, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import LANGUAGES, reader, set_language
from mentordesk.storage.settings import Settings, today
from mentordesk.ui.garbage import Collector
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.plain_imports import plain_imports
from mentordesk.ui.theme import apply_colours, apply_theme, make_application

if TYPE_CHECKING:
    from mentordesk.storage.database import Database
    from mentordesk.ui.opening import Opening
    from mentordesk.ui.second_start import Doorbell

MIDDLE_GREY = 128
BACKUP_EVERY = 30 * 60 * 1000
"""Milliseconds of work between two backups."""


def run(path: Path | None = None) -> int:
    """Open the window, on `path` or on the file of last time; returns when it is closed.

    A window of this desk that has the file comes to the front instead.
    """
    gc.disable()
    application = make_application(sys.argv)
    application.setApplicationName("MentorDesk")
    application.setOrganizationName("MentorDesk")
    application.setDesktopFileName("mentordesk")
    settings = Settings.load()
    if _is_at_front(path or _last(settings), settings.device):
        return 0
    app = App(application, settings)
    sys.excepthook = app.broke
    app.start(path)
    return application.exec()


class App(QObject):
    """One running MentorDesk."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__()
        self.application = application
        self.settings = settings
        self.database: Database | None = None
        self.doorbell: Doorbell | None = None
        self._dark = _is_dark(QPalette())
        self._speak()
        self.window = MainWindow()
        self.window.restoreGeometry(QByteArray.fromBase64(self.settings.window.encode()))
        self.window.asked.connect(self._asked)
        self.window.file_dropped.connect(self._dropped)
        self.window.recent_chosen.connect(self.open)
        self.window.cohort_chosen.connect(self.choose_cohort)
        self.window.closing.connect(self.close)
        self.backups = QTimer(self, interval=BACKUP_EVERY)
        self.backups.timeout.connect(self.back_up)
        self.backups.start()

    def start(self, path: Path | None = None) -> None:
        """Show the window, painted with the first rows; the models follow once it is seen."""
        path = path or _last(self.settings)
        if path:
            self._show_glance(path)
        else:
            self._dress()
            self._show_welcome()
        self.window.painted.connect(lambda: self._painted(path))
        self.window.show()

    @cached_property
    def opening(self) -> "Opening":
        from mentordesk.ui.opening import Opening

        made = Opening(self, self)
        self.window.answers = made.answer
        return made

    def open(self, path: Path) -> bool:
        """Open a file in place of the one that is open; False when something was asked or refused."""
        from mentordesk.ui.opening import Wanted

        return self.opening.open(Wanted(path))

    def _dropped(self, path: Path) -> None:
        """A file falls on the window; a spreadsheet does while there is no programme for its people yet."""
        from mentordesk.ui.commands import TABLES

        if path.suffix.lower() in TABLES:
            self._new(path)
        else:
            self.opening.drop(path)

    def close(self) -> None:
        """Let the file go, as when the window closes."""
        if self.database:
            place = bytes(self.window.saveGeometry().toBase64().data()).decode()
            self.settings = replace(self.settings, page=self.window.shown, window=place)
            self.window.tasks.cancel()
            self.window.tasks.wait()
            self._close_file()
        self.settings.save()

    def broke(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What nobody caught: a refusal is said, a mistake of ours can be reported."""
        import traceback

        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Refusal):
            self.window.refuse(error)
        elif isinstance(error, Exception):
            self.window.tasks.broken.emit("".join(traceback.format_exception(error)))

    def back_up(self) -> None:
        """Keep a copy of what was done since the last one, away from the window."""
        if self.database and not self.database.readonly:
            self.window.tasks.run(self.database.back_up_changes, cancellable=False, beside=True)

    def choose(self, settings: Settings) -> None:
        """Other settings hold at once: language, look, name."""
        before, self.settings = self.settings, settings
        settings.save()
        if self.database:
            self.database.sign(settings.signs)
        if (before.language, before.theme, before.zoom) != (settings.language, settings.theme, settings.zoom):
            self._speak()
            self._let_qt_speak()
            self._dress()
            QTimer.singleShot(0, self._attach if self.database else self._show_welcome)
        elif self.window.desk:
            self.window.desk.settings = settings

    def choose_cohort(self, cohort: bytes) -> None:
        """Work with another cohort of the file."""
        self._attach(cohort)

    def _speak(self) -> None:
        """Take on the chosen language, and the direction it is read in."""
        language = self.settings.language or _system_language()
        set_language(language)
        QLocale.setDefault(QLocale(reader().locale_name))
        if reader().rtl != QGuiApplication.isRightToLeft():
            self._turn_round()

    def _let_qt_speak(self) -> None:
        from mentordesk.ui.qt_words import speak

        speak(self.application)

    def _turn_round(self) -> None:
        from PySide6.QtCore import Qt  # makes 93 enums, which a start from left to right does without

        way = Qt.LayoutDirection.RightToLeft if reader().rtl else Qt.LayoutDirection.LeftToRight
        self.application.setLayoutDirection(way)

    def _dress(self) -> None:
        apply_theme(self.application, self._theme, self.settings.zoom / 100)

    @property
    def _theme(self) -> str:
        return self.settings.theme or ("dark" if self._dark else "light")

    def _show_glance(self, path: Path) -> None:
        from mentordesk.storage.glance import glance

        apply_colours(self.application, self._theme, self.settings.zoom / 100)
        seen = glance(path)
        names, rows = ((seen.programme, seen.cohort), seen.people) if seen else (("", ""), [])
        self.window.show_glance(names, rows)

    def _show_welcome(self, words: str = "") -> None:
        from mentordesk.ui.welcome import Welcome
        from mentordesk.ui.widgets import EmptyState

        self.window.rebuild()
        if words:
            self.window.stack.addWidget(EmptyState("lock", words))
            return
        recent = [Path(name) for name in self.settings.recent if Path(name).is_file()]
        welcome = Welcome(self.window.run_command, recent, self.open)
        self.window.stack.addWidget(welcome)
        self.window.stack.setCurrentWidget(welcome)

    def _painted(self, path: Path | None) -> None:
        target = os.environ.get("MENTORDESK_FIRST_PAINT")
        if target:
            Path(target).write_text(str(time.time_ns()), encoding="ascii")
        if path:
            with plain_imports():
                _load_models()
                self._dress()
        self._let_qt_speak()
        if path:
            with plain_imports():
                opened = self.open(path)
            if not opened:
                self._show_welcome()
        gc.freeze()
        Collector(self)

    def let_go(self, words: str = "") -> bool:
        """Close the file and show the welcome, or `words` meanwhile; False where a page holds it."""
        if self.database is None or not self.window.leave_pages():
            return self.database is None
        self.window.tasks.wait()
        self._close_file()
        self.window.desk = None
        self._show_welcome(words)
        return True

    def take(self, database: "Database") -> None:
        """Work on a file from now on; the one that was open is closed."""
        if self.database:
            self.window.leave_pages()
            self._close_file()
        self.database = database
        self.settings = self.settings.opened(database.path)
        self.settings.save()
        self.window.shown = self.settings.page
        self._attach()
        if not database.readonly:
            self.window.tasks.run(database.back_up, refused=self._not_backed_up, beside=True)
            QTimer.singleShot(0, self, self._listen)

    def _close_file(self) -> None:
        """Another program may hold the file from now on, and listen."""
        if self.doorbell:
            self.doorbell.silence()
            self.doorbell = None
        if self.database:
            self.database.close()
            self.database = None

    def _listen(self) -> None:
        """Hear a second start on the open file, which another may have followed already."""
        database = self.database
        if database is None or database.readonly or self.doorbell:
            return
        with suppress(ImportError):  # Qt's network needs libraries that a bare machine may lack
            from mentordesk.ui.second_start import Doorbell

            self.doorbell = Doorbell(self, database.path, self.settings.device, self.opening.come)

    def _not_backed_up(self, refusal: Refusal) -> None:
        """A backup is read back, so that one of a damaged file fails: then there is a way back."""
        from mentordesk.storage.refusals import DamagedFile

        database = self.database
        found = database.problems() if database else []
        self.window.refuse(
            DamagedFile(file=database.path.name, why=found[0]) if database and found else refusal
        )

    def _attach(self, cohort: bytes | None = None) -> None:
        """Give the window the open file, in the language and look of now."""
        from mentordesk.operations.programme import cohorts, current_cohort, programme_of

        database = self.database
        if database is None:
            return
        with database.read() as view:
            programme, known = programme_of(view), cohorts(view)
            current = next((one for one in known if one.id == cohort), current_cohort(view, today=today()))
        window = self.window
        window.recent = [Path(name) for name in self.settings.recent if Path(name).is_file()]
        window.cohorts = [(one.id, one.name) for one in known]
        window.names = (programme.name if programme else "", current.name if current else "")

        def words(label: Any) -> str:
            from mentordesk.operations.labels import sentence

            with database.read() as view:
                return sentence(view, label)

        desk = window.make_desk(
            database,
            zone=programme.zone if programme else "UTC",
            programme=programme.id if programme else None,
            cohort=current.id if current else None,
            settings=self.settings,
            choose=self.choose,
        )
        window.words_for_label, window.counts = words, lambda: desk.facts().badges
        window.attach(desk)
        self._tell_standing(database)

    def _tell_standing(self, database: "Database") -> None:
        from mentordesk.ui.standing import Standing

        Standing(self.opening, database)

    def _asked(self, command: str) -> None:
        """Do what the menu asks; what makes files is imported when it is asked for."""
        commands: dict[str, Callable[[], object]] = {
            "new": self._new,
            "open": self.opening.choose,
            "copy": self._save_copy,
            "backups": self._backups,
            "passphrase": self._passphrase,
            "sample": self._sample,
            "log": self._log,
            "help": self._help,
        }
        commands[command]()

    def _new(self, people: Path | None = None) -> None:
        from mentordesk.ui.new_files import new_file

        new_file(self, people)

    def _sample(self) -> None:
        from mentordesk.ui.new_files import sample_file

        sample_file(self)

    def _save_copy(self) -> None:
        from mentordesk.ui.new_files import save_copy

        save_copy(self)

    def _backups(self) -> None:
        self.window.go("sharing", backups=True)

    def _passphrase(self) -> None:
        from mentordesk.ui.relocking import ask_relock

        ask_relock(self.opening)

    def _log(self) -> None:
        from mentordesk.ui.session_dialog import log_session

        if self.window.desk:
            log_session(self.window.desk)

    def _help(self) -> None:
        from mentordesk.ui.help import show_help

        show_help(self.window, self.window.shown)


def _is_at_front(path: Path | None, device: str) -> bool:
    """Whether a window of this desk has the file, and came; a file without a holder costs a look."""
    from mentordesk.storage.holder_note import held_on_this_machine

    if path is None or not held_on_this_machine(path):
        return False
    with suppress(ImportError):
        from mentordesk.ui.second_start import brought_forward

        return brought_forward(path, device)
    return False


def _last(settings: Settings) -> Path | None:
    return next((Path(name) for name in settings.recent if Path(name).is_file()), None)


def _load_models() -> None:
    """Import what an open file needs."""
    importlib.import_module("mentordesk.storage.database")
    importlib.import_module("mentordesk.operations.programme")


def _system_language() -> str:
    code = QLocale.system().name().split("_")[0]
    return code if code in LANGUAGES else "en"


def _is_dark(palette: QPalette) -> bool:
    """Whether a palette, such as the system's own, is a dark one."""
    return palette.color(QPalette.ColorRole.Window).lightness() < MIDDLE_GREY
