"""The columns of the session list, its filters, and its rows read in pages."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mentordesk.domain.session import SessionStatus
from mentordesk.domain.words import icon_of, tone_of, word
from mentordesk.i18n import N_, _, filled, isolate, reader
from mentordesk.operations.sessions import SessionFilter, SessionRow, sessions
from mentordesk.ui.table_model import Column

if TYPE_CHECKING:
    from mentordesk.storage.database import Database

PERIODS: tuple[tuple[str, str, int | None, int | None], ...] = (
    ("all", N_("All days"), None, None),
    ("ahead", N_("From today on"), 0, None),
    ("past30", N_("Last 30 days"), -30, 0),
    ("past90", N_("Last 90 days"), -90, 0),
    ("past365", N_("Last 365 days"), -365, 0),
)
"""Key, words, and the first and last day counted from today."""


def period_days(key: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a period; None where it is open."""
    first, last = next((first, last) for name, _words, first, last in PERIODS if name == key)
    return _shifted(today, first), _shifted(today, last)


def _shifted(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)


class PagedSessions:
    """Rows for a table, read on as it is scrolled, so that a million cost what a hundred do."""

    def __init__(self, database: "Database", wanted: SessionFilter) -> None:
        self._database, self._wanted = database, wanted
        self._read, self._ended = 0, False

    def count(self) -> int:
        """How many were read, and one more until the end is seen: counting a million is another's job."""
        return self._read + (not self._ended)

    def page(self, after_key: object | None, n: int) -> Sequence[SessionRow]:
        after = after_key if isinstance(after_key, bytes) else None
        with self._database.read() as view:
            found = sessions(view, self._wanted, after=after, limit=n)
        self._read = len(found) if after is None else self._read + len(found)
        self._ended = len(found) < n
        return found


def pair_words(row: SessionRow) -> str:
    names = {"mentor": isolate(row.mentor.name), "mentee": isolate(row.mentee.name)}
    return filled(_("{mentor} and {mentee}"), **names)


def when_words(row: SessionRow, zone: str) -> str:
    """The day, with the hour in the reader's zone where it is known."""
    return reader().instant(row.starts_at, zone) if row.starts_at else reader().date(row.day)


def pulse_words(row: SessionRow) -> str:
    """Mentor's and mentee's pulse; a dash for one that was not asked, nothing when neither was."""
    pulses = (row.mentor_pulse, row.mentee_pulse)
    if pulses == (None, None):
        return ""
    return " / ".join("–" if pulse is None else reader().number(pulse) for pulse in pulses)


def columns(zone: str) -> tuple[Column, ...]:
    """What the list shows of a session."""
    return (
        Column("pairing", N_("Pairing"), pair_words, width=176, stretch=True),
        Column("day", N_("When"), lambda row: when_words(row, zone), width=144),
        Column("status", N_("Status"), _status, width=104, kind="pill", tone=_tone, icon=_icon),
        Column("minutes", N_("Minutes"), lambda row: reader().number(row.minutes), width=64, kind="number"),
        Column("channel", N_("How"), lambda row: word(row.channel) if row.channel else "", width=80),
        Column("pulse", N_("Pulse"), pulse_words, width=56, align="end"),
        Column("notes", N_("Notes"), lambda row: row.notes or row.agenda, width=80, stretch=True),
    )


STATUSES: tuple[SessionStatus | None, ...] = (None, *SessionStatus)


def status_words(status: SessionStatus | None) -> str:
    return _("All") if status is None else word(status)


def _status(row: SessionRow) -> str:
    return word(row.status)


def _tone(row: SessionRow) -> str:
    return tone_of(row.status)


def _icon(row: SessionRow) -> str:
    return icon_of(row.status)
