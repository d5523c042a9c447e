"""Which column of a table is which field: as said, as understood, and where that fails."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, ngettext, reader

if TYPE_CHECKING:
    from mentordesk.operations.import_tables import TableFile
    from mentordesk.operations.importing import ImportPlan


class UnreadableMapping(Refusal):
    """{file} is not a mapping: one JSON object of heading to field. Nothing was changed. Mend it, or leave it
    out.
    """


class UnknownField(Refusal):
    """{file} names what is no field: {unknown}. Nothing was changed. Use these: {fields}."""


class NoSuchHeading(Refusal):
    """{file} names headings that {table} does not have: {unknown}. Nothing was changed. It has these:
    {headings}.
    """


class NobodyBroughtIn(Refusal):
    """No row of {file} could be brought in. Nothing was changed. This is why: {why}"""


class NoRows(Refusal):
    """{file} holds no rows below its headings. Nothing was changed. Choose another file."""


class NoNames(Refusal):
    """No column of {file} was understood as a name. Nothing was changed. Choose another file, or say by
    --mapping which column is which, or by --heading-row which line holds the headings.
    """


class NoRoles(Refusal):
    """{file} does not say who is a mentor and who a mentee. Nothing was changed. Say it by --role mentor or
    --role mentee.
    """


FIRST_FEW = 5
"""So many reasons are told where no row can be brought in."""

NAMES = {"name", "given_name", "family_name"}


def mapping_in(file: Path) -> dict[str, str]:
    """Heading to field, from a JSON file."""
    from mentordesk.operations.import_fields import OWN, fields_by_key

    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableMapping(file=file.name) from error
    if not isinstance(said, dict):
        raise UnreadableMapping(file=file.name)
    fields = [*fields_by_key(), OWN]
    unknown = [str(key) for key in said.values() if key not in fields]
    if unknown:
        raise UnknownField(file=file.name, unknown=", ".join(unknown), fields=", ".join(fields))
    return {str(heading): str(key) for heading, key in said.items()}


def check_headings(table: "TableFile", mapping: Mapping[str, str], file: Path) -> None:
    """Refuse a mapping of what the table does not hold."""
    headings = list(dict.fromkeys(one for sheet in table.sheets for one in sheet.headings))
    unknown = [one for one in mapping if one not in headings]
    if unknown:
        said = {"unknown": ", ".join(unknown), "headings": ", ".join(filter(None, headings))}
        raise NoSuchHeading(file=file.name, table=table.path.name, **said)


def by_heading(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[int, str]:
    return {at: mapping[heading] for at, heading in enumerate(headings) if heading in mapping}


def check_rows(table: "TableFile") -> None:
    """Refuse a table of nothing."""
    if not table.sheets:
        raise NoRows(file=table.path.name)


def check_columns(table: "TableFile", plan: "ImportPlan") -> None:
    """Refuse in one sentence what would otherwise be wrong with every row."""
    if not any(NAMES & set(source.mapping.values()) for source in plan.sources):
        raise NoNames(file=table.path.name)
    if plan.roleless:
        raise NoRoles(file=table.path.name)


def check_somebody(table: "TableFile", plan: "ImportPlan") -> None:
    """Refuse a table of which not one row can be brought in."""
    from mentordesk.operations.importing import Fate

    if plan.reports and plan.count(Fate.REFUSED) == len(plan.reports):
        why = [report.text for report in plan.reports[:FIRST_FEW]]
        more = len(plan.reports) - len(why)
        others = ngettext("{n} more row was left out.", "{n} more rows were left out.", more)
        why += [others.format(n=reader().number(more))] if more else []
        raise NobodyBroughtIn(file=table.path.name, why="\n".join(["", *why]))


def columns_of(plan: "ImportPlan") -> list[dict[str, Any]]:
    """Every column by sheet, with the key of its field, None where it is left out."""
    return [
        {"sheet": source.sheet.name, "heading": heading, "field": source.mapping.get(at)}
        for source in plan.sources
        for at, heading in enumerate(source.sheet.headings)
    ]


def column_lines(plan: "ImportPlan") -> list[str]:
    """What each heading was understood as, once where several sheets have it."""
    from mentordesk.operations.import_fields import OWN, fields_by_key

    titles = {key: _(field.title) for key, field in fields_by_key().items()} | {OWN: _("Own field")}
    said = ((one["heading"], titles.get(one["field"], _("Left out"))) for one in columns_of(plan))
    return [f"  {heading or '–'} → {title}" for heading, title in dict.fromkeys(said)]
