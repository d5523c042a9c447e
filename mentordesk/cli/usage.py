"""What is said of words on the command line that cannot be used: in the reader's language, exit code 2.

Imports argparse, so this is imported when a command line is read, not when the window opens.
"""

import argparse
import re
import sys
from typing import Any, NoReturn

from mentordesk.i18n import N_, _

NOT_AMONG = N_("“{text}” is none of these: {choices}.")
SENTENCES = (
    (r"the following arguments are required: (?P<words>.+)", N_("This is missing: {words}.")),
    (r"unrecognized arguments: (?P<words>.+)", N_("This was not understood: {words}.")),
    (
        r"argument (?P<name>.+?): not allowed with argument (?P<words>.+)",
        N_("{name} and {words} do not go together."),
    ),
    (
        r"argument (?P<name>.+?): expected (?:one|at least one) argument",
        N_("After {name} a value is missing."),
    ),
)
"""What argparse says, and how we say it; the first that fits counts."""


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("It is written: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Says in a sentence what cannot be used, and where to read on.

    One without help of its own is a part of others, which merge its group with theirs by the title.
    """

    def __init__(self, *, add_help: bool = True, **given: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **given)
        if add_help:
            self._positionals.title, self._optionals.title = _("What is given"), _("What may be added")
            self.add_argument("-h", "--help", action="help", help=_("say this and end"))

    def error(self, message: str) -> NoReturn:
        more = _("How it is written: {command}").format(command=f"{self.prog} --help")
        print(in_our_words(message), more, sep="\n", file=sys.stderr)
        sys.exit(2)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Argparse's own check of `choices`, which names the argument and not the reader's language."""
        if action.choices is not None and value not in action.choices:
            choices = ", ".join(map(str, action.choices))
            raise argparse.ArgumentError(None, _(NOT_AMONG).format(text=value, choices=choices))


def in_our_words(message: str) -> str:
    """The sentence for a message of argparse; of a value that is wrong, ours already, after what it is of."""
    for pattern, sentence in SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return _(sentence).format(**found.groupdict())
    return message.removeprefix("argument ")
