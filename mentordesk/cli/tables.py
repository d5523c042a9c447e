"""Commands that make a file, bring people in and write tables out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mentordesk.cli.columns import (
    by_heading,
    check_columns,
    check_headings,
    check_rows,
    check_somebody,
    column_lines,
    columns_of,
    mapping_in,
)
from mentordesk.cli.opening import desk_here, opened, passphrase_in
from mentordesk.cli.parts import Answer, cohort_argument, cohort_called, number
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, ngettext, reader
from mentordesk.storage.settings import today

if TYPE_CHECKING:
    import argparse

    from mentordesk.operations.import_tables import TableFile
    from mentordesk.operations.importing import ImportPlan
    from mentordesk.operations.progress import Progress
    from mentordesk.storage.database import Database


EXPORTED = ("people", "pairings", "sessions", "goals")


class Stopped(Refusal):
    """Stopped. Nothing was changed."""


def new_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("--sample", action="store_true", help=_("fill it with the sample programme"))
    parser.add_argument("--name", default="", help=_("the name of the programme"))


def make_new(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.programme import make_programme
    from mentordesk.operations.sample import make_sample
    from mentordesk.operations.sharing import check_long_enough
    from mentordesk.storage.database import Database

    now = today()
    words = passphrase_in(given.passphrase_file) if given.passphrase_file else None
    if words:
        check_long_enough(words)
    with Database.create(given.file, desk_here(), passphrase=words) as database:
        if given.sample:
            make_sample(database, today=now)
        else:
            make_programme(
                database,
                name=given.name or given.file.stem,
                cohort=str(now.year),
                starts_on=now,
                ends_on=date(now.year + 1, now.month, min(now.day, 28)),
            )
    return Answer(_("Made {file}.").format(file=given.file), {"file": given.file})


def import_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("table", type=Path, metavar="TABLE.csv|.xlsx", help=_("the table with the people"))
    parser.add_argument("--role", choices=("mentor", "mentee"), help=_("of rows that do not say theirs"))
    cohort_argument(parser, _("of a table that does not say it; the one of today, if not said"))
    parser.add_argument("--mapping", type=Path, help=_("a JSON file: heading to field"))
    parser.add_argument("--encoding", default="", help=_("if it is guessed wrong"))
    parser.add_argument("--delimiter", default="", choices=(",", ";", "|", "tab"), help=_("as --encoding"))
    parser.add_argument(
        "--heading-row", type=number, default=0, metavar="N", help=_("the line of the headings, from 1")
    )
    parser.add_argument("--sheet", default="", metavar=_("NAME"), help=_("bring in this sheet only"))
    parser.add_argument("--dry-run", action="store_true", help=_("tell what would happen, change nothing"))


def bring_in_table(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.importing import Fate, apply_import

    with opened(given, readonly=given.dry_run) as database, _progress() as progress:
        table = _table(database, given)
        check_rows(table)
        plan = _plan(database, table, given, progress)
        check_columns(table, plan)
        check_somebody(table, plan)
        if not given.dry_run:
            apply_import(database, plan, table=table, progress=progress)
    counts = {str(fate): plan.count(fate) for fate in Fate}
    said = _("New: {new}. Updated: {updated}. Nothing new: {same}. Merged: {merged}. Left out: {refused}.")
    lines = [said.format(**counts), *plan.beside, *column_lines(plan)]
    lines += [report.text for report in plan.remarked]
    rows = [
        {"sheet": one.sheet, "line": one.line, "fate": one.fate, "name": one.name, "remarks": one.remarks}
        for one in plan.reports
    ]
    made = {"cohorts": [one["name"] for one in plan.cohorts], "own_fields": plan.own_fields}
    facts = {"counts": counts, "made": made, "columns": columns_of(plan), "rows": rows}
    return Answer("\n".join(lines), facts)


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

    wanted = mapping_in(given.mapping) if given.mapping else None
    if wanted is not None:
        check_headings(table, wanted, given.mapping)
    role = Role(given.role) if given.role else None
    with database.read() as view:
        mappings = (
            suggested_mapping(view, one) if wanted is None else by_heading(one.headings, wanted)
            for one in table.sheets
        )
        sources = [Source(sheet, mapping) for sheet, mapping in zip(table.sheets, mappings, strict=True)]
        cohort = cohort_called(view, given.cohort)
        return plan_import(view, sources, cohort=cohort, today=today(), role_default=role, progress=progress)


def export_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("what", choices=EXPORTED, metavar=_("WHAT"), help=", ".join(EXPORTED))
    parser.add_argument("out", type=Path, metavar="OUT.csv|.xlsx", help=_("the table to write"))
    which = parser.add_mutually_exclusive_group()
    cohort_argument(which)
    all_help = _("every cohort, named in a column; people in none come too")
    which.add_argument("--all-cohorts", action="store_true", help=all_help)


def export_table(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.exporting import export

    with opened(given, readonly=True) as database, database.read() as view:
        cohort = None if given.all_cohorts else cohort_called(view, given.cohort)
        count = export(view, given.out, what=given.what, cohort=cohort)
    words = ngettext("Wrote {n} row to {file}.", "Wrote {n} rows to {file}.", count)
    return Answer(words.format(n=reader().number(count), file=given.out), {"file": given.out, "rows": count})
