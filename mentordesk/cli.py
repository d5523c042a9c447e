"""The command line: opens the window, or does one job without it.

Exit code 0 done, 1 refused (the sentence is on stderr), 2 wrong usage. `--json` prints one object.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import LANGUAGES, N_, _, ngettext, reader, set_language

if TYPE_CHECKING:
    import argparse

    from mentordesk.matching.propose import Proposal
    from mentordesk.operations.import_tables import TableFile
    from mentordesk.operations.importing import ImportPlan
    from mentordesk.operations.matching import Choice
    from mentordesk.operations.progress import Progress
    from mentordesk.storage.database import Database
    from mentordesk.storage.merge_plan import Plan
    from mentordesk.storage.work import Work

DONE, REFUSED = 0, 1


class NothingToUndo(Refusal):
    """There is no step left to take back in {file}. Nothing was changed."""


class NoSuchCohort(Refusal):
    """There is no cohort “{name}” in this file. Nothing was changed. Look how it is written, or leave it
    out.
    """


class UnreadableMapping(Refusal):
    """{file} is not a mapping: one JSON object of heading to field. Nothing was changed. Mend it, or leave it
    out.
    """


class Stopped(Refusal):
    """Stopped. Nothing was changed."""


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
    """One job: its name (or its group and its verb), what it is for, its arguments, and what does it."""

    name: str
    help: str
    arguments: "Callable[[argparse.ArgumentParser], object]"
    run: "Callable[[argparse.Namespace], Answer]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (
        len(given) == 1 and given[0] not in {one.name.split()[0] for one in COMMANDS} | {"-h", "--help"}
    ):
        return _window(given)
    parsed = _parser().parse_args(given)
    _speak(parsed.speak)
    try:
        answer = parsed.command.run(parsed)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(Stopped(), file=sys.stderr)
        return REFUSED
    print(json.dumps(answer.facts, ensure_ascii=False, default=str) if parsed.json else answer.words)
    return DONE


def _window(given: list[str]) -> int:
    # What is imported after PySide6 is slower to import, so settings come first.
    import mentordesk.storage.settings  # noqa: F401
    from mentordesk.app import run

    return run(Path(given[0]) if given else None)


def _speak(language: str) -> None:
    from mentordesk.storage.settings import Settings

    chosen = language or Settings.load().language
    if chosen:
        set_language(chosen)


def _parser() -> "argparse.ArgumentParser":
    import argparse  # the window opens without it

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help=_("print one object for machines"))
    common.add_argument("--speak", default="", metavar="XX", help=_("the language of what is said"))
    parser = argparse.ArgumentParser(prog="mentordesk", description=_("Without a command, opens the window."))
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    groups: dict[str, Any] = {}
    for command in COMMANDS:
        group, _space, verb = command.name.rpartition(" ")
        if group and group not in groups:
            groups[group] = commands.add_parser(group, help=_(command.help)).add_subparsers(required=True)
        own = groups.get(group, commands).add_parser(verb, help=_(command.help), parents=[common])
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
    import getpass

    from mentordesk.storage.database import Desk
    from mentordesk.storage.settings import Settings, data_folder

    settings = Settings.load()
    return Desk(settings.actor or getpass.getuser(), settings.device, data_folder() / "backups")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the desk's own calendar


def _no_more(_parser: "argparse.ArgumentParser") -> None:
    """A command that needs the file alone."""


def _new_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("--sample", action="store_true", help=_("fill it with the sample programme"))
    parser.add_argument("--name", default="", help=_("the name of the programme"))


def _new(given: "argparse.Namespace") -> Answer:
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


def _cohort_argument(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("--cohort", default="", metavar=_("NAME"), help=_("the one of today, if not said"))


def _cohort(view: "Work", name: str) -> bytes:
    """The key of the cohort of this name, else of the one of today."""
    from mentordesk.operations.programme import cohorts, current_cohort

    current = current_cohort(view, today=_today())
    found = next((one for one in cohorts(view) if one.name == name), None) if name else current
    if found is None:
        raise NoSuchCohort(name=name)
    return found.id


def _import_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("table", type=Path, metavar="TABLE.csv|.xlsx")
    parser.add_argument("--role", choices=("mentor", "mentee"), help=_("of rows that do not say theirs"))
    _cohort_argument(parser)
    parser.add_argument("--mapping", type=Path, help=_("a JSON file: heading to field"))
    parser.add_argument("--encoding", default="", help=_("if it is guessed wrong"))
    parser.add_argument("--delimiter", default="", choices=(",", ";", "|", "tab"), help=_("as --encoding"))
    parser.add_argument(
        "--heading-row", type=int, default=0, metavar="N", help=_("the line of the headings, from 1")
    )
    parser.add_argument("--sheet", default="", metavar=_("NAME"), help=_("bring in this sheet only"))
    parser.add_argument("--dry-run", action="store_true", help=_("tell what would happen, change nothing"))


def _import(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.importing import Fate, apply_import

    with _opened(given.file, readonly=given.dry_run) as database, _progress() as progress:
        table = _table(database, given)
        plan = _plan(database, table, given, progress)
        if not given.dry_run:
            apply_import(database, plan, table=table, progress=progress)
    counts = {str(fate): plan.count(fate) for fate in Fate}
    said = _("New: {new}. Updated: {updated}. Nothing new: {same}. Merged: {merged}. Left out: {refused}.")
    lines = [said.format(**counts), *(report.text for report in plan.remarked)]
    rows = [
        {"sheet": one.sheet, "line": one.line, "fate": one.fate, "name": one.name, "remarks": one.remarks}
        for one in plan.reports
    ]
    return Answer("\n".join(lines), {"counts": counts, "rows": rows})


@contextmanager
def _progress() -> Iterator["Progress"]:
    """How far it is, on one line of a terminal's stderr that is gone in the end; nothing elsewhere."""
    from mentordesk.operations.progress import in_silence

    if not sys.stderr.isatty():
        yield in_silence
        return
    try:
        yield lambda share, words: print(f"\r\x1b[K{share:4.0%} {words}", end="", file=sys.stderr, flush=True)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _table(database: "Database", given: "argparse.Namespace") -> "TableFile":
    """The table as it is asked for; what is not said is remembered or guessed."""
    from mentordesk.operations.import_tables import open_table, read_as_said

    with database.read() as view:
        found = open_table(view, given.table)
    delimiter = "\t" if given.delimiter == "tab" else given.delimiter
    return read_as_said(
        found,
        encoding=given.encoding,
        delimiter=delimiter,
        heading_row=given.heading_row,
        sheet=given.sheet,
    )


def _plan(
    database: "Database", table: "TableFile", given: "argparse.Namespace", progress: "Progress"
) -> "ImportPlan":
    from mentordesk.domain.participant import Role
    from mentordesk.operations.importing import Source, plan_import, suggested_mapping

    wanted = _mapping(given.mapping) if given.mapping else None
    role = Role(given.role) if given.role else None
    with database.read() as view:
        mappings = (
            suggested_mapping(view, one) if wanted is None else _by_heading(one.headings, wanted)
            for one in table.sheets
        )
        sources = [Source(sheet, mapping) for sheet, mapping in zip(table.sheets, mappings, strict=True)]
        cohort = _cohort(view, given.cohort)
        return plan_import(view, sources, cohort=cohort, today=_today(), role_default=role, progress=progress)


def _mapping(file: Path) -> dict[str, str]:
    """Heading to field, from a JSON file."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableMapping(file=file.name) from error
    if not isinstance(said, dict):
        raise UnreadableMapping(file=file.name)
    return {str(heading): str(key) for heading, key in said.items()}


def _by_heading(headings: Sequence[str], mapping: dict[str, str]) -> dict[int, str]:
    return {at: mapping[heading] for at, heading in enumerate(headings) if heading in mapping}


def _match_arguments(parser: "argparse.ArgumentParser") -> None:
    _cohort_argument(parser)
    parser.add_argument(
        "--objective",
        choices=("most", "total", "fair", "stable"),
        help=_("what it is to be best at; as the file keeps it if not said"),
    )
    parser.add_argument("--scenario", default="", metavar=_("NAME"), help=_("set it aside as a draft"))
    parser.add_argument("--explain", default="", metavar=_("NAME"), help=_("say why this person got whom"))
    parser.add_argument("--out", type=Path, metavar="PAIRS.csv", help=_("write the proposal as a table"))
    parser.add_argument("--publish", action="store_true", help=_("make the pairs pairings on trial"))


def _match(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.matching import choice_of, propose_pairs
    from mentordesk.operations.matching_report import explained, names_in

    changes = given.publish or given.scenario
    with _opened(given.file, readonly=not changes) as database:
        with database.read() as view:
            cohort = _cohort(view, given.cohort)
            choice = _aimed(choice_of(view, cohort), given.objective)
            found = propose_pairs(view, cohort, choice=choice, today=_today())
        told = explained(found, given.explain) if given.explain else []
        _keep_match(database, cohort, found, choice, given)
    names = names_in(found)
    pairs = [(names[pair.mentee], names[pair.mentor], pair.fit) for pair in found.pairs]
    left = [(names[one.mentee], one.sentence()) for one in found.unmatched]
    lines = [f"{fit:3}  {mentee} – {mentor}" for mentee, mentor, fit in pairs]
    lines += [_("Without a mentor: {name}. {why}").format(name=name, why=why) for name, why in left]
    facts = {
        "objective": choice.objective.value,
        "pairs": [{"mentee": mentee, "mentor": mentor, "fit": fit} for mentee, mentor, fit in pairs],
        "unmatched": [{"mentee": name, "why": why} for name, why in left],
        "proof": found.proof,
        "explained": told,
        "published": given.publish,
    }
    return Answer("\n".join(told or [*lines, found.proof]), facts)


def _aimed(choice: "Choice", objective: str | None) -> "Choice":
    """The choice with another objective, where one was said."""
    from mentordesk.domain.scenario import Objective

    return replace(choice, objective=Objective(objective)) if objective else choice


def _keep_match(
    database: "Database", cohort: bytes, found: "Proposal", choice: "Choice", given: "argparse.Namespace"
) -> None:
    """Write the table, set the draft aside and publish, each where it was asked for."""
    from mentordesk.operations.exporting import save_table
    from mentordesk.operations.matching import publish
    from mentordesk.operations.matching_report import names_in
    from mentordesk.operations.scenarios import set_aside

    names = names_in(found)
    if given.out:
        rows = [[names[pair.mentee], names[pair.mentor], str(pair.fit)] for pair in found.pairs]
        save_table(given.out, [_("Mentee"), _("Mentor"), _("Fit")], rows)
    if given.scenario:
        now = datetime.now(UTC)
        set_aside(database, cohort=cohort, name=given.scenario, proposal=found, choice=choice, now=now)
    if given.publish:
        chosen = {(pair.mentee, pair.mentor): pair.fit for pair in found.pairs}
        publish(database, cohort=cohort, pairs=chosen, today=_today())


def _document_arguments(parser: "argparse.ArgumentParser") -> None:
    from mentordesk.documents import DOCUMENTS
    from mentordesk.operations.documents import DESIGNS

    kinds = tuple(one.key for one in DOCUMENTS)
    parser.add_argument("kind", choices=kinds, metavar=_("KIND"), help=", ".join(kinds))
    parser.add_argument("--out", type=Path, required=True, metavar=_("PATH"))
    parser.add_argument("--for", dest="name", metavar=_("NAME"), help=_("whose; everybody's if not said"))
    parser.add_argument("--language", choices=LANGUAGES, metavar="XX", help=_("the person's own if not said"))
    parser.add_argument("--role", choices=("mentor", "mentee"), default="mentee")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parser.add_argument("--large-print", action="store_true", help=_("for readers who need it"))
    parser.add_argument("--one-file-each", action="store_true", help=_("PATH is a folder then"))
    parser.add_argument("--certificate", choices=tuple(_certificate_kinds()), default="completion")
    parser.add_argument("--design", choices=tuple(key for key, _title in DESIGNS), default="classic")


def _certificate_kinds() -> list[str]:
    from mentordesk.domain.certificate import CertificateKind

    return [kind.value for kind in CertificateKind]


def _document(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.documents import document, write_each, write_together

    with _opened(given.file, readonly=True) as database:
        made, order = document(
            database,
            given.kind,
            today=_today(),
            name=given.name,
            language=given.language,
            role=given.role,
            paper=given.paper,
            large=given.large_print,
            certificate=given.certificate,
            design=given.design,
        )
    if given.one_file_each:
        given.out.mkdir(parents=True, exist_ok=True)
        written = write_each(made, order, folder=given.out)
    else:
        written = write_together(made, order, file=given.out)
    lines = [_("Wrote {file}.").format(file=path) for path in written.paths]
    if written.unwritten:
        listed = reader().listing(written.unwritten)
        lines.append(_("These characters stand as boxes: {characters}.").format(characters=listed))
    files = [{"file": path, "bytes": path.stat().st_size} for path in written.paths]
    return Answer("\n".join(lines), {**files[0], "files": files, "boxes": written.unwritten})


def _certificate_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("number", metavar=_("NUMBER"), help=_("as it stands on the certificate"))
    parser.add_argument("code", metavar=_("CODE"), help=_("the letters below the QR code"))


def _certificate_check(given: "argparse.Namespace") -> Answer:
    from mentordesk.domain.words import word
    from mentordesk.operations.certificate_check import check_certificate

    with _opened(given.file, readonly=True) as database, database.read() as view:
        found = check_certificate(view, number=given.number, code=given.code, words=reader())
    lines = [f"{found.number}: {word(found.verdict)}"]
    lines += [f"  {field.label}: {field.issued}" for field in found.fields]
    fields = {field.key: {"issued": field.issued, "same": field.same} for field in found.fields}
    facts = {"number": found.number, "verdict": found.verdict, "fields": fields}
    return Answer("\n".join(lines), facts)


def _export_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("what", choices=("people", "pairings", "sessions", "goals"))
    parser.add_argument("out", type=Path, metavar="OUT.csv|.xlsx")
    _cohort_argument(parser)


def _export(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.exporting import export

    with _opened(given.file, readonly=True) as database, database.read() as view:
        cohort = _cohort(view, given.cohort) if given.cohort else None
        count = export(view, given.out, what=given.what, cohort=cohort)
    words = ngettext("Wrote {n} row to {file}.", "Wrote {n} rows to {file}.", count)
    return Answer(words.format(n=reader().number(count), file=given.out), {"file": given.out, "rows": count})


def _share_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("out", type=Path, metavar=_("OUT"))


def _share(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.sharing import share

    with _opened(given.file, readonly=True) as database:
        out = share(database, out=given.out)
    return Answer(_("A whole copy is in {file}.").format(file=out), {"file": out})


def _history(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.history import history

    with _opened(given.file, readonly=True) as database, database.read() as view:
        rows = history(view, limit=-1)
    lines = (f"{row.at:%Y-%m-%d %H:%M}  {row.actor}  {row.words}" for row in rows)
    facts = [
        {"id": row.id.hex(), "at": row.at, "actor": row.actor, "kind": row.kind, "words": row.words}
        for row in rows
    ]
    return Answer("\n".join(lines), {"changes": facts})


def _undo(given: "argparse.Namespace") -> Answer:
    return _taken_back(given, "undo", _("Taken back: {what}"))


def _redo(given: "argparse.Namespace") -> Answer:
    return _taken_back(given, "redo", _("Done again: {what}"))


def _taken_back(given: "argparse.Namespace", way: str, said: str) -> Answer:
    from mentordesk.operations.labels import sentence

    with _opened(given.file) as database:
        label = getattr(database, way)()
        if label is None:
            raise NothingToUndo(file=given.file.name)
        with database.read() as view:
            words = sentence(view, label)
    return Answer(said.format(what=words), {"what": words, "key": label.key})


def _check(given: "argparse.Namespace") -> Answer:
    with _opened(given.file, readonly=True) as database:
        found = database.problems(deep=True)
    if found:
        raise NotSound(file=given.file.name, why="; ".join(found) + ".")
    return Answer(_("{file} is sound.").format(file=given.file), {"problems": []})


def _merge_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("other", type=Path, metavar=_("OTHER"))
    parser.add_argument("--plan", action="store_true", help=_("tell what would happen, change nothing"))
    parser.add_argument("--prefer", choices=("mine", "theirs", "newest"), help=_("settles what differs"))


def _merge(given: "argparse.Namespace") -> Answer:
    from mentordesk.storage import merge
    from mentordesk.storage.conflicts import Way

    with _opened(given.file, readonly=given.plan) as database:
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


def _erase_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("person", metavar=_("PERSON"), help=_("the name, as it is written in the file"))


def _erase(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.erasing import erase_person, person_called

    with _opened(given.file) as database:
        with database.read() as view:
            key = person_called(view, given.person)
        gone = erase_person(database, person=key)
    said = _("Erased for ever. Records: {records}. Backups cleaned: {backups}. Backups removed: {removed}.")
    lines = [said.format(records=gone.records, backups=gone.backups, removed=gone.removed)]
    lines += [_("Still in somebody else's record: {words}").format(words=word) for word in gone.left]
    return Answer("\n".join(lines), {"records": gone.records, "left": gone.left})


COMMANDS = (
    Command("new", N_("make a programme file"), _new_arguments, _new),
    Command("import", N_("bring people in from a table"), _import_arguments, _import),
    Command("match", N_("propose pairs, and publish them"), _match_arguments, _match),
    Command("document", N_("write documents as PDF"), _document_arguments, _document),
    Command(
        "certificate check", N_("tell whether it is genuine"), _certificate_arguments, _certificate_check
    ),
    Command("export", N_("write a table for other programs"), _export_arguments, _export),
    Command("share", N_("write a whole copy for a colleague"), _share_arguments, _share),
    Command("merge", N_("bring in the copy of a colleague"), _merge_arguments, _merge),
    Command("erase", N_("erase a person for ever"), _erase_arguments, _erase),
    Command("history", N_("tell what was done, by whom and when"), _no_more, _history),
    Command("undo", N_("take the newest step back"), _no_more, _undo),
    Command("redo", N_("do the step again that was taken back"), _no_more, _redo),
    Command("check", N_("look whether the file is sound"), _no_more, _check),
)
"""Every job, in the order of the help."""
