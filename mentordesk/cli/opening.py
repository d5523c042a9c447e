"""Opening the file that a command is about: plain, locked at rest, or a copy locked for a colleague.

A passphrase is the first line of a file, or typed on a terminal; it never stands on the command line.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _

if TYPE_CHECKING:
    import argparse

    from mentordesk.storage.database import Database

Done = TypeVar("Done")


class LockedFile(Refusal):
    """{file} is locked with a passphrase. Nothing was changed. Write the passphrase into a file and name that
    file by --passphrase-file.
    """


class NoPassphrase(Refusal):
    """{file} holds no passphrase that can be read. Nothing was changed. Write it into the first line of the
    file.
    """


class NotTheSame(Refusal):
    """What was typed the second time is not the same. Nothing was changed. Try once more."""


class CopyToRead(Refusal):
    """{file} is a locked copy, which can be read but not changed. Nothing was changed. Make a programme file
    of it by “share”, and change that.
    """


def desk_here() -> Any:
    from mentordesk.storage.database import Desk
    from mentordesk.storage.settings import Settings, data_folder

    settings = Settings.load()
    return Desk(settings.signs, settings.device, data_folder() / "backups")


@contextmanager
def opened(
    given: "argparse.Namespace", *, readonly: bool = False, passphrase: Path | None = None
) -> Iterator["Database"]:
    """The file of a command, closed in the end; `passphrase` names another file than the common one."""
    named = passphrase or given.passphrase_file
    with ExitStack() as stack:
        yield with_passphrase(
            given.file, named, lambda words: _open(given.file, words, stack, readonly=readonly)
        )


def _open(path: Path, words: str | None, stack: ExitStack, *, readonly: bool) -> "Database":
    """The file, or what a locked copy holds: that is laid in a folder of its own, locked as the copy is."""
    from tempfile import TemporaryDirectory

    from mentordesk.operations.sharing import is_locked_share, keep_shared
    from mentordesk.storage.database import Database

    if is_locked_share(path):
        if not readonly:
            raise CopyToRead(file=path.name)
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="mentordesk-")))
        path = keep_shared(path, folder / path.stem, passphrase=words or "")
    return stack.enter_context(Database.open(path, desk_here(), readonly=readonly, passphrase=words))


def with_passphrase(file: Path, named: Path | None, do: Callable[[str | None], Done]) -> Done:
    """Do what may need the passphrase of `file`: that in the file `named`, else the one that is typed."""
    from mentordesk.storage.secrets import NeedsPassphrase

    try:
        return do(passphrase_in(named) if named else None)
    except NeedsPassphrase:
        words = _typed(_("Passphrase of {file}: ").format(file=file.name))
        if not words:
            raise LockedFile(file=file.name) from None
        return do(words)


def passphrase_in(file: Path) -> str:
    """The first line of a file."""
    try:
        with file.open(encoding="utf-8-sig") as lines:
            words = lines.readline().rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise NoPassphrase(file=file.name) from error
    if not words:
        raise NoPassphrase(file=file.name)
    return words


def new_passphrase(named: Path | None) -> str:
    """The one in a file, else typed twice; empty where there is no terminal either."""
    if named:
        return passphrase_in(named)
    words = _typed(_("New passphrase: "))
    if words != _typed(_("The same once more: ")):
        raise NotTheSame
    return words


def _typed(question: str) -> str:
    """What is typed on a terminal, unseen; empty where there is none."""
    import getpass

    return getpass.getpass(question) if sys.stdin.isatty() else ""
