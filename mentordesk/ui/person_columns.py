"""How a line of the list of people is written."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from mentordesk.domain.names import initials, sort_parts
from mentordesk.domain.participant import Role
from mentordesk.domain.programme import Programme
from mentordesk.domain.words import icon_of, tone_of, word
from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.operations.person_rows import PersonRow
from mentordesk.operations.person_words import role_word
from mentordesk.ui.table import Column

NEVER = date.min


def people_columns(
    programme: Callable[[], Programme | None], today: Callable[[], date]
) -> tuple[Column, ...]:
    """Name, role, status, pairings, place, clock and last contact."""
    return (
        Column(
            "name",
            N_("Name"),
            lambda row: row.name,
            width=148,
            kind="person",
            stretch=True,
            sort=by_name,
            initials=lambda row: initials(row.name, row.family_name),
            row_key=lambda row: row.id,
        ),
        Column(
            "role", N_("Role"), lambda row: role_word(row.role, programme()) if row.role else "", width=92
        ),
        Column(
            "status",
            N_("Status"),
            lambda row: word(row.status) if row.status else "",
            width=112,
            kind="pill",
            tone=lambda row: tone_of(row.status) if row.status else "quiet",
            icon=lambda row: icon_of(row.status) if row.status else "minus",
            tooltip=status_in_full,
        ),
        Column("paired", N_("Paired"), paired, width=64, sort=by_room, tooltip=places_in_full),
        Column("place", N_("Place"), place, width=96, stretch=True),
        Column("now", N_("Clock"), clock, width=64, tooltip=lambda row: row.zone),
        Column(
            "last",
            N_("Last contact"),
            lambda row: last_contact(row, today()),
            width=120,
            kind="date",
            align="end",
            sort=lambda row: row.last_day or NEVER,
            tone=lambda row: "late" if row.silent else "",
            tooltip=lambda row: reader().date(row.last_day, "full") if row.last_day else "",
        ),
    )


def by_name(row: PersonRow) -> tuple[object, object]:
    """The order of names in the reader's language, family first where the culture sorts so."""
    first, rest = sort_parts(row.name, row.family_name)
    return reader().sort_key(first), reader().sort_key(rest)


def paired(row: PersonRow) -> str:
    """How many of the places are taken; of whoever mentors and learns, first those for mentees."""
    if not row.places and not row.paired:
        return ""
    if row.role is not Role.BOTH:
        return _("{n} of {of}").format(n=reader().number(row.paired), of=reader().number(row.places))
    return reader().line((_taken(row.paired - row.led, row.places - 1), _taken(row.led, 1)))


def _taken(n: int, of: int) -> str:
    return _("{n}/{of}").format(n=reader().number(n), of=reader().number(of))


def by_room(row: PersonRow) -> tuple[int, int]:
    return row.places - row.paired, row.paired


def places_in_full(row: PersonRow) -> str:
    """Of whom the places are, where that is not one and the same."""
    if row.role is not Role.BOTH:
        return ""
    n = row.places - 1
    words = ngettext("Room for {n} mentee, and for one mentor", "Room for {n} mentees, and for one mentor", n)
    return words.format(n=reader().number(n))


def place(row: PersonRow) -> str:
    """The city, else the country."""
    return row.city or (reader().country(row.country) if row.country else "")


def clock(row: PersonRow) -> str:
    """What time it is there."""
    return reader().time(datetime.now(UTC), row.zone) if row.zone else ""


def last_contact(row: PersonRow, today: date) -> str:
    return reader().relative_day(row.last_day, today) if row.last_day else ""


def status_in_full(row: PersonRow) -> str:
    """The status, with the day a pause ends."""
    if row.status and row.paused_until:
        return _("{status} until {day}").format(status=word(row.status), day=reader().date(row.paused_until))
    return word(row.status) if row.status else ""
