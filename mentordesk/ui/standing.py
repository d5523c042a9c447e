"""How the open file stands: only read, a copy beside one that is held, or one with work in a copy."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.operations.letters import letter
from mentordesk.operations.work_copies import steps_ahead
from mentordesk.storage.database import Database
from mentordesk.storage.holder import holder_of
from mentordesk.storage.settings import user_name
from mentordesk.ui.file_notice import FileNotice, Notice
from mentordesk.ui.opening import Opening, Wanted


class Standing:
    """What the bar above the pages says about one open file."""

    def __init__(self, opening: Opening, database: Database) -> None:
        self._opening, self._database = opening, database
        self._ahead: dict[Path, int] = {}
        window = opening.host.window
        self.notice = FileNotice(window, self._look)
        self.unnamed = FileNotice(window, self._unnamed)
        self.letter = FileNotice(window, self._letter)
        copies = [copy for copy, original in self._copies().items() if original == database.path.resolve()]
        for gone in [copy for copy in copies if not copy.is_file()]:
            opening.host.choose(opening.host.settings.done_with(gone))
        if copies and not database.readonly:
            window.tasks.run(lambda: self._count(copies), done=self._counted, cancellable=False)

    def _unnamed(self) -> Notice | None:
        """Nobody said yet who works here, and something can be done."""
        if self._opening.host.settings.actor or self._database.readonly:
            return None
        words = _("Who works here? Your name stands beside what you do, in the history.")
        return Notice(words, _("Say your name…"), self._ask_name, "user")

    def _letter(self) -> Notice | None:
        """What a colleague wrote with this copy, until something is done in it."""
        with self._database.read() as view:
            words = letter(view, device=self._database.desk.device)
        return Notice(words, icon="share-2") if words else None

    def _ask_name(self) -> None:
        from mentordesk.ui.file_questions import ask_name

        ask_name(self._opening.host.window, user_name(), self._keep_name)

    def _keep_name(self, name: str) -> None:
        host = self._opening.host
        host.choose(replace(host.settings, actor=name))
        self.unnamed.look()

    def _copies(self) -> dict[Path, Path]:
        """The copies that are worked on, each with the file it is one of."""
        noted = self._opening.host.settings.copies
        return {Path(copy): Path(original) for copy, original in noted.items()}

    def _count(self, copies: list[Path]) -> dict[Path, int]:
        return {copy: steps_ahead(self._database, copy) for copy in copies if copy.is_file()}

    def _counted(self, ahead: dict[Path, int]) -> None:
        self._ahead = {copy: n for copy, n in ahead.items() if n}
        self.notice.look()

    def _look(self) -> Notice | None:
        if self._database.readonly:
            return self._only_read()
        original = self._copies().get(self._database.path.resolve())
        if original is not None and original.is_file():
            return self._is_copy(original)
        return self._has_copy()

    def _only_read(self) -> Notice:
        """Also looks whether whoever has the file wrote something, and shows that."""
        path = self._database.path
        if self._opening.damaged:
            verb = _("Mend it and open that")
            return Notice(str(self._opening.damaged), verb, self._opening.mend, "triangle-alert")
        self._database.look_again()
        if self._opening.lost:
            verb = _("Open the new one and bring mine in")
            return Notice(str(self._opening.lost), verb, self._opening.bring_rescued, "triangle-alert")
        copy = partial(self._opening.work_on_copy, path)
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            words = _(
                "{file} is only read: the file or its folder is protected, so nothing can be saved here."
            )
            return Notice(words.format(file=isolate(path.name)), _("Work on a copy"), copy)
        holder = holder_of(path)
        if holder:
            words = _("{file} is only read: {holder} has it open.")
            said = words.format(file=isolate(path.name), holder=isolate(holder))
            return Notice(said, _("Work on a copy and merge"), copy, "users")
        words = _("{file} is only read here, and nobody else has it open now.")
        said = words.format(file=isolate(path.name))
        return Notice(said, _("Open it to write"), partial(self._opening.reopen, Wanted(path)))

    def _is_copy(self, original: Path) -> Notice:
        name, holder = isolate(original.name), holder_of(original)
        if holder:
            words = _("You work on a copy of {file}, which {holder} has open. Bring it back later.")
            return Notice(words.format(file=name, holder=isolate(holder)), icon="copy")
        words = _("You work on a copy of {file}, which nobody has open now.")
        back = partial(self._opening.bring_back, self._database.path, original)
        return Notice(words.format(file=name), _("Bring it back…"), back, "git-merge")

    def _has_copy(self) -> Notice | None:
        if not self._ahead:
            return None
        copy, n = next(iter(self._ahead.items()))
        words = ngettext(
            "Your copy {file} has {n} step that is not here.",
            "Your copy {file} has {n} steps that are not here.",
            n,
        )
        said = words.format(file=isolate(copy.name), n=reader().number(n))
        return Notice(said, _("Bring it in…"), partial(self._bring_in, copy), "git-merge")

    def _bring_in(self, copy: Path) -> None:
        """Look at it on the Sharing page; it is asked about again when the file is opened, if it was left."""
        self._ahead.pop(copy)
        self.notice.look()
        self._opening.bring_in(copy)
