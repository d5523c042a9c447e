"""Commands that tell what was done, take it back and look whether the file is sound."""

from typing import TYPE_CHECKING

from mentordesk.cli.parts import Answer, opened
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _

if TYPE_CHECKING:
    import argparse


class NothingToUndo(Refusal):
    """There is no step left to take back in {file}. Nothing was changed."""


class NotSound(Refusal):
    """{file} is not sound: {why} It was left as it is. Open the newest backup, or ask a colleague for their
    copy.
    """


def tell_history(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.history import history

    with opened(given.file, readonly=True) as database, database.read() as view:
        rows = history(view, limit=-1)
    lines = (f"{row.at:%Y-%m-%d %H:%M}  {row.actor}  {row.words}" for row in rows)
    facts = [
        {"id": row.id.hex(), "at": row.at, "actor": row.actor, "kind": row.kind, "words": row.words}
        for row in rows
    ]
    return Answer("\n".join(lines), {"changes": facts})


def undo(given: "argparse.Namespace") -> Answer:
    return _taken_back(given, "undo", _("Taken back: {what}"))


def redo(given: "argparse.Namespace") -> Answer:
    return _taken_back(given, "redo", _("Done again: {what}"))


def _taken_back(given: "argparse.Namespace", way: str, said: str) -> Answer:
    from mentordesk.operations.labels import sentence

    with opened(given.file) as database:
        label = getattr(database, way)()
        if label is None:
            raise NothingToUndo(file=given.file.name)
        with database.read() as view:
            words = sentence(view, label)
    return Answer(said.format(what=words), {"what": words, "key": label.key})


def check_file(given: "argparse.Namespace") -> Answer:
    with opened(given.file, readonly=True) as database:
        found = database.problems(deep=True)
    if found:
        raise NotSound(file=given.file.name, why="; ".join(found) + ".")
    return Answer(_("{file} is sound.").format(file=given.file), {"problems": []})
