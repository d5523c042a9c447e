"""The command line: opens the window, or does one job without it.

Exit code 0 done, 1 refused (the sentence is on stderr), 2 wrong usage. `--json` prints one object.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _, set_language

if TYPE_CHECKING:
    from mentordesk.storage.database import Database

DONE, REFUSED = 0, 1


class NothingToUndo(Refusal):
    """There is no step left to take back in {file}. Nothing was changed."""


class NotSound(Refusal):
    """{file} is not sound: {why} It was left as it is. Open the newest backup, or ask a colleague for their
    copy.
    """


@dataclass(frozen=True)
class Answer:
    """What a command has to say: words for people, facts for machines."""

    words: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Command:
    """One job: its name, what it is for, its arguments, and what does it."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], object]
    run: Callable[[argparse.Namespace], Answer]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (len(given) == 1 and given[0] not in {one.name for one in COMMANDS} | {"-h", "--help"}):
        return _window(given)
    parsed = _parser().parse_args(given)
    _speak(parsed.speak)
    try:
        answer = parsed.command.run(parsed)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    print(json.dumps(answer.facts, ensure_ascii=False, default=str) if parsed.json else answer.words)
    return DONE


def _window(given: list[str]) -> int:
    from mentordesk.app import run

    return run(Path(given[0]) if given else None)


def _speak(language: str) -> None:
    from mentordesk.storage.settings import Settings

    chosen = language or Settings.load().language
    if chosen:
        set_language(chosen)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help=_("print one object for machines"))
    common.add_argument("--speak", default="", metavar="XX", help=_("the language of what is said"))
    parser = argparse.ArgumentParser(prog="mentordesk", description=_("Without a command, opens the window."))
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    for command in COMMANDS:
        own = commands.add_parser(command.name, help=_(command.help), parents=[common])
        own.add_argument("file", type=Path, metavar=_("FILE"))
        command.arguments(own)
        own.set_defaults(command=command)
    return parser


@contextmanager
def _opened(path: Path, *, readonly: bool = False) -> Iterator["Database"]:
    from mentordesk.storage.database import Database

    with Database.open(path, _desk(), readonly=readonly) as database:
        yield database


def _desk() -> Any:
    from mentordesk.storage.database import Desk
    from mentordesk.storage.settings import Settings, data_folder

    settings = Settings.load()
    return Desk(settings.actor or getpass.getuser(), settings.device, data_folder() / "backups")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the desk's own calendar


def _no_more(_parser: argparse.ArgumentParser) -> None:
    """A command that needs the file alone."""


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sample", action="store_true", help=_("fill it with the sample programme"))
    parser.add_argument("--name", default="", help=_("the name of the programme"))


def _new(given: argparse.Namespace) -> Answer:
    from mentordesk.operations.programme import make_programme
    from mentordesk.operations.sample import make_sample
    from mentordesk.storage.database import Database

    today = _today()
    with Database.create(given.file, _desk()) as database:
        if given.sample:
            make_sample(database, today=today)
        else:
            make_programme(
                database,
                name=given.name or given.file.stem,
                cohort=str(today.year),
                starts_on=today,
                ends_on=date(today.year + 1, today.month, min(today.day, 28)),
            )
    return Answer(_("Made {file}.").format(file=given.file), {"file": given.file})


def _share_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar=_("OUT"))


def _share(given: argparse.Namespace) -> Answer:
    from mentordesk.operations.sharing import share

    with _opened(given.file, readonly=True) as database:
        out = share(database, out=given.out)
    return Answer(_("A whole copy is in {file}.").format(file=out), {"file": out})


def _history(given: argparse.Namespace) -> Answer:
    from mentordesk.operations.history import history

    with _opened(given.file, readonly=True) as database, database.read() as view:
        rows = history(view, limit=-1)
    lines = (f"{row.at:%Y-%m-%d %H:%M}  {row.actor}  {row.words}" for row in rows)
    facts = [
        {"id": row.id.hex(), "at": row.at, "actor": row.actor, "kind": row.kind, "words": row.words}
        for row in rows
    ]
    return Answer("\n".join(lines), {"changes": facts})


def _undo(given: argparse.Namespace) -> Answer:
    return _taken_back(given, "undo", _("Taken back: {what}"))


def _redo(given: argparse.Namespace) -> Answer:
    return _taken_back(given, "redo", _("Done again: {what}"))


def _taken_back(given: argparse.Namespace, way: str, said: str) -> Answer:
    from mentordesk.operations.labels import sentence

    with _opened(given.file) as database:
        label = getattr(database, way)()
        if label is None:
            raise NothingToUndo(file=given.file.name)
        with database.read() as view:
            words = sentence(view, label)
    return Answer(said.format(what=words), {"what": words, "key": label.key})


def _check(given: argparse.Namespace) -> Answer:
    with _opened(given.file, readonly=True) as database:
        found = database.problems(deep=True)
    if found:
        raise NotSound(file=given.file.name, why="; ".join(found) + ".")
    return Answer(_("{file} is sound.").format(file=given.file), {"problems": []})


COMMANDS = (
    Command("new", N_("make a programme file"), _new_arguments, _new),
    Command("share", N_("write a whole copy for a colleague"), _share_arguments, _share),
    Command("history", N_("tell what was done, by whom and when"), _no_more, _history),
    Command("undo", N_("take the newest step back"), _no_more, _undo),
    Command("redo", N_("do the step again that was taken back"), _no_more, _redo),
    Command("check", N_("look whether the file is sound"), _no_more, _check),
)
"""Every job, in the order of the help."""
