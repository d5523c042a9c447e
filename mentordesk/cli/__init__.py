"""The command line: opens the window, or does one job without it.

Exit code 0 done, 1 refused (the sentence is on stderr), 2 wrong usage. `--json` prints one object.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from mentordesk import VERSION
from mentordesk.cli.backups import backup_arguments, backup_file, restore_arguments, restore_backup
from mentordesk.cli.documents import (
    certificate_arguments,
    check_certificate_words,
    document_arguments,
    form_arguments,
    read_forms,
    write_documents,
)
from mentordesk.cli.matching import match, match_arguments
from mentordesk.cli.parts import Command, no_more
from mentordesk.cli.passphrases import change_passphrase, passphrase_arguments
from mentordesk.cli.past import (
    NotSound,
    check_arguments,
    check_file,
    history_arguments,
    redo,
    tell_history,
    undo,
)
from mentordesk.cli.sessions import log_one_session, session_arguments
from mentordesk.cli.sharing import (
    erase_arguments,
    erase_somebody,
    merge_arguments,
    merge_copy,
    share_arguments,
    share_copy,
)
from mentordesk.cli.tables import (
    Stopped,
    bring_in_table,
    export_arguments,
    export_table,
    import_arguments,
    make_new,
    new_arguments,
)
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import LANGUAGES, N_, _, set_language

if TYPE_CHECKING:
    import argparse

DONE, REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (len(given) == 1 and not given[0].startswith("-") and given[0] not in _FIRST_WORDS):
        return _window(given)
    _speak(given)
    parsed = _parser().parse_args(given)
    try:
        answer = parsed.command.run(parsed)
    except Refusal as refusal:
        print(refusal, *_way_back(refusal, parsed), sep="\n", file=sys.stderr)
        return REFUSED
    except (KeyboardInterrupt, EOFError):
        print(Stopped(), file=sys.stderr)
        return REFUSED
    _tell(json.dumps(answer.facts, ensure_ascii=False, default=str) if parsed.json else answer.words)
    return REFUSED if answer.refused else DONE


def _way_back(refusal: Refusal, parsed: "argparse.Namespace") -> list[str]:
    """The command that saves what can be saved of a file that is damaged."""
    from mentordesk.storage.refusals import DamagedFile

    if not isinstance(refusal, DamagedFile | NotSound) or refusal.values["file"] != parsed.file.name:
        return []
    command = f"mentordesk restore {quote(str(parsed.file))} --out OUT"
    return [_("What can be saved of it is written elsewhere by: {command}").format(command=command)]


def _tell(words: str) -> None:
    """Print, and end quietly where the reader of a pipe has seen enough."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        # Python writes out what is left when it ends, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _window(given: list[str]) -> int:
    # What is imported after PySide6 is slower to import, so settings come first.
    import mentordesk.storage.settings  # noqa: F401
    from mentordesk.ui.plain_imports import plain_imports

    with plain_imports():
        from mentordesk.app import run

    return run(Path(given[0]) if given else None)


def _speak(given: Sequence[str]) -> None:
    """Take the language that is asked for, else the window's, before anything is said of the other words."""
    import argparse

    from mentordesk.storage.settings import Settings

    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--speak", nargs="?")
    chosen = first.parse_known_args(given)[0].speak
    chosen = chosen if chosen in LANGUAGES else Settings.load().language
    if chosen:
        set_language(chosen)


def _parser() -> "argparse.ArgumentParser":
    from mentordesk.cli.usage import Parser  # the window opens without argparse

    common = Parser(add_help=False)
    common.add_argument("--json", action="store_true", help=_("print one object for machines"))
    common.add_argument(
        "--passphrase-file", type=Path, metavar="F", help=_("its first line is the passphrase")
    )
    common.add_argument("--speak", choices=LANGUAGES, metavar="XX", help=_("the language of what is said"))
    parser = Parser(prog="mentordesk", description=_("Without a command, opens the window."))
    told = _("say which version this is and end")
    parser.add_argument("--version", action="version", version=f"MentorDesk {VERSION}", help=told)
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    groups: dict[str, Any] = {}
    for command in COMMANDS:
        group, _space, verb = command.name.rpartition(" ")
        if group and group not in groups:
            groups[group] = commands.add_parser(group, help=_(command.help)).add_subparsers(required=True)
        own = groups.get(group, commands).add_parser(verb, help=_(command.help), parents=[common])
        own.add_argument("file", type=Path, metavar=_("FILE"), help=_("the programme file"))
        command.arguments(own)
        own.set_defaults(command=command, wrong=own.error)
    return parser


COMMANDS = (
    Command("new", N_("make a programme file"), new_arguments, make_new),
    Command("import", N_("bring people in from a table"), import_arguments, bring_in_table),
    Command("match", N_("propose pairs, and publish them"), match_arguments, match),
    Command("document", N_("write documents as PDF"), document_arguments, write_documents),
    Command(
        "certificate check", N_("tell whether it is genuine"), certificate_arguments, check_certificate_words
    ),
    Command("form read", N_("read filled forms from a folder"), form_arguments, read_forms),
    Command("export", N_("write a table for other programs"), export_arguments, export_table),
    Command("session log", N_("note that a pairing met"), session_arguments, log_one_session),
    Command("share", N_("write a copy for a colleague"), share_arguments, share_copy),
    Command("merge", N_("bring in the copy of a colleague"), merge_arguments, merge_copy),
    Command("erase", N_("erase a person for ever"), erase_arguments, erase_somebody),
    Command("backup", N_("make a backup, or list them"), backup_arguments, backup_file),
    Command("restore", N_("go back to a backup, or mend a damaged file"), restore_arguments, restore_backup),
    Command("passphrase", N_("lock the file, or unlock it"), passphrase_arguments, change_passphrase),
    Command("history", N_("tell what was done, by whom and when"), history_arguments, tell_history),
    Command("undo", N_("take the newest step back"), no_more, undo),
    Command("redo", N_("do the step again that was taken back"), no_more, redo),
    Command("check", N_("look whether the file is sound"), check_arguments, check_file),
)
"""Every job, in the order of the help."""

_FIRST_WORDS = frozenset(command.name.split()[0] for command in COMMANDS)
