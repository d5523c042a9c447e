"""Bringing in people from a table: decide (pure), show, apply in one change that undo takes back.

People are matched by address, else by name and country; what a table does not say stays as it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from mentordesk.domain.entity import normalised
from mentordesk.domain.pairing import OPEN, Pairing
from mentordesk.domain.participant import Participant, Role, Wish, participant_key
from mentordesk.domain.person import Person, Skill
from mentordesk.domain.programme import Cohort
from mentordesk.domain.saved import SavedMapping
from mentordesk.i18n import N_, _, filled, reader
from mentordesk.interchange.mapping import guess
from mentordesk.interchange.refusals import CellProblem
from mentordesk.interchange.tables import Sheet
from mentordesk.interchange.values import parse_role
from mentordesk.operations.bulk import chunks, put_many
from mentordesk.operations.import_cohorts import allotted
from mentordesk.operations.import_fields import COHORT, OWN, field_names, fields_by_key
from mentordesk.operations.import_merge import Held, as_part, as_profile
from mentordesk.operations.import_people import Group, Register, everybody, grouped, known_people
from mentordesk.operations.import_rows import Reading, call_as_known, readings, sort_skills
from mentordesk.operations.import_tables import MANNER, TableFile, mapping_row, remembered
from mentordesk.operations.own_columns import heading_of, make_fields, new_fields, own_column
from mentordesk.operations.own_names import OwnNames, own_names
from mentordesk.operations.profile import Part, Profile, parts, profiles
from mentordesk.operations.profile_rows import OWNED, part_row, profile_rows, wish_rows, write_words
from mentordesk.operations.progress import Progress, in_silence, told
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.work import Work

LABELS: dict[str, str] = {"people.imported": N_("Imported people: {n}")}
ROLE_MISSING = N_("The role is missing.")
SAMPLE_ROWS = 200
READ, DECIDED = 0.6, 1.0
"""How much of the work of a plan is done when its rows are read, and when people are decided on."""


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    MERGED = "merged"
    REFUSED = "refused"


FATE_WORDS = {
    Fate.NEW: N_("New"),
    Fate.UPDATED: N_("Updated"),
    Fate.SAME: N_("Nothing new"),
    Fate.MERGED: N_("Merged"),
    Fate.REFUSED: N_("Left out"),
}


@dataclass(frozen=True)
class Source:
    """A table and which of its columns is which field."""

    sheet: Sheet
    mapping: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What becomes of one row of the file, and what the coordinator should know of it."""

    sheet: str
    line: int
    fate: Fate
    name: str
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The report as one line."""
        row = _("{sheet}, line {line}: {fate}.").format(
            sheet=self.sheet, line=self.line, fate=_(FATE_WORDS[self.fate])
        )
        remarks = " ".join(self.remarks)
        named = _("{name}: {remarks}").format(name=self.name, remarks=remarks) if self.name else remarks
        return " ".join(f"{row} {named}".split())


@dataclass(frozen=True)
class Candidate:
    """A person as the import would leave them, with their part in each cohort that it is about."""

    key: bytes
    fate: Fate
    profile: Profile
    parts: Mapping[bytes, Part]


@dataclass(frozen=True)
class ImportPlan:
    """Everything an import would do, with the rows of cohorts and the names of own fields that it would make;
    nothing is written yet.
    """

    cohorts: Sequence[Mapping[str, Any]]
    own_fields: Sequence[str]
    candidates: tuple[Candidate, ...]
    reports: tuple[ImportReport, ...]
    sources: tuple[Source, ...]

    def count(self, fate: Fate) -> int:
        """How many rows have a fate."""
        return self._counts[fate]

    @cached_property
    def _counts(self) -> Counter[Fate]:
        return Counter(report.fate for report in self.reports)

    @property
    def roleless(self) -> bool:
        """Whether rows are left out of a table that has no column of roles."""
        without = {one.sheet.name for one in self.sources if "role" not in one.mapping.values()}
        return any(one.sheet in without and _(ROLE_MISSING) in one.remarks for one in self.reports)

    @property
    def beside(self) -> tuple[str, ...]:
        """What it would make beside people, as sentences."""
        said = {
            N_("New cohorts: {names}."): [str(one["name"]) for one in self.cohorts],
            N_("New own fields: {names}."): self.own_fields,
        }
        return tuple(filled(_(text), names=reader().listing(names)) for text, names in said.items() if names)

    @property
    def remarked(self) -> tuple[ImportReport, ...]:
        """The rows the coordinator should look at."""
        return tuple(report for report in self.reports if report.remarks)


def suggested_mapping(view: Work, sheet: Sheet) -> dict[int, str]:
    """Heading number to field: as remembered for these headings, else guessed from them."""
    known = {int(at): str(key) for at, key in remembered(view, sheet.headings).items() if at.isdigit()}
    if known:
        return known
    ours = {at: OWN for at, heading in enumerate(sheet.headings) if own_column(heading)}
    others = ["" if at in ours else heading for at, heading in enumerate(sheet.headings)]
    found = guess(others, field_names(), [row.cells for row in sheet.rows[:SAMPLE_ROWS]])
    names = own_names(view).keys
    known = {at: OWN for at, heading in enumerate(others) if normalised(heading) in names}
    return known | found | ours


def plan_import(
    view: Work,
    sources: Sequence[Source],
    *,
    cohort: bytes | None,
    today: date,
    role_default: Role | None = None,
    progress: Progress = in_silence,
) -> ImportPlan:
    """Decide what becomes of every row; in a cohort it needs a role: its own, its sheet's, the default.

    The cohort is the row's where the table has a column of them, else the one that is said.
    """
    rows = _read(sources, role_default, progress)
    sort_skills(rows, {normalised(name): name for name in view.scalars(select(Skill.name))})
    names = own_names(view)
    call_as_known(rows, names)
    telling = (one.sheet.name for one in sources if COHORT in one.mapping.values())
    made = allotted(view, rows, telling=telling, otherwise=cohort)
    known = known_people(view)
    _refuse_roleless(rows, known, _inside(view))
    groups = grouped(view, [row for row in rows if not row.refused], known)
    candidates = _candidates(view, groups, known, today, progress=progress)
    reports = [*_reported(groups, candidates), *map(_refused, (row for row in rows if row.refused))]
    fields = new_fields(_own_columns(sources), names)
    return ImportPlan(made, fields, candidates, _with_problems(reports, sources), tuple(sources))


def apply_import(
    database: Database, plan: ImportPlan, *, table: TableFile | None = None, progress: Progress = in_silence
) -> None:
    """Write the plan: one change, all of it or nothing, after a backup of what was there.

    How the `table` was read is remembered with what its columns are. `progress` may raise: all is taken back.
    """
    wanted = [candidate for candidate in plan.candidates if candidate.fate is not Fate.SAME]
    progress(0, _("Keeping a copy of what is there"))
    database.back_up_changes()
    with database.change(Label.of("people.imported", n=len(wanted))) as work:
        make_fields(work, _own_columns(plan.sources))
        work.insert_many(Cohort, plan.cohorts)
        _write_all(work, wanted, progress)
        rows = _to_remember(plan.sources, table)
        put_many(work, SavedMapping, [mapping_row(headings, said) for headings, said in rows.items()])
        progress(1, _("Writing people"))


def _own_columns(sources: Iterable[Source]) -> list[str]:
    """What the own fields of all columns are called, or headed as in our tables."""
    return [
        heading_of(source.sheet.headings[at], at)
        for source in sources
        for at, key in source.mapping.items()
        if key == OWN
    ]


def _write_all(work: Work, wanted: Sequence[Candidate], progress: Progress) -> None:
    """New people first; they need no looking up."""
    written, names = 0, own_names(work)
    for fresh in (True, False):
        for some in chunks([one for one in wanted if (one.fate is Fate.NEW) is fresh]):
            progress(written / len(wanted), _("Writing people"))
            _write(work, some, names, fresh=fresh)
            written += len(some)


def report_table(plan: ImportPlan) -> tuple[list[str], list[list[str]]]:
    """The report as headings and rows, for saving."""
    headings = [_("Sheet"), _("Line"), _("What happened"), _("Name"), _("Remarks")]
    rows = [
        [one.sheet, str(one.line), _(FATE_WORDS[one.fate]), one.name, " ".join(one.remarks)]
        for one in plan.reports
    ]
    return headings, rows


def _read(sources: Sequence[Source], role_default: Role | None, progress: Progress) -> list[Reading]:
    """The rows of all sheets."""
    count = max(1, sum(len(source.sheet.rows) for source in sources))
    made: list[Reading] = []
    for source in sources:
        sheet, start = source.sheet, len(made) / count
        share = {"start": READ * start, "end": READ * (start + len(sheet.rows) / count)}
        rows = told(sheet.rows, progress, _("Reading the table"), **share)
        role = _role_of(sheet) or role_default
        made += readings(sheet, source.mapping, rows=rows, role=role)
    return made


def _role_of(sheet: Sheet) -> Role | None:
    """The role that a sheet's name says, as Mentors and Mentees do."""
    try:
        words = parse_role(sheet.name)
    except CellProblem:
        return None
    return Role(next(iter(words))) if len(words) == 1 else None


def _inside(view: Work) -> set[tuple[bytes, bytes]]:
    """Who is in which cohort."""
    return set(view.execute(select(Participant.cohort_id, Participant.person_id)).all())


def _refuse_roleless(rows: Iterable[Reading], known: Register, inside: set[tuple[bytes, bytes]]) -> None:
    """Who is in the cohort already has a role, and who is in none needs none."""
    for row in rows:
        if row.refused or row.cohort is None or row.values.get("role") is not None:
            continue
        person = known.find(row.name, str(row.values.get("country", "")), row.email)
        if person is None or (row.cohort, person) not in inside:
            row.refused = _(ROLE_MISSING)


def _candidates(
    view: Work,
    groups: Sequence[Group],
    known: Register,
    today: date,
    *,
    progress: Progress,
) -> tuple[Candidate, ...]:
    keys = [group.key for group in groups if group.known]
    progress(READ, _("Comparing with those known"))
    before, held = profiles(view, keys), _held(view, groups)
    people = everybody(known, groups)
    made = []
    for group in told(groups, progress, _("Comparing with those known"), start=READ, end=DECIDED):
        profile = as_profile(group.key, before.get(group.key), group.reading, people)
        mine = {one: held[one, group.key] for one in group.in_cohorts if (one, group.key) in held}
        wanted = _parts(group, mine, people, today)
        same = group.known and profile == before[group.key]
        same = same and wanted == {cohort: one.part for cohort, one in mine.items()}
        fate = Fate.SAME if same else Fate.UPDATED if group.known else Fate.NEW
        made.append(Candidate(group.key, fate, profile, wanted))
    return tuple(made)


def _parts(group: Group, held: Mapping[bytes, Held], people: Register, today: date) -> dict[bytes, Part]:
    """What the person is in each cohort after the import."""
    made = {}
    for cohort, reading in group.in_cohorts.items():
        part = as_part(group.key, held.get(cohort), reading, people, today)
        group.reading.remarks += [remark for remark in reading.remarks if remark not in group.reading.remarks]
        if part is not None:
            made[cohort] = part
    return made


def _held(view: Work, groups: Sequence[Group]) -> dict[tuple[bytes, bytes], Held]:
    """What the known people are, by cohort and person."""
    places = [(cohort, one.key) for one in groups if one.known for cohort in one.in_cohorts]
    if not places:
        return {}
    keys = {participant_key(*place): place for place in places}
    mentoring, learning = (_open(view, side) for side in (Pairing.mentor_id, Pairing.mentee_id))
    found = parts(view, list(keys))
    return {keys[key]: Held(part, mentoring.get(key, 0), learning.get(key, 0)) for key, part in found.items()}


def _open(view: Work, side: InstrumentedAttribute[bytes]) -> dict[bytes, int]:
    query: Select[bytes, int] = select(side, func.count()).where(Pairing.status.in_(OPEN))
    return dict(view.execute(query.group_by(side)).all())


def _reported(groups: Sequence[Group], candidates: Sequence[Candidate]) -> Iterable[ImportReport]:
    for group, candidate in zip(groups, candidates, strict=True):
        first, *others = group.rows
        remarks = tuple(dict.fromkeys(group.reading.remarks))
        yield ImportReport(first.sheet, first.line, candidate.fate, first.name, remarks)
        for row in others:
            message = _("The same person as in line {line}; brought together field by field.")
            yield ImportReport(row.sheet, row.line, Fate.MERGED, row.name, (message.format(line=first.line),))


def _refused(row: Reading) -> ImportReport:
    return ImportReport(row.sheet, row.line, Fate.REFUSED, row.name, (row.refused,))


def _with_problems(reports: Iterable[ImportReport], sources: Iterable[Source]) -> tuple[ImportReport, ...]:
    """The reports with what was wrong with the rows as such, in the order of the file."""
    order = {source.sheet.name: place for place, source in enumerate(sources)}
    known = {(report.sheet, report.line): report for report in reports}
    for source in sources:
        for problem in source.sheet.problems:
            place = (source.sheet.name, problem.line)
            held = known.get(place)
            fate = Fate.REFUSED if problem.refused or held is None else held.fate
            remarks = (problem.why, *(held.remarks if held else ()))
            known[place] = ImportReport(*place, fate, held.name if held else "", remarks)
    return tuple(sorted(known.values(), key=lambda report: (order[report.sheet], report.line)))


def _write(work: Work, wanted: Sequence[Candidate], names: OwnNames, *, fresh: bool) -> None:
    """Write people; rows of new ones cannot be there yet, so nothing needs to be looked up."""
    rows = profile_rows(((one.key, one.profile) for one in wanted), names)
    write_words(work, rows)
    joined = [(cohort, one.key, part) for one in wanted for cohort, part in one.parts.items()]
    rows[Participant] = [part_row(*row) for row in joined]
    for cohort, person, part in joined:
        rows.setdefault(Wish, []).extend(wish_rows(participant_key(cohort, person), part))
    for kind in (Person, *OWNED, Participant, Wish):
        (work.insert_many if fresh else lambda *args: put_many(work, *args))(kind, rows.get(kind, []))


def _to_remember(
    sources: Sequence[Source], table: TableFile | None
) -> Mapping[tuple[str, ...], dict[str, Any]]:
    """What to remember by headings: which column is which field, and how such a file is read."""
    made = {source.sheet.headings: _fields(source) for source in sources}
    manner = table.manner.to_json() if table else {}
    if table and manner and table.guessed:
        made[table.guessed] = {**made.get(table.guessed, {}), MANNER: manner}
    return made


def _fields(source: Source) -> dict[str, Any]:
    known = fields_by_key()
    return {str(at): key for at, key in sorted(source.mapping.items()) if key in known or key == OWN}
