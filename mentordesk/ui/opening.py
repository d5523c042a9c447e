"""How a file comes into the window: its passphrase asked, a copy of ours told from another, damage mended.

What only a question needs is imported when it is asked (PERFORMANCE.md, P1).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, isolate
from mentordesk.operations.work_copies import copy_name, free_name, is_copy_of
from mentordesk.storage.backup import copies_in
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.header import LockedShare
from mentordesk.storage.moved import identity_of
from mentordesk.storage.refusals import (
    DamagedFile,
    HeldElsewhere,
    MissingFile,
    MovedFile,
    NotOurs,
    ReadOnly,
    ReplacedFile,
)
from mentordesk.storage.secrets import NeedsPassphrase, WrongPassphrase
from mentordesk.storage.settings import Settings, data_folder
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.theme import the_app

if TYPE_CHECKING:
    from mentordesk.ui.dialogs import FormDialog
    from mentordesk.ui.way_back import WayBackDialog

ENDINGS = (".mentordesk", ".age")


class Host(Protocol):
    """Who has the window and the open file."""

    window: MainWindow
    settings: Settings
    database: Database | None

    def take(self, database: Database) -> None:
        """Work on a file from now on; the one that was open is closed."""

    def let_go(self, words: str = "") -> bool:
        """Close the file; False where something typed cannot be kept, which was shown."""

    def choose(self, settings: Settings) -> None:
        """Other settings hold from now on."""


@dataclass(frozen=True)
class Wanted:
    """A file to open and how; `instead` of the open one even if it is a copy of it; then `then` is called."""

    path: Path
    readonly: bool = False
    passphrase: str | None = None
    instead: bool = False
    then: Callable[[], object] | None = None


class Opening(QObject):
    """Opens files for a host. What must be asked is asked in a dialog over its window, which goes on."""

    _replaced: ClassVar[Signal] = Signal(object)

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self.host = host
        self.passphrase: str | None = None
        self.lost: ReplacedFile | None = None
        self.damaged: DamagedFile | None = None
        self.asking: FormDialog | None = None
        self.mending: WayBackDialog | None = None
        self._replaced.connect(self._ask_replaced)
        the_app().applicationStateChanged.connect(self._come_back)

    @property
    def desk(self) -> Desk:
        return Desk(self.host.settings.signs, self.host.settings.device, data_folder() / "backups")

    def open(self, wanted: Wanted) -> bool:
        """Open a file in place of the one that is open; False when something was asked or refused."""
        ours = self.host.database
        if ours and self.lost and wanted.path == ours.path:
            self.bring_rescued()
            return False
        if ours and identity_of(wanted.path) == identity_of(ours.path) is not None:
            return True
        try:
            database = Database.open(
                wanted.path, self.desk, readonly=wanted.readonly, passphrase=wanted.passphrase
            )
        except Refusal as refusal:
            self._refused(wanted, refusal)
            return False
        original = None if wanted.instead else self._original(database)
        if original:
            database.close()
            self._ask_copy(wanted, original)
            return False
        return self._take(wanted, database)

    def come(self, path: Path) -> bool:
        """Come to the front if this very file is open, which is then opened as by the menu."""
        ours = self.host.database
        if ours is None or identity_of(path) != identity_of(ours.path):
            return False
        self.host.window.come_forward()
        self.open(Wanted(path))
        return True

    def drop(self, path: Path) -> None:
        """A file that falls on the window: one of ours is offered to be brought in."""
        desk = self.host.window.desk
        if desk and path.suffix in ENDINGS:
            self.bring_in(path)
        else:
            self.open(Wanted(path))

    def work_on_copy(self, path: Path, passphrase: str | None = None) -> None:
        """Make a copy of a file that cannot be written, and work there; it is noted to be brought back."""
        target = self._beside(path, copy_name(path, self.host.settings.signs))
        if target is None:
            return
        ours, desk = self.host.database, self.desk
        words = passphrase or self.passphrase

        def copy() -> Path:
            if ours and ours.path == path:
                ours.save_copy(target)
            else:
                with Database.open(path, desk, readonly=True, passphrase=words) as held:
                    held.save_copy(target)
            return target

        self.host.window.tasks.run(
            copy,
            label=_("Making the copy"),
            done=lambda made: self._copied(made, path, words),
            cancellable=False,
        )

    def bring_in(self, copy: Path) -> None:
        """Look at a copy, on the Sharing page, before it is brought in; it may have our own passphrase."""
        self.host.window.go("sharing", copy=copy, passphrase=self.passphrase)

    def bring_back(self, copy: Path, original: Path) -> None:
        """Open the file that a copy was made of, and look at what the copy brings."""
        wanted = Wanted(original, passphrase=self.passphrase, instead=True)
        self.open(replace(wanted, then=partial(self.bring_in, copy)))

    def reopen(self, wanted: Wanted) -> None:
        """Close the open file, then open another, which may lie in its place."""
        if self.host.let_go():
            self.open(wanted)

    def _copied(self, copy: Path, original: Path, passphrase: str | None) -> None:
        self.host.choose(self.host.settings.working_on(copy, original))
        self.open(Wanted(copy, passphrase=passphrase, instead=True))

    def answer(self, refusal: Refusal) -> bool:
        """Take up a refusal about the open file that has a way on; False for every other."""
        from mentordesk.ui import file_questions

        database = self.host.database
        if database is None or refusal.values.get("file") != database.path.name:
            return False
        window = self.host.window
        if isinstance(refusal, ReplacedFile):
            return True  # asked about as soon as it was noticed
        if isinstance(refusal, MovedFile):
            self._ask_moved(database, refusal)
        elif isinstance(refusal, DamagedFile):
            self.damaged, database.readonly = refusal, True
            self.mend()
        elif isinstance(refusal, ReadOnly) and self.damaged:
            self.mend()
        elif isinstance(refusal, ReadOnly):
            file_questions.ask_read_only(window, refusal, partial(self.work_on_copy, database.path))
        else:
            return False
        return True

    def mend(self) -> None:
        """Show what can be saved of the open file, which is damaged and from now on only read."""
        if self.host.database:
            self._ask_way_back(Wanted(self.host.database.path, passphrase=self.passphrase))

    def _take(self, wanted: Wanted, database: Database) -> bool:
        self.passphrase = wanted.passphrase if database.locked else None
        self.lost = self.damaged = None
        database.on_replaced(self._replaced.emit)
        try:
            self.host.take(database)
        except DamagedFile:
            self.host.let_go()
            self._ask_way_back(wanted)
            return False
        if wanted.then:
            wanted.then()
        return True

    def _refused(self, wanted: Wanted, refusal: Refusal) -> None:
        from mentordesk.ui import file_questions

        window = self.host.window
        if isinstance(refusal, WrongPassphrase | NeedsPassphrase):
            self._ask_passphrase(wanted, refusal)
        elif isinstance(refusal, LockedShare):
            self._ask_share(wanted)
        elif isinstance(refusal, HeldElsewhere):
            read = partial(self.open, replace(wanted, readonly=True))
            copy = partial(self.work_on_copy, wanted.path, wanted.passphrase)
            file_questions.ask_held(window, refusal, read, copy)
        elif isinstance(refusal, DamagedFile) or (isinstance(refusal, NotOurs) and self._has_backups(wanted)):
            self._ask_way_back(wanted)
        elif isinstance(refusal, MissingFile):
            file_questions.ask_elsewhere(window, refusal, _("Choose it…"), self.choose)
        else:
            window.refuse(refusal)

    def choose(self) -> None:
        """Ask which file to open."""
        path = self._chosen()
        if path:
            self.open(Wanted(path))

    def _chosen(self) -> Path | None:
        from mentordesk.ui import dialogs

        return dialogs.choose_file(
            self.host.window, _("Open a programme"), _("Programme files (*.mentordesk *.age)"), "files"
        )

    def _ask_passphrase(self, wanted: Wanted, refusal: Refusal) -> None:
        from mentordesk.operations.backups import opens_newest
        from mentordesk.ui.passphrase_dialogs import ask_passphrase

        wrong = str(refusal) if isinstance(refusal, WrongPassphrase) else ""

        def attempt(passphrase: str) -> None:
            try:
                Database.open(wanted.path, self.desk, readonly=True, passphrase=passphrase).close()
            except WrongPassphrase:
                # A page that cannot be read looks like another passphrase; its backups know.
                if not opens_newest(wanted.path, desk=self.desk, passphrase=passphrase):
                    raise
                self._ask_way_back(replace(wanted, passphrase=passphrase))
            except Refusal as other:
                self._refused(replace(wanted, passphrase=passphrase), other)
            else:
                self.open(replace(wanted, passphrase=passphrase))

        self.asking = ask_passphrase(self.host.window, wanted.path.name, attempt, wrong=wrong)

    def _ask_share(self, wanted: Wanted) -> None:
        """A locked copy: brought into the open programme, or kept as a file of its own, locked as it is."""
        from mentordesk.operations.sharing import keep_shared
        from mentordesk.ui import file_questions
        from mentordesk.ui.passphrase_dialogs import ask_passphrase

        desk, path = self.host.window.desk, wanted.path
        if desk and not wanted.instead:
            file_questions.ask_share(
                self.host.window,
                path.name,
                partial(self.bring_in, path),
                partial(self._ask_share, replace(wanted, instead=True)),
            )
            return
        target = self._beside(path, free_name(path, path.name.split(".")[0]))
        if target is None:
            return

        def attempt(passphrase: str) -> None:
            keep_shared(path, target, passphrase=passphrase)
            self.open(replace(wanted, path=target, passphrase=passphrase, instead=True))

        kept = _("It becomes a programme file, {file}, with the same passphrase.")
        self.asking = ask_passphrase(
            self.host.window, path.name, attempt, help_text=kept.format(file=isolate(target.name))
        )

    def _original(self, database: Database) -> Path | None:
        """The open file, else a file of last time, of which one that was never open here is a copy."""
        ours, settings = self.host.database, self.host.settings
        if ours:
            return ours.path if is_copy_of(ours, database) else None
        last = next((path for path in map(Path, settings.recent) if path.is_file()), None)
        seen = {*settings.recent, *settings.copies.values()}
        if last is None or str(database.path.resolve()) in seen:
            return None
        try:
            with Database.open(last, readonly=True) as known:
                return last if is_copy_of(known, database) else None
        except Refusal:
            return None

    def _ask_copy(self, wanted: Wanted, original: Path) -> None:
        from mentordesk.ui import file_questions

        def bring_in() -> None:
            if self.host.database:
                self.bring_in(wanted.path)
            else:
                self.open(Wanted(original, then=partial(self.bring_in, wanted.path)))

        instead = partial(self.open, replace(wanted, instead=True))
        file_questions.ask_copy(self.host.window, wanted.path.name, original.name, bring_in, instead)

    def _ask_way_back(self, wanted: Wanted) -> None:
        from mentordesk.ui.file_questions import system_zone
        from mentordesk.ui.way_back import WayBackDialog

        if self.mending and self.mending.isVisible():
            return  # several readers may meet the same damage
        desk = self.host.window.desk
        self.mending = WayBackDialog(
            self.host.window,
            wanted.path,
            desk=self.desk,
            tasks=self.host.window.tasks,
            passphrase=wanted.passphrase,
            zone=desk.zone if desk else system_zone(),
            mended=lambda path: self.open(Wanted(path, passphrase=wanted.passphrase, instead=True)),
        )
        self.mending.open()

    def _come_back(self, state: Qt.ApplicationState) -> None:
        """Whoever was in another program may have let a synchronised folder work meanwhile."""
        if self.host.database and state is Qt.ApplicationState.ApplicationActive:
            self.host.window.tasks.run(self.host.database.check_in_place, cancellable=False, beside=True)

    def _ask_replaced(self, refusal: ReplacedFile) -> None:
        from mentordesk.ui import file_questions

        self.lost = refusal
        file_questions.ask_replaced(self.host.window, refusal, self.bring_rescued, self._go_on_rescued)

    def bring_rescued(self) -> None:
        """Open what replaced the file, and look at what was rescued of ours."""
        database, rescue = self.host.database, self._rescue
        if database and rescue:
            wanted = Wanted(database.path, passphrase=self.passphrase)
            self.reopen(replace(wanted, then=partial(self.bring_in, rescue)))

    def _go_on_rescued(self) -> None:
        if self._rescue:
            self.reopen(Wanted(self._rescue, passphrase=self.passphrase))

    @property
    def _rescue(self) -> Path | None:
        path = self.lost.values.get("path") if self.lost else None
        return path if isinstance(path, Path) else None

    def _ask_moved(self, database: Database, refusal: Refusal) -> None:
        from mentordesk.ui import file_questions

        there, passphrase = database.found_at(), self.passphrase

        def follow() -> None:
            path = there or self._chosen()
            if path:
                self.reopen(Wanted(path, passphrase=passphrase))

        def copy() -> None:
            target = self._ask_where(database.path.name)
            if target:
                database.save_copy(target)
                self.reopen(Wanted(target, passphrase=passphrase))

        folder = there.parent.name if there else ""
        file_questions.ask_moved(self.host.window, refusal, copy, follow, folder)

    def _beside(self, path: Path, target: Path) -> Path | None:
        """`target`, or where its folder cannot be written, the place that is chosen."""
        return target if os.access(path.parent, os.W_OK) else self._ask_where(target.name)

    def _ask_where(self, name: str) -> Path | None:
        from mentordesk.ui import dialogs

        return dialogs.choose_save(
            self.host.window, _("Where the copy goes"), name, "MentorDesk (*.mentordesk)", "files"
        )

    def _has_backups(self, wanted: Wanted) -> bool:
        return bool(copies_in(self.desk.backups, wanted.path.stem))
