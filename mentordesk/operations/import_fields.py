"""The fields a table of people may hold: what each is called, how its cells are read and written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from mentordesk.domain.participant import Role, Status
from mentordesk.domain.person import Channel, Level
from mentordesk.domain.words import WORDS
from mentordesk.i18n import LANGUAGES, N_, Reader, fold
from mentordesk.interchange.contacts import parse_channels, parse_email
from mentordesk.interchange.hours import format_week, parse_week
from mentordesk.interchange.places import (
    format_country,
    format_languages,
    parse_country,
    parse_language,
    parse_languages,
    parse_zone,
)
from mentordesk.interchange.refusals import CellProblem
from mentordesk.interchange.synonyms import person_names
from mentordesk.interchange.values import (
    format_day,
    format_values,
    format_whole,
    format_years,
    format_yes,
    month_first,
    parse_capacity,
    parse_day,
    parse_role,
    parse_whole,
    parse_years,
    parse_yes,
    split_values,
)

OWN = "own"
"""The choice of a column that becomes an own field, called as its heading."""

COHORT, COHORT_STARTS, COHORT_ENDS = "cohort_of_programme", "cohort_starts", "cohort_ends"
"""Which cohort a row is about, and from when to when that goes."""


class NotAStatus(CellProblem):
    """“{text}” is not a status."""


@dataclass(frozen=True)
class ImportField:
    """One field; `read` raises CellProblem, `write` gives what `read` reads back equal.

    A row whose `vital` field cannot be read is left out; of others the cell goes to the notes.
    """

    key: str
    title: str
    read: Callable[[str], Any] = str.strip
    write: Callable[[Any], str] = str
    vital: bool = False
    parts: bool = False
    number: bool = False


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _role(text: str) -> Role | None:
    words = parse_role(text)
    if not words:
        return None
    return Role.BOTH if len(words) > 1 else Role(next(iter(words)))


def _languages(text: str) -> dict[str, Level | None]:
    return {code: Level(level) if level else None for code, level in parse_languages(text)}


def _write_languages(value: Mapping[str, Level | None]) -> str:
    return format_languages(tuple((code, level or "") for code, level in value.items()))


def _document_language(text: str) -> str:
    return parse_language(text)[0] if text.strip() else ""


def read_skills(text: str) -> dict[str, int]:
    """Names with levels where they stand in brackets, "Python (4); Writing"; 0 where no level is said."""
    return dict(map(_skill, split_values(text)))


def _skill(text: str) -> tuple[str, int]:
    name, bracket, level = text.rpartition("(")
    if bracket and level in {"1)", "2)", "3)", "4)", "5)"} and name.strip():
        return name.strip(), int(level[0])
    return text, 0


def _write_skills(value: Mapping[str, int]) -> str:
    return format_values([f"{name} ({level})" for name, level in value.items()])


def _channels(text: str) -> str:
    return ",".join(parse_channels(text))


def _preferred(text: str) -> Channel | None:
    found = parse_channels(text)
    return Channel(found[0]) if found else None


def _status(text: str) -> Status | None:
    if not text.strip():
        return None
    found = _statuses().get(fold(text.strip()))
    if found is None:
        raise NotAStatus(text=text)
    return found


@cache
def _statuses() -> dict[str, Status]:
    words = {
        fold(Reader(code).gettext(WORDS[Status, status])): status for code in LANGUAGES for status in Status
    }
    return words | {fold(status.value): status for status in Status}


def _years(value: int | None) -> str:
    """Months as years with as many decimals as they need."""
    return format_years(value)


_YES: dict[str, Any] = {"read": parse_yes, "write": format_yes}
_DAY: dict[str, Any] = {"read": parse_day, "write": format_day, "parts": True}
_LIST: dict[str, Any] = {"read": split_values, "write": format_values}
_SKILLS: dict[str, Any] = {"read": read_skills, "write": _write_skills}

IMPORT_FIELDS: tuple[ImportField, ...] = (
    ImportField("name", N_("Name")),
    ImportField("given_name", N_("First name")),
    ImportField("family_name", N_("Family name")),
    ImportField("reading", N_("Reading of the name")),
    ImportField("pronouns", N_("Pronouns")),
    ImportField("email", N_("E-mail"), parse_email, vital=True),
    ImportField("phone", N_("Phone")),
    ImportField("role", N_("Role"), _role, _text, vital=True, parts=True),
    ImportField("capacity", N_("Capacity"), parse_capacity, format_whole, parts=True, number=True),
    ImportField("status", N_("Status"), _status, _text, parts=True),
    ImportField("paused_until", N_("Paused until"), **_DAY),
    ImportField("reason", N_("Reason of the status"), parts=True),
    ImportField("trained", N_("Training done"), parse_yes, format_yes, parts=True),
    ImportField("joined_on", N_("Joined on"), **_DAY),
    ImportField(COHORT, N_("Cohort of the programme"), parts=True),
    ImportField(COHORT_STARTS, N_("First day of the cohort"), **_DAY),
    ImportField(COHORT_ENDS, N_("Last day of the cohort"), **_DAY),
    ImportField("country", N_("Country"), parse_country, format_country),
    ImportField("city", N_("City")),
    ImportField("zone", N_("Time zone"), parse_zone),
    ImportField("languages", N_("Languages"), _languages, _write_languages),
    ImportField("document_language", N_("Language of documents"), _document_language),
    ImportField("experience", N_("Years of experience"), parse_years, _years, number=True),
    ImportField("skills_offered", N_("Skills offered"), **_SKILLS),
    ImportField("skills_wanted", N_("Skills wanted"), **_SKILLS),
    ImportField("skills", N_("Skills, offered or wanted by role"), **_SKILLS),
    ImportField("availability", N_("Free in the week"), parse_week, format_week),
    ImportField("wishes", N_("Would like to be paired with"), **_LIST, parts=True),
    ImportField("never_with", N_("Never paired with"), **_LIST, parts=True),
    ImportField("job_title", N_("Job title")),
    ImportField("industry", N_("Industry")),
    ImportField("seniority", N_("Seniority")),
    ImportField("unit", N_("Department")),
    ImportField("manager", N_("Manager")),
    ImportField("interests", N_("Interests"), **_LIST),
    ImportField("background", N_("Background"), **_LIST),
    ImportField("work_style", N_("Work style")),
    ImportField("same_wanted", N_("Asks for a mentor alike in"), **_LIST),
    ImportField(
        "channels", N_("Ways to meet"), _channels, lambda v: format_values(v.split(",") if v else [])
    ),
    ImportField("preferred_channel", N_("Preferred way to meet"), _preferred, _text),
    ImportField("access_needs", N_("Access needs")),
    ImportField("bandwidth_mbit", N_("Bandwidth in Mbit/s"), parse_whole, format_whole, number=True),
    ImportField("has_camera", N_("Has a camera"), **_YES),
    ImportField("device", N_("Device")),
    ImportField("backup_line", N_("Backup line")),
    ImportField("bio", N_("About the person")),
    ImportField("notes", N_("Notes")),
    ImportField("consent_directory", N_("Agrees to the directory"), **_YES),
    ImportField("consent_named", N_("Agrees to be named"), **_YES),
    ImportField("consent_photo", N_("Agrees to a photo"), **_YES),
    ImportField("consent_story", N_("Agrees to a story"), **_YES),
)
"""Every field but pictures, in the order of the wizard and of an export."""

COLUMN_OF = {"experience": "experience_months", "availability": "week"}
"""Where a field is a column of Person by another name."""

_MORE_NAMES = {
    "given_name": ("given name", "forename", "first names", "imię", "prénom", "vorname", "الاسم الأول"),
    "joined_on": ("joined", "fecha de alta", "dołączył", "eintritt"),
    "status": ("estado", "statut", "stan", "الحالة"),
}


@cache
def field_names() -> dict[str, tuple[str, ...]]:
    """What each field is called in tables: as people call it, and as our exports do in every language."""
    known, tongues = person_names(), [Reader(code) for code in LANGUAGES]
    return {
        field.key: (
            *(tongue.gettext(field.title) for tongue in tongues),
            *_MORE_NAMES.get(field.key, ()),
            *known.get(field.key, ()),
        )
        for field in IMPORT_FIELDS
    }


@cache
def fields_by_key() -> dict[str, ImportField]:
    return {field.key: field for field in IMPORT_FIELDS}


def dated(field: ImportField, cells: Sequence[str]) -> ImportField:
    """A field of days as its column writes them, month first or not; other fields as they are."""
    if field.write is not format_day:
        return field
    return replace(field, read=partial(parse_day, month_first=month_first(cells)))
