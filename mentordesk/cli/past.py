"""Commands that tell what was done, take it back and look whether the file is sound."""

from operator import attrgetter
from typing import TYPE_CHECKING

from mentordesk.cli.opening import opened
from mentordesk.cli.parts import Answer
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _

if TYPE_CHECKING:
    import argparse

    from mentordesk.operations.history import ChangeRow


class NothingToUndo(Refusal):
    """There is no step left to take back in {file}. Nothing was changed."""


class NothingToRedo(Refusal):
    """There is no step left to do again in {file}. Nothing was changed."""


class NotSound(Refusal):
    """{file} is not sound: {why} It was left as it is. Open the newest backup, or ask a colleague for their
    copy.
    """


def history_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument(
        "--of", default="", metavar=_("NAME"), help=_("of this person only, and what is theirs")
    )


def tell_history(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.erasing import person_called
    from mentordesk.operations.history import history
    from mentordesk.operations.past import changes_about

    with opened(given, readonly=True) as database, database.read() as view:
        rows = sorted(history(view, limit=-1), key=attrgetter("id"), reverse=True)
        if given.of:
            about = changes_about(view, person=person_called(view, given.of))
            rows = [row for row in rows if row.n in about]
    lines = (f"{row.at:%Y-%m-%d %H:%M}  {row.actor}  {_what(row)}" for row in rows)
    facts = [
        {
            "id": row.id.hex(),
            "at": row.at,
            "actor": row.actor,
            "kind": row.kind,
            "words": row.words,
            "taken_back": row.taken_back,
        }
        for row in rows
    ]
    return Answer("\n".join(lines), {"changes": facts})


def _what(row: "ChangeRow") -> str:
    """A step by its words, that it takes another back or does it again, and whether it was taken back."""
    words = f"{row.kind_words}: {row.words}" if row.kind in ("undo", "redo") else row.words
    return f"{words} ({row.step})" if row.taken_back else words


def undo(given: "argparse.Namespace") -> Answer:
    return _taken_back(given, "undo", _("Taken back: {what}"), NothingToUndo)


def redo(given: "argparse.Namespace") -> Answer:
    return _taken_back(given, "redo", _("Done again: {what}"), NothingToRedo)


def _taken_back(given: "argparse.Namespace", way: str, said: str, none_left: type[Refusal]) -> Answer:
    from mentordesk.operations.labels import sentence

    with opened(given) as database:
        label = getattr(database, way)()
        if label is None:
            raise none_left(file=given.file.name)
        with database.read() as view:
            words = sentence(view, label)
    return Answer(said.format(what=words), {"what": words, "key": label.key})


def check_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument(
        "--deep", action="store_true", help=_("compare every value with the history, and tell the state")
    )


def check_file(given: "argparse.Namespace") -> Answer:
    from mentordesk.storage.state import state_digest

    with opened(given, readonly=True) as database:
        found = database.problems(deep=given.deep)
        if found:
            raise NotSound(file=given.file.name, why="; ".join(found) + ".")
        if not given.deep:
            return Answer(_("{file} is sound.").format(file=given.file), {"problems": []})
        with database.read() as view:
            state = state_digest(view)
    said = _("{file} is sound, and every value is as its history says. State: {state}")
    return Answer(said.format(file=given.file, state=state), {"problems": [], "state": state})
