"""Commands that give copies, bring them in and erase."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentordesk.cli.opening import opened, passphrase_in, with_passphrase
from mentordesk.cli.parts import Answer, cohort_called
from mentordesk.i18n import _
from mentordesk.storage.settings import today

if TYPE_CHECKING:
    import argparse

    from mentordesk.domain.sharing import LeftOut
    from mentordesk.operations.bringing_in import Arriving, ConflictWords, SideWords
    from mentordesk.operations.reviews import Review
    from mentordesk.storage.database import Database
    from mentordesk.storage.merge import Merged


def share_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("out", type=Path, metavar=_("OUT"), help=_("locked by --passphrase-file, where said"))
    parser.add_argument(
        "--without",
        type=_kinds,
        default=frozenset(),
        metavar="contacts,notes,demographics,mediation",
        help=_("leave these details out"),
    )
    parser.add_argument(
        "--cohort", action="append", default=[], metavar=_("NAME"), help=_("this only; may be said again")
    )
    parser.add_argument("--to", default="", metavar=_("NAME"), help=_("note who has the copy"))
    parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("what is noted with it"))
    parser.add_argument(
        "--open-with", type=Path, metavar="F", help=_("opens FILE, if that has another passphrase")
    )


def _kinds(said: str) -> "frozenset[LeftOut]":
    """The kinds of detail in a list with commas; wrong usage where a word is none."""
    import argparse

    from mentordesk.domain.sharing import LeftOut

    words = [word.strip() for word in said.split(",")]
    for word in words:
        if word not in tuple(LeftOut):
            message = _("“{text}” is none of {kinds}.")
            raise argparse.ArgumentTypeError(message.format(text=word, kinds=", ".join(LeftOut)))
    return frozenset(map(LeftOut, words))


def share_copy(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.sharing import share

    words = passphrase_in(given.passphrase_file) if given.passphrase_file else ""
    with ExitStack() as stack:
        database = _to_note(given, stack)
        with database.read() as view:
            cohorts = [cohort_called(view, name) for name in given.cohort]
        out = share(
            database,
            out=given.out,
            without=given.without,
            cohorts=cohorts,
            passphrase=words,
            to=given.to,
            note=given.note,
        )
        noted = not database.readonly
    whole = not (given.without or cohorts)
    said = _("A whole copy is in {file}.") if whole else _("A copy in part is in {file}.")
    lines = [said.format(file=out)]
    if not noted:
        lines.append(_("It was not noted among the copies given out: the file is open to read only."))
    facts = {"file": out, "whole": whole, "locked": bool(words), "noted": noted}
    return Answer("\n".join(lines), facts)


def _to_note(given: "argparse.Namespace", stack: ExitStack) -> "Database":
    """The file to note the copy in; to read only what is a locked copy, or what somebody else has open.

    Who says to whom the copy goes wants that noted, and is refused then.
    """
    from mentordesk.operations.sharing import is_locked_share
    from mentordesk.storage.refusals import HeldElsewhere

    readonly = not given.to and is_locked_share(given.file)
    try:
        return stack.enter_context(opened(given, readonly=readonly, passphrase=given.open_with))
    except HeldElsewhere:
        if given.to:
            raise
        return stack.enter_context(opened(given, readonly=True, passphrase=given.open_with))


def merge_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("other", type=Path, metavar=_("OTHER"), help=_("the copy to bring in"))
    parser.add_argument("--plan", action="store_true", help=_("tell what would happen, change nothing"))
    parser.add_argument("--prefer", choices=("mine", "theirs", "newest"), help=_("settles what differs"))
    parser.add_argument("--allow-ahead", action="store_true", help=_("also what a wrong clock has dated"))
    parser.add_argument(
        "--other-passphrase-file",
        type=Path,
        metavar="F",
        help=_("opens OTHER, if that has another passphrase"),
    )


def merge_copy(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.reviews import reviews
    from mentordesk.storage.conflicts import open_conflicts

    with opened(given, readonly=given.plan) as database:
        named = given.other_passphrase_file or given.passphrase_file
        if given.plan:
            return _planned(database, given.other, named)
        done = with_passphrase(given.other, named, lambda words: _brought_in(database, given, words))
        with database.read() as view:
            return _merged(done, len(open_conflicts(view)), reviews(view))


def _brought_in(database: "Database", given: "argparse.Namespace", words: str | None) -> "Merged":
    from mentordesk.storage import merge
    from mentordesk.storage.conflicts import Way

    way = Way(given.prefer) if given.prefer else None
    return merge.apply(database, given.other, passphrase=words, prefer=way, allow_ahead=given.allow_ahead)


def _merged(done: "Merged", undecided: int, broken: "Sequence[Review]") -> Answer:
    """What was brought in, and what waits in the file now, as the page Sharing lists it."""
    said = _("Steps brought in: {steps}. Records: {records}. To be decided: {open}.")
    counts = {"steps": done.changes, "records": done.rows, "open": undecided}
    lines = [said.format(**counts)]
    if done.erased:
        lines.append(_("Records erased there, and so here for ever: {n}.").format(n=done.erased))
    lines += [f"{one.title}: {one.name} – {one.words}" for one in broken]
    listed = [{"kind": one.kind, "name": one.name, "words": one.words} for one in broken]
    facts: dict[str, Any] = {**counts, "erased": done.erased, "backup": done.backup, "reviews": listed}
    return Answer("\n".join(lines), facts)


def _planned(database: "Database", other: Path, named: Path | None) -> Answer:
    """What would come, by person and pairing, those in conflict with both values."""
    from mentordesk.operations.bringing_in import NothingNew, conflict_words, look_at

    try:
        arriving = with_passphrase(
            other, named, lambda words: look_at(database, other, passphrase=words or "")
        )
    except NothingNew as nothing:
        return Answer(
            str(nothing), {"counts": {}, "steps": 0, "ahead": None, "subjects": [], "conflicts": []}
        )
    with database.read() as view:
        met = [
            conflict_words(view, conflict, " – ".join(line.names))
            for line in arriving.lines
            for conflict in line.conflicts
        ]
    return _told(arriving, met)


def _told(arriving: "Arriving", met: "list[ConflictWords]") -> Answer:
    from mentordesk.operations.bringing_in import FATE_WORDS
    from mentordesk.storage.merge_plan import Fate

    said = _(
        "New: {new}. Changed: {changed}. Deleted: {deleted}. Erased: {erased}. In conflict: {conflicts}."
    )
    plan = arriving.plan
    counts = {str(fate): plan.count(fate) for fate in Fate} | {"conflicts": len(met)}
    lines = [said.format(**counts)]
    for line in arriving.lines:
        words = line.words or _(FATE_WORDS[line.fate])
        lines.append(f"{' – '.join(line.names) or _('Programme')}: {words}")
    lines += [f"  {one.about} · {one.field}: {_said(one.mine)} ≠ {_said(one.theirs)}" for one in met]
    subjects = [{"names": line.names, "fate": line.fate, "words": line.words} for line in arriving.lines]
    facts: dict[str, Any] = {"counts": counts, "steps": len(plan.changes), "ahead": plan.ahead}
    return Answer("\n".join(lines), facts | {"subjects": subjects, "conflicts": [_facts(one) for one in met]})


def _said(side: "SideWords") -> str:
    return f"{side.value} ({side.actor})" if side.actor else side.value


def _facts(one: "ConflictWords") -> dict[str, Any]:
    sides = {
        str(side.way): {"value": side.value, "actor": side.actor, "at": side.at}
        for side in (one.mine, one.theirs)
    }
    return {"about": one.about, "field": one.field, "base": one.base, **sides}


def erase_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument(
        "person", metavar=_("PERSON"), help=_("the name or mail address, as it is written in the file")
    )


def erase_somebody(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.erasing import erase_person, person_called
    from mentordesk.operations.whereabouts import copies_with

    with opened(given) as database:
        with database.read() as view:
            key = person_called(view, given.person)
            copies = copies_with(view, person=key)
        gone = erase_person(database, person=key, today=today())
    said = _("Erased for ever. Records: {records}. Backups cleaned: {backups}. Backups removed: {removed}.")
    lines = [said.format(records=gone.records, backups=gone.backups, removed=gone.removed)]
    lines += [_("Still in somebody else's record: {words}").format(words=word) for word in gone.left]
    lines += [_("There: {place}").format(place=place) for place in gone.places]
    if gone.proved:
        lines.append(_("No byte of the file holds the name, mail address or telephone number any more."))
    lines += [
        _("A copy that still holds them: {file}, given to {name}").format(
            file=one.file_name, name=one.given_to
        )
        for one in copies
    ]
    facts: dict[str, Any] = {"records": gone.records, "backups": gone.backups, "removed": gone.removed}
    facts |= {"left": gone.left, "copies": [{"file": one.file_name, "to": one.given_to} for one in copies]}
    facts |= {"kinds": gone.kinds, "closed": gone.closed, "searched": gone.searched, "places": gone.places}
    return Answer("\n".join(lines), facts | {"proved": gone.proved})
