"""People, pairings, sessions and goals as tables for other programs; people come back in as they went out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from mentordesk.domain.goal import Goal
from mentordesk.domain.pairing import Pairing
from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.domain.programme import Cohort
from mentordesk.domain.refusal import Refusal
from mentordesk.domain.session import Session
from mentordesk.i18n import N_, _, reader
from mentordesk.interchange.files import write_file
from mentordesk.interchange.write import write_csv, write_xlsx
from mentordesk.operations.import_fields import COHORT, COHORT_ENDS, COHORT_STARTS, COLUMN_OF, IMPORT_FIELDS
from mentordesk.operations.own_columns import OwnColumn, own_heading
from mentordesk.operations.own_fields import own_fields
from mentordesk.operations.profile import Part, Profile, parts, profiles
from mentordesk.operations.programme import cohorts
from mentordesk.storage.reasons import reason
from mentordesk.storage.work import Work

_COHORT = (COHORT, COHORT_STARTS, COHORT_ENDS)


class NotWritten(Refusal):
    """{file} could not be written: {why}. What was there is still there. Choose another place."""


class NeitherKind(Refusal):
    """{file} ends in neither .csv nor .xlsx. Nothing was written. Give it one of these endings."""


@dataclass(frozen=True)
class Table:
    """Headings and rows of text, all rows as long as the headings."""

    headings: list[str]
    rows: list[list[str]]


def people_table(view: Work, *, cohort: bytes | None) -> Table:
    """Everybody of a cohort with their part in it, or everybody with their part in each; `plan_import` reads
    it back equal.
    """
    places = _places(view, cohort)
    known = profiles(view, list(dict.fromkeys(place.person for place in places)))
    held = parts(view, [place.participant for place in places if place.participant])
    intakes = {one.id: one for one in cohorts(view)}
    names = _addresses(view)
    own = [OwnColumn(one.name, one.demographic) for one in own_fields(view)]
    without = ("given_name", "skills", *(_COHORT if cohort else ()))
    fields = [field for field in IMPORT_FIELDS if field.key not in without]
    rows = []
    for place in places:
        profile, intake = known[place.person], intakes.get(place.cohort or b"")
        values = _values(profile, held.get(place.participant or b""), names)
        values |= _intake(intake) if intake else {}
        cells = [field.write(values[field.key]) if field.key in values else "" for field in fields]
        rows.append([*cells, *(profile.own.get(column.name, "") for column in own)])
    return Table([*(_(field.title) for field in fields), *map(own_heading, own)], rows)


def pairings_table(view: Work, *, cohort: bytes | None) -> Table:
    """Every pairing with its people, days and how it ended."""
    query = _with_names(
        Pairing.status,
        Pairing.started_on,
        Pairing.trial_until,
        Pairing.active_since,
        Pairing.ended_on,
        Pairing.outcome,
        Pairing.reason,
        Pairing.fit,
        Pairing.month_minutes,
        Pairing.notes,
    ).order_by(Pairing.id)
    headings = [N_("Status"), N_("Started on"), N_("Trial until"), N_("Active since"), N_("Ended on")]
    headings += [N_("Outcome"), N_("Reason"), N_("Fit"), N_("Minutes a month"), N_("Notes")]
    return _table(view, query, headings, cohort)


def sessions_table(view: Work, *, cohort: bytes | None) -> Table:
    """Every session with its people."""
    query = _with_names(
        Session.day,
        Session.status,
        Session.minutes,
        Session.channel,
        Session.place,
        Session.mentor_came,
        Session.mentee_came,
        Session.agenda,
        Session.notes,
        Session.mentor_pulse,
        Session.mentee_pulse,
    )
    query = query.join(Session, Session.pairing_id == Pairing.id).order_by(
        Session.day, Session.starts_at, Session.id
    )
    headings = [N_("Day"), N_("Status"), N_("Minutes"), N_("Channel"), N_("Place"), N_("Mentor came")]
    headings += [N_("Mentee came"), N_("Agenda"), N_("Notes"), N_("Mentor's pulse"), N_("Mentee's pulse")]
    return _table(view, query, headings, cohort)


def goals_table(view: Work, *, cohort: bytes | None) -> Table:
    """Every goal with its people."""
    query = _with_names(
        Goal.title,
        Goal.description,
        Goal.measure,
        Goal.due_on,
        Goal.progress,
        Goal.status,
        Goal.reached_on,
        Goal.evidence,
    )
    query = query.join(Goal, Goal.pairing_id == Pairing.id).order_by(Goal.id)
    headings = [N_("Goal"), N_("Description"), N_("Measure"), N_("Due on"), N_("Progress in percent")]
    headings += [N_("Status"), N_("Reached on"), N_("Evidence")]
    return _table(view, query, headings, cohort)


EXPORTS: dict[str, Callable[..., Table]] = {
    "people": people_table,
    "pairings": pairings_table,
    "sessions": sessions_table,
    "goals": goals_table,
}
"""What can be exported, by the word of the command line."""


def export(view: Work, path: Path, *, what: str = "people", cohort: bytes | None = None) -> int:
    """Write a table as CSV or XLSX by the file's ending, of a cohort or of all; returns how many rows."""
    table = EXPORTS[what](view, cohort=cohort)
    save_table(path, table.headings, table.rows)
    return len(table.rows)


def save_table(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table at `path`, whole or not at all."""
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise NeitherKind(file=path.name)
    data = write_csv(headings, rows) if kind == ".csv" else write_xlsx(headings, rows, rtl=reader().rtl)
    try:
        write_file(path, data)
    except OSError as error:
        raise NotWritten(file=path.name, why=reason(error)) from error


class _Place(NamedTuple):
    person: bytes
    participant: bytes | None
    cohort: bytes | None


def _places(view: Work, cohort: bytes | None) -> list[_Place]:
    """Who is in the cohort; without one, everybody once a cohort, in the order of people."""
    query = select(Person.id, Participant.id, Participant.cohort_id).order_by(Person.id, Participant.id)
    joined = query.outerjoin(Participant, Participant.person_id == Person.id)
    if cohort is not None:
        joined = joined.where(Participant.cohort_id == cohort)
    return [_Place(*row) for row in view.execute(joined)]


def _intake(cohort: Cohort) -> dict[str, Any]:
    return dict(zip(_COHORT, (cohort.name, cohort.starts_on, cohort.ends_on), strict=True))


def _addresses(view: Work) -> dict[bytes, str]:
    """What a cell calls somebody: the address, or the name where there is none."""
    return {
        key: email or name for key, email, name in view.execute(select(Person.id, Person.email, Person.name))
    }


def _values(profile: Profile, part: Part | None, names: dict[bytes, str]) -> dict[str, Any]:
    values = {field.key: profile.columns.get(COLUMN_OF.get(field.key, field.key)) for field in IMPORT_FIELDS}
    values |= {
        "languages": profile.languages,
        "skills_offered": profile.offered,
        "skills_wanted": profile.wanted,
        "interests": profile.interests,
        "background": profile.background,
        "same_wanted": profile.same_wanted,
        "manager": names.get(profile.columns["manager_id"], ""),
    }
    if part is not None:
        values |= {name: getattr(part, name) for name in ("role", "capacity", "status", "paused_until")}
        values |= {name: getattr(part, name) for name in ("reason", "trained", "joined_on")}
        values["wishes"] = [names[person] for person in part.wishes if person in names]
        values["never_with"] = [names[person] for person in part.never if person in names]
    return {key: value for key, value in values.items() if value is not None}


def _with_names(*columns: Any) -> Select[*tuple[Any, ...]]:
    mentor, mentee = aliased(Participant), aliased(Participant)
    one, other = aliased(Person), aliased(Person)
    query = select(Cohort.name, one.name, one.email, other.name, other.email, *columns).select_from(Pairing)
    query = query.join(Cohort, Cohort.id == Pairing.cohort_id)
    query = query.join(mentor, mentor.id == Pairing.mentor_id).join(mentee, mentee.id == Pairing.mentee_id)
    return query.join(one, one.id == mentor.person_id).join(other, other.id == mentee.person_id)


def _table(view: Work, query: Any, headings: list[str], cohort: bytes | None) -> Table:
    """Rows that begin with their cohort, unless all are of the one that is given."""
    start = [_("Cohort"), _("Mentor"), _("Mentor's e-mail"), _("Mentee"), _("Mentee's e-mail")]
    first = 0 if cohort is None else 1
    if cohort is not None:
        query = query.where(Pairing.cohort_id == cohort)
    rows = [[_cell(value) for value in row[first:]] for row in view.execute(query)]
    return Table([*start[first:], *map(_, headings)], rows)


def _cell(value: Any) -> str:
    """Days as ISO, words of the file as they are, yes and no as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
