"""The command that sets, changes and removes the passphrase of a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from mentordesk.cli.opening import desk_here, new_passphrase, with_passphrase
from mentordesk.cli.parts import Answer
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _

if TYPE_CHECKING:
    import argparse

    from mentordesk.storage.locked import Relocked


class AlreadyLocked(Refusal):
    """{file} has a passphrase already. Nothing was changed. Change it by “passphrase {file} change”."""


class NoNewPassphrase(Refusal):
    """No new passphrase was given. Nothing was changed. Write it into a file and name that file by
    --new-passphrase-file.
    """


def passphrase_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("what", choices=("set", "change", "remove"))
    parser.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="F",
        help=_(
            "its first line is the new one; a forgotten passphrase is forgotten, nobody opens the file then"
        ),
    )


def change_passphrase(given: "argparse.Namespace") -> Answer:
    from mentordesk.storage.header import LOCKED, schema_of
    from mentordesk.storage.secrets import NotLocked

    locked = schema_of(given.file) == LOCKED
    if locked and given.what == "set":
        raise AlreadyLocked(file=given.file.name)
    if not locked and given.what != "set":
        raise NotLocked(file=given.file.name)
    done = with_passphrase(
        given.file, given.passphrase_file, lambda words: _relocked(given, words if locked else None, locked)
    )
    words = _("{file} has no passphrase now. Backups that follow: {n}.")
    if given.what != "remove":
        words = _(
            "{file} is locked. Whoever forgets the passphrase cannot open it. Backups that follow: {n}."
        )
    lines = [words.format(file=given.file, n=done.backups)]
    lines += [_("Not read, and left as it is: {file}").format(file=name) for name in done.left]
    return Answer("\n".join(lines), {"backups": done.backups, "left": done.left})


def _relocked(given: "argparse.Namespace", old: str | None, locked: bool) -> "Relocked":
    from mentordesk.operations.sharing import relock
    from mentordesk.storage.secrets import NeedsPassphrase

    if locked and not old:
        raise NeedsPassphrase(file=given.file.name)
    new = None if given.what == "remove" else new_passphrase(given.new_passphrase_file)
    if new == "":
        raise NoNewPassphrase
    return relock(given.file, desk=desk_here(), old=old, new=new)
