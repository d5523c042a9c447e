"""What belongs to this desk and not to a programme: who works here, how it looks, what was open last."""

import getpass
import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from platformdirs import user_cache_path, user_config_path, user_data_path

_APP = "MentorDesk"
_RECENT = 8
NOBODY = ("root", "administrator")
"""Users of a system who may be anybody."""


def settings_file() -> Path:
    """Where settings are kept; MENTORDESK_HOME names another folder for everything of this user."""
    home = os.environ.get("MENTORDESK_HOME")
    return (Path(home) if home else user_config_path(_APP, appauthor=False)) / "settings.json"


def data_folder() -> Path:
    """Where backups and logs are kept."""
    home = os.environ.get("MENTORDESK_HOME")
    return Path(home) if home else user_data_path(_APP, appauthor=False)


def cache_folder() -> Path:
    """Where lies what can be made again at any time."""
    home = os.environ.get("MENTORDESK_HOME")
    return Path(home) / "cache" if home else user_cache_path(_APP, appauthor=False)


def today() -> date:
    """The day on this desk's own calendar."""
    return date.today()  # noqa: DTZ011 - the desk's, and no zone's


def user_name() -> str:
    """Who the system says works here, '' where that is no name of anybody."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
    return "" if name.casefold() in NOBODY else name


@dataclass(frozen=True)
class Settings:
    """Choices of this desk; `actor` is who works here, '' until that was said; `device` is a random word that
    tells two desks of one person apart.

    `window` says where the window stood, as Qt writes it.
    `copies` are copies that are worked on beside a file which somebody held, and that file.
    """

    actor: str = ""
    device: str = field(default_factory=lambda: os.urandom(4).hex())
    language: str = ""
    theme: str = ""
    zoom: int = 100
    page: str = "today"
    window: str = ""
    paper: str = "a4"
    folder: str = ""
    toured: bool = False
    recent: tuple[str, ...] = ()
    copies: dict[str, str] = field(default_factory=dict)

    @property
    def signs(self) -> str:
        """The name beside what is done here."""
        return self.actor or user_name()

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """What was saved; anything missing or unreadable is as it is at first."""
        try:
            said = json.loads((path or settings_file()).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return cls()
        return cls(**_known(said)) if isinstance(said, dict) else cls()

    def save(self, path: Path | None = None) -> None:
        target = path or settings_file()
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(target)

    def opened(self, file: Path) -> Self:
        """With `file` first among the recent ones."""
        name = str(file.resolve())
        return replace(self, recent=(name, *(other for other in self.recent if other != name))[:_RECENT])

    def working_on(self, copy: Path, original: Path) -> Self:
        """With `copy` noted as one to be brought back into `original`."""
        return replace(self, copies=self.copies | {str(copy.resolve()): str(original.resolve())})

    def done_with(self, copy: Path) -> Self:
        """With `copy` noted no more."""
        name = str(copy.resolve())
        return replace(self, copies={one: other for one, other in self.copies.items() if one != name})


def _known(said: dict[str, Any]) -> dict[str, Any]:
    """The values of today's names and kinds; others are left out."""
    kinds = {one.name: type(getattr(Settings(), one.name)) for one in fields(Settings)}
    if isinstance(said.get("recent"), list):
        said = said | {"recent": tuple(map(str, said["recent"]))}
    if isinstance(said.get("copies"), dict):
        said = said | {"copies": {copy: str(original) for copy, original in said["copies"].items()}}
    return {name: value for name, value in said.items() if name in kinds and type(value) is kinds[name]}
