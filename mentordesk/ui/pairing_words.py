"""A pairing's states, days and hours in the reader's words, for the list, the board and its page."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfoNotFoundError

from mentordesk.domain import names
from mentordesk.domain.pairing import PairingStatus
from mentordesk.domain.words import icon_of, tone_of, word
from mentordesk.i18n import N_, _, filled, isolate, ngettext, reader
from mentordesk.operations.pairing_rows import PairingRow
from mentordesk.operations.pairings import Who

SINCE: dict[PairingStatus, str] = {
    PairingStatus.TRIAL: N_("Trial until {until}"),
    PairingStatus.ACTIVE: N_("Active since {since}"),
    PairingStatus.PAUSED: N_("Paused until {until}"),
    PairingStatus.CLOSED: N_("Closed on {since}"),
}


def both(row: PairingRow) -> dict[str, str]:
    """The two names, to fill a sentence with."""
    return {"mentor": isolate(row.mentor.name), "mentee": isolate(row.mentee.name)}


def title(row: PairingRow) -> str:
    """The pairing by name."""
    return filled(_("{mentor} and {mentee}"), **both(row))


def on_day(day: date) -> str:
    """A date that keeps its own direction inside a sentence."""
    shown = reader().date(day)
    return isolate(shown) if reader().rtl else shown


def initials(who: Who) -> str:
    return names.initials(who.name, who.family_name)


def short(who: Who) -> str:
    return names.short(who.name, who.family_name)


def status_line(row: PairingRow) -> str:
    """The status with its day, or the status alone where the day is not known."""
    sentence = SINCE.get(row.status, "")
    day = row.until if "{until}" in sentence else row.since
    if not sentence or day is None:
        return word(row.status)
    return _(sentence).format(until=on_day(day), since=on_day(day))


def tone(row: PairingRow) -> str:
    return tone_of(row.status)


def icon(row: PairingRow) -> str:
    return icon_of(row.status)


def last_met(row: PairingRow, today: date) -> str:
    """How long ago they met; for a pairing that never did, how long it has waited."""
    if row.last_day is not None:
        return reader().relative_day(row.last_day, today)
    return _("never")


def silence(row: PairingRow) -> str:
    """The days without a session, for a pairing that is stuck."""
    days = row.silent or 0
    return ngettext("{n} day silent", "{n} days silent", days).format(n=reader().number(days))


def counted(active: int, trial: int, stuck: int) -> str:
    """How many pairings are active, on trial and stuck."""
    return _("{active}, {trial}, {stuck}").format(
        active=ngettext("{n} active", "{n} active", active).format(n=reader().number(active)),
        trial=ngettext("{n} on trial", "{n} on trial", trial).format(n=reader().number(trial)),
        stuck=ngettext("{n} stuck", "{n} stuck", stuck).format(n=reader().number(stuck)),
    )


def late_words(n: int) -> str:
    """How many are late."""
    return ngettext("{n} late", "{n} late", n).format(n=reader().number(n))


def open_words(n: int, late: int) -> str:
    """How many are open, and how many of them late where any is."""
    words = ngettext("{n} open", "{n} open", n).format(n=reader().number(n))
    return _("{open}, {late}").format(open=words, late=late_words(late)) if late else words


def hours(minutes: int) -> str:
    """Minutes as hours with one decimal, whole hours without."""
    return reader().number(minutes / 60, 0 if minutes % 60 == 0 else 1)


def used_of_agreed(row: PairingRow) -> str:
    return _("{used} of {agreed} h").format(used=hours(row.month_used), agreed=hours(row.month_agreed))


def pulse(row: PairingRow) -> str:
    """The newest pulse with the way it went; empty where there is none."""
    if row.pulse is None:
        return ""
    way = {1: "↑", 0: "", -1: "↓"}[row.trend]
    return f"{row.pulse} {way}".strip()


def clock(zone: str) -> str:
    """What the clock shows in a zone now; empty for a zone nobody knows."""
    try:
        return reader().time(datetime.now(UTC), zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ""
