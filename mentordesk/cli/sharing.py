"""Commands that give copies, bring them in and erase."""

from pathlib import Path
from typing import TYPE_CHECKING

from mentordesk.cli.parts import Answer, opened
from mentordesk.i18n import _

if TYPE_CHECKING:
    import argparse

    from mentordesk.storage.merge_plan import Plan


def share_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("out", type=Path, metavar=_("OUT"))


def share_copy(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.sharing import share

    with opened(given.file, readonly=True) as database:
        out = share(database, out=given.out)
    return Answer(_("A whole copy is in {file}.").format(file=out), {"file": out})


def merge_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("other", type=Path, metavar=_("OTHER"))
    parser.add_argument("--plan", action="store_true", help=_("tell what would happen, change nothing"))
    parser.add_argument("--prefer", choices=("mine", "theirs", "newest"), help=_("settles what differs"))


def merge_copy(given: "argparse.Namespace") -> Answer:
    from mentordesk.storage import merge
    from mentordesk.storage.conflicts import Way

    with opened(given.file, readonly=given.plan) as database:
        if given.plan:
            return _told(merge.plan(database, given.other))
        done = merge.apply(database, given.other, prefer=Way(given.prefer) if given.prefer else None)
    said = _("Steps brought in: {steps}. Records: {records}. To be decided: {open}.")
    counts = {"steps": done.changes, "records": done.rows, "open": done.conflicts - done.settled}
    return Answer(said.format(**counts), counts | {"erased": done.erased, "backup": done.backup})


def _told(plan: "Plan") -> Answer:
    from mentordesk.storage.merge_plan import Fate

    said = _(
        "New: {new}. Changed: {changed}. Deleted: {deleted}. Erased: {erased}. In conflict: {conflicts}."
    )
    counts = {str(fate): plan.count(fate) for fate in Fate} | {"conflicts": len(plan.conflicts)}
    lines = [said.format(**counts)]
    lines += sorted({", ".join(row.subject.names) for row in plan.rows if row.subject})
    return Answer("\n".join(lines), {"counts": counts, "steps": len(plan.changes), "ahead": plan.ahead})


def erase_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("person", metavar=_("PERSON"), help=_("the name, as it is written in the file"))


def erase_somebody(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.erasing import erase_person, person_called

    with opened(given.file) as database:
        with database.read() as view:
            key = person_called(view, given.person)
        gone = erase_person(database, person=key)
    said = _("Erased for ever. Records: {records}. Backups cleaned: {backups}. Backups removed: {removed}.")
    lines = [said.format(records=gone.records, backups=gone.backups, removed=gone.removed)]
    lines += [_("Still in somebody else's record: {words}").format(words=word) for word in gone.left]
    return Answer("\n".join(lines), {"records": gone.records, "left": gone.left})
