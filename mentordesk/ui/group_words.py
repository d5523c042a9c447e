"""Words of groups: when one meets on the coordinator's clock, and who is in it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentordesk.i18n import _, isolate, reader
from mentordesk.operations.groups import Member


def hour_words(slot: int | None, zone: str, today: date) -> str:
    """The weekly hour as the clocks of a zone show it this week; empty where there is none."""
    if slot is None:
        return ""
    monday = today - timedelta(days=today.weekday())
    moment = datetime.combine(monday, time(), UTC) + timedelta(hours=slot)
    day = reader().weekday(moment.astimezone(ZoneInfo(zone)).weekday())
    return _("{day}, {time}").format(day=day, time=reader().time(moment, zone))


def names_of(members: Sequence[Member]) -> str:
    """The members by name, whoever leads first."""
    return reader().listing([isolate(one.name) for one in members])
