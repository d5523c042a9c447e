"""Files that the window makes: a programme from a few answers or from a table, the sample, a whole copy."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QTimer

from mentordesk.i18n import _, reader
from mentordesk.operations.programme import make_programme
from mentordesk.operations.sample import make_sample
from mentordesk.operations.sharing import share
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.settings import data_folder, today, user_name
from mentordesk.ui import dialogs
from mentordesk.ui.commands import bring_in
from mentordesk.ui.file_questions import ask_new, system_zone
from mentordesk.ui.opening import Host

FILES = "MentorDesk (*.mentordesk)"


class Opener(Host, Protocol):
    """Who has the window and opens what was made."""

    def open(self, path: Path) -> bool:
        """Work on a file from now on; False when something was asked or refused."""


def new_file(host: Opener, people: Path | None = None) -> None:
    """Ask for a new programme, and make it; with `people`, bring that table in afterwards."""
    name = people.name if people else ""
    who = None if host.settings.actor else user_name()
    ask_new(host.window, today(), lambda values: _make(host, values, people), name, who)


def _make(host: Opener, values: dict[str, Any], people: Path | None) -> None:
    """Make the file the coordinator described; leaving the file chooser makes nothing."""
    path = dialogs.choose_save(
        host.window, _("Keep the programme"), f"{values['name']}.mentordesk", FILES, "files"
    )
    if path is None:
        return
    actor = values.pop("actor", "")
    if actor:
        host.choose(replace(host.settings, actor=actor))
    with Database.create(path, _desk(host)) as database:
        make_programme(database, **values, zone=system_zone(), language=reader().language_code)
    if host.open(path) and people:
        QTimer.singleShot(0, host.window, partial(bring_in, host.window, people))


def sample_file(host: Opener) -> None:
    """Open the sample programme; it is made when it is not there yet."""
    path = data_folder() / "Sample.mentordesk"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with Database.create(path, _desk(host)) as database:
            make_sample(database, today=today())
    host.open(path)


def save_copy(host: Opener) -> None:
    """Write a whole copy of the open file where the coordinator wants it."""
    database, desk = host.database, host.window.desk
    if database is None or desk is None:
        return
    path = dialogs.choose_save(host.window, _("Save a copy"), database.path.name, FILES, "copies")
    if path:
        desk.do(
            lambda: share(database, out=path, replace=True),
            done=lambda out: host.window.say(
                _("A whole copy is in {file}.").format(file=out.name), undoable=False
            ),
        )


def _desk(host: Host) -> Desk:
    return Desk(host.settings.signs, host.settings.device)
