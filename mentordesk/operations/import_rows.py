"""One row of a table to the values of one person, with everything that could not be understood."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from mentordesk.domain.entity import normalised
from mentordesk.domain.participant import Role
from mentordesk.i18n import _, ngettext, reader
from mentordesk.interchange.contacts import parse_phone
from mentordesk.interchange.refusals import CellProblem
from mentordesk.interchange.tables import Row, Sheet
from mentordesk.interchange.values import stands_among_words
from mentordesk.operations.import_fields import OWN, ImportField, dated, fields_by_key
from mentordesk.operations.own_columns import heading_of, name_of
from mentordesk.operations.own_names import OwnNames

SOME = 3
"""So many doubts about a field are said row by row."""

SKILLS = ("skills", "skills_offered", "skills_wanted")


@dataclass
class Reading:
    """What one row says: fields that hold something, own fields by name, remarks for the report.

    `doubts` say by field what was understood, but perhaps not as it was meant.
    """

    sheet: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    refused: str = ""
    cohort: bytes | None = None
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))

    @property
    def email(self) -> str:
        return str(self.values.get("email", ""))


@dataclass(frozen=True)
class _Column:
    at: int
    heading: str
    which: ImportField | None
    seen: dict[str, Any] = field(default_factory=dict)

    def read(self, text: str) -> Any:
        """The value of a cell; the same text is understood once."""
        if self.which is None:
            return text.strip()
        if text not in self.seen:
            self.seen[text] = self._outcome(self.which.read, text)
        found = self.seen[text]
        if isinstance(found, CellProblem):
            raise found
        return found

    def _outcome(self, read: Callable[[str], Any], text: str) -> Any:
        try:
            return read(text)
        except CellProblem as problem:
            return problem


def readings(
    sheet: Sheet, mapping: Mapping[int, str], *, rows: Iterable[Row], role: Role | None
) -> list[Reading]:
    """The rows of the sheet, read; `role` is that of rows without one. `sort_skills` then finishes them."""
    columns = _columns(sheet, mapping)
    made = [_reading(Reading(sheet.name, row.line), row.cells, columns, role) for row in rows]
    _say_doubts(made)
    return made


def _columns(sheet: Sheet, mapping: Mapping[int, str]) -> list[_Column]:
    known = fields_by_key()
    made = []
    for at, key in sorted(mapping.items()):
        if key in known:
            made.append(_Column(at, sheet.headings[at], dated(known[key], sheet.column(at))))
        elif key == OWN:
            made.append(_Column(at, name_of(heading_of(sheet.headings[at], at)), None))
    return made


def _reading(made: Reading, cells: Sequence[str], columns: Iterable[_Column], role: Role | None) -> Reading:
    for column in columns:
        if cells[column.at].strip():
            _take(made, column, cells[column.at])
    _put_name_together(made)
    made.values.setdefault("role", role)
    _understand_phone(made)
    if not made.refused and not made.name:
        made.refused = _("There is no name.")
    return made


def _take(made: Reading, column: _Column, text: str) -> None:
    if column.which is None:
        made.own[column.heading] = text.strip()
        return
    try:
        value = column.read(text)
    except CellProblem as problem:
        _not_understood(made, column.which, text, problem)
        return
    if value not in ("", None, (), {}):
        made.values[column.which.key] = value
    if column.which.number and stands_among_words(text):
        message = _("{field}: “{text}” was read as {value}.")
        said = column.which.write(value)
        made.doubts[column.which.key] = message.format(
            field=_(column.which.title), text=text.strip(), value=said
        )


def _not_understood(made: Reading, which: ImportField, text: str, problem: CellProblem) -> None:
    if which.vital:
        made.refused = made.refused or str(problem)
        return
    title = _(which.title)
    message = _("{field}: {why} It was kept in the notes.")
    made.remarks.append(message.format(field=title, why=problem))
    made.values["aside"] = [*made.values.get("aside", []), f"{title}: {' '.join(text.split())}"]


def _put_name_together(made: Reading) -> None:
    """A name from its parts where the table has it in two columns, and the family part only if it is one."""
    given, family = made.values.pop("given_name", ""), str(made.values.get("family_name", ""))
    whole = made.name or " ".join(part for part in (given, family) if part)
    if family and family not in whole:
        whole = f"{whole} {family}"
    if whole:
        made.values["name"] = whole


def sort_skills(rows: Sequence[Reading], known: Mapping[str, str]) -> None:
    """Skills of a column that does not say which go by the role; a name with a comma known here stays whole.

    Known are the skills of the file by normalised name, and those that other cells of the table divide by
    semicolons.
    """
    told = {normalised(name): name for row in rows for name in _skill_names(row) if "," in name}
    spelled = {**told, **known}
    for row in rows:
        _sort(row, spelled)


def call_as_known(rows: Iterable[Reading], known: OwnNames) -> None:
    """Own fields of the file by the names they have there."""
    spelled = cache(known.spelled)
    for row in rows:
        row.own = {spelled(name): value for name, value in row.own.items()}
        if "same_wanted" in row.values:
            row.values["same_wanted"] = tuple(map(spelled, row.values["same_wanted"]))


def _skill_names(row: Reading) -> Iterable[str]:
    return (name for key in SKILLS for name in row.values.get(key, ()))


def _sort(row: Reading, known: Mapping[str, str]) -> None:
    for key in SKILLS:
        if key in row.values:
            row.values[key] = _rejoined(row.values[key], known)
    skills = row.values.pop("skills", None)
    if skills:
        key = "skills_wanted" if row.values.get("role") is Role.MENTEE else "skills_offered"
        row.values[key] = {**skills, **row.values.get(key, {})}


def _rejoined(skills: Mapping[str, int], known: Mapping[str, str]) -> dict[str, int]:
    """Known skills in their known spelling; two parts round a comma are one where that is a known skill."""
    names, found = list(skills), {}
    while names:
        both = known.get(normalised(", ".join(names[:2]))) if names[1:] else None
        name = both or known.get(normalised(names[0]), names[0])
        found[name] = skills[names[1 if both else 0]]
        del names[: 2 if both else 1]
    return found


def _understand_phone(made: Reading) -> None:
    """A number in international form; one that cannot be understood stays as typed."""
    text = str(made.values.get("phone", ""))
    if not text:
        return
    phone = parse_phone(text, str(made.values.get("country", "")))
    made.values["phone"] = phone.text
    if not phone.valid:
        made.doubts["phone"] = _("Phone: “{text}” was kept as typed.").format(text=text)


def _say_doubts(rows: Sequence[Reading]) -> None:
    """What is in doubt of a field as a remark on its row; of many rows, on the first, with how many."""
    for key in dict.fromkeys(key for row in rows for key in row.doubts):
        first, *others = [row for row in rows if key in row.doubts]
        if len(others) < SOME:
            for row in (first, *others):
                row.remarks.append(row.doubts[key])
        else:
            more = ngettext("Likewise in {n} other row.", "Likewise in {n} other rows.", len(others))
            first.remarks.append(f"{first.doubts[key]} {more.format(n=reader().number(len(others)))}")


def merged(first: Reading, second: Reading) -> Reading:
    """Two rows of one person: lists joined, both roles, else the later row's value where it has one."""
    values = dict(first.values)
    for key, value in second.values.items():
        values[key] = _joined(key, values[key], value) if key in values else value
    return replace(
        first, values=values, own={**first.own, **second.own}, remarks=[*first.remarks, *second.remarks]
    )


def _joined(key: str, one: Any, other: Any) -> Any:
    if key == "role" and one is not None and other is not None:
        return one if one is other else Role.BOTH
    if isinstance(one, dict):
        return {**one, **{name: level or one.get(name, level) for name, level in other.items()}}
    if isinstance(one, tuple | list):
        return type(one)(dict.fromkeys([*one, *other]))
    return one if other is None else other
